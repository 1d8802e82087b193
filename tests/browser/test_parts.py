"""The parts of the interface in a real browser: accessible, and as helpful as their scripts promise."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.factories.units import make_organisation, make_person, make_unit
from units.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GALLERY = "/giao-dien/"


@pytest.fixture
def monitor():
    organisation = make_organisation()
    return make_person(make_unit("Văn phòng", parent=organisation), Role.MONITOR)


def violations(page) -> list[str]:
    """What axe finds wrong, as "rule: first element"."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_sign_in_and_every_part_are_accessible_and_fit(page, sign_in, at, monitor, width, scheme):
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    at("/dang-nhap/")
    assert violations(page) == []
    sign_in(monitor, GALLERY)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the page scrolls sideways"


def test_no_part_breaks_the_content_security_policy(page, sign_in, monitor):
    complaints = []
    page.on("console", lambda message: message.type in {"error", "warning"} and complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    sign_in(monitor, GALLERY)
    page.wait_for_load_state("networkidle")
    assert complaints == []


def test_figures_that_are_compared_have_one_width(page, sign_in, monitor):
    sign_in(monitor, GALLERY)
    widths = page.evaluate(
        """() => ["1111", "0000"].map((figures) => {
            const span = document.createElement("span");
            span.className = "number";
            span.textContent = figures;
            document.body.append(span);
            return span.getBoundingClientRect().width;
        })"""
    )
    assert widths[0] == widths[1]


def test_escape_closes_a_menu_and_gives_the_focus_back(page, sign_in, monitor):
    sign_in(monitor, GALLERY)
    menu = page.locator(".top details.menu").last
    menu.locator("summary").click()
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(menu.locator("summary")).to_be_focused()


def test_the_theme_is_chosen_at_once_and_kept(page, sign_in, monitor):
    page.emulate_media(color_scheme="light")
    sign_in(monitor, GALLERY)
    light = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.locator(".top details.menu").last.locator("summary").click()
    with page.expect_response("**/giao-dien/nen-trang/"):
        page.get_by_role("button", name="Tối").click()
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    page.reload()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


def test_a_unit_is_found_by_a_part_of_its_name_without_marks(page, sign_in, monitor):
    sign_in(monitor, GALLERY)
    form = page.locator("#bieu-mau form").first
    field = form.get_by_role("combobox", name="Đơn vị chủ trì")
    field.fill("tai chinh")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Phòng Kế hoạch - Tài chính")
    assert form.locator("#id_lead").input_value() == "3"
    several = form.get_by_role("combobox", name="Đơn vị phối hợp")
    for words in ("thanh tra", "van phong"):
        several.fill(words)
        page.keyboard.press("Enter")
    form.get_by_role("button", name="Bỏ Thanh tra Sở").click()
    assert form.locator("#id_coordinating").evaluate("s => [...s.selectedOptions].map(o => o.text)") == ["Văn phòng Sở"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("5/8/2026", "Thứ Tư"),
        ("08/08/2026", "Thứ Bảy, ngày nghỉ hằng tuần"),
        ("31/02/2026", ""),
    ],
)
def test_the_weekday_is_said_as_a_day_is_typed(page, sign_in, monitor, typed, said):
    sign_in(monitor, GALLERY)
    day = page.locator("#bieu-mau form").first.locator(".day")
    day.locator("input[data-day]").fill(typed)
    expect(day.locator(".day-said")).to_have_text(said)


def test_a_form_says_that_it_is_sent_and_can_not_be_sent_twice(page, sign_in, at, monitor):
    sign_in(monitor, "/doi-mat-khau/")
    page.evaluate(
        """() => {
            window.sent = 0;
            document.querySelector("form.form").addEventListener("submit", () => { window.sent += 1; });
            // The page stays, as it does while a slow server thinks.
            window.addEventListener("submit", (event) => event.preventDefault());
        }"""
    )
    for label in ("Mật khẩu hiện tại", "Mật khẩu mới", "Nhập lại mật khẩu mới"):
        page.get_by_label(label, exact=True).fill("mot-mat-khau-dai")
    button = page.locator("form.form button.button-main")
    button.click()
    expect(button).to_have_text("Đang lưu…")
    expect(button).to_have_attribute("aria-disabled", "true")
    assert page.evaluate("document.querySelector('form.form').dataset.sent") == ""
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(button).to_have_text("Đổi mật khẩu")
    expect(button).not_to_have_attribute("aria-disabled", "true")


def test_a_refused_form_puts_the_reader_on_the_summary_of_errors(page, at, monitor):
    at("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(monitor.username)
    page.get_by_label("Mật khẩu").fill("sai")
    page.get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert")).to_contain_text("Tên đăng nhập hoặc mật khẩu không đúng")
    expect(page.get_by_role("alert")).to_be_focused()


def test_every_page_works_without_javascript(browser, live_server, monitor):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{live_server.url}/dang-nhap/?next={GALLERY}")
    page.get_by_label("Tên đăng nhập").fill(monitor.username)
    page.get_by_label("Mật khẩu").fill("mat-khau-thu-nghiem")
    page.get_by_role("button", name="Đăng nhập").click()
    page.locator(".top details.menu").last.locator("summary").click()
    page.get_by_role("button", name="Tối").click()
    expect(page.locator("#dark-sheet")).to_have_attribute("media", "screen")
    expect(page.locator("#bieu-mau form").first.locator("select#id_lead")).to_be_visible()
    context.close()


def test_htmx_sends_the_token_and_says_why_it_was_refused(page, sign_in, monitor):
    sign_in(monitor, GALLERY)
    with page.expect_request("**/giao-dien/nen-trang/") as asked:
        page.evaluate("htmx.ajax('POST', '/giao-dien/nen-trang/', {swap: 'none', values: {theme: 'light'}})")
    assert asked.value.headers["x-csrftoken"]
    page.evaluate("htmx.ajax('GET', '/khong-co/', '#main')")
    expect(page.locator("#messages")).to_contain_text("Địa chỉ không có")
    expect(page.locator("#loading-bar")).not_to_have_attribute("data-on", "")
