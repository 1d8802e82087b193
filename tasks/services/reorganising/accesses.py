"""Successors read the directives of the work that they take over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from directives.models import Directive, DirectiveAccess, Receipt
from tasks.services.reorganising.deciding import Step
from tasks.services.reorganising.work import Work
from units.models import MovedRow, Reorganisation, Unit

WHAT, BATCH = "access", 1000
_REASON = DirectiveAccess.Reason.SUCCESSOR


def open_directives(work: Work, steps: Sequence[Step]) -> None:
    """The directives of moved tasks; where all goes to one successor, everything that the units could read, so that
    the past stays open to whoever answers for it."""
    wanted = {(step.task.directive_id, step.lead.pk) for step in steps}
    wanted |= {(step.task.directive_id, step.giver.pk) for step in steps}
    main = work.units[work.layout.main.pk] if work.layout.main else None
    if main and work.layout.is_plain:
        wanted |= {(directive, main.pk) for directive in _read_by(work.layout.units)}
    wanted = {(directive, unit) for directive, unit in wanted if directive}
    successors = {unit for _, unit in wanted}
    known = set(DirectiveAccess.objects.filter(unit__in=successors).values_list("directive_id", "unit_id"))
    missing = sorted(wanted - known)
    DirectiveAccess.objects.bulk_create(
        [DirectiveAccess(directive_id=directive, unit_id=unit, reason=_REASON) for directive, unit in missing],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    fresh = set(missing)
    rows = DirectiveAccess.objects.filter(unit__in=successors, reason=_REASON)
    MovedRow.objects.bulk_create(
        [
            work.moved(WHAT, pk, None, unit)
            for pk, directive, unit in rows.values_list("pk", "directive_id", "unit_id")
            if (directive, unit) in fresh
        ],
        batch_size=BATCH,
    )


def _read_by(units: Iterable[Unit]) -> set[int]:
    units = list(units)
    found = set(DirectiveAccess.objects.filter(unit__in=units).values_list("directive_id", flat=True))
    found |= set(Directive.objects.filter(owner__in=units).values_list("pk", flat=True))
    return found | set(Receipt.objects.filter(organisation__in=units).values_list("directive_id", flat=True))


def undo(reorganisation: Reorganisation) -> None:
    """What the successors could read only because of the reorganisation."""
    rows = reorganisation.moved.filter(what=WHAT).values("row")
    DirectiveAccess.objects.filter(pk__in=rows, reason=_REASON).delete()
