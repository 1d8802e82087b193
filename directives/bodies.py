"""Whether two names of issuing bodies may mean one body, and which words two subjects share.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from units.folding import fold
from units.matching import normal

#: Who speaks for a body in a citation; the record names the body.
_SPEAKERS = re.compile(r"^(?:chu tich |thuong truc |ban thuong vu |ban chap hanh |van phong (?=tinh uy|thanh uy))+")
#: Pairs of syllables that nearly every subject holds.
_EVERYWHERE = re.compile(
    "thuc hien|tang cuong|trien khai|cong tac|nhiem vu|mot so|giai phap|tren dia|dia ban|ban tinh|noi dung|ve viec"
    "|theo quy|quy dinh|van ban|chi dao|to chuc|tiep tuc|day manh|bao dam|trong nam|cac don|don vi|co quan"
)


def same_body(one: str, other: str) -> bool:
    """ "UBND tỉnh" and "Ủy ban nhân dân tỉnh Sông Mây" may be one; "Chính phủ" and "Văn phòng Chính phủ" are two."""
    shorter, longer = sorted((_plain(one), _plain(other)), key=len)
    return bool(shorter) and f"{longer} ".startswith(f"{shorter} ")


def _plain(name: str) -> str:
    return _SPEAKERS.sub("", normal(name))


def shared_words(subject: str, others: Iterable[str]) -> list[str]:
    """Pairs of syllables of the subject, as printed, that the other texts hold too: "chấn chỉnh", "trách nhiệm"."""
    known = {pair for text in others for pair in _pairs(fold(text).split())}
    printed = re.findall(r"\w+", subject.lower())
    found: list[str] = []
    for first, second in pairwise(printed):
        words = f"{first} {second}"
        pair = fold(words)
        if pair in known and not _EVERYWHERE.fullmatch(pair) and words not in found:
            found.append(words)
    return found


def _pairs(words: list[str]) -> Iterable[str]:
    return (f"{first} {second}" for first, second in pairwise(words))
