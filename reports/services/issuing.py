"""Issuing a report: figures and lists are frozen with the names that units and documents bear at that time."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction

from directives.models import Directive
from reports.figures import Counts, Figures, TaskLine, UnitFigures, figures_of
from reports.kinds import Bucket
from reports.models import Report
from reports.periods import ReportPeriod
from reports.permissions import can_issue_report
from tasks.models import Task
from tasks.services.history import day_of
from tasks.statuses import HANDED_IN
from units.calendar import WorkingCalendar
from units.models import Post, Unit, UnitVersion, User
from units.refusals import Conflict, demand
from units.roles import Role
from units.services.calendar import load_calendar

CHUNK = 500  # rows read at once where a list of ids is asked for


@transaction.atomic
def issue_report(*, organisation: Unit, period: ReportPeriod, by: User | None, now: datetime) -> Report:
    """Freeze the period's figures as known now; `by` is None for the clock.

    Issuing a period again makes a second report beside the first, which shows late corrections as such.
    Forbidden for others than the organisation's monitors and leaders, Conflict before the period has begun.
    """
    if by is not None:
        demand(can_issue_report(by, organisation))
    if day_of(now) < period.starts_on:
        raise Conflict(f"Kỳ báo cáo {period.label} bắt đầu từ ngày {period.starts_on:%d/%m/%Y}. Chọn kỳ đã bắt đầu.")
    found = figures_of(organisation=organisation, period=period, known_at=now)
    return Report.objects.create(
        organisation=organisation,
        period_kind=period.kind,
        period_key=period.key,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        known_at=now,
        figures=frozen_figures(organisation, period, found),
        lists=frozen_lists(found),
        issued_by=by,
        issued_in_post=by.acting_post if by else None,
        issued_at=now,
    )


def frozen_figures(organisation: Unit, period: ReportPeriod, found: Figures) -> dict[str, Any]:
    """What the form prints, as JSON holds it."""
    version = UnitVersion.objects.on(found.as_of).filter(unit=organisation).first()
    superior = version.parent_id if version else None
    named = _names({row.unit for row in found.units} | {organisation.pk, superior}, found.as_of)
    return {
        "period": period.label,
        "as_of": found.as_of.isoformat(),
        "organisation": named[organisation.pk]["name"],
        "abbreviation": named[organisation.pk]["short_name"],
        "superior": named[superior]["name"] if superior else "",
        "signer": _signer(organisation, found.as_of),
        "units": [_frozen_row(row, named[row.unit]["name"]) for row in _in_tree_order(found.units)],
        "total": _frozen_counts(found.total),
        "left_out": {bucket.value: found.left_out(bucket) for bucket in (Bucket.STANDING, Bucket.CANCELLED)},
    }


def frozen_lists(found: Figures) -> list[dict[str, Any]]:
    """Every task of the period with the words that a reader needs, in the order of assignment."""
    calendar, told = load_calendar(), _told([line.task for line in found.lines])
    names = _names({line.unit for line in found.lines}, found.as_of)
    return [
        {
            **told[line.task],
            "task": line.task,
            "unit": line.unit,
            "unit_name": names[line.unit]["name"],
            "bucket": line.bucket.value,
            "status": line.status.label,
            "due_on": _iso(line.due_on),
            "original_due_on": _iso(line.original_due_on),
            "submitted_on": _iso(line.submitted_on),
            "completed_on": _iso(line.completed_on),
            **_late(line, found.as_of, calendar),
        }
        for line in found.lines
    ]


def _late(line: TaskLine, as_of: date, calendar: WorkingCalendar) -> dict[str, int]:
    """Days past the due date, in calendar and in working days; 0 where it is not late."""
    if line.due_on is None or line.bucket not in (Bucket.DONE_LATE, Bucket.OPEN_LATE):
        return {"late_days": 0, "late_working_days": 0}
    judged_on = line.submitted_on if line.status in HANDED_IN and line.submitted_on else as_of
    return {
        "late_days": (judged_on - line.due_on).days,
        "late_working_days": calendar.between(line.due_on, judged_on),
    }


def _told(tasks: list[int]) -> dict[int, dict[str, Any]]:
    """Title, source and person of each task: read in chunks, for a list of ids has its limits."""
    rows = [
        row
        for start in range(0, len(tasks), CHUNK)
        for row in Task.objects.filter(pk__in=tasks[start : start + CHUNK]).values_list(
            *("pk", "title", "assigned_on", "directive_id", "instruction__label"),
            *("officer__full_name", "head_at_assignment__full_name"),
        )
    ]
    directives = Directive.objects.in_bulk({row[3] for row in rows if row[3]})
    return {
        pk: {
            "title": title,
            "assigned_on": _iso(assigned_on),
            "source": _source(directives.get(directive)),
            "label": label or "",
            "person": officer or head or "",
        }
        for pk, title, assigned_on, directive, label, officer, head in rows
    }


def _source(directive: Directive | None) -> str:
    if directive is None:
        return ""
    words = f"{directive.get_document_type_display()} {directive.reference or '(chưa có số)'}"
    return f"{words} ngày {directive.issued_text}" if directive.issued_text else words


def _names(units: Iterable[int | None], on: date) -> dict[int, dict[str, str]]:
    """Names as they were on the day; today's where the unit has no version of that day."""
    wanted = set(units) - {None}
    now = Unit.objects.filter(pk__in=wanted).values("pk", "name", "short_name")
    then = UnitVersion.objects.on(on).filter(unit__in=wanted).values("unit_id", "name", "short_name")
    return {row["pk"]: row for row in now} | {row["unit_id"]: row for row in then}


def _in_tree_order(rows: Iterable[UnitFigures]) -> list[UnitFigures]:
    by_unit = {row.unit: row for row in rows}
    return [by_unit[pk] for pk in Unit.objects.filter(pk__in=by_unit).order_by("path").values_list("pk", flat=True)]


def _signer(organisation: Unit, on: date) -> dict[str, str]:
    """The head of the organisation on the day, who signs unless a deputy does."""
    post = (
        Post.objects.on(on)
        .filter(unit=organisation, role=Role.LEADER, is_deputy=False)
        .select_related("user")
        .order_by("valid_from", "pk")
        .first()
    )
    return {"title": post.title, "name": post.user.full_name} if post else {"title": "", "name": ""}


def _frozen_row(row: UnitFigures, name: str) -> dict[str, Any]:
    return {
        "unit": row.unit,
        "name": name,
        "counts": _frozen_counts(row.counts),
        "coordinating": row.coordinating,
        "coordinating_done": row.coordinating_done,
    }


def _frozen_counts(counts: Counts) -> dict[str, int]:
    return dict(vars(counts))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
