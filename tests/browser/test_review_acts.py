"""Every act of the review by keyboard and by pointer, and each of them undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from directives.services import intake
from tests.browser.selecting import select_passage
from tests.factories.units import make_organisation, make_person, make_unit
from units.clock import now
from units.models import User
from units.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = """ỦY BAN NHÂN DÂN
TỈNH BÌNH AN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 58/UBND-NC
V/v chấn chỉnh việc xử lý văn bản
Bình An, ngày 02 tháng 3 năm 2026

Kính gửi: Các phòng thuộc Sở.

Ủy ban nhân dân tỉnh yêu cầu:
1. Giao Phòng Tổ chức cán bộ, Văn phòng Sở rà soát quy chế làm việc. Thanh tra Sở kiểm tra việc thực hiện.
2. Các phòng thuộc Sở:
a) Khẩn trương xử lý văn bản tồn đọng;
b) Thống kê văn bản quá hạn.
3. Văn phòng Sở theo dõi, đôn đốc, báo cáo trước ngày 15/4/2026.
3. Văn phòng Sở công khai kết quả.

Nơi nhận:
- Như trên;
- Lưu: VT.

KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
"""


@pytest.fixture
def registrar() -> User:
    organisation = make_organisation("Sở Công Thương", short_name="SCT")
    for name, short_name in (("Văn phòng Sở", "VP"), ("Phòng Tổ chức cán bộ", "TCCB"), ("Thanh tra Sở", "TTr")):
        make_unit(name, parent=organisation, short_name=short_name)
    return make_person(organisation, Role.REGISTRAR, full_name="Văn thư Sở")


@pytest.fixture
def review(page, sign_in, registrar) -> Iterator[Page]:
    document = intake.receive_text(text=TEXT, by=registrar, now=now())
    page.emulate_media(reduced_motion="reduce")
    sign_in(registrar, f"/van-ban/vao-so/{document.pk}/")
    expect(page.locator("#rows > li")).to_have_count(6)
    yield page
    page.goto("about:blank")  # what is still to be kept is kept before the rows go
    page.wait_for_timeout(200)


def tree(page: Page) -> list[str]:
    """ "1 1 Giao Phòng", "2 a Khẩn trương": level, label, first words."""
    return page.evaluate(
        """() => [...document.querySelectorAll("#rows > li")].map((row) => [
            row.querySelector("[name$=-level]").value,
            row.querySelector("[name$=-label]").value,
            ...row.querySelector("textarea").value.split(" ").slice(0, 2),
        ].join(" "))"""
    )


def at_row(page: Page, number: int) -> None:
    page.locator("#rows .node-shown").nth(number).focus()


def focused(page: Page) -> str:
    """The label and words of the row that has the focus, "" elsewhere."""
    return page.evaluate(
        """() => {
            const row = document.activeElement.closest(".node-shown");
            return row ? `${row.querySelector(".node-mark").textContent} ${row.querySelector(".node-words").textContent}` : "";
        }"""
    )


START = ["1 1 Giao Phòng", "1 2 Các phòng", "2 a Khẩn trương", "2 b Thống kê", "1 3 Văn phòng", "1 3 Văn phòng"]


def test_the_arrows_walk_enter_edits_and_escape_leaves(review):
    assert tree(review) == START
    at_row(review, 0)
    review.keyboard.press("ArrowDown")
    review.keyboard.press("ArrowDown")
    assert focused(review).startswith("a Khẩn trương")
    review.keyboard.press("Enter")
    expect(review.locator("#rows textarea:focus")).to_have_value("Khẩn trương xử lý văn bản tồn đọng;")
    review.keyboard.type(" ngay")
    review.keyboard.press("Escape")
    assert focused(review) == "a Khẩn trương xử lý văn bản tồn đọng; ngay"
    expect(review.locator("#rows details[open].node-fold")).to_have_count(0)
    review.keyboard.press("Escape")
    expect(review.get_by_role("button", name="Thêm dòng")).to_be_focused()
    review.keyboard.press("Tab")
    assert focused(review) == ""
    at_row(review, 0)
    review.keyboard.press("F6")
    assert focused(review) == ""


def test_levels_order_and_joins_are_changed_and_each_is_undone(review):
    at_row(review, 1)
    review.keyboard.press("Tab")  # what stands under it goes along
    levels = ["1", "2", "3", "3", "1", "1"]
    assert [one[0] for one in tree(review)] == levels
    review.keyboard.press("Tab")  # no deeper than one below the row above
    assert [one[0] for one in tree(review)] == levels
    review.keyboard.press("Shift+Tab")
    assert tree(review) == START
    review.keyboard.press("Alt+ArrowDown")
    moved = [START[0], START[4], *START[1:4], START[5]]
    assert tree(review) == moved
    review.keyboard.press("Alt+ArrowUp")
    assert tree(review) == START
    at_row(review, 3)
    review.keyboard.press("Backspace")
    assert tree(review) == [*START[:3], *START[4:]]
    assert focused(review) == "a Khẩn trương xử lý văn bản tồn đọng; b) Thống kê văn bản quá hạn."
    review.keyboard.press("Delete")
    assert tree(review) == [*START[:2], *START[4:]]
    for _ in range(6):
        review.keyboard.press("Control+z")
    assert tree(review) == START
    for _ in range(6):
        review.keyboard.press("Control+Shift+z")
    assert tree(review) == [*START[:2], *START[4:]]


def test_a_row_is_split_at_the_cursor_and_its_units_go_where_their_words_are(review):
    at_row(review, 0)
    review.keyboard.press("Enter")
    review.evaluate(
        "() => { const t = document.activeElement; const at = t.value.indexOf('Thanh tra'); t.setSelectionRange(at, at); }"
    )
    review.keyboard.press("Control+Enter")
    assert tree(review)[:2] == ["1 1 Giao Phòng", "1  Thanh tra"]
    assert focused(review) == " Thanh tra Sở kiểm tra việc thực hiện."
    assert (
        review.evaluate("reviewing.wholeText.slice(...reviewing.rows.span(reviewing.current))")
        == "Thanh tra Sở kiểm tra việc thực hiện."
    )
    review.keyboard.press("Control+z")
    assert tree(review) == START


def test_a_value_lights_its_passage_and_a_passage_leads_to_its_value(review):
    review.locator("#rows > li").nth(4).locator(".value-chip", has_text="trước ngày").click()
    lit = "[...CSS.highlights.get('review-value')].map(String)"
    assert review.evaluate(lit) == ["trước ngày 15/4/2026"]
    review.locator("#paper mark", has_text="trước ngày 15/4/2026").click()
    assert focused(review).startswith("3 Văn phòng Sở theo dõi")
    review.locator("#paper mark", has_text="chấn chỉnh việc xử lý văn bản").click()
    expect(review.get_by_label("Trích yếu")).to_be_focused()


def test_a_selected_passage_becomes_an_item_a_continuation_a_value(review):
    said = review.locator("#messages-said")
    at_row(review, 3)
    review.keyboard.press("Delete")
    select_passage(review, "b) Thống kê văn bản quá hạn.")
    review.get_by_role("button", name="Mục mới").click()
    expect(said).to_have_text("Đã thêm mục b.")
    assert tree(review) == START
    select_passage(review, "Thanh tra Sở kiểm tra việc thực hiện.")
    review.keyboard.press("n")
    expect(said).to_have_text("Đã thêm dòng 2.")
    assert tree(review)[:2] == ["1 1 Giao Phòng", "2  Thanh tra"]
    assert "Thanh tra" not in review.locator("#rows textarea").first.input_value()
    select_passage(review, "Văn phòng Sở", within="3. Văn phòng Sở công khai")
    review.keyboard.press("c")
    expect(said).to_have_text("Đã ghi vào mục 3.")
    select_passage(review, "Độc lập - Tự do - Hạnh phúc")
    review.keyboard.press("t")
    expect(review.get_by_label("Trích yếu")).to_have_value("Độc lập - Tự do - Hạnh phúc")
    review.get_by_role("button", name="Hoàn tác").click()
    expect(review.get_by_label("Trích yếu")).to_have_value("chấn chỉnh việc xử lý văn bản")


def test_a_passage_is_selected_by_keyboard_alone(review):
    at_row(review, 2)
    review.keyboard.press("F6")
    for _ in range(8):
        if review.evaluate("document.activeElement.id") == "paper":
            break
        review.keyboard.press("F6")
    review.keyboard.press("ArrowDown")
    review.keyboard.press("Shift+ArrowDown")
    assert (
        review.evaluate("String(getSelection())")
        == "a) Khẩn trương xử lý văn bản tồn đọng;\nb) Thống kê văn bản quá hạn."
    )
    review.keyboard.press("Shift+ArrowLeft")
    assert review.evaluate("String(getSelection())").endswith("văn bản quá")


def test_d2_doubts_come_first_are_walked_answered_by_one_key_and_stay_answered(review):
    count = review.locator("#doubt-count")
    expect(count).to_have_text("Đã xem 0/3 chỗ cần xem")
    review.keyboard.press("F8")
    expect(review.get_by_label("Người ký")).to_be_focused()
    review.keyboard.press("F9")
    expect(count).to_have_text("Đã xem 1/3 chỗ cần xem")
    review.keyboard.press("F8")
    assert focused(review).startswith("1 Giao Phòng Tổ chức cán bộ, Văn phòng Sở")
    review.keyboard.press("2")  # the second unit leads, the first helps
    expect(count).to_have_text("Đã xem 2/3 chỗ cần xem")
    row = review.locator("#rows > li").first
    assert row.locator('[data-field="leads"] .value-chip').all_inner_texts() == ["Văn phòng Sở"]
    assert row.locator('[data-field="coordinating"] .value-chip').all_inner_texts()[0] == "Phòng Tổ chức cán bộ"
    review.keyboard.press("F8")
    assert focused(review).startswith("3 Văn phòng Sở công khai")
    review.keyboard.press("v")
    expect(count).to_have_text("Đã xem 3/3 chỗ cần xem")
    review.keyboard.press("Control+z")
    expect(count).to_have_text("Đã xem 2/3 chỗ cần xem")
    review.keyboard.press("Control+Shift+z")
    review.keyboard.press("Control+s")
    expect(review.locator("#review-saved")).to_contain_text("Đã lưu nháp lúc")
    review.reload()
    expect(count).to_have_text("Đã xem 3/3 chỗ cần xem")
    expect(review.locator(".doubt-list > li.is-seen")).to_have_count(3)


def test_a_unit_is_named_as_one_likes_and_the_last_one_taken_off(review):
    lead = review.locator("#rows > li").nth(4).locator('[data-field="leads"] .value-chip')
    at_row(review, 4)
    review.keyboard.press("c")
    review.keyboard.press("Backspace")
    review.keyboard.type("TTr")  # known to the server alone
    review.keyboard.press("Enter")
    expect(lead).to_have_text(["Thanh tra Sở"])
    assert focused(review).startswith("3 Văn phòng Sở theo dõi")
    review.keyboard.press("c")
    review.keyboard.type("to chuc can bo")  # a part of the name, without marks
    review.keyboard.press("Enter")
    expect(lead).to_have_text(["Thanh tra Sở", "Phòng Tổ chức cán bộ"])
    review.keyboard.press("c")
    review.keyboard.type("Ban Quản lý chợ")
    review.keyboard.press("Enter")
    expect(lead.last).to_have_text("Ban Quản lý chợ (chưa rõ đơn vị)")
    for _ in range(4):
        review.keyboard.press("Control+z")
    expect(lead).to_have_text(["Văn phòng Sở"])


def test_without_a_script_rows_open_and_buttons_keep_everything(browser, live_server, registrar):
    document = intake.receive_text(text=TEXT, by=registrar, now=now())
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/dang-nhap/?next=/van-ban/vao-so/{document.pk}/")
    page.get_by_label("Tên đăng nhập").fill(registrar.username)
    page.get_by_label("Mật khẩu").fill("mat-khau-thu-nghiem")
    page.get_by_role("button", name="Đăng nhập").click()
    row = page.locator("#rows > li").nth(3)
    row.locator("summary").first.click()
    row.get_by_label("Nội dung").fill("Thống kê văn bản quá hạn, báo cáo.")
    row.locator("summary", has_text="Sửa dòng").click()
    row.get_by_role("button", name="Gộp với dòng trên").click()
    expect(page.locator("#rows > li")).to_have_count(5)
    joined = page.locator("#rows > li").nth(2).locator(".node-words")
    expect(joined).to_have_text("Khẩn trương xử lý văn bản tồn đọng; b. Thống kê văn bản quá hạn, báo cáo.")
    page.get_by_role("button", name="Văn phòng Sở chủ trì").click()
    lead = page.locator("#rows > li").first.locator('[data-field="leads"] .value-chip')
    expect(lead).to_have_text(["Văn phòng Sở"])
    expect(page.get_by_role("button", name="Phím tắt")).to_have_count(0)
    context.close()


def test_c7_rows_are_entered_by_hand_where_there_is_no_text(page, sign_in, registrar):
    document = intake.start_by_hand(by=registrar, now=now())
    errors = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    sign_in(registrar, f"/van-ban/vao-so/{document.pk}/")
    page.get_by_label("Trích yếu").fill("Ý kiến tại cuộc họp giao ban")
    page.get_by_role("button", name="Thêm dòng").click()
    page.keyboard.type("Rà soát hồ sơ chậm.")
    page.keyboard.press("Escape")
    page.keyboard.press("m")
    page.keyboard.type("Báo cáo kết quả.")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.keyboard.press("c")
    page.keyboard.type("thanh tra")
    page.keyboard.press("Enter")
    assert tree(page) == ["1  Rà soát", "2  Báo cáo"]
    expect(page.locator("#review-saved")).to_contain_text("Đã lưu nháp lúc")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    assert tree(page) == ["1  Rà soát", "1  Báo cáo"]
    assert errors == []


def wrong(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_each_step_is_accessible(review, scheme):
    review.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    review.reload()
    assert wrong(review) == []
    at_row(review, 0)
    review.keyboard.press("Enter")
    assert wrong(review) == []
    review.keyboard.press("Escape")
    review.keyboard.press("?")
    expect(review.get_by_role("heading", name="Phím tắt khi kiểm tra văn bản")).to_be_visible()
    assert wrong(review) == []
    review.keyboard.press("Escape")
    select_passage(review, "a) Khẩn trương xử lý văn bản tồn đọng;")
    assert wrong(review) == []


def test_a_phone_shows_one_pane_at_a_time(review):
    review.set_viewport_size({"width": 390, "height": 844})
    expect(review.locator("#paper")).to_be_hidden()
    review.get_by_role("button", name="Văn bản", exact=True).click()
    expect(review.locator("#paper")).to_be_visible()
    expect(review.locator("#review")).to_be_hidden()
    assert review.evaluate("document.documentElement.scrollWidth <= innerWidth")
