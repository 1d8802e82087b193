"""A real Chromium, Debian's: Playwright can't bring its own to every machine."""

import os
import shutil

import pytest

#: Playwright runs an event loop in the test's thread; the tests themselves are ordinary code that asks the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
PASSWORD = "mat-khau-thu-nghiem"  # tests.factories.units.UserFactory


@pytest.fixture(scope="session")
def browser_type_launch_args():
    executable = next((found for name in NAMES if (found := shutil.which(name))), None)
    if executable is None:
        pytest.skip("There is no Chromium here. Get it with: apt install chromium")
    return {"executable_path": executable, "args": ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args():
    return {"viewport": {"width": 1440, "height": 900}, "locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}


@pytest.fixture
def at(page, live_server):
    """Goes to a path of the site."""

    def go(path: str):
        page.goto(live_server.url + path)
        return page

    return go


@pytest.fixture
def sign_in(page, at):
    """Signs a person in through the form, whoever was signed in before, and goes to a path."""

    def sign(person, path: str = "/"):
        page.context.clear_cookies()
        at(f"/dang-nhap/?next={path}")
        page.get_by_label("Tên đăng nhập").fill(person.username)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.get_by_role("button", name="Đăng nhập").click()
        page.wait_for_url("**" + path)
        return page

    return sign
