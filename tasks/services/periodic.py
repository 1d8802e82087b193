"""What the clock opens: occurrences of recurring duties and check-ins of standing ones."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from notices.models import JobRun
from tasks.models import SeriesUnit
from tasks.services.check_ins import ask_for_check_ins
from tasks.services.history import day_of
from tasks.services.occurrences import give_due

JOB = "open_periods"
BATCH = 200  # series


def open_periods(*, now: datetime) -> dict[str, int]:
    """Give every occurrence and ask for every check-in whose day has come, those of an outage too.

    Each batch is its own transaction, so that a run cut short is simply made again.  Returns and records
    {"given": new occurrences, "waiting": units that can't be given theirs, "asked": new check-ins} of the day.
    """
    day = day_of(now)
    run, _ = JobRun.objects.get_or_create(job=JOB, key=day.isoformat(), defaults={"started_at": now})
    given = waiting = 0
    for batch in _batches(day):
        tasks, parts = give_due(batch, now=now)
        given, waiting = given + len(tasks), waiting + len(parts)
    outcome = {"given": given, "waiting": waiting, "asked": ask_for_check_ins(now=now)}
    _record(run, outcome, now)
    return outcome


def _batches(day: date) -> Iterator[list[int]]:
    due = SeriesUnit.objects.filter(next_given_on__lte=day, series__ended_on__isnull=True, moved_on__isnull=True)
    last = 0
    while keys := list(
        due.filter(series__gt=last).order_by("series").values_list("series", flat=True).distinct()[:BATCH]
    ):
        yield keys
        last = keys[-1]


@transaction.atomic
def _record(run: JobRun, outcome: dict[str, int], now: datetime) -> None:
    """Add to what another run of the day may have recorded meanwhile; how many wait is as of now."""
    run = JobRun.objects.select_for_update().get(pk=run.pk)
    added = {name: outcome[name] + run.outcome.get(name, 0) for name in ("given", "asked")}
    run.outcome = {**added, "waiting": outcome["waiting"]}
    run.finished_at = now
    run.save(update_fields=["outcome", "finished_at"])
