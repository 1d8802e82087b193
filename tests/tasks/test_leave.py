"""Going away: delegation for a leave, and posts that end with work left behind."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from notices.models import Kind, Notification
from tasks.models import Task
from tasks.services import leave
from tasks.services.telling import People
from tasks.statuses import Action, Status
from tests.factories.units import make_organisation, make_person
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import assign, do
from units.models import Post, User
from units.refusals import Forbidden
from units.roles import Role

FIRST, BACK = TODAY, TODAY + timedelta(days=7)


@pytest.fixture
def admin(office):
    return make_person(office.organisation, Role.ADMINISTRATOR)


def delegate(office, **more):
    typed = {"post": office.head.acting_post, "delegate": office.officer, "valid_from": FIRST, "valid_to": BACK}
    return leave.delegate(**typed | {"by": office.head, "now": NOW} | more)


def acting_for(person, holder, day=TODAY):
    """The person in the post of the holder, as taken up in the frame."""
    person = User.objects.get(pk=person.pk)
    person.act_in(Post.objects.open_to(person, on=day).get(user=holder))
    return person


def refused_at(office, field, **more):
    with pytest.raises(ValidationError) as refused:
        delegate(office, **more)
    return refused.value.message_dict[field][0]


def test_a_delegate_does_all_that_the_head_does_and_is_told_as_the_head(office):
    delegate(office)
    acting = acting_for(office.officer, office.head)
    task = assign(office.unit, by=office.monitor, due_on=BACK)
    assert Notification.objects.filter(kind=Kind.ASSIGNED, recipient=office.officer).exists()
    assert task in Task.objects.waiting_for(acting, TODAY)
    for action in (Action.ACCEPT, Action.SUBMIT):
        do(action, task, acting)
    event = task.events.get(action=Action.SUBMIT)
    assert (event.by, event.post) == (office.officer, office.head.acting_post)
    assert Task.objects.get(pk=task.pk).status == Status.SUBMITTED


def test_who_acts_in_an_officers_post_has_the_officers_work(office):
    """Rules that name the officer mean the holder of the post acted in."""
    colleague = make_person(office.unit, Role.OFFICER)
    task = do(Action.ACCEPT, assign(office.unit, by=office.monitor, due_on=BACK), office.head)
    do(Action.GIVE_PART, task, office.head, officer=office.officer, due_on=BACK)
    part = Task.objects.get(parent=task)
    Task.objects.filter(pk=part.pk).update(restriction="restricted")
    assert part not in Task.objects.visible_to(colleague)
    leave.delegate(
        post=office.officer.acting_post, delegate=colleague, valid_from=FIRST, valid_to=BACK, by=office.officer, now=NOW
    )
    acting = acting_for(colleague, office.officer)
    assert part in Task.objects.urgent(acting, TODAY)
    assert do(Action.ACCEPT, part, acting).status == Status.ACCEPTED
    people = People(units=[office.unit], on=TODAY)
    part.refresh_from_db()
    assert people.officer_of(part) == [office.officer, colleague]


def test_a_delegation_has_dates_within_those_of_the_post(office):
    Post.objects.filter(user=office.head).update(valid_from=TODAY, valid_to=BACK)
    assert "từ ngày" in refused_at(office, "valid_from", valid_from=TODAY - timedelta(days=1))
    assert "thôi giữ vị trí này" in refused_at(office, "valid_to", valid_to=BACK + timedelta(days=1))
    assert "sau ngày bắt đầu" in refused_at(office, "valid_to", valid_to=FIRST)
    delegate(office)


def test_a_delegation_that_is_over_already_is_refused(office):
    said = refused_at(office, "valid_to", valid_from=TODAY - timedelta(days=5), valid_to=TODAY)
    assert "Thời gian ủy quyền đã qua" in said


def test_a_post_is_delegated_to_one_person_at_a_time(office):
    delegate(office)
    other = make_person(office.unit, Role.OFFICER)
    last = BACK - timedelta(days=1)
    said = refused_at(office, "valid_from", delegate=other, valid_from=last, valid_to=last + timedelta(days=9))
    assert f"đã ủy quyền cho {office.officer}" in said
    delegate(office, delegate=other, valid_from=BACK, valid_to=BACK + timedelta(days=9))  # from the day it ends


def test_after_a_revocation_the_time_is_free_again(office):
    given = delegate(office)
    leave.revoke(delegation=given, by=office.head, now=NOW)
    delegate(office, delegate=office.deputy)
    assert not Post.objects.open_to(office.officer, on=TODAY).filter(user=office.head).exists()


def test_a_delegate_works_in_the_organisation_then(office):
    stranger = make_person(make_organisation("Sở Tài chính", short_name="STC"), Role.HEAD)
    assert "không giữ vị trí nào tại" in refused_at(office, "delegate", delegate=stranger)
    Post.objects.filter(user=office.officer).update(valid_to=FIRST)
    assert "không giữ vị trí nào tại" in refused_at(office, "delegate")
    assert "chính mình" in refused_at(office, "delegate", delegate=office.head)
    User.objects.filter(pk=office.deputy.pk).update(is_active=False)
    assert "đã khóa" in refused_at(office, "delegate", delegate=User.objects.get(pk=office.deputy.pk))


def test_what_was_delegated_is_not_handed_on(office):
    delegate(office)
    acting = acting_for(office.officer, office.head)
    with pytest.raises(Forbidden, match="không được ủy quyền lại"):
        delegate(office, delegate=office.deputy, valid_from=BACK, valid_to=BACK + timedelta(days=1), by=acting)


def test_both_are_told_of_a_delegation_and_of_its_end(office):
    given = delegate(office, document="Giấy ủy quyền số 3")
    both = {office.head.pk, office.officer.pk}
    told = Notification.objects.filter(kind=Kind.DELEGATED)
    assert set(told.values_list("recipient", flat=True)) == both
    assert {row.body for row in told} == {"Giấy ủy quyền số 3"}
    leave.revoke(delegation=given, by=office.head, now=NOW)
    ended = told.filter(title__startswith="Thu hồi ủy quyền")
    assert set(ended.values_list("recipient", flat=True)) == both


def test_a_delegation_ends_with_the_post(office, admin):
    given = delegate(office, valid_to=TODAY + timedelta(days=30))
    ends = TODAY + timedelta(days=3)
    leave.end_post(post=office.head.acting_post, valid_to=ends, by=admin, now=NOW)
    assert Post.objects.open_to(office.officer, on=ends - timedelta(days=1)).filter(user=office.head).exists()
    assert not Post.objects.open_to(office.officer, on=ends).filter(user=office.head).exists()
    people = People(units=[office.unit], on=ends)
    assert office.officer not in people.answering_for(office.unit.pk)
    assert type(given).objects.not_over(TODAY).exists()
    assert not type(given).objects.not_over(ends).exists()


def test_the_head_is_told_to_hand_over_what_an_ended_post_leaves_behind(office, admin):
    for _ in range(2):
        task = assign(office.unit, by=office.monitor, due_on=BACK)
        do(Action.NAME_OFFICER, task, office.head, officer=office.officer)
    leave.end_post(post=office.officer.acting_post, valid_to=BACK, by=admin, now=NOW)
    told = Notification.objects.get(kind=Kind.HANDED_OVER)
    assert told.recipient == office.head
    assert "còn 2 việc đang mở" in told.title
    assert told.link == f"/ban-giao/{office.officer.pk}/"


def test_nobody_is_told_where_no_work_is_left_or_another_post_goes_on(office, admin):
    leave.end_post(post=office.deputy.acting_post, valid_to=TODAY, by=admin, now=NOW)
    task = assign(office.unit, by=office.monitor)
    do(Action.NAME_OFFICER, task, office.head, officer=office.officer)
    Post.objects.create(
        user=office.officer, unit=office.unit, role=Role.HEAD, title="Phó", is_deputy=True, valid_from=TODAY
    )
    leave.end_post(post=office.officer.acting_post, valid_to=BACK, by=admin, now=NOW)
    assert not Notification.objects.filter(kind=Kind.HANDED_OVER).exists()


def test_of_a_head_who_leaves_the_deputies_are_told(office, admin):
    task = assign(office.unit, by=office.monitor)
    do(Action.NAME_OFFICER, task, office.deputy, officer=office.head)
    leave.end_post(post=office.head.acting_post, valid_to=BACK, by=admin, now=NOW)
    told = Notification.objects.filter(kind=Kind.HANDED_OVER).values_list("recipient", flat=True)
    assert office.deputy.pk in told
