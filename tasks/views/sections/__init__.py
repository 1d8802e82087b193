"""The parts of a task's page, one module a noun; each says what it shows, or None where there is nothing to show."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from tasks.models import Task
from tasks.views.sections import (
    check_ins,
    consultations,
    coordinations,
    escalations,
    explanations,
    extensions,
    guidance,
    parts,
    proposals,
    reminders,
    results,
    reviews,
    series,
)
from tasks.views.sections.section import Section
from units.models import User

# In the order of the page.
SECTIONS: tuple[Callable[[Task, User, date], Section | None], ...] = (
    series.section,
    check_ins.section,
    explanations.section,
    guidance.section,
    reminders.section,
    escalations.section,
    results.section,
    parts.section,
    consultations.section,
    proposals.section,
    coordinations.section,
    extensions.section,
    reviews.section,
)


def sections_of(task: Task, *, user: User, today: date) -> list[Section]:
    return [found for section in SECTIONS if (found := section(task, user, today))]
