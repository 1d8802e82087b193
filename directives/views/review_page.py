"""Facts of the review page: the text in segments, each row as one reads it, with its passage and its doubts."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from django import forms

from directives.forms.deadlines import in_words
from directives.forms.parties import Chip, chip_of, parties_of
from directives.forms.review import Review
from directives.forms.row_acts import BLANK_CITATION, BLANK_ROW
from directives.forms.rows import CitationForm, NodeForm
from directives.models import DocumentText, Instruction
from directives.passages import Mark, segments
from directives.services.parties import Directory
from directives.views.came_with import came_with
from directives.views.doubts import Doubt, choices_of_lead, doubts_of, of_chips

#: Fields of the head that most documents need no look at; they fold away.
FOLDED = ("priority", "source_kind", "addressees", "recipients", "arrived_at", "is_party_document")


@dataclass(frozen=True)
class HeadField:
    """A field of the head with the passage that it was read from."""

    bound: forms.BoundField
    key: str
    doubts: list[Doubt] = field(default_factory=list)


@dataclass(frozen=True)
class Row:
    """A row as it is read at a glance, and its form."""

    form: NodeForm
    leads: list[Chip]
    coordinating: list[Chip]
    deadlines: list[str]
    doubts: list[Doubt]

    @property
    def kind_said(self) -> str:
        """Said only of what is no ordinary item."""
        kind = str(self.form["kind"].value() or "")
        return "" if kind == Instruction.Kind.ITEM else dict(Instruction.Kind.choices).get(kind, "")

    @property
    def is_doubted(self) -> bool:
        return any(not doubt.is_seen for doubt in self.doubts)


def page_facts(document: DocumentText, review: Review) -> dict[str, Any]:
    """Context of directives/review.html."""
    reading = getattr(document, "reading", None)
    proposal = reading.proposal if reading else None
    directory: Directory = review.head.fields["addressees"].widget.directory
    doubts = doubts_of(proposal, review.seen)
    marks = list(marks_of(document.text, proposal, review)) if proposal else []
    head = {name: _head_field(review.head[name], doubts.head.get(name, []), directory) for name in review.head.fields}
    rows = [_row(form, doubts.rows.get(str(form["start"].value()), []), directory) for form in review.rows]
    in_order = [
        *doubts.whole,
        *(doubt for one in head.values() for doubt in one.doubts),
        *(doubt for row in rows for doubt in row.doubts),
    ]
    return {
        "document": document,
        "review": review,
        "head": head,
        "is_rest_open": any(head[name].doubts or head[name].bound.errors for name in FOLDED),
        "rows": rows,
        "entered": entered(rows),
        "told": (proposal or {}).get("told_count"),
        "segments": segments(document.text, marks),
        "doubts": in_order,
        "whole_doubts": doubts.whole,
        "seen_count": sum(doubt.is_seen for doubt in in_order),
        "blank_row": _row(NodeForm(initial=BLANK_ROW, prefix="__key__", directory=directory), [], directory),
        "blank_citation": CitationForm(initial=BLANK_CITATION, prefix="__key__", directory=directory),
        "names": directory.names,
    } | came_with(document)


def entered(rows: list[Row]) -> int:
    """How many contents a document's own count would count: the outermost items (requirement A8)."""
    kept = [row.form.depth for row in rows if row.form["kind"].value() == Instruction.Kind.ITEM]
    return kept.count(min(kept, default=0))


def _head_field(bound: forms.BoundField, doubts: list[Doubt], directory: Directory) -> HeadField:
    if bound.name == "addressees":
        chips = [chip_of(party, directory) for party in parties_of(bound.value() or [], directory)]
        doubts = [*doubts, *of_chips(chips, "head", "addressees")]
    place = bound.id_for_label
    return HeadField(bound, f"head-{bound.name}", [replace(doubt, place=place) for doubt in doubts])


def _row(form: NodeForm, doubts: list[Doubt], directory: Directory) -> Row:
    key = str(form.prefix)
    leads, coordinating = (
        [chip_of(party, directory) for party in parties_of(form[name].value() or [], directory)]
        for name in ("leads", "coordinating")
    )
    choices = choices_of_lead(leads, key)
    about = [replace(doubt, options=choices) if ".leads" in doubt.key else doubt for doubt in doubts]
    about += [*of_chips(leads, key, "leads"), *of_chips(coordinating, key, "coordinating")]
    deadlines = [words for line in form["deadlines"].value() or [] if (words := in_words(line))]
    return Row(form, leads, coordinating, deadlines, [replace(doubt, place=key) for doubt in about])


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
    values = _values_of(proposal["items"])
    starts = [span["start"] for _, span in values]
    for form in review.rows:
        start, end = (str(form[name].value() or "") for name in ("start", "end"))
        if start.isdecimal() and end.isdecimal():
            yield Mark(int(start), int(end), str(form.prefix), is_value=False)
            for name, span in values[bisect_left(starts, int(start)) : bisect_left(starts, int(end))]:
                yield Mark(span["start"], span["end"], f"{form.prefix}-{name}")


def _values_of(items: list[dict]) -> list[tuple[str, dict]]:
    """(field, span) of every unit and deadline named, in the order of the text."""
    names = ("leads", "coordinating", "deadlines")
    found = [(name, passage["span"]) for item in items for name in names for passage in item[name]]
    return sorted(found, key=lambda value: value[1]["start"])
