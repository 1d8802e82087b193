from datetime import date

import pytest

from directives.reading import read
from tests.directives.reading.samples import letter, reading_of


@pytest.mark.parametrize(
    ("name", "kind", "number", "issuer", "subject"),
    [
        ("cong_dien", "công điện", "901", "THỦ TƯỚNG CHÍNH PHỦ", "bảo đảm cung ứng điện trong đợt nắng nóng"),
        ("ke_hoach", "kế hoạch", "88", "ỦY BAN NHÂN DÂN TỈNH AN BÌNH", "Cải cách công tác văn thư, lưu trữ năm 2025"),
        ("ket_luan_tinh_uy", "kết luận", "145", "TỈNH UỶ AN BÌNH", "công tác cán bộ sau sắp xếp"),
        ("quyet_dinh", "quyết định", "652", "ỦY BAN NHÂN DÂN TỈNH AN BÌNH", "THÀNH LẬP TỔ CÔNG TÁC THEO DÕI NHIỆM VỤ"),
        ("cong_van_hai_cot", "công văn", "1204", "SỞ Y TẾ TỈNH AN BÌNH", "tăng cường giám sát dịch bệnh mùa hè"),
        ("cong_van_van_xuoi", "công văn", "333", "VĂN PHÒNG UBND TỈNH AN BÌNH", "báo cáo tiến độ giải ngân"),
    ],
)
def test_heads(name, kind, number, issuer, subject):
    proposal = reading_of(name)
    assert (proposal.document_type, proposal.code_number) == (kind, number)
    assert (proposal.issuing_body.text, proposal.subject.text) == (issuer, subject)


def test_a_letterhead_broken_by_narrow_columns():
    proposal = reading_of("chi_thi_ngat_dong")
    assert proposal.issuing_body.text == "ỦY BAN NHÂN DÂN TỈNH AN BÌNH"
    assert (proposal.code_number, proposal.code_notation) == ("07", "CT-UBND")
    assert (proposal.issued.on, proposal.place) == (date(2025, 9, 3), "An Bình")


def test_conclusions_told_by_an_office_are_a_kind_of_their_own():
    assert reading_of("thong_bao_ket_luan").document_type == "thông báo kết luận"


def test_without_a_letterhead_the_body_that_speaks_is_the_issuer():
    text = letter("Thực hiện Kế hoạch năm, Sở GDĐT yêu cầu các trường:\n\n1. Việc một.").removeprefix("SỞ NỘI VỤ\n\n")
    assert read(text).issuing_body.text == "Sở Giáo dục và Đào tạo"


@pytest.mark.parametrize(
    ("mark", "priority"),
    [
        ("HỎA TỐC", "express"),
        ("HOẢ TỐC", "express"),
        ("THƯỢNG KHẨN", "very_urgent"),
        ("KHẨN", "urgent"),
        ("", "normal"),
    ],
)
def test_marks_of_urgency(mark, priority):
    assert read(f"{mark}\n\n{letter('1. Việc một.')}").priority == priority


@pytest.mark.parametrize("mark", ["MẬT", "Mật", "TỐI MẬT", "TUYỆT MẬT", "[MẬT]", "Độ mật: Tối mật"])
def test_marks_of_secrecy(mark):
    proposal = read(f"{mark}\n\n{letter('1. Việc một.')}")
    assert proposal.secrecy is not None
    assert any(doubt.field == "secrecy" for doubt in proposal.doubts)


@pytest.mark.parametrize("words", ["bí mật nhà nước", "mật độ dân cư", "bảo mật", "tài liệu mật", "mật"])
def test_words_that_only_speak_of_secrets_are_no_mark(words):
    assert (
        read(
            letter(f"1. Các đơn vị rà soát {words}\ntheo quy định.\n\n2. Tăng cường công tác bảo vệ\n{words}.")
        ).secrecy
        is None
    )


def test_a_text_of_nothing_is_an_empty_proposal():
    for text in ("", "   \n\n", "|\n---\n**"):
        proposal = read(text)
        assert (proposal.items, proposal.issuing_body, proposal.issued) == ((), None, None)
        assert proposal.doubts


def test_a_text_that_lost_its_head_has_the_kind_by_which_it_speaks_of_itself():
    text = "Ban Bí thư có ý kiến như sau:\n\n1. Giao Ban Tổ chức rà soát.\n\n2. Các cấp ủy thực hiện nghiêm Kết luận này.\n"
    assert read(text).document_type == "kết luận"


def test_a_number_broken_by_a_scan_still_ends_the_letterhead():
    proposal = read(
        "TONG CUC THUE Độc lập - Tự do - Hạnh phúc\nSố:33 5.3 /TCT-HTQT Hà Nội, ngày 15 tháng 10 năm 2018\n"
        "V/v khai thác thông tin.\n| CUC THUẾ TINH\n\nKính gửi: Cục Thuế\n\n1. Rà soát danh sách.\n"
    )
    assert proposal.code_notation == "TCT-HTQT"
    assert proposal.issuing_body.text.startswith("TONG CUC THUE")
    assert proposal.subject.text == "khai thác thông tin"


