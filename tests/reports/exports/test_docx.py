"""The báo cáo in the form of Decree 30 (requirement G4): opened again and read."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from directives.writing import decree30
from reports.exports import docx
from reports.exports.rows import SUMMARY_HEADINGS
from tasks.models import Task
from tests.factories.history import moment
from tests.factories.reports import make_report


def opened(report):
    return Document(BytesIO(docx.document(report)))


def test_control_characters_of_pasted_text_do_not_stop_the_file(busy):
    """XML can't hold them, and an issued report is never made anew."""
    Task.objects.update(title="Rà soát\x0bquy chế\x02 làm việc")
    report = make_report(busy.organisation, by=busy.leader)
    assert "Rà soát quy chế  làm việc" in str([cells(table) for table in opened(report).tables])


@pytest.fixture
def made(busy):
    return opened(make_report(busy.organisation, by=busy.leader))


def words(made) -> str:
    return "\n".join(paragraph.text for paragraph in made.paragraphs)


def cells(table) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_g4_the_page_is_that_of_decree_30(made):
    body, annex = made.sections
    assert (round(body.page_width.mm), round(body.page_height.mm)) == (210, 297)
    for section in (body, annex):
        assert 20 <= round(section.top_margin.mm) <= 25
        assert 20 <= round(section.bottom_margin.mm) <= 25
        assert 30 <= round(section.left_margin.mm) <= 35
        assert 15 <= round(section.right_margin.mm) <= 20
    assert annex.orientation == WD_ORIENT.LANDSCAPE
    assert (round(annex.page_width.mm), round(annex.page_height.mm)) == (297, 210)


def test_g4_the_page_number_stands_top_centre_but_not_on_page_one(made):
    body, annex = made.sections
    number = body.header.paragraphs[0]
    assert number.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert number._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"
    assert body.different_first_page_header_footer
    assert body.first_page_header.paragraphs[0].text == ""
    assert annex.header.is_linked_to_previous
    assert not annex.different_first_page_header_footer


def test_g4_all_is_times_new_roman_in_black(made):
    style = made.styles["Normal"]
    fonts = style.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert 13 <= style.font.size.pt <= 14
    runs = list(made.element.body.iter(qn("w:r")))
    assert runs
    assert not [run for run in runs if run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") is not None]
    assert not [run for run in runs if run.find(f"{qn('w:rPr')}/{qn('w:color')}") is not None]


def test_g4_the_letterhead_has_its_parts_in_their_sizes(made):
    left, right = made.tables[0].rows[0].cells
    assert [paragraph.text for paragraph in left.paragraphs if paragraph.text.strip()] == [
        "UBND TỈNH MẪU",
        "SỞ NỘI VỤ",
        "Số: …/BC-SNV",
    ]
    assert [paragraph.text for paragraph in right.paragraphs if paragraph.text.strip()] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "………, ngày 16 tháng 11 năm 2026",
    ]
    superior, agency = (paragraph.runs[0] for paragraph in left.paragraphs[:2])
    assert (superior.bold, agency.bold) == (False, True)
    country, motto = (paragraph.runs[0] for paragraph in right.paragraphs[:2])
    assert country.bold
    assert Pt(12) <= country.font.size <= Pt(13)
    assert motto.bold
    assert Pt(13) <= motto.font.size <= Pt(14)
    assert right.paragraphs[-1].runs[0].italic


