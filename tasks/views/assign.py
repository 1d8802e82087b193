"""Giving tasks: one screen for a whole directive, another for a task that no document states.

The screen of a directive also answers htmx, with its form alone: a review goes on to it beside the text.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.vary import vary_on_headers
from django_htmx.http import HttpResponseClientRedirect

from directives.models import Directive
from directives.types import SourceKind
from tasks.forms.assigning import Places, SourceForm, take_refusals
from tasks.kinds import DutyKind
from tasks.permissions import can_assign
from tasks.rhythm import Rhythm
from tasks.services.assigning import AssignmentLine, assign_tasks, demand_sound
from tasks.views.assign_rows import Screen
from units.calendar import WorkingCalendar
from units.clock import now, today
from units.models import SecondLine
from units.refusals import Conflict, demand
from units.services.calendar import load_calendar


@dataclass(frozen=True)
class Plan:
    """What exactly will happen; `token` names these very lines, so that a changed row is checked again."""

    title: str
    effects: list[str]
    warnings: list[str]
    action: str
    token: str


@vary_on_headers("HX-Request")
def assign(request: HttpRequest, directive_pk: int) -> HttpResponse:
    """Look, check, confirm.  Errors stand beside the fields (422) and nothing typed is lost."""
    directive = get_object_or_404(Directive.objects.visible_to(request.user), pk=directive_pk)
    demand(can_assign(request.user))
    day, organisation = today(), request.user.acting_post.organisation
    screen = Screen(
        directive,
        user=request.user,
        organisation=organisation,
        today=day,
        calendar=load_calendar(),
        data=request.POST if request.method == "POST" else None,
    )
    if request.method != "POST":
        return _show(request, screen)
    if key := request.POST.get("add"):
        screen.add_copy(key)
        return _show(request, screen)
    forms = screen.included()
    screen.leave_others_alone()
    if not forms:
        return _show(request, screen, status=422, refusal="Chưa chọn nội dung nào để giao. Đánh dấu các dòng cần giao.")
    if not all(form.is_valid() for form in forms):
        return _show(request, screen, status=422)
    lines = [form.line() for form in forms]
    try:
        demand_sound(lines, directive=directive, organisation=organisation, day=day)
    except ValidationError as refusal:
        take_refusals(refusal, forms)
        return _show(request, screen, status=422)
    plan = _plan(lines, day, screen.calendar, screen.places.second_lines)
    if request.POST.get("confirmed") != plan.token:
        return _show(request, screen, plan=plan)
    try:
        tasks = assign_tasks(lines=lines, by=request.user, now=now(), directive=directive, known_tasks=_known(request))
    except Conflict as refusal:
        return _show(request, screen, status=409, refusal=refusal.reason)
    messages.success(request, f"Đã giao {_counted(lines)}. Thủ trưởng các đơn vị đã được thông báo.")
    address = f"{reverse('tasks:list')}?directive={tasks[0].directive_id}"
    return HttpResponseClientRedirect(address) if _is_part(request) else redirect(address)


def assign_single(request: HttpRequest) -> HttpResponse:
    """A task from a meeting, the press, a leader's word or the work programme (requirement E10)."""
    demand(can_assign(request.user))
    organisation = request.user.acting_post.organisation
    places = Places(organisation, today())
    form = SourceForm(request.POST if request.method == "POST" else None, places=places, initial={"include": True})
    if request.method == "POST" and form.is_valid():
        try:
            tasks = assign_tasks(
                lines=[form.line()],
                by=request.user,
                now=now(),
                source_kind=SourceKind(form.cleaned_data["source_kind"]),
                source_words=form.cleaned_data["source_words"],
            )
        except ValidationError as refusal:
            take_refusals(refusal, [form])
        else:
            messages.success(request, f"Đã giao {_counted([form.line()])}.")
            return redirect("tasks:detail", pk=tasks[0].pk) if len(tasks) == 1 else redirect("tasks:list")
    facts = {"form": form, "days_off": days_off(load_calendar())}
    return render(request, "tasks/assign_single.html", facts, status=422 if form.is_bound else 200)


