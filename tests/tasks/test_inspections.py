"""Inspections: planned and by surprise, what they find, and who knows of them when."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from directives.types import SourceKind
from notices.models import Notification
from tasks.models import Inspection
from tasks.services.conduct import COLUMNS
from tasks.services.conduct.table import conduct_of
from tasks.services.inspections import (
    add_finding,
    assign_finding,
    begin_inspection,
    cancel_inspection,
    conclude_inspection,
    plan_inspection,
)
from tests.factories.units import make_organisation, make_person
from tests.tasks.conftest import NOW, TODAY
from units.refusals import Conflict, Forbidden
from units.roles import Role

LATER = NOW + timedelta(days=3)


def plan(office, kind="surprise", **fields):
    values = {
        "by": office.leader,
        "now": NOW,
        "kind": kind,
        "subject": "Kỷ luật công vụ",
        "decision": "Quyết định 12/QĐ-SNV",
        "planned_on": TODAY + timedelta(days=3),
        "units": [office.unit],
    }
    return plan_inspection(**(values | fields))


def told(person) -> list[str]:
    return list(Notification.objects.filter(kind="inspection", recipient=person).values_list("title", flat=True))


def test_g6_a_surprise_inspection_is_invisible_to_the_unit_until_it_begins(office):
    inspection = plan(office)
    seen = Inspection.objects.visible_to
    assert not seen(office.head).exists()
    assert told(office.head) == []
    assert seen(office.monitor).get() == inspection
    begin_inspection(inspection=inspection, by=office.monitor, now=LATER)
    assert seen(office.head).get() == inspection
    assert told(office.head) == ["Bắt đầu kiểm tra: Kỷ luật công vụ"]
    assert not seen(office.other_head).exists()
    assert not seen(office.officer).exists()


def test_g6_a_planned_inspection_is_told_at_once(office):
    inspection = plan(office, kind="planned")
    assert Inspection.objects.visible_to(office.head).get() == inspection
    assert told(office.head) == ["Kiểm tra ngày 13/03/2026: Kỷ luật công vụ"]


def test_g6_a_surprise_inspection_that_was_given_up_is_never_told(office):
    inspection = plan(office)
    cancel_inspection(inspection=inspection, by=office.leader, now=NOW, reason="Trùng kế hoạch của tỉnh.")
    assert told(office.head) == []
    assert not Inspection.objects.visible_to(office.head).exists()


def test_g6_a_finding_becomes_a_task_of_the_unit_once(office):
    inspection = begin_inspection(inspection=plan(office), by=office.leader, now=NOW)
    found = add_finding(inspection=inspection, by=office.monitor, now=NOW, unit=office.unit, content="Đi muộn.")
    due = TODAY + timedelta(days=10)
    task = assign_finding(finding=found, by=office.monitor, now=NOW, due_on=due)
    assert (task.lead, task.due_on, task.source_kind) == (office.unit, due, SourceKind.INSPECTION)
    assert task.title == "Khắc phục tồn tại sau kiểm tra “Kỷ luật công vụ”: Đi muộn."
    with pytest.raises(Conflict, match="đã được giao khắc phục"):
        assign_finding(finding=found, by=office.monitor, now=NOW, due_on=due)
    (row,) = conduct_of(COLUMNS, office.organisation, TODAY, TODAY)
    assert (row.unit, row.figures["ton-tai"].count) == (office.unit, 1)


def test_a_finding_needs_a_date_ahead_and_a_unit_that_was_inspected(office):
    inspection = begin_inspection(inspection=plan(office), by=office.leader, now=NOW)
    with pytest.raises(ValidationError, match="không thuộc phạm vi"):
        add_finding(inspection=inspection, by=office.leader, now=NOW, unit=office.other_unit, content="Đi muộn.")
    with pytest.raises(ValidationError, match="Ghi tồn tại"):
        add_finding(inspection=inspection, by=office.leader, now=NOW, unit=office.unit, content=" ")
    found = add_finding(inspection=inspection, by=office.leader, now=NOW, unit=office.unit, content="Đi muộn.")
    with pytest.raises(ValidationError, match="đã qua"):
        assign_finding(finding=found, by=office.leader, now=NOW, due_on=TODAY - timedelta(days=1))


def test_an_inspection_is_concluded_with_words_and_then_closed(office):
    inspection = plan(office, kind="planned")
    with pytest.raises(Conflict, match="chưa tiến hành"):
        conclude_inspection(inspection=inspection, by=office.leader, now=NOW, conclusion="Tốt.")
    begin_inspection(inspection=inspection, by=office.leader, now=NOW)
    with pytest.raises(Conflict, match="đang tiến hành"):
        cancel_inspection(inspection=inspection, by=office.leader, now=NOW, reason="Bận.")
    with pytest.raises(ValidationError, match="Ghi kết luận"):
        conclude_inspection(inspection=inspection, by=office.leader, now=NOW, conclusion=" ")
    done = conclude_inspection(inspection=inspection, by=office.leader, now=LATER, conclusion="Chấp hành tốt.")
    assert (done.status, done.closed_by, done.conclusion) == ("concluded", office.leader, "Chấp hành tốt.")
    with pytest.raises(Conflict, match="đã kết luận"):
        add_finding(inspection=inspection, by=office.leader, now=LATER, unit=office.unit, content="Muộn.")


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"subject": " "}, "subject"),
        ({"decision": ""}, "decision"),
        ({"planned_on": TODAY - timedelta(days=1)}, "planned_on"),
        ({"units": []}, "units"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(office, fields, field):
    with pytest.raises(ValidationError) as refused:
        plan(office, **fields)
    assert list(refused.value.message_dict) == [field]
    assert not Inspection.objects.exists()


def test_units_do_not_inspect_and_another_organisation_sees_nothing(office):
    with pytest.raises(Forbidden, match="do lãnh đạo và Văn phòng"):
        plan(office, by=office.head)
    stranger = make_person(make_organisation("Sở Tài chính"), Role.LEADER)
    inspection = plan(office)
    assert not Inspection.objects.visible_to(stranger).exists()
    with pytest.raises(Forbidden, match="Cuộc kiểm tra này do"):
        begin_inspection(inspection=inspection, by=stranger, now=NOW)
