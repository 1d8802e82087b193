"""What a reader answers instead of a text."""

from __future__ import annotations

from files.types import DIRECTIVE_FILES

ACCEPTED = DIRECTIVE_FILES.sentence


class UnreadableDocument(ValueError):
    """A file that can't be read; `reason` is a Vietnamese sentence that says why and what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class SlowReading(Exception):
    """The file needs the recognition of pictures or LibreOffice: work for a job, not for a request.
    `pages`: how many pages it has, 0 where that isn't known yet."""

    def __init__(self, pages: int) -> None:
        super().__init__(pages)
        self.pages = pages
