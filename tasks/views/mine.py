"""Việc của tôi: what needs the person now, then what is under way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from directives.models import OutgoingDraft
from tasks.deadlines import TimeState
from tasks.models import Consultation, Task
from tasks.querysets import TaskQuerySet
from tasks.views.consultations.rows import ConsultationRow, with_opinions
from tasks.views.consultations.rows import rows_of as consultation_rows
from tasks.views.rows import TaskRow, rows_of
from units.calendar import WorkingCalendar
from units.clock import today
from units.models import User
from units.roles import Role
from units.services.calendar import load_calendar

MOST_ROWS = 100  # of a section; the rest is one press away in the list


@dataclass(frozen=True)
class Section:
    title: str
    rows: list[TaskRow]
    more_query: str  # the address part of the list that shows all
    hands_over: bool = False


def mine(request: HttpRequest) -> HttpResponse:
    """A sentence first, then the sections that are not empty."""
    user, day = request.user, today()
    visible = Task.objects.visible_to(user).for_list().with_sent_back().with_own_duty(user).order_by("due_on", "pk")
    urgent = visible.urgent(user, day)
    parts = [
        ("Chờ xác nhận", visible.mine_to_decide(user).waiting_for_confirmation(), "status=submitted&scope=assigned"),
        ("Chờ điều chuyển", visible.mine_to_decide(user).returned(), "status=returned&scope=assigned"),
        ("Xin gia hạn", visible.mine_to_decide(user).extension_asked(), "attention=extension&scope=assigned"),
        ("Tờ trình", visible.mine_to_decide(user).proposed(), "attention=proposal&scope=assigned"),
        ("Chờ ý kiến lãnh đạo", visible.mine_to_decide(user).escalated(), "attention=escalated&scope=assigned"),
        ("Cần giải trình", visible.mine_to_explain(user), "attention=explanation&scope=lead"),
        ("Chờ bàn giao", visible.to_hand_over(user, day), "attention=handover"),
        ("Cần làm ngay", urgent, "attention=mine"),
        ("Cần báo cáo phối hợp", visible.mine_to_coordinate(user), "attention=coordinate"),
        ("Đang thực hiện", _other(visible.mine_to_do(user), urgent), "scope=lead&status=open"),
        ("Đã báo cáo, chờ xác nhận", _handed_in(visible, user), "scope=lead&status=submitted"),
    ]
    drafts = list(OutgoingDraft.objects.waiting_for(user).select_related("saved_by").defer("content"))
    calendar = load_calendar()
    sections = [
        Section(
            title,
            rows_of(rows[:MOST_ROWS], today=day, calendar=calendar),
            query,
            hands_over=query == "attention=handover",
        )
        for title, rows, query in parts
    ]
    opinions = _opinions(user, day, calendar)
    return render(
        request,
        "tasks/mine.html",
        {
            "sentence": _sentence(visible, user, day, drafts=len(drafts), opinions=len(opinions)),
            "drafts": drafts,
            "opinions": opinions,
            "sections": [section for section in sections if section.rows],
            "most_rows": MOST_ROWS,
            "own_conduct": user.acting_post is not None and user.acting_post.role == Role.HEAD,
        },
    )


def _opinions(user: User, day: date, calendar: WorkingCalendar) -> list[ConsultationRow]:
    """What the person's unit has still to answer."""
    waiting = Consultation.objects.visible_to(user).waiting_for(user, day).for_list().order_by("due_on", "pk")
    return consultation_rows(with_opinions(waiting, user=user), today=day, calendar=calendar)


def _other(rows: TaskQuerySet, urgent: TaskQuerySet) -> TaskQuerySet:
    return rows.exclude(pk__in=urgent.order_by().values("pk"))


def _handed_in(visible: TaskQuerySet, user: User) -> TaskQuerySet:
    """What the person's unit has handed in; the Office confirms and hands nothing in."""
    post = user.acting_post
    if post is None or post.role == Role.MONITOR:
        return visible.none()
    return visible.waiting_for_confirmation().filter(lead=post.unit)


def _sentence(visible: TaskQuerySet, user: User, day: date, *, drafts: int, opinions: int) -> str:
    """What waits, in words: "2 việc chưa tiếp nhận, 1 việc quá hạn."."""
    counts = visible.order_by().turn_counts(user, day)
    words = [
        (counts["to_confirm"], "kết quả chờ bạn xác nhận"),
        (counts["returned"], "nhiệm vụ chờ điều chuyển"),
        (counts["extension_asked"], "đề nghị gia hạn chờ quyết định"),
        (counts["proposed"], "tờ trình chờ quyết định"),
        (counts["to_complete"], "tờ trình cần bổ sung"),
        (counts["escalated"], "nhiệm vụ chờ ý kiến của bạn"),
        (counts["to_explain"], "nhiệm vụ cần giải trình"),
        (counts["extension_offered"], "hạn được đề nghị chờ bạn trả lời"),
        (counts["coordination_silent"], "phần phối hợp quá hạn chưa báo cáo"),
        (counts["coordination_soon"], "phần phối hợp sắp đến hạn"),
        (opinions, "ý kiến chờ đơn vị trả lời"),
        (counts["unsettled"], "nhiệm vụ còn ý kiến chưa thống nhất"),
        (counts["to_hand_over"], "việc của người đã thôi giữ vị trí chờ bàn giao"),
        (counts["overdue"], f"việc {TimeState.OVERDUE.label.lower()}"),
        (counts["due_soon"], f"việc {TimeState.DUE_SOON.label.lower()}"),
        (counts["not_accepted"], "việc chưa tiếp nhận"),
        (counts["check_in"], "việc thường xuyên đến hạn báo cáo kỳ"),
        (counts["sent_back"], "việc bị trả lại để làm tiếp"),
    ]
    said = ", ".join(f"{count} {what}" for count, what in words if count)
    if drafts:  # counted apart: the rail's figure counts tasks
        return f"{said or 'Hiện không có nhiệm vụ nào chờ bạn'}. {drafts} dự thảo văn bản đi chờ bạn."
    return f"{said}." if said else "Hiện không có việc nào chờ bạn."
