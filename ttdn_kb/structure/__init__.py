"""From stored text to the tree of its provisions, its metadata and its references.

Takes stored text; gives records of `foundation.model` with code point offsets; never refuses a text; knows nothing of norms or RDF.
"""
