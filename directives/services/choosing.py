"""Which part of what arrived is the directive: the file itself, an attachment of an e-mail, a file of a package."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from directives.readers import Content, Part
from directives.reading import read
from directives.reading.proposal import Doubt, Proposal
from directives.services.packages import package_doubts
from directives.services.secrecy import demand_open


@dataclass(frozen=True)
class Chosen:
    """`others` are the inner files to keep beside it."""

    main: Part
    proposal: Proposal
    others: tuple[Part, ...]


def choose(content: Content) -> Chosen:
    """The part that reads most like a directive; ValidationError (code "secret") where any part is secret."""
    readings = _read(content)
    for _, proposal in readings:
        demand_open(proposal)
    return _likeliest(content, readings)


def likeliest(content: Content) -> Chosen:
    """The same, secret or not: for those who read a file without keeping it."""
    return _likeliest(content, _read(content))


def _read(content: Content) -> list[tuple[Part, Proposal]]:
    return [(part, read(part.text)) for part in content.parts if part.text]


def _likeliest(content: Content, readings: list[tuple[Part, Proposal]]) -> Chosen:
    """An attachment with a number or type and with items comes before all, in the order in which they came; then the
    words of the e-mail.  The reading of the chosen one carries the doubts of how it came."""
    main, proposal = max(readings, key=lambda found: _likeness(found[0], found[1], content))
    doubts = [*package_doubts(content.package, proposal), *_doubts_of_parts(main, content.parts)]
    others = tuple(part for part in content.parts if part is not main and part.data is not None and not part.refusal)
    return Chosen(main, replace(proposal, doubts=(*proposal.doubts, *doubts)), others)


def _likeness(part: Part, proposal: Proposal, content: Content) -> tuple[Any, ...]:
    """`max` takes the first of equals, so the order of arrival decides at last."""
    is_named = bool(proposal.reference_as_printed or proposal.document_type)
    is_inner = part.data is not None
    number = (content.package or {}).get("number", "")
    is_announced = bool(number) and number.lstrip("0") == (proposal.code_number or "").lstrip("0")
    is_directive = is_named and bool(proposal.items)
    return is_announced, is_directive and is_inner, is_directive, proposal.code_number is not None, not is_inner


def _doubts_of_parts(main: Part, parts: tuple[Part, ...]) -> list[Doubt]:
    found = [Doubt("text", note) for note in main.notes]
    for part in parts:
        if part is not main and part.refusal:
            found.append(Doubt("enclosures", f"Tệp kèm “{part.name}” không được tách riêng. {part.refusal}"))
        if part.media_type is None:
            found += [Doubt("enclosures", note) for note in part.notes]
    return found
