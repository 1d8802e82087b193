"""Work of a unit that is gone goes on with the unit that took over from it."""

from __future__ import annotations

from datetime import date

from directives.models import DirectiveAccess
from tasks.models import Task
from tasks.services.parts import able_to_take
from units.models import Unit
from units.refusals import Conflict
from units.services.succession import heirs_today


def pass_to_successor(task: Task, day: date) -> None:
    """A task that is set going again after its unit ended belongs to the main successor (NQ 190/2025/QH15: no
    interruption); Conflict where there is none."""
    if task.lead.is_open_on(day):
        return
    successor = Unit.objects.filter(pk=heirs_today(day).get(task.lead_id)).first()
    if successor is None or successor.pk == task.assigning_organisation_id:
        raise Conflict(
            f"{task.lead.label} đã thôi hoạt động và không có đơn vị tiếp nhận. Giao nhiệm vụ mới cho đơn vị khác."
        )
    task.lead_when_given = task.lead_when_given or task.lead
    task.lead = successor
    if task.officer_id and not able_to_take(successor, day).filter(user=task.officer_id).exists():
        task.officer = None
    if task.directive_id:
        DirectiveAccess.objects.get_or_create(
            directive_id=task.directive_id, unit=successor, reason=DirectiveAccess.Reason.SUCCESSOR
        )