def test_a_number_that_a_scan_drew_apart_is_one_number():
    proposal = read(
        "TỔNG CỤC A\nSố: 3 70 /TCHQ-TXNK Hà Nội, ngày 29 tháng 01 năm 2022\n\nKính gửi: Các Cục\n\n1. Rà soát.\n"
    )
    assert (proposal.code_number, proposal.code_notation) == ("370", "TCHQ-TXNK")


def test_a_subject_that_ends_with_the_number_of_a_decree_is_whole():
    head = (
        "SỞ TÀI CHÍNH\nSố: 37/STC-NS\nV/v thực hiện Nghị định\nsố 15/2022/NĐ-CP\n\nNam Sơn, ngày 29 tháng 01 năm 2022"
    )
    assert read(f"{head}\n\nKính gửi: Các xã\n\n1. Rà soát.\n").subject.text == "thực hiện Nghị định số 15/2022/NĐ-CP"


def test_a_subject_in_small_letters_under_the_number_is_read():
    head = (
        "ĐẢNG ỦY SỞ\n*\nSố 2449 -CV/ĐU\nvề việc triển khai Chương trình hành động\n\nNam Sơn, ngày 07 tháng 9 năm 2026"
    )
    assert read(f"{head}\n\nKính gửi: Các chi bộ\n\n1. Rà soát.\n").subject.text == "triển khai Chương trình hành động"


def test_a_conclusion_names_whose_it_is_before_its_subject():
    head = (
        "Số 75-KL/TU Nam Sơn, ngày 28 tháng 7 năm 2026\n\nKẾT LUẬN\nHỘI NGHỊ LẦN THỨ BA\nBAN CHẤP HÀNH ĐẢNG BỘ TỈNH\n"
    )
    proposal = read(f"{head}về bảo vệ môi trường\n\n1. Giao Sở A rà soát.\n")
    assert proposal.subject.text == "bảo vệ môi trường"


def test_a_directive_without_head_that_begins_with_its_title_has_the_kind_of_it():
    text = "Chỉ thị về việc tăng cường phòng cháy.\n\nỦy ban nhân dân quận yêu cầu:\n\n1. Các phòng rà soát.\n\n2. Báo cáo.\n"
    assert read(text).document_type == "chỉ thị"


def test_a_subject_that_ends_with_the_name_of_a_kind_does_not_take_the_number():
    head = "SỞ Y TẾ\nV/v xây dựng kế hoạch\nSố: 12/SYT-VP\n\nNam Sơn, ngày 29 tháng 01 năm 2022"
    assert read(f"{head}\n\nKính gửi: Các khoa\n\n1. Rà soát.\n").subject.text == "xây dựng kế hoạch"


def test_a_letter_without_head_is_known_by_whom_it_addresses():
    text = "Kính gửi: Các doanh nghiệp.\n\nThực hiện Nghị định số 14/2025/NĐ-CP, Sở Nội vụ đề nghị:\n\n1. Rà soát theo Nghị định này.\n"
    assert read(text).document_type == "công văn"


def test_a_date_whose_comma_a_scan_read_as_a_full_stop_is_read():
    text = "SỞ Y TẾ\n\nSố: 12/SYT-NVY\n\nHà Nội. ngày 09 tháng 11 năm 2023\n\nKính gửi: Các bệnh viện.\n\n1. Rà soát.\n"
    assert read(text).issued.on == date(2023, 11, 9)


def test_a_steering_committee_that_speaks_is_named_whole_or_not_at_all():
    text = "Kính gửi: UBND các tỉnh.\n\nBan chỉ đạo của Chính phủ đề nghị các địa phương:\n\n1. Rà soát.\n"
    assert read(text).issuing_body.text == "Ban chỉ đạo của Chính phủ"


@pytest.mark.parametrize(
    ("title", "kind", "subject"),
    [
        ("Chỉ thị về việc tăng cường phòng, chống dịch", "chỉ thị", "tăng cường phòng, chống dịch"),
        ("Thông báo kết luận của Chủ tịch tại cuộc họp", "thông báo kết luận", "kết luận của Chủ tịch tại cuộc họp"),
    ],
)
def test_a_title_in_words_above_a_text_that_lost_its_letterhead(title, kind, subject):
    proposal = read(
        f"{title}\n\nTrước tình hình đó, Chủ tịch UBND tỉnh chỉ thị:\n\nI. Nội dung\n\n1. Các xã rà soát.\n\nIi. tổ chức thực hiện\n\n1. Các sở báo cáo.\n"
    )
    assert (proposal.document_type, proposal.subject.text) == (kind, subject)
    assert proposal.issuing_body.text == "Chủ tịch Ủy ban nhân dân tỉnh"
    assert [item.label for item in proposal.items] == ["I", "1", "Ii", "1"]
