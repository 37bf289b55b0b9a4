"""Rules engine and knowledge base of responsibilities in Vietnamese provincial regulations."""

__version__ = "0.1.0"
