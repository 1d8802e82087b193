"""Consultation in a real browser: one unit does not agree, one is silent, the difference is settled, all of it is seen."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tasks.models import Consultation, Task
from tasks.services import lifecycle
from tasks.services.consultations import unsettled
from tasks.services.deeming import deem_consent
from tests.factories.units import make_organisation, make_person, make_unit
from tests.tasks.steps import assign
from units.clock import now, today
from units.models import UnitKind
from units.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def people():
    organisation = make_organisation("Sở Giáo dục và Đào tạo tỉnh Sông Mây", short_name="SGDĐT")
    office = make_unit("Văn phòng Sở", parent=organisation, short_name="VP", kind=UnitKind.OFFICE)
    found = {"monitor": make_person(office, Role.MONITOR, full_name="Chánh Văn phòng")}
    for short, name in (
        ("TCCB", "Phòng Tổ chức cán bộ"),
        ("KHTC", "Phòng Kế hoạch - Tài chính"),
        ("GDTrH", "Phòng Giáo dục Trung học"),
    ):
        unit = make_unit(name, parent=organisation, short_name=short)
        found[short] = make_person(unit, Role.HEAD, title="Trưởng phòng", full_name=f"Trưởng phòng {short}")
    return found


@pytest.fixture
def task(people) -> Task:
    moment = now()
    given = assign(
        people["TCCB"].acting_post.unit, by=people["monitor"], now=moment, due_on=today() + timedelta(days=60)
    )
    return lifecycle.accept(task=given, by=people["TCCB"], now=moment, version=given.version)


def check_accessible(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found] == []


def choose(page: Page, label: str, words: str) -> None:
    field = page.get_by_role("combobox", name=label)
    field.fill(words)
    page.keyboard.press("Enter")


def test_one_unit_disagrees_and_one_is_silent(page, at, sign_in, people, task):
    due_on = today() + timedelta(days=14)

    # the lead asks; a unit without its reason comes back, everything else stays
    sign_in(people["TCCB"], f"/nhiem-vu/{task.pk}/")
    page.get_by_role("link", name="Xin ý kiến các đơn vị").click()
    check_accessible(page)
    page.get_by_label("Nội dung xin ý kiến").fill("Đề nghị cho ý kiến về Điều 5 của dự thảo quy chế.")
    choose(page, "Đơn vị 1", "tai chinh")
    page.get_by_label("Vì sao liên quan").first.fill("Điều 5 nói về kinh phí.")
    choose(page, "Đơn vị 2", "trung hoc")
    page.get_by_label("Hạn trả lời").fill(f"{due_on:%d/%m/%Y}")
    page.get_by_role("button", name="Gửi xin ý kiến").click()
    expect(page.get_by_role("alert")).to_contain_text("Ghi vì sao xin ý kiến GDTrH")
    page.get_by_label("Vì sao liên quan").nth(1).fill("Điều 5 áp dụng cho các trường trung học.")
    page.get_by_role("button", name="Gửi xin ý kiến").click()
    expect(page.locator("main")).to_contain_text("Đã gửi xin ý kiến đến các đơn vị.")
    check_accessible(page)
    path = page.evaluate("location.pathname")

    # a unit that was asked finds it among what waits, answers without a position, then with one
    sign_in(people["KHTC"], "/viec-cua-toi/")
    expect(page.locator("main")).to_contain_text("1 ý kiến chờ đơn vị trả lời")
    expect(page.locator("#places")).to_contain_text("1")
    page.get_by_role("link", name="Đề nghị cho ý kiến về Điều 5").click()
    check_accessible(page)
    expect(page.locator("main")).not_to_contain_text("Giáo dục Trung học")
    page.get_by_label("Lý do, căn cứ").fill("Mức chi vượt định mức.")
    page.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.get_by_role("alert")).to_contain_text("Chọn một quan điểm rõ ràng")
    page.get_by_role("radio", name="Không đồng ý", exact=True).check()
    page.get_by_role("button", name="Gửi ý kiến").click()
    expect(page.locator("main")).to_contain_text("Không đồng ý, chưa thống nhất")

    # the date passes: the other unit was silent
    consultation = Consultation.objects.get()
    later = timedelta(days=15)
    assert deem_consent(today=today() + later, now=now() + later) == {"opinions": 1}

    # the lead sees both and settles the difference
    sign_in(people["TCCB"], f"/nhiem-vu/{task.pk}/")
    expect(page.locator("main")).to_contain_text("KHTC không đồng ý và chưa được thống nhất")
    page.get_by_role("link", name="Đề nghị cho ý kiến về Điều 5").click()
    page.get_by_label("Ngày họp, trao đổi").fill(f"{today():%d/%m/%Y}")
    page.get_by_label("Nội dung đã thống nhất").fill("Giảm mức chi theo định mức hiện hành.")
    page.get_by_role("button", name="Thống nhất ý kiến khác nhau").click()
    expect(page.locator("main")).to_contain_text("Không đồng ý, đã thống nhất")
    expect(page.locator("main")).to_contain_text("coi như đồng ý từ ngày")
    check_accessible(page)
    assert unsettled(consultation.task) == []

    # the Office sees all of it; the silent unit sees that it was silent and may still answer late
    sign_in(people["monitor"], path)
    expect(page.locator("main")).to_contain_text("Giảm mức chi theo định mức hiện hành.")
    at(f"/xin-y-kien/?state=silent&unit={people['GDTrH'].acting_post.unit_id}")
    check_accessible(page)
    sign_in(people["GDTrH"], "/thong-bao/")
    expect(page.locator("main")).to_contain_text("Không trả lời đúng hạn, coi như đồng ý")
