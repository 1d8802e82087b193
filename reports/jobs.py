"""The clock's door to the reports."""

from celery import shared_task

from reports.services.closing import issue_closed_periods
from units.clock import now


@shared_task
def aggregate_periods() -> None:
    """Issue the reports of periods that have been closed."""
    issue_closed_periods(now=now())
