"""A head that a site put into one sentence: "Công văn số 12/SYT-NVY ngày 03 tháng 02 năm 2025 về việc ..."."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .dates import DATE, date_from
from .lines import Line
from .proposal import PartialDate, Passage
from .references import REFERENCE, Reference, reference_of
from .strands import NOTHING, Strand
from .vocabulary import TYPE_NAMES

_BEGINS = re.compile(rf"({'|'.join(TYPE_NAMES)})(?:\s+(?:khẩn|hỏa tốc|thượng khẩn))?\s*(?:số)?\s*:?\s*(?=\d)")
_DATED = re.compile(r"\W*(?:ký |ban hành )?ngày\s+")
_ISSUER = re.compile(r"\W*(?:của|do)\s+(.{3,90}?)(?:\s+ban hành)?(?=\s*(?:,|-|–)?\s*(?:về|v/v)\s)")
_ABOUT = re.compile(r"\W*(?:về việc|v/v|về)\s*:?\s+")


@dataclass(frozen=True)
class Caption:
    """What such a sentence says; `at` is the index of its line."""

    at: int
    title: str
    reference: Reference
    issued: PartialDate
    issuing_body: Passage | None
    subject: Strand


def caption_of(lines: list[Line]) -> Caption | None:
    """The first line that names the kind, the number and the date of the document, in this order."""
    for at, line in enumerate(lines):
        strand = line.strand
        begins = _BEGINS.match(strand.low)
        number = REFERENCE.match(strand.text, begins.end()) if begins else None
        reference = reference_of(number[0]) if number else None
        if not (begins and number and reference):
            continue
        dated = _DATED.match(strand.low, number.end())
        found = DATE.match(strand.low, dated.end()) if dated else None
        on = date_from(found) if found else None
        if not (found and on):
            continue
        day = strand.cut(found.start(), found.end())
        issuer = _ISSUER.match(strand.low, found.end())
        about = _ABOUT.match(strand.low, issuer.end() if issuer else found.end())
        return Caption(
            at=at,
            title=begins[1],
            reference=reference,
            issued=PartialDate(on.year, on.month, on.day, day.text, day.span),
            issuing_body=strand.cut(*issuer.span(1)).passage if issuer else None,
            subject=strand.cut(about.end()).trim(" .;") if about else NOTHING,
        )
    return None
