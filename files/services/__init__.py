"""Writes of this app: what was handed in is kept once for each content."""
