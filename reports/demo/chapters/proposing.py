"""Tờ trình: one decided by another option than the unit recommended, one waiting, one by an exception."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from directives.types import SourceKind
from tasks.kinds import DeadlineKind, ResultKind
from tasks.models import Task
from tasks.services import lifecycle, proposals
from tasks.services.assigning import AssignmentLine, assign_tasks
from tasks.services.proposals import Case, Option

if TYPE_CHECKING:
    from reports.demo.story import Teller

_TRAINING = Case(
    subject="Phương án tổ chức bồi dưỡng cán bộ quản lý trường học",
    legal_basis="Kế hoạch bồi dưỡng cán bộ, công chức, viên chức năm của Sở; dự toán được giao đầu năm.",
    competence="Giám đốc Sở quyết định hình thức và kinh phí.",
    viewpoint="Cần tổ chức trước năm học mới; phòng đủ người điều hành nhưng không đủ báo cáo viên.",
    recommendation="Cho phép tổ chức tập trung một đợt tại hội trường Sở.",
    options=(
        Option("Tổ chức tập trung một đợt tại hội trường Sở.", is_recommended=True),
        Option("Tổ chức theo cụm trường, ba đợt."),
    ),
    choice_reason="Tiết kiệm thời gian của báo cáo viên.",
)
_SURVEY = Case(
    subject="Chủ trương thuê phần mềm khảo sát ý kiến phụ huynh",
    legal_basis="Quy chế chi tiêu nội bộ của Sở.",
    competence="Giám đốc Sở quyết định khoản chi ngoài dự toán của phòng.",
    viewpoint="Khảo sát bằng giấy mất ba tuần và khó tổng hợp.",
    recommendation="Cho phép thuê phần mềm trong sáu tháng.",
)
_REPORT = Case(
    subject="Mẫu biểu báo cáo nhanh của các trường",
    legal_basis="Quy chế làm việc của Sở.",
    competence="Phòng được giao tự ban hành mẫu biểu.",
    viewpoint="Mẫu biểu cần thống nhất với Văn phòng Sở trước khi áp dụng.",
    recommendation="Cho ý kiến về mẫu biểu trước khi gửi các trường.",
    is_within_competence=True,
    exception="order",
    exception_basis="Kết luận giao ban tháng của Giám đốc Sở yêu cầu trình mẫu biểu.",
)


def tell(teller: Teller) -> None:
    leader = teller.office.people["giamdoc"]
    training = _given(teller, "Tổ chức bồi dưỡng cán bộ quản lý trường học", "TCCB", given=-30, due=25)
    _send(teller, training, _TRAINING, day=-26)
    proposals.approve_proposal(
        task=training,
        version=_version(training),
        by=leader,
        now=teller.moment(-24, 15),
        option=2,
        note="Chọn theo cụm trường để giáo viên không phải đi xa.",
    )
    survey = _given(teller, "Khảo sát ý kiến phụ huynh về dịch vụ giáo dục", "VP", given=-12, due=30)
    _send(teller, survey, _SURVEY, day=-2)
    report = _given(teller, "Xây dựng mẫu biểu báo cáo nhanh của các trường", "KHTC", given=-20, due=15)
    _send(teller, report, _REPORT, day=-15)
    proposals.return_proposal(
        task=report,
        version=_version(report),
        by=leader,
        now=teller.moment(-13, 9),
        reason="Bổ sung ý kiến của hai trường làm thử.",
    )


def _given(teller: Teller, title: str, short: str, *, given: int, due: int) -> Task:
    """A task by the leader's word, accepted the day after."""
    line = AssignmentLine(
        title=title,
        leads=(teller.office.units[short],),
        deadline_kind=DeadlineKind.DATE,
        due_on=teller.today + timedelta(days=due),
        result_kind=ResultKind.NONE,
    )
    (task,) = assign_tasks(
        lines=[line],
        by=teller.office.people["giamdoc"],
        now=teller.moment(given, 9),
        source_kind=SourceKind.LEADER_WORD,
    )
    head = teller.office.head(task.lead)
    return lifecycle.accept(task=task, version=task.version, by=head, now=teller.moment(given + 1, 8))


def _send(teller: Teller, task: Task, case: Case, *, day: int) -> None:
    head, now = teller.office.head(task.lead), teller.moment(day, 10)
    proposals.propose(task=task, version=_version(task), by=head, now=now, case=case)


def _version(task: Task) -> int:
    task.refresh_from_db()
    return task.version
