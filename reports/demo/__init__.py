"""The demonstration office: a sở of our own invention, with work in every state relative to today."""
