"""Screens: one module a screen, function views with the whole flow in sight."""
