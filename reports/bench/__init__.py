"""Measuring speed at a stated size, in a database that is thrown away."""
