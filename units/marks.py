"""Words with their marks, which tell "Tân Hòa" from "Tân Hoa" where both are written with them.  Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Literal

from units.naming import FINAL_Y, normal

#: (normal word, the same with its marks).
Words = tuple[tuple[str, str], ...]
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


@lru_cache(maxsize=32_768)
def marked(text: str) -> Words:
    """Normal words, each with its marks as written, whichever letter of it the tone stands on: "hòa" and "hoà" are one.

    "" for the marks of words that an abbreviation stands for.
    """
    found: list[tuple[str, str]] = []
    for word in re.findall(r"[^\W_]+", unicodedata.normalize("NFC", text.casefold())):
        plain = normal(word).split()
        found += [(plain[0], _marks_in_order(word))] if len(plain) == 1 else [(each, "") for each in plain]
    return tuple(found)


def _marks_in_order(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(char for char in letters if char in _TONES)
    bare = "".join(char for char in letters if char not in _TONES)
    return FINAL_Y.sub(r"\1i", bare) + tones


def marks_of(words: Words, names: Iterable[str]) -> Literal["same", "none", "other"]:
    """Whether the words hold one of the names with the same marks, without marks, or with others."""
    plain = [word for word, _ in words]
    told: list[Literal["same", "none", "other"]] = []
    for theirs in map(marked, names):
        for at in range(len(words) - len(theirs) + 1):
            if plain[at : at + len(theirs)] != [word for word, _ in theirs]:
                continue
            pairs = [(a, b) for (_, a), (_, b) in zip(words[at:], theirs, strict=False) if a and b]
            if all(a == b for a, b in pairs):
                told.append("same")
            else:
                told.append("none" if all(a.isascii() for a, _ in pairs) else "other")
    return "same" if "same" in told else "none" if not told or "none" in told else "other"
