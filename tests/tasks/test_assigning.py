"""Giving tasks: who, to whom, by when, and all or nothing."""

from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directives.models import Directive, DirectiveAccess
from notices.models import Notification
from tasks.kinds import DeadlineKind, DutyKind, ResultKind
from tasks.models import Task
from tasks.services.assigning import AssignmentLine, assign_tasks
from tests.factories.directives import make_directive, make_instruction
from tests.factories.units import LONG_AGO, make_organisation, make_person, make_unit
from tests.tasks.conftest import NOW, TODAY
from units.models import GroupMember, UnitGroup
from units.refusals import Conflict, Forbidden
from units.roles import Role
from units.services.groups import expand

DUE = date(2026, 3, 31)


@pytest.fixture
def directive(office):
    return make_directive(owner=office.organisation, by=office.registrar)


def line(office, **fields):
    return AssignmentLine(**({"title": "Rà soát quy chế làm việc", "leads": (office.unit,)} | fields))


def refused(office, directive, *lines):
    """Field -> sentence of a refused assignment; nothing may have been kept."""
    with pytest.raises(ValidationError) as refusal:
        assign_tasks(lines=lines, by=office.monitor, now=NOW, directive=directive)
    assert not Task.objects.exists()
    assert not Notification.objects.exists()
    return {key: messages[0] for key, messages in refusal.value.message_dict.items()}


def test_a_task_keeps_what_was_agreed(office, directive):
    instruction = make_instruction(directive)
    [task] = assign_tasks(
        lines=[
            line(
                office,
                instruction=instruction,
                coordinating=(office.other_unit,),
                deadline_kind=DeadlineKind.DATE,
                due_on=DUE,
                duty_kind=DutyKind.ONE_OFF,
                result_kind=ResultKind.NEW_REGULATION,
            )
        ],
        by=office.monitor,
        now=NOW,
        directive=directive,
    )
    task.refresh_from_db()
    assert (task.directive, task.instruction, task.lead) == (directive, instruction, office.unit)
    assert (task.assigning_organisation, task.assigned_by, task.assigned_on) == (
        office.organisation,
        office.monitor,
        TODAY,
    )
    assert (task.due_on, task.original_due_on, task.status, task.version) == (DUE, DUE, "assigned", 1)
    assert task.search_text == "ra soat quy che lam viec"
    [event] = task.events.all()
    assert (event.action, event.seq, event.by, event.effective_on) == ("assign", 1, office.monitor, TODAY)
    assert (event.due_on, event.original_due_on, event.lead) == (DUE, DUE, office.unit)
    [part] = task.coordinations.all()
    assert (part.unit, part.due_on) == (office.other_unit, DUE)


def test_d1_a_task_has_exactly_one_lead(office, directive):
    wrong = refused(office, directive, line(office, leads=(office.unit, office.other_unit)))
    assert wrong == {
        "0:lead": (
            "Mỗi nhiệm vụ chỉ có một đơn vị chủ trì; đang chọn 2 đơn vị: TCCB, KHTC. "
            "Giữ một đơn vị và chuyển đơn vị khác sang phối hợp, hoặc chọn giao riêng từng đơn vị."
        )
    }
    assert refused(office, directive, line(office, leads=())) == {"0:lead": "Chọn đơn vị chủ trì."}


def test_d1_any_number_of_units_coordinates(office, directive):
    third = make_unit("Thanh tra Sở", parent=office.organisation)
    [task] = assign_tasks(
        lines=[line(office, coordinating=(office.other_unit, third))], by=office.leader, now=NOW, directive=directive
    )
    assert {row.unit for row in task.coordinations.all()} == {office.other_unit, third}


def test_d4_of_two_items_each_reaches_its_own_audience_and_nobody_else(office, directive):
    """One item for the divisions, a narrower one for those of a group."""
    third = make_unit("Thanh tra Sở", parent=office.organisation)
    narrow = UnitGroup.objects.create(owner=office.organisation, name="Các phòng chuyên môn")
    for unit in (office.unit, office.other_unit):
        GroupMember.objects.create(group=narrow, unit=unit, valid_from=LONG_AGO)
    everyone = (office.unit, office.other_unit, third)
    tasks = assign_tasks(
        lines=[
            line(office, leads=everyone, each_separately=True, title="Quán triệt"),
            line(office, leads=tuple(expand(narrow, TODAY)), each_separately=True, title="Rà soát"),
        ],
        by=office.monitor,
        now=NOW,
        directive=directive,
    )
    audience = {title: {task.lead for task in tasks if task.title == title} for title in ("Quán triệt", "Rà soát")}
    assert audience == {"Quán triệt": set(everyone), "Rà soát": {office.unit, office.other_unit}}
    assert [task.title for task in Task.objects.filter(lead=third)] == ["Quán triệt"]


