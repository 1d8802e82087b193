"""Extensions: who asks, who decides, what holds, and that every date is kept."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from notices.models import Kind, Notification
from tasks.deadlines import TimeState
from tasks.models import Extension, HandlingRules, Task
from tasks.services.handling import settle_rules
from tasks.statuses import Action, Status
from tests.factories.tasks import make_extension
from tests.factories.units import LONG_AGO, make_person
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import assign, do
from units.models import AuditEvent, AuditKind, Post
from units.refusals import Conflict, Forbidden
from units.roles import Role

DUE = TODAY + timedelta(days=10)
LATER = DUE + timedelta(days=15)


@pytest.fixture
def task(office):
    given = assign(office.unit, by=office.monitor, due_on=DUE)
    return do(Action.ACCEPT, given, office.head)


def ask(task, by, due_on=LATER, **more):
    return do(Action.ASK_EXTENSION, task, by, due_on=due_on, **more)


def test_a_granted_extension_moves_the_date_in_force_and_keeps_the_first(office, task):
    asked = ask(task, office.head)
    assert (asked.due_on, asked.status) == (DUE, Status.ACCEPTED)  # asking alone moves nothing
    granted = do(Action.GRANT_EXTENSION, task, office.leader, note="Đồng ý.")
    assert (granted.due_on, granted.original_due_on, granted.status) == (LATER, DUE, Status.ACCEPTED)
    event = granted.events.get(action=Action.GRANT_EXTENSION)
    assert event.changes["due_on"] == [DUE.isoformat(), LATER.isoformat()]
    one = Extension.objects.get()
    assert (one.status, one.due_on, one.asked_due_on, one.decided_by) == ("granted", DUE, LATER, office.leader)
    assert (one.decision, one.decided_at, one.closed_at) == ("Đồng ý.", NOW, NOW)


def test_a_task_is_judged_against_the_date_in_force(office, task):
    ask(task, office.head)
    do(Action.GRANT_EXTENSION, task, office.leader)
    between = DUE + timedelta(days=5)
    assert not Task.objects.overdue(between).exists()
    assert Task.objects.in_state(TimeState.OVERDUE, LATER + timedelta(days=1)).get() == task


def test_a_refusal_needs_its_reason_and_leaves_the_date(office, task):
    ask(task, office.head)
    with pytest.raises(ValidationError) as refused:
        do(Action.REFUSE_EXTENSION, task, office.leader, reason=" ")
    assert "reason" in refused.value.message_dict
    do(Action.REFUSE_EXTENSION, task, office.leader, reason="Đã đủ thời gian.")
    task.refresh_from_db()
    assert (task.due_on, Extension.objects.get().status) == (DUE, "refused")
    ask(task, office.head)  # and may be asked again


def test_a_counter_offer_holds_only_if_the_lead_takes_it(office, task):
    ask(task, office.head)
    offered = DUE + timedelta(days=5)
    do(Action.OFFER_EXTENSION, task, office.leader, due_on=offered)
    task.refresh_from_db()
    assert task.due_on == DUE
    assert Task.objects.urgent(office.head, TODAY).get() == task
    do(Action.DECLINE_OFFER, task, office.head)
    task.refresh_from_db()
    assert task.due_on == DUE
    ask(task, office.head)
    do(Action.OFFER_EXTENSION, task, office.leader, due_on=offered)
    taken = do(Action.TAKE_OFFER, task, office.head)
    assert (taken.due_on, taken.original_due_on) == (offered, DUE)
    assert list(Extension.objects.values_list("status", flat=True)) == ["declined", "granted"]


def test_an_offer_of_the_date_asked_for_is_a_grant(office, task):
    ask(task, office.head)
    with pytest.raises(ValidationError, match="Đồng ý gia hạn"):
        do(Action.OFFER_EXTENSION, task, office.leader, due_on=LATER)


@pytest.mark.parametrize("due_on", [DUE, DUE - timedelta(days=1), date(2206, 3, 1)])
def test_the_new_date_is_later_than_the_old_and_no_slip_of_the_key(office, task, due_on):
    with pytest.raises(ValidationError) as refused:
        ask(task, office.head, due_on=due_on)
    assert "due_on" in refused.value.message_dict
    assert not Extension.objects.exists()


def test_one_request_is_open_at_a_time(office, task):
    ask(task, office.head)
    with pytest.raises(Conflict, match="Đang có đề nghị gia hạn"):
        ask(task, office.deputy)
    with pytest.raises(IntegrityError), transaction.atomic():  # the database says so too
        make_extension(task)
    do(Action.WITHDRAW_EXTENSION, task, office.deputy)
    ask(task, office.deputy)
    assert list(Extension.objects.values_list("status", flat=True)) == ["withdrawn", "asked"]


def test_how_many_extensions_a_task_may_have_is_settled_by_the_organisation(office, task):
    settle_rules(by=office.leader, now=NOW, most_extensions=1, office_decides_extensions=False)
    ask(task, office.head)
    do(Action.GRANT_EXTENSION, task, office.leader)
    with pytest.raises(Conflict, match="đã được gia hạn 1 lần"):
        ask(task, office.head, due_on=LATER + timedelta(days=1))
    settle_rules(by=office.leader, now=NOW, most_extensions=3, office_decides_extensions=False)
    ask(task, office.head, due_on=LATER + timedelta(days=1))


def test_g12_asked_after_the_due_date_it_needs_an_explanation(office, task):
    late = NOW + timedelta(days=12)
    with pytest.raises(ValidationError) as refused:
        ask(task, office.head, explanation=" ", now=late)
    assert "explanation" in refused.value.message_dict
    ask(task, office.head, explanation="Cơ quan phối hợp gửi số liệu chậm.", now=late)
    assert Extension.objects.get().explanation == "Cơ quan phối hợp gửi số liệu chậm."
    assert "Giải trình: Cơ quan phối hợp" in task.events.last().note


def test_a_task_without_a_date_has_nothing_to_extend(office):
    task = assign(office.unit, by=office.monitor)
    with pytest.raises(Conflict, match="không có thời hạn"):
        ask(task, office.head)


def test_the_office_decides_only_where_the_leader_has_said_so(office, task):
    ask(task, office.head)
    with pytest.raises(Forbidden, match="Chỉ lãnh đạo"):
        do(Action.GRANT_EXTENSION, task, office.monitor)
    assert not Task.objects.mine_to_decide(office.monitor).exists()
    assert Task.objects.mine_to_decide(office.leader).get() == task
    with pytest.raises(Forbidden):
        settle_rules(by=office.monitor, now=NOW, most_extensions=2, office_decides_extensions=True)
    settle_rules(by=office.leader, now=NOW, most_extensions=2, office_decides_extensions=True)
    assert Task.objects.mine_to_decide(office.monitor).get() == task
    assert do(Action.GRANT_EXTENSION, task, office.monitor).due_on == LATER


def test_settling_the_rules_is_kept_in_the_audit_trail(office):
    settle_rules(by=office.leader, now=NOW, most_extensions=5, office_decides_extensions=True)
    line = AuditEvent.objects.get(kind=AuditKind.SETTING_CHANGED)
    assert line.detail["before"] == {"most_extensions": 2, "office_decides_extensions": False}
    assert line.detail["after"] == {"most_extensions": 5, "office_decides_extensions": True}


def test_who_asked_never_decides(office, task):
    """A deputy who is also a leader of the organisation."""
    both = make_person(office.unit, Role.HEAD, is_deputy=True)
    unit_post = both.acting_post
    leader_post = Post.objects.create(
        user=both, unit=office.organisation, role=Role.LEADER, title="Phó Giám đốc", valid_from=LONG_AGO
    )
    ask(task, both)
    both.act_in(leader_post)
    with pytest.raises(Forbidden, match="phải do người khác thực hiện"):
        do(Action.GRANT_EXTENSION, task, both)
    both.act_in(unit_post)


def test_a_part_is_never_due_after_the_whole(office, task):
    part = assign(office.other_unit, by=office.monitor, due_on=DUE)
    Task.objects.filter(pk=part.pk).update(parent=task)
    with pytest.raises(ValidationError, match="nhiệm vụ cấp trên"):
        ask(part, office.other_head)


@pytest.mark.parametrize(
    ("action", "who"), [(Action.SUBMIT, "head"), (Action.RETURN, "head"), (Action.CANCEL, "leader")]
)
def test_a_request_lapses_when_the_task_goes_on_without_an_answer(office, task, action, who):
    ask(task, office.head)
    do(action, task, getattr(office, who))
    one = Extension.objects.get()
    assert (one.status, one.closed_at, one.decided_by) == ("lapsed", NOW, None)


def test_a_request_outlives_a_suspension_and_is_weighed_against_the_date_then_in_force(office, task):
    ask(task, office.head)
    do(Action.SUSPEND, task, office.leader)
    with pytest.raises(Conflict):
        do(Action.GRANT_EXTENSION, task, office.leader)
    do(Action.RESUME, task, office.leader, now=NOW + timedelta(days=20))
    with pytest.raises(ValidationError, match="sau hạn đang áp dụng"):
        do(Action.GRANT_EXTENSION, task, office.leader, now=NOW + timedelta(days=20))
    assert Extension.objects.get().is_open


def test_each_side_is_told_of_what_the_other_does(office, task):
    ask(task, office.head)
    asked = Notification.objects.filter(kind=Kind.EXTENSION_ASKED)
    assert {row.recipient for row in asked} == {office.leader, office.monitor}
    do(Action.GRANT_EXTENSION, task, office.leader)
    assert Notification.objects.get(kind=Kind.EXTENSION_ANSWERED).recipient == office.head


def test_tasks_extended_three_times_are_found(office, task):
    HandlingRules.objects.create(organisation=office.organisation, most_extensions=5)
    for days in (1, 2, 3):
        assert not Task.objects.extended_often().exists()
        ask(task, office.head, due_on=LATER + timedelta(days=days))
        do(Action.GRANT_EXTENSION, task, office.leader)
    assert Task.objects.extended_often().get() == task
