"""Proposals (tờ trình): put before those who gave the task, decided by them; nothing goes up half thought out.

A proposal states its legal basis, who is competent, the unit's viewpoint and its recommendation (F9); of several
options it recommends exactly one, with the reason (F10); what the unit may decide itself goes up only by a named
exception (D9).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError

from tasks.models import Proposal, ProposalOption, Task
from tasks.services.consultations import demand_settled, why_not_settled
from tasks.services.filing import HandedIn, demand_open
from tasks.services.transition import demand_words, transition
from tasks.statuses import PROPOSAL_ANSWERS, Action
from units.models import User
from units.refusals import Conflict

MOST_OPTIONS = 4
_DEMANDED = {
    "subject": "Ghi nội dung trình.",
    "legal_basis": "Nêu rõ cơ sở pháp lý của nội dung trình.",
    "competence": "Nêu rõ cấp nào, người nào có thẩm quyền quyết định.",
    "viewpoint": "Nêu rõ quan điểm của đơn vị.",
    "recommendation": "Nêu rõ kiến nghị để lãnh đạo quyết định.",
}


@dataclass(frozen=True)
class Option:
    """A way to go, as it was written down."""

    content: str
    is_recommended: bool = False


@dataclass(frozen=True)
class Case:
    """What a proposal says.  `exception`, with its basis, where the matter lies within the unit's own competence."""

    subject: str
    legal_basis: str
    competence: str
    viewpoint: str
    recommendation: str
    options: Sequence[Option] = ()
    choice_reason: str = ""
    is_within_competence: bool = False
    exception: str = ""
    exception_basis: str = ""


def why_not_now(task: Task, proposals: Sequence[Proposal]) -> dict[Action, str]:
    """Why each act on a proposal is not possible now, as a sentence; "" where it is."""
    open_one = next((one for one in proposals if one.is_open), None)
    nothing = "" if open_one else "Không có tờ trình nào đang chờ. Tải lại trang để xem diễn biến mới nhất."
    waiting = (
        f"Tờ trình “{open_one.subject}” đang chờ quyết định. Rút tờ trình đó trước khi trình lại." if open_one else ""
    )
    return {Action.PROPOSE: waiting or why_not_settled(task)} | dict.fromkeys(PROPOSAL_ANSWERS, nothing)


def propose(*, task: Task, by: User, now: datetime, version: int, case: Case, files: Sequence[HandedIn] = ()) -> Task:
    """Put the case before those who decide."""

    def sent(locked: Task, day: date) -> None:
        _demand_possible(Action.PROPOSE, locked)
        demand_settled(locked)
        one = Proposal.objects.create(
            task=locked,
            **{name: getattr(case, name).strip() for name in _DEMANDED},
            choice_reason=case.choice_reason.strip() if len(options) > 1 else "",
            exception=case.exception if case.is_within_competence else "",
            exception_basis=case.exception_basis.strip() if case.is_within_competence else "",
            sent_by=by,
            sent_in_post=by.acting_post,
            sent_at=now,
        )
        ProposalOption.objects.bulk_create(
            ProposalOption(
                proposal=one,
                position=position,
                content=option.content.strip(),
                is_recommended=option.is_recommended or len(options) == 1,
            )
            for position, option in enumerate(options, start=1)
        )

    options = [option for option in case.options if option.content.strip()]
    if wrong := refusals_of(case):
        raise ValidationError(wrong)
    demand_open(files)
    return transition(
        action=Action.PROPOSE, task=task, by=by, now=now, version=version, note=case.subject, change=sent, files=files
    ).task


def refusals_of(case: Case) -> dict[str, str]:
    """Field -> what is missing or wrong there; empty for a case that can go up."""
    wrong = {name: sentence for name, sentence in _DEMANDED.items() if not getattr(case, name).strip()}
    if case.is_within_competence:
        if case.exception not in Proposal.ExceptionKind.values:
            wrong["exception"] = (
                "Việc thuộc thẩm quyền thì đơn vị tự quyết định, không trình lên cấp trên. "
                "Nếu thuộc trường hợp ngoại lệ, chọn trường hợp đó."
            )
        elif not case.exception_basis.strip():
            wrong["exception_basis"] = "Ghi điều khoản hoặc văn bản chỉ đạo, ủy quyền làm căn cứ."
    return wrong | _refusals_of_options(case)


