"""Whether two names of issuing bodies may mean one body, and which words two subjects share.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from units.folding import fold
from units.matching import normal

#: Who speaks for a body in a citation; the record names the body.
_SPEAKERS = re.compile(r"^(?:chu tich |thuong truc |ban thuong vu |ban chap hanh |van phong (?=tinh uy|thanh uy))+")
#: Pairs of syllables that nearly every subject holds, in folded words.
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
    """Runs of the subject's words, as printed, that another text holds too: "trách nhiệm trong xử lý"."""
    known = {pair for text in others for pair in pairwise(fold(text).split())}
    printed = re.findall(r"\w+", subject.lower())
    folded = [fold(word) for word in printed]
    found: list[str] = []
    start = 0
    for place in range(1, len(folded) + 1):
        if place == len(folded) or (folded[place - 1], folded[place]) not in known:
            if _says_something(folded[start:place]):
                found.append(" ".join(printed[start:place]))
            start = place
    return list(dict.fromkeys(found))


def _says_something(words: list[str]) -> bool:
    """Two syllables are left when the pairs that nearly every subject holds are taken away."""
    left, place = 0, 0
    while place < len(words):
        if _EVERYWHERE.fullmatch(" ".join(words[place : place + 2])):
            place += 2
        else:
            left, place = left + 1, place + 1
    return left >= 2
