"""Provinces, documents and days side by side."""
