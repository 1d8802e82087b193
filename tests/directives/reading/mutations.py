"""Directives of the corpus as they come out of a poor copy: cut, shuffled, scanned, wrapped anew, two run together."""

from __future__ import annotations

import random
import textwrap
import unicodedata
from collections.abc import Callable

from tests.directives.reading.corpus import NAMES, text_of

#: What scans confuse, both ways of which occur.
CONFUSIONS = (
    ("c)", "©)"), ("1.", "l."), ("đ", "d"), ("Đ", "D"), ("0", "O"), ("- ", "~ "), ("- ", "_ "), ("nhận", "nhân"), ("ế", "ê"),
    ("ổ", "ỗ"), (";", ":"), (",", "."), ("/", "I"), (" ", ""), (":", ""), ("./.", ".⁄."), ("I", "l"), ("–", "—"), ("\n\n", "\n"),
)  # fmt: skip
WIDTHS = (18, 30, 45, 60, 78, 100)
LONGEST = 30_000


def mutated(chance: random.Random) -> str:
    """One document after a few accidents."""
    text = text_of(chance.choice(NAMES))
    for _ in range(chance.randint(1, 6)):
        text = chance.choice(ACCIDENTS)(text, chance)[:LONGEST]
    return text


def cut(text: str, chance: random.Random) -> str:
    start, end = _piece(text, chance)
    return chance.choice((text[start:end], text[:start] + text[end:]))


def lines_moved(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    a, b = (chance.randrange(len(lines)) for _ in range(2))
    lines[a], lines[b] = lines[b], lines[a]
    return "\n".join(lines)


def lines_told_again(text: str, chance: random.Random) -> str:
    lines = text.split("\n")
    start, end = sorted(chance.randint(0, len(lines)) for _ in range(2))
    return "\n".join(lines[:end] + lines[start : start + 8] * chance.randint(1, 6) + lines[end:])


def lines_joined(text: str, chance: random.Random) -> str:
    return "".join(chance.choice(("\n", "\n", "\n", " ", "")) if letter == "\n" else letter for letter in text)


def marks_dropped(text: str, chance: random.Random) -> str:
    """The tone marks of a part of the text lost, or set apart from their letters."""
    start, end = _piece(text, chance)
    apart = unicodedata.normalize("NFD", text[start:end])
    bare = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return text[:start] + chance.choice((apart, bare)) + text[end:]


def confused(text: str, chance: random.Random) -> str:
    for right, wrong in chance.sample(CONFUSIONS, 4):
        parts = text.split(right)
        text = parts[0] + "".join(chance.choice((right, right, wrong)) + part for part in parts[1:])
    return text


def wrapped(text: str, chance: random.Random) -> str:
    """Lines of one width, words broken or not, columns with bars between them or not."""
    width = chance.choice(WIDTHS)
    lines = [piece for line in text.split("\n") for piece in textwrap.wrap(line, width) or [""]]
    if chance.random() < 0.3:
        lines = [line[:place] + "\n" + line[place:] for line in lines for place in [chance.randint(0, len(line))]]
    between = chance.choice(("\n", "\n", "\n\n", "\n|\n", "|\n| "))
    return between.join(lines)


def starred(text: str, chance: random.Random) -> str:
    return "\n".join(chance.choice((line, f"**{line}**", f"*{line} *", f"| {line} |")) for line in text.split("\n"))


def spliced(text: str, chance: random.Random) -> str:
    """Another document begins within this one."""
    other = text_of(chance.choice(NAMES))
    return text[: chance.randint(0, len(text))] + other[chance.randint(0, len(other)) :]


def side_by_side(text: str, chance: random.Random) -> str:
    """The lower half of the page beside the upper one."""
    lines = text.split("\n")
    half = len(lines) // 2
    gap = " " * chance.randint(1, 30)
    return "\n".join(f"{left}{gap}{right}" for left, right in zip(lines[:half], lines[half:], strict=False))


Accident = Callable[[str, random.Random], str]
ACCIDENTS: tuple[Accident, ...] = (
    cut, lines_moved, lines_told_again, lines_joined, marks_dropped, confused, wrapped, starred, spliced, side_by_side,
)  # fmt: skip


def _piece(text: str, chance: random.Random) -> tuple[int, int]:
    start, end = sorted(chance.randint(0, len(text)) for _ in range(2))
    return start, end
