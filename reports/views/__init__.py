"""Screens of reports: one module a screen or two."""
