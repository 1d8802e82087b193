"""Following up: guidance, explanations, a letter of reminder, the leaders' word, a review of long-delayed work."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from directives.types import SourceKind
from tasks.kinds import DeadlineKind, Handling, Outcome, ResultKind
from tasks.models import Task
from tasks.services import escalations, explanations, guidance, lifecycle, reminding, reviews
from tasks.services.assigning import AssignmentLine, assign_tasks

if TYPE_CHECKING:
    from reports.demo.story import Teller

# (what it is about, short name of the lead, title, due on)
_DUTIES = (
    ("explained", "TTTHNN", "Rà soát hợp đồng thuê phòng máy, báo cáo phương án sử dụng", -46),
    ("promised", "TTTHNN", "Công khai mức thu các lớp bồi dưỡng ngoại ngữ, tin học", -39),
    ("silent", "DTNT", "Báo cáo phương án sửa chữa nhà ở học sinh nội trú", -36),
    ("decided", "DTNT", "Lập danh sách học sinh được hỗ trợ gạo học kỳ I", -34),
    ("waiting", "GDNN", "Tổng hợp nhu cầu đào tạo nghề của các trung tâm", -37),
)


def tell(teller: Teller) -> None:
    people, day = teller.office.people, teller.moment
    monitor, leader = people["vanphong"], people["giamdoc"]
    tasks = _give(teller)
    for number, name in enumerate(tasks):
        head = teller.office.head(tasks[name].lead)
        lifecycle.accept(**_now(tasks[name]), by=head, now=day(-59, 9, number))
    guidance.guide(
        **_now(tasks["explained"]),
        by=monitor,
        now=day(-50, 10),
        note="Báo cáo nêu rõ từng hợp đồng, thời hạn, giá thuê, phương án khi hết hợp đồng; theo mẫu Văn phòng đã gửi.",
    )
    _ask(tasks["explained"], monitor, day(-30, 9), due_in=6)
    explanations.give_explanation(
        **_now(tasks["explained"]),
        by=people["giamdoc.ttthnn"],
        now=day(-26, 15),
        answer="Hai hợp đồng cũ không lưu đủ hồ sơ nên phải xác nhận lại với bên cho thuê. Trung tâm chịu trách nhiệm "
        "về việc chậm và đã giao một Phó Giám đốc trực tiếp thực hiện.",
    )
    _ask(tasks["silent"], leader, day(-20, 14), due_in=8)
    agreed = escalations.escalate(
        known=_known(tasks["decided"]),
        by=monitor,
        now=day(-15, 9),
        handling=Handling.HASTEN,
        proposal="Nhiệm vụ quá hạn 19 ngày, đã nhắc nhiều lần nhưng đơn vị chưa báo cáo. Đề nghị Giám đốc làm việc "
        "trực tiếp với Hiệu trưởng.",
    )
    escalations.decide(
        escalation=agreed,
        by=leader,
        now=day(-14, 8, 30),
        agrees=True,
        decision="Bố trí làm việc trong tuần; nhà trường chuẩn bị báo cáo bằng văn bản.",
    )
    _remind(teller, tasks)
    _review(teller, tasks)
    escalations.escalate(
        known=_known(tasks["waiting"]),
        by=monitor,
        now=day(-2, 10),
        handling=Handling.TRANSFER,
        proposal="Phòng GDNN đề nghị chuyển nội dung này vì số liệu do Phòng QLCL quản lý. Đề nghị Giám đốc cho ý kiến "
        "về việc chuyển đơn vị chủ trì.",
    )


def _give(teller: Teller) -> dict[str, Task]:
    lines = [
        AssignmentLine(
            title=title,
            leads=(teller.office.units[short],),
            deadline_kind=DeadlineKind.DATE,
            due_on=teller.today + timedelta(days=due),
            result_kind=ResultKind.NONE,
        )
        for _, short, title, due in _DUTIES
    ]
    given = assign_tasks(
        lines=lines, by=teller.office.people["vanphong"], now=teller.moment(-60, 9), source_kind=SourceKind.MEETING
    )
    return {name: task for (name, *_), task in zip(_DUTIES, given, strict=True)}


def _now(task: Task) -> dict[str, Any]:
    task.refresh_from_db()
    return {"task": task, "version": task.version}


def _known(task: Task) -> dict[int, int]:
    task.refresh_from_db()
    return {task.pk: task.version}


def _ask(task: Task, by: Any, now: Any, *, due_in: int) -> None:
    explanations.ask_explanation(
        **_now(task),
        by=by,
        now=now,
        question="Nguyên nhân chậm so với thời hạn được giao, trách nhiệm của tập thể, cá nhân và ngày hoàn thành.",
        due_on=now.date() + timedelta(days=due_in),
    )


def _remind(teller: Teller, tasks: dict[str, Task]) -> None:
    """One letter to two units, signed by the head of the Office by order."""
    office, at = teller.office, teller.moment(-9, 10)
    day = at.date()
    signer = next(post for post in reminding.signers(office.organisation, day) if post.user.username == "chanhvanphong")
    reminding.remind(
        known={task.pk: task.version for name in ("promised", "silent") for task in [_now(tasks[name])["task"]]},
        wording=reminding.Wording(
            **reminding.beginning(office.organisation) | {"place": "Sông Mây"},
            report_by=day + timedelta(days=7),
            signer=signer,
            together=True,
        ),
        by=office.people["vanphong"],
        now=at,
    )


def _review(teller: Teller, tasks: dict[str, Task]) -> None:
    """Of the week: some concluded, the rest still to be gone through."""
    monitor = teller.office.people["vanphong"]
    review = reviews.hold_review(by=monitor, now=teller.moment(-4, 14))
    said = (
        ("promised", Outcome.GO_ON, teller.today + timedelta(days=6), "Trung tâm báo cáo đã hoàn thành khoảng 80%."),
        ("waiting", Outcome.ESCALATE, None, "Đơn vị cho rằng không đúng chức năng nhưng không trả lại nhiệm vụ."),
    )
    for minute, (name, outcome, promised_on, note) in enumerate(said):
        version = _now(tasks[name])["version"]
        reviews.conclude(
            line=review.lines.select_related("task").get(task=tasks[name]),
            by=monitor,
            now=teller.moment(-4, 15, minute),
            version=version,
            outcome=outcome,
            promised_on=promised_on,
            note=note,
        )
