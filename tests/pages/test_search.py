"""The search box finds with or without marks, and only what the person may see."""

import pytest

from tests.factories.directives import make_directive
from tests.factories.tasks import make_task
from tests.factories.units import make_organisation, make_person, make_unit
from units.roles import Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    organisation = make_organisation()
    office = make_unit("Văn phòng Sở", parent=organisation)
    division = make_unit("Phòng Tổ chức cán bộ", parent=organisation)
    monitor = make_person(office, Role.MONITOR)
    directive = make_directive(owner=organisation, by=monitor, subject="chấn chỉnh kỷ luật hành chính")
    make_task(lead=office, by=monitor, directive=directive, title="Rà soát kỷ luật tại Văn phòng")
    return organisation, division, monitor


def test_words_without_marks_find_directives_tasks_and_units(client, office):
    _, _, monitor = office
    client.force_login(monitor)
    page = client.get("/tim/", {"q": "ky luat"}).content.decode()
    assert "chấn chỉnh kỷ luật hành chính" in page
    assert "Rà soát kỷ luật tại Văn phòng" in page
    assert "Phòng Tổ chức cán bộ" in client.get("/tim/", {"q": "to chuc"}).content.decode()


def test_a_unit_does_not_find_what_is_not_its_business(client, office):
    _, division, _ = office
    client.force_login(make_person(division, Role.HEAD))
    page = client.get("/tim/", {"q": "ky luat"}).content.decode()
    assert "Không tìm thấy" in page
    assert "Rà soát kỷ luật" not in page


def test_marks_alone_ask_nothing(client, office):
    client.force_login(office[2])
    assert "Nhập từ cần tìm" in client.get("/tim/", {"q": " ./. "}).content.decode()


def test_a_pasted_page_is_searched_by_its_first_words(client, office):
    client.force_login(office[2])
    assert client.get("/tim/", {"q": "1 ky luat hanh chinh " * 200}).status_code == 200
    assert "kỷ luật" in client.get("/tim/", {"q": "ky luat " * 500}).content.decode()


def test_help_is_there_for_everyone(client, office):
    client.force_login(office[2])
    assert client.get("/tro-giup/").status_code == 200
