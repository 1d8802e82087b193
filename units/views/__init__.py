"""Screens of units, people and posts: one module a subject."""
