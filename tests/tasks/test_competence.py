"""Not our competence: up with a reason, then transferred or insisted on; never sideways (requirement F1)."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from tasks.forms.acts import ACTS
from tasks.models import Task
from tasks.services.telling import link_to
from tasks.statuses import Action, Status
from tests.factories.tasks import make_task
from tests.tasks.conftest import TODAY
from tests.tasks.steps import assign, do
from units.refusals import Conflict, Forbidden

DUE = date(2026, 3, 20)
FRESH = date(2026, 4, 10)


@pytest.fixture
def returned(office) -> Task:
    task = assign(office.unit, by=office.monitor, due_on=DUE)
    return do(Action.RETURN, task, office.head)


def test_f1_a_return_needs_its_reason_and_goes_up(office):
    task = assign(office.unit, by=office.monitor, due_on=DUE)
    with pytest.raises(ValidationError):
        do(Action.RETURN, task, office.head, reason=" ")
    back = do(Action.RETURN, task, office.head)
    assert (back.status, back.lead) == (Status.RETURNED, office.unit)
    for person in (office.monitor, office.leader):
        assert Task.objects.mine_to_decide(person).get() == task


def test_f1_who_began_the_work_does_not_return_it_any_more(office):
    task = assign(office.unit, by=office.monitor)
    do(Action.REPORT, task, office.head)
    with pytest.raises(Conflict, match="Đang thực hiện"):
        do(Action.RETURN, task, office.head)


@pytest.mark.parametrize("who", ["head", "deputy", "officer", "other_head", "registrar"])
def test_f1_only_those_who_gave_it_transfer_or_insist(office, returned, who):
    with pytest.raises(Forbidden):
        do(Action.TRANSFER, returned, getattr(office, who), lead=office.other_unit)
    with pytest.raises(Forbidden):
        do(Action.INSIST, returned, getattr(office, who))


@pytest.mark.parametrize("status", [Status.ASSIGNED, Status.ACCEPTED, Status.IN_PROGRESS, Status.RETURNED])
def test_f1_no_act_of_the_unit_hands_the_task_sideways(office, client, status, monkeypatch):
    """Whatever the head or the officer sends while it is theirs, with another unit in every field: the lead stays."""
    task = make_task(lead=office.unit, by=office.monitor, due_on=TODAY + timedelta(days=9), status=status)
    words = dict.fromkeys(("note", "reason", "summary", "title", "decision"), "Chuyển phòng khác.")
    other = dict.fromkeys(("lead", "unit", "receiver", "coordinating"), office.other_unit.pk)
    for person in (office.head, office.officer):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        for action in ACTS:
            task.refresh_from_db()
            data = words | other | {"version": task.version, "time": "remaining", "due_on": "20/03/2027"}
            client.post(f"{link_to(task)}{action}/", data)
            assert Task.objects.get(pk=task.pk).lead == office.unit, action
    assert not Task.objects.filter(lead=office.other_unit).exists()


def test_f1_a_transfer_says_how_the_time_goes_on(office, returned):
    """There is no silent default: neither in the service nor in the form."""
    lead = office.other_unit
    for time, due_on, field in (
        ("", None, "time"),
        ("", FRESH, "time"),
        ("sometimes", FRESH, "time"),
        ("fresh", None, "due_on"),
        ("remaining", FRESH, "due_on"),
    ):
        with pytest.raises(ValidationError) as refusal:
            do(Action.TRANSFER, returned, office.leader, lead=lead, time=time, due_on=due_on)
        assert set(refusal.value.message_dict) == {field}
    form = ACTS[Action.TRANSFER].form(task=returned, user=office.leader, today=TODAY)
    assert form["time"].value() is None
    assert [str(label) for _, label in form.fields["time"].choices] == [
        "Tính hạn mới",
        "Giữ hạn còn lại: 20/03/2026, còn 10 ngày",
    ]


@pytest.mark.parametrize(
    ("due_on", "said"),
    [(TODAY, "đến hạn hôm nay"), (TODAY - timedelta(days=2), "đã quá hạn 2 ngày"), (None, "không thời hạn")],
)
def test_f1_what_remains_is_said_before_it_is_chosen(office, due_on, said):
    task = make_task(lead=office.unit, by=office.monitor, due_on=due_on, status=Status.RETURNED)
    form = ACTS[Action.TRANSFER].form(task=task, user=office.leader, today=TODAY)
    assert form.fields["time"].choices[1][1].endswith(said)


def test_f1_remaining_time_keeps_the_date_and_fresh_time_begins_anew(office, returned):
    kept = do(Action.TRANSFER, returned, office.leader, lead=office.other_unit, time="remaining")
    assert (kept.due_on, kept.original_due_on) == (DUE, DUE)
    assert kept.events.last().changes["time"] == [None, "Giữ hạn còn lại"]
    do(Action.RETURN, kept, office.other_head)
    fresh = do(Action.TRANSFER, kept, office.leader, lead=office.unit, time="fresh", due_on=FRESH)
    assert (fresh.due_on, fresh.original_due_on) == (FRESH, DUE)
    assert fresh.events.last().changes["time"] == [None, "Tính hạn mới"]


def test_f1_the_old_lead_stays_in_history_and_on_the_page(office, client, returned):
    do(Action.TRANSFER, returned, office.leader, lead=office.other_unit)
    leads = [event.lead for event in returned.events.select_related("lead").order_by("seq")]
    assert leads == [office.unit, office.unit, office.other_unit]
    client.force_login(office.leader, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(link_to(returned)).content.decode()
    assert "TCCB</del>" in page
    assert "Giữ hạn còn lại" in page


def test_f1_insisted_on_the_unit_keeps_the_task_with_the_reason(office, returned):
    with pytest.raises(ValidationError):
        do(Action.INSIST, returned, office.leader, reason="")
    kept = do(Action.INSIST, returned, office.leader)
    assert (kept.status, kept.lead, kept.due_on) == (Status.ASSIGNED, office.unit, DUE)
    assert kept.events.last().note == "Đúng chức năng của phòng."
