"""The pages of units, people and posts, as people use them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from tests.factories.units import LONG_AGO, UserFactory, make_organisation, make_person, make_unit
from units.clock import now, today
from units.middleware import SESSION_KEY
from units.models import CalendarDay, Delegation, GroupMember, Post, Unit, UnitGroup, User
from units.roles import Role
from units.services.organisation import close_unit
from units.services.people import delegate

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return make_organisation("Sở Giáo dục và Đào tạo", short_name="SGDĐT")


@pytest.fixture
def division(department):
    return make_unit("Phòng Tổ chức cán bộ", parent=department, short_name="TCCB")


@pytest.fixture
def admin(client, department):
    person = make_person(department, Role.ADMINISTRATOR, full_name="Quản trị")
    client.force_login(person)
    return person


def words(response) -> str:
    return response.content.decode()


def test_the_list_shows_the_tree_with_heads_and_people(client, admin, division):
    make_person(division, Role.HEAD, full_name="Trưởng phòng TCCB")
    make_person(division, Role.OFFICER)
    response = client.get(reverse("units:list"))
    rows = [(unit.name, str(head or ""), unit.people, depth) for unit, head, depth in response.context["rows"]]
    assert rows == [("Sở Giáo dục và Đào tạo", "", 1, 0), ("Phòng Tổ chức cán bộ", "Trưởng phòng TCCB", 2, 1)]


@pytest.mark.parametrize("q", ["to chuc", "TCCB", "tổ chức"])
def test_a_unit_is_found_by_a_part_of_its_name_without_marks(client, admin, division, q):
    response = client.get(reverse("units:list"), {"q": q})
    assert [unit for unit, *_ in response.context["rows"]] == [division]


@pytest.mark.parametrize(("address", "budget"), [("units:list", 9), ("units:people", 9)])
def test_a_list_costs_the_same_whatever_its_length(
    client, admin, department, address, budget, django_assert_max_num_queries
):
    costs = []
    for count in (3, 30):
        for number in range(count):
            make_person(make_unit(f"Phòng {count}.{number}", parent=department), Role.HEAD)
        with django_assert_max_num_queries(budget) as captured:
            client.get(reverse(address))
        costs.append(len(captured))
    assert costs[0] == costs[1]


def test_a_unit_shows_its_names_through_time(client, admin, division):
    client.post(
        reverse("units:rename", args=[division.pk]),
        {"name": "Phòng Tổ chức - Hành chính", "valid_from": "01/03/2026", "deciding_document": "12/QĐ-SGDĐT"},
    )
    page = words(client.get(reverse("units:detail", args=[division.pk])))
    assert "Phòng Tổ chức - Hành chính" in page
    assert "Phòng Tổ chức cán bộ" in page
    assert "12/QĐ-SGDĐT" in page


def test_a_form_with_an_error_comes_back_with_everything_typed(client, admin, division):
    typed = {"name": "Tên mới", "valid_from": "01/01/2999", "deciding_document": "Quyết định 5"}
    response = client.post(reverse("units:rename", args=[division.pk]), typed)
    assert response.status_code == 422
    assert "không được sau hôm nay" in words(response)
    assert "Quyết định 5" in words(response)


def test_units_are_opened_and_moved_on_pages(client, admin, department, division):
    typed = {"parent": department.pk, "kind": "office", "name": "Văn phòng Sở", "opened_on": "05/01/2026"}
    assert client.post(reverse("units:new"), typed).status_code == 302
    office = Unit.objects.get(name="Văn phòng Sở")
    typed = {"parent": office.pk, "valid_from": "01/03/2026"}
    assert client.post(reverse("units:move", args=[division.pk]), typed).status_code == 302
    assert Unit.objects.get_parent(Unit.objects.get(pk=division.pk)) == office


def test_a_closed_unit_is_shown_where_asked_for_and_changed_no_more(client, admin, department, division):
    close_unit(unit=division, closed_on=date(2026, 4, 1), by=admin, now=now(), deciding_document="12/QĐ")
    assert "thôi hoạt động" in words(client.get(reverse("units:list"), {"all": 1}))
    assert "Phòng Tổ chức cán bộ" not in words(client.get(reverse("units:list")))
    refused = client.post(reverse("units:rename", args=[division.pk]), {"name": "X", "valid_from": "01/05/2026"})
    assert refused.status_code == 409


def test_an_alias_is_added(client, admin, division):
    client.post(reverse("units:alias_new", args=[division.pk]), {"text": "Phòng TC-CB"})
    assert "Phòng TC-CB" in words(client.get(reverse("units:detail", args=[division.pk])))


def test_a_person_is_entered_given_a_password_once_and_ended(client, admin, division):
    typed = {
        "full_name": "Trưởng phòng TCCB",
        "username": "truongphong",
        "unit": division.pk,
        "role": "head",
        "title": "Trưởng phòng",
        "valid_from": "05/01/2026",
    }
    assert client.post(reverse("units:person_new"), typed).status_code == 302
    person = User.objects.get(username="truongphong")
    again = client.post(reverse("units:person_new"), typed | {"full_name": "Người khác"})
    assert again.status_code == 422
    assert "Người khác" in words(again)
    assert User.objects.filter(full_name="Người khác").count() == 0
    response = client.post(reverse("units:person_password", args=[person.pk]))
    password = response.context["password"]
    assert password in words(response)
    assert response["Cache-Control"] == "no-store"
    person.refresh_from_db()
    assert person.check_password(password)
    assert password not in words(client.get(reverse("units:person", args=[person.pk])))
    post = person.posts.get()
    client.post(reverse("tasks:post_end", args=[post.pk]), {"valid_to": "01/06/2026"})
    assert Post.objects.get(pk=post.pk).valid_to is not None
    typed = {"unit": division.pk, "role": "officer", "title": "Chuyên viên", "valid_from": "01/06/2026"}
    assert client.post(reverse("units:post_new", args=[person.pk]), typed).status_code == 302
    assert client.get(reverse("units:people"), {"q": "truong phong"}).context["rows"][0][0] == person


def test_a_person_changes_to_another_post_and_stays_in_it(client, department, division):
    person = make_person(division, Role.HEAD)
    other = Post.objects.create(
        user=person, unit=department, role=Role.MONITOR, title="Theo dõi", valid_from=LONG_AGO + timedelta(days=1)
    )
    client.force_login(person)
    response = client.post(reverse("units:act_in"), {"post": other.pk, "next": reverse("units:my_posts")})
    assert response.url == reverse("units:my_posts")
    assert client.session[SESSION_KEY] == other.pk
    assert client.get(reverse("units:my_posts")).wsgi_request.user.acting_post == other
    other.valid_to = today()
    other.save()
    assert client.get(reverse("units:my_posts")).wsgi_request.user.acting_post == person.posts.get(unit=division)


@pytest.mark.parametrize("post", ["", "x", "999999"])
def test_a_post_that_is_not_open_to_one_does_not_exist(client, division, post):
    client.force_login(make_person(division, Role.HEAD))
    assert client.post(reverse("units:act_in"), {"post": post}).status_code == 404


def test_next_leads_nowhere_else(client, division):
    person = make_person(division, Role.HEAD)
    client.force_login(person)
    response = client.post(reverse("units:act_in"), {"post": person.posts.get().pk, "next": "https://example.org/"})
    assert response.url == "/"


def test_a_head_delegates_and_revokes(client, division):
    head, deputy = make_person(division, Role.HEAD), make_person(division, Role.OFFICER)
    client.force_login(head)
    post = head.posts.get()
    typed = {
        "delegate": deputy.pk,
        "valid_from": f"{today():%d/%m/%Y}",
        "valid_to": f"{today() + timedelta(days=7):%d/%m/%Y}",
    }
    assert client.post(reverse("tasks:delegation_new", args=[post.pk]), typed).status_code == 302
    given = Delegation.objects.get()
    client.force_login(deputy)
    assert f"được {head} ủy quyền" in words(client.get(reverse("units:my_posts")))
    assert client.post(reverse("tasks:delegation_revoke", args=[given.pk])).status_code == 404
    client.force_login(head)
    assert client.post(reverse("tasks:delegation_revoke", args=[given.pk])).status_code == 302
    assert post not in Post.objects.open_to(deputy, on=today())


def test_one_to_whom_a_post_was_delegated_does_not_delegate_it(client, division):
    head, deputy = make_person(division, Role.HEAD), make_person(division, Role.OFFICER)
    post = head.posts.get()
    delegate(post=post, delegate=deputy, valid_from=today(), valid_to=today() + timedelta(days=1), by=head, now=now())
    client.force_login(deputy)
    client.post(reverse("units:act_in"), {"post": post.pk})
    response = client.get(reverse("tasks:delegation_new", args=[post.pk]))
    assert response.status_code == 403
    assert "không được ủy quyền lại" in words(response)


def test_a_person_without_an_open_post_gets_a_clear_page(client, division):
    person = make_person(division, Role.HEAD)
    person.posts.update(valid_to=today())
    client.force_login(User.objects.get(pk=person.pk))
    response = client.get("/")
    assert response.status_code == 403
    assert "chưa được giao vị trí" in words(response).lower()
    assert client.get(reverse("units:detail", args=[division.pk])).status_code == 404


class TestAdministrationPages:
    """Django's own: only who we are and the calendar."""

    def test_they_open_to_administrators_alone(self, client, division, department):
        address = reverse("admin:index")
        assert client.get(address, follow=True).redirect_chain[-1][0].startswith(reverse("account_login"))
        client.force_login(make_person(division, Role.LEADER))
        assert client.get(address, follow=True).status_code == 403
        client.force_login(make_person(department, Role.ADMINISTRATOR))
        assert client.get(address).status_code == 200

    def test_only_the_models_of_units_are_there(self, client, admin):
        models = [
            model["object_name"]
            for app in client.get(reverse("admin:index")).context["app_list"]
            for model in app["models"]
        ]
        assert sorted(models) == ["AuditEvent", "CalendarDay", "Post", "Unit", "UnitGroup", "User"]

    @pytest.mark.parametrize("model", ["unit", "user", "post", "unitgroup", "calendarday", "auditevent"])
    def test_every_list_opens(self, client, admin, model):
        assert client.get(reverse(f"admin:units_{model}_changelist")).status_code == 200

    def test_units_and_posts_are_changed_elsewhere(self, client, admin, division):
        address = reverse("admin:units_unit_change", args=[division.pk])
        assert client.post(address, {"name": "Khác"}).status_code == 403
        assert client.post(reverse("admin:units_unit_delete", args=[division.pk])).status_code == 403
        assert client.get(reverse("admin:units_post_add")).status_code == 403

    def test_a_day_off_is_entered_and_recorded(self, client, admin):
        typed = {"date": "12/10/2026", "kind": "off", "reason": "Bão", "source": ""}
        assert client.post(reverse("admin:units_calendarday_add"), typed).status_code == 302
        assert CalendarDay.objects.get(reason="Bão").date.day == 12

    def test_a_group_is_entered_with_dated_members(self, client, admin, department, division):
        typed = {
            "owner": department.pk,
            "name": "Các phòng",
            "rule_kind": "",
            "memberships-TOTAL_FORMS": "1",
            "memberships-INITIAL_FORMS": "0",
            "memberships-0-unit": division.pk,
            "memberships-0-valid_from": "01/03/2026",
        }
        response = client.post(reverse("admin:units_unitgroup_add"), typed)
        assert response.status_code == 302, words(response)
        assert GroupMember.objects.get(group=UnitGroup.objects.get()).unit == division

    def test_rows_of_another_organisation_are_not_shown(self, client, admin):
        other = make_unit("Phòng khác", parent=make_organisation("Sở khác"))
        response = client.get(reverse("admin:units_unit_changelist"))
        assert other not in response.context["cl"].queryset

    @pytest.mark.parametrize(
        ("address", "site_address"),
        [("admin:logout", "account_logout"), ("admin:password_change", "account_change_password")],
    )
    def test_signing_out_and_passwords_are_the_sites_own(self, client, admin, address, site_address):
        assert client.post(reverse(address)).url == reverse(site_address)


def test_the_first_person_enters_the_first_unit_and_then_one_below_it(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    page = client.get(reverse("units:new"))
    assert "parent" not in page.context["form"].fields
    values = {"kind": "department", "name": "Sở Nội vụ", "is_organisation": "on", "opened_on": "01/01/2026"}
    client.post(reverse("units:new"), values)
    first = Unit.objects.get()
    assert (first.name, first.depth, first.is_organisation) == ("Sở Nội vụ", 1, True)
    below = {"kind": "office", "name": "Văn phòng Sở", "opened_on": "01/01/2026"}
    refused = client.post(reverse("units:new"), below)
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["parent"])
    client.post(reverse("units:new"), below | {"parent": first.pk})
    assert Unit.objects.get(name="Văn phòng Sở").path.startswith(first.path)


def test_what_django_says_of_a_form_is_vietnamese(client, admin):
    said = client.post(reverse("account_change_password"), {"oldpassword": "sai", "password1": "123", "password2": "1"})
    words = said.content.decode()
    assert "Mật khẩu quá ngắn: cần ít nhất 8 ký tự." in words
    assert "This password" not in words
