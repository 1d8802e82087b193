"""A scan is dropped in, its reading is watched, and the review opens by itself; a secret one is refused in its place."""

from __future__ import annotations

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from directives.models import Arrival
from directives.services import arrivals
from directives.views import arriving
from tests.directives.conftest import make_office
from tests.factories.arrivals import LETTER, SECOND_PAGE, SECRET_LETTER, picture, scanned_pdf
from units.clock import now

pytestmark = pytest.mark.browser


@pytest.fixture
def office(transactional_db):
    return make_office()


@pytest.fixture(autouse=True)
def _no_reader(monkeypatch):
    """Readers work only when the test says so."""
    monkeypatch.setattr(arriving.read_arrivals, "apply_async", lambda **how: None)


def send(page, name: str, data: bytes) -> None:
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "application/pdf", "buffer": data})
    page.get_by_role("button", name="Đọc văn bản").click()


def test_a_scan_is_watched_page_by_page_into_its_review(sign_in, office):
    # Given a clerk who drops in a scan of two pages
    page = sign_in(office.registrar, reverse("directives:log"))
    send(page, "quet.pdf", scanned_pdf(LETTER, SECOND_PAGE))
    # Then the page says that it waits, and follows the reader without being touched
    expect(page.get_by_role("status").filter(has_text="Đang chờ đến lượt đọc")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    Arrival.objects.update(state="reading", pages_done=1)
    expect(page.get_by_text("Đang đọc trang 2/2")).to_be_visible()
    # When the reader has done its work, the review opens by itself
    Arrival.objects.update(state="waiting")
    arrivals.read_waiting(clock=now)
    page.wait_for_url(re.compile(r"/van-ban/vao-so/\d+/"))
    expect(page.get_by_role("link", name="quet.pdf")).to_be_visible()
    expect(page.get_by_text("chữ do máy nhận dạng")).to_be_visible()


def test_a_secret_scan_is_refused_where_it_was_watched(sign_in, office):
    page = sign_in(office.registrar, reverse("directives:log"))
    send(page, "ten-mat.png", picture(SECRET_LETTER))
    expect(page.get_by_text("ten-mat.png")).to_be_visible()
    arrivals.read_waiting(clock=now)
    expect(page.get_by_role("alert").filter(has_text="Văn bản mật không được đưa vào hệ thống")).to_be_visible()
    expect(page.get_by_role("heading", name="Không nhận được tệp")).to_be_visible()
    expect(page.get_by_text("ten-mat.png")).to_have_count(0)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.get_by_role("link", name="Chọn tệp khác").click()
    page.wait_for_url("**" + reverse("directives:log"))


def test_the_list_follows_what_is_read(sign_in, office):
    arrivals.wait(data=picture(LETTER), name="quet.png", by=office.registrar, now=now())
    page = sign_in(office.registrar, reverse("directives:drafts"))
    expect(page.get_by_text("Đang chờ đến lượt đọc")).to_be_visible()
    arrivals.read_waiting(clock=now)
    expect(page.get_by_role("rowheader").filter(has_text="quet.png")).to_be_visible()
    expect(page.get_by_text("Đang chờ đến lượt đọc")).to_have_count(0)
