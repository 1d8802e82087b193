"""Notes and files are struck out, never deleted."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from notices.models import Kind, Notification
from tasks.models import EventFile, Strike
from tasks.models.event import HistoryIsAppendOnly
from tasks.services.strikes import strike
from tasks.statuses import Action
from tests.factories.units import make_person
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.lives import rows_of_history
from tests.tasks.steps import assign, do
from units.refusals import Conflict, Forbidden
from units.roles import Role

WHY = "Ghi nhầm số liệu của năm trước."


@pytest.fixture
def task(office):
    given = assign(office.unit, by=office.monitor, due_on=TODAY + timedelta(days=10))
    do(Action.ACCEPT, given, office.head)
    do(Action.REPORT, given, office.officer, note="Đã xong 90%.")
    return do(Action.SUBMIT, given, office.head)


def event_of(task, action):
    return task.events.get(action=action)


def test_e1_a_note_is_struck_out_with_a_reason_and_its_event_never_changes(office, task):
    before = rows_of_history()
    version = task.version
    struck = strike(event=event_of(task, Action.REPORT), by=office.officer, now=NOW, reason=WHY)
    assert (struck.reason, struck.by, struck.post, struck.at) == (WHY, office.officer, office.officer.acting_post, NOW)
    assert rows_of_history() == before
    task.refresh_from_db()
    assert task.version == version


@pytest.mark.parametrize(
    ("action", "who", "may"),
    [
        (Action.REPORT, "officer", True),
        (Action.REPORT, "head", True),
        (Action.REPORT, "deputy", True),
        (Action.REPORT, "monitor", False),
        (Action.SUBMIT, "officer", False),
        (Action.SUBMIT, "leader", False),
        (Action.SEND_BACK, "monitor", True),
        (Action.SEND_BACK, "leader", True),
        (Action.SEND_BACK, "head", False),
    ],
)
def test_only_the_side_of_the_author_strikes_out(office, task, action, who, may):
    do(Action.SEND_BACK, task, office.monitor)
    event, person = event_of(task, action), getattr(office, who)
    if may:
        assert strike(event=event, by=person, now=NOW, reason=WHY)
    else:
        with pytest.raises(Forbidden, match="Chỉ "):
            strike(event=event, by=person, now=NOW, reason=WHY)
        assert not Strike.objects.exists()


def test_another_officer_does_not_strike_out_what_a_colleague_wrote(office, task):
    colleague = make_person(office.unit, Role.OFFICER)
    with pytest.raises(Forbidden):
        strike(event=event_of(task, Action.REPORT), by=colleague, now=NOW, reason=WHY)


def test_status_and_dates_are_no_notes(office, task):
    with pytest.raises(Conflict, match="không có ghi chú"):
        strike(event=event_of(task, Action.ACCEPT), by=office.head, now=NOW, reason=WHY)


def test_a_reason_is_demanded(office, task):
    with pytest.raises(ValidationError) as refused:
        strike(event=event_of(task, Action.REPORT), by=office.officer, now=NOW, reason="  ")
    assert "reason" in refused.value.message_dict


def test_once_struck_it_stays_so(office, task):
    event = event_of(task, Action.REPORT)
    first = strike(event=event, by=office.officer, now=NOW, reason=WHY)
    with pytest.raises(Conflict, match="đã được"):
        strike(event=event, by=office.head, now=NOW, reason="Lý do khác.")
    with pytest.raises(IntegrityError), transaction.atomic():  # the database says so too
        Strike.objects.create(event=event, reason="x", by=office.head, post=office.head.acting_post, at=NOW)
    for attempt in (first.save, first.delete, lambda: Strike.objects.update(reason=""), Strike.objects.all().delete):
        with pytest.raises(HistoryIsAppendOnly):
            attempt()


def test_a_file_and_the_note_beside_it_are_struck_out_apart(office, task):
    event = event_of(task, Action.SUBMIT)
    file = EventFile.objects.get(event=event)
    strike(event=event, file=file, by=office.head, now=NOW, reason="Bản chưa ký.")
    assert file.strike.reason == "Bản chưa ký."
    strike(event=event, by=office.deputy, now=NOW, reason=WHY)
    assert Strike.objects.count() == 2
    with pytest.raises(Conflict, match=r"Tệp “ket-qua\.txt” đã được"):
        strike(event=event, file=file, by=office.head, now=NOW, reason=WHY)


def test_the_other_side_is_told(office, task):
    do(Action.SEND_BACK, task, office.monitor)
    strike(event=event_of(task, Action.REPORT), by=office.officer, now=NOW, reason=WHY)
    assert {row.recipient for row in Notification.objects.filter(kind=Kind.STRUCK)} == {office.monitor}
    strike(event=event_of(task, Action.SEND_BACK), by=office.leader, now=NOW, reason=WHY)
    assert office.head in {row.recipient for row in Notification.objects.filter(kind=Kind.STRUCK)}
