"""Numbers and notations: "271/UBND-VP8", "09/2019/NĐ-CP", "2596-CV/TU".  Decree 30/2020, article 8 and Appendix III."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from .vocabulary import DAMAGED_TYPES, TYPES, type_named

ORGAN = (
    r"(?:(?=[A-ZĐÐƯ]\w?[A-ZĐÐƯ0-9])[A-ZĐÐƯ][\w]*(?:\.[A-ZĐ]\w*)*(?:\s?&\s?[A-ZĐ]\w*)*"
    r"|[A-ZĐ](?:\.[A-ZĐ]\w*)+)"  # "V.I" of a department with a number
)
_NUMBER = r"(?:\d{1,4}\.\d{1,2}(?=/(?:19|20)\d\d/)|\d{1,5}[a-zA-Z]?)"  # resolutions of one day: "66.4/2025/NQ-CP"
STATE = rf"{_NUMBER}\s?(?:/\s?(?:19|20)\d\d)?\s?/{ORGAN}(?:\s?[-–]\s?(?=[A-ZĐÐ]){ORGAN})*"
PARTY = rf"\d{{1,5}}\s?[-–]\s?[A-ZĐÐ][A-Za-zĐđ]{{0,5}}\s?/\s?{ORGAN}(?:[-–.]{ORGAN})*"
REFERENCE = re.compile(rf"(?<![\w/])(?:{PARTY}|{STATE})")
_BLANK = re.compile(rf"^[\s.…_\-–]*/?\s*({ORGAN}(?:\s?[-–/]\s?{ORGAN})*)")
_PARTY_SPLIT = re.compile(r"^(\d{1,5}[a-zA-Z]?)-([A-ZĐ][A-Za-zĐđ]{0,5}/.+)$")
_STATE_SPLIT = re.compile(r"^(\d{1,5}[a-zA-Z]?(?:/(?:19|20)\d\d)?|\d{1,4}\.\d{1,2}/(?:19|20)\d\d)/(.+)$")
_ORGAN_WORDS = re.compile(r"^(UBND|HĐND|TTG|CP|VPCP|BNV|SGD\w*|S[A-ZĐ]+|B[A-ZĐ]+|VP\w*|TU|TW)$")


@dataclass(frozen=True)
class Reference:
    """A number and notation, normalised; `as_printed` keeps the print."""

    number: str | None
    notation: str
    family: Literal["state", "party"]
    as_printed: str

    @property
    def text(self) -> str:
        if self.number is None:
            return self.notation
        return f"{self.number}{'-' if self.family == 'party' else '/'}{self.notation}"

    @property
    def type_name(self) -> str | None:
        """The kind that the notation names; None for a công văn of the state, whose notation has no kind."""
        return type_named(re.split(r"[-/]", self.notation)[0])


def reference_of(printed: str) -> Reference | None:
    """The reference that a piece of text is, the usual damage undone: "12/CD-TTg" is read as 12/CĐ-TTg."""
    squeezed = re.sub(r"\s+", "", printed).replace("–", "-").replace("Ð", "Đ").rstrip(".-/&")
    if found := _PARTY_SPLIT.match(squeezed):
        return Reference(found[1], normalised_notation(found[2]), "party", printed)
    if found := _STATE_SPLIT.match(squeezed):
        return Reference(found[1], normalised_notation(found[2]), "state", printed)
    return None


def blank_reference_of(printed: str) -> Reference | None:
    """A notation whose number was left blank: "      /SGDĐT-VP", "...-CV/TU"."""
    found = _BLANK.match(printed)
    if not found or not re.search(r"[-/]", printed[: found.end()]):
        return None
    notation = normalised_notation(re.sub(r"\s+", "", found[1]).replace("–", "-"))
    is_party = bool(re.match(r"^[A-ZĐ][A-Za-zĐđ]{0,5}/", notation)) and "-" in printed[: found.start(1)]
    return Reference(None, notation, "party" if is_party else "state", found[0].strip())


def normalised_notation(notation: str) -> str:
    """The notation with the usual damage of scans and keyboards undone."""
    parts = re.split(r"([-/])", notation.replace("Ð", "Đ"))
    first = parts[0]
    parts[0] = DAMAGED_TYPES.get(first.upper(), first) if len(parts) > 1 else _glued(first)
    return "".join(parts).replace("SGDDĐT", "SGDĐT").replace("SGDDT", "SGDĐT")


def _glued(word: str) -> str:
    """ "CTUBND" -> "CT-UBND": a kind and a body that lost the hyphen between them."""
    for length in (4, 3, 2):
        kind, organ = word[:length], word[length:]
        kind = DAMAGED_TYPES.get(kind, kind)
        if kind in TYPES and len(organ) > 1 and _ORGAN_WORDS.match(organ.upper()) and word.upper() not in TYPES:
            return f"{kind}-{organ}"
    return word
