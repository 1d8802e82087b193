"""Bàn giao: the people of one's unit with what is open with each, and handing it over in one step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import F
from django.forms import BoundField
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from tasks.forms.officers import HandOverWorkForm, colleagues
from tasks.models import Task
from tasks.permissions import can_hand_over_in
from tasks.services.officers import hand_over_work
from tasks.services.parts import able_to_take
from tasks.services.workload import Workload, workloads
from tasks.views.rows import TaskRow, rows_of
from units.clock import now, today
from units.models import Unit, User
from units.refusals import Conflict, demand
from units.roles import Role
from units.services.calendar import load_calendar

MOST_ROWS = 200  # at once; the rest comes when these have gone


@dataclass(frozen=True)
class Row:
    shown: TaskRow
    receiver: BoundField


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everyone of the unit; those who have left open work behind stand first."""
    unit = _unit(request.user)
    lines = workloads(unit, today())
    return render(request, "tasks/handover.html", {"unit": unit, "lines": lines, "sentence": _sentence(lines)})


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, person: int) -> HttpResponse:
    """What is open with one person, and who takes it over.  Bad input: 422.  Changed meanwhile: 409, choices kept."""
    unit, day = _unit(request.user), today()
    line = next((line for line in workloads(unit, day) if line.person.pk == person), None)
    if line is None and request.method == "GET":
        raise Http404
    who = line.person if line else get_object_or_404(User, pk=person, posts__unit=unit)
    tasks = _tasks(request.user, who, unit)
    able = colleagues(able_to_take(unit, day), without=[who.pk])
    form = HandOverWorkForm(request.POST or None, tasks=tasks, people=able, by=request.user)
    status, reason = 200, ""
    if request.method == "POST" and form.is_valid():
        receivers = form.receivers()
        try:
            hand_over_work(
                person=who,
                unit=unit,
                receivers=receivers,
                by=request.user,
                now=now(),
                note=form.cleaned_data["note"],
            )
        except ValidationError as refusal:
            for field, errors in refusal.error_dict.items():
                form.add_error(field if field in form.fields else None, errors)
        except Conflict as refusal:
            status, reason = 409, refusal.reason
            tasks = _tasks(request.user, who, unit)
            form = HandOverWorkForm(request.POST, tasks=tasks, people=able, by=request.user)
        else:
            messages.success(request, _done(who, list(receivers.values())))
            return redirect("tasks:handover")
    if form.errors and status == 200:
        status = 422
    shown = rows_of(tasks, today=day, calendar=load_calendar())
    context = {
        "unit": unit,
        "line": line,
        "person": who,
        "form": form,
        "rows": [Row(row, form[f"to_{row.task.pk}"]) for row in shown],
        "has_colleagues": bool(able),
        "is_cut": len(tasks) == MOST_ROWS,
        "most_rows": MOST_ROWS,
        "reason": reason,
    }
    return render(request, "tasks/handover_of.html", context, status=status)


def _unit(user: User) -> Unit:
    """The unit for which the person answers in the post acted in."""
    post = user.acting_post
    unit = post.organisation if post and post.role == Role.LEADER else post.unit if post else None
    if unit is None:
        raise Http404
    demand(can_hand_over_in(user, unit))
    return unit


def _tasks(user: User, person: User, unit: Unit) -> list[Task]:
    rows = Task.objects.visible_to(user).bound_to(person, unit).for_list().with_sent_back()
    return list(rows.order_by(F("due_on").asc(nulls_last=True), "pk")[:MOST_ROWS])


def _sentence(lines: Sequence[Workload]) -> str:
    """Who has left what behind, and who will leave: "2 người đã thôi giữ vị trí, còn 5 việc chờ bàn giao."."""
    gone = [line for line in lines if line.must_hand_over]
    going = [line for line in lines if line.leaves_on and not line.has_left and line.total]
    said = []
    if gone:
        said.append(f"{len(gone)} người đã thôi giữ vị trí, còn {sum(line.total for line in gone)} việc chờ bàn giao.")
    if going:
        said.append(f"{len(going)} người sắp thôi giữ vị trí, đang có {sum(line.total for line in going)} việc.")
    return " ".join(said) or "Không có việc nào chờ bàn giao."


def _done(person: User, receivers: Sequence[User]) -> str:
    """ "Đã bàn giao 5 việc của Chuyên viên: Phó Trưởng phòng 3, Chuyên viên 2."."""
    counted = Counter(receivers)
    shares = ", ".join(f"{one} {count} việc" for one, count in counted.items())
    return f"Đã bàn giao {len(receivers)} việc của {person}: {shares}. Người nhận được thông báo."
