"""Accounts, posts and delegations."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from tests.factories.units import LONG_AGO, UserFactory, make_organisation, make_person, make_unit
from units.clock import now, today
from units.models import AuditEvent, AuditKind, Post, User
from units.refusals import Conflict, Forbidden
from units.roles import Role
from units.services import people

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return make_organisation("Sở Giáo dục và Đào tạo")


@pytest.fixture
def division(department):
    return make_unit("Phòng Tổ chức cán bộ", parent=department)


@pytest.fixture
def admin(department):
    return make_person(department, Role.ADMINISTRATOR)


@pytest.fixture
def head(division):
    return make_person(division, Role.HEAD)


def test_a_new_account_can_not_sign_in_until_it_gets_a_password(admin):
    person = people.create_person(username=" TruongPhong ", full_name="Trưởng phòng TCCB", by=admin, now=now())
    assert person.username == "truongphong"
    assert not person.has_usable_password()
    password = people.issue_password(person=person, by=admin, now=now())
    assert len(password) == 14
    assert User.objects.get(pk=person.pk).check_password(password)
    assert password not in str(list(AuditEvent.objects.values()))


def test_a_user_name_is_taken_once(admin):
    people.create_person(username="vanthu", full_name="Văn thư", by=admin, now=now())
    with pytest.raises(ValidationError) as refused:
        people.create_person(username="VanThu", full_name="Văn thư khác", by=admin, now=now())
    assert "username" in refused.value.message_dict


def test_no_password_for_people_of_another_organisation_or_a_superuser(admin):
    stranger = make_person(make_organisation("Sở Nội vụ"), Role.HEAD)
    for person in (stranger, UserFactory(is_superuser=True)):
        with pytest.raises(Forbidden):
            people.issue_password(person=person, by=admin, now=now())


@pytest.mark.parametrize("how", ["a post", "a delegated post"])
def test_no_password_for_a_person_who_can_act_above_the_administrator(department, head, how):
    """Whoever gives a password can sign in with it, in every post of that person."""
    below = make_organisation("Chi cục Văn thư", parent=department)
    clerk = make_person(below, Role.OFFICER)
    if how == "a post":
        Post.objects.create(user=clerk, unit=department, role=Role.LEADER, title="Giám đốc", valid_from=LONG_AGO)
    else:
        people.delegate(
            post=head.acting_post,
            delegate=clerk,
            valid_from=today(),
            valid_to=today() + timedelta(days=7),
            by=head,
            now=now(),
        )
    with pytest.raises(Forbidden, match="cơ quan cấp trên"):
        people.issue_password(person=clerk, by=make_person(below, Role.ADMINISTRATOR), now=now())
    assert people.issue_password(person=clerk, by=make_person(department, Role.ADMINISTRATOR), now=now())


def test_no_password_for_one_who_moved_on_to_another_organisation(department, division, admin):
    mover = make_person(division, Role.OFFICER)
    mover.posts.update(valid_to=today())
    assert people.issue_password(person=mover, by=admin, now=now()), "nobody else can help while there is no post"
    elsewhere = make_organisation("Sở Nội vụ")
    Post.objects.create(user=mover, unit=elsewhere, role=Role.LEADER, title="Giám đốc", valid_from=today())
    with pytest.raises(Forbidden):
        people.issue_password(person=mover, by=admin, now=now())


def test_many_passwords_are_given_some_at_a_time_and_hashed_before_anything_is_locked(admin, department, monkeypatch):
    monkeypatch.setattr(people, "MOST_PASSWORDS", 2)
    for number in range(3):
        make_person(department, Role.OFFICER, username=f"moi{number}", password=None)
    blocks = []

    def hashed(password):
        blocks.append(len(connection.savepoint_ids))
        return f"md5$x${password}"

    monkeypatch.setattr(people, "make_password", hashed)
    outside = len(connection.savepoint_ids)
    waiting = User.objects.without_password().order_by("pk")
    first = people.issue_passwords(people=waiting.all(), by=admin, now=now())
    assert [person.username for person, _ in first] == ["moi0", "moi1"]
    assert blocks == [outside, outside], "hashing is slow, and nobody else could write meanwhile"
    assert [person.username for person, _ in people.issue_passwords(people=waiting.all(), by=admin, now=now())] == [
        "moi2"
    ]
    told = AuditEvent.objects.filter(kind=AuditKind.PASSWORD_CHANGED).order_by("pk")
    assert [event.detail["people"] for event in told] == [["moi0", "moi1"], ["moi2"]]


def test_a_post_is_given_and_ended(admin, division):
    person = UserFactory()
    post = people.give_post(
        user=person, unit=division, role=Role.OFFICER, title="Chuyên viên", valid_from=LONG_AGO, by=admin, now=now()
    )
    assert list(Post.objects.open_to(person, on=today())) == [post]
    people.end_post(post=post, valid_to=today(), by=admin, now=now())
    assert not Post.objects.open_to(person, on=today()).exists()
    assert Post.objects.open_to(person, on=today() - timedelta(days=1)).exists()
    with pytest.raises(Conflict):
        people.end_post(post=post, valid_to=today(), by=admin, now=now())


def test_the_same_post_is_not_held_twice_at_once(admin, division, head):
    with pytest.raises(ValidationError, match="đang giữ vai trò"):
        people.give_post(
            user=head, unit=division, role=Role.HEAD, title="Trưởng phòng", valid_from=today(), by=admin, now=now()
        )


def test_a_delegation_opens_the_post_for_its_days_only(head, division):
    deputy = make_person(division, Role.OFFICER)
    post = head.posts.get()
    first, last = today() + timedelta(days=2), today() + timedelta(days=8)
    given = people.delegate(
        post=post, delegate=deputy, valid_from=first, valid_to=last + timedelta(days=1), by=head, now=now()
    )
    days = (first - timedelta(days=1), first, last, last + timedelta(days=1))
    open_posts = [post in Post.objects.open_to(deputy, on=day) for day in days]
    assert open_posts == [False, True, True, False]
    people.revoke_delegation(delegation=given, by=head, now=now())
    assert post not in Post.objects.open_to(deputy, on=first)


def test_what_was_delegated_is_not_delegated_again(head, division):
    deputy, third = make_person(division, Role.OFFICER), make_person(division, Role.OFFICER)
    post = head.posts.get()
    days = {"valid_from": LONG_AGO, "valid_to": date(2999, 1, 1)}
    people.delegate(post=post, delegate=deputy, by=head, now=now(), **days)
    deputy.act_in(post)
    with pytest.raises(Forbidden, match="không được ủy quyền lại"):
        people.delegate(post=post, delegate=third, by=deputy, now=now(), **days)


def test_taking_up_a_post_is_recorded_in_it(head, division):
    second = make_unit("Văn phòng Sở", parent=division)
    other = Post.objects.create(user=head, unit=second, role=Role.MONITOR, title="Theo dõi", valid_from=LONG_AGO)
    people.take_post(user=head, post=other, now=now(), on=today())
    event = AuditEvent.objects.get(kind=AuditKind.POST_TAKEN)
    assert (event.user, event.post) == (head, other)


def test_nobody_takes_up_the_post_of_another(head, division):
    post = make_person(division, Role.OFFICER).posts.get()
    with pytest.raises(Forbidden):
        people.take_post(user=head, post=post, now=now(), on=today())
