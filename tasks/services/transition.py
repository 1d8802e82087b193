"""The one way in which a task changes: lock, permission, freshness, table, change, event, notices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from tasks.models import EventFile, Explanation, Extension, Proposal, Task, TaskEvent
from tasks.permissions import CHECKS
from tasks.services.coordinations_along import carry
from tasks.services.filing import HandedIn, demand_open, stored_of
from tasks.services.history import day_of, event_of, snapshot
from tasks.services.telling import tell, tell_units
from tasks.services.unneeded import close_unneeded
from tasks.statuses import HANDED_IN, OPEN, UNDER_WAY, Action, Status, target_of
from units.models import User
from units.refusals import Conflict, demand

__all__ = ["Change", "HandedIn", "Stale", "Told", "demand_open", "demand_words", "transition"]


class Stale(Conflict):
    """The form was drawn before somebody else changed the task; the reason says who, what and when."""


Told = dict[str, list[str | None]]  # what an act tells besides the columns of the task: name -> [before, after]
Change = Callable[[Task, date], Told | None]  # given the locked task and the day; may raise ValidationError, Conflict


def _nothing_more(task: Task, day: date) -> None:
    """The act changes the status alone."""


@transaction.atomic
def transition(
    *,
    action: Action,
    task: Task,
    by: User | None,
    now: datetime,
    version: int | None,
    note: str = "",
    change: Change = _nothing_more,
    files: Sequence[HandedIn] = (),
    carried: bool = False,
    effective_on: date | None = None,
) -> TaskEvent:
    """Do the act; returns its event, whose `task` is the changed row.  `carried`: it comes down from the whole of which
    the task is a part, where the person had the right to it.  `by` is None for the clock, which needs no permission and
    whose act may take effect on an earlier day.  `version` is None where the act does not depend on how the task stood
    when the form was drawn.

    Raises Forbidden (may not), Stale (changed since `version`), Conflict (not in this status), ValidationError
    (bad input, keyed by field).
    """
    locked = (
        Task.objects.select_for_update(of=("self",))
        .select_related("lead", "assigning_organisation", "assigned_by", "officer", "directive")
        .get(pk=task.pk)
    )
    if version is not None:
        _demand_not_reorganised(locked, version)
    if by is not None and not carried:
        demand(CHECKS[action](by, locked))
    if version is not None:
        _demand_fresh(locked, version)
    status, lead, before = Status(locked.status), locked.lead, snapshot(locked)
    resumes = Status(locked.status_before_suspension) if locked.status_before_suspension else None
    target = target_of(action, status, before_suspension=resumes)
    told, stood_still_on = change(locked, day_of(now)) or {}, locked.suspended_on
    locked.status = target
    along = carry(action, locked, day_of(now))
    _keep_dates_true(locked)
    locked.version += 1
    locked.save()
    event = event_of(
        locked,
        action=action,
        seq=locked.version,
        by=by,
        now=now,
        note=note.strip(),
        before=before,
        effective_on=effective_on,
    )
    event.changes |= told | along.told
    event.save()
    _close_what_was_asked(locked, now)
    if locked.status == Status.CANCELLED or locked.lead_id != lead.pk:
        _close_explanations(locked, now)
    if locked.status not in OPEN or locked.lead_id != lead.pk:
        close_unneeded(locked, since=stood_still_on or day_of(now), by=by, now=now)
    _keep_files(event, files, now)
    tell(event, now=now, former_lead=lead if locked.lead_id != lead.pk else None)
    tell_units(along.units, event, words=along.words, now=now)
    return event


def demand_words(text: str, field: str, sentence: str) -> None:
    """ValidationError at the field where nothing was written."""
    if not text.strip():
        raise ValidationError({field: sentence})


def _demand_fresh(task: Task, version: int) -> None:
    if task.version == version:
        return
    last = task.events.select_related("by", "post__unit").order_by("seq").last()
    who = f"{last.by} ({last.post.title}, {last.post.unit.label})" if last and last.by and last.post else "Hệ thống"
    when = f" lúc {timezone.localtime(last.recorded_at):%H:%M ngày %d/%m/%Y}" if last else ""
    what = f" (“{Action(last.action).label}”)" if last else ""
    raise Stale(
        f"{who} đã thay đổi nhiệm vụ này{when}{what}. "
        f"Nhiệm vụ hiện ở trạng thái “{Status(task.status).label}”; thao tác của bạn chưa được thực hiện."
    )


def _demand_not_reorganised(task: Task, version: int) -> None:
    """Whose unit was reorganised while they wrote is told so, not that the task is no longer theirs."""
    last = task.events.order_by("seq").last() if task.version != version else None
    if last and last.action == Action.REORGANISE:
        _demand_fresh(task, version)


def _close_what_was_asked(task: Task, now: datetime) -> None:
    """What was asked, a later date or a decision, is no longer needed once the task is handed in, returned or ended."""
    if task.status not in (*UNDER_WAY, Status.SUSPENDED):
        task.extensions.filter(status__in=Extension.OPEN).update(status=Extension.Status.LAPSED, closed_at=now)
        task.proposals.filter(status=Proposal.Status.SENT).update(status=Proposal.Status.LAPSED, closed_at=now)


def _close_explanations(task: Task, now: datetime) -> None:
    """Nobody explains a task that was cancelled or that another unit leads now."""
    task.explanations.waiting().update(status=Explanation.Status.LAPSED, closed_on=day_of(now), closed_at=now)


def _keep_dates_true(task: Task) -> None:
    """Dates that belong to a status are empty in the others; the constraints of the table say the same."""
    if task.status not in HANDED_IN:
        task.submitted_on = None
    if task.status != Status.COMPLETED:
        task.completed_on = None
    if task.status != Status.SUSPENDED:
        task.suspended_on, task.status_before_suspension = None, ""


def _keep_files(event: TaskEvent, files: Sequence[HandedIn], now: datetime) -> None:
    for file in files:
        EventFile.objects.create(event=event, file=stored_of(file, now=now), name=file.name[:255])
