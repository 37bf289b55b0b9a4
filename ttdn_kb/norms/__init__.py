"""From provisions to norms: agents, roles, clauses, dates and topics. Knows structure and text; knows nothing of RDF."""
