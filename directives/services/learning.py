"""Learning from use: what a person corrected of a reading, and what the names in it turned out to mean."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from django.utils import timezone

from directives.confirmed import Confirmed, Node, Party
from directives.corrections import Wording, compare
from directives.models import Correction, Directive, DocumentText, FieldOutcome, Instruction, Reading, StatedDeadline
from directives.models.citation import Relation
from directives.models.correction import LONGEST
from directives.services.parties import Directory, load_directory
from directives.services.proposals import proposed
from units.models import User
from units.naming import are_akin
from units.services.aliases import Learned, learn_aliases
from units.teaching import may_learn

LABELS = {
    str(value): str(label)
    for kind in (Instruction.Kind, StatedDeadline.Kind, Relation)
    for value, label in kind.choices
}


def learn(*, document: DocumentText, directive: Directive, data: Confirmed, by: User, now: datetime) -> None:
    """Record how the reading of a document that is being logged fared, and the names that it taught.

    Within the transaction of the logging; nothing of a document entered by hand, which has no reading.
    """
    reading = getattr(document, "reading", None)
    if reading is None:
        return
    directory = load_directory(document.organisation, on=timezone.localdate(now))
    read = proposed(document, directory)
    record_corrections(reading=reading, read=read, confirmed=data, directory=directory, now=now)
    issued = f" ngày {data.issued.text}" if data.issued.text else ""
    learn_aliases(
        names=dict.fromkeys(names_taught(read, data, directory)),
        source=f"{directive}{issued}",
        by=by,
        now=now,
    )


def record_corrections(
    *, reading: Reading, read: Confirmed, confirmed: Confirmed, directory: Directory, now: datetime
) -> None:
    """One row a field, one a difference."""
    outcomes = compare(read, confirmed, Wording(directory.label, LABELS))
    FieldOutcome.objects.bulk_create(
        FieldOutcome(
            reading=reading,
            field=field,
            kept=outcome.kept,
            changed=outcome.changed,
            added=outcome.added,
            removed=outcome.removed,
            at=now,
        )
        for field, outcome in outcomes.items()
    )
    Correction.objects.bulk_create(
        Correction(
            reading=reading,
            field=field,
            where=change.where[:30],
            proposed=change.proposed[:LONGEST],
            corrected=change.corrected[:LONGEST],
            at=now,
        )
        for field, outcome in outcomes.items()
        for change in outcome.changes
    )


def names_taught(read: Confirmed, confirmed: Confirmed, directory: Directory) -> Iterator[Learned]:
    """Names as printed that a person gave a meaning which the matcher did not know for certain.

    Such is a doubt that was answered, another unit than was proposed for the same words, and a name that nobody has
    in whose place one unit was put.  A doubt that nobody answered teaches nothing.
    """
    for before, after in _places(read, confirmed):
        for party in (*after, *_replaced(before, after, directory)):
            pk = party.unit_id or party.group_id
            kind: Literal["unit", "group"] = "unit" if party.unit_id else "group"
            if pk and not party.doubt and may_learn(directory.matcher, party.as_printed, kind, pk):
                yield Learned(party.as_printed, kind, pk)


def _places(read: Confirmed, confirmed: Confirmed) -> Iterator[tuple[tuple[Party, ...], tuple[Party, ...]]]:
    """Parties of one place before and after: of the addressees, of a row's leads, of those who take part."""
    yield read.addressees, confirmed.addressees
    rows = {node.span[0]: node for node in read.nodes if node.span}
    for node in confirmed.nodes:
        before = rows.get(node.span[0] if node.span else -1, Node(text=""))
        yield before.leads, node.leads
        yield before.coordinating, node.coordinating


def _replaced(before: tuple[Party, ...], after: tuple[Party, ...], directory: Directory) -> Iterator[Party]:
    """The one name of no unit that was taken out where one unit was put in by its own name, if the two are akin:
    a body outside whose work somebody here does ("UBND tỉnh", then "Văn phòng Sở") is no other name of theirs."""
    kept = {party.as_printed for party in after}
    known = {(party.unit_id, party.group_id) for party in before}
    gone = [party for party in before if not (party.unit_id or party.group_id) and party.as_printed not in kept]
    come = [party for party in after if (party.unit_id, party.group_id) not in known and _is_called(party, directory)]
    if len(gone) == len(come) == 1 and are_akin(gone[0].as_printed, directory.label(come[0])):
        yield Party(gone[0].as_printed, come[0].unit_id, come[0].group_id)


def _is_called(party: Party, directory: Directory) -> bool:
    """Whether it was put in by its own name, not by words of the document."""
    return bool(party.unit_id or party.group_id) and directory.label(party) == party.as_printed
