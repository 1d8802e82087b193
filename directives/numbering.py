"""Số, ký hiệu of the documents that an office issues (Decree 30/2020, Article 15 and Annex III).  Pure."""

from __future__ import annotations

import re

from directives.types import DocumentType

#: Abbreviations of Annex III; a công văn has none, and its notation names the unit that drafted it instead.
ABBREVIATIONS: dict[str, str] = {
    DocumentType.OFFICIAL_TELEGRAM: "CĐ",
    DocumentType.DIRECTIVE: "CT",
    DocumentType.RESOLUTION: "NQ",
    DocumentType.DECISION: "QĐ",
    DocumentType.PLAN: "KH",
    DocumentType.NOTICE: "TB",
    DocumentType.CONCLUSION_NOTICE: "TB",
    DocumentType.GUIDANCE: "HD",
    DocumentType.PROGRAMME: "CTr",
    DocumentType.REGULATION: "QC",
    DocumentType.RULE: "QyĐ",
    DocumentType.PROPOSAL: "TTr",
    DocumentType.REPORT: "BC",
    DocumentType.SCHEME: "ĐA",
    DocumentType.MINUTES: "BB",
    DocumentType.INVITATION: "GM",
    DocumentType.REFERRAL_NOTE: "PC",
}
#: The group of công văn in the register; it is printed nowhere.
DISPATCHES = "CV"
#: What is written here: types that give work and whose form is one of the two of `directives.writing.letter`.
ISSUED_TYPES = (
    DocumentType.OFFICIAL_DISPATCH,
    DocumentType.PLAN,
    DocumentType.DIRECTIVE,
    DocumentType.NOTICE,
    DocumentType.CONCLUSION_NOTICE,
    DocumentType.OFFICIAL_TELEGRAM,
    DocumentType.GUIDANCE,
    DocumentType.PROGRAMME,
    DocumentType.SCHEME,
)


def group_of(document_type: str) -> str:
    """The group of types that is numbered in one series: "CV", "KH"; a thông báo kết luận is a thông báo.

    What has no abbreviation is numbered with the công văn.
    """
    return ABBREVIATIONS.get(document_type, DISPATCHES)


def series_of(document_type: str, year: int) -> str:
    """The series of the outgoing register: "2026/CV", "2026/KH".  Numbers run from 01 on 1 January (Article 15)."""
    return f"{year}/{group_of(document_type)}"


def notation_of(document_type: str, *, agency: str, drafter: str) -> str:
    """Ký hiệu: "SGDĐT-VP" of a công văn, "KH-SGDĐT" of a named type; `agency` and `drafter` are codes (`code_of`)."""
    if document_type in ABBREVIATIONS:
        return f"{ABBREVIATIONS[document_type]}-{agency}"
    return f"{agency}-{drafter}" if drafter else agency


def code_of(name: str, short_name: str) -> str:
    """How a notation writes a unit: its short name without what says where or what it is ("UBND tỉnh" -> "UBND",
    "P. TCCB" -> "TCCB"), else the first letters of its name ("Sở Nội vụ" -> "SNV")."""
    words = [word for word in re.split(r"[\s.]+", short_name) if word and not word.islower()]
    if words:
        return "".join([word for word in words if len(word) > 1] or words)
    return "".join(word[0].upper() for word in re.findall(r"\w+", name))


def reference_of(number: int | str, notation: str) -> str:
    """ "05/KH-SGDĐT": numbers below 10 carry a leading zero."""
    return f"{str(number).zfill(2)}/{notation}"
