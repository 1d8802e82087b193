"""A directive's tree and lists as templates draw them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from directives.models import (
    Addressee,
    Directive,
    DirectiveAccess,
    Instruction,
    InstructionParty,
    StatedDeadline,
)
from units.models import Unit

LONG = 400  # characters beyond which a text folds


@dataclass(frozen=True)
class PrintedParty:
    """The words of the document, and the present name of what they mean where it is known and reads otherwise."""

    as_printed: str
    name: str
    is_known: bool


@dataclass(frozen=True)
class PrintedAddressee(PrintedParty):
    """An entry of Kính gửi; `units` are the labels of those that a group meant on the day of issue."""

    units: list[str]


@dataclass(frozen=True)
class TreeNode:
    """One row for components/tree.html."""

    label: str
    depth: int
    text: str
    is_heading: bool
    is_long: bool
    anchor: str
    leads: list[PrintedParty]
    coordinating: list[PrintedParty]
    deadlines: list[StatedDeadline]


def printed_parties(rows: Iterable[Addressee | InstructionParty]) -> list[PrintedParty]:
    found = []
    for row in rows:
        target = row.unit or row.group
        found.append(PrintedParty(row.as_printed, target.name if target else row.as_printed, target is not None))
    return found


def addressees_of(directive: Directive) -> list[PrintedAddressee]:
    """Kính gửi in order; two queries."""
    rows = list(directive.addressees.select_related("unit", "group").prefetch_related("units__unit"))
    return [
        PrintedAddressee(
            party.as_printed,
            party.name,
            party.is_known,
            [member.unit.label for member in row.units.all()] if row.group_id else [],
        )
        for row, party in zip(rows, printed_parties(rows), strict=True)
    ]


def informed_of(directive: Directive) -> list[Unit]:
    """Units that got a copy to know."""
    if directive.direction != Directive.Direction.ISSUED:
        return []
    reason = DirectiveAccess.Reason.INFORMED
    return [row.unit for row in directive.access.filter(reason=reason).select_related("unit").order_by("unit__path")]


def nodes_of(directive: Directive, text: str) -> list[TreeNode]:
    """The tree in order, with labels as the text prints them; four queries whatever its size."""
    rows = directive.instructions.prefetch_related("parties__unit", "parties__group", "stated_deadlines")
    return [
        TreeNode(
            label=printed_label(row, text),
            depth=min(row.level - 1, 4),
            text=row.text,
            is_heading=row.kind == Instruction.Kind.HEADING,
            is_long=len(row.text) > LONG,
            anchor=f"muc-{row.position}",
            leads=printed_parties(party for party in row.parties.all() if party.part == InstructionParty.Part.LEAD),
            coordinating=printed_parties(
                party for party in row.parties.all() if party.part == InstructionParty.Part.COORDINATING
            ),
            deadlines=list(row.stated_deadlines.all()),
        )
        for row in rows
    ]


def printed_label(row: Instruction, text: str) -> str:
    """ "3" as the document prints it: "3.", "a)", "(1)"."""
    if row.span_start is None or not row.label:
        return row.label
    found = re.match(rf"\W{{0,2}}{re.escape(row.label)}\s?[.):/]?", text[row.span_start : row.span_start + 40])
    return found.group().strip() if found else row.label
