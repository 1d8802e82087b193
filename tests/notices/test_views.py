"""The page of notices: a person's own, unread first."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from notices.models import Kind, Notification
from notices.views import PER_PAGE
from tests.factories.notices import TOLD_AT, make_notice
from tests.factories.units import make_organisation, make_person
from units.roles import Role


@pytest.fixture
def person(db):
    return make_person(make_organisation(), Role.HEAD)


@pytest.fixture
def own(client, person):
    client.force_login(person)
    return client


def test_unread_ones_come_first_then_the_newest(own, person):
    for number in range(4):
        make_notice(person, key=f"task:{number}", title=f"Việc số {number}", now=TOLD_AT + timedelta(hours=number))
    Notification.objects.filter(title="Việc số 3").update(read_at=TOLD_AT)
    page = own.get("/thong-bao/").context["page"]
    assert [notice.title[-1] for notice in page] == ["2", "1", "0", "3"]


def test_a_stranger_to_it_sees_nothing_of_a_notice(client, person):
    notice = make_notice(person)
    other = make_person(person.acting_post.unit, Role.OFFICER)
    client.force_login(other)
    assert "quy chế" not in client.get("/thong-bao/").content.decode()
    assert client.get(f"/thong-bao/{notice.pk}/").status_code == 404
    assert client.post(f"/thong-bao/{notice.pk}/").status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_opening_marks_as_read_and_leads_to_the_thing(own, person):
    notice = make_notice(person)
    answer = own.post(f"/thong-bao/{notice.pk}/")
    assert (answer.status_code, answer.url) == (302, "/nhiem-vu/1/")
    notice.refresh_from_db()
    first_read = notice.read_at
    assert first_read is not None
    own.post(f"/thong-bao/{notice.pk}/")
    notice.refresh_from_db()
    assert notice.read_at == first_read


def test_a_get_leads_there_and_changes_nothing(own, person):
    notice = make_notice(person)
    assert own.get(f"/thong-bao/{notice.pk}/").url == "/nhiem-vu/1/"
    notice.refresh_from_db()
    assert notice.read_at is None


def test_no_link_leads_out_of_the_house(own, person):
    notice = make_notice(person, link="//example.org/x")
    assert own.get(f"/thong-bao/{notice.pk}/").url == "/thong-bao/"


def test_all_can_be_marked_as_read_at_once(own, person):
    for number in range(3):
        make_notice(person, key=f"task:{number}")
    other = make_notice(make_person(person.acting_post.unit, Role.OFFICER))
    answer = own.post("/thong-bao/da-doc/", follow=True)
    assert "Đã đánh dấu 3 thông báo là đã đọc." in answer.content.decode()
    assert list(Notification.objects.unread()) == [other]
    assert own.get("/thong-bao/da-doc/").status_code == 405


@pytest.mark.parametrize("kind", Kind)
def test_a_notice_of_every_kind_is_listed(own, person, kind):
    notice = make_notice(person)
    Notification.objects.filter(pk=notice.pk).update(kind=kind)
    assert notice.title in own.get("/thong-bao/").content.decode()


def test_an_empty_page_says_what_will_stand_here(own):
    assert "Chưa có thông báo nào" in own.get("/thong-bao/").content.decode()


def test_more_notices_cost_no_more_queries(own, person):
    def queries():
        with CaptureQueriesContext(connection) as caught:
            own.get("/thong-bao/")
        return len(caught)

    make_notice(person, key="task:x")
    few = queries()
    for number in range(PER_PAGE):
        make_notice(person, key=f"task:{number}")
    assert queries() == few
    assert len(own.get("/thong-bao/?page=2").context["page"]) == 1
