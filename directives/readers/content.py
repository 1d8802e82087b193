"""What comes out of a file, and under which conditions it is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from directives.readers import limits
from directives.readers.refusal import ACCEPTED, SlowReading, UnreadableDocument


@dataclass(frozen=True)
class Part:
    """One thing to read in what was handed in: the file itself, the words of an e-mail, an inner file.

    `media_type` is None for kinds that aren't kept by themselves; `data` are the bytes of an inner file, None where
    the part is the upload itself or mere words; `refusal` says why a file of a kind that is read could not be.
    """

    name: str
    media_type: str | None
    text: str = ""
    notes: tuple[str, ...] = ()
    refusal: str = ""
    data: bytes | None = None


@dataclass(frozen=True)
class Content:
    """`media_type` is what the upload really is; a package comes with what its envelope says (see edxml.py)."""

    media_type: str
    parts: tuple[Part, ...]
    package: dict[str, Any] | None = None

    @property
    def text(self) -> str:
        """The words of the first part: of the file itself where it holds no others."""
        return self.parts[0].text


def _quietly(done: int, total: int) -> None:
    """Nobody waits for pages."""


@dataclass
class Session:
    """The reading of one upload.

    `is_slow`: whether pictures may be recognised and LibreOffice be started; else such files raise SlowReading.
    `tessdata`: the folder of Tesseract's data.  `soffice`: LibreOffice's program, None where there is none.
    `progress` is told (pages done, pages known so far) after each page.  `depth`: how many e-mails lie around.
    """

    is_slow: bool = False
    tessdata: str = ""
    soffice: str | None = None
    progress: Callable[[int, int], None] = _quietly
    depth: int = 0
    pages_done: int = 0
    pages_total: int = 0

    def expect(self, pages: int) -> None:
        """So many pages more are to be read.  UnreadableDocument where that is too many."""
        self.pages_total += pages
        if self.pages_total > limits.MAX_PAGES:
            raise UnreadableDocument(
                f"Tệp có {self.pages_total} trang, quá {limits.MAX_PAGES} trang. Tách phần văn bản chỉ đạo ra tệp "
                f"riêng rồi gửi lại. {ACCEPTED}"
            )

    def page_done(self) -> None:
        self.pages_done += 1
        self.progress(self.pages_done, self.pages_total)

    def demand_slow(self) -> None:
        """SlowReading where this is a quick look."""
        if not self.is_slow:
            raise SlowReading(self.pages_total)


class Reader(Protocol):
    """One kind of file."""

    def __call__(self, data: bytes, name: str, session: Session) -> Content:
        """What the file holds; texts not yet cleaned.  UnreadableDocument with a sentence, or SlowReading."""
