"""A head on leave, an officer who moved to another division, and a note that was struck out."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from directives.types import SourceKind
from tasks.kinds import DeadlineKind, ResultKind
from tasks.models import Task
from tasks.services import leave, lifecycle, officers, parts
from tasks.services.assigning import AssignmentLine, assign_tasks
from tasks.services.strikes import strike
from tasks.statuses import Action
from units.roles import Role
from units.services.people import give_post

if TYPE_CHECKING:
    from reports.demo.story import Teller
    from units.models import User

MOVED = "chuyenvien2.tccb"


def tell(teller: Teller) -> None:
    people = teller.office.people
    head, deputy, moved = people["truongphong.tccb"], people["photruongphong.tccb"], people[MOVED]
    stays = people["chuyenvien.tccb"]
    first, second, third = (
        _given(teller, "TCCB", title, due)
        for title, due in (
            ("Tổng hợp nhu cầu đào tạo, bồi dưỡng công chức năm tới của các phòng thuộc Sở", 12),
            ("Rà soát hồ sơ công chức điện tử, bổ sung thông tin còn thiếu", 20),
            ("Chuẩn bị tài liệu kiểm tra công vụ tại các đơn vị trực thuộc", 6),
        )
    )
    leave.delegate(
        post=head.posts.get(),
        delegate=deputy,
        valid_from=teller.today - timedelta(days=19),
        valid_to=teller.today - timedelta(days=14),
        by=head,
        now=teller.moment(-20, 15),
        document="Giấy nghỉ phép và ủy quyền của Trưởng phòng",
    )
    _while_on_leave(deputy, head, first, teller.moment(-18, 8, 30))
    for task, at in ((first, teller.moment(-13)), (second, teller.moment(-13, 9)), (third, teller.moment(-13, 10))):
        _accept(task, head, at)
        _name(task, head, moved, at + timedelta(minutes=20))
    _part(first, head, moved, teller)
    _corrected(first, moved, teller)
    ends = teller.today - timedelta(days=2)
    leave.end_post(post=moved.posts.get(), valid_to=ends, by=people["quantri"], now=teller.moment(-6, 9))
    give_post(
        user=moved,
        unit=teller.office.units["KHTC"],
        role=Role.OFFICER,
        title="Chuyên viên",
        valid_from=ends,
        by=people["quantri"],
        now=teller.moment(-6, 9, 15),
    )
    part = Task.objects.get(parent=first)
    officers.hand_over_work(
        person=moved,
        unit=teller.office.units["TCCB"],
        receivers={first.pk: stays, part.pk: stays},
        by=head,
        now=teller.moment(-2, 14),
        note="Chuyển công tác về Phòng Kế hoạch - Tài chính; tài liệu, số liệu đã bàn giao tại phòng.",
    )
    _leaves_soon(teller)


def _given(teller: Teller, unit: str, title: str, due: int) -> Task:
    line = AssignmentLine(
        title=title,
        leads=(teller.office.units[unit],),
        deadline_kind=DeadlineKind.DATE,
        due_on=teller.today + timedelta(days=due),
        result_kind=ResultKind.NONE,
    )
    monitor = teller.office.people["vanphong"]
    (task,) = assign_tasks(lines=[line], by=monitor, now=teller.moment(-20, 9), source_kind=SourceKind.MEETING)
    return task


def _while_on_leave(deputy: User, head: User, task: Task, at: datetime) -> None:
    """The deputy takes the task on in the post of the head."""
    own = deputy.acting_post
    deputy.act_in(head.posts.get())
    lifecycle.accept(task=task, by=deputy, now=at, version=task.version, note="Tiếp nhận trong thời gian nghỉ phép.")
    deputy.act_in(own)


def _accept(task: Task, head: User, at: datetime) -> None:
    task.refresh_from_db()
    if task.status == "assigned":
        lifecycle.accept(task=task, by=head, now=at, version=task.version)


def _name(task: Task, head: User, officer: User, at: datetime) -> None:
    task.refresh_from_db()
    officers.name_officer(task=task, by=head, now=at, version=task.version, officer=officer)


def _part(task: Task, head: User, officer: User, teller: Teller) -> None:
    task.refresh_from_db()
    parts.give_part(
        task=task,
        by=head,
        now=teller.moment(-12),
        version=task.version,
        title="Lập biểu tổng hợp nhu cầu bồi dưỡng ngoại ngữ, tin học.",
        officer=officer,
        due_on=teller.today + timedelta(days=8),
    )


def _corrected(task: Task, officer: User, teller: Teller) -> None:
    """A report with a wrong figure: struck out the next day, and reported anew."""
    for note, at in (
        ("Đã nhận đủ đăng ký của 11/11 phòng; đang tổng hợp biểu.", teller.moment(-9, 10)),
        ("Đã nhận đăng ký của 9/11 phòng; còn chờ Thanh tra Sở và Văn phòng Sở.", teller.moment(-8, 9)),
    ):
        task.refresh_from_db()
        lifecycle.report_progress(task=task, by=officer, now=at, version=task.version, note=note)
    wrong = task.events.filter(action=Action.REPORT).order_by("seq").first()
    assert wrong is not None
    strike(
        event=wrong,
        by=officer,
        now=teller.moment(-8, 9, 10),
        reason="Ghi nhầm số phòng đã đăng ký; số đúng ở báo cáo ngày sau.",
    )


def _leaves_soon(teller: Teller) -> None:
    """An officer whose last day is known: what has to be handed over is listed ahead."""
    people = teller.office.people
    head, officer = people["truongphong.khtc"], people["chuyenvien.khtc"]
    task = _given(teller, "KHTC", "Theo dõi việc giải ngân kinh phí sửa chữa trường học", 30)
    _accept(task, head, teller.moment(-1, 9))
    _name(task, head, officer, teller.moment(-1, 10))
    last = teller.today + timedelta(days=25)
    leave.end_post(post=officer.posts.get(), valid_to=last, by=people["quantri"], now=teller.moment(-1, 16))
