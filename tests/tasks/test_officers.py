"""Who of a unit works on a task, and how that work passes to a colleague who stays."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from notices.models import Kind, Notification
from tasks.models import Task, TaskEvent
from tasks.permissions import can_hand_over_in
from tasks.services.officers import hand_over_work
from tasks.services.overdue import check_overdue
from tasks.services.workload import workloads
from tasks.statuses import Action, Status
from tests.factories.units import make_organisation, make_person
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import assign, do
from units.models import Post, User
from units.refusals import Conflict, Forbidden
from units.roles import Role

DUE = TODAY + timedelta(days=10)


@pytest.fixture
def colleague(office):
    return make_person(office.unit, Role.OFFICER, title="Chuyên viên", full_name="Chuyên viên ở lại")


@pytest.fixture
def task(office):
    return do(Action.ACCEPT, assign(office.unit, by=office.monitor, due_on=DUE), office.head)


@pytest.fixture
def part(office, task):
    do(Action.GIVE_PART, task, office.head, officer=office.officer, due_on=DUE)
    return Task.objects.get(parent=task)


def leave(person, on=TODAY):
    """The person's posts end; what they may do is looked up anew."""
    Post.objects.filter(user=person).update(valid_to=on)
    return User.objects.get(pk=person.pk)


def move(person, unit):
    leave(person)
    Post.objects.create(user=person, unit=unit, role=Role.OFFICER, title="Chuyên viên", valid_from=TODAY)
    return User.objects.get(pk=person.pk)


def told(kind):
    return set(Notification.objects.filter(kind=kind).values_list("recipient", flat=True))


def test_the_head_names_the_officer_and_may_name_another(office, task, colleague):
    named = do(Action.NAME_OFFICER, task, office.head, officer=office.officer, note="Làm trước phần số liệu.")
    assert (named.officer, named.status) == (office.officer, Status.ACCEPTED)
    assert office.officer.pk in told(Kind.ASSIGNED)
    do(Action.NAME_OFFICER, task, office.deputy, officer=colleague)
    event = task.events.get(seq=4)
    assert event.changes["officer"] == [office.officer.pk, colleague.pk]
    assert office.officer.pk in told(Kind.CHANGED)
    assert do(Action.NAME_OFFICER, task, office.head, officer=None).officer is None


def test_an_officer_is_one_of_the_unit_and_not_the_same_again(office, task):
    with pytest.raises(ValidationError) as refused:
        do(Action.NAME_OFFICER, task, office.head, officer=office.other_head)
    assert "không thực hiện nhiệm vụ tại TCCB" in refused.value.message_dict["officer"][0]
    do(Action.NAME_OFFICER, task, office.head, officer=office.officer)
    with pytest.raises(ValidationError, match="đang được phân công"):
        do(Action.NAME_OFFICER, task, office.head, officer=office.officer)


def test_the_officer_of_a_part_is_changed_by_a_handover_alone(office, part, colleague):
    with pytest.raises(Forbidden, match="Bàn giao"):
        do(Action.NAME_OFFICER, part, office.officer, officer=colleague)
    assert do(Action.HAND_OVER, part, office.head, officer=colleague).officer == colleague


def test_a_named_task_is_the_officers_own_and_a_colleague_finds_it_no_longer_unclaimed(office, task, colleague):
    assert task in Task.objects.mine_to_do(colleague)
    do(Action.NAME_OFFICER, task, office.head, officer=office.officer)
    assert task in Task.objects.mine_to_do(office.officer)
    assert task not in Task.objects.mine_to_do(colleague)


def test_open_work_passes_in_one_step_with_an_event_each_and_one_notice_a_receiver(office, task, part, colleague):
    do(Action.NAME_OFFICER, task, office.head, officer=office.officer)
    third = do(Action.NAME_OFFICER, assign(office.unit, by=office.monitor), office.head, officer=office.officer)
    leave(office.officer)
    handed = hand_over_work(
        person=office.officer,
        unit=office.unit,
        receivers={task.pk: colleague, part.pk: colleague, third.pk: office.deputy},
        by=office.head,
        now=NOW,
        note="Chuyển công tác.",
    )
    assert [one.officer for one in handed] == [colleague, colleague, office.deputy]
    events = TaskEvent.objects.filter(action=Action.HAND_OVER)
    assert {event.task_id for event in events} == {task.pk, part.pk, third.pk}
    assert {event.note for event in events} == {"Chuyển công tác."}
    assert all(event.changes["officer"][0] == office.officer.pk for event in events)
    notices = Notification.objects.filter(kind=Kind.HANDED_OVER)
    assert sorted((row.recipient_id, "2 việc" in row.title) for row in notices) == sorted(
        [(colleague.pk, True), (office.deputy.pk, False)]
    )


def test_who_handed_over_keeps_no_access_and_the_receiver_answers(office, task, part, colleague):
    former = move(office.officer, office.other_unit)
    assert part not in Task.objects.visible_to(former)
    with pytest.raises(Forbidden):
        do(Action.ACCEPT, part, former)
    do(Action.HAND_OVER, part, office.head, officer=colleague)
    assert part not in Task.objects.visible_to(former)
    assert do(Action.ACCEPT, part, colleague).status == Status.ACCEPTED


def test_a_later_post_gives_back_what_the_post_sees(office, task):
    former = move(office.officer, office.other_unit)
    assert task not in Task.objects.visible_to(former)
    Post.objects.create(user=former, unit=office.unit, role=Role.OFFICER, title="Chuyên viên", valid_from=TODAY)
    back = User.objects.get(pk=former.pk)
    back.act_in(Post.objects.open_to(back, on=TODAY).get(unit=office.unit))
    assert task in Task.objects.visible_to(back)


