"""Letters of reminder: a number each, the list frozen, on every task, to every head; all or none."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from docx import Document

from directives.models import Attachment, Directive, RegisterEntry
from files.services.storage import read
from notices.models import Notification
from tasks.kinds import Restriction
from tasks.models import RemindedTask, ReminderLetter, Task
from tasks.models.reminder import ReminderIsFrozen
from tasks.services import reminding
from tasks.services.conduct import reminders as conduct
from tasks.services.conduct.table import rows_of
from tasks.services.transition import Stale
from tasks.statuses import Action, Status
from tests.factories.directives import make_directive
from tests.factories.tasks import make_task
from tests.factories.units import make_person
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import do, wording
from units.refusals import Conflict, Forbidden
from units.roles import Role


@pytest.fixture
def late(office):
    """Two of TCCB, 12 days late and due today, one of KHTC, 3 days late."""
    directive = make_directive(owner=office.organisation, by=office.registrar, code_number="271", code_notation="UBND")
    given = {"by": office.monitor, "status": Status.IN_PROGRESS, "directive": directive}
    return [
        make_task(lead=office.unit, due_on=TODAY - timedelta(days=12), title="Rà soát quy chế", **given),
        make_task(lead=office.unit, due_on=TODAY, title="Báo cáo biên chế", **given),
        make_task(lead=office.other_unit, due_on=TODAY - timedelta(days=3), title="Quyết toán quý", **given),
    ]


def remind(tasks, by, now=NOW, **more) -> list[ReminderLetter]:
    return reminding.remind(
        known={task.pk: task.version for task in tasks}, wording=wording(tasks[0], **more), by=by, now=now
    )


def file_of(letter) -> bytes:
    return read(Attachment.objects.get(directive=letter.directive, is_main=True).file)


def words_of(data: bytes) -> str:
    document = Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_g1_each_unit_gets_a_letter_of_its_own_number(office, late):
    letters = remind(late, office.monitor)
    entries = RegisterEntry.objects.filter(book="outgoing").order_by("number")
    assert [entry.number for entry in entries] == [1, 2]
    assert [letter.directive.code_number for letter in letters] == ["1", "2"]
    assert [letter.units.get().unit for letter in letters] == [office.unit, office.other_unit]
    first = letters[0]
    assert [(line.position, line.task, line.late_days) for line in first.lines.all()] == [
        (1, late[0], 12),
        (2, late[1], 0),
    ]
    words = words_of(file_of(first))
    for said in (
        first.directive.reference,
        "V/v đôn đốc thực hiện các nhiệm vụ được giao đến hạn, quá hạn",
        "Kính gửi: Phòng Tổ chức cán bộ",
        "còn 02 nhiệm vụ đến hạn, quá hạn chưa hoàn thành, trong đó 01 nhiệm vụ đã quá hạn",
        "trước ngày 17/03/2026",
        "DANH SÁCH NHIỆM VỤ ĐẾN HẠN, QUÁ HẠN",
        "Rà soát quy chế",
        "271/UBND",
        "26/02/2026",
    ):
        assert said in words, said
    assert "Quyết toán quý" not in words  # another unit's work stays out of its letter
    assert "[" not in words


def test_g1_the_letter_stands_on_each_task_and_the_heads_are_told(office, late):
    first, second = remind(late, office.monitor)
    for task, letter in zip(late, (first, first, second), strict=True):
        event = task.events.get(action=Action.REMIND)
        assert (event.by, event.status) == (office.monitor, Status.IN_PROGRESS)
        assert event.note == "Báo cáo trước ngày 17/03/2026."
        assert task.reminders.get().letter == letter
    told = Notification.objects.filter(link=f"/van-ban/{first.directive_id}/")
    assert {row.recipient for row in told} == {office.head}
    assert set(ReminderLetter.objects.visible_to(office.head)) == {first}
    assert set(ReminderLetter.objects.visible_to(office.leader)) == {first, second}


def test_g1_one_letter_to_several_lists_the_units(office, late):
    (letter,) = remind(late, office.monitor, together=True)
    assert [row.unit for row in letter.units.all()] == [office.unit, office.other_unit]
    assert [line.task for line in letter.lines.all()] == late
    words = words_of(file_of(letter))
    for said in ("- Phòng Tổ chức cán bộ;", "- Phòng Kế hoạch - Tài chính.", "Quyết toán quý", "Đơn vị"):
        assert said in words, said
    assert RegisterEntry.objects.filter(book="outgoing").count() == 1


def test_the_annex_is_kept_with_the_text_and_read_as_no_instruction(office, late):
    (letter,) = remind(late, office.monitor, together=True)
    text = letter.directive.document.text
    assert "PHỤ LỤC" in text
    assert "Quyết toán quý" in text
    said = " ".join(letter.directive.instructions.values_list("text", flat=True))
    assert "Tập trung chỉ đạo" in said
    assert "Quyết toán quý" not in said
    assert "Rà soát quy chế" not in said


def test_g1_what_was_issued_never_changes(office, late):
    first, _ = remind(late, office.monitor)
    before = file_of(first)
    Task.objects.filter(pk=late[0].pk).update(title="Tên khác", due_on=TODAY + timedelta(days=30))
    late[0].refresh_from_db()
    do(Action.SUBMIT, late[0], office.head)
    line = RemindedTask.objects.get(task=late[0])
    assert (line.title, line.due_on, line.late_days) == ("Rà soát quy chế", TODAY - timedelta(days=12), 12)
    assert file_of(ReminderLetter.objects.get(pk=first.pk)) == before
    for attempt in (first.save, first.delete):
        with pytest.raises(ReminderIsFrozen):
            attempt()


def test_pressed_twice_there_is_one_letter_and_the_second_is_told_who_sent_it(office, late):
    remind(late, office.monitor)
    with pytest.raises(Stale, match=r"Phó Chánh Văn phòng.*09:00 ngày 10/03/2026.*Đôn đốc bằng văn bản"):
        remind(late, office.monitor)  # by the versions of the same form
    assert ReminderLetter.objects.count() == 2
    assert Directive.objects.filter(direction="issued").count() == 2
    assert RegisterEntry.objects.filter(book="outgoing").count() == 2


def test_all_or_none(office, late):
    do(Action.SUBMIT, late[2], office.other_head)
    with pytest.raises(Conflict, match="Quyết toán quý"):
        remind(late, office.monitor)
    assert not ReminderLetter.objects.exists()
    assert not RegisterEntry.objects.filter(book="outgoing").exists()
    assert not late[0].events.exists()


def test_the_capacity_of_the_signer_is_that_of_the_decree(office, late):
    deputy = make_person(office.organisation, Role.LEADER, title="Phó Giám đốc", is_deputy=True)
    chief = make_person(office.desk, Role.HEAD, title="Chánh Văn phòng")
    said = {
        person: reminding.signature_of(person.acting_post, organisation=office.organisation, on=TODAY).lines
        for person in (office.leader, deputy, chief)
    }
    assert said == {
        office.leader: ("GIÁM ĐỐC",),
        deputy: ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
        chief: ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG"),
    }
    offered = reminding.signers(office.organisation, TODAY)
    assert [post.user for post in offered] == [office.leader, deputy, chief]


@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("subject", {"subject": " "}),
        ("body", {"body": " "}),
        ("report_by", {"report_by": TODAY - timedelta(days=1)}),
    ],
)
def test_what_is_missing_is_said_beside_its_field(office, late, field, more):
    with pytest.raises(ValidationError) as refused:
        remind(late, office.monitor, **more)
    assert field in refused.value.message_dict
    assert not ReminderLetter.objects.exists()


def test_a_restricted_task_goes_into_no_letter_to_several(office, late):
    Task.objects.filter(pk=late[0].pk).update(restriction=Restriction.RESTRICTED)
    with pytest.raises(ValidationError) as refused:
        remind(late, office.monitor, together=True)
    assert "together" in refused.value.message_dict
    assert len(remind(late, office.monitor)) == 2


def test_only_the_office_writes_letters(office, late):
    for who in (office.leader, office.head, office.registrar):
        with pytest.raises(Forbidden):
            remind(late, who)


def test_g1_a_unit_urged_by_letter_is_counted(office, late):
    remind(late, office.monitor)
    for unit in (office.unit, office.other_unit):
        (row,) = rows_of(conduct.URGED, office.organisation, TODAY, TODAY, unit=unit)
        assert conduct.URGED.line(row).day == TODAY
    assert not rows_of(
        conduct.URGED, office.organisation, TODAY + timedelta(days=1), TODAY + timedelta(days=9)
    ).exists()
