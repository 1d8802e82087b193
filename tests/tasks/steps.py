"""Acts on a task written short: the version of the row as it stands, a moment, and what the act demands."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

from tasks.kinds import Handling, Outcome
from tasks.models import Consultation, Opinion, Task
from tasks.opinions import Position
from tasks.periods import PeriodKind
from tasks.rhythm import Rhythm
from tasks.services import (
    check_ins,
    competence,
    coordinations,
    escalations,
    explanations,
    extensions,
    guidance,
    lifecycle,
    officers,
    parts,
    proposals,
    reminding,
    reviews,
    suspension,
)
from tasks.services.assigning import AssignmentLine, assign_tasks
from tasks.services.consultations import Concerned, consult
from tasks.services.filing import HandedIn
from tasks.services.history import day_of
from tasks.services.opinions import give_opinion
from tasks.statuses import Action
from tests.factories.tasks import make_reviewed
from tests.tasks.conftest import NOW, TODAY
from units.models import Unit, User

RESULT = HandedIn("ket-qua.txt", b"Bao cao ket qua thuc hien.")

CASE = proposals.Case(
    subject="Chủ trương thuê đơn vị tư vấn",
    legal_basis="Khoản 2 Điều 8 Quy chế làm việc của Sở.",
    competence="Giám đốc Sở.",
    viewpoint="Cần thuê tư vấn vì đơn vị chưa có chuyên môn.",
    recommendation="Cho phép thuê tư vấn trong dự toán năm.",
)


def decide_one(*, task: Task, by: User, now: datetime, version: int, **more: object) -> Task:
    """The leader's word on the escalation that waits with the task."""
    waiting = task.escalated.get(escalation__status="waiting").escalation
    escalations.decide(escalation=waiting, by=by, now=now, **({"agrees": True} | more))  # type: ignore[arg-type]
    return Task.objects.get(pk=task.pk)


def withdraw_one(*, task: Task, by: User, now: datetime, version: int, reason: str) -> Task:
    waiting = task.escalated.get(escalation__status="waiting").escalation
    escalations.withdraw(escalation=waiting, by=by, now=now, reason=reason)
    return Task.objects.get(pk=task.pk)


def remind_one(*, task: Task, by: User, now: datetime, version: int, **more: object) -> Task:
    """A letter about the one task."""
    reminding.remind(known={task.pk: version}, wording=wording(task, **more), by=by, now=now)
    return Task.objects.get(pk=task.pk)


def wording(task: Task, **more: object) -> reminding.Wording:
    """What the Office writes where a test says nothing else; signed by the first who may."""
    fields = reminding.beginning(task.assigning_organisation) | {
        "place": "Sông Mây",
        "report_by": TODAY + timedelta(days=7),
        "signer": reminding.signers(task.assigning_organisation, TODAY)[0],
    }
    return reminding.Wording(**(fields | more))  # type: ignore[arg-type]


def review_one(*, task: Task, by: User, now: datetime, version: int, **more: object) -> Task:
    """The outcome for the task in a review of its own."""
    line = make_reviewed(task, by=by)
    reviews.conclude(line=line, by=by, now=now, version=version, **more)  # type: ignore[arg-type]
    return Task.objects.get(pk=task.pk)


