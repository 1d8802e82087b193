"""Tasks put before the leaders with a proposal, and what they decide."""

import pytest
from django.core.exceptions import ValidationError

from notices.models import Kind, Notification
from tasks.kinds import Handling
from tasks.models import Escalation, Task
from tasks.services import escalations
from tasks.services.transition import Stale
from tasks.statuses import Action, Status
from tests.factories.units import LONG_AGO, make_person
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import assign, do
from units.models import Post
from units.refusals import Conflict, Forbidden
from units.roles import Role


@pytest.fixture
def tasks(office):
    return [assign(unit, by=office.monitor, due_on=TODAY) for unit in (office.unit, office.other_unit)]


def put(tasks, by, **more) -> Escalation:
    fields = {"handling": Handling.TRANSFER, "proposal": "Đã đôn đốc hai lần, đơn vị chưa thực hiện."}
    known = {task.pk: task.version for task in tasks}
    return escalations.escalate(known=known, by=by, now=NOW, **(fields | more))


def test_g3_the_office_escalates_several_tasks_and_a_leader_agrees(office, tasks):
    one = put(tasks, office.monitor)
    assert (one.organisation, one.status, one.lines.count()) == (office.organisation, "waiting", 2)
    assert set(Task.objects.mine_to_decide(office.leader)) == set(tasks)
    assert not Task.objects.mine_to_decide(office.monitor).exists()
    assert Notification.objects.get(kind=Kind.ESCALATED).recipient == office.leader  # once, not once a task
    decided = escalations.decide(escalation=one, by=office.leader, now=NOW, agrees=True)
    assert (decided.status, decided.follows, decided.decided_by) == ("agreed", Handling.TRANSFER, office.leader)
    assert not Task.objects.mine_to_decide(office.leader).exists()
    for task in tasks:
        assert list(task.events.values_list("action", flat=True)) == ["assign", "escalate", "decide_escalation"]
        assert task.events.last().note == "Đồng ý với đề xuất.\nViệc tiếp theo: Chuyển đơn vị khác chủ trì."
    told = {row.recipient for row in Notification.objects.filter(kind=Kind.ESCALATION_DECIDED)}
    assert told == {office.monitor, office.head, office.other_head}


def test_g3_another_opinion_takes_words_and_may_name_what_follows(office, tasks):
    one = put(tasks[:1], office.monitor)
    with pytest.raises(ValidationError) as refused:
        escalations.decide(escalation=one, by=office.leader, now=NOW, agrees=False, decision=" ")
    assert "decision" in refused.value.message_dict
    decided = escalations.decide(
        escalation=one, by=office.leader, now=NOW, agrees=False, decision="Gia hạn lần cuối.", follows=Handling.EXTEND
    )
    assert (decided.status, decided.decision, decided.follows) == ("other", "Gia hạn lần cuối.", Handling.EXTEND)
    assert "Gia hạn lần cuối." in tasks[0].events.last().note


def test_g3_the_history_that_the_unit_reads_does_not_tell_the_proposal(office, tasks):
    put(tasks, office.monitor, proposal="Đề nghị kiểm điểm trưởng phòng.")
    assert tasks[0].events.last().note == ""
    assert not Escalation.objects.visible_to(office.head).exists()
    assert Escalation.objects.visible_to(office.leader).exists()


def test_a_task_waits_for_the_leaders_once(office, tasks):
    put(tasks[:1], office.monitor)
    tasks[0].refresh_from_db()
    with pytest.raises(Conflict, match="Đã báo cáo lãnh đạo lúc 09:00 ngày 10/03/2026"):
        put(tasks, office.monitor)
    assert Escalation.objects.count() == 1
    assert tasks[1].events.count() == 1  # all or none


def test_pressed_twice_it_is_one_report(office, tasks):
    put(tasks, office.monitor)
    with pytest.raises(Stale, match="Phó Chánh Văn phòng"):
        put(tasks, office.monitor)  # by the versions of the same form
    assert Escalation.objects.count() == 1


def test_a_decision_is_given_once(office, tasks):
    one = put(tasks, office.monitor)
    escalations.decide(escalation=one, by=office.leader, now=NOW, agrees=True)
    other = make_person(office.organisation, Role.LEADER)
    with pytest.raises(Conflict, match="Giám đốc Sở đã cho ý kiến lúc 09:00"):
        escalations.decide(escalation=one, by=other, now=NOW, agrees=False, decision="Không.")
    with pytest.raises(Conflict):
        escalations.withdraw(escalation=one, by=office.monitor, now=NOW, reason="Thôi.")


def test_g3_it_is_decided_whatever_became_of_the_task(office, tasks):
    one = put(tasks[:1], office.monitor)
    do(Action.CANCEL, tasks[0], office.leader)
    escalations.decide(escalation=one, by=office.leader, now=NOW, agrees=True)
    tasks[0].refresh_from_db()
    assert tasks[0].status == Status.CANCELLED


def test_the_office_may_withdraw_it_with_the_reason(office, tasks):
    one = put(tasks, office.monitor)
    with pytest.raises(ValidationError):
        escalations.withdraw(escalation=one, by=office.monitor, now=NOW, reason=" ")
    escalations.withdraw(escalation=one, by=office.monitor, now=NOW, reason="Đơn vị đã báo cáo.")
    one.refresh_from_db()
    assert (one.status, tasks[0].events.last().note) == ("withdrawn", "Đơn vị đã báo cáo.")
    for task in tasks:
        task.refresh_from_db()
    put(tasks, office.monitor)  # and may be put again


def test_who_escalated_never_decides(office, tasks):
    """Someone of the Office who is a leader as well."""
    both = make_person(office.desk, Role.MONITOR)
    leader_post = Post.objects.create(
        user=both, unit=office.organisation, role=Role.LEADER, title="Phó Giám đốc", valid_from=LONG_AGO
    )
    one = put(tasks, both)
    both.act_in(leader_post)
    with pytest.raises(Forbidden, match="lãnh đạo khác quyết định"):
        escalations.decide(escalation=one, by=both, now=NOW, agrees=True)


def test_nothing_chosen_or_nothing_said_is_refused(office, tasks):
    with pytest.raises(ValidationError) as refused:
        put([], office.monitor)
    assert "chosen" in refused.value.message_dict
    with pytest.raises(ValidationError) as refused:
        put(tasks, office.monitor, proposal=" ")
    assert "proposal" in refused.value.message_dict
    for who in (office.leader, office.head):
        with pytest.raises(Forbidden):
            put(tasks, who)
