"""A paragraph as sentences: each gives a duty of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .names import DETERMINER, party_end, starts_party
from .openings import ASKS, ASSIGN, beginning
from .partners import TAKE_PART
from .strands import UPPER, Strand

_COUNTED = r"\((?:\d{1,2}|[ivx]{1,4})\)"  # "cụ thể: (1) Sở A ...; (2) Sở B ..."
_SENTENCE = re.compile(
    rf"(?<=[.;!?])\s+(?=[{UPPER}\"“(])(?:{_COUNTED}\s+)?|;\s+(?:{_COUNTED}\s+)?|(?<=[:,])\s+{_COUNTED}\s+"
)
_AFTER_NOUN = re.compile(r"(?:các|những) (?:bộ|sở|ngành|cục|vụ)\s?:[^.:]*$")  # "các Bộ: Y tế; Xây dựng"
_CONCERNED = re.compile(r"(?:cơ quan|đơn vị|địa phương)[^.;:]{0,30}\sliên quan(?!\w)")
LONGEST_BRACKET = 300  # letters


def sentences_of(paragraph: Strand) -> Iterator[Strand]:
    """The sentences of a paragraph; a semicolon ends one too, unless names go on behind it or it stands in brackets."""
    start, named_to = 0, _end_of_names(paragraph, 0)
    for found in _SENTENCE.finditer(paragraph.text):
        if found[0][0] == ";" and in_brackets(paragraph.text, found.start(), start):
            continue
        if found[0][0] == ";" and _goes_on_naming(paragraph, start, found, named_to):
            continue
        if sentence := paragraph.cut(start, found.start()):
            yield sentence
        start, named_to = found.end(), _end_of_names(paragraph, found.end())
    if sentence := paragraph.cut(start):
        yield sentence


def in_brackets(text: str, place: int, start: int = 0) -> bool:
    """Whether a bracket that opens behind `start` holds the place."""
    opened = text.rfind("(", max(start, place - LONGEST_BRACKET), place)
    return opened >= 0 and text.find(")", opened, place) < 0 and text.find(")", place, place + LONGEST_BRACKET) >= 0


def _end_of_names(paragraph: Strand, start: int) -> int:
    """Where the names end with which a sentence begins."""
    begin = beginning(paragraph.low, start)
    if assigned := ASSIGN.match(paragraph.low, begin):
        begin = assigned.end()
    return party_end(paragraph, begin) or start


def _goes_on_naming(paragraph: Strand, start: int, mark: re.Match[str], named_to: int) -> bool:
    """ "Giám đốc các sở; Chủ tịch các xã chịu trách nhiệm": a semicolon between two names is no end of a sentence."""
    listed = _AFTER_NOUN.search(paragraph.low, max(start, mark.start() - 200), mark.start())
    if listed and paragraph.text[mark.end()].isupper():
        return True
    if not starts_party(paragraph, mark.end()):
        return False
    if named_to > mark.start():
        return True
    behind = mark.end()
    is_named = paragraph.text[behind].isupper() or DETERMINER.match(paragraph.low, behind)
    if not (is_named or _CONCERNED.match(paragraph.low, behind)):
        return False
    asked = list(ASKS.finditer(paragraph.low, max(start, mark.start() - 300), mark.start()))
    if asked and (party_end(paragraph, asked[-1].end()) or 0) > mark.start():
        return True
    partners = list(TAKE_PART.finditer(paragraph.words, max(start, mark.start() - 300), mark.start()))
    return bool(partners) and (party_end(paragraph, partners[-1].end()) or 0) > mark.start()
