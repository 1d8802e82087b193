"""Time in SQL: what `tasks.deadlines.time_state` says in Python; a property test holds the two together."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Case, Count, F, Q, Value, When

from tasks.deadlines import DUE_SOON_DAYS, TimeState
from tasks.kinds import DutyKind
from tasks.statuses import OPEN, UNDER_WAY, Status

AGED_DAYS = 92  # three months without a report: shown as aged
RUNNING = sorted(OPEN - {Status.SUBMITTED, Status.SUSPENDED})  # judged by today


def time_state_q(state: TimeState, today: date, soon_days: int = DUE_SOON_DAYS) -> Q:
    """The condition under which a task is in the state."""
    stopped = Q(status__in=[Status.SUSPENDED, Status.CANCELLED])
    late = Q(status__in=RUNNING, due_on__lt=today) | Q(status=Status.SUBMITTED, due_on__lt=F("submitted_on"))
    soon = Q(
        status__in=RUNNING,
        due_on__gte=today,
        due_on__lte=today + timedelta(days=soon_days),
    )
    match state:
        case TimeState.STOPPED:
            return stopped
        case TimeState.NO_DATE:
            return Q(due_on__isnull=True) & ~stopped
        case TimeState.DONE_ON_TIME:
            return Q(status=Status.COMPLETED, due_on__gte=F("submitted_on"))
        case TimeState.DONE_LATE:
            return Q(status=Status.COMPLETED, due_on__lt=F("submitted_on"))
        case TimeState.OVERDUE:
            return late
        case TimeState.DUE_SOON:
            return soon
        case TimeState.IN_TIME:
            return Q(status__in=RUNNING, due_on__gt=today + timedelta(days=soon_days)) | Q(
                status=Status.SUBMITTED, due_on__gte=F("submitted_on")
            )


def figures(today: date) -> dict[str, Count]:
    """The counts of the dashboard; each equals the list under the filters of the same name."""
    conditions = {
        "overdue": time_state_q(TimeState.OVERDUE, today),
        "due_soon": time_state_q(TimeState.DUE_SOON, today),
        "waiting": Q(status=Status.SUBMITTED),
        "not_accepted": Q(status=Status.ASSIGNED),
        "returned": Q(status=Status.RETURNED),
        "open": Q(status__in=sorted(OPEN)),
    }
    return {name: Count("pk", filter=condition) for name, condition in conditions.items()}


def tallies(today: date) -> dict[str, Count]:
    """The counts of a report on a chain: total = completed + open + cancelled, the rest are parts of what is open."""
    conditions = {"completed": Q(status=Status.COMPLETED), "cancelled": Q(status=Status.CANCELLED)}
    ended = {name: Count("pk", filter=condition) for name, condition in conditions.items()}
    return {"total": Count("pk"), **ended, **figures(today)}


class TimeQuerySet(models.QuerySet):
    """Tasks by their due date and by how long nothing was heard of them."""

    def running(self) -> Self:
        """Judged by today: neither ended, nor handed in, nor suspended."""
        return self.filter(status__in=RUNNING)

    def in_state(self, state: TimeState, today: date, soon_days: int = DUE_SOON_DAYS) -> Self:
        return self.filter(time_state_q(state, today, soon_days))

    def overdue(self, today: date) -> Self:
        """Open tasks past their due date, a submitted one judged by the day of its submission."""
        return self.in_state(TimeState.OVERDUE, today)

    def due_soon(self, today: date, soon_days: int = DUE_SOON_DAYS) -> Self:
        return self.in_state(TimeState.DUE_SOON, today, soon_days)

    def aged(self, today: date) -> Self:
        """Running one-off duties without a date, of which nothing was reported for three months."""
        return self.filter(self._aged(today))

    def to_be_urged(self, today: date, soon_days: int = DUE_SOON_DAYS) -> Self:
        """Under way and overdue, due or due soon: what a letter of reminder may list."""
        return self.filter(status__in=UNDER_WAY, due_on__lte=today + timedelta(days=soon_days))

    def long_delayed(self, today: date, least_days: int) -> Self:
        """Running tasks at least so many calendar days past their due date, and the aged ones without a date."""
        late = Q(status__in=RUNNING, due_on__lte=today - timedelta(days=least_days), due_on__lt=today)
        return self.filter(late | self._aged(today))

    def _aged(self, today: date) -> Q:
        long_ago = today - timedelta(days=AGED_DAYS)
        silent = Q(last_reported_on__lt=long_ago) | Q(last_reported_on__isnull=True, assigned_on__lt=long_ago)
        return silent & Q(status__in=RUNNING, duty_kind=DutyKind.ONE_OFF, due_on__isnull=True)

    def time_figures(self, today: date) -> dict[str, Count]:
        """The counts of the dashboard that time alone tells."""
        late = time_state_q(TimeState.OVERDUE, today)
        return {
            **figures(today),
            "aged": Count("pk", filter=self._aged(today)),
            "reorganised": Count("pk", filter=Q(lead_when_given__isnull=False, status__in=sorted(OPEN))),
            "late_units": Count("lead", filter=late, distinct=True),
        }

    def with_time_state(self, today: date, soon_days: int = DUE_SOON_DAYS) -> Self:
        """Annotates `time_state_now`, a value of TimeState."""
        whens = [When(time_state_q(state, today, soon_days), then=Value(state.value)) for state in TimeState]
        return self.annotate(time_state_now=Case(*whens, output_field=models.CharField()))
