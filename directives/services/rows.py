"""The rows of a directive beside its head: the lists printed on it, what it cites, its tree of instructions."""

from __future__ import annotations

from collections import defaultdict

from directives.confirmed import Confirmed, Node, Party
from directives.models import (
    Addressee,
    Citation,
    Directive,
    Instruction,
    InstructionParty,
    Recipient,
    StatedDeadline,
)
from directives.services.proposals import cited_once


def add_lists(directive: Directive, data: Confirmed) -> None:
    """Kính gửi, Nơi nhận and the cited documents, in the order printed."""
    Addressee.objects.bulk_create(
        Addressee(
            directive=directive,
            position=position,
            as_printed=party.as_printed,
            unit_id=party.unit_id,
            group_id=party.group_id,
        )
        for position, party in enumerate(data.addressees, start=1)
    )
    Recipient.objects.bulk_create(
        Recipient(
            directive=directive,
            position=position,
            as_printed=copy.as_printed,
            purpose=copy.purpose,
            is_archive=copy.is_archive,
        )
        for position, copy in enumerate(data.recipients, start=1)
    )
    citations = [
        Citation(
            directive=directive,
            relation=cited.relation,
            as_printed=cited.as_printed,
            reference=cited.reference,
            issued_on=cited.issued_on,
            issuing_body=cited.issuing_body,
        )
        for cited in cited_once(data.citations)
    ]
    for citation in citations:
        citation.set_keys()
    Citation.objects.bulk_create(citations)


def add_tree(directive: Directive, nodes: tuple[Node, ...]) -> None:
    """The tree with one insertion a level, then parties and deadlines at once."""
    by_level: dict[int, list[Instruction]] = defaultdict(list)
    rows: list[Instruction] = []
    open_path: list[tuple[int, Instruction]] = []  # (level as given, row), from the outermost down
    for position, node in enumerate(nodes, start=1):
        while open_path and open_path[-1][0] >= node.level:
            open_path.pop()
        start, end = node.span or (None, None)
        row = Instruction(
            directive=directive,
            parent=open_path[-1][1] if open_path else None,
            position=position,
            level=len(open_path) + 1,
            kind=node.kind,
            label=node.label,
            text=node.text,
            span_start=start,
            span_end=end,
        )
        open_path.append((node.level, row))
        by_level[row.level].append(row)
        rows.append(row)
    for level in sorted(by_level):
        for row in by_level[level]:
            row.parent = row.parent  # takes the key that the parent was given by now
        Instruction.objects.bulk_create(by_level[level])
    pairs = list(zip(rows, nodes, strict=True))
    InstructionParty.objects.bulk_create(
        InstructionParty(
            instruction=row, part=part, as_printed=party.as_printed, unit_id=party.unit_id, group_id=party.group_id
        )
        for row, node in pairs
        for part, parties in _parts(node)
        for party in parties
    )
    StatedDeadline.objects.bulk_create(
        StatedDeadline(
            instruction=row,
            kind=deadline.kind,
            as_printed=deadline.as_printed,
            due_on=deadline.due_on,
            days=deadline.days,
            anchor=deadline.anchor,
            recurrence=deadline.recurrence,
        )
        for row, node in pairs
        for deadline in node.deadlines
    )


def _parts(node: Node) -> tuple[tuple[str, tuple[Party, ...]], ...]:
    return (InstructionParty.Part.LEAD, node.leads), (InstructionParty.Part.COORDINATING, node.coordinating)
