"""Facts of the review page: the text in segments, each row with its passage and its doubts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django import forms

from directives.forms.review import BLANK_CITATION, BLANK_ROW, Review
from directives.forms.rows import CitationForm, NodeForm
from directives.models import DocumentText
from directives.passages import Mark, segments
from directives.views.came_with import came_with

#: Which field a doubt of the reading is about.
DOUBTED_FIELDS = {
    "document_type": "document_type",
    "number": "code_number",
    "date": "issued",
    "issuing_body": "issuing_body",
    "subject": "subject",
    "signature": "signer_name",
}


@dataclass(frozen=True)
class HeadField:
    """A field of the head with the passage that it was read from."""

    bound: forms.BoundField
    key: str
    doubts: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    form: NodeForm
    doubts: list[str]
    number: int


def page_facts(document: DocumentText, review: Review) -> dict[str, Any]:
    """Context of directives/review.html."""
    reading = getattr(document, "reading", None)
    proposal = reading.proposal if reading else None
    head_doubts, row_doubts, rest = doubts_of(proposal)
    marks = list(marks_of(document.text, proposal, review)) if proposal else []
    directory = review.head.fields["addressees"].widget.directory
    return {
        "document": document,
        "review": review,
        "head": {
            name: HeadField(review.head[name], f"head-{name}", head_doubts.get(name, [])) for name in review.head.fields
        },
        "rows": [
            Row(form, row_doubts.get(str(form["start"].value()), []), number)
            for number, form in enumerate(review.rows, start=1)
        ],
        "segments": segments(document.text, marks),
        "doubts": rest,
        "doubt_count": (len(proposal["doubts"]) if proposal else 0) + review.party_doubts,
        "blank_row": Row(NodeForm(initial=BLANK_ROW, prefix="__key__", directory=directory), [], 0),
        "blank_citation": CitationForm(initial=BLANK_CITATION, prefix="__key__", directory=directory),
        "names": directory.names,
    } | came_with(document)


def doubts_of(proposal: dict | None) -> tuple[dict[str, list[str]], dict[str, list[str]], list[str]]:
    """Doubts by field of the head, by start of the row's passage, and those about the whole."""
    head: dict[str, list[str]] = defaultdict(list)
    rows: dict[str, list[str]] = defaultdict(list)
    rest: list[str] = []
    for doubt in proposal["doubts"] if proposal else []:
        about, _, place = doubt["field"].partition(".")
        number = place.partition(".")[0]
        if about in DOUBTED_FIELDS:
            head[DOUBTED_FIELDS[about]].append(doubt["message"])
        elif about == "items" and number.isdecimal() and int(number) < len(proposal["items"] if proposal else []):
            rows[str(proposal["items"][int(number)]["span"]["start"])].append(doubt["message"])  # type: ignore[index]
        else:
            rest.append(doubt["message"])
    return head, rows, rest


def marks_of(text: str, proposal: dict, review: Review) -> Iterator[Mark]:
    """Which characters belong to which field of the form."""

    def mark(passage: dict | None, key: str) -> Iterator[Mark]:
        if passage:
            yield Mark(passage["span"]["start"], passage["span"]["end"], key)

    for name in ("issuing_body", "subject", "issued"):
        yield from mark(proposal[name], f"head-{name}")
    yield from mark(proposal["signature"], "head-signer_position")
    printed = proposal["reference_as_printed"]
    if printed and (at := text.find(printed)) >= 0:
        yield Mark(at, at + len(printed), "head-code_number")
    for name in ("addressees", "recipients"):
        for passage in proposal[name]:
            yield from mark(passage, f"head-{name}")
    cited = {form["as_printed"].value(): form.prefix for form in review.citations}
    for citation in proposal["citations"]:
        yield from mark(citation, cited.get(citation["as_printed"], ""))
    for form in review.rows:
        start, end = (str(form[name].value() or "") for name in ("start", "end"))
        if start.isdecimal() and end.isdecimal():
            yield Mark(int(start), int(end), str(form.prefix), is_value=False)
            for item in proposal["items"]:
                yield from of_item(item, str(form.prefix), int(start), int(end))


def of_item(item: dict, key: str, start: int, end: int) -> Iterator[Mark]:
    """Units and deadlines named within the row's passage."""
    for name, field_name in (("leads", "leads"), ("coordinating", "coordinating"), ("deadlines", "deadlines")):
        for passage in item[name]:
            if start <= passage["span"]["start"] < end:
                yield Mark(passage["span"]["start"], passage["span"]["end"], f"{key}-{field_name}")
