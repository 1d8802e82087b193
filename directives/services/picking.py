"""A passage that a person picked in the text of a draft, read by itself: what a new row or a value starts with."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from django.core.serializers.json import DjangoJSONEncoder

from directives.confirmed import Deadline, Node
from directives.models import DocumentText
from directives.reading import read
from directives.services.parties import Directory
from directives.services.proposals import from_proposal

#: Longer than any item; a whole document is read when it arrives, not passage by passage.
LONGEST = 20_000


def rows_in(document: DocumentText, start: int, end: int, directory: Directory) -> list[Node]:
    """The rows that characters [start, end) make, with their units and deadlines; levels count from 1.  A passage in
    which nothing is found is one row of its words."""
    words = document.text[start:end]
    head = _head(document)
    rows = [
        replace(node, span=_within(node.span, start - len(head), start, end))
        for node in from_proposal(_read(head + words), directory).nodes
    ]
    return [row for row in rows if row.span] or [Node(text=" ".join(words.split()), span=(start, end))]


def deadlines_in(document: DocumentText, start: int, end: int, directory: Directory) -> tuple[Deadline, ...]:
    """The deadlines that the words state when they belong to a duty."""
    words = " ".join(document.text[start:end].split())
    for before in ("", "trước "):  # a date alone states nothing; picked by a person as a deadline it does
        nodes = from_proposal(_read(f"{_head(document)}1. Báo cáo kết quả {before}{words}."), directory).nodes
        if found := [deadline for node in nodes for deadline in node.deadlines]:
            return tuple(replace(one, as_printed=one.as_printed.removeprefix(before)) for one in found)
    return ()


def _head(document: DocumentText) -> str:
    """The document's date above the passage: "trước ngày 15/4" takes its year from there."""
    reading = getattr(document, "reading", None)
    issued = reading.proposal["issued"] if reading else None
    if not (issued and issued["month"] and issued["day"]):
        return "Thực hiện các nội dung sau:\n\n"
    date = f"ngày {issued['day']:02d} tháng {issued['month']:02d} năm {issued['year']}"
    return f"Số: 1/UBND-VP\nHà Nội, {date}\n\nThực hiện các nội dung sau:\n\n"


def _read(text: str) -> dict:
    return json.loads(json.dumps(asdict(read(text)), cls=DjangoJSONEncoder))


def _within(span: tuple[int, int] | None, shift: int, start: int, end: int) -> tuple[int, int] | None:
    """A span of the passage as read, in the document; None for what lies outside of it."""
    if span is None:
        return None
    first, last = max(span[0] + shift, start), min(span[1] + shift, end)
    return (first, last) if first < last else None