def test_all_or_nothing(office, task, part, colleague):
    do(Action.NAME_OFFICER, task, office.head, officer=office.officer)
    before = TaskEvent.objects.count()
    with pytest.raises(ValidationError) as refused:
        hand_over_work(
            person=office.officer,
            unit=office.unit,
            receivers={task.pk: colleague, part.pk: office.head},
            by=office.head,
            now=NOW,
        )
    assert "Không tự nhận phần việc" in refused.value.message_dict[f"to_{part.pk}"][0]
    assert TaskEvent.objects.count() == before
    assert not Notification.objects.filter(kind=Kind.HANDED_OVER).exists()


def test_what_somebody_else_has_taken_meanwhile_is_a_conflict(office, task, part, colleague):
    do(Action.CANCEL, part, office.head)
    with pytest.raises(Conflict, match="1 việc không còn do"):
        hand_over_work(person=office.officer, unit=office.unit, receivers={part.pk: colleague}, by=office.head, now=NOW)


@pytest.mark.parametrize(
    ("who", "may"), [("head", True), ("deputy", True), ("officer", False), ("leader", False), ("other_head", False)]
)
def test_the_unit_hands_its_work_over_itself(office, part, colleague, who, may):
    person = getattr(office, who)
    assert bool(can_hand_over_in(person, office.unit)) is may
    if not may:
        with pytest.raises(Forbidden, match="Chỉ thủ trưởng"):
            do(Action.HAND_OVER, part, person, officer=colleague)


def test_the_leader_of_a_subordinate_organisation_hands_over_in_it(office):
    school = make_organisation("Trường Chính trị", parent=office.organisation, short_name="TCT")
    director = make_person(school, Role.LEADER)
    assert can_hand_over_in(director, school)
    assert not can_hand_over_in(director, office.unit)


def test_a_result_that_waits_passes_on_too_and_comes_back_to_the_receiver(office, part, colleague):
    do(Action.ACCEPT, part, office.officer)
    do(Action.SUBMIT, part, office.officer, reference="", files=())
    do(Action.HAND_OVER, part, office.head, officer=colleague)
    do(Action.SEND_BACK, part, office.head)
    assert part in Task.objects.urgent(colleague, TODAY)


def test_nothing_is_handed_over_where_nobody_was_named(office, task, colleague):
    with pytest.raises(Conflict, match="chưa phân công"):
        do(Action.HAND_OVER, task, office.head, officer=colleague)


def test_work_of_who_has_left_waits_for_the_head_until_it_is_handed_over(office, part, colleague):
    for person in (office.head, office.deputy):
        assert part not in Task.objects.waiting_for(person, TODAY)
    leave(office.officer)
    for person in (office.head, office.deputy):
        assert Task.objects.to_hand_over(person, TODAY).get() == part
        assert Task.objects.counters(person, TODAY)["mine"] == Task.objects.waiting_for(person, TODAY).count() > 0
    assert part not in Task.objects.waiting_for(office.other_head, TODAY)
    do(Action.HAND_OVER, part, office.head, officer=colleague)
    assert not Task.objects.to_hand_over(office.head, TODAY).exists()


def test_a_post_that_ends_later_is_listed_ahead(office, part, colleague):
    last = TODAY + timedelta(days=20)
    Post.objects.filter(user=office.officer).update(valid_to=last)
    lines = {line.person: line for line in workloads(office.unit, TODAY)}
    assert (lines[office.officer].leaves_on, lines[office.officer].has_left) == (last, False)
    assert lines[colleague].leaves_on is None
    assert not Task.objects.to_hand_over(office.head, TODAY).exists()
    gone = workloads(office.unit, last)[0]
    assert (gone.person, gone.must_hand_over, gone.total, gone.parts, gone.named) == (office.officer, True, 1, 1, 0)


def test_who_has_left_without_open_work_is_not_listed(office, task):
    leave(office.officer)
    assert office.officer not in {line.person for line in workloads(office.unit, TODAY)}


def test_figures_of_a_person_equal_the_list_behind_them(office, task, part, django_assert_num_queries):
    do(Action.NAME_OFFICER, task, office.head, officer=office.officer)
    late = assign(office.unit, by=office.monitor, due_on=TODAY - timedelta(days=1))
    do(Action.NAME_OFFICER, late, office.head, officer=office.officer)
    with django_assert_num_queries(2):
        line = next(line for line in workloads(office.unit, TODAY) if line.person == office.officer)
    assert (line.total, line.parts, line.named, line.late) == (3, 1, 2, 1)
    assert Task.objects.bound_to(office.officer, office.unit).count() == line.total


def test_a_reminder_of_work_whose_officer_has_left_goes_to_the_head(office, part):
    leave(office.officer)
    check_overdue(today=DUE, now=NOW + timedelta(days=10))
    due = Notification.objects.filter(kind=Kind.DUE_SOON, link=f"/nhiem-vu/{part.pk}/")
    assert {row.recipient for row in due} >= {office.head}
    assert office.officer not in {row.recipient for row in due}


def test_d6_a_head_who_leaves_stays_in_the_history_and_the_new_one_sees_all_that_waits(office, task, part):
    do(Action.ACCEPT, part, office.officer)
    do(Action.SUBMIT, part, office.officer, reference="", files=())
    fresh = assign(office.unit, by=office.monitor, due_on=TODAY)
    leave(office.head)
    successor = make_person(office.unit, Role.HEAD, full_name="Trưởng phòng mới")
    waiting = Task.objects.waiting_for(successor, TODAY)
    assert {part, fresh} <= set(waiting)
    task.refresh_from_db()
    assert task.head_at_assignment == office.head
    assert task in Task.objects.mine_to_do(successor)
    assert do(Action.CONFIRM, part, successor).status == Status.COMPLETED
