"""What the reading proposes; what the text does not say stays empty."""

from datetime import date

import pytest

from directives.models import Addressee, Instruction, InstructionParty, StatedDeadline
from tasks.services.proposing import addressees_of, instructions_of, propose
from tests.factories.directives import make_directive, make_instruction
from units.calendar import WorkingCalendar
from units.models import UnitGroup

Kind, Part = StatedDeadline.Kind, InstructionParty.Part
ISSUED = date(2026, 3, 2)


@pytest.fixture
def directive(office):
    return make_directive(owner=office.organisation, by=office.registrar)


def proposal(directive, position=0):
    instructions = instructions_of(directive)
    found = propose(instructions, issued_on=ISSUED, arrived_on=None, calendar=WorkingCalendar())
    return found[instructions[position].pk]


def test_nothing_said_nothing_proposed(directive):
    make_instruction(directive)
    empty = proposal(directive)
    assert (empty.include, empty.lead, empty.coordinating) == (False, None, ())
    assert (empty.deadline_kind, empty.due_on, empty.deadline_words) == ("none", None, "")
    assert (empty.duty_kind, empty.result_kind, empty.doubts) == ("one_off", "document", ())


def test_a_group_may_lead(office, directive):
    group = UnitGroup.objects.create(owner=office.organisation, name="Các phòng thuộc Sở")
    instruction = make_instruction(directive)
    InstructionParty.objects.create(instruction=instruction, part=Part.LEAD, as_printed="Các phòng", group=group)
    assert (proposal(directive).include, proposal(directive).lead) == (True, group)


def test_d3_what_names_no_unit_is_proposed_for_those_whom_the_document_is_addressed_to(office, directive):
    group = UnitGroup.objects.create(owner=office.organisation, name="Các phòng thuộc Sở")
    Addressee.objects.create(directive=directive, position=1, as_printed="Các phòng thuộc Sở", group=group)
    Addressee.objects.create(directive=directive, position=2, as_printed="Ban Đổi mới")
    make_instruction(directive)
    make_instruction(directive, label="2", position=2, kind=Instruction.Kind.HEADING)
    assert addressees_of(directive) == (group,)
    instructions = instructions_of(directive)
    found = propose(
        instructions, issued_on=ISSUED, arrived_on=None, calendar=WorkingCalendar(), addressees=addressees_of(directive)
    )
    item, heading = (found[instruction.pk] for instruction in instructions)
    assert (item.include, item.lead, item.addressees) == (False, None, (group,))
    assert "Kính gửi (Các phòng thuộc Sở)" in item.doubts[0]
    assert heading.addressees == ()


def test_a_name_that_no_unit_bears_is_a_doubt(directive):
    instruction = make_instruction(directive)
    InstructionParty.objects.create(instruction=instruction, part=Part.LEAD, as_printed="Ban Đổi mới")
    assert proposal(directive).lead is None
    assert proposal(directive).doubts == ("Chưa xác định được “Ban Đổi mới” là đơn vị nào.",)


@pytest.mark.parametrize(
    ("kind", "deadline_kind", "duty_kind"),
    [
        (Kind.IMMEDIATE, "immediate", "one_off"),
        (Kind.BY_REGULATION, "by_regulation", "one_off"),
        (Kind.RECURRING, "none", "recurring"),
    ],
)
def test_d5_words_stay_words(directive, kind, deadline_kind, duty_kind):
    StatedDeadline.objects.create(instruction=make_instruction(directive), kind=kind, as_printed="như văn bản")
    found = proposal(directive)
    assert (found.deadline_kind, found.due_on, found.deadline_words) == (deadline_kind, None, "như văn bản")
    assert found.duty_kind == duty_kind


def test_a_date_goes_before_words_and_the_others_are_told(directive):
    instruction = make_instruction(directive)
    StatedDeadline.objects.create(instruction=instruction, kind=Kind.IMMEDIATE, as_printed="khẩn trương")
    StatedDeadline.objects.create(
        instruction=instruction, kind=Kind.DATE, as_printed="trước ngày 31/3/2026", due_on=date(2026, 3, 31)
    )
    found = proposal(directive)
    assert (found.deadline_kind, found.due_on) == ("date", date(2026, 3, 31))
    assert found.doubts == ("Văn bản còn ghi thời hạn “khẩn trương”.",)


def test_dissemination_asks_for_an_acknowledgement(directive):
    make_instruction(directive, text="Nghiên cứu, quán triệt văn bản đến toàn thể công chức.")
    assert (proposal(directive).duty_kind, proposal(directive).result_kind) == ("dissemination", "acknowledgement")
