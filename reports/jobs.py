"""The clock's door to the reports."""

from celery import shared_task
from django.db import OperationalError

from reports.services.closing import issue_closed_periods
from units.clock import now


@shared_task(autoretry_for=(OperationalError,), retry_backoff=5, retry_backoff_max=600, max_retries=30)
def aggregate_periods() -> None:
    """Issue the reports of periods that have been closed.  A database that is away is waited for."""
    issue_closed_periods(now=now())
