"""Cascading: a unit gives parts of its task to the units below it or to its own people, within its own due date.

The giver decides about a part as an organisation decides about its tasks; the whole is not handed in while a part is
open that it needs, unless its owner says why.
"""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from directives.models import DirectiveAccess
from tasks.deadlines import refusal_of_year
from tasks.kinds import DeadlineKind, ResultKind
from tasks.models import Task
from tasks.services.history import event_of
from tasks.services.recipients import demand_still_open, head_of, refusal_of_unit
from tasks.services.telling import tell_assigned
from tasks.services.transition import Told, demand_words, transition
from tasks.statuses import OPEN, TRANSITIONS, Action, Status
from units.folding import fold
from units.models import Post, Unit, User
from units.refusals import Conflict

_SETS_GOING = (Action.RESUME, Action.SEND_BACK, Action.TRANSFER, Action.INSIST, Action.REOPEN)


def give_part(
    *,
    task: Task,
    by: User,
    now: datetime,
    version: int,
    title: str,
    unit: Unit | None = None,
    officer: User | None = None,
    due_on: date | None = None,
    result_kind: ResultKind = ResultKind.NONE,
    is_needed: bool = True,
) -> Task:
    """Give a part to a unit below the lead, or to a person of it; returns the whole.

    The part's date is at the latest the date in force of the whole.  `is_needed`: the whole waits for it.
    """

    def given(locked: Task, day: date) -> Told:
        _demand_receiver(locked, unit, officer, by, day)
        demand_within(locked, due_on, day)
        _demand_not_past(locked, due_on, day)
        lead = unit or locked.lead
        part = Task.objects.create(
            directive=locked.directive,
            instruction=locked.instruction,
            source_kind=locked.source_kind,
            source_words=locked.source_words,
            title=title.strip(),
            search_text=fold(title),
            assigning_organisation=locked.lead,
            assigned_by=by,
            assigned_in_post=by.acting_post,
            assigned_on=day,
            lead=lead,
            officer=officer,
            head_at_assignment=head_of(lead, on=day),
            parent=locked,
            deadline_kind=DeadlineKind.DATE if due_on else DeadlineKind.NONE,
            due_on=due_on,
            original_due_on=due_on,
            result_kind=result_kind,
            restriction=locked.restriction,
            is_needed=is_needed,
        )
        event_of(part, action=Action.ASSIGN, seq=1, by=by, now=now).save()
        demand_still_open([lead.pk], day)
        if unit and locked.directive_id:
            DirectiveAccess.objects.get_or_create(
                directive_id=locked.directive_id, unit=unit, reason=DirectiveAccess.Reason.LEAD
            )
        tell_assigned([part], {}, by=by, now=now)
        return {"part": [None, f"{unit.label if unit else officer}" + (f", hạn {due_on:%d/%m/%Y}" if due_on else "")]}

    demand_words(title, "title", "Nhập nội dung phần việc.")
    return transition(
        action=Action.GIVE_PART, task=task, by=by, now=now, version=version, note=title, change=given
    ).task


def able_to_take(unit: Unit, day: date) -> QuerySet[Post]:
    """The posts of the unit whose holders work on tasks: a part can be given to them."""
    return Post.objects.at_work(on=day).filter(unit=unit)


def open_parts(task: Task) -> list[Task]:
    """Parts of the task that are not yet ended; without a query where they were fetched before."""
    return [part for part in task.children.all() if part.status in OPEN]


def needed_parts(task: Task) -> list[Task]:
    """Open parts without which the whole is not done, as its owner said when giving them."""
    return [part for part in open_parts(task) if part.is_needed]


def locked_parts(task: Task) -> list[Task]:
    """The open parts, locked until the whole has taken them along, so that nobody's act on one comes between."""
    parts = task.children.select_for_update(of=("self",)).filter(status__in=sorted(OPEN)).order_by("pk")
    return list(parts)


def locked_whole(task: Task) -> Task | None:
    """Of a part, the whole, locked before the part itself: acts on the whole lock in the same order."""
    return Task.objects.select_for_update(of=("self",)).select_related("lead").filter(pk=task.parent_id).first()


