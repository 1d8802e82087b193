"""Nothing is lost by closing the page, of two people the second is told, and assigning follows beside the text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from directives.models import DocumentText
from directives.services import intake
from tasks.models import Task
from tests.browser.long_directive import rows, text
from tests.browser.test_review_acts import TEXT, wrong
from tests.factories.units import make_organisation, make_person, make_unit
from units.clock import now
from units.models import UnitGroup, UnitKind, User
from units.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def monitor() -> User:
    organisation = make_organisation("Sở Công Thương", short_name="SCT")
    desk = make_unit("Văn phòng Sở", parent=organisation, kind=UnitKind.OFFICE)
    for name in ("Phòng Tổ chức cán bộ", "Thanh tra Sở"):
        make_unit(name, parent=organisation)
    UnitGroup.objects.create(owner=organisation, name="Các phòng thuộc Sở", rule_kind=UnitKind.DIVISION)
    return make_person(desk, Role.MONITOR, full_name="Chánh Văn phòng")


@pytest.fixture
def document(monitor) -> DocumentText:
    return intake.receive_text(text=TEXT, by=monitor, now=now())


@pytest.fixture
def review(page, sign_in, monitor, document) -> Iterator[Page]:
    page.emulate_media(reduced_motion="reduce")
    sign_in(monitor, f"/van-ban/vao-so/{document.pk}/")
    expect(page.locator("#rows > li")).to_have_count(6)
    yield page
    page.goto("about:blank")
    page.wait_for_timeout(200)


def kept(document: DocumentText) -> dict:
    document.refresh_from_db()
    return document.review or {}


def saved(page: Page):
    return page.locator("#review-saved")


def test_what_is_typed_is_kept_in_the_background_and_stands_there_again(review, document):
    review.get_by_label("Trích yếu").fill("đang gõ dở")
    review.locator("#rows .node-shown").nth(3).focus()
    review.keyboard.press("Shift+Tab")
    expect(saved(review)).to_contain_text("Đã lưu nháp lúc")
    assert kept(document)["head"]["subject"] == "đang gõ dở"
    review.keyboard.press("Alt+ArrowUp")  # a second saving of the same page is no conflict
    expect(review.locator("#review [name=saved]")).to_have_value("2")
    review.goto("about:blank")
    review.go_back()
    expect(review.get_by_label("Trích yếu")).to_have_value("đang gõ dở")
    expect(review.locator('#rows > li:nth-child(2) [name$="-label"]')).to_have_value("b")


def test_what_is_typed_right_before_the_page_is_left_is_kept(review, document):
    review.get_by_label("Trích yếu").fill("gõ rồi đóng ngay")
    review.goto("about:blank")
    review.wait_for_timeout(1500)
    assert kept(document)["head"]["subject"] == "gõ rồi đóng ngay"


def test_a_page_of_sixty_rows_that_is_left_is_kept_too(page, sign_in, monitor):
    long = intake.receive_text(text=text(), by=monitor, now=now())
    sign_in(monitor, f"/van-ban/vao-so/{long.pk}/")
    page.get_by_label("Trích yếu").fill("gõ & đóng + ngay = 100%; xong")
    page.goto("about:blank")
    page.wait_for_timeout(2000)
    review = kept(long)
    assert review["head"]["subject"] == "gõ & đóng + ngay = 100%; xong"
    assert [row["text"] for row in review["rows"]] == [row.text for row in rows()]
    assert review["rows"][0]["deadlines"][0]["due_on"] == "01/04/2026"


def test_a_saving_that_fails_says_so_and_is_tried_again(review, document):
    review.route(
        "**/van-ban/vao-so/*/", lambda route: route.abort() if route.request.method == "POST" else route.continue_()
    )
    review.get_by_label("Trích yếu").fill("mất mạng")
    expect(saved(review)).to_have_text("Chưa lưu được, đang thử lại")
    review.unroute("**/van-ban/vao-so/*/")
    expect(saved(review)).to_contain_text("Đã lưu nháp lúc", timeout=15_000)
    assert kept(document)["head"]["subject"] == "mất mạng"


def test_a_sign_in_that_ended_is_said_and_what_was_typed_is_kept_after_the_next_one(
    review, document, monitor, live_server
):
    review.context.clear_cookies(name="sessionid")
    review.get_by_label("Trích yếu").fill("phiên đã hết")
    expect(saved(review)).to_contain_text("Phiên đăng nhập đã hết")
    other = review.context.new_page()
    other.goto(f"{live_server.url}/dang-nhap/")
    other.get_by_label("Tên đăng nhập").fill(monitor.username)
    other.get_by_label("Mật khẩu").fill("mat-khau-thu-nghiem")
    other.get_by_role("button", name="Đăng nhập").click()
    other.wait_for_load_state()
    other.close()
    expect(saved(review)).to_contain_text("Đã lưu nháp lúc", timeout=40_000)
    assert kept(document)["head"]["subject"] == "phiên đã hết"


def test_the_second_of_two_is_told_who_saved_and_keeps_everything(review, document):
    colleague = make_person(document.organisation, Role.REGISTRAR, full_name="Văn thư Sở")
    theirs = {"head": {"subject": "của văn thư"}, "rows": [], "citations": []}
    intake.save_draft(document=document, review=theirs, seen=0, by=colleague, now=now())
    review.get_by_label("Trích yếu").fill("của tôi")
    told = review.locator("#review-conflict")
    expect(told).to_contain_text("Văn thư Sở đã lưu bản nháp này lúc")
    expect(review.get_by_label("Trích yếu")).to_have_value("của tôi")
    assert kept(document)["head"]["subject"] == "của văn thư"
    assert wrong(review) == []
    review.get_by_role("button", name="Lưu bản của tôi").click()
    expect(saved(review)).to_contain_text("Đã lưu nháp lúc")
    expect(told).to_have_count(0)
    assert kept(document)["head"]["subject"] == "của tôi"


def test_assigning_follows_beside_the_text(review, document):
    review.locator("#rows .node-shown").nth(1).focus()
    review.keyboard.press("Control+Shift+Enter")
    expect(review.get_by_role("heading", name="Giao nhiệm vụ")).to_be_visible()
    check = review.get_by_role("button", name="Kiểm tra trước khi giao")
    expect(check).to_be_visible(timeout=15_000)
    expect(review.locator("#paper")).to_contain_text("Khẩn trương xử lý văn bản tồn đọng")
    expect(review.locator("#messages")).to_contain_text("số đến 1")
    document.refresh_from_db()
    assert review.evaluate("location.pathname") == f"/nhiem-vu/giao/{document.directive_id}/"
    assert wrong(review) == []
    check.click()
    give = review.locator(".confirm button")
    expect(give).to_contain_text("Giao ", timeout=15_000)
    expect(review.locator("#paper")).to_be_visible()
    give.click()
    expect(review.locator("#messages")).to_contain_text("Đã giao", timeout=15_000)
    assert Task.objects.exists()


def test_a_refused_entry_comes_back_in_place_with_everything_typed(review):
    review.get_by_label("Trích yếu").fill("")
    review.get_by_label("Cơ quan ban hành").fill("UBND tỉnh Bình An")
    review.get_by_role("button", name="Vào sổ văn bản đến").click()
    refused = review.locator("[data-error-summary]")
    expect(refused).to_contain_text("Chưa nhập trích yếu")
    expect(refused).to_be_focused()
    expect(review.get_by_label("Cơ quan ban hành")).to_have_value("UBND tỉnh Bình An")
    review.get_by_label("Trích yếu").fill("chấn chỉnh")  # the keys and the saving live on
    expect(saved(review)).to_contain_text("Đã lưu nháp lúc")
    review.locator("#rows .node-shown").nth(3).focus()
    review.keyboard.press("Shift+Tab")
    expect(review.locator('#rows > li:nth-child(4) [name$="-level"]')).to_have_value("1")
