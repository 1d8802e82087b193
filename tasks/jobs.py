"""Celery's door to the services of this app."""

from __future__ import annotations

from celery import shared_task
from django.db import OperationalError

from tasks.services import check_ins, deeming, overdue, periodic
from units.clock import now, today


@shared_task(autoretry_for=(OperationalError,), retry_backoff=5, retry_backoff_max=600, max_retries=30)
def check_overdue() -> dict[str, int]:
    """Every morning: remind of what is due soon, due or overdue.  A database that is away is waited for."""
    return overdue.check_overdue(today=today(), now=now())


@shared_task(autoretry_for=(OperationalError,), retry_backoff=5, retry_backoff_max=600, max_retries=30)
def open_periods() -> dict[str, int]:
    """Every morning: give the occurrences and ask for the check-ins of periods whose day has come."""
    return periodic.open_periods(now=now())


@shared_task(autoretry_for=(OperationalError,), retry_backoff=5, retry_backoff_max=600, max_retries=30)
def remind_of_check_ins() -> dict[str, int]:
    """Every morning: remind of check-ins that are due soon, due or missing."""
    return check_ins.remind_of_check_ins(today=today(), now=now())


@shared_task(autoretry_for=(OperationalError,), retry_backoff=5, retry_backoff_max=600, max_retries=30)
def deem_consent() -> dict[str, int]:
    """Shortly after midnight: record the consent of units that were silent at the end of their date."""
    return deeming.deem_consent(today=today(), now=now())


@shared_task(autoretry_for=(OperationalError,), retry_backoff=5, retry_backoff_max=600, max_retries=30)
def remind_of_opinions() -> dict[str, int]:
    """Every morning: remind the units whose date for an answer is near."""
    return deeming.remind_of_opinions(today=today(), now=now())
