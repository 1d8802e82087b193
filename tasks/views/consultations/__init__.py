"""Consultations: the list, the question, the page of one, its acts and its files."""