SERVICES: dict[Action, tuple[Callable[..., Task], dict[str, object]]] = {
    Action.ACCEPT: (lifecycle.accept, {}),
    Action.REPORT: (lifecycle.report_progress, {"note": "Đã rà soát xong 3 trên 5 nội dung."}),
    Action.SUBMIT: (
        lifecycle.submit,
        {"summary": "Đã hoàn thành.", "reference": "45/BC-TCCB", "files": (RESULT,)},
    ),
    Action.CONFIRM: (lifecycle.confirm, {}),
    Action.SEND_BACK: (lifecycle.send_back, {"reason": "Bổ sung số liệu."}),
    Action.CHECK_IN: (check_ins.check_in, {"note": "Trong kỳ đã kiểm tra 12 trường."}),
    Action.PLAN_CHECK_INS: (check_ins.plan_check_ins, {"rhythm": Rhythm(PeriodKind.MONTH, due_day=5)}),
    Action.GIVE_PART: (parts.give_part, {"title": "Tổng hợp số liệu của các trường."}),
    Action.ADD_COORDINATION: (coordinations.add_coordination, {"reason": "Cần số liệu tài chính."}),
    Action.ASK_COORDINATION: (
        coordinations.ask_coordination,
        {"content": "Gửi số liệu chi thường xuyên.", "due_on": TODAY + timedelta(days=5)},
    ),
    Action.REPORT_COORDINATION: (coordinations.report_coordination, {"note": "Đã gửi đủ số liệu."}),
    Action.PROGRESS_COORDINATION: (coordinations.progress_coordination, {"note": "Đang tổng hợp."}),
    Action.ASK_MORE: (
        coordinations.ask_more,
        {"reason": "Thiếu số liệu quý IV.", "due_on": TODAY + timedelta(days=7)},
    ),
    Action.NAME_OFFICER: (officers.name_officer, {}),
    Action.HAND_OVER: (officers.hand_over, {}),
    Action.ASK_EXTENSION: (
        extensions.ask_extension,
        {"due_on": TODAY + timedelta(days=30), "reason": "Chờ số liệu của các trường.", "explanation": "Do mưa lũ."},
    ),
    Action.TAKE_OFFER: (extensions.take_offer, {}),
    Action.DECLINE_OFFER: (extensions.decline_offer, {"reason": "Hạn này vẫn quá gấp."}),
    Action.WITHDRAW_EXTENSION: (extensions.withdraw_extension, {}),
    Action.GRANT_EXTENSION: (extensions.grant_extension, {}),
    Action.OFFER_EXTENSION: (
        extensions.offer_extension,
        {"due_on": TODAY + timedelta(days=20), "reason": "Phải kịp kỳ họp."},
    ),
    Action.REFUSE_EXTENSION: (extensions.refuse_extension, {"reason": "Nội dung không phát sinh khó khăn mới."}),
    Action.PROPOSE: (proposals.propose, {"case": CASE}),
    Action.WITHDRAW_PROPOSAL: (proposals.withdraw_proposal, {}),
    Action.APPROVE_PROPOSAL: (proposals.approve_proposal, {}),
    Action.RETURN_PROPOSAL: (proposals.return_proposal, {"reason": "Bổ sung dự toán kinh phí."}),
    Action.REFUSE_PROPOSAL: (proposals.refuse_proposal, {"reason": "Chưa cân đối được kinh phí."}),
    Action.ASK_EXPLANATION: (
        explanations.ask_explanation,
        {"question": "Vì sao chậm so với hạn được giao?", "due_on": TODAY + timedelta(days=5)},
    ),
    Action.GIVE_EXPLANATION: (explanations.give_explanation, {"answer": "Các trường gửi số liệu chậm."}),
    Action.WITHDRAW_EXPLANATION: (explanations.withdraw_explanation, {"reason": "Đơn vị đã báo cáo trực tiếp."}),
    Action.GUIDE: (guidance.guide, {"note": "Tổng hợp theo mẫu của Văn phòng."}),
    Action.REMIND: (remind_one, {}),
    Action.ESCALATE: (
        escalations.escalate_one,
        {"handling": Handling.TRANSFER, "proposal": "Đã đôn đốc hai lần, đơn vị chưa thực hiện."},
    ),
    Action.DECIDE_ESCALATION: (decide_one, {}),
    Action.WITHDRAW_ESCALATION: (withdraw_one, {"reason": "Đơn vị đã báo cáo."}),
    Action.REVIEW: (review_one, {"outcome": Outcome.CANCEL, "note": "Nội dung không còn phù hợp."}),
    Action.RETURN: (competence.return_for_transfer, {"reason": "Thuộc chức năng của phòng khác."}),
    Action.TRANSFER: (competence.transfer, {}),
    Action.INSIST: (competence.insist, {"reason": "Đúng chức năng của phòng."}),
    Action.SUSPEND: (suspension.suspend, {"decision": "Kết luận họp giao ban."}),
    Action.RESUME: (suspension.resume, {}),
    Action.CANCEL: (lifecycle.cancel, {"reason": "Văn bản đã bị thu hồi."}),
    Action.REOPEN: (lifecycle.reopen, {"reason": "Kết quả có sai sót."}),
}


def _said(action: Action, now: datetime, more: dict[str, object]) -> dict[str, object]:
    """What an act demands that follows from its day or from what else is said."""
    if action == Action.SUBMIT:
        return {"issued_on": day_of(now)}
    if action == Action.TRANSFER:
        return {"time": "fresh" if more.get("due_on") else "remaining"}
    return {}


def do(action: Action, task: Task, by: User, *, now: datetime = NOW, **more: object) -> Task:
    """The act on the newest state of the task."""
    service, fields = SERVICES[action]
    task.refresh_from_db()
    return service(task=task, by=by, now=now, **({"version": task.version} | fields | _said(action, now, more) | more))


def assign(lead: Unit, *, by: User, now: datetime = NOW, due_on: date | None = None, **fields: object) -> Task:
    """One task given by the service, so that it has its history from the start."""
    kind = {"deadline_kind": "date", "due_on": due_on} if due_on else {}
    line = AssignmentLine(**({"title": "Rà soát quy chế làm việc", "leads": (lead,)} | kind | fields))
    return assign_tasks(lines=[line], by=by, now=now)[0]


def ask_opinion(task: Task, by: User, *units: Unit, now: datetime = NOW, **fields: object) -> Consultation:
    """Units asked for their opinion, each with a reason, within a week."""
    task.refresh_from_db()
    values = {
        "question": "Đề nghị cho ý kiến về dự thảo quy chế làm việc.",
        "due_on": (now + timedelta(days=7)).date(),
        "concerned": [Concerned(unit, f"Điều 5 liên quan chức năng của {unit.label}.") for unit in units],
    }
    return consult(task=task, by=by, now=now, version=task.version, **(values | fields))  # type: ignore[arg-type]


def answer(consultation: Consultation, by: User, position: str = Position.AGREE, **fields: object) -> Opinion:
    """The opinion of the unit in which the person acts."""
    opinion = consultation.opinions.select_related("consultation__task", "unit").get(unit=by.acting_post.unit)  # type: ignore[union-attr]
    values: dict[str, object] = {"reasons": "Phù hợp với quy định hiện hành.", "now": NOW}
    if position == Position.CONDITIONAL:
        values["conditions"] = "Bổ sung thời hạn báo cáo."
    return give_opinion(opinion=opinion, by=by, position=position, **(values | fields))  # type: ignore[arg-type]
