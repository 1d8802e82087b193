"""Every act on every status, and what each leaves behind."""

import pytest

from tasks.forms.acts import ACTS
from tasks.models import EventFile, ResultDocument, Task, TaskEvent
from tasks.models.event import HistoryIsAppendOnly
from tasks.permissions import CHECKS
from tasks.services import lifecycle
from tasks.services.transition import Stale
from tasks.statuses import (
    CLOCK_ACTS,
    CONSULTATION_ACTS,
    COORDINATING_ACTS,
    ESCALATION_ANSWERS,
    EXPLANATION_ANSWERS,
    EXTENSION_ACTS,
    FOLLOW_UP_ACTS,
    HANDED_IN,
    PROPOSAL_ANSWERS,
    TRANSITIONS,
    Action,
    Status,
    actions_from,
    target_of,
)
from tests.factories.tasks import (
    make_check_in,
    make_coordination,
    make_escalation,
    make_explanation,
    make_extension,
    make_proposal,
    make_task,
)
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import SERVICES, assign, do
from units.refusals import Conflict, Forbidden

UNIT_ACTS = {action for action, act in ACTS.items() if act.by_unit}
OFFICE_ACTS = {Action.REMIND, Action.ESCALATE, Action.WITHDRAW_ESCALATION}
CELLS = [(action, status) for action in SERVICES for status in Status]

# product.md, "The life of a task", written out a second time: the table must say the same.
LIFE = {
    (Action.ACCEPT, "assigned"): "accepted",
    (Action.REPORT, "assigned"): "in_progress",
    (Action.REPORT, "accepted"): "in_progress",
    (Action.REPORT, "in_progress"): "in_progress",
    (Action.SUBMIT, "accepted"): "submitted",
    (Action.SUBMIT, "in_progress"): "submitted",
    (Action.CONFIRM, "submitted"): "completed",
    (Action.SEND_BACK, "submitted"): "in_progress",
    (Action.RETURN, "assigned"): "returned",
    (Action.RETURN, "accepted"): "returned",
    (Action.TRANSFER, "returned"): "assigned",
    (Action.INSIST, "returned"): "assigned",
    (Action.SUSPEND, "assigned"): "suspended",
    (Action.SUSPEND, "accepted"): "suspended",
    (Action.SUSPEND, "in_progress"): "suspended",
    (Action.RESUME, "suspended"): "accepted",  # the status before suspension in these tests
    (Action.CANCEL, "assigned"): "cancelled",
    (Action.CANCEL, "accepted"): "cancelled",
    (Action.CANCEL, "in_progress"): "cancelled",
    (Action.CANCEL, "submitted"): "cancelled",
    (Action.CANCEL, "returned"): "cancelled",
    (Action.CANCEL, "suspended"): "cancelled",
    (Action.REOPEN, "completed"): "in_progress",
    (Action.CHECK_IN, "assigned"): "in_progress",
    (Action.CHECK_IN, "accepted"): "in_progress",
    (Action.CHECK_IN, "in_progress"): "in_progress",
    (Action.PLAN_CHECK_INS, "assigned"): "assigned",
    (Action.PLAN_CHECK_INS, "accepted"): "accepted",
    (Action.PLAN_CHECK_INS, "in_progress"): "in_progress",
    (Action.GIVE_PART, "accepted"): "accepted",
    (Action.GIVE_PART, "in_progress"): "in_progress",
    (Action.PROPOSE, "accepted"): "accepted",
    (Action.PROPOSE, "in_progress"): "in_progress",
    (Action.ASK_COORDINATION, "accepted"): "accepted",
    (Action.ASK_COORDINATION, "in_progress"): "in_progress",
    (Action.ASK_MORE, "accepted"): "accepted",
    (Action.ASK_MORE, "in_progress"): "in_progress",
    **{
        (action, status): status
        for action in COORDINATING_ACTS
        for status in ("assigned", "accepted", "in_progress", "submitted")
    },
    **{
        (action, status): status
        for action in (Action.ADD_COORDINATION, *EXTENSION_ACTS, *PROPOSAL_ANSWERS)
        for status in ("assigned", "accepted", "in_progress")
    },
    (Action.NAME_OFFICER, "assigned"): "assigned",
    (Action.NAME_OFFICER, "accepted"): "accepted",
    (Action.NAME_OFFICER, "in_progress"): "in_progress",
    (Action.HAND_OVER, "assigned"): "assigned",
    (Action.HAND_OVER, "accepted"): "accepted",
    (Action.HAND_OVER, "in_progress"): "in_progress",
    (Action.HAND_OVER, "submitted"): "submitted",
    (Action.HAND_OVER, "returned"): "returned",
    (Action.HAND_OVER, "suspended"): "suspended",
}
OPEN_NOW = ("assigned", "accepted", "in_progress", "submitted", "returned", "suspended")
LIFE |= {(Action.REMIND, status): status for status in ("assigned", "accepted", "in_progress")}
LIFE |= {(action, status): status for action in FOLLOW_UP_ACTS for status in OPEN_NOW}
LIFE |= {(action, status): status for action in EXPLANATION_ANSWERS for status in (*OPEN_NOW, "completed")}
LIFE |= {(action, status.value): status.value for action in ESCALATION_ANSWERS for status in Status}
LIFE |= {(Action.CONSULT, status): status for status in ("accepted", "in_progress")}
_STILL_OPEN = ("assigned", "accepted", "in_progress", "submitted")
LIFE |= {(Action.GIVE_OPINION, status): status for status in (*_STILL_OPEN, "returned")}
LIFE |= {
    (action, status): status
    for action in (Action.SETTLE_OPINIONS, Action.EXTEND_CONSULTATION, Action.WITHDRAW_CONSULTATION)
    for status in _STILL_OPEN
}


