"""Cascading: parts of a task below its lead, decided by the lead, within its due date."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from directives.models import Directive, DirectiveAccess
from notices.models import Notification
from tasks.models import Task
from tasks.statuses import Action, Status
from tests.factories.directives import make_directive
from tests.factories.tasks import make_task
from tests.factories.units import make_organisation, make_person, make_unit
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import assign, do
from units.models import Unit, User
from units.refusals import Conflict, Forbidden
from units.roles import Role

DUE = TODAY + timedelta(days=10)
SOONER = TODAY + timedelta(days=5)


@pytest.fixture
def task(office):
    return do(Action.ACCEPT, assign(office.unit, by=office.monitor, due_on=DUE), office.head)


@pytest.fixture
def team(office):
    """A unit below the leading one, with its head."""
    return make_unit("Tổ Hồ sơ", parent=office.unit, short_name="Tổ HS")


def give(task, by, **more):
    """The part that the act gives."""
    do(Action.GIVE_PART, task, by, **({"due_on": SOONER} | more))
    return Task.objects.filter(parent=task).latest("pk")


def test_a_unit_gives_a_part_to_the_unit_below_and_decides_about_it(office, task, team):
    chief = make_person(team, Role.HEAD, full_name="Tổ trưởng Hồ sơ")
    part = give(task, office.head, unit=team)
    assert (part.parent, part.assigning_organisation, part.lead) == (task, office.unit, team)
    assert (part.due_on, part.original_due_on, part.head_at_assignment) == (SOONER, SOONER, chief)
    assert part.events.get().action == Action.ASSIGN
    event = task.events.get(action=Action.GIVE_PART)
    assert event.changes["part"] == [None, f"Tổ HS, hạn {SOONER:%d/%m/%Y}"]
    assert set(
        Notification.objects.filter(dedup_key__contains=f"assignment:{part.pk}").values_list("recipient", flat=True)
    ) == {chief.pk}
    do(Action.ACCEPT, part, chief)
    do(Action.SUBMIT, part, chief, reference="", files=())
    assert Task.objects.mine_to_decide(office.head).get() == part
    for stranger in (office.monitor, office.leader):  # the organisation decides about the whole, not about the part
        with pytest.raises(Forbidden, match="Chỉ thủ trưởng của TCCB"):
            do(Action.CONFIRM, part, stranger)
    assert do(Action.CONFIRM, part, office.head).status == Status.COMPLETED


def test_a_part_of_an_officer_is_answered_for_by_the_officer(office, task):
    part = give(task, office.head, officer=office.officer)
    assert (part.lead, part.assigning_organisation, part.officer) == (office.unit, office.unit, office.officer)
    with pytest.raises(Forbidden, match="là người được giao phần việc này"):
        do(Action.ACCEPT, part, office.head)
    assert part in Task.objects.urgent(office.officer, TODAY)
    assert part not in Task.objects.mine_to_do(office.head)
    do(Action.ACCEPT, part, office.officer)
    do(Action.SUBMIT, part, office.officer, reference="", files=())
    assert do(Action.CONFIRM, part, office.head).status == Status.COMPLETED
    with pytest.raises(Forbidden, match="đã giao đến cá nhân"):
        do(Action.GIVE_PART, give(task, office.head, officer=office.officer), office.officer, officer=office.officer)


@pytest.mark.parametrize(("due_on", "said"), [(None, "Nhập hạn"), (DUE + timedelta(days=1), "không được sau hạn")])
def test_a_part_is_due_within_the_whole(office, task, due_on, said):
    with pytest.raises(ValidationError) as refused:
        give(task, office.head, officer=office.officer, due_on=due_on)
    assert said in refused.value.message_dict["due_on"][0]
    assert not Task.objects.filter(parent=task).exists()


def test_a_part_goes_down_never_sideways(office, task):
    with pytest.raises(ValidationError) as refused:
        give(task, office.head, unit=office.other_unit)
    assert "receiver" in refused.value.message_dict
    with pytest.raises(ValidationError):
        give(task, office.head, officer=office.other_head)
    with pytest.raises(ValidationError, match="Chọn một đơn vị"):
        give(task, office.head)


def test_the_whole_is_not_handed_in_while_a_part_is_open_unless_its_owner_says_why(office, task):
    give(task, office.head, officer=office.officer)
    with pytest.raises(ValidationError) as refused:
        do(Action.SUBMIT, task, office.head)
    assert "Còn 1 phần việc chưa xong" in refused.value.message_dict["open_parts_reason"][0]
    do(Action.SUBMIT, task, office.head, open_parts_reason="Phần còn lại không ảnh hưởng kết quả chung.")
    assert "Phần việc còn mở: Phần còn lại" in task.events.get(action=Action.SUBMIT).note


def test_the_whole_is_not_returned_while_a_part_is_open(office, task):
    part = give(task, office.head, officer=office.officer)
    with pytest.raises(Conflict, match="1 phần việc còn mở"):
        do(Action.RETURN, task, office.head)
    do(Action.CANCEL, part, office.head)
    assert do(Action.RETURN, task, office.head).status == Status.RETURNED


def test_what_ends_or_stops_the_whole_does_so_to_its_parts(office, task, team):
    chief = make_person(team, Role.HEAD)
    part = give(task, office.head, unit=team)
    do(Action.ACCEPT, part, chief)
    deeper = give(part, chief, officer=make_person(team, Role.OFFICER))
    do(Action.SUSPEND, task, office.leader)
    assert set(Task.objects.values_list("status", flat=True)) == {Status.SUSPENDED}
    do(Action.RESUME, task, office.leader, now=NOW + timedelta(days=4))
    part.refresh_from_db()
    assert (part.status, part.due_on, part.original_due_on) == (Status.ACCEPTED, SOONER + timedelta(days=4), SOONER)
    do(Action.CANCEL, task, office.leader)
    deeper.refresh_from_db()
    assert deeper.status == Status.CANCELLED
    assert deeper.events.last().note == "Văn bản đã bị thu hồi."


def test_a_part_that_was_stopped_by_itself_stays_so_when_the_whole_goes_on(office, task, team):
    make_person(team, Role.HEAD)
    part = give(task, office.head, unit=team)
    do(Action.SUSPEND, part, office.head)
    do(Action.SUSPEND, task, office.leader, now=NOW + timedelta(days=1))
    do(Action.RESUME, task, office.leader, now=NOW + timedelta(days=2))
    part.refresh_from_db()
    assert part.status == Status.SUSPENDED


def test_b4_parts_are_counted_by_their_giver_and_never_again_by_the_organisation(office, team):
    directive = make_directive(owner=office.organisation, by=office.registrar)
    task = do(Action.ACCEPT, assign(office.unit, by=office.monitor, due_on=DUE), office.head)
    Task.objects.filter(pk=task.pk).update(directive=directive)
    part = give(task, office.head, unit=team)
    assert Task.objects.assigned_by_organisation(office.organisation).get() == task
    assert Task.objects.assigned_by_organisation(office.unit).get() == part
    assert Directive.objects.visible_to(office.leader).get() == directive
    assert Task.objects.of_chain(directive.pk, user=office.leader).get() == task
    assert DirectiveAccess.objects.filter(directive=directive, unit=team).exists()


def test_a_subordinate_organisation_divides_what_it_received(office):
    school = make_organisation("Trường Chính trị", parent=office.organisation, short_name="TCT")
    room = make_unit("Phòng Đào tạo", parent=school, short_name="PĐT")
    director = make_person(school, Role.LEADER)
    task = do(Action.ACCEPT, assign(school, by=office.monitor, due_on=DUE), director)
    part = give(task, director, unit=room)
    assert part.assigning_organisation == school
    assert do(Action.CANCEL, part, director).status == Status.CANCELLED


def test_only_a_part_may_stay_within_its_unit(office):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_task(lead=office.unit, by=office.monitor, assigning_organisation=office.unit)


def test_a_part_goes_only_to_people_who_work_on_tasks_and_never_to_its_giver(office, task):
    clerk = make_person(office.unit, Role.REGISTRAR, title="Văn thư")
    with pytest.raises(ValidationError, match="không thực hiện nhiệm vụ tại TCCB"):
        give(task, office.head, officer=clerk)
    with pytest.raises(ValidationError, match="Không tự giao"):
        give(task, office.head, officer=office.head)


def test_a_deputy_finds_the_part_among_their_own_work_and_the_head_does_not(office, task):
    part = give(task, office.head, officer=office.deputy)
    assert part in Task.objects.urgent(office.deputy, TODAY)
    assert part not in Task.objects.mine_to_do(office.head)
    do(Action.ACCEPT, part, office.deputy)


def test_a_colleague_does_not_report_on_the_part_of_another(office, task):
    part = give(task, office.head, officer=office.officer)
    colleague = make_person(office.unit, Role.OFFICER, title="Chuyên viên")
    with pytest.raises(Forbidden, match="là người được giao phần việc này"):
        do(Action.REPORT, part, colleague)


def test_who_has_left_the_unit_no_longer_answers_for_the_part(office, task):
    part = give(task, office.head, officer=office.officer)
    part.refresh_from_db()
    office.officer.acting_post.unit = office.other_unit
    office.officer.acting_post.save()
    with pytest.raises(Forbidden):
        do(Action.ACCEPT, part, User.objects.get(pk=office.officer.pk))
    do(Action.CANCEL, part, office.head)


def test_the_giver_still_sees_a_part_whose_unit_went_elsewhere(office, task, team):
    part = give(task, office.head, unit=team)
    Unit.objects.filter(pk=team.pk).update(path="/999/")
    assert part in Task.objects.visible_to(office.head)


def test_head_and_leader_of_a_subordinate_organisation_both_decide_about_its_parts(office):
    school = make_organisation("Trường Chính trị", parent=office.organisation, short_name="TCT")
    director, head = make_person(school, Role.LEADER), make_person(school, Role.HEAD)
    worker = make_person(school, Role.OFFICER)
    task = do(Action.ACCEPT, assign(school, by=office.monitor, due_on=DUE), head)
    part = give(task, head, officer=worker)
    assert part not in Task.objects.mine_to_do(director)
    assert task in Task.objects.mine_to_do(director)
    do(Action.ACCEPT, part, worker)
    do(Action.SUBMIT, part, worker, reference="", files=())
    assert Task.objects.mine_to_decide(head).get() == part
    assert do(Action.CONFIRM, part, head).status == Status.COMPLETED


def finished(part, officer, by):
    do(Action.ACCEPT, part, officer)
    do(Action.SUBMIT, part, officer, reference="", files=())
    return do(Action.CONFIRM, part, by)


def test_a_finished_part_is_not_reopened_under_a_whole_that_went_to_another_unit(office, task):
    part = finished(give(task, office.head, officer=office.officer), office.officer, office.head)
    do(Action.RETURN, task, office.head)
    do(Action.TRANSFER, task, office.leader, lead=office.other_unit)
    with pytest.raises(Conflict, match="đã chuyển KHTC chủ trì"):
        do(Action.REOPEN, part, office.head)


def test_a_finished_part_is_not_reopened_under_a_whole_that_has_ended(office, task):
    part = finished(give(task, office.head, officer=office.officer), office.officer, office.head)
    do(Action.CANCEL, task, office.leader)
    with pytest.raises(Conflict, match="Mở lại nhiệm vụ trước"):
        do(Action.REOPEN, part, office.head)


def test_a_finished_part_is_reopened_while_the_whole_is_worked_on(office, task):
    part = finished(give(task, office.head, officer=office.officer), office.officer, office.head)
    assert do(Action.REOPEN, part, office.head).status == Status.IN_PROGRESS


def test_nothing_sets_a_part_going_while_the_whole_is_stopped(office, task, team):
    chief = make_person(team, Role.HEAD)
    handed_in = give(task, office.head, officer=office.officer)
    do(Action.ACCEPT, handed_in, office.officer)
    do(Action.SUBMIT, handed_in, office.officer, reference="", files=())
    stopped, returned = give(task, office.head, unit=team), give(task, office.head, unit=team)
    do(Action.RETURN, returned, chief)
    do(Action.SUSPEND, task, office.leader)
    for action, part in (
        (Action.RESUME, stopped),
        (Action.SEND_BACK, handed_in),
        (Action.INSIST, returned),
    ):
        with pytest.raises(Conflict, match="đang tạm dừng"):
            do(action, part, office.head)


def test_a_part_stopped_for_itself_on_the_same_day_stays_so(office, task, team):
    part = give(task, office.head, unit=team)
    do(Action.SUSPEND, part, office.head)
    do(Action.SUSPEND, task, office.leader, now=NOW + timedelta(hours=1))
    do(Action.RESUME, task, office.leader, now=NOW + timedelta(days=2))
    part.refresh_from_db()
    assert part.status == Status.SUSPENDED


def test_no_way_leads_a_part_past_the_date_of_its_whole(office, task, team):
    chief = make_person(team, Role.HEAD)
    other_team = make_unit("Tổ Tổng hợp", parent=office.unit, short_name="Tổ TH")
    part, moved = give(task, office.head, unit=team, due_on=DUE), give(task, office.head, unit=team, due_on=DUE)
    do(Action.SUSPEND, part, office.head)
    assert do(Action.RESUME, part, office.head, now=NOW + timedelta(days=7)).due_on == DUE
    do(Action.RETURN, moved, chief)
    with pytest.raises(ValidationError, match="không được sau hạn của nhiệm vụ"):
        do(Action.TRANSFER, moved, office.head, lead=other_team, due_on=DUE + timedelta(days=30))
    assert do(Action.TRANSFER, moved, office.head, lead=other_team, due_on=SOONER).due_on == SOONER


def test_lists_and_counters_of_the_organisation_leave_the_parts_to_their_givers(office, team):
    long_ago = NOW - timedelta(days=30)
    task = assign(office.unit, by=office.monitor, due_on=TODAY - timedelta(days=2), now=long_ago)
    do(Action.ACCEPT, task, office.head, now=long_ago)
    part = give(task, office.head, unit=team, due_on=TODAY - timedelta(days=3), now=long_ago)
    assert Task.objects.counters(office.leader, TODAY)["overdue"] == 1
    assert Task.objects.listed_for(office.leader).get() == task
    assert Task.objects.counters(office.head, TODAY)["overdue"] == 2
    assert part in Task.objects.visible_to(office.leader)


def test_a_whole_that_was_sent_back_stays_so_while_it_is_only_divided_or_given_time(office, task):
    do(Action.SUBMIT, task, office.head)
    do(Action.SEND_BACK, task, office.monitor)
    give(task, office.head, officer=office.officer)
    do(Action.ASK_EXTENSION, task, office.head)
    assert Task.objects.running().sent_back_last().get() == task
    do(Action.REPORT, task, office.head)
    assert not Task.objects.running().sent_back_last().exists()
