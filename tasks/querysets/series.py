"""Which series a person sees, and which occurrences have been filed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, TextChoices

from tasks.statuses import HANDED_IN, OPEN, Status
from units.roles import Role

if TYPE_CHECKING:
    from units.models import User

_NOT_OWED = (Status.SUSPENDED, Status.CANCELLED)


class Filing(TextChoices):
    """How an occurrence of a recurring duty stands; exactly one holds for each."""

    IN_TIME = "in_time", "Đúng hạn"
    LATE = "late", "Báo cáo chậm"
    MISSING = "missing", "Chưa báo cáo"
    AHEAD = "ahead", "Chưa đến hạn"
    LEFT_OUT = "left_out", "Không tính"  # suspended or cancelled


OWED = (Filing.IN_TIME, Filing.LATE, Filing.MISSING, Filing.AHEAD)


def filing_q(filing: Filing, today: date) -> Q:
    """The condition under which an occurrence stands so.  A result that waits for confirmation is filed."""
    filed = Q(status__in=sorted(HANDED_IN))
    owing = Q(status__in=sorted(OPEN - HANDED_IN - {Status.SUSPENDED}))
    match filing:
        case Filing.IN_TIME:
            return filed & Q(submitted_on__lte=models.F("due_on"))
        case Filing.LATE:
            return filed & Q(submitted_on__gt=models.F("due_on"))
        case Filing.MISSING:
            return owing & Q(due_on__lt=today)
        case Filing.AHEAD:
            return owing & Q(due_on__gte=today)
        case Filing.LEFT_OUT:
            return Q(status__in=_NOT_OWED)


class SeriesQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Monitors and leaders: what their organisation gives or its units owe.  Heads and officers: what their unit
        owes; heads also what the units below it owe."""
        post = user.acting_post
        if post is None or post.role in (Role.ADMINISTRATOR, Role.REGISTRAR):
            return self.none()
        parts = apps.get_model("tasks", "SeriesUnit").objects.filter(series=OuterRef("pk"))
        if post.role in (Role.MONITOR, Role.LEADER):
            organisation = post.organisation
            owed = parts.filter(unit__path__startswith=organisation.path)
            return self.filter(Q(organisation=organisation) | Exists(owed))
        own = Q(unit__path__startswith=post.unit.path) if post.role == Role.HEAD else Q(unit=post.unit)
        return self.filter(Exists(parts.filter(own)))

    def lasting(self) -> Self:
        """Not ended by anybody."""
        return self.filter(ended_on__isnull=True)
