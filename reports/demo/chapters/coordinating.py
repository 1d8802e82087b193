"""Phối hợp and phần việc: of three units one has reported, one keeps silent, one still has time; a school cascades a
task over two levels, and what an officer holds at the end is overdue."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from directives.models import Directive
from directives.types import SourceKind
from reports.demo.office import PASSWORD
from tasks.kinds import DeadlineKind, ResultKind
from tasks.models import Task
from tasks.services import coordinations, extensions, lifecycle, parts
from tasks.services.assigning import AssignmentLine, assign_tasks
from tasks.services.filing import HandedIn
from units.models import Post, Unit, UnitKind, User
from units.roles import Role
from units.services.organisation import create_unit

if TYPE_CHECKING:
    from reports.demo.story import Teller


def tell(teller: Teller) -> None:
    _coordinate(teller)
    _cascade(teller)


def _coordinate(teller: Teller) -> None:
    """KHTC leads; TCCB has reported, GDTrH keeps silent, QLCL has time."""
    office = teller.office
    task = _given(
        teller,
        "Xây dựng dự toán và phương án bố trí giáo viên cho các trường mới thành lập",
        "KHTC",
        given=-22,
        due=12,
        coordinating=("TCCB", "GDTrH", "QLCL"),
    )
    for short, content, due in (
        ("TCCB", "Gửi biên chế được giao và số giáo viên còn thiếu theo từng môn của các trường mới.", -9),
        ("GDTrH", "Gửi số lớp, số học sinh dự kiến và nhu cầu phòng học bộ môn của từng trường.", -4),
    ):
        _ask(teller, task, short, content, asked=-20, due=due)
    table = "Trường\tBiên chế\tCòn thiếu\nTHCS Sông Mây\t42\t5\nTHCS Bình Giang\t38\t7\n"
    coordinations.progress_coordination(
        task=task,
        version=_version(task),
        by=office.worker(office.units["GDTrH"]),
        now=teller.moment(-12, 14),
        note="Đã nhận số liệu của 6 trong 9 trường; ba trường còn lại chưa chốt số lớp.",
    )
    coordinations.report_coordination(
        task=task,
        version=_version(task),
        by=office.head(office.units["TCCB"]),
        now=teller.moment(-11, 15),
        note="Tổng biên chế được giao 80, còn thiếu 12 giáo viên, chủ yếu môn Tin học và Tiếng Anh.",
        files=[HandedIn("Biên chế các trường mới.txt", table.encode())],
    )
    _ask(teller, task, "QLCL", "Góp ý phương án tổ chức khảo sát chất lượng đầu vào.", asked=-3, due=6)


def _ask(teller: Teller, task: Task, short: str, content: str, *, asked: int, due: int) -> None:
    coordinations.ask_coordination(
        task=task,
        version=_version(task),
        by=teller.office.head(task.lead),
        now=teller.moment(asked, 10),
        unit=teller.office.units[short],
        content=content,
        due_on=teller.today + timedelta(days=due),
    )


def _cascade(teller: Teller) -> None:
    """The school gives a part to its tổ, the tổ to a teacher; the date was extended in between."""
    office = teller.office
    school, principal = office.units["Chuyên"], office.head(office.units["Chuyên"])
    group, chief, teacher = _group_of(teller, school)
    task = _given(
        teller,
        "Số hóa hồ sơ học sinh và công khai tiến độ trên trang của trường",
        "Chuyên",
        given=-18,
        due=6,
        directive=Directive.objects.get(code_number="168"),
    )
    day = teller.today
    parts.give_part(
        task=task,
        version=_version(task),
        by=principal,
        now=teller.moment(-17, 9),
        title="Quét và nhập hồ sơ học sinh của ba khóa đang học",
        unit=group,
        due_on=day + timedelta(days=2),
    )
    scan = _part_of(task)
    lifecycle.accept(task=scan, version=_version(scan), by=chief, now=teller.moment(-16, 9))
    parts.give_part(
        task=scan,
        version=_version(scan),
        by=chief,
        now=teller.moment(-16, 10),
        title="Nhập hồ sơ khối 12",
        officer=teacher,
        due_on=day - timedelta(days=3),
    )
    entry = _part_of(scan)
    lifecycle.accept(task=entry, version=_version(entry), by=teacher, now=teller.moment(-15, 9))
    note = "Đã nhập 210 trong 380 hồ sơ; máy quét hỏng hai ngày."
    lifecycle.report_progress(task=entry, version=_version(entry), by=teacher, now=teller.moment(-8, 16), note=note)
    parts.give_part(
        task=scan,
        version=_version(scan),
        by=chief,
        now=teller.moment(-15, 14),
        title="Thông báo lịch bổ sung hồ sơ cho phụ huynh",
        officer=teacher,
        due_on=day - timedelta(days=10),
        is_needed=False,
    )
    call = _part_of(scan)
    lifecycle.accept(task=call, version=_version(call), by=teacher, now=teller.moment(-14, 9))
    lifecycle.submit(
        task=call, version=_version(call), by=teacher, now=teller.moment(-12, 9), summary="Đã thông báo hai đợt."
    )
    lifecycle.confirm(task=call, version=_version(call), by=chief, now=teller.moment(-11, 9))
    extensions.ask_extension(
        task=scan,
        version=_version(scan),
        by=chief,
        now=teller.moment(-7, 9),
        due_on=day + timedelta(days=5),
        reason="Máy quét hỏng hai ngày, còn hai khối chưa nhập.",
    )
    extensions.grant_extension(
        task=scan, version=_version(scan), by=principal, now=teller.moment(-6, 15), note="Đồng ý, không gia hạn thêm."
    )


def _group_of(teller: Teller, school: Unit) -> tuple[Unit, User, User]:
    """Tổ Tin học of the school, its head and a teacher."""
    opened_on = school.opened_on
    group = create_unit(
        name="Tổ Tin học", short_name="Tổ Tin", kind=UnitKind.DIVISION, opened_on=opened_on, parent=school
    )
    people = []
    for username, full_name, role, title in (
        ("totruong.tin", "Tổ trưởng Tổ Tin học", Role.HEAD, "Tổ trưởng"),
        ("giaovien.tin", "Giáo viên Tổ Tin học", Role.OFFICER, "Giáo viên"),
    ):
        person = User.objects.create_user(username=username, full_name=full_name, password=PASSWORD)
        person.act_in(Post.objects.create(user=person, unit=group, role=role, title=title, valid_from=opened_on))
        people.append(person)
    return group, people[0], people[1]


def _given(
    teller: Teller,
    title: str,
    short: str,
    *,
    given: int,
    due: int,
    coordinating: tuple[str, ...] = (),
    directive: Directive | None = None,
) -> Task:
    """A task of the Office, accepted the day after."""
    units = teller.office.units
    line = AssignmentLine(
        title=title,
        leads=(units[short],),
        coordinating=tuple(units[each] for each in coordinating),
        deadline_kind=DeadlineKind.DATE,
        due_on=teller.today + timedelta(days=due),
        result_kind=ResultKind.NONE,
    )
    (task,) = assign_tasks(
        lines=[line],
        by=teller.office.people["vanphong"],
        now=teller.moment(given, 9),
        directive=directive,
        source_kind=SourceKind.WORK_PROGRAMME,
    )
    head = teller.office.head(task.lead)
    return lifecycle.accept(task=task, version=task.version, by=head, now=teller.moment(given + 1, 8))


def _part_of(task: Task) -> Task:
    """The newest part."""
    return task.children.select_related("lead").latest("pk")


def _version(task: Task) -> int:
    task.refresh_from_db()
    return task.version