def why_whole_forbids(whole: Task | None, part: Task) -> dict[Action, str]:
    """Acts that would set a part going under a whole that is not, each with the reason as a sentence."""
    if whole is None:
        return {}
    if whole.status == Status.SUSPENDED:
        stopped = "Nhiệm vụ chung đang tạm dừng; phần việc chờ đến khi nhiệm vụ được tiếp tục thực hiện."
        return dict.fromkeys(_SETS_GOING, stopped)
    if whole.lead_id != part.assigning_organisation_id:
        return {Action.REOPEN: f"Nhiệm vụ chung đã chuyển {whole.lead.label} chủ trì nên phần việc không mở lại được."}
    if whole.status not in TRANSITIONS[Action.GIVE_PART]:
        state = Status(whole.status).label
        return {
            Action.REOPEN: f"Nhiệm vụ chung đang ở trạng thái “{state}”. Mở lại nhiệm vụ trước khi mở lại phần việc."
        }
    return {}


def demand_whole_allows(action: Action, whole: Task | None, part: Task) -> None:
    """Conflict where the act would set a part going under a whole that is not."""
    if reason := why_whole_forbids(whole, part).get(action):
        raise Conflict(reason)


def demand_no_open_parts(task: Task) -> None:
    """Conflict while a part is open: who has given work away holds the task."""
    if parts := open_parts(task):
        raise Conflict(
            f"Đơn vị đã giao {len(parts)} phần việc còn mở. Hủy các phần việc đó trước khi trả lại nhiệm vụ."
        )


def demand_parts_explained(task: Task, reason: str) -> None:
    """ValidationError unless every part that the whole needs is ended or the owner says why it is done all the same."""
    if (parts := needed_parts(task)) and not reason.strip():
        sentence = f"Còn {len(parts)} phần việc chưa xong. Ghi lý do báo cáo hoàn thành khi phần việc còn mở."
        raise ValidationError({"open_parts_reason": sentence})


def _demand_receiver(task: Task, unit: Unit | None, officer: User | None, by: User, day: date) -> None:
    refusal = ""
    if (unit is None) == (officer is None):
        refusal = "Chọn một đơn vị trực thuộc hoặc một người của đơn vị."
    elif unit is not None:
        refusal = refusal_of_unit(unit, task.lead, day)
    elif officer == by:
        refusal = "Không tự giao phần việc cho mình: kết quả phải do người khác xác nhận."
    elif not able_to_take(task.lead, day).filter(user=officer).exists():
        refusal = f"{officer} không thực hiện nhiệm vụ tại {task.lead.label}. Chọn người khác của đơn vị."
    if refusal:
        raise ValidationError({"receiver": refusal})


def demand_within(task: Task, due_on: date | None, day: date) -> None:
    """ValidationError unless the date of a part is one within the date in force of the task."""
    refusal = ""
    if task.due_on and due_on is None:
        refusal = f"Nhập hạn của phần việc, không sau {task.due_on:%d/%m/%Y}."
    elif due_on:
        refusal = _refusal_after(task, due_on, "phần việc") or refusal_of_year(due_on, day)
    if refusal:
        raise ValidationError({"due_on": refusal})


def overdue_words(task: Task, day: date) -> str:
    """Of an overdue task, what has to come before anything can be asked within its date; "" of any other."""
    if task.due_on is None or task.due_on >= day:
        return ""
    return f"Nhiệm vụ đã quá hạn {task.due_on:%d/%m/%Y} nên không còn ngày nào trong hạn. Xin gia hạn nhiệm vụ trước."


def refusal_within(task: Task, due_on: date, day: date, what: str) -> str:
    """Why a date from today on can't be that of something within the task; "" where it can.  `what`: "phần việc"."""
    if due_on < day or (task.due_on and task.due_on < day):
        return overdue_words(task, day) or f"Hạn {due_on:%d/%m/%Y} đã qua. Chọn từ hôm nay trở đi."
    return _refusal_after(task, due_on, what) or refusal_of_year(due_on, day)


def _refusal_after(task: Task, due_on: date, what: str) -> str:
    if task.due_on and due_on > task.due_on:
        return f"Hạn của {what} không được sau hạn của nhiệm vụ là {task.due_on:%d/%m/%Y}."
    return ""


def _demand_not_past(task: Task, due_on: date | None, day: date) -> None:
    if due_on and (refusal := refusal_within(task, due_on, day, "phần việc")):
        raise ValidationError({"due_on": refusal})
