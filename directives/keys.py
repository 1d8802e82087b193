"""What numbers and notations are compared and searched by.  Pure.

One reference is printed in many ways ("0271/UBND - VP8", "15/CTUBND", "12/CD-TTg"): the keys of all of them are equal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from directives.reading.references import normalised_notation, reference_of
from units.folding import fold

_LOOSE = re.compile(r"^\s*(\d{1,5}[a-zA-Z]?(?:\s*/\s*(?:19|20)\d\d)?)(?:[\s/–-]+(\S.*))?$")
_YEAR = re.compile(r"^(?:19|20)\d\d$")
_DAY = re.compile(r"(?:\bng[àa]y\s+)?(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_BEFORE_NUMBER = re.compile(r"\bso (?=\d)")  # "số 271"
_NUMBERED = re.compile(r"^(\d{1,5})([a-z]\w*)?$")
_GLUED = re.compile(r"^([a-z]{1,5})(\d{1,5})([a-z]+)$")  # "cv2596tu"
_MOST_NUMBERS = 3
MOST_WORDS = 20  # of a search; a pasted page would make a condition that no database takes


class Keys(NamedTuple):
    """`year` is the one that regulations carry in the number ("09/2019/NĐ-CP")."""

    number: str
    notation: str
    year: int | None = None


def number_key(number: str) -> str:
    """ "0271" -> "271", "09/2019" -> "9", "12A" -> "12a"; "" for a blank number."""
    first = number.split("/")[0].strip().lower()
    return first.lstrip("0") or ("0" if first else "")


def notation_key(notation: str) -> str:
    """ "UBND-VP8" -> "ubndvp8"; the usual damage of print is mended first ("SGDDĐT")."""
    return fold(normalised_notation(notation)).replace(" ", "")[:60]


def reference_keys(reference: str) -> Keys:
    """The keys of a whole reference as printed or typed; blank ones for what is none."""
    if read := reference_of(reference):
        number, notation = read.number or "", read.notation
    elif loose := _LOOSE.match(reference):
        number, notation = loose[1], loose[2] or ""
    else:
        return Keys("", "")
    year = number.partition("/")[2].strip()
    return Keys(number_key(number)[:11], notation_key(notation), int(year) if _YEAR.match(year) else None)


@dataclass(frozen=True)
class Sought:
    """Words of a search box.  `numbers`: each way to read a number in them, with the words beside it."""

    words: tuple[str, ...]
    day: date | None
    numbers: tuple[tuple[str, tuple[str, ...]], ...]


def sought_in(text: str) -> Sought:
    """ "271 ubnd vp8", "271/UBND-VP8" and "271ubndvp8" name the number 271; "11/5/2023" is a day."""
    day = None
    if found := _DAY.search(text):
        day = _day(*map(int, found.groups()))
        if day:
            text = f"{text[: found.start()]} {text[found.end() :]}"
    words = tuple(_BEFORE_NUMBER.sub("", fold(text)).split()[:MOST_WORDS])
    return Sought(words, day, tuple(_numbers(words))[:_MOST_NUMBERS])


def is_year(word: str) -> bool:
    return bool(_YEAR.match(word))


def _numbers(words: tuple[str, ...]) -> list[tuple[str, tuple[str, ...]]]:
    ways: list[tuple[str, tuple[str, ...]]] = []
    for place, word in enumerate(words):
        before, after = words[:place], words[place + 1 :]
        if found := _NUMBERED.match(word):
            digits, letters = found[1], found[2] or ""
            ways.append((number_key(digits), (*before, *([letters] if letters else ()), *after)))
            if letters:  # "12a" and "12aubnd": a letter may belong to the number
                rest = [letters[1:]] if letters[1:] else ()
                ways.append((number_key(digits + letters[0]), (*before, *rest, *after)))
        elif found := _GLUED.match(word):
            ways.append((number_key(found[2]), (*before, found[1], found[3], *after)))
    return ways


def _day(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
