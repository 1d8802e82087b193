"""A report as a file: rows in, bytes out."""
