"""A strand is a piece of the text that remembers where each of its characters stood.

Texts arrive wrapped, marked up and flattened.  The reader works on cleaned strands, in which marks are gone and wrapped
lines are joined, and still answers with spans of the text as it was given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from .proposal import Passage, Span

#: Letters for a class of a regular expression: the ranges of Unicode mix capitals and small letters.
_VIETNAMESE = "ÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴĐ"
UPPER = f"A-Z{_VIETNAMESE}"
LOWER = f"a-z{_VIETNAMESE.lower()}"
_TONE_ON_SECOND = re.compile(r"(?<!q)(o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?!\w)")
_OLD_STYLE = dict(
    zip(
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)
_PLAIN: dict[str, str] = {}


def plain(text: str) -> str:
    """Small letters without marks, of the same length: what is left of a word that a scan damaged."""
    return "".join(_PLAIN.get(c) or _plain_letter(c) for c in text)


def _plain_letter(letter: str) -> str:
    small = letter.lower()
    base = unicodedata.normalize("NFD", small)[0]
    _PLAIN[letter] = "d" if base == "đ" else base if len(small) == 1 else letter
    return _PLAIN[letter]


def lowered(text: str) -> str:
    """Small letters with marks, of the same length; the tone of "uỷ", "hoà" stands as in "ủy", "hòa"."""
    small = text.lower()
    if len(small) != len(text):
        small = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return _TONE_ON_SECOND.sub(lambda found: _OLD_STYLE[found[0]], small)


@dataclass(frozen=True)
class Strand:
    """Cleaned text; `at[i]` is the place of its i-th character in the text given to `read`."""

    text: str
    at: tuple[int, ...]
    mended: str | None = None  # as long as `text`: the words of a damaged scan as they were meant

    @property
    def words(self) -> str:
        """What the grammar looks at; `text` is what is shown."""
        return self.text if self.mended is None else self.mended

    @cached_property
    def low(self) -> str:
        return lowered(self.words)

    @cached_property
    def plain(self) -> str:
        return plain(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __len__(self) -> int:
        return len(self.text)

    def cut(self, start: int, end: int | None = None) -> Strand:
        """The part [start, end), without spaces at its ends."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return Strand(self.text[start:end], self.at[start:end], self.mended and self.mended[start:end])

    def trim(self, marks: str) -> Strand:
        """Without these marks, and spaces, at its ends."""
        start, end = 0, len(self.text)
        while start < end and (self.text[start] in marks or self.text[start].isspace()):
            start += 1
        while end > start and (self.text[end - 1] in marks or self.text[end - 1].isspace()):
            end -= 1
        return self.cut(start, end)

    @property
    def span(self) -> Span:
        return Span(self.at[0], self.at[-1] + 1) if self.at else Span(0, 0)

    @property
    def passage(self) -> Passage:
        return Passage(self.text, self.span)


NOTHING = Strand("", ())


def joined(strands: Iterable[Strand]) -> Strand:
    """One strand of several, with a space between; a space stands where the strand before it ended."""
    pieces = [strand for strand in strands if strand]
    at: list[int] = []
    for strand in pieces:
        if at:
            at.append(at[-1])
        at.extend(strand.at)
    is_mended = any(strand.mended is not None for strand in pieces)
    return Strand(
        " ".join(strand.text for strand in pieces),
        tuple(at),
        " ".join(strand.words for strand in pieces) if is_mended else None,
    )


def clusters(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    """Each character of text[start:end] with its place; a letter and marks written apart become one (NFC)."""
    place = start
    while place < end:
        after = place + 1
        while after < end and unicodedata.combining(text[after]):
            after += 1
        whole = text[place] if after == place + 1 else unicodedata.normalize("NFC", text[place:after])
        for letter in whole:
            yield letter, place
        place = after
