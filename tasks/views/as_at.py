"""A task as it stood at the end of a day: what was recorded by then, judged on that day.  Nothing can be done here."""

from __future__ import annotations

from copy import copy
from datetime import date, datetime, time

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tasks.forms.as_at import AsAtForm
from tasks.models import Task
from tasks.replay import FOLDED, REFERENCES, Broken, State
from tasks.services.replaying import stood_at
from tasks.views.history import timeline_of
from tasks.views.rows import first_due_of, row_of
from units.clock import today
from units.models import Unit, User
from units.services.calendar import load_calendar


def task_as_at(request: HttpRequest, task: Task) -> HttpResponse:
    """422 where the address names no day; a day before the task was given says so."""
    form = AsAtForm(request.GET, latest=today())
    facts: dict[str, object] = {"task": task, "as_at_form": form}
    if not form.is_valid():
        return render(request, "tasks/as_at.html", facts, status=422)
    day = form.cleaned_data["as_at"]
    facts |= {"as_at": day, "as_at_said": f"{day:%d/%m/%Y}"}
    known_at = _end_of(day)
    try:
        state = stood_at(task, known_at)
    except Broken:
        return render(request, "tasks/as_at.html", facts | {"is_broken": True})
    if state is not None:
        then, calendar = _as_it_was(task, state), load_calendar()
        facts |= {
            "then": then,
            "row": row_of(then, today=day, calendar=calendar),
            "first_due": first_due_of(then, today=day, calendar=calendar),
            "events": timeline_of(task, user=request.user, known_at=known_at),
        }
    return render(request, "tasks/as_at.html", facts)


def _end_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.max), timezone.get_default_timezone())


def _as_it_was(task: Task, state: State) -> Task:
    """A copy of the row that is never saved, with the state of then."""
    then = copy(task)
    people = User.objects.in_bulk([pk for pk in (state.officer, state.head_at_assignment) if pk])
    for name in FOLDED:
        value = getattr(state, name)
        if name in REFERENCES:
            found = Unit.objects.get(pk=value) if name == "lead" else people.get(value)
            setattr(then, name, found)
        else:
            setattr(then, name, value or ("" if name == "status_before_suspension" else None))
    return then
