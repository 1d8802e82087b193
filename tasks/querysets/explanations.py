"""Which explanations a person may see, and which ones are late."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, F, Q

if TYPE_CHECKING:
    from units.models import Unit, User


def _conditions(today: date) -> dict[str, Q]:
    """Each explanation stands under exactly one name, but withdrawn and lapsed ones, which count only where overdue."""
    late = Q(closed_on__gt=F("due_on"))
    return {
        "waiting": Q(status="asked", due_on__gte=today),
        "missing": Q(status="asked", due_on__lt=today) | (Q(status="lapsed") & late),
        "late": Q(status="given") & late,
        "in_time": Q(status="given", closed_on__lte=F("due_on")),
    }


class ExplanationQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Those of the tasks in the person's lists."""
        return self.filter(task__in=apps.get_model("tasks", "Task").objects.listed_for(user).values("pk"))

    def asked_by_organisation(self, organisation: Unit) -> Self:
        """On tasks that the organisation gave: what it counts."""
        return self.filter(task__assigning_organisation=organisation)

    def for_list(self) -> Self:
        """What one row shows, the oldest open ones first; one query."""
        return self.select_related("task", "unit", "asked_by").order_by(F("closed_on").desc(nulls_first=True), "due_on")

    def for_page(self) -> Self:
        """What the page of a task shows of all of its, with the files of the answers."""
        rows = self.select_related("unit", "asked_by", "answered_by", "event")
        return rows.prefetch_related("event__files__file")

    def waiting(self) -> Self:
        """Asked for, in time or overdue."""
        return self.filter(status="asked")

    def standing(self, name: str, today: date) -> Self:
        """`waiting` (in time), `missing` (overdue and not given), `late` (given late) or `in_time`."""
        return self.filter(_conditions(today)[name])

    def given_late_or_not(self, today: date) -> Self:
        """Given late or, past their day, not at all: what counts against a unit."""
        conditions = _conditions(today)
        return self.filter(conditions["missing"] | conditions["late"])

    def by_unit(self, today: date) -> list[dict[str, int | str]]:
        """The figures of each unit that was asked, the ones that owe most first; one query."""
        counts = {name: Count("pk", filter=condition) for name, condition in _conditions(today).items()}
        rows = self.order_by().values("unit", "unit__name", "unit__short_name").annotate(**counts)
        return list(rows.order_by("-missing", "-late", "-waiting", "unit__path"))
