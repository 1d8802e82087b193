"""What the clock issues: the month and quarter reports of each organisation on the day after their cut-off."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from notices.models import JobRun
from reports.periods import PeriodKind, ReportPeriod, period_of
from reports.services.issuing import issue_report
from tasks.models import Task
from tasks.services.history import day_of
from units.models import Unit

JOB = "reports.closed_period"
KINDS = (PeriodKind.MONTH, PeriodKind.QUARTER)
CATCH_UP = timedelta(days=100)  # how far back a missed cut-off is made up for; holds at least one quarter


def issue_closed_periods(*, now: datetime) -> int:
    """Issue each report that is due and was not yet made; returns how many.

    A JobRun with a unique key for organisation and period stands in the same transaction as its report: two clocks at
    once, or a second run, make no double, and a run that broke off is made up for by the next.
    """
    issued = 0
    for period in closed_periods(day_of(now)):
        done = set(JobRun.objects.filter(job=JOB, key__endswith=f":{period.key}").values_list("key", flat=True))
        for organisation in _organisations(period):
            key = f"{organisation.pk}:{period.key}"
            issued += key not in done and _issue_once(organisation, period, key, now)
    return issued


def closed_periods(today: date) -> Iterator[ReportPeriod]:
    """Months and quarters whose cut-off is past, the oldest first."""
    for kind in KINDS:
        period, found = period_of(kind, today), []
        while (period := period_of(kind, period.starts_on - timedelta(days=1))).ends_on >= today - CATCH_UP:
            found.append(period)
        yield from reversed(found)


def _organisations(period: ReportPeriod) -> list[Unit]:
    """Those that had assigned something by the cut-off."""
    given = Task.objects.filter(assigning_organisation=OuterRef("pk"), assigned_on__lte=period.ends_on)
    return list(Unit.objects.filter(Exists(given)))


def _issue_once(organisation: Unit, period: ReportPeriod, key: str, now: datetime) -> bool:
    try:
        with transaction.atomic():
            run = JobRun.objects.create(job=JOB, key=key, started_at=now)
            report = issue_report(organisation=organisation, period=period, by=None, now=now)
            JobRun.objects.filter(pk=run.pk).update(finished_at=now, outcome={"report": report.pk})
    except IntegrityError:
        return False  # another process was quicker
    return True
