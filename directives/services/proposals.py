"""From a stored reading to what the review screen starts with.  Nothing is added that the text does not say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from directives.bodies import same_body
from directives.confirmed import Cited, Confirmed, Copy, Deadline, Node, PartialDay
from directives.keys import Keys, notation_key, reference_keys
from directives.models import Directive, DocumentText, Instruction, Relation, StatedDeadline
from directives.numbering import code_of
from directives.services.packages import with_package
from directives.services.parties import Directory
from directives.types import DocumentType, Priority, SourceKind, document_type_named
from units.folding import fold
from units.models import Unit


def proposed(document: DocumentText, directory: Directory) -> Confirmed:
    """What was read of the document, its units matched; empty for a document entered by hand.  It arrived when it was
    handed in: the moments in a package are those of the machines that passed it on."""
    reading = getattr(document, "reading", None)
    read = from_proposal(reading.proposal, directory) if reading else Confirmed(issuing_body="", subject="")
    read = replace(read, direction=_direction(read, document.organisation))
    if document.text:  # what is entered by hand may have arrived at any time
        read = replace(read, arrived_at=document.received_at)
    return with_package(read, document.package, directory)


def _direction(read: Confirmed, organisation: Unit) -> str:
    """A document that bears the organisation's name, and its code where it has a notation, is one of our own."""
    code = notation_key(code_of(organisation.name, organisation.short_name))
    is_ours = is_named(read.issuing_body, organisation) and (
        not read.code_notation or code in notation_key(read.code_notation)
    )
    return Directive.Direction.ISSUED if is_ours else Directive.Direction.INCOMING


def is_named(issuing_body: str, organisation: Unit) -> bool:
    """The words name the organisation, whole or without the place: "Sở Nội vụ" for "Sở Nội vụ tỉnh Sông Mây"."""
    return len(issuing_body.split()) > 1 and same_body(issuing_body, organisation.name)


def from_proposal(proposal: dict, directory: Directory) -> Confirmed:
    """`proposal`: dataclasses.asdict of directives.reading.Proposal, as stored in Reading."""
    issued = proposal["issued"]
    signature = proposal["signature"] or {}
    is_press = proposal["is_press_report"]
    copies = tuple(Copy(line["text"], line["purpose"] or "", line["is_archive"]) for line in proposal["recipients"])
    return Confirmed(
        issuing_body=_text(proposal["issuing_body"]),
        subject=_text(proposal["subject"]),
        document_type=DocumentType.PRESS_REPORT if is_press else document_type_named(proposal["document_type"]),
        source_kind=SourceKind.PRESS if is_press else SourceKind.DOCUMENT,
        code_number=proposal["code_number"] or "",
        code_notation=proposal["code_notation"] or "",
        reference_as_printed=proposal["reference_as_printed"] or "",
        is_party_document=proposal["family"] == "party",
        issued=partial_day(issued) if issued else PartialDay(),
        priority=Priority(proposal["priority"]),
        signer_name=signature.get("name") or "",
        signer_position=signature.get("position") or "",
        filing_note=next((copy.as_printed for copy in copies if copy.is_archive), ""),
        is_electronic_only=proposal["electronic_only"],
        addressees=directory.parties(map(_text, proposal["addressees"])),
        citations=tuple(cited_once(map(_cited, proposal["citations"]))),
        recipients=copies,
        nodes=tuple(nodes_of(proposal["items"], directory)),
    )


def nodes_of(items: list[dict], directory: Directory) -> list[Node]:
    """The tree in the order of the text; a continuation paragraph is a row of its own below its item (C3)."""
    nodes = [node for item in items for node in _rows(item, directory)]
    return sorted(nodes, key=lambda node: node.span or (0, 0))


def _rows(item: dict, directory: Directory) -> list[Node]:
    """The item and its continuations; leads and deadlines go to the paragraph that names them."""
    text, continuations = item["text"], item["continuations"]
    for passage in reversed(continuations):
        text = text.removesuffix(passage["text"]).rstrip()
    if not text:  # the continuations are not the end of the text as joined: keep it whole
        text, continuations = item["text"], []
    ends = [_span(passage) for passage in continuations]

    def mine(passages: list[dict], span: tuple[int, int] | None) -> list[dict]:
        """Those inside the span; for None those in no continuation."""
        if span:
            return [one for one in passages if span[0] <= one["span"]["start"] < span[1]]
        return [one for one in passages if not any(start <= one["span"]["start"] < end for start, end in ends)]

    def node(text: str, span: tuple[int, int], inside: tuple[int, int] | None) -> Node:
        leads = mine(item["leads"], inside)
        if not inside and not item["leads"] and item["kind"] != "heading":
            leads = item["inherited_leads"]
        return Node(
            text=text,
            label="" if inside else item["label"] or "",
            level=item["level"] + bool(inside),
            kind=Instruction.Kind.CONTINUATION if inside else Instruction.Kind(item["kind"]),
            leads=directory.parties(map(_text, leads)),
            coordinating=directory.parties(map(_text, mine(item["coordinating"], inside))),
            deadlines=tuple(_deadline(one) for one in mine(item["deadlines"], inside)),
            span=span,
        )

    start, end = _span(item)
    own_end = min([start_of for start_of, _ in ends], default=end)
    rows = [node(text, (start, max(own_end, start + 1)), None)]
    return rows + [node(passage["text"], _span(passage), _span(passage)) for passage in continuations]


def cited_once(citations: Iterable[Cited]) -> list[Cited]:
    """Each document once for each thing that it is to this one; merely mentioned only where it is nothing more.

    Cited again without its date it is still the same document.
    """
    rows = list(citations)
    days: dict[Keys, set[date]] = defaultdict(set)
    for cited in rows:
        if cited.issued_on:
            days[reference_keys(cited.reference)].add(cited.issued_on)
    found: dict[tuple, Cited] = {}
    for cited in rows:
        keys = reference_keys(cited.reference)
        if keys.number and not cited.issued_on and len(days[keys]) == 1:
            [day] = days[keys]
            cited = replace(cited, issued_on=day)
        identity = (keys, cited.issued_on) if keys.number else (fold(cited.as_printed), None)
        found.setdefault((identity, cited.relation), cited)
    meant = {identity for identity, relation in found if relation != Relation.MENTIONS}
    return [
        cited for (identity, relation), cited in found.items() if relation != Relation.MENTIONS or identity not in meant
    ]


def _deadline(stated: dict) -> Deadline:
    """A period without an end ("năm 2026 và các năm tiếp theo") fixes no day: its words are kept, without a date."""
    is_open = stated["kind"] == StatedDeadline.Kind.DATE and not stated["due_on"]
    return Deadline(
        kind=StatedDeadline.Kind.BY_REGULATION if is_open else stated["kind"],
        as_printed=stated["text"],
        due_on=_day(stated["due_on"]),
        days=stated["days"],
        anchor=stated["anchor"] or "",
        recurrence=stated["recurrence"] or "",
    )


def _cited(cited: dict) -> Cited:
    return Cited(
        relation=cited["relation"],
        as_printed=cited["as_printed"],
        reference=cited["reference"] or "",
        issued_on=_day(cited["issued_on"]),
        issuing_body=cited["issuing_body"] or "",
    )


def partial_day(issued: dict) -> PartialDay:
    year, month, day = issued["year"], issued["month"], issued["day"]
    if month and day:
        return PartialDay(on=date(year, month, day))
    return PartialDay(year=year, month=month)


def _text(passage: dict | None) -> str:
    return passage["text"] if passage else ""


def _span(passage: dict) -> tuple[int, int]:
    return passage["span"]["start"], passage["span"]["end"]


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
