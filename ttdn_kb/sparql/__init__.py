"""Query files: headers read, parameters bound as typed terms, run on any store."""
