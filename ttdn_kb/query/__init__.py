"""The built knowledge base, the catalogue of questions, and their answers."""
