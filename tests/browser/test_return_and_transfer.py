"""Not our competence, in a real browser: returned, transferred with fresh time; returned, and insisted on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tasks.models import Task
from tasks.statuses import Status
from tests.browser.test_journey import check_accessible, do, open_act
from tests.factories.units import make_person, make_unit
from tests.tasks.conftest import office  # noqa: F401
from tests.tasks.steps import assign
from units.clock import now, today
from units.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WHY = "Lập dự toán thuộc chức năng của Phòng Kế hoạch - Tài chính."


def given(office, **fields) -> tuple[Task, str]:  # noqa: F811
    task = assign(office.unit, by=office.monitor, now=now(), due_on=today() + timedelta(days=6), **fields)
    return task, f"/nhiem-vu/{task.pk}/"


def transfer_form(page: Page):
    open_act(page, "Chuyển đơn vị khác")
    return page.locator("form").filter(has=page.get_by_role("button", name="Chuyển đơn vị khác", exact=True))


def test_a_returned_task_goes_to_another_unit_with_time_of_its_own(page, sign_in, office):  # noqa: F811
    task, path = given(office, title="Lập dự toán sửa chữa nhà công vụ")
    fresh = today() + timedelta(days=20)

    # the head returns it upward; there is no way sideways
    sign_in(office.head, path)
    expect(page.locator(".act", has_text="Chuyển đơn vị khác")).to_have_count(0)
    do(page, "Trả lại vì không đúng thẩm quyền", Lý_do=WHY)
    expect(page.locator("main")).to_contain_text("Chờ điều chuyển")

    # the leader has it before the eyes, is asked how the time goes on, and says so
    sign_in(office.leader, "/viec-cua-toi/")
    expect(page.locator("main")).to_contain_text("1 nhiệm vụ chờ điều chuyển")
    page.get_by_role("link", name="Lập dự toán sửa chữa").first.click()
    expect(page.locator("main")).to_contain_text(WHY)
    form = transfer_form(page)
    expect(form.get_by_role("radio", checked=True)).to_have_count(0)
    expect(form).to_contain_text("Giữ hạn còn lại:")
    check_accessible(page)
    form.get_by_role("combobox", name="Đơn vị chủ trì mới").fill("ke hoach")
    page.keyboard.press("Enter")
    form.get_by_label("Ghi chú").fill("Tính hạn mới vì hồ sơ lập lại từ đầu.")
    form.get_by_role("button", name="Chuyển đơn vị khác", exact=True).click()

    # nothing is understood by silence, and what was typed is kept
    expect(page.get_by_role("alert")).to_contain_text("Chọn tính hạn mới hay giữ hạn còn lại")
    form = transfer_form(page)
    expect(form.get_by_label("Ghi chú")).to_have_value("Tính hạn mới vì hồ sơ lập lại từ đầu.")
    expect(form.get_by_role("combobox", name="Đơn vị chủ trì mới")).to_have_value("Phòng Kế hoạch - Tài chính")
    form.get_by_label("Tính hạn mới").check()
    form.locator("[name=due_on]").fill(f"{fresh:%d/%m/%Y}")
    form.get_by_role("button", name="Chuyển đơn vị khác", exact=True).click()
    expect(page.locator("main")).to_contain_text("Đã chuyển đơn vị chủ trì")
    expect(page.locator(".timeline")).to_contain_text("Tính hạn mới")
    expect(page.locator(".timeline")).to_contain_text("KHTC")

    # the new unit has it with the new date, the old one no longer
    sign_in(office.other_head, path)
    do(page, "Tiếp nhận")
    task.refresh_from_db()
    assert (task.lead, task.status, task.due_on) == (office.other_unit, Status.ACCEPTED, fresh)
    assert task.original_due_on == today() + timedelta(days=6)
    assert page.request.get(page.url).ok
    sign_in(office.head, "/viec-cua-toi/")
    expect(page.locator("main")).not_to_contain_text("Lập dự toán sửa chữa")

    # both are counted, each figure with its list
    sign_in(office.leader, "/chap-hanh/")
    check_accessible(page)
    row = page.get_by_role("row").filter(has=page.get_by_role("rowheader", name="TCCB"))
    row.locator("a[href*='/chuyen-di/']").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody")).to_contain_text("Chuyển KHTC chủ trì")
    check_accessible(page)


def test_a_returned_task_that_is_insisted_on_goes_back_with_the_reason(page, sign_in, office):  # noqa: F811
    task, path = given(office)
    sign_in(office.head, path)
    do(page, "Trả lại vì không đúng thẩm quyền", Lý_do=WHY)
    sign_in(office.monitor, path)
    do(page, "Giữ nguyên đơn vị chủ trì", Lý_do="Đúng chức năng của phòng theo Quy chế làm việc.")
    expect(page.locator("main")).to_contain_text("Đã giữ nguyên đơn vị chủ trì")
    sign_in(office.head, path)
    expect(page.locator(".timeline")).to_contain_text("Đúng chức năng của phòng theo Quy chế làm việc.")
    do(page, "Tiếp nhận")
    task.refresh_from_db()
    assert (task.lead, task.status) == (office.unit, Status.ACCEPTED)
    sign_in(office.head, "/chap-hanh/")
    expect(page.locator("tbody tr")).to_have_count(1)
    page.locator("a[href*='/giu-nguyen/']").click()
    expect(page.locator("tbody tr")).to_have_count(1)


def test_a_dissemination_is_reported_with_its_attendance(page, sign_in, office, tmp_path):  # noqa: F811
    small = make_unit("Phòng Pháp chế", parent=office.organisation, short_name="PC")
    head = make_person(small, Role.HEAD, full_name="Trưởng phòng PC")
    kinds = {"duty_kind": "dissemination", "result_kind": "acknowledgement"}
    task = assign(small, by=office.monitor, now=now(), title="Quán triệt Quy chế làm việc", **kinds)
    sign_in(head, f"/nhiem-vu/{task.pk}/")
    do(page, "Tiếp nhận")
    open_act(page, "Báo cáo hoàn thành")
    form = page.locator("form").filter(has=page.get_by_role("button", name="Báo cáo hoàn thành", exact=True))
    expect(form.get_by_label("Số, ký hiệu")).to_have_count(0)
    form.get_by_label("Ngày tổ chức quán triệt").fill(f"{today():%d/%m/%Y}")
    form.get_by_label("Hình thức").select_option(label="Hội nghị, cuộc họp quán triệt")
    form.get_by_label("Số người được quán triệt").fill("11")
    form.get_by_label("Tổng số người phải quán triệt").fill("12")
    form.get_by_label("Minh chứng, nếu không gửi tệp").fill("Danh sách ký nhận lưu tại phòng")
    form.get_by_label("Tóm tắt kết quả").fill("Đã tổ chức hội nghị của phòng.")
    check_accessible(page)
    form.get_by_role("button", name="Báo cáo hoàn thành", exact=True).click()
    expect(page.locator("main")).to_contain_text("11 trên 12 người (91,7%)")
    expect(page.locator("main")).to_contain_text("Chờ xác nhận")
    check_accessible(page)
