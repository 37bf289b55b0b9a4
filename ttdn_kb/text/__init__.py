"""From a file to stored text, and from stored text to a reading view of it.

Takes files of several kinds; gives stored text with fixed code point offsets and clean views that map back to them; knows nothing of structure,
norms or RDF.
"""
