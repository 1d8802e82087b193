"""Choosing, issuing, reading and downloading reports on the screen."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
import time_machine
from docx import Document
from openpyxl import load_workbook

from reports.models import Report
from tests.factories.history import moment
from tests.factories.reports import make_report
from tests.factories.units import make_organisation, make_person
from units.models import AuditEvent, AuditKind
from units.roles import Role

TODAY = moment(date(2026, 11, 16))


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def leader(client, busy):
    client.force_login(busy.leader)
    return client


def test_g4_each_period_is_offered_with_its_days(leader):
    page = leader.get("/bao-cao/").content.decode()
    assert "Tháng 11 năm 2026 (15/10/2026–14/11/2026)" in page
    assert "Tháng 12 năm 2026 (15/11/2026–14/12/2026), đang chạy" in page
    assert "Quý III năm 2026 (15/06/2026–14/09/2026)" in page
    assert re.search(r'<option value="2026-11"\s+selected', page), "the last closed month is chosen"


def test_g4_a_leader_issues_a_report_and_downloads_both_files(leader, busy):
    answer = leader.post("/bao-cao/lap/", {"period": "2026-11"}, follow=True)
    report = Report.objects.get()
    assert answer.redirect_chain == [(f"/bao-cao/{report.pk}/", 302)]
    assert "Đã lập báo cáo Tháng 11 năm 2026" in answer.content.decode()
    assert (report.issued_by, report.organisation) == (busy.leader, busy.organisation)
    sheet = leader.get(f"/bao-cao/{report.pk}/tai/xlsx/")
    assert 'filename="bao-cao-2026-11-so-lieu-den-2026-11-14.xlsx"' in sheet["Content-Disposition"]
    assert load_workbook(BytesIO(sheet.content)).sheetnames == ["Tổng hợp", "Quá hạn", "Danh sách"]
    paper = leader.get(f"/bao-cao/{report.pk}/tai/docx/")
    assert "BÁO CÁO" in [paragraph.text for paragraph in Document(BytesIO(paper.content)).paragraphs]
    assert leader.get(f"/bao-cao/{report.pk}/tai/pdf/").status_code == 404


def test_a_download_leaves_a_line_in_the_audit_trail(leader, busy):
    report = make_report(busy.organisation)
    leader.get(f"/bao-cao/{report.pk}/tai/docx/")
    line = AuditEvent.objects.get(kind=AuditKind.REPORT_EXPORTED)
    assert (line.user, line.post, line.at) == (busy.leader, busy.leader.acting_post, TODAY)
    assert line.detail == {"report": report.pk, "period": "2026-11", "form": "docx"}


def test_g4_every_figure_on_the_page_leads_to_a_list_of_that_length(leader, busy):
    report = make_report(busy.organisation)
    page = leader.get(f"/bao-cao/{report.pk}/").content.decode()
    links = re.findall(rf'href="(/bao-cao/{report.pk}/danh-sach/[^"]+)">(?:[^<(]*\()?(\d+)\)?</a>', page)
    assert len(links) >= 15
    for address, figure in links:
        answer = leader.get(address)
        assert answer.context["page"].paginator.count == int(figure), address
    assert "30,00%" in page
    assert "3/10" in page


def test_a_list_shows_the_tasks_as_they_stood(leader, busy):
    report = make_report(busy.organisation)
    page = leader.get(f"/bao-cao/{report.pk}/danh-sach/tong/open_late/").content.decode()
    assert "8 ngày" in page
    assert "5 ngày làm việc" in page
    assert "Công văn 271/UBND-VP8 ngày 02/03/2026" in page


@pytest.mark.parametrize("address", ["x/open_late", "999999/open_late", "tong/late", "-1/open_late"])
def test_what_is_no_list_is_not_found(leader, busy, address):
    report = make_report(busy.organisation)
    assert leader.get(f"/bao-cao/{report.pk}/danh-sach/{address}/").status_code == 404


def test_a_wrong_period_gives_the_form_back(leader):
    for period in ("", "2026-13", "2031-01"):
        answer = leader.post("/bao-cao/lap/", {"period": period})
        assert answer.status_code == 422
    assert "Chọn kỳ báo cáo." in leader.post("/bao-cao/lap/", {}).content.decode()
    assert not Report.objects.exists()


@pytest.mark.parametrize("role", [Role.HEAD, Role.OFFICER, Role.REGISTRAR, Role.ADMINISTRATOR])
def test_other_roles_are_refused_with_the_reason(client, busy, role):
    report = make_report(busy.organisation)
    client.force_login(make_person(busy.personnel, role))
    answer = client.get("/bao-cao/")
    assert answer.status_code == 403
    assert "Báo cáo dành cho lãnh đạo và Văn phòng." in answer.content.decode()
    assert client.post("/bao-cao/lap/", {"period": "2026-11"}).status_code == 403
    for address in ("", "danh-sach/tong/open_late/", "tai/xlsx/"):
        assert client.get(f"/bao-cao/{report.pk}/{address}").status_code == 404


def test_another_organisation_sees_nothing_of_it(client, busy):
    report = make_report(busy.organisation)
    client.force_login(make_person(make_organisation("Sở Y tế"), Role.LEADER))
    assert client.get(f"/bao-cao/{report.pk}/").status_code == 404
    assert client.get(f"/bao-cao/{report.pk}/tai/docx/").status_code == 404
    assert "Chưa có báo cáo nào." in client.get("/bao-cao/").content.decode()


def test_a_running_period_is_marked_as_such(leader):
    answer = leader.post("/bao-cao/lap/", {"period": "2026-12"}, follow=True).content.decode()
    assert "Kỳ báo cáo chưa chốt" in answer
    assert "Số liệu đến ngày 16/11/2026; ngày chốt là 14/12/2026." in answer


def test_other_issues_of_the_period_are_named(leader, busy):
    first = make_report(busy.organisation, now=moment(date(2026, 11, 15), 0, 20))
    second = make_report(busy.organisation, by=busy.leader)
    assert f'href="/bao-cao/{first.pk}/"' in leader.get(f"/bao-cao/{second.pk}/").content.decode()
    assert [row[0] for row in leader.get("/bao-cao/").context["rows"]] == [second, first]


def test_the_list_reads_no_lists(leader, busy, django_assert_max_num_queries):
    for _ in range(5):
        make_report(busy.organisation)
    with django_assert_max_num_queries(12):
        leader.get("/bao-cao/")
