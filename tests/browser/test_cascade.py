"""A task cascaded over two levels, in a real browser: unit, team, officer, with an extension in between, and back up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tasks.models import Task
from tests.browser.test_journey import check_accessible, do, open_act
from tests.factories.directives import make_directive
from tests.factories.units import make_person, make_unit
from tests.tasks.conftest import office  # noqa: F401
from tests.tasks.steps import assign
from units.clock import now, today
from units.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def give(page: Page, title: str, to: str, due_on) -> None:
    """The part goes to a unit or a person, found by a part of the name without marks."""
    open_act(page, "Giao phần việc")
    form = page.locator("form").filter(has=page.get_by_role("button", name="Giao phần việc", exact=True))
    form.get_by_label("Nội dung phần việc").fill(title)
    form.get_by_role("combobox", name="Giao cho").fill(to)
    page.keyboard.press("Enter")
    form.locator("[name=due_on]").fill(f"{due_on:%d/%m/%Y}")
    form.get_by_role("button", name="Giao phần việc", exact=True).click()


def test_b4_a_task_goes_down_two_levels_with_an_extension_and_one_walks_back_up(page, sign_in, office):  # noqa: F811
    team = make_unit("Tổ Hồ sơ", parent=office.unit, short_name="Tổ HS")
    chief = make_person(team, Role.HEAD, full_name="Tổ trưởng Hồ sơ", title="Tổ trưởng")
    worker = make_person(team, Role.OFFICER, full_name="Chuyên viên Hồ sơ", title="Chuyên viên")
    directive = make_directive(owner=office.organisation, by=office.registrar)
    due, later = today() + timedelta(days=6), today() + timedelta(days=20)
    task = assign(office.unit, by=office.monitor, now=now(), due_on=due, title="Số hóa hồ sơ cán bộ")
    Task.objects.filter(pk=task.pk).update(directive=directive)
    path = f"/nhiem-vu/{task.pk}/"

    # the head takes it on and asks for time; the leader grants it
    sign_in(office.head, path)
    do(page, "Tiếp nhận")
    open_act(page, "Xin gia hạn")
    form = page.locator("form").filter(has=page.get_by_role("button", name="Xin gia hạn", exact=True))
    form.locator("[name=due_on]").fill(f"{later:%d/%m/%Y}")
    form.get_by_label("Lý do").fill("Số hồ sơ nhiều hơn dự kiến.")
    form.get_by_role("button", name="Xin gia hạn", exact=True).click()
    sign_in(office.leader, path)
    do(page, "Đồng ý gia hạn")
    expect(page.locator("main")).to_contain_text(f"Được gia hạn đến {later:%d/%m/%Y}")

    # a part for the team, within the new date; the team divides it again to the officer
    sign_in(office.head, path)
    give(page, "Quét và đặt tên hồ sơ", "ho so", due + timedelta(days=4))
    expect(page.locator("main")).to_contain_text("Phần việc đã giao")
    check_accessible(page)
    part = Task.objects.get(parent=task)
    sign_in(chief, f"/nhiem-vu/{part.pk}/")
    do(page, "Tiếp nhận")
    give(page, "Quét hồ sơ năm trước", "chuyen vien", due + timedelta(days=2))
    piece = Task.objects.get(parent=part)
    assert (piece.officer, piece.lead) == (worker, team)

    # from the directive down to the officer who holds the file, and back
    sign_in(office.leader, f"/nhiem-vu/theo-chuoi/{directive.pk}/")
    check_accessible(page)
    page.goto(page.url.split("/nhiem-vu/")[0] + path)
    page.locator("main").get_by_role("link", name="Tổ Hồ sơ").first.click()
    expect(page.locator("h1")).to_contain_text("Quét và đặt tên hồ sơ")
    page.locator("main").get_by_role("link", name="Chuyên viên Hồ sơ").first.click()
    expect(page.locator("h1")).to_contain_text("Quét hồ sơ năm trước")
    trail = page.locator(".breadcrumb")
    expect(trail).to_contain_text("Quét và đặt tên hồ sơ")
    check_accessible(page)
    trail.get_by_role("link", name="Số hóa hồ sơ cán bộ").click()
    expect(page.locator("h1")).to_contain_text("Số hóa hồ sơ cán bộ")

    # the whole waits for its parts
    sign_in(office.head, path)
    open_act(page, "Báo cáo hoàn thành")
    expect(page.get_by_label("Lý do báo cáo khi phần việc còn mở")).to_be_visible()
