"""Reading a directive: text in, a proposal out.  Pure: no database, no settings, no clock.

>>> from directives.reading import read
>>> proposal = read(text)
"""

from .reader import read

__all__ = ["read"]
