"""Requests to coordinating units: which are meant by a word ("quá hạn, chưa báo cáo")."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q

from tasks.deadlines import DUE_SOON_DAYS
from tasks.silence import Duty
from tasks.statuses import UNDER_WAY, Status

# The statuses of a task in which a coordinating unit still may report.
AT_WORK = (*UNDER_WAY, Status.SUBMITTED)


def silent_q(today: date) -> Q:
    """Silent now: open past its own date; while the lead's result waits, past it on the day it was handed in."""
    now = Q(task__status__in=[*UNDER_WAY, Status.RETURNED], due_on__lt=today)
    handed_in = Q(task__status=Status.SUBMITTED, due_on__lt=F("task__submitted_on"))
    return Q(status=Duty.OPEN) & (now | handed_in)


def late_q(today: date) -> Q:
    """Silent now, or was when it reported or when its part ended."""
    done = Q(status=Duty.DONE, done_on__gt=F("due_on"))
    closed = Q(status=Duty.CLOSED, closed_on__gt=F("due_on"))
    return silent_q(today) | done | closed


class CoordinationQuerySet(models.QuerySet):
    def current(self) -> Self:
        """The newest request to each unit."""
        return self.filter(is_current=True)

    def open(self) -> Self:
        return self.filter(status=Duty.OPEN)

    def waiting(self) -> Self:
        """Open, and the unit can answer."""
        return self.open().filter(task__status__in=AT_WORK)

    def silent(self, today: date) -> Self:
        """Past the date without a report (requirement of accountability: a unit's silence is its own)."""
        return self.filter(silent_q(today))

    def late(self, today: date) -> Self:
        """Every request that was not answered by its date, also those answered later or ended since: what counts for
        the unit in its conduct."""
        return self.filter(late_q(today))

    def pressing(self, today: date) -> Self:
        """Silent or due soon."""
        soon = Q(due_on__lte=today + timedelta(days=DUE_SOON_DAYS), task__status__in=UNDER_WAY)
        return self.open().filter(soon | silent_q(today))