def _refusals_of_options(case: Case) -> dict[str, str]:
    written = [option for option in case.options if option.content.strip()]
    if len(written) > MOST_OPTIONS:
        return {"chosen": f"Trình tối đa {MOST_OPTIONS} phương án; đang có {len(written)}."}
    if any(option.is_recommended and not option.content.strip() for option in case.options):
        return {"chosen": "Phương án được chọn chưa có nội dung. Ghi nội dung hoặc chọn phương án khác."}
    if len(written) < 2:
        return {}
    chosen = sum(option.is_recommended for option in written)
    if chosen != 1:
        count = "chưa chọn phương án nào" if not chosen else f"đang chọn {chosen} phương án"
        return {"chosen": f"Có {len(written)} phương án thì phải chọn đúng một; {count}."}
    return {} if case.choice_reason.strip() else {"choice_reason": "Nêu rõ lý do chọn phương án."}


def withdraw_proposal(*, task: Task, by: User, now: datetime, version: int, note: str = "") -> Task:
    """The lead takes its proposal back."""
    return _close(Action.WITHDRAW_PROPOSAL, Proposal.Status.WITHDRAWN, task, by, now, version, note, is_decision=False)


def approve_proposal(
    *, task: Task, by: User, now: datetime, version: int, note: str = "", option: int | None = None
) -> Task:
    """Decided as recommended, or by another of its options (`option`: its position) with the reason."""
    return _close(Action.APPROVE_PROPOSAL, Proposal.Status.APPROVED, task, by, now, version, note, option=option)


def return_proposal(*, task: Task, by: User, now: datetime, version: int, reason: str) -> Task:
    """Not yet ripe: the unit completes it and sends it anew."""
    demand_words(reason, "reason", "Ghi rõ nội dung cần bổ sung.")
    return _close(Action.RETURN_PROPOSAL, Proposal.Status.RETURNED, task, by, now, version, reason)


def refuse_proposal(*, task: Task, by: User, now: datetime, version: int, reason: str) -> Task:
    """What was recommended is not to be done."""
    demand_words(reason, "reason", "Ghi rõ lý do không phê duyệt.")
    return _close(Action.REFUSE_PROPOSAL, Proposal.Status.REFUSED, task, by, now, version, reason)


def _close(
    action: Action,
    status: Proposal.Status,
    task: Task,
    by: User,
    now: datetime,
    version: int,
    note: str,
    *,
    option: int | None = None,
    is_decision: bool = True,
) -> Task:
    def closed(locked: Task, day: date) -> None:
        one = _demand_possible(action, locked)
        if action == Action.APPROVE_PROPOSAL:
            _decide_option(one, option, note)
        one.status, one.closed_at = status, now
        if is_decision:
            one.decided_by, one.decision = by, note.strip()
        one.save()

    return transition(action=action, task=task, by=by, now=now, version=version, note=note, change=closed).task


def _decide_option(one: Proposal, option: int | None, note: str) -> None:
    options = list(one.options.all())
    if not options:
        return
    decided = next((each for each in options if each.position == option), None)
    if option is None:
        decided = next(each for each in options if each.is_recommended)
    if decided is None:
        raise ValidationError({"option": "Tờ trình không có phương án này. Chọn một phương án trong danh sách."})
    if not decided.is_recommended and not note.strip():
        raise ValidationError({"note": "Chọn phương án khác phương án đơn vị đề xuất thì ghi rõ lý do."})
    decided.is_decided = True
    decided.save(update_fields=["is_decided"])


def _demand_possible(action: Action, task: Task) -> Proposal:
    """The open proposal that the act answers (a new one has none); Conflict with the reason where it can't be."""
    proposals = list(task.proposals.all())
    if reason := why_not_now(task, proposals)[action]:
        raise Conflict(reason)
    return next((one for one in proposals if one.is_open), None)  # type: ignore[return-value]