def test_there_is_a_service_and_a_permission_for_every_act():
    acts = set(Action) - {Action.ASSIGN, Action.REORGANISE}
    of_people = acts - set(CLOCK_ACTS)
    assert set(CHECKS) == of_people
    assert set(SERVICES) == of_people - set(CONSULTATION_ACTS)  # those have tests of their own
    assert set(TRANSITIONS) == acts - {Action.RESUME}


@pytest.mark.parametrize(("action", "status"), CELLS)
def test_every_cell_of_the_table(office, action, status):
    """Allowed cells lead where product.md says and leave one event; all others refuse and leave nothing."""
    task = make_task(lead=office.unit, by=office.monitor, due_on=TODAY, status=status)
    by = office.head if action in UNIT_ACTS else office.monitor if action in OFFICE_ACTS else office.leader
    more = {"lead": office.other_unit} if action == Action.TRANSFER else {}
    if action in (*COORDINATING_ACTS, Action.ASK_COORDINATION, Action.ASK_MORE):
        done = {"status": "done", "done_on": TODAY} if action == Action.ASK_MORE else {}
        make_coordination(task, office.other_unit, **done)
        more = {} if action in COORDINATING_ACTS else {"unit": office.other_unit, "due_on": TODAY}
        by = office.other_head if action in COORDINATING_ACTS else by
    if action == Action.ADD_COORDINATION:
        more = {"unit": office.other_unit}
    if action == Action.GIVE_PART:
        more = {"officer": office.officer, "due_on": TODAY}
    if action in (Action.CHECK_IN, Action.PLAN_CHECK_INS):
        Task.objects.filter(pk=task.pk).update(duty_kind="standing")
    if action == Action.CHECK_IN:
        more = {"period": make_check_in(task)}
    if action in (Action.NAME_OFFICER, Action.HAND_OVER):
        Task.objects.filter(pk=task.pk).update(officer=office.officer)
        more = {"officer": office.deputy}
    if action in EXTENSION_ACTS[1:]:
        make_extension(task, offered=action in (Action.TAKE_OFFER, Action.DECLINE_OFFER))
    if action in PROPOSAL_ANSWERS:
        make_proposal(task)
    if action in EXPLANATION_ANSWERS:
        make_explanation(task)
    if action in ESCALATION_ANSWERS:
        make_escalation(task, by=office.monitor)
    target = LIFE.get((action, status.value))
    if target is None:
        with pytest.raises(Conflict):
            do(action, task, by, **more)
        assert not TaskEvent.objects.filter(task=task).exists()
        assert Task.objects.get(pk=task.pk).version == 1
        return
    changed = do(action, task, by, **more)
    event = TaskEvent.objects.get(task=task)
    assert changed.status == event.status == target
    assert (event.action, event.seq, event.by, event.post) == (action, 2, by, by.acting_post)
    assert (event.effective_on, event.recorded_at) == (TODAY, NOW)
    assert (event.due_on, event.lead) == (changed.due_on, changed.lead)
    if status != target:
        assert event.changes["status"] == [status, target]
    assert (changed.submitted_on is not None) == (target in HANDED_IN)


