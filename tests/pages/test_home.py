"""The front door."""

import pytest
from django.urls import reverse

from config.views.home import FIRST_PLACE
from tests.factories.units import UserFactory, make_organisation, make_person
from units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", list(Role))
def test_each_role_starts_where_its_work_is(client, role):
    client.force_login(make_person(make_organisation(), role))
    assert client.get("/", follow=True).redirect_chain == [(reverse(FIRST_PLACE[role]), 302)]


def test_a_person_without_a_post_is_told_whom_to_ask(client):
    client.force_login(UserFactory())
    answer = client.get("/")
    assert answer.status_code == 403
    assert "Liên hệ người quản trị" in answer.content.decode()


def test_the_first_account_of_an_installation_begins_with_the_units(client):
    client.force_login(UserFactory(is_superuser=True))
    answer = client.get("/", follow=True)
    assert answer.redirect_chain == [(reverse("units:list"), 302)]
    assert answer.status_code == 200
