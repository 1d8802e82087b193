"""Extensions of the due date: asked by the lead, decided by others at the assigner; the first date stays for ever.

Software of the field copies these rules from practice (Văn phòng Chính phủ's written request before the deadline with
reasons, approval in writing by the assigning authority): one request open at a time, a later date than the one in
force, not beyond the parent task's, a refusal with its reason, an offer of another date, and a limit of how many.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.core.exceptions import ValidationError

from tasks.deadlines import refusal_of_year
from tasks.models import Extension, Task
from tasks.models.rules import rules_of
from tasks.services.transition import Told, demand_words, transition
from tasks.statuses import Action
from units.models import User
from units.refusals import Conflict

_ASKED, _OFFERED = Extension.Status.ASKED, Extension.Status.OFFERED
# What must be open for an act to be possible.
_NEEDS = {
    Action.WITHDRAW_EXTENSION: _ASKED,
    Action.GRANT_EXTENSION: _ASKED,
    Action.OFFER_EXTENSION: _ASKED,
    Action.REFUSE_EXTENSION: _ASKED,
    Action.TAKE_OFFER: _OFFERED,
    Action.DECLINE_OFFER: _OFFERED,
}


def why_not_now(task: Task, extensions: Sequence[Extension]) -> dict[Action, str]:
    """Why each act on the date is not possible now, as a sentence; "" where it is.  `extensions`: all of the task."""
    open_one = next((one for one in extensions if one.is_open), None)
    nothing = "Không có đề nghị gia hạn nào đang chờ. Tải lại trang để xem diễn biến mới nhất."
    waiting = open_one.status if open_one else None
    return {action: "" if waiting == needed else nothing for action, needed in _NEEDS.items()} | {
        Action.ASK_EXTENSION: _why_not_ask(task, open_one, granted(extensions))
    }


def _why_not_ask(task: Task, open_one: Extension | None, given: int) -> str:
    if task.due_on is None:
        return "Nhiệm vụ không có thời hạn nên không cần gia hạn."
    if open_one:
        return f"Đang có đề nghị gia hạn đến {open_one.asked_due_on:%d/%m/%Y} ({open_one.get_status_display()})."
    most = rules_of(task.assigning_organisation).most_extensions
    if not most:
        return "Cơ quan giao việc không cho gia hạn nhiệm vụ."
    return f"Nhiệm vụ đã được gia hạn {given} lần, bằng số lần tối đa là {most}." if given >= most else ""


def granted(extensions: Iterable[Extension]) -> int:
    """How often the due date was moved at the unit's request."""
    return sum(one.status == Extension.Status.GRANTED for one in extensions)


def ask_extension(
    *, task: Task, by: User, now: datetime, version: int, due_on: date, reason: str, explanation: str = ""
) -> Task:
    """The lead asks for a later date; after the due date only with an explanation."""

    def asked(locked: Task, day: date) -> Told:
        _demand_possible(Action.ASK_EXTENSION, locked)
        _demand_later(locked, due_on, day, field="due_on")
        if locked.due_on < day:  # type: ignore[operator]
            demand_words(
                explanation, "explanation", "Nhiệm vụ đã quá hạn: giải trình vì sao chưa xin gia hạn trước hạn."
            )
        Extension.objects.create(
            task=locked,
            due_on=locked.due_on,
            asked_due_on=due_on,
            reason=reason.strip(),
            explanation=explanation.strip(),
            asked_by=by,
            asked_in_post=by.acting_post,
            asked_at=now,
        )
        return {"asked_due_on": [_said(locked.due_on), _said(due_on)]}

    demand_words(reason, "reason", "Ghi rõ lý do xin gia hạn.")
    note = f"{reason.strip()}\n\nGiải trình: {explanation.strip()}" if explanation.strip() else reason
    return transition(
        action=Action.ASK_EXTENSION, task=task, by=by, now=now, version=version, note=note, change=asked
    ).task


def withdraw_extension(*, task: Task, by: User, now: datetime, version: int, note: str = "") -> Task:
    """The lead no longer asks."""
    return _answer(Action.WITHDRAW_EXTENSION, Extension.Status.WITHDRAWN, task, by, now, version, note)


def grant_extension(*, task: Task, by: User, now: datetime, version: int, note: str = "") -> Task:
    """The date asked for is in force from now on."""

    def moved(locked: Task, day: date) -> None:
        one = _demand_possible(Action.GRANT_EXTENSION, locked)
        _demand_later(locked, one.asked_due_on, day, field="note")
        locked.due_on = one.asked_due_on
        _close(one, Extension.Status.GRANTED, by=by, now=now, decision=note)

    return transition(
        action=Action.GRANT_EXTENSION, task=task, by=by, now=now, version=version, note=note, change=moved
    ).task


