"""Đôn đốc: letters of reminder, one being written, and each as it was issued."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from directives.models import Attachment
from tasks.forms.chosen import chosen_in
from tasks.forms.reminding import RemindForm
from tasks.models import RemindedTask, RemindedUnit, ReminderLetter, Task
from tasks.permissions import can_remind_units
from tasks.services import reminding
from tasks.services.reminding import Planned
from tasks.views.follow_up import MOST_CHOICES, Choice, Choices, choices_of, offered, tabs
from units.clock import now, today
from units.refusals import Conflict, demand

ROWS_A_PAGE = 50
REPORT_IN = timedelta(days=7)  # what the Office is offered as the day of reporting


@dataclass(frozen=True)
class Group:
    """A unit of a letter with its lines, each with whether the person may open the task."""

    unit: RemindedUnit
    lines: list[tuple[RemindedTask, bool]]


@require_safe
def reminder_list(request: HttpRequest) -> HttpResponse:
    """The newest first: the Office's own log of letters, or those that the person's unit received."""
    letters = ReminderLetter.objects.visible_to(request.user).for_list()
    page = Paginator(letters, ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "tabs": tabs(request.user, "tasks:reminders"),
        "page": page,
        "can_remind": bool(can_remind_units(request.user)),
    }
    return render(request, "tasks/reminders.html", context)


@require_safe
def reminder_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as it was issued; beside each task how it stands now is one press away."""
    letter = get_object_or_404(ReminderLetter.objects.visible_to(request.user).select_related("directive"), pk=pk)
    lines = RemindedTask.objects.filter(letter=letter).select_related("unit").order_by("position")
    seen = set(Task.objects.visible_to(request.user).filter(reminders__letter=letter).values_list("pk", flat=True))
    file = Attachment.objects.filter(directive=letter.directive_id, is_main=True).select_related("file").first()
    context = {
        "letter": letter,
        "file": file,
        "groups": _by_unit(lines, seen),
        "total": len(lines),
    }
    return render(request, "tasks/reminder.html", context)


def _by_unit(lines: Iterable[RemindedTask], seen: set[int]) -> list[Group]:
    groups: dict[int, Group] = {}
    for line in lines:
        groups.setdefault(line.unit_id, Group(line.unit, [])).lines.append((line, line.task_id in seen))
    return list(groups.values())


def remind(request: HttpRequest) -> HttpResponse:
    """Choose and write, look at what will be issued, issue.  Changed meanwhile: 409, and what was written stays."""
    demand(can_remind_units(request.user))
    day, organisation = today(), request.user.acting_post.organisation
    tasks = _offered(request, chosen_in(request.POST.getlist("chosen")))
    form = RemindForm(
        request.POST or None,
        tasks=tasks,
        organisation=organisation,
        today=day,
        initial=reminding.beginning(organisation) | {"report_by": day + REPORT_IN},
    )
    if request.method != "POST" or "edit" in request.POST:
        return _write(request, form, tasks)
    if not form.is_valid():
        return _write(request, form, tasks, status=422)
    known, wording = form.cleaned_data["chosen"], form.wording()
    try:
        if "issue" not in request.POST:
            chosen = [task for task in tasks if task.pk in known]
            reminding.demand_fitting(chosen, wording, day)
            return _look(request, form, reminding.plan(tasks=chosen, wording=wording, by=request.user, on=day))
        letters = reminding.remind(known=known, wording=wording, by=request.user, now=now())
    except ValidationError as refusal:
        for field, errors in refusal.error_dict.items():
            form.add_error(field if field in form.fields else None, errors)
        return _write(request, form, tasks, status=422)
    except Conflict as refusal:
        return _write(request, form, _offered(request, form.ticked or set()), reason=refusal.reason, status=409)
    if len(letters) == 1:
        messages.success(request, f"Đã ban hành {letters[0].directive}. Đơn vị được báo ngay.")
        return redirect("tasks:reminder", pk=letters[0].pk)
    messages.success(request, f"Đã ban hành {len(letters)} công văn đôn đốc. Các đơn vị được báo ngay.")
    return redirect("tasks:reminders")


def _offered(request: HttpRequest, also: Iterable[int]) -> list[Task]:
    organisation = request.user.acting_post.organisation
    return offered(request, among=reminding.may_be_reminded_of(organisation, today()), also=also)


def _write(
    request: HttpRequest, form: RemindForm, tasks: list[Task], *, reason: str = "", status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "groups": _grouped(choices_of(tasks, form.ticked)),
        "is_cut": len(tasks) >= MOST_CHOICES,
        "most": MOST_CHOICES,
        "reason": reason,
    }
    return render(request, "tasks/remind.html", context, status=status)


def _look(request: HttpRequest, form: RemindForm, planned: list[Planned]) -> HttpResponse:
    """Exactly what will be issued, and the form along with it, hidden, for issuing or for writing on."""
    hidden = [(name, request.POST[name]) for name in form.fields if name != "chosen" and name in request.POST]
    context = {
        "planned": planned,
        "total": sum(len(each.tasks) for each in planned),
        "units": len({unit.pk for each in planned for unit in each.units}),
        "hidden": hidden + [("chosen", value) for value in request.POST.getlist("chosen")],
    }
    return render(request, "tasks/remind_look.html", context)


def _grouped(choices: list[Choice]) -> list[Choices]:
    """By unit in the order of the tree, so that the unit and its late work are seen together."""
    groups: dict[int, Choices] = {}
    for choice in choices:
        lead = choice.row.task.lead
        groups.setdefault(lead.pk, Choices(lead, [])).choices.append(choice)
    return sorted(groups.values(), key=lambda group: group.unit.path if group.unit else "")
