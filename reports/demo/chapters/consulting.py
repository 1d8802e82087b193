"""Xin ý kiến: every position, one unit silent, one late, a disagreement settled and one that is not, some that wait."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from directives.types import SourceKind
from tasks.kinds import DeadlineKind, ResultKind
from tasks.models import Consultation, Opinion, Settlement, Task
from tasks.opinions import Position
from tasks.services import consultations, lifecycle, opinions
from tasks.services.assigning import AssignmentLine, assign_tasks
from tasks.services.consultations import Concerned
from tasks.services.deeming import deem_consent
from tasks.services.filing import HandedIn

if TYPE_CHECKING:
    from reports.demo.story import Teller

_SHORT = "Phải trình Giám đốc Sở trong tuần."  # kept only where the holidays make the date a near one


def tell(teller: Teller) -> None:
    rules = _given(teller, "Xây dựng quy chế phối hợp giữa các phòng thuộc Sở", "TCCB", given=-40, due=20)
    finance = _given(teller, "Xây dựng định mức chi hội nghị, tập huấn của ngành", "KHTC", given=-20, due=30)
    _answered(teller, rules)
    _waiting(teller, rules, finance)


def _answered(teller: Teller, task: Task) -> None:
    draft = HandedIn("Dự thảo quy chế phối hợp.txt", "DỰ THẢO\nQuy chế phối hợp giữa các phòng thuộc Sở".encode())
    made = _ask(
        teller,
        task,
        "Đề nghị cho ý kiến về dự thảo Quy chế phối hợp, trọng tâm là thời hạn trả lời giữa các phòng (Điều 6) và "
        "trách nhiệm của phòng được hỏi (Điều 9).",
        {
            "KHTC": "Điều 11 nói về kinh phí bảo đảm cho việc phối hợp.",
            "GDTrH": "Điều 6 áp dụng cho hồ sơ của các trường trung học.",
            "QLCL": "Điều 9 giao phòng làm đầu mối công khai kết quả.",
            "GDNN": "Điều 6 áp dụng cho hồ sơ của các cơ sở giáo dục nghề nghiệp.",
            "TTr": "Điều 12 nói về kiểm tra việc thực hiện quy chế.",
        },
        asked=-30,
        due=-20,
        files=(draft,),
    )
    _answer(teller, made, "KHTC", -26, Position.AGREE, "Kinh phí nằm trong dự toán chi thường xuyên của Sở.")
    _answer(
        teller,
        made,
        "GDTrH",
        -24,
        Position.CONDITIONAL,
        "Thời hạn 3 ngày khó thực hiện trong kỳ thi.",
        conditions="Trong kỳ thi, thời hạn trả lời ở Điều 6 là 5 ngày làm việc.",
    )
    opposed = _answer(
        teller, made, "QLCL", -22, Position.DISAGREE, "Việc công khai kết quả là nhiệm vụ của Văn phòng Sở."
    )
    deem_consent(today=teller.today - timedelta(days=19), now=teller.moment(-19, 0, 5))
    settled_on = teller.moment(-18, 15)
    opinions.settle_opinions(
        consultation=Consultation.objects.select_related("task").get(pk=made.pk),
        version=_version(task),
        by=teller.office.head(task.lead),
        now=settled_on,
        form=Settlement.Form.MEETING,
        held_on=teller.today - timedelta(days=18),
        agreed="Văn phòng Sở làm đầu mối công khai; Phòng Quản lý chất lượng cung cấp số liệu trước ngày 25 hằng "
        "tháng.",
        opinions=[opposed],
    )
    _answer(teller, made, "TTr", -17, Position.AGREE, "Nội dung kiểm tra phù hợp với quy định về thanh tra.")


def _waiting(teller: Teller, rules: Task, finance: Task) -> None:
    made = _ask(
        teller,
        finance,
        "Đề nghị cho ý kiến về mức chi bồi dưỡng báo cáo viên và mức hỗ trợ tiền ăn nêu tại Phụ lục I, II.",
        {
            "TCCB": "Phụ lục I áp dụng cho các lớp bồi dưỡng do phòng chủ trì.",
            "GDMNTH": "Phụ lục II áp dụng cho tập huấn giáo viên mầm non, tiểu học.",
        },
        asked=-5,
        due=5,
    )
    _answer(
        teller,
        made,
        "GDMNTH",
        -2,
        Position.DISAGREE,
        "Mức hỗ trợ tiền ăn thấp hơn mức đang áp dụng cho tập huấn hè.",
    )
    opinions.draft_opinion(
        opinion=_opinion(teller, made, "TCCB"),
        by=teller.office.people["chuyenvien.tccb"],
        now=teller.moment(-1, 16),
        position=Position.CONDITIONAL,
        reasons="Mức chi phù hợp, nhưng thiếu trường hợp báo cáo viên mời từ trung ương.",
        conditions="Bổ sung mức chi cho báo cáo viên mời từ trung ương.",
    )
    _ask(
        teller,
        rules,
        "Đề nghị cho ý kiến lần hai về Điều 6 sau khi đã tiếp thu: thời hạn trả lời trong kỳ thi là 5 ngày làm việc.",
        {"GDTrH": "Phòng đã đề nghị sửa điều này.", "VP": "Văn phòng theo dõi thời hạn trả lời."},
        asked=-2,
        due=6,
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


def _ask(
    teller: Teller,
    task: Task,
    question: str,
    units: dict[str, str],
    *,
    asked: int,
    due: int,
    files: tuple[HandedIn, ...] = (),
) -> Consultation:
    return consultations.consult(
        task=task,
        version=_version(task),
        by=teller.office.head(task.lead),
        now=teller.moment(asked, 9, 30),
        question=question,
        due_on=teller.today + timedelta(days=due),
        concerned=[Concerned(teller.office.units[short], why) for short, why in units.items()],
        short_because=_SHORT,
        files=files,
    )


def _answer(
    teller: Teller,
    made: Consultation,
    short: str,
    day: int,
    position: Position,
    reasons: str,
    *,
    conditions: str = "",
) -> Opinion:
    return opinions.give_opinion(
        opinion=_opinion(teller, made, short),
        by=teller.office.head(teller.office.units[short]),
        now=teller.moment(day, 14),
        position=position,
        reasons=reasons,
        conditions=conditions,
    )


def _opinion(teller: Teller, made: Consultation, short: str) -> Opinion:
    asked = Opinion.objects.select_related("consultation__task", "unit")
    return asked.get(consultation=made, unit=teller.office.units[short])


def _version(task: Task) -> int:
    task.refresh_from_db()
    return task.version
