"""The requirements on reading, each by its id."""

from datetime import date

import pytest

from directives.reading import read
from tests.directives.reading.samples import item, labels, letter, reading_of


def test_a2_a_blank_number_and_day_stay_empty_and_are_doubted():
    proposal = reading_of("cong_van_muc_diem")
    assert (proposal.code_number, proposal.code_notation) == (None, "SXD-VP")
    assert proposal.issued is not None
    assert (proposal.issued.year, proposal.issued.month, proposal.issued.day) == (2025, 8, None)
    assert proposal.issued.on is None
    assert {"number", "date"} <= {doubt.field for doubt in proposal.doubts}


@pytest.mark.parametrize("line", ["Số:        /SNV-VP", "Số: ......./SNV-VP", "Số /SNV-VP", "Số: ___/SNV-VP"])
def test_a2_every_way_to_leave_the_number_blank(line):
    proposal = read(letter("1. Việc một.", head=f"{line}\nAn Bình, ngày    tháng    năm 2025"))
    assert (proposal.code_number, proposal.code_notation) == (None, "SNV-VP")
    assert (proposal.issued.year, proposal.issued.month) == (2025, None)


def test_a3_party_notation():
    proposal = read("TỈNH ỦY AN BÌNH\nSố 2596-CV/TU\nAn Bình, ngày 09 tháng 4 năm 2024\n\nKính gửi: Các cấp ủy.\n")
    assert (proposal.code_number, proposal.code_notation, proposal.family) == ("2596", "CV/TU", "party")
    assert proposal.document_type == "công văn"


def test_a3_party_documents_cited():
    cited = reading_of("ket_luan_tinh_uy").citations[0]
    assert (cited.reference, cited.issued_on) == ("310-BC/BTCTU", date(2025, 6, 1))


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("ngày 09/4/2024", date(2024, 4, 9)),
        ("ngày 19.4.2023", date(2023, 4, 19)),
        ("ngày 17 tháng 4 năm 2024", date(2024, 4, 17)),
        ("ngày 5-6-2025", date(2025, 6, 5)),
    ],
)
def test_a4_spellings_of_dates(printed, expected):
    proposal = read(letter(f"Thực hiện Công văn số 271/UBND-VP8 {printed} của UBND tỉnh, Sở yêu cầu:\n\n1. Việc một."))
    assert proposal.citations[0].issued_on == expected


@pytest.mark.parametrize(
    ("printed", "proposed"),
    [
        ("365/CD-TTg", "365/CĐ-TTg"),
        ("15/CTUBND", "15/CT-UBND"),
        ("78/QD-TCT", "78/QĐ-TCT"),
        ("9/SGDDĐT-VP", "9/SGDĐT-VP"),
    ],
)
def test_a4_damaged_notations_are_kept_as_printed_and_proposed_mended(printed, proposed):
    proposal = read(letter("1. Việc một.", head=f"Số: {printed}\nAn Bình, ngày 02 tháng 6 năm 2025"))
    assert proposal.reference_as_printed == printed
    assert f"{proposal.code_number}/{proposal.code_notation}" == proposed
    assert any(doubt.field == "number" and printed in doubt.message for doubt in proposal.doubts)


def test_a5_the_subject_before_or_after_the_date():
    number, subject, dated = "Số: 15/SNV-VP", "V/v thử việc đọc", "An Bình, ngày 02 tháng 6 năm 2025"
    for head in (f"{number}\n{subject}\n\n{dated}", f"{number}\n\n{dated}\n\n{subject}"):
        proposal = read(letter("1. Việc một.", head=head))
        assert proposal.subject.text == "thử việc đọc"
        assert proposal.issued.on == date(2025, 6, 2)


def test_a9_the_signer_and_the_capacity():
    signature = reading_of("cong_van_muc_diem").signature
    assert (signature.capacity, signature.position) == ("KT", "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC")
    assert signature.name == "Nguyễn Văn A"


def test_a9_signing_for_another_needs_an_own_title():
    proposal = read(letter("1. Việc một.").replace("\nGIÁM ĐỐC", "\nKT. GIÁM ĐỐC"))
    assert any(doubt.field == "signature" and "chức vụ" in doubt.message for doubt in proposal.doubts)
    assert not [doubt for doubt in reading_of("cong_van_muc_diem").doubts if doubt.field == "signature"]


def test_a10_the_distribution_with_purposes_and_the_archive():
    recipients = reading_of("cong_van_muc_diem").recipients
    assert [(one.text, one.purpose, one.is_archive) for one in recipients] == [
        ("Như trên", None, False),
        ("UBND tỉnh (b/c)", "b/c", False),
        ("Ban Giám đốc Sở", None, False),
        ("Quản trị mạng (đăng tin)", "đăng tin", False),
        ("Lưu VT, VP (B)", None, True),
    ]


