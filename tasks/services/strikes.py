"""Striking out a note or a file of the history, with a reason; both stay for everyone to read."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from notices.models import Kind
from notices.services.outbox import Message, notify
from tasks.models import EventFile, Strike, Task, TaskEvent
from tasks.permissions import can_strike
from tasks.services.history import day_of
from tasks.services.telling import People, giver_side, in_short, link_to, unit_side
from tasks.services.transition import demand_words
from tasks.statuses import Action
from units.models import User
from units.refusals import Conflict, demand
from units.roles import Role


def why_not(event: TaskEvent, file: EventFile | None) -> str:
    """Why there is nothing to strike out; "" where there is.  Without a query where the strikes were fetched before.

    What an act did (status, dates, units) is no note: it is corrected by another act.
    """
    struck = [one for one in event.strikes.all() if one.file_id == (file.pk if file else None)]
    if struck:
        what = f"Tệp “{file.name}”" if file else "Ghi chú này"
        return f"{what} đã được {struck[0].by} gạch bỏ."
    if file is None and not event.note.strip():
        return "Diễn biến này không có ghi chú để gạch bỏ. Trạng thái và thời hạn chỉ thay đổi bằng một thao tác khác."
    return ""


@transaction.atomic
def strike(*, event: TaskEvent, by: User, now: datetime, reason: str, file: EventFile | None = None) -> Strike:
    """Strike out the note of the event, or one of its files.

    Raises Forbidden (not one's own side's), Conflict (nothing there, or struck already), ValidationError (no reason).
    """
    task = Task.objects.select_for_update(of=("self",)).get(pk=event.task_id)
    demand(can_strike(by, event))
    if refusal := why_not(TaskEvent.objects.prefetch_related("strikes__by").get(pk=event.pk), file):
        raise Conflict(refusal)
    if file is not None and file.event_id != event.pk:
        raise ValidationError("Tệp này không thuộc diễn biến được chọn.")
    demand_words(reason, "reason", "Ghi rõ lý do gạch bỏ.")
    struck = Strike(event=event, file=file, reason=reason.strip(), by=by, post=by.acting_post, at=now)
    struck.save()
    _tell(struck, task, now)
    return struck


def _tell(struck: Strike, task: Task, now: datetime) -> None:
    """The other side, which has relied on it: the giver of what the unit wrote, the unit of what the giver wrote."""
    people = People(
        units=[task.lead_id, task.assigning_organisation_id],
        organisations=[task.assigning_organisation_id],
        on=day_of(now),
    )
    of_unit = struck.event.post is not None and struck.event.post.unit_id == task.lead_id
    told = giver_side(people, task, Role.MONITOR) if of_unit else unit_side(people, task)
    what = f"tệp “{in_short(struck.file.name, 60)}”" if struck.file else "ghi chú"
    act = Action(struck.event.action).label.lower()
    title = f"Gạch bỏ {what} của lần {act}: {in_short(task.title, 150)}"
    messages = [
        Message(person, Kind.STRUCK, f"strike:{struck.pk}", title[:300], link_to(task), struck.reason)
        for person in told
        if person.pk != struck.by_id
    ]
    notify(messages=messages, now=now)
