"""Tables, pages and documents for people, and files for programs."""