def test_g4_the_body_says_results_and_proposals_and_ends_as_reports_end(made):
    text = words(made)
    order = [
        "BÁO CÁO",
        "Kết quả thực hiện nhiệm vụ được giao tháng 11 năm 2026",
        "Kính gửi: UBND tỉnh Mẫu.",
        "số liệu từ ngày 15/10/2026 đến ngày 14/11/2026",
        "1. Kết quả thực hiện",
        "Tổng số nhiệm vụ: 10, giao 2 đơn vị chủ trì.",
        "Đã hoàn thành 4 nhiệm vụ (40,00%; 4/10)",
        "Chưa hoàn thành 6 nhiệm vụ (60,00%; 6/10)",
        "1 việc thường xuyên, 2 nhiệm vụ đã hủy",
        "2 phần việc phối hợp",
        "Phòng Tổ chức cán bộ (2); Phòng Kế hoạch - Tài chính (1)",
        "2. Kiến nghị",
        "Sở Nội vụ kính báo cáo./.",
        "DANH SÁCH NHIỆM VỤ CHƯA HOÀN THÀNH TRỄ HẠN",
        "(Kèm theo Báo cáo số …/BC-SNV ngày 16 tháng 11 năm 2026 của Sở Nội vụ)",
    ]
    places = [text.find(part) for part in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)
    body = next(paragraph for paragraph in made.paragraphs if paragraph.text.startswith("Thực hiện Nghị định"))
    assert body.alignment == WD_ALIGN_PARAGRAPH.JUSTIFY
    assert body.paragraph_format.first_line_indent in (Mm(10), Mm(12.7))
    assert body.paragraph_format.space_after >= Pt(6)


def test_g4_the_table_has_the_headings_of_the_form_and_adds_up(made):
    headings, formulas, *units, total = cells(made.tables[1])
    assert tuple(headings) == SUMMARY_HEADINGS
    assert formulas[2] == "(3) = (4) + (5) + (6) + (7)"
    assert [row[1] for row in units] == ["Phòng Tổ chức cán bộ", "Phòng Kế hoạch - Tài chính"]
    assert total[1:10] == ["Tổng cộng", "10", "3", "1", "3", "3", "30,00%", "10,00%", "30,00%"]
    for row in [*units, total]:
        assert int(row[2]) == sum(int(cell) for cell in row[3:7])
    for column in range(2, 7):
        assert int(total[column]) == sum(int(row[column]) for row in units)
    assert units[1][10] == "Phối hợp 2"
    assert made.tables[1].rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_g4_the_annex_lists_exactly_what_is_overdue(made):
    headings, *rows = cells(made.tables[-1])
    assert headings[:2] == ["STT", "Tên công việc"]
    assert len(rows) == int(cells(made.tables[1])[-1][6]) == 3
    assert [row[0] for row in rows] == ["1", "2", "3"]
    assert {tuple(row[5:]) for row in rows} == {("06/11/2026", "8", "5")}
    assert rows[0][2] == "Công văn 271/UBND-VP8 ngày 02/03/2026"


def test_g4_recipients_and_signer_close_the_document(made):
    left, right = made.tables[2].rows[0].cells
    listed = [paragraph.text for paragraph in left.paragraphs]
    assert (listed[0], listed[-1]) == ("Nơi nhận:", "- Lưu: VT, VP.")
    heading = left.paragraphs[0].runs[0]
    assert (heading.bold, heading.italic, heading.font.size) == (True, True, Pt(12))
    assert left.paragraphs[1].runs[0].font.size == Pt(11)
    assert [paragraph.text for paragraph in right.paragraphs if paragraph.text] == ["GIÁM ĐỐC", "Giám đốc Sở"]


def test_nothing_overdue_means_no_annex_and_rates_of_nothing_are_dashes(office):
    made = opened(make_report(office.organisation))
    assert len(made.sections) == 1
    assert "Phụ lục" not in words(made)
    assert cells(made.tables[1])[-1][2:10] == ["0", "0", "0", "0", "0", "–", "–", "–"]


def test_a_running_period_says_so(busy):
    text = words(opened(make_report(busy.organisation, now=moment(date(2026, 11, 9)))))
    assert "số liệu từ ngày 15/10/2026 đến ngày 09/11/2026" in text
    assert "Kỳ báo cáo chưa chốt; số liệu đến ngày 09/11/2026" in text


def test_titles_with_marks_of_xml_come_out_as_written(busy):
    odd = 'Rà soát <quy chế> & "quy trình"'
    Task.objects.all().update(title=odd)
    assert cells(opened(make_report(busy.organisation)).tables[-1])[1][1] == odd


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        (date(2026, 6, 9), "ngày 09 tháng 6 năm 2026"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
    ],
)
def test_dates_are_spelled_as_the_decree_says(day, expected):
    assert decree30.spelled(day) == expected