def test_the_lead_does_not_coordinate_as_well(office, directive):
    wrong = refused(office, directive, line(office, coordinating=(office.unit,)))
    assert "đã chủ trì nên không đồng thời phối hợp" in wrong["0:coordinating"]


def test_d3_an_instruction_to_a_group_is_one_task_a_unit(office, directive):
    group = UnitGroup.objects.create(owner=office.organisation, name="Các phòng thuộc Sở")
    for unit in (office.unit, office.other_unit):
        GroupMember.objects.create(group=group, unit=unit, valid_from=LONG_AGO)
    leads = tuple(expand(group, TODAY))
    tasks = assign_tasks(
        lines=[line(office, leads=leads, each_separately=True, coordinating=(office.other_unit,))],
        by=office.monitor,
        now=NOW,
        directive=directive,
    )
    assert {task.lead for task in tasks} == {office.unit, office.other_unit}
    assert all(task.status == "assigned" and task.events.count() == 1 for task in tasks)
    # Each coordinates with the others but not with itself.
    assert [list(task.coordinations.values_list("unit__short_name", flat=True)) for task in tasks] == (
        [["KHTC"], []] if tasks[0].lead == office.unit else [[], ["KHTC"]]
    )
    # A later change of the group leaves the past alone (A12).
    GroupMember.objects.filter(group=group, unit=office.unit).update(valid_to=date(2026, 3, 11))
    assert expand(group, date(2026, 3, 12)) == [office.other_unit]
    assert Task.objects.filter(lead=office.unit).count() == 1


def test_c5_one_instruction_gives_several_tasks_another_none(office, directive):
    first = make_instruction(directive)
    second = make_instruction(directive, label="2", position=2)
    lines = [line(office, instruction=first), line(office, instruction=first, leads=(office.other_unit,))]
    assign_tasks(lines=lines, by=office.monitor, now=NOW, directive=directive)
    assert (first.tasks.count(), second.tasks.count()) == (2, 0)


@pytest.mark.parametrize("kind", [DeadlineKind.NONE, DeadlineKind.IMMEDIATE, DeadlineKind.BY_REGULATION])
def test_d5_a_deadline_without_a_date_never_becomes_overdue(office, directive, kind):
    [task] = assign_tasks(
        lines=[line(office, deadline_kind=kind, deadline_words="khẩn trương")],
        by=office.monitor,
        now=NOW,
        directive=directive,
    )
    task.refresh_from_db()
    assert (task.deadline_kind, task.deadline_words, task.due_on) == (kind, "khẩn trương", None)
    assert not Task.objects.overdue(date(2036, 1, 1)).exists()


def test_d5_a_date_belongs_to_a_deadline_with_a_date_alone(office, directive):
    assert "Nhập hạn" in refused(office, directive, line(office, deadline_kind=DeadlineKind.DATE))["0:due_on"]
    wrong = refused(office, directive, line(office, deadline_kind=DeadlineKind.IMMEDIATE, due_on=DUE))
    assert "Xóa ngày" in wrong["0:due_on"]


def test_a_due_date_is_not_before_the_directive(office, directive):
    early = line(office, deadline_kind=DeadlineKind.DATE, due_on=date(2026, 3, 1))
    assert refused(office, directive, early) == {
        "0:due_on": "Hạn 01/03/2026 trước ngày ban hành văn bản (02/03/2026). Kiểm tra lại ngày."
    }
    on_the_day = replace(early, due_on=date(2026, 3, 2))
    assert len(assign_tasks(lines=[on_the_day], by=office.monitor, now=NOW, directive=directive)) == 1


def test_a_closed_or_foreign_unit_is_refused(office, directive):
    office.unit.closed_on = TODAY
    office.unit.save()
    assert "đã thôi hoạt động" in refused(office, directive, line(office))["0:lead"]
    stranger = make_organisation("Sở Tài chính", short_name="STC")
    assert "không thuộc" in refused(office, directive, line(office, leads=(stranger,)))["0:lead"]
    assert "không thuộc" in refused(office, directive, line(office, leads=(office.organisation,)))["0:lead"]
    wrong = refused(office, directive, line(office, leads=(office.other_unit,), coordinating=(stranger,)))
    assert "không thuộc" in wrong["0:coordinating"]


