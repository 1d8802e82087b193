"""The rail and the top bar: each role's places, the counters, and what they cost."""

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.urls import reverse

from config import navigation as module
from config.navigation import Navigation, Sign
from tests.factories.units import make_organisation, make_person, make_unit
from units.models import User
from units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit():
    return make_unit(parent=make_organisation())


def frame(user: User, path: str = "/") -> Navigation:
    request = RequestFactory().get(path)
    request.user = user
    return Navigation(request)


@pytest.mark.parametrize("role", Role)
def test_each_role_has_at_least_one_place_and_units(unit, role):
    labels = [place.label for place in frame(make_person(unit, role)).places]
    assert "Đơn vị" in labels


def test_an_administrator_sees_no_more_of_the_content_than_the_role_gives(unit):
    assert [place.label for place in frame(make_person(unit, Role.ADMINISTRATOR)).places] == ["Đơn vị"]


def test_a_place_that_no_app_offers_is_left_out(unit, monkeypatch):
    sign = Sign("Không có", "x", "nowhere:list", frozenset(Role))
    monkeypatch.setattr(module, "SIGNS", (sign,))
    assert frame(make_person(unit, Role.HEAD)).places == []


def test_the_place_one_is_at_is_the_longest_beginning_of_the_address(unit):
    here = frame(make_person(unit, Role.HEAD), reverse("units:list"))
    assert [place.label for place in here.places if place.is_current] == ["Đơn vị"]
    assert not any(place.is_current for place in frame(make_person(unit, Role.HEAD), "/khong-co/").places)


def test_a_stranger_has_no_frame(rf):
    assert Navigation(rf.get("/")).places == []


def test_the_whole_frame_asks_the_database_at_most_four_times(unit, django_assert_max_num_queries):
    """The acting post, the posts to choose from, one query for all counters of tasks, one for notices."""
    user = User.objects.get(pk=make_person(unit, Role.MONITOR).pk)
    with django_assert_max_num_queries(4):
        page = frame(user)
        assert page.acting_post is not None
        assert page.acting_post in page.posts
        assert page.places
        assert page.unread_notices == 0


def test_a_part_that_draws_no_rail_asks_nothing(unit, rf, django_assert_num_queries):
    request = rf.get("/")
    request.user = make_person(unit, Role.MONITOR)
    with django_assert_num_queries(0):
        context = module.navigation(request)
        assert Template("một phần").render(Context(context)) == "một phần"


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ("<x>", "auto"), (None, "auto")])
def test_only_a_known_theme_is_taken_from_the_cookie(rf, cookie, theme):
    request = rf.get("/")
    if cookie:
        request.COOKIES["theme"] = cookie
    assert module.navigation(request)["theme"] == theme
