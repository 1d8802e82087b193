"""Dates as documents spell them: "ngày 05 tháng 02 năm 2026", "09/4/2024", "19.4.2023", with blanks before signing."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from .proposal import PartialDate
from .strands import Strand

WRITTEN = r"(?:ngày\s+)?(\d{1,2})\s*(?:tháng|/)\s*(\d{1,2})\s*(?:,\s*)?(?:năm\s+|/\s*)((?:19|20)\d\d)(?!\d)"
FIGURES = r"(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?((?:19|20)\d\d)(?!\d)"
DATE = re.compile(rf"(?<![\d/])(?:{WRITTEN}|{FIGURES})")
_GAP = r"[\s.…_/\-]*"
ISSUED = re.compile(
    rf"\bngay{_GAP}(\w{{0,3}}){_GAP}thang{_GAP}(\w{{0,2}}?){_GAP}nam{_GAP}((?:19|20)\d\d|20\d?(?=\W|$))"
)
ISSUED_FIGURES = re.compile(r",\s*ngay\s*(\d{1,2})\s?[/.\-]\s?(\d{1,2})\s?[/.\-]\s?((?:19|20)\d\d)(?!\d)")


def made(day: int, month: int, year: int) -> date | None:
    """The date, or None where there is no such day."""
    if not (1 <= month <= 12 and 1900 <= year <= 2200):
        return None
    return date(year, month, day) if 1 <= day <= monthrange(year, month)[1] else None


def date_from(found: re.Match[str]) -> date | None:
    """The date of a match of DATE."""
    day, month, year = (int(part) for part in found.groups() if part is not None)
    return made(day, month, year)


def issued_date(strand: Strand) -> PartialDate | None:
    """The date line of a head.  Blank or unreadable parts stay None."""
    found = ISSUED.search(strand.plain) or ISSUED_FIGURES.search(strand.plain)
    if not found or len(found[3]) < 4:
        return None
    day, month = (int(part) if part.isdigit() else None for part in found.groups()[:2])
    month = month if month and month <= 12 else None
    if day and (not month or made(day, month, int(found[3])) is None):
        day = None
    start = found.start() + (found[0].startswith(","))
    whole = strand.cut(start, found.end())
    return PartialDate(int(found[3]), month, day or None, whole.text, whole.span)


def last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
