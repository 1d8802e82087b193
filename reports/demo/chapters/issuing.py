"""Văn bản đi: a công văn of the office that implements a chỉ thị, with tasks from it and its posting, and a unit that
is only to know; a plan that waits for approval, a draft, and a school that also follows another superior."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from directives.confirmed import Copy, Party
from directives.letters import Letter
from directives.models import Directive, OutgoingDraft
from directives.services.drafting import approve_draft, begin_draft, issue_draft, submit_draft
from directives.services.issuing import cited_words
from directives.signing import Capacity, Signature
from directives.types import DocumentType
from reports.demo.office import BELOW
from tasks.kinds import DeadlineKind, ResultKind
from tasks.models import Task
from tasks.services import lifecycle
from tasks.services.assigning import AssignmentLine, assign_tasks
from tasks.services.proposing import instructions_of
from tasks.services.publishing import give_posting
from units.models import UnitGroup
from units.services.second_lines import add_second_line

if TYPE_CHECKING:
    from reports.demo.story import Teller

PLACE = "Sông Mây"
SAFETY = """{opening}
1. Các đơn vị trực thuộc Sở lập sổ kiểm tra an toàn hằng tuần đối với bếp ăn, nhà xe, phòng thí nghiệm; phân công \
người chịu trách nhiệm từng khu vực.
2. Giao Trường THPT Bình Giang hoàn thành lan can, biển cảnh báo quanh hồ nước cạnh sân trường trước ngày {first}.
3. Phòng Giáo dục Trung học chủ trì, phối hợp với Thanh tra Sở:
a) Hướng dẫn mẫu sổ kiểm tra an toàn dùng chung cho các trường trước ngày {second};
b) Kiểm tra việc ghi sổ tại các trường, báo cáo Giám đốc Sở trước ngày {third}.
4. Giao Văn phòng Sở theo dõi, đôn đốc, tổng hợp kết quả.
Yêu cầu thủ trưởng các đơn vị nghiêm túc thực hiện."""
PLAN = """Thực hiện nhiệm vụ trọng tâm của năm, Sở Giáo dục và Đào tạo tỉnh Sông Mây ban hành Kế hoạch như sau:
I. MỤC ĐÍCH
Mỗi đơn vị có ít nhất một quy trình nội bộ được rút ngắn thời gian.
II. NHIỆM VỤ
1. Phòng Tổ chức cán bộ rà soát quy trình tuyển dụng, bổ nhiệm; hoàn thành trước ngày {first}.
2. Phòng Kế hoạch - Tài chính rà soát quy trình thanh toán; hoàn thành trước ngày {second}.
III. TỔ CHỨC THỰC HIỆN
Văn phòng Sở theo dõi, định kỳ hằng quý tổng hợp, báo cáo Giám đốc Sở."""


def tell(teller: Teller) -> None:
    people, units = teller.office.people, teller.office.units
    add_second_line(
        unit=units["DTNT"],
        superior_name="Ban Dân tộc tỉnh Sông Mây",
        matter="chính sách đối với học sinh dân tộc thiểu số",
        valid_from=teller.today - timedelta(days=400),
        by=people["quantri"],
        now=teller.moment(-120),
    )
    directive = _issue_safety(teller)
    _give(teller, directive)
    plan, letter = _plan(teller, "Cải tiến quy trình nội bộ của Sở", day=-2)
    submit_draft(draft=plan, letter=letter, version=plan.version, by=people["vanphong"], now=teller.moment(-1, 10))
    begin_draft(
        content=_content(teller, "công tác lưu trữ hồ sơ công việc", "1. Các phòng thuộc Sở nộp hồ sơ năm trước."),
        by=people["vanthu"],
        now=teller.moment(-1, 15),
    )


def _issue_safety(teller: Teller) -> Directive:
    """Written by the Office, approved by the deputy who signs it, numbered by văn thư."""
    people, units = teller.office.people, teller.office.units
    parent = Directive.objects.get(code_number="9", code_notation="CT-UBND")
    deputy = people["phogiamdoc"].posts.get()
    opening = (
        f"Thực hiện {cited_words(parent)} về bảo đảm an toàn trường học, Sở Giáo dục và Đào tạo yêu cầu thủ trưởng "
        "các đơn vị trực thuộc và trưởng các phòng thuộc Sở thực hiện các nội dung sau:"
    )
    body = SAFETY.format(opening=opening, first=_day(teller, 6), second=_day(teller, -4), third=_day(teller, 30))
    group = UnitGroup.objects.get(owner=teller.office.organisation, name=BELOW)
    subject = "tăng cường kiểm tra điều kiện an toàn trường học"
    content = _content(teller, subject, body) | {
        "implements": [str(parent.pk)],
        "addressees": [f"g{group.pk}", f"u{units['GDTrH'].pk}", f"u{units['TTr'].pk}"],
        "informed": [f"u{units['KHTC'].pk}"],
        "signer": str(deputy.pk),
        "capacity": Capacity.DEPUTY,
        "principal": "Giám đốc",
        "posts_online": True,
    }
    letter = Letter(
        document_type=DocumentType.OFFICIAL_DISPATCH,
        subject=subject,
        body=body,
        signature=Signature(people["phogiamdoc"].full_name, deputy.title, Capacity.DEPUTY, "Giám đốc"),
        addressees=(
            Party(group.name, group_id=group.pk),
            *(Party(units[short].name, unit_id=units[short].pk) for short in ("GDTrH", "TTr")),
        ),
        informed=(Party(units["KHTC"].name, unit_id=units["KHTC"].pk),),
        recipients=(
            Copy("UBND tỉnh (b/c)", "b/c"),
            Copy("Lãnh đạo Sở"),
            Copy("Cổng thông tin điện tử (đăng tin)", "đăng tin"),
            Copy("Lưu: VT, VP", "", True),
        ),
        place=PLACE,
    )
    draft = begin_draft(content=content, by=people["vanphong"], now=teller.moment(-13, 9), begun_from=parent)
    same: dict[str, Any] = {"draft": draft, "letter": letter}
    sent = submit_draft(**same, version=draft.version, by=people["vanphong"], now=teller.moment(-13, 11))
    approved = approve_draft(**same, version=sent.version, by=people["phogiamdoc"], now=teller.moment(-12, 8))
    return issue_draft(
        **same,
        drafter=units["VP"],
        implements=[parent],
        version=approved.version,
        by=people["vanthu"],
        now=teller.moment(-12, 10),
        copies=12,
    )


def _give(teller: Teller, directive: Directive) -> None:
    """Tasks of it: one accepted and reported, one under way, one not yet accepted; its posting is done."""
    people, units = teller.office.people, teller.office.units
    by_label = {row.text[:30]: row for row in instructions_of(directive)}
    lines = []
    for words, short, due in (
        ("Giao Trường THPT Bình Giang ho", "Bình Giang", 6),
        ("Hướng dẫn mẫu sổ kiểm tra an t", "GDTrH", -4),
        ("Kiểm tra việc ghi sổ tại các t", "GDTrH", 30),
    ):
        row = by_label[words]
        lines.append(
            AssignmentLine(
                title=" ".join(row.text.split()),
                leads=(units[short],),
                coordinating=(units["TTr"],) if short == "GDTrH" else (),
                instruction=row,
                deadline_kind=DeadlineKind.DATE,
                due_on=teller.today + timedelta(days=due),
                result_kind=ResultKind.NONE,
            )
        )
    tasks = assign_tasks(lines=lines, by=people["vanphong"], now=teller.moment(-11, 9), directive=directive)
    for task in tasks[:2]:
        _accept(teller, task, day=-10)
    guide = Task.objects.get(pk=tasks[1].pk)
    lifecycle.submit(
        task=guide,
        version=guide.version,
        by=teller.office.head(guide.lead),
        now=teller.moment(-5, 14),
        summary="Đã gửi mẫu sổ kiểm tra an toàn tới các trường.",
    )
    posting = give_posting(
        directive=directive,
        lead=units["VP"],
        site="Cổng thông tin điện tử Sở",
        due_on=teller.today - timedelta(days=9),
        by=people["vanphong"],
        now=teller.moment(-11, 10),
    )
    posting = _accept(teller, posting, day=-11, hour=14)
    posting = lifecycle.submit(
        task=posting,
        version=posting.version,
        by=teller.office.head(units["VP"]),
        now=teller.moment(-10, 16),
        summary="Đã đăng toàn văn ở mục Chỉ đạo, điều hành.",
        reference="https://songmay.example.vn/chi-dao-dieu-hanh/an-toan-truong-hoc",
        issued_on=teller.today - timedelta(days=10),
    )
    lifecycle.confirm(task=posting, version=posting.version, by=people["vanphong"], now=teller.moment(-9, 9))


def _accept(teller: Teller, task: Task, *, day: int, hour: int = 8) -> Task:
    head = teller.office.head(task.lead)
    return lifecycle.accept(task=task, version=task.version, by=head, now=teller.moment(day, hour))


def _plan(teller: Teller, subject: str, *, day: int) -> tuple[OutgoingDraft, Letter]:
    people = teller.office.people
    body = PLAN.format(first=_day(teller, 45), second=_day(teller, 50))
    content = _content(teller, subject, body) | {"document_type": DocumentType.PLAN}
    draft = begin_draft(content=content, by=people["vanphong"], now=teller.moment(day, 14))
    leader = people["giamdoc"]
    letter = Letter(
        document_type=DocumentType.PLAN,
        subject=subject,
        body=body,
        signature=Signature(leader.full_name, leader.posts.get().title),
        recipients=(Copy("Lãnh đạo Sở"), Copy("Lưu: VT, VP", "", True)),
        place=PLACE,
    )
    return draft, letter


def _content(teller: Teller, subject: str, body: str) -> dict[str, Any]:
    """What the screen keeps of a draft to the divisions, signed by the director."""
    office = teller.office
    return {
        "document_type": DocumentType.OFFICIAL_DISPATCH,
        "priority": "normal",
        "drafter": str(office.units["VP"].pk),
        "subject": subject,
        "implements": [],
        "implements_add": "",
        "addressees": [f"g{UnitGroup.objects.get(owner=office.organisation, name='Các phòng thuộc Sở').pk}"],
        "addressees_other": "",
        "bases": "",
        "body": body,
        "informed": [],
        "recipients": "UBND tỉnh (b/c)\nLãnh đạo Sở\nLưu: VT, VP",
        "posts_online": False,
        "is_electronic_only": False,
        "place": PLACE,
        "signer": str(office.people["giamdoc"].posts.get().pk),
        "capacity": Capacity.OWN,
        "principal": "",
        "signer_title": "",
    }


def _day(teller: Teller, days: int) -> str:
    return f"{teller.today + timedelta(days=days):%d/%m/%Y}"
