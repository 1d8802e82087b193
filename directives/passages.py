"""A text cut into segments, so that a template can mark passages without ever switching escaping off.  Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True)
class Mark:
    """Characters [start, end) that belong to the field `key`.  `is_value`: shown marked at rest, not only when lit."""

    start: int
    end: int
    key: str
    is_value: bool = True


@dataclass(frozen=True)
class Segment:
    """A piece of the text and the keys of the marks that cover it, the shortest mark first."""

    text: str
    keys: tuple[str, ...] = ()
    is_value: bool = False

    @property
    def names(self) -> str:
        return " ".join(self.keys)


def segments(text: str, marks: Iterable[Mark]) -> list[Segment]:
    """The whole text in order: the pieces joined are the text.  Of a mark only what lies in the text counts."""
    inside = [
        Mark(max(mark.start, 0), min(mark.end, len(text)), mark.key, mark.is_value)
        for mark in marks
        if max(mark.start, 0) < min(mark.end, len(text))
    ]
    cuts = sorted({0, len(text), *(mark.start for mark in inside), *(mark.end for mark in inside)})
    inside.sort(key=lambda mark: mark.start, reverse=True)
    found = []
    over: list[Mark] = []  # those that cover the present piece; few at a time, so a long text costs no more a piece
    for start, end in pairwise(cuts):
        over = [mark for mark in over if mark.end > start]
        while inside and inside[-1].start <= start:
            over.append(inside.pop())
        over.sort(key=lambda mark: mark.end - mark.start)
        keys = tuple(dict.fromkeys(mark.key for mark in over))
        found.append(Segment(text[start:end], keys, any(mark.is_value for mark in over)))
    return found
