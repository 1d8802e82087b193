"""What is done on the page of a consultation: the unit drafts and answers, the lead settles, extends or withdraws."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from tasks.forms.consultations import OpinionForm
from tasks.models import Consultation
from tasks.permissions import can_consult, can_draft
from tasks.services.consultations import extend_consultation, withdraw_consultation
from tasks.services.opinions import draft_opinion, give_opinion, settle_opinions
from tasks.views.consultations.page import LEAD_ACTS, facts_of, found, own_opinion
from tasks.views.consultations.rows import draft_of
from units.clock import now, today
from units.refusals import Conflict, Forbidden, demand

_LEAD: dict[str, tuple[Callable[..., object], str]] = {
    "thong-nhat": (settle_opinions, "Đã ghi nhận nội dung thống nhất."),
    "lui-han": (extend_consultation, "Đã lùi hạn trả lời và báo các đơn vị chưa trả lời."),
    "rut": (withdraw_consultation, "Đã rút xin ý kiến và báo đơn vị."),
}
_UNIT: dict[str, tuple[Callable[..., object], str]] = {
    "tra-loi": (give_opinion, "Đã gửi ý kiến của đơn vị."),
    "du-thao": (draft_opinion, "Đã lưu dự thảo ý kiến. Thủ trưởng đơn vị xem và gửi."),
}


@require_POST
def consultation_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Done: back to the page.  Bad input: 422.  Not possible now or changed meanwhile: 409; what was typed stays."""
    consultation = found(request, pk)
    if act in _LEAD:
        return _by_lead(request, consultation, act)
    if act in _UNIT:
        return _by_unit(request, consultation, act)
    raise Http404


def _by_lead(request: HttpRequest, consultation: Consultation, act: str) -> HttpResponse:
    demand(can_consult(request.user, consultation.task))
    service, done = _LEAD[act]
    form = LEAD_ACTS[act].form(
        request.POST,
        request.FILES,
        consultation=consultation,
        user=request.user,
        today=today(),
        auto_id=f"{act}-%s",
    )
    same = {"tried": act, "lead_form": form}
    if not form.is_valid():
        form.remind_of_file()
        return _again(request, consultation, 422, **same)
    try:
        service(consultation=consultation, by=request.user, now=now(), **form.arguments())
    except ValidationError as refusal:
        form.take_refusal(refusal)
        return _again(request, consultation, 422, **same)
    except Conflict as refusal:
        newest = found(request, consultation.pk)
        return _again(
            request, newest, 409, reason=refusal.reason, tried=act, lead_form=form.redrawn(newest.task.version)
        )
    messages.success(request, done)
    return redirect("tasks:consultation", pk=consultation.pk)


def _by_unit(request: HttpRequest, consultation: Consultation, act: str) -> HttpResponse:
    own = own_opinion(consultation, request.user)
    if own is None:
        raise Forbidden("Đơn vị bạn không được hỏi ở lần xin ý kiến này nên không trả lời được.")
    demand(can_draft(request.user, own))
    service, done = _UNIT[act]
    form = OpinionForm(request.POST, request.FILES, opinion=own, draft=draft_of(own), is_draft=act == "du-thao")
    if not form.is_valid():
        form.remind_of_file()
        return _again(request, consultation, 422, opinion_form=form)
    try:
        service(opinion=own, by=request.user, now=now(), **form.arguments())
    except ValidationError as refusal:
        form.take_refusal(refusal)
        return _again(request, consultation, 422, opinion_form=form)
    except Conflict as refusal:
        newest = found(request, consultation.pk)
        draft = draft_of(own)
        data = request.POST.copy()
        data["draft_version"] = str(draft.version if draft else 0)
        redrawn = OpinionForm(data, opinion=own, draft=draft)
        return _again(request, newest, 409, reason=refusal.reason, opinion_form=redrawn)
    messages.success(request, done)
    return redirect("tasks:consultation", pk=consultation.pk)


def _again(
    request: HttpRequest, consultation: Consultation, status: int, *, reason: str = "", **tried: object
) -> HttpResponse:
    facts = facts_of(consultation, user=request.user, **tried) | {"reason": reason}
    return render(request, "tasks/consultations/detail.html", facts, status=status)
