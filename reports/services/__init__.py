"""Writes of this app: issuing reports, by a person or by the clock."""
