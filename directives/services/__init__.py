"""Writes of this app: one module a noun, one function a verb."""
