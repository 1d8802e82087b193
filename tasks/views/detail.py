"""One task: its facts, what one may do now, and all that happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects
from django.forms import BoundField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tasks.forms.act_form import ActForm
from tasks.forms.acts import ACTS
from tasks.forms.as_at import AsAtForm
from tasks.models import Coordination, EscalatedTask, Explanation, Extension, Proposal, Task
from tasks.permissions import CHECKS, coordination_of
from tasks.services.possible import why_not_now
from tasks.statuses import Action, Status, actions_from
from tasks.views.as_at import task_as_at
from tasks.views.history import timeline_of
from tasks.views.rows import first_due_of, row_of
from tasks.views.sections import sections_of
from units.clock import today
from units.models import User
from units.refusals import Denied
from units.services.calendar import load_calendar
from units.services.second_lines import second_lines_of


@dataclass(frozen=True)
class Offer:
    """An act that the person may do now."""

    action: Action
    icon: str
    form: ActForm
    is_grave: bool
    is_open: bool
    is_main: bool


def task_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """`as_at` in the address: as it stood at the end of that day."""
    task = get_object_or_404(Task.objects.visible_to(request.user).for_detail(), pk=pk)
    if "as_at" in request.GET:
        return task_as_at(request, task)
    wanted = request.GET.get("act", "")
    tried = Action(wanted) if wanted in ACTS else None
    return render(request, "tasks/detail.html", facts_of(task, user=request.user, today=today(), tried=tried))


def facts_of(
    task: Task, *, user: User, today: date, tried: Action | None = None, tried_form: ActForm | None = None
) -> dict[str, object]:
    """What the page shows, with the act that was `tried` open; `tried_form` is its form that came back."""
    prefetch_related_objects(
        [task],
        Prefetch("children", Task.objects.select_related("lead", "officer")),
        Prefetch("proposals", Proposal.objects.select_related("sent_by", "decided_by").prefetch_related("options")),
        Prefetch("escalated", EscalatedTask.objects.select_related("escalation")),
        Prefetch("explanations", Explanation.objects.for_page()),
        Prefetch("coordinations", Coordination.objects.select_related("unit", "asked_by", "report__by")),
        "consultations",
        Prefetch("extensions", Extension.objects.select_related("asked_by", "decided_by")),
    )
    offers, reasons = _offers(task, user, today, why_not_now(task, user), tried, tried_form)
    calendar = load_calendar()
    above = (
        list(Task.objects.visible_to(user).above(task.pk).select_related("lead", "officer")) if task.parent_id else []
    )
    return {
        "task": task,
        "row": row_of(task, today=today, calendar=calendar),
        "coordinations": [one for one in task.coordinations.all() if one.is_current],
        "second_lines": second_lines_of([task.lead], on=today).get(task.lead_id, []),
        "offers": offers,
        "reasons": reasons,
        "kept_words": _kept_words(tried_form) if tried not in {offer.action for offer in offers} else [],
        "above": above,
        "whole": next((one for one in above if one.pk == task.parent_id), None),
        "sections": sections_of(task, user=user, today=today),
        "first_due": first_due_of(task, today=today, calendar=calendar),
        "events": timeline_of(task, user=user),
        "as_at_form": AsAtForm(latest=today),
    }


def form_id(action: Action) -> str:
    """Ids of the fields of several forms on one page stay apart."""
    return f"{action}-%s"


def _offers(
    task: Task,
    user: User,
    today: date,
    refusals: dict[Action, str],
    tried: Action | None,
    tried_form: ActForm | None,
) -> tuple[list[Offer], list[tuple[str, str]]]:
    """The acts open to the person, and reasons of refusals on the person's own side of the task.

    `refusals`: what is not possible now for another reason than the status.
    """
    offers: list[Offer] = []
    reasons: list[tuple[str, str]] = []
    post = user.acting_post
    is_unit_side = post is not None and post.unit_id == task.lead_id
    coordinates = coordination_of(user, task) is not None and not is_unit_side  # waits for none of these buttons
    for action in actions_from(Status(task.status)):
        if (act := ACTS.get(action)) is None:  # done on a page of its own
            continue
        is_own = act.by_unit == is_unit_side and not act.by_coordinating and not coordinates
        if (refusal := refusals.get(action)) and not (act.says_why and is_own):
            continue
        verdict = CHECKS[action](user, task)
        if isinstance(verdict, Denied) or refusal:
            if is_own:
                reasons.append((action.label, verdict.reason if isinstance(verdict, Denied) else refusal or ""))
            continue
        form = tried_form if action == tried else None
        is_main = not act.is_rare and not any(offer.is_main for offer in offers)
        offers.append(
            Offer(
                action=action,
                icon=act.icon,
                form=form or act.form(task=task, user=user, today=today, auto_id=form_id(action)),
                is_grave=act.is_grave,
                is_open=action == tried if tried else is_main,
                is_main=is_main,
            )
        )
    return offers, reasons


def _kept_words(form: ActForm | None) -> list[tuple[str, str]]:
    """What was typed for an act that is no longer possible: shown for copying."""
    if form is None:
        return []
    return [(str(field.label), _in_words(field)) for field in form.visible_fields() if field.value()]


def _in_words(field: BoundField) -> str:
    """What was chosen by its label, not by its key."""
    typed = str(field.value())
    choices = getattr(field.field, "choices", ())
    return next((str(label) for key, label in choices if str(key) == typed), typed)
