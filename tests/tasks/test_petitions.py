"""Petitions: logged, given, answered in writing by a day; the backlog and what is late are seen (requirement E6)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.models import Petition, PetitionState
from tasks.services.conduct import COLUMNS
from tasks.services.conduct.table import conduct_of
from tasks.services.filing import HandedIn
from tasks.services.petitions import answer_petition, assign_petition, close_petition, log_petition
from tasks.statuses import Action
from tests.factories.units import make_organisation, make_person
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import do
from units.refusals import Conflict, Forbidden
from units.roles import Role

DUE = TODAY + timedelta(days=10)


def log(office, **fields):
    values = {
        "by": office.registrar,
        "now": NOW,
        "sender_name": "Trường THCS Bến Sông",
        "subject": "Bổ sung giáo viên",
        "content": "Đề nghị bổ sung hai giáo viên tin học.",
        "received_on": TODAY,
        "due_on": DUE,
    }
    return log_petition(**(values | fields))


def answer(petition, office, **fields):
    values = {"reference": "45/SNV-TCCB", "answered_on": TODAY, "answer": "Bổ sung trong đợt tuyển dụng tới."}
    return answer_petition(petition=petition, by=office.monitor, now=NOW, **(values | fields))


def test_e6_a_petition_is_logged_given_to_a_unit_and_answered_in_writing(office):
    petition = log(office, files=[HandedIn("kien-nghi.txt", b"De nghi bo sung giao vien.")])
    assert petition.file_name == "kien-nghi.txt"
    assert petition.state_on(TODAY) == PetitionState.WAITING
    task = assign_petition(petition=petition, by=office.monitor, now=NOW, lead=office.unit, due_on=DUE)
    petition.refresh_from_db()
    assert (task.source_kind, task.lead, task.due_on, petition.task) == ("petition", office.unit, DUE, task)
    assert petition.state_on(TODAY) == PetitionState.IN_TIME
    assert petition.state_on(DUE + timedelta(days=1)) == PetitionState.OVERDUE
    done = answer(petition, office, answered_on=TODAY)
    assert (done.state_on(DUE + timedelta(days=99)), done.answer_reference) == ("answered_in_time", "45/SNV-TCCB")


def test_e6_the_backlog_and_what_is_late_are_counted_and_equal_their_lists(office):
    long_ago = {"received_on": TODAY - timedelta(days=40), "due_on": TODAY - timedelta(days=5)}
    late, overdue = log(office, **long_ago), log(office, **long_ago)
    answer(late, office)
    log(office)
    close_petition(petition=log(office), by=office.leader, now=NOW, reason="Đã rút.")
    counts = Petition.objects.counted_by_state(TODAY)
    assert counts == {
        "waiting": 1,
        "in_time": 0,
        "overdue": 1,
        "answered_in_time": 0,
        "answered_late": 1,
        "closed": 1,
    }
    for state in PetitionState:
        assert Petition.objects.in_state(state, TODAY).count() == counts[state]
    assert Petition.objects.in_state(PetitionState.OVERDUE, TODAY).get() == overdue


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(due=st.integers(-5, 5), answered=st.one_of(st.none(), st.integers(-5, 0)), closed=st.booleans())
def test_a_state_is_the_same_in_python_and_in_sql(office, due, answered, closed):
    petition = log(office, received_on=TODAY - timedelta(days=9), due_on=TODAY + timedelta(days=due))
    if answered is not None:
        answer(petition, office, answered_on=TODAY + timedelta(days=answered))
    elif closed:
        close_petition(petition=petition, by=office.leader, now=NOW, reason="Trùng.")
    petition.refresh_from_db()
    for day in (TODAY, TODAY + timedelta(days=due), TODAY + timedelta(days=due + 1)):
        states = [state for state in PetitionState if Petition.objects.in_state(state, day).filter(pk=petition.pk)]
        assert states == [petition.state_on(day)]


def test_e6_an_answer_that_is_late_is_counted_for_the_unit(office):
    petition = log(office, received_on=TODAY - timedelta(days=40), due_on=TODAY - timedelta(days=5))
    assign_petition(petition=petition, by=office.leader, now=NOW, lead=office.unit, due_on=TODAY)
    year = (date(2026, 1, 1), date(2026, 12, 31))
    (row,) = conduct_of(COLUMNS, office.organisation, *year)
    assert (row.unit, row.figures["kien-nghi-qua-han"].count) == (office.unit, 1)


def test_an_answer_is_a_document_with_its_day(office):
    petition = log(office)
    with pytest.raises(ValidationError) as refused:
        answer(petition, office, reference=" ", answer="", answered_on=TODAY + timedelta(days=1))
    assert set(refused.value.message_dict) == {"reference", "answer", "answered_on"}
    with pytest.raises(ValidationError, match="trước ngày nhận"):
        answer(petition, office, answered_on=TODAY - timedelta(days=1))
    answer(petition, office)
    with pytest.raises(Conflict, match="đã trả lời"):
        answer(petition, office)


def test_the_unit_is_given_no_later_day_than_that_of_the_answer(office):
    petition = log(office)
    for wrong, said in ((DUE + timedelta(days=1), "không sau hạn trả lời"), (TODAY - timedelta(days=1), "đã qua")):
        with pytest.raises(ValidationError, match=said):
            assign_petition(petition=petition, by=office.monitor, now=NOW, lead=office.unit, due_on=wrong)
    assign_petition(petition=petition, by=office.monitor, now=NOW, lead=office.unit, due_on=DUE)
    with pytest.raises(Conflict, match="đã được giao"):
        assign_petition(petition=petition, by=office.monitor, now=NOW, lead=office.unit, due_on=DUE)


def test_a_petition_is_not_closed_while_its_task_is_open(office):
    petition = log(office)
    task = assign_petition(petition=petition, by=office.monitor, now=NOW, lead=office.unit, due_on=DUE)
    with pytest.raises(Conflict, match="còn mở"):
        close_petition(petition=petition, by=office.monitor, now=NOW, reason="Trùng.")
    do(Action.CANCEL, task, office.monitor)
    with pytest.raises(ValidationError, match="lý do không giải quyết"):
        close_petition(petition=petition, by=office.monitor, now=NOW, reason=" ")
    assert close_petition(petition=petition, by=office.monitor, now=NOW, reason="Trùng.").status == "closed"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"sender_name": " "}, "sender_name"),
        ({"subject": ""}, "subject"),
        ({"content": " "}, "content"),
        ({"received_on": TODAY + timedelta(days=1)}, "received_on"),
        ({"due_on": TODAY - timedelta(days=1)}, "due_on"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(office, fields, field):
    with pytest.raises(ValidationError) as refused:
        log(office, **fields)
    assert list(refused.value.message_dict) == [field]
    assert not Petition.objects.exists()


def test_who_sees_and_who_decides(office):
    petition = log(office, sender_unit=office.other_unit, sender_name="")
    assert petition.sender_name == office.other_unit.name
    sees = {name for name in ("registrar", "monitor", "leader", "head", "other_head") if _sees(getattr(office, name))}
    assert sees == {"registrar", "monitor", "leader", "other_head"}
    assign_petition(petition=petition, by=office.monitor, now=NOW, lead=office.unit, due_on=DUE)
    assert _sees(office.head)
    stranger = make_person(make_organisation("Sở Tài chính"), Role.LEADER)
    assert not _sees(stranger)
    for person in (office.registrar, office.head, stranger):
        with pytest.raises(Forbidden, match="Chỉ lãnh đạo hoặc Văn phòng"):
            answer_petition(
                petition=petition, by=person, now=NOW, reference="1/A", answered_on=TODAY, answer="Đã xem xét."
            )
    with pytest.raises(Forbidden, match="do văn thư"):
        log(office, by=office.head)


def _sees(person) -> bool:
    return Petition.objects.visible_to(person).exists()
