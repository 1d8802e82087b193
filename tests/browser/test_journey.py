"""The whole line in a real browser: a directive goes from its text to a confirmed result and into the report."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from reports.periods import PeriodKind, period_of
from tasks.models import Task
from tasks.statuses import Status
from tests.factories.units import make_organisation, make_person, make_unit
from units.clock import today
from units.models import UnitGroup, UnitKind, User
from units.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@dataclass(frozen=True)
class Office:
    registrar: User
    monitor: User
    leader: User
    head: User


@pytest.fixture
def office() -> Office:
    """A sở with three units and a group, and the four people of the line."""
    organisation = make_organisation("Sở Giáo dục và Đào tạo tỉnh Sông Mây", short_name="SGDĐT")
    own_office = make_unit("Văn phòng Sở", parent=organisation, short_name="VP", kind=UnitKind.OFFICE)
    staff = make_unit("Phòng Tổ chức cán bộ", parent=organisation, short_name="TCCB")
    make_unit("Phòng Kế hoạch - Tài chính", parent=organisation, short_name="KHTC")
    UnitGroup.objects.create(owner=organisation, name="Các phòng thuộc Sở", rule_kind=UnitKind.DIVISION)
    return Office(
        registrar=make_person(own_office, Role.REGISTRAR, full_name="Văn thư Sở"),
        monitor=make_person(own_office, Role.MONITOR, full_name="Chánh Văn phòng"),
        leader=make_person(organisation, Role.LEADER, full_name="Giám đốc Sở"),
        head=make_person(staff, Role.HEAD, full_name="Trưởng phòng TCCB"),
    )


def directive_text(issued: date, due: date) -> str:
    return f"""UBND TỈNH SÔNG MÂY
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 512/UBND-NC
V/v chấn chỉnh việc xử lý hồ sơ chậm của các cơ quan, đơn vị

Sông Mây, ngày {issued.day:02d} tháng {issued.month:02d} năm {issued.year}

Kính gửi: Sở Giáo dục và Đào tạo.

Qua theo dõi, còn nhiều hồ sơ giải quyết chậm mà không rõ trách nhiệm. UBND tỉnh yêu cầu Sở Giáo dục và Đào tạo chỉ đạo
các đơn vị thực hiện các nội dung sau:

1. Các phòng thuộc Sở tổ chức quán triệt nội dung Công văn này đến toàn thể công chức, người lao động.

2. Giao Phòng Tổ chức cán bộ chủ trì, phối hợp với Văn phòng Sở rà soát hồ sơ chậm và đề xuất xử lý trách nhiệm, báo cáo
trước ngày {due:%d/%m/%Y}.

UBND tỉnh yêu cầu các đơn vị nghiêm túc thực hiện./.

