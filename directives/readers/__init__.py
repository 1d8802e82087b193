"""Bytes to text: one module a kind of file.  Pure: no database, no settings; only files/types.py of the project.

Files that people hand in are read in a child process with limits (child.py, directives/services/extracting.py).
"""

from directives.readers.cleaning import cleaned
from directives.readers.content import Content, Part, Session
from directives.readers.dispatch import read_file
from directives.readers.refusal import ACCEPTED, SlowReading, UnreadableDocument

__all__ = ["ACCEPTED", "Content", "Part", "Session", "SlowReading", "UnreadableDocument", "cleaned", "read_file"]
