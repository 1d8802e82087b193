"""Issued reports."""

from __future__ import annotations

from datetime import date, datetime

from reports.models import Report
from reports.periods import ReportPeriod
from reports.services.issuing import issue_report
from tests.factories.history import moment
from units.models import Unit, User

ISSUED_AT = moment(date(2026, 11, 16))


def make_report(
    organisation: Unit, *, by: User | None = None, key: str = "2026-11", now: datetime = ISSUED_AT
) -> Report:
    return issue_report(organisation=organisation, period=ReportPeriod.from_key(key), by=by, now=now)