Nơi nhận:
- Như trên;
- Lưu: VT, NC.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
"""


def check_accessible(page: Page) -> None:
    found = Axe().run(page).response["violations"]
    assert [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in found] == []


def open_act(page: Page, name: str) -> None:
    """Opens the form of an act unless it stands open already."""
    act = page.locator("details", has=page.locator("summary", has_text=re.compile(rf"^\s*{re.escape(name)}")))
    if act.get_attribute("open") is None:
        act.locator("summary").click()


def do(page: Page, name: str, **fields: str) -> None:
    """Fills the form of an act in and sends it."""
    open_act(page, name)
    form = page.locator("form").filter(has=page.get_by_role("button", name=name, exact=True))
    for label, value in fields.items():
        form.get_by_label(label.replace("_", " ")).fill(value)
    form.get_by_role("button", name=name, exact=True).click()


def submit_result(page: Page, result: Path) -> None:
    open_act(page, "Báo cáo hoàn thành")
    form = page.locator("form").filter(has=page.get_by_role("button", name="Báo cáo hoàn thành", exact=True))
    form.get_by_label("Số, ký hiệu văn bản kết quả").fill("36/BC-TCCB")
    form.get_by_label("Ngày văn bản").fill(f"{today():%d/%m/%Y}")
    form.get_by_label("Tóm tắt kết quả").fill("Đã rà soát 41 hồ sơ; đề xuất xử lý 03 trường hợp.")
    form.locator("input[type=file]").set_input_files(result)
    form.get_by_role("button", name="Báo cáo hoàn thành", exact=True).click()


def test_a_directive_goes_from_its_text_to_a_report(page, at, sign_in, office, tmp_path):
    issued, due = today() - timedelta(days=3), today() + timedelta(days=30)

    # the registrar logs it: the reading proposes, the registrar checks and saves
    sign_in(office.registrar, "/van-ban/vao-so/")
    page.get_by_label("Dán toàn văn văn bản").fill(directive_text(issued, due))
    page.get_by_role("button", name="Đọc văn bản").click()
    expect(page.get_by_role("textbox", name="Số", exact=True)).to_have_value("512")
    expect(page.get_by_role("textbox", name="Ký hiệu")).to_have_value("UBND-NC")
    expect(page.get_by_role("textbox", name="Ngày ban hành")).to_have_value(f"{issued:%d/%m/%Y}")
    check_accessible(page)
    page.get_by_role("button", name="Vào sổ văn bản đến").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("512/UBND-NC")
    expect(page.locator("main")).to_contain_text("số đến 1")
    directive_path = page.evaluate("location.pathname")
    check_accessible(page)

    # the Office assigns what was proposed, after seeing what exactly will happen
    sign_in(office.monitor, directive_path)
    page.get_by_role("link", name="Giao nhiệm vụ").first.click()
    check_accessible(page)
    page.get_by_role("button", name="Kiểm tra trước khi giao").click()
    check_accessible(page)
    page.get_by_role("button", name="Giao 3 nhiệm vụ").click()
    expect(page.locator("main")).to_contain_text("Đã giao 3 nhiệm vụ")

    # the head accepts and submits
    task = Task.objects.get(instruction__label="2")
    assert (task.lead.short_name, task.due_on, task.status) == ("TCCB", due, Status.ASSIGNED)
    sign_in(office.head, "/viec-cua-toi/")
    check_accessible(page)
    page.get_by_role("link", name="rà soát hồ sơ chậm").first.click()
    do(page, "Tiếp nhận")
    expect(page.locator("main")).to_contain_text("Đã tiếp nhận")
    result = tmp_path / "36-BC-TCCB.txt"
    result.write_text("BÁO CÁO\nKết quả rà soát hồ sơ chậm\n", encoding="utf-8")
    submit_result(page, result)
    expect(page.locator("main")).to_contain_text("Chờ xác nhận")
    check_accessible(page)

    # the Office sends it back, the head submits again, the Office confirms
    task_path = page.evaluate("location.pathname")
    sign_in(office.monitor, task_path)
    do(page, "Trả lại để làm tiếp", Nội_dung_cần_làm_tiếp="Chưa nêu trách nhiệm của từng người; bổ sung danh sách.")
    expect(page.locator("main")).to_contain_text("Chưa nêu trách nhiệm của từng người")
    sign_in(office.head, task_path)
    submit_result(page, result)
    sign_in(office.monitor, task_path)
    do(page, "Xác nhận hoàn thành")
    expect(page.locator("main")).to_contain_text("Hoàn thành")
    task.refresh_from_db()
    assert (task.status, task.submitted_on, task.completed_on) == (Status.COMPLETED, today(), today())

    # the dashboard counts what is left, each figure leading to its list
    at("/bang-dieu-hanh/")
    check_accessible(page)
    page.get_by_role("link", name="Chưa tiếp nhận").first.click()
    expect(page.locator("tbody tr")).to_have_count(Task.objects.filter(status=Status.ASSIGNED).count())

    # a leader issues the report and downloads both files
    sign_in(office.leader, "/bao-cao/")
    page.get_by_label("Kỳ báo cáo").select_option(period_of(PeriodKind.MONTH, today()).key)
    page.get_by_role("button", name="Lập báo cáo").click()
    check_accessible(page)
    with page.expect_download() as workbook:
        page.get_by_role("link", name="XLSX").click()
    with page.expect_download() as document:
        page.get_by_role("link", name="DOCX").click()
    workbook.value.save_as(tmp_path / "bao-cao.xlsx")
    document.value.save_as(tmp_path / "bao-cao.docx")
    sheet = load_workbook(tmp_path / "bao-cao.xlsx").worksheets[0]
    cells = {cell for row in sheet.iter_rows(values_only=True) for cell in row}
    assert {"Tên đơn vị/cá nhân", "HT trong hạn", "Chưa HT trễ hạn", "Phòng Tổ chức cán bộ"} <= cells
    paragraphs = [paragraph.text for paragraph in Document(str(tmp_path / "bao-cao.docx")).paragraphs]
    assert "BÁO CÁO" in paragraphs
