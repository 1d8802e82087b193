"""Words that a scan damaged, mended for the grammar: "khan trương" is looked at as "khẩn trương".

Only what the reader searches in is mended; what it shows stays as it was written.  Marks alone are mended, and only in
pairs of syllables that the field knows, in a text that has many such slips: elsewhere "có quan hệ" is no "cơ quan".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from .strands import lowered, plain
from .verbs import VERBS
from .vocabulary import BODIES, COMMON_PHRASES, COMPOUND, OFFICERS

_SYLLABLE = re.compile(r"[^\W\d_]+")
_LEAST_SLIPS = 3  # a short text may have a name or two that look like slips
_DAMAGED_SHARE = 0.03

Pair = tuple[str, str]


def _phrases() -> Iterator[str]:
    """What the grammar looks for, without the conditions of its patterns."""
    for pattern in (VERBS, BODIES, OFFICERS, COMPOUND.pattern, COMMON_PHRASES):
        yield from re.sub(r"\(\?[^()]*(?:\([^()]*\)[^()]*)*\)|,\?", " ", pattern).split("|")


def _known_pairs() -> dict[Pair, Pair | None]:
    """Plain pair of syllables -> the pair with its marks; None where the field knows two."""
    known: dict[Pair, Pair | None] = {}
    for phrase in _phrases():
        for right in pairwise(_SYLLABLE.findall(lowered(phrase))):
            if "và" in right:
                continue
            key = plain(right[0]), plain(right[1])
            known[key] = right if known.get(key, right) == right else None
    return known


_KNOWN = _known_pairs()


def is_damaged(texts: Iterable[str]) -> bool:
    """Whether so many known pairs of syllables lost their marks that the text must come from a scan."""
    sound = slips = 0
    for text in texts:
        whole, broken = _pairs_of(text)
        sound, slips = sound + whole, slips + len(broken)
    return slips > max(_LEAST_SLIPS, _DAMAGED_SHARE * (sound + slips))


def mended(text: str) -> str:
    """The text with the marks of known pairs put right, of the same length and case."""
    letters = list(text)
    for word, right in (pair for both in _pairs_of(text)[1] for pair in both):
        if len(word[0]) == len(right):
            cased = [new.upper() if old.isupper() else new for old, new in zip(word[0], right, strict=True)]
            letters[word.start() : word.end()] = cased
    return "".join(letters)


def _pairs_of(text: str) -> tuple[int, list[list[tuple[re.Match[str], str]]]]:
    """How many known pairs are sound, and those that lost their marks; a syllable of a sound pair is in no other."""
    words = list(_SYLLABLE.finditer(text))
    low = [lowered(word[0]) for word in words]
    bare = [plain(word) for word in low]
    known = [_KNOWN.get(pair) for pair in pairwise(bare)]
    taken = [False] * len(words)
    sound = 0
    for i, right in enumerate(known):
        if right == (low[i], low[i + 1]):
            taken[i] = taken[i + 1] = True
            sound += 1
    broken = []
    for i, right in enumerate(known):
        apart = text[words[i].end() : words[i + 1].start()] != " "
        if right is None or apart or taken[i] or taken[i + 1]:
            continue
        taken[i] = taken[i + 1] = True
        broken.append(list(zip(words[i : i + 2], right, strict=True)))
    return sound, broken
