"""What a standing duty owes by period, and what was reported."""

from __future__ import annotations

from datetime import date

from tasks.kinds import DutyKind
from tasks.models import CheckIn, CheckInPlan, Task
from tasks.querysets.time import RUNNING
from tasks.views.sections.section import Section
from units.models import User

MOST_ROWS = 24  # of the newest periods; the figures above them count all


def section(task: Task, user: User, today: date) -> Section | None:
    """No query for a duty of another kind."""
    if task.duty_kind != DutyKind.STANDING:
        return None
    plan = CheckInPlan.objects.filter(task=task).first()
    rows = list(CheckIn.objects.filter(task=task).select_related("event__by").order_by("-starts_on", "-pk"))
    is_running = task.status in RUNNING
    reported = [row for row in rows if row.given_on]
    return Section(
        "tasks/sections/check_ins.html",
        {
            "rhythm": str(plan.rhythm) if plan and not plan.is_off else "",
            "rows": [(row, row.badge_on(today, is_running=is_running)) for row in rows[:MOST_ROWS]],
            "total": len(rows),
            "reported": len(reported),
            "late": sum(bool(row.days_late) for row in reported),
            "missing": sum(not row.given_on and row.due_on < today for row in rows) if is_running else 0,
        },
    )
