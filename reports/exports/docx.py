"""A report as a báo cáo in the form of Decree 30/2020/NĐ-CP, form 1.4 (requirement G4).

Number, place and signature are the office's to fill in; everything else stands as it was frozen.
"""

from __future__ import annotations

from io import BytesIO

from docx.document import Document
from docx.shared import Mm, Pt

from directives.writing import decree30
from directives.writing.decree30 import CENTER, write, write_body
from reports.exports import rows
from reports.exports.rows import SummaryRow
from reports.figures import Counts
from reports.kinds import COUNTED, Bucket
from reports.models import Report
from tasks.services.history import day_of

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SUMMARY_WIDTHS = (8, 31, 12, 12, 12, 13, 13, 15, 15, 15, 14)  # mm, 160 in all
_ANNEX_HEADINGS = rows.OVERDUE_HEADINGS[:-1]
_ANNEX_WIDTHS = (10, 78, 44, 36, 26, 21, 15, 17)  # mm, 247 in all: a page on its side


def document(report: Report) -> bytes:
    """The file's bytes."""
    figures = report.figures
    agency, period = figures["organisation"], f"{figures['period'][0].lower()}{figures['period'][1:]}"
    title = f"Kết quả thực hiện nhiệm vụ được giao {period}"
    made = decree30.new_document(title=f"Báo cáo {title}", author=agency)
    decree30.letterhead(
        made, superior=figures["superior"], agency=agency, number=f"Số: {_number(report)}", on=day_of(report.issued_at)
    )
    write(made, "", size=Pt(8))
    write(made, "BÁO CÁO", bold=True, align=CENTER)
    write(made, title, bold=True, align=CENTER)
    decree30.rule(made, beside=Mm(62))
    if figures["superior"]:
        write(made, f"Kính gửi: {figures['superior']}.", align=CENTER).paragraph_format.space_after = Pt(12)
    write_body(
        made,
        "Thực hiện Nghị định số 09/2019/NĐ-CP ngày 24 tháng 01 năm 2019 của Chính phủ quy định về chế độ báo cáo của "
        f"cơ quan hành chính nhà nước, {agency} báo cáo kết quả thực hiện các nhiệm vụ do {agency} giao trong {period} "
        f"(số liệu từ ngày {report.starts_on:%d/%m/%Y} đến ngày {rows.as_of(report):%d/%m/%Y}) như sau:",
    )
    _write_results(made, report)
    _write_proposals(made, report)
    write_body(made, f"{agency} kính báo cáo./.")
    write(made, "", size=Pt(8))
    decree30.signature_block(
        made,
        recipients=_recipients(report),
        titles=[figures["signer"]["title"] or "Thủ trưởng cơ quan"],
        name=figures["signer"]["name"],
    )
    if Counts(**figures["total"]).open_late:
        _write_annex(made, report)
    target = BytesIO()
    made.save(target)
    return target.getvalue()


def _number(report: Report) -> str:
    """ "…/BC-SNV"; the register gives the number."""
    return f"…/BC-{report.figures['abbreviation'] or '…'}"


def _write_results(made: Document, report: Report) -> None:
    total = Counts(**report.figures["total"])
    units = rows.summary_rows(report)
    leading = sum(unit.counts.total > 0 for unit in units)
    write_body(made, "1. Kết quả thực hiện", bold=True)
    write_body(made, f"Tổng số nhiệm vụ: {rows.number(total.total)}, giao {leading} đơn vị chủ trì. Trong đó:")
    write_body(
        made,
        f"- Đã hoàn thành {_share(total.done, total)}: trong hạn {_share(total.done_in_time, total)}, "
        f"trễ hạn {_share(total.done_late, total)};",
    )
    write_body(
        made,
        f"- Chưa hoàn thành {_share(total.total - total.done, total)}: trong hạn {_share(total.open_in_time, total)}, "
        f"trễ hạn {_share(total.open_late, total)}.",
    )
    write_body(made, "Số liệu theo đơn vị:")
    lines = [_summary_cells(str(order), unit) for order, unit in enumerate(units, start=1)]
    decree30.table(
        made,
        headings=rows.SUMMARY_HEADINGS,
        under=rows.SUMMARY_FORMULAS,
        widths=_SUMMARY_WIDTHS,
        left=frozenset({1, 10}),
        rows=[*lines, _summary_cells("", rows.total_row(report))],
        bold_last=True,
    )
    write(made, "", size=Pt(6))
    for note in rows.notes(report):
        write(made, f"- {note}", size=Pt(12), italic=True)
    late = [f"{unit.name} ({unit.counts.open_late})" for unit in units if unit.counts.open_late]
    write(made, "", size=Pt(6))
    if late:
        write_body(
            made, f"Đơn vị còn nhiệm vụ chưa hoàn thành trễ hạn: {'; '.join(late)}. Danh sách tại Phụ lục kèm theo."
        )


def _write_proposals(made: Document, report: Report) -> None:
    write_body(made, "2. Kiến nghị", bold=True)
    if report.figures["total"][Bucket.OPEN_LATE]:
        write_body(
            made,
            "Đề nghị thủ trưởng các đơn vị có nhiệm vụ chưa hoàn thành trễ hạn tập trung chỉ đạo thực hiện, báo cáo "
            "kết quả và giải trình nguyên nhân chậm.",
        )
    else:
        write_body(made, "Không.")


def _write_annex(made: Document, report: Report) -> None:
    decree30.start_landscape(made)
    write(made, "Phụ lục", bold=True, align=CENTER)
    write(made, "DANH SÁCH NHIỆM VỤ CHƯA HOÀN THÀNH TRỄ HẠN", bold=True, align=CENTER)
    attached = (
        f"(Kèm theo Báo cáo số {_number(report)} {decree30.spelled(day_of(report.issued_at))} "
        f"của {report.figures['organisation']})"
    )
    write(made, attached, italic=True, align=CENTER).paragraph_format.space_after = Pt(8)
    decree30.table(
        made,
        headings=_ANNEX_HEADINGS,
        widths=_ANNEX_WIDTHS,
        left=frozenset({1, 2, 3, 4}),
        rows=[
            (
                str(order),
                task.title,
                task.origin,
                task.unit_name,
                task.person,
                f"{task.due_on:%d/%m/%Y}",
                rows.number(task.late_days),
                rows.number(task.late_working_days),
            )
            for order, task in enumerate(rows.overdue_rows(report), start=1)
        ],
    )


def _summary_cells(order: str, unit: SummaryRow) -> tuple[str, ...]:
    return (
        order,
        unit.name,
        rows.number(unit.counts.total),
        *(rows.number(unit.counts[bucket]) for bucket in COUNTED),
        *(rows.percent_words(share) for share in unit.rates),
        unit.note,
    )


def _share(part: int, total: Counts) -> str:
    """ "3 nhiệm vụ (30,00%; 3/10)": a rate says what it is a part of."""
    words = f"{rows.number(part)} nhiệm vụ"
    rate = rows.percent(part, total.total)
    if rate is None:
        return words
    return f"{words} ({rows.percent_words(rate)}; {rows.number(part)}/{rows.number(total.total)})"


def _recipients(report: Report) -> list[str]:
    above = ["- Như trên;"] if report.figures["superior"] else []
    return [*above, f"- Lãnh đạo {report.figures['organisation']} (b/c);", "- Các đơn vị chủ trì;", "- Lưu: VT, VP."]