def test_a_subordinate_organisation_may_lead(office, directive):
    school = make_organisation("Trường Chính trị", parent=office.organisation, short_name="TCT")
    director = make_person(school, Role.LEADER)
    [task] = assign_tasks(lines=[line(office, leads=(school,))], by=office.monitor, now=NOW, directive=directive)
    assert Notification.objects.get().recipient == director
    assert Task.objects.visible_to(director).get() == task


def test_all_or_nothing_and_every_line_says_what_is_wrong(office, directive):
    wrong = refused(
        office, directive, line(office), line(office, title=" "), line(office, leads=(), deadline_kind="date")
    )
    assert set(wrong) == {"1:title", "2:lead", "2:due_on"}


def test_d6_the_head_at_the_time_is_kept(office, directive):
    [task] = assign_tasks(lines=[line(office)], by=office.monitor, now=NOW, directive=directive)
    assert task.head_at_assignment == office.head


def test_those_who_got_work_may_read_the_directive(office, directive):
    assert not Directive.objects.visible_to(office.head).exists()
    assign_tasks(
        lines=[line(office, coordinating=(office.other_unit,)), line(office)],
        by=office.monitor,
        now=NOW,
        directive=directive,
    )
    assert Directive.objects.visible_to(office.head).get() == directive
    assert Directive.objects.visible_to(office.other_head).get() == directive
    assert set(DirectiveAccess.objects.values_list("unit__short_name", "reason")) == {
        ("TCCB", "lead"),
        ("KHTC", "coordinating"),
    }


def test_each_head_is_told_once_of_all_that_one_act_gave(office, directive):
    assign_tasks(
        lines=[line(office, coordinating=(office.other_unit,)), line(office, leads=(office.other_unit,))],
        by=office.monitor,
        now=NOW,
        directive=directive,
    )
    told = dict(Notification.objects.values_list("recipient__full_name", "title"))
    assert told == {
        "Trưởng phòng TCCB": "Giao nhiệm vụ: Rà soát quy chế làm việc",
        "Trưởng phòng KHTC": "Giao 1 nhiệm vụ chủ trì, 1 nhiệm vụ phối hợp theo Công văn 271/UBND-VP8",
    }


def test_only_leaders_and_the_office_assign(office, directive):
    for person in (office.head, office.officer, office.registrar):
        with pytest.raises(Forbidden):
            assign_tasks(lines=[line(office)], by=person, now=NOW, directive=directive)


def test_of_two_who_assign_the_same_directive_one_is_told(office, directive):
    assign_tasks(lines=[line(office)], by=office.leader, now=NOW, directive=directive, known_tasks=0)
    with pytest.raises(Conflict, match="Giám đốc Sở vừa giao thêm"):
        assign_tasks(lines=[line(office)], by=office.monitor, now=NOW, directive=directive, known_tasks=0)
    assert Task.objects.count() == 1


def test_an_instruction_of_another_directive_is_refused(office, directive):
    other = make_instruction(make_directive(owner=office.organisation, by=office.registrar, code_number="9"))
    assert "không thuộc văn bản" in refused(office, directive, line(office, instruction=other))["0:title"]


def test_a_hundred_tasks_take_no_more_queries_than_ten(office, directive):
    units = [make_unit(f"Phòng {number}", parent=office.organisation) for number in range(10)]
    for unit in units:
        make_person(unit, Role.HEAD)

    def queries(times: int) -> int:
        lines = [line(office, title=f"Việc {number}", leads=(unit,)) for number in range(times) for unit in units]
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert len(assign_tasks(lines=lines, by=office.monitor, now=NOW, directive=directive)) == 10 * times
        return len(captured)

    queries(1)
    # SQLite takes at most 999 values a statement, so its bulk inserts come in a few pieces.
    pieces = 8 if connection.vendor == "sqlite" else 0
    assert queries(10) <= queries(1) + pieces


@pytest.mark.parametrize("year", [206, 2206, 9999])
def test_a_year_that_is_a_slip_of_the_key_is_refused(office, year):
    dated = line(office, deadline_kind=DeadlineKind.DATE, due_on=date(year, 12, 31))
    assert "Kiểm tra lại năm" in refused(office, None, dated)["0:due_on"]