@pytest.mark.parametrize("status", Status)
def test_the_offered_acts_are_those_of_the_table(status):
    assert set(actions_from(status)) == {action for action, from_status in LIFE if from_status == status}


def test_a_task_without_a_status_before_suspension_cannot_be_resumed():
    with pytest.raises(Conflict):
        target_of(Action.RESUME, Status.SUSPENDED, before_suspension=None)


def test_a_stale_form_is_told_who_changed_what_and_when(office):
    task = assign(office.unit, by=office.monitor)
    do(Action.ACCEPT, task, office.head)
    with pytest.raises(Stale) as refusal:
        lifecycle.report_progress(task=task, by=office.deputy, now=NOW, version=1, note="Đang làm.")
    assert refusal.value.reason == (
        "Trưởng phòng TCCB (Trưởng phòng, TCCB) đã thay đổi nhiệm vụ này lúc 09:00 ngày 10/03/2026 (“Tiếp nhận”). "
        "Nhiệm vụ hiện ở trạng thái “Đã tiếp nhận”; thao tác của bạn chưa được thực hiện."
    )


def test_permission_is_asked_before_the_table_and_the_version(office):
    """Who may not act learns that, not that the moment is wrong."""
    task = make_task(lead=office.unit, by=office.monitor, status=Status.COMPLETED)
    with pytest.raises(Forbidden):
        lifecycle.accept(task=task, by=office.other_head, now=NOW, version=99)


def test_e1_history_is_append_only_and_numbered(office):
    task = assign(office.unit, by=office.monitor)
    for note in ("Tuần 1", "Tuần 2", "Tuần 3"):
        do(Action.REPORT, task, office.officer, note=note)
    events = list(task.events.order_by("seq"))
    assert [event.seq for event in events] == [1, 2, 3, 4]
    assert [event.note for event in events] == ["", "Tuần 1", "Tuần 2", "Tuần 3"]
    for attempt in (
        events[0].save,
        events[0].delete,
        lambda: task.events.update(note=""),
        lambda: task.events.all().delete(),
    ):
        with pytest.raises(HistoryIsAppendOnly):
            attempt()


def test_a_refused_file_undoes_the_whole_act(office):
    task = assign(office.unit, by=office.monitor)
    do(Action.ACCEPT, task, office.head)
    with pytest.raises(Exception, match=r"Không nhận được tệp “a\.exe”"):
        do(Action.SUBMIT, task, office.head, files=(lifecycle.HandedIn("a.exe", b"MZ\x00\x01"),))
    task.refresh_from_db()
    assert (task.status, task.events.count()) == (Status.ACCEPTED, 2)
    assert not EventFile.objects.exists()
    assert not ResultDocument.objects.exists()