def refuse_extension(*, task: Task, by: User, now: datetime, version: int, reason: str) -> Task:
    """The date in force stays."""
    demand_words(reason, "reason", "Ghi rõ lý do không đồng ý gia hạn.")
    return _answer(Action.REFUSE_EXTENSION, Extension.Status.REFUSED, task, by, now, version, reason, decides=True)


def offer_extension(*, task: Task, by: User, now: datetime, version: int, due_on: date, reason: str) -> Task:
    """Another later date than the one asked for; it holds only if the lead takes it."""

    def offered(locked: Task, day: date) -> Told:
        one = _demand_possible(Action.OFFER_EXTENSION, locked)
        _demand_later(locked, due_on, day, field="due_on")
        if due_on == one.asked_due_on:
            raise ValidationError({"due_on": "Đây là hạn đơn vị đã xin: chọn “Đồng ý gia hạn”."})
        one.status, one.offered_due_on, one.decision = _OFFERED, due_on, reason.strip()
        one.decided_by, one.decided_at = by, now
        one.save()
        return {"offered_due_on": [_said(one.asked_due_on), _said(due_on)]}

    demand_words(reason, "reason", "Ghi rõ vì sao đề nghị hạn khác.")
    return transition(
        action=Action.OFFER_EXTENSION, task=task, by=by, now=now, version=version, note=reason, change=offered
    ).task


def take_offer(*, task: Task, by: User, now: datetime, version: int, note: str = "") -> Task:
    """The lead takes the date offered: it is in force from now on."""

    def taken(locked: Task, day: date) -> None:
        one = _demand_possible(Action.TAKE_OFFER, locked)
        _demand_later(locked, one.offered_due_on, day, field="note")  # type: ignore[arg-type]
        locked.due_on = one.offered_due_on
        _close(one, Extension.Status.GRANTED, now=now)

    return transition(
        action=Action.TAKE_OFFER, task=task, by=by, now=now, version=version, note=note, change=taken
    ).task


def decline_offer(*, task: Task, by: User, now: datetime, version: int, reason: str) -> Task:
    """The date in force stays; the lead may ask again."""
    demand_words(reason, "reason", "Ghi rõ vì sao không nhận hạn được đề nghị.")
    return _answer(Action.DECLINE_OFFER, Extension.Status.DECLINED, task, by, now, version, reason)


def _answer(
    action: Action,
    status: Extension.Status,
    task: Task,
    by: User,
    now: datetime,
    version: int,
    note: str,
    *,
    decides: bool = False,
) -> Task:
    """Close the open request without moving the date."""

    def closed(locked: Task, day: date) -> None:
        one = _demand_possible(action, locked)
        if decides:
            _close(one, status, by=by, now=now, decision=note)
        else:
            _close(one, status, now=now)

    return transition(action=action, task=task, by=by, now=now, version=version, note=note, change=closed).task


def _close(
    one: Extension, status: Extension.Status, *, now: datetime, by: User | None = None, decision: str = ""
) -> None:
    one.status, one.closed_at = status, now
    if by is not None:
        one.decided_by, one.decided_at, one.decision = by, now, decision.strip()
    one.save()


def _demand_possible(action: Action, task: Task) -> Extension:
    """The open request that the act answers (a new one has none); Conflict with the reason where it can't be."""
    extensions = list(task.extensions.all())
    if reason := why_not_now(task, extensions)[action]:
        raise Conflict(reason)
    return next((one for one in extensions if one.is_open), None)  # type: ignore[return-value]


def _demand_later(task: Task, due_on: date, day: date, *, field: str) -> None:
    refusal = ""
    if task.due_on and due_on <= task.due_on:
        refusal = f"Hạn mới phải sau hạn đang áp dụng là {task.due_on:%d/%m/%Y}."
    elif due_on < day:
        refusal = f"Hạn mới {due_on:%d/%m/%Y} đã qua. Chọn từ hôm nay trở đi."
    elif task.parent_id and task.parent and task.parent.due_on and due_on > task.parent.due_on:
        refusal = (
            f"Hạn mới vượt hạn {task.parent.due_on:%d/%m/%Y} của nhiệm vụ cấp trên. Xin gia hạn nhiệm vụ đó trước."
        )
    if refusal := refusal or refusal_of_year(due_on, day):
        raise ValidationError({field: refusal})


def _said(day: date | None) -> str | None:
    return day.isoformat() if day else None
