"""Commendation and accountability: append-only, each with its reason, and seen by few."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from notices.models import Notification
from tasks.models import MeritRecord
from tasks.models.event import HistoryIsAppendOnly
from tasks.services.conduct import COLUMNS
from tasks.services.conduct.table import conduct_of
from tasks.services.merit import Said, correct_merit, read_merit, record_merit
from tests.tasks.conftest import NOW, TODAY
from units.models import AuditEvent
from units.refusals import Conflict, Forbidden

Kind, Form, Category = MeritRecord.Kind, MeritRecord.Form, MeritRecord.Category


@pytest.fixture
def praise(office):
    return Said(kind=Kind.COMMENDATION, unit=office.unit, form=Form.PRAISE, reason="Xong sớm.", decided_on=TODAY)


@pytest.fixture
def blame(office):
    return Said(
        kind=Kind.ACCOUNTABILITY,
        unit=office.unit,
        person=office.officer,
        form=Form.SELF_REVIEW,
        category=Category.DELAY,
        reason="Để quá hạn kéo dài.",
        decided_on=TODAY,
    )


def record(said, by):
    return record_merit(said=said, by=by, now=NOW)


def seen(person) -> set[MeritRecord]:
    return set(MeritRecord.objects.visible_to(person))


def test_g9_a_commendation_of_a_unit_or_a_person_is_recorded_with_its_reason_and_told(office, praise):
    whole = record(praise, office.monitor)
    single = record(replace(praise, person=office.officer), office.leader)
    assert (whole.subject_label, single.subject_label) == ("Tập thể TCCB", f"{office.officer} (TCCB)")
    assert seen(office.head) == {whole, single}
    assert seen(office.other_head) == set()
    told = Notification.objects.filter(kind="commended")
    assert {one.recipient for one in told} == {office.head, office.officer}
    (row,) = conduct_of(COLUMNS, office.organisation, TODAY, TODAY)
    assert row.figures["bieu-duong"].count == 2
    with pytest.raises(ValidationError, match="Ghi rõ lý do"):
        record(replace(praise, reason=" "), office.leader)


def test_g7_accountability_of_a_unit_or_a_person_is_restricted_and_told_to_nobody(office, blame):
    one = record(blame, office.monitor)
    whole = record(replace(blame, person=None), office.leader)
    assert seen(office.leader) == seen(office.monitor) == {one, whole}
    for person in (office.head, office.officer, office.registrar, office.other_head):
        assert seen(person) == set()
    assert not Notification.objects.filter(kind="commended").exists()


def test_g7_records_are_append_only(office, blame):
    one = record(blame, office.leader)
    one.reason = "Khác."
    for change in (one.save, one.delete, MeritRecord.objects.all().delete):
        with pytest.raises(HistoryIsAppendOnly):
            change()
    with pytest.raises(HistoryIsAppendOnly):
        MeritRecord.objects.update(reason="Khác.")


def test_g7_a_mistake_is_corrected_by_another_record_that_says_why(office, praise):
    wrong = record(praise, office.leader)
    with pytest.raises(ValidationError, match="lý do đính chính"):
        correct_merit(record=wrong, said=praise, reason=" ", by=office.leader, now=NOW)
    right = correct_merit(
        record=wrong, said=replace(praise, unit=office.other_unit), reason="Nhầm đơn vị.", by=office.leader, now=NOW
    )
    assert MeritRecord.objects.standing().get() == right
    assert MeritRecord.objects.count() == 2
    (row,) = conduct_of(COLUMNS, office.organisation, TODAY, TODAY)
    assert row.unit == office.other_unit
    with pytest.raises(Conflict, match="đã được đính chính"):
        correct_merit(record=wrong, said=praise, reason="Lần nữa.", by=office.leader, now=NOW)


def test_g8_harassment_and_corruption_are_a_category_that_leaders_alone_record_and_see(office, blame):
    grave = replace(blame, category=Category.INTEGRITY, form=Form.DISCIPLINE)
    with pytest.raises(Forbidden, match="chỉ lãnh đạo"):
        record(grave, office.monitor)
    one = record(grave, office.leader)
    assert seen(office.leader) == {one}
    assert seen(office.monitor) == set()
    with pytest.raises(Forbidden, match="chỉ lãnh đạo"):
        correct_merit(record=one, said=blame, reason="Nhẹ hơn.", by=office.monitor, now=NOW)


def test_g8_reading_what_somebody_had_to_answer_for_leaves_a_line_of_audit(office, blame, praise):
    one = record(blame, office.leader)
    read_merit(record=one, by=office.monitor, now=NOW)
    read_merit(record=record(praise, office.leader), by=office.head, now=NOW)
    line = AuditEvent.objects.get(kind="restricted_read")
    assert (line.user, line.subject) == (office.monitor, f"Hồ sơ trách nhiệm số {one.pk}")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"form": Form.PRAISE}, "form"),
        ({"category": ""}, "category"),
        ({"reason": ""}, "reason"),
        ({"decided_on": TODAY + timedelta(days=1)}, "decided_on"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(office, blame, change, field):
    with pytest.raises(ValidationError) as refused:
        record(replace(blame, **change), office.leader)
    assert list(refused.value.message_dict) == [field]


def test_a_person_belongs_to_the_unit_that_is_named(office, praise):
    with pytest.raises(ValidationError, match="chưa từng giữ vị trí nào tại KHTC"):
        record(replace(praise, unit=office.other_unit, person=office.officer), office.leader)


def test_units_record_nothing(office, praise):
    with pytest.raises(Forbidden, match="do lãnh đạo, Văn phòng ghi nhận"):
        record(praise, office.head)
