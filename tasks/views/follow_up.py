"""What the pages of follow-up share: their tabs, and the tasks that a person chooses among."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse

from tasks.filters import TaskFilter
from tasks.models import Task
from tasks.querysets import TaskQuerySet
from tasks.views.rows import TaskRow, rows_of
from units.clock import today
from units.models import Unit, User
from units.roles import WATCH_DASHBOARD
from units.services.calendar import load_calendar

MOST_CHOICES = 200  # tasks offered at once; the filters of the list narrow them

BY_AGE = (F("due_on").asc(nulls_last=True), "assigned_on", "pk")  # the longest overdue first, undated ones last

_TABS = (
    ("Đôn đốc bằng văn bản", "tasks:reminders", False),
    ("Giải trình", "tasks:explanations", False),
    ("Báo cáo lãnh đạo", "tasks:escalations", True),
    ("Rà soát việc chậm", "tasks:reviews", True),
)


@dataclass(frozen=True)
class Tab:
    label: str
    url: str
    is_on: bool


@dataclass(frozen=True)
class Chip:
    """A quick filter or a place, with how much waits there where that is counted."""

    label: str
    url: str
    is_on: bool
    icon: str = ""
    count: int | None = None


@dataclass(frozen=True)
class Choice:
    """A task that may be ticked; `value` names it with the version seen."""

    row: TaskRow
    value: str
    is_ticked: bool


@dataclass(frozen=True)
class Choices:
    """Tasks to tick under the name of a unit; without one, a list in which each row names its unit."""

    unit: Unit | None
    choices: list[Choice]


def tabs(user: User, current: str) -> list[Tab]:
    """The sides of follow-up that the person may open."""
    post = user.acting_post
    watches = post is not None and post.role in WATCH_DASHBOARD
    return [
        Tab(label, reverse(name), name == current) for label, name, for_office in _TABS if watches or not for_office
    ]


def offered(request: HttpRequest, *, among: TaskQuerySet, also: Iterable[int] = ()) -> list[Task]:
    """Of `among` those named by `task` in the address, else those that its filters leave, the most overdue first; and
    those ticked before, whatever the filters say now."""
    named = [int(pk) for pk in request.GET.getlist("task") if pk.isdecimal() and len(pk) < 16]
    if named:
        found = among.filter(pk__in=named)
    else:
        found = TaskFilter(request.GET, queryset=among, user=request.user, today=today()).qs
    wanted = list(found.order_by(*BY_AGE).values_list("pk", flat=True)[:MOST_CHOICES])
    return list(among.filter(pk__in={*wanted, *also}).for_list().order_by(*BY_AGE))


def choices_of(tasks: Iterable[Task], ticked: set[int] | None) -> list[Choice]:
    """All are ticked before the form was sent."""
    return [
        Choice(row, f"{row.task.pk}:{row.task.version}", ticked is None or row.task.pk in ticked)
        for row in rows_of(tasks, today=today(), calendar=load_calendar())
    ]
