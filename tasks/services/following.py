"""One act on several tasks at once, each by the version that the person saw: all or none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from django.db import transaction

from tasks.models import Task
from tasks.services.telling import in_short
from tasks.services.transition import Change, Stale, transition
from tasks.statuses import Action
from units.models import User
from units.refusals import Conflict, Forbidden


def _same_for_all(task: Task) -> str:
    return ""


def _nothing_more(task: Task, day: date) -> None:
    """The act leaves the columns of the task as they are."""


@transaction.atomic
def on_each(
    *,
    action: Action,
    known: Mapping[int, int],
    by: User,
    now: datetime,
    note: str = "",
    note_of: Callable[[Task], str] = _same_for_all,
    change: Change = _nothing_more,
) -> list[Task]:
    """Do the act on the tasks of `known` (id -> version seen), in the order of their ids so that two people who choose
    the same tasks never wait for each other; the changed rows.

    A refusal says which task it is about.  Pressed twice, the second meets versions that have gone on: Stale.
    """
    tasks = {task.pk: task for task in Task.objects.filter(pk__in=known).order_by("pk")}
    done = []
    for pk, task in tasks.items():
        try:
            event = transition(
                action=action,
                task=task,
                by=by,
                now=now,
                version=known[pk],
                note=note_of(task) or note,
                change=change,
            )
        except (Stale, Conflict, Forbidden) as refusal:
            raise type(refusal)(f"“{in_short(task.title, 80)}”: {refusal.reason}") from refusal
        done.append(event.task)
    return done