def _show(
    request: HttpRequest, screen: Screen, *, status: int = 200, refusal: str = "", plan: Plan | None = None
) -> HttpResponse:
    facts = {
        "directive": screen.directive,
        "screen": screen,
        "refusal": refusal,
        "plan": plan,
        "wrong_forms": list(screen.bound()) if status == 422 else [],
        "days_off": days_off(screen.calendar),
    }
    template = "tasks/assign.html#form" if _is_part(request) else "tasks/assign.html"
    return render(request, template, facts | {"is_part": _is_part(request)}, status=status)


def _is_part(request: HttpRequest) -> bool:
    return bool(request.headers.get("HX-Request"))


def days_off(calendar: WorkingCalendar) -> dict[str, str]:
    """As static/js/days.js reads them."""
    return {day.isoformat(): why for day, why in calendar.reasons}


def _known(request: HttpRequest) -> int:
    posted = request.POST.get("known", "")[:9]
    return int(posted) if posted.isdecimal() else -1


def _counted(lines: Sequence[AssignmentLine]) -> str:
    """ "12 nhiệm vụ cho 7 đơn vị"."""
    leads = [unit for line in lines for unit in line.leads]
    return f"{len(leads)} nhiệm vụ cho {len(set(leads))} đơn vị"


def _plan(
    lines: Sequence[AssignmentLine],
    day: date,
    calendar: WorkingCalendar,
    second_lines: Mapping[int, Sequence[SecondLine]],
) -> Plan:
    led = Counter(unit for line in lines for unit in line.leads)
    helped = Counter(unit for line in lines for unit in line.coordinating for lead in line.leads if unit != lead)
    repeating = [line for line in lines if line.duty_kind == DutyKind.RECURRING and line.rhythm]
    dated = [line.due_on for line in lines if line.due_on]
    effects = [f"{unit.name}: chủ trì {count} nhiệm vụ" for unit, count in led.items()]
    effects += [f"{unit.name}: phối hợp {count} nhiệm vụ" for unit, count in helped.items()]
    undated = len(lines) - len(dated) - len(repeating)
    effects.append(f"{len(dated)} nội dung có hạn, {undated} nội dung không có ngày hạn.")
    effects += [_repeating(line.rhythm, day) for line in repeating if line.rhythm]
    effects.append("Thủ trưởng các đơn vị được thông báo ngay.")
    effects += [
        f"{unit.name} đồng thời chịu sự chỉ đạo của {line.said}."
        for unit in led | helped
        for line in second_lines.get(unit.pk, ())
    ]
    past = sorted({due_on for due_on in dated if due_on < day})
    rest = sorted({due_on for due_on in dated if due_on >= day and not calendar.is_working(due_on)})
    warnings = [f"Hạn {due_on:%d/%m/%Y} đã qua: nhiệm vụ sẽ quá hạn ngay khi giao." for due_on in past]
    warnings += [
        f"Hạn {due_on:%d/%m/%Y} là ngày nghỉ ({calendar.reason(due_on)}). Giữ nguyên nếu văn bản ghi rõ, "
        f"hoặc chọn {calendar.roll(due_on):%d/%m/%Y}."
        for due_on in rest
    ]
    return Plan(
        title=f"Giao {_counted(lines)}",
        effects=effects,
        warnings=warnings,
        action=f"Giao {sum(led.values())} nhiệm vụ",
        token=_token(lines),
    )


def _repeating(rhythm: Rhythm, day: date) -> str:
    first = rhythm.first_owed(day)
    return (
        f"Việc định kỳ: {rhythm}. Kỳ đầu: {first.label}, hạn {rhythm.due_on(first):%d/%m/%Y}; các kỳ sau hệ thống "
        "tự giao khi đến kỳ."
    )


def _token(lines: Sequence[AssignmentLine]) -> str:
    said = [
        (
            line.title,
            [unit.pk for unit in line.leads],
            [unit.pk for unit in line.coordinating],
            line.instruction.pk if line.instruction else 0,
            str(line.deadline_kind),
            str(line.due_on),
            line.deadline_words,
            str(line.duty_kind),
            str(line.result_kind),
            str(line.rhythm),
            str(line.coordinating_due_on),
        )
        for line in lines
    ]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:20]
