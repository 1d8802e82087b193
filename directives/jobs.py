"""Celery's door to the services of this app."""

from __future__ import annotations

from celery import shared_task

from directives.services.arrivals import read_waiting
from units.clock import now

#: Longer than a drain may take (BUDGET) and the one file that it takes up last (extracting.SLOW): the last resort.
LIMIT = 45 * 60


@shared_task(soft_time_limit=LIMIT, time_limit=LIMIT + 60)
def read_arrivals() -> int:
    """Read what waits in quarantine: scans, photographs, old Word documents.  Runs in the queue `reading`."""
    return read_waiting(clock=now)
