"""Rows for tests, with sensible defaults: one module an app."""
