"""RDF: names, minting, emitting, and the store port with its adapters."""
