"""The page of one consultation: the question, the answers as far as the person sees them, and what one may do now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from tasks.forms.consultations import ExtendForm, LeadForm, OpinionForm, SettleForm, WithdrawForm
from tasks.models import Consultation, ConsultationFile, Opinion, Task
from tasks.opinions import OpinionState, answer_time
from tasks.permissions import can_answer, can_consult, can_draft
from tasks.querysets.opinions import answered_for
from tasks.statuses import CONSULTATION_ACTS, Action
from tasks.views.consultations.rows import draft_of, file_lines, line_of
from units.clock import today
from units.models import User
from units.services.calendar import load_calendar


@dataclass(frozen=True)
class LeadAct:
    """How an act of the lead is offered; `needs` is the state of an opinion without which there is nothing to do."""

    action: Action
    form: type[LeadForm]
    icon: str
    needs: OpinionState
    is_main: bool = False


LEAD_ACTS = {
    "thong-nhat": LeadAct(Action.SETTLE_OPINIONS, SettleForm, "users", OpinionState.UNSETTLED, is_main=True),
    "lui-han": LeadAct(Action.EXTEND_CONSULTATION, ExtendForm, "calendar-due", OpinionState.WAITING),
    "rut": LeadAct(Action.WITHDRAW_CONSULTATION, WithdrawForm, "arrow-back-up", OpinionState.WAITING),
}


@dataclass(frozen=True)
class LeadOffer:
    slug: str
    act: LeadAct
    form: LeadForm
    is_open: bool


def consultation_detail(request: HttpRequest, pk: int) -> HttpResponse:
    consultation = found(request, pk)
    return render(request, "tasks/consultations/detail.html", facts_of(consultation, user=request.user))


def found(request: HttpRequest, pk: int) -> Consultation:
    """With the opinions that the person may see, or 404."""
    seen = Consultation.objects.visible_to(request.user).select_related(
        "task__lead", "task__assigning_organisation", "task__officer", "task__directive", "asked_by",
        "asked_in_post__unit",
    )  # fmt: skip
    opinions = Opinion.objects.visible_to(request.user).select_related(
        "unit", "answered_by", "answered_in_post__unit", "withdrawn_by", "settlement"
    )
    return get_object_or_404(seen.prefetch_related(Prefetch("opinions", opinions)), pk=pk)


def facts_of(
    consultation: Consultation,
    *,
    user: User,
    tried: str = "",
    lead_form: LeadForm | None = None,
    opinion_form: OpinionForm | None = None,
) -> dict[str, Any]:
    """What the page shows; `tried` names the act whose form came back."""
    day = today()
    files = list(ConsultationFile.objects.visible_to(user).filter(consultation=consultation).select_related("file"))
    opinions = list(consultation.opinions.all())
    own = own_opinion(consultation, user)
    settlements = {one.settlement.pk: one.settlement for one in opinions if one.settlement}
    return {
        "consultation": consultation,
        "task": Task.objects.visible_to(user).filter(pk=consultation.task_id).first(),
        "sees_all": Consultation.objects.whole_for(user).filter(pk=consultation.pk).exists(),
        "time": answer_time(consultation.due_on, day, load_calendar(), stands_still=consultation.stands_still),
        "documents": file_lines(one for one in files if not one.opinion_id and not one.settlement_id),
        "lines": [line_of(one, today=day, files=[f for f in files if f.opinion_id == one.pk]) for one in opinions],
        "own": own,
        "settlements": [
            (
                one,
                [opinion.unit.label for opinion in opinions if opinion.settlement_id == one.pk],
                file_lines(file for file in files if file.settlement_id == one.pk),
            )
            for one in settlements.values()
        ],
        "offers": lead_offers(consultation, user, day, tried, lead_form),
    } | answering(consultation, own, user, day, opinion_form)


def own_opinion(consultation: Consultation, user: User) -> Opinion | None:
    """That of the unit in whose name the person writes."""
    unit = answered_for(user.acting_post) if user.acting_post else None
    return next((one for one in consultation.opinions.all() if unit is not None and one.unit_id == unit.pk), None)


def answering(
    consultation: Consultation, own: Opinion | None, user: User, day: date, form: OpinionForm | None
) -> dict[str, Any]:
    """The form for the answer while one may still be given, and the draft; both only in the unit itself."""
    if own is None or not can_draft(user, own):
        return {}
    open_now = (
        own.state_on(day) in (OpinionState.WAITING, OpinionState.SILENT)
        and consultation.task.status in CONSULTATION_ACTS[Action.GIVE_OPINION]
    )
    draft = draft_of(own)
    return {
        "draft": draft if not own.position else None,
        "may_send": bool(can_answer(user, own)),
        "is_late": own.state_on(day) == OpinionState.SILENT,
        "opinion_form": form or (OpinionForm(opinion=own, draft=draft) if open_now else None),
    }


def lead_offers(
    consultation: Consultation, user: User, day: date, tried: str = "", form: LeadForm | None = None
) -> list[LeadOffer]:
    """What the lead may do now; the first is open where it is the one that is waited for."""
    task = consultation.task
    if not can_consult(user, task):
        return []
    states = {one.state_on(day) for one in consultation.opinions.all()}
    offers = []
    for slug, act in LEAD_ACTS.items():
        if task.status not in CONSULTATION_ACTS[act.action] or act.needs not in states:
            continue
        drawn = form if slug == tried and form else act.form(
            consultation=consultation, user=user, today=day, auto_id=f"{slug}-%s"
        )  # fmt: skip
        offers.append(LeadOffer(slug, act, drawn, slug == tried if tried else act.is_main))
    return offers
