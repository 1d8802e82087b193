"""Celery's door to the services of this app."""

from __future__ import annotations

from celery import shared_task

from tasks.services import overdue
from units.clock import now, today


@shared_task
def check_overdue() -> dict[str, int]:
    """Every morning: remind of what is due soon, due or overdue."""
    return overdue.check_overdue(today=today(), now=now())