def test_a11_electronic_only():
    assert reading_of("cong_van_muc_diem").electronic_only
    assert not reading_of("ke_hoach").electronic_only


def test_b5_a_document_that_also_applies_is_none_that_is_implemented():
    relations = {one.reference: one.relation for one in reversed(reading_of("cong_van_muc_diem").citations)}
    assert relations["918/UBND-NC"] == "implements"
    assert relations["77/SXD-VP"] == "also_applies"
    assert relations[None] == "mentions"  # "Công điện của Thủ tướng Chính phủ": no number, to be linked by a person


def test_c1_numbered_items_and_nothing_else():
    body = "\n\n".join(f"{number}. Việc thứ {number} cần làm." for number in range(1, 7))
    proposal = read(letter(f"Sở yêu cầu các đơn vị:\n\n{body}"))
    assert labels(proposal.items) == ["1", "2", "3", "4", "5", "6"]
    assert {one.level for one in proposal.items} == {1}


def test_c2_points_with_dashes_under_one_of_them():
    proposal = reading_of("cong_van_muc_diem")
    points = [one for one in proposal.items if one.level == 2]
    assert labels(tuple(points)) == ["a", "b", "c", "d", "đ", "e", "g"]
    place = proposal.items.index(item(proposal, "b"))
    dashes = [one for one in proposal.items if one.parent == place]
    assert (labels(tuple(dashes)), {one.level for one in dashes}) == (["-"] * 4, {3})


def test_c3_a_paragraph_without_label_belongs_to_the_item_above():
    point = item(reading_of("cong_van_muc_diem"), "d")
    assert [passage.text[:10] for passage in point.continuations] == ["Trường hợp"]
    assert point.text.endswith("coi là đồng ý.")


def test_c4_a_number_used_twice_is_kept_and_doubted():
    proposal = reading_of("cong_van_muc_diem")
    top = [one for one in proposal.items if one.level == 1 and one.label]
    assert labels(tuple(top)) == ["1", "2", "3", "3"]
    assert item(proposal, "3", 1).leads[0].text == "Văn phòng Sở"
    assert any(doubt.field.endswith(".label") for doubt in proposal.doubts)


def test_c6_the_tail_is_no_instruction():
    proposal = reading_of("cong_van_muc_diem")
    everything = " ".join(one.text for one in proposal.items)
    for part in ("Nơi nhận", "Đính kèm", "PHÓ GIÁM ĐỐC", "Lưu VT", "Nguyễn Văn A"):
        assert part not in everything


def test_a8_a_press_report_tells_items_without_labels():
    proposal = reading_of("tin_bao")
    assert proposal.is_press_report
    assert labels(proposal.items) == [None] * 4
    assert not any("Ảnh" in one.text or "Bình luận" in one.text for one in proposal.items)


@pytest.mark.parametrize(
    ("words", "kind", "due_on"),
    [
        ("báo cáo trước ngày 30/11/2025", "date", date(2025, 11, 30)),
        ("hoàn thành chậm nhất ngày 05 tháng 8 năm 2025", "date", date(2025, 8, 5)),
        ("hoàn thành trong tháng 12 năm 2025", "date", date(2025, 12, 31)),
        ("báo cáo trong quý III năm 2025", "date", date(2025, 9, 30)),
        ("trả lời trong 05 ngày làm việc kể từ ngày nhận", "working_days", None),
        ("trả lời trong thời hạn 7 ngày kể từ ngày ban hành", "days", None),
        ("báo cáo trước ngày 25/12 hằng năm", "recurring", None),
        ("định kỳ hằng quý tổng hợp, báo cáo", "recurring", None),
        ("khẩn trương rà soát", "immediate", None),
        ("giải quyết ngay", "immediate", None),
        ("tổng hợp, báo cáo đúng thời hạn quy định", "by_regulation", None),
    ],
)
def test_d5_kinds_of_deadlines(words, kind, due_on):
    stated = item(read(letter(f"Sở yêu cầu:\n\n1. Các đơn vị {words}.")), "1").deadlines
    assert [(one.kind, one.due_on) for one in stated] == [(kind, due_on)]


def test_d5_no_deadline_where_none_is_stated():
    proposal = read(letter("Sở yêu cầu:\n\n1. Thực hiện Công văn số 12/UBND-TH ngày 30/12/2025 của UBND tỉnh."))
    assert item(proposal, "1").deadlines == ()


def test_c7_prose_without_labels_is_proposed_as_it_stands():
    proposal = reading_of("cong_van_van_xuoi")
    assert labels(proposal.items)[0] is None
    assert [lead.text for lead in proposal.items[0].leads] == ["Sở Tài chính"]
    assert [body.text for body in proposal.items[0].coordinating] == ["Sở Xây dựng", "Sở Y tế"]
