"""The one place that asks the clock.  Everything below views and jobs is given `today` and `now`."""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone


def today() -> date:
    """The calendar day in Asia/Ho_Chi_Minh (the project's TIME_ZONE)."""
    return timezone.localdate()


def now() -> datetime:
    """The aware moment."""
    return timezone.now()
