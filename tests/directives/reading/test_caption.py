"""Heads that a site told in one sentence, in place of the letterhead."""

from datetime import date

import pytest

from directives.reading import read

REST = "\n\nKính gửi: Các đơn vị thuộc Sở\n\nTheo Kế hoạch năm, Sở Y tế yêu cầu:\n\nTrong tuần lễ, các khoa treo băng rôn.\n"


@pytest.mark.parametrize(
    ("caption", "kind", "subject"),
    [
        (
            "Công văn Số: 682/SYT-VP ngày 08 tháng 10 năm 2013 Về việc treo băng rôn",
            "công văn",
            "treo băng rôn",
        ),
        ("Kế hoạch 12/KH-SYT ngày 3/2/2020 của Sở Y tế về phòng, chống dịch", "kế hoạch", "phòng, chống dịch"),
    ],
)
def test_number_date_and_subject_are_read_from_the_sentence(caption, kind, subject):
    proposal = read(f"682\n\nTheo trang tin -\n\n{caption}{REST}")
    assert proposal.document_type == kind
    assert proposal.subject.text == subject
    assert proposal.issuing_body.text == "Sở Y tế"
    assert proposal.issued.on in (date(2013, 10, 8), date(2020, 2, 3))
    assert [item.text for item in proposal.items] == ["Trong tuần lễ, các khoa treo băng rôn."]


def test_the_letterhead_of_a_document_goes_before_what_a_site_says():
    head = (
        "Công văn 9/SYT-VP ngày 1/1/2019 về việc khác\n\nSỞ Y TẾ\n\nSố: 12/SYT-VP\n\nNam Sơn, ngày 02 tháng 3 năm 2020"
    )
    proposal = read(f"{head}{REST}")
    assert (proposal.code_number, proposal.issued.on) == ("12", date(2020, 3, 2))


def test_the_table_of_a_portal_stands_for_the_head():
    table = "**Số hiệu:**\n|\n6316/SVHTT-VP\n|\n**Loại văn bản:**\n|\nCông văn\n|\n**Nơi ban hành:**\n|\nSở Văn hóa và Thể thao\n|\n"
    dates = "**Ngày ban hành:**\n|\n21/11/2025\n|\n**Ngày hiệu lực:**\n|\nĐã biết\n|\n"
    proposal = read(
        f"#\n{table}{dates}**Kính gửi:** Các phòng thuộc Sở\n\nGiám đốc Sở giao:\n\n1. Phòng Tổ chức rà soát.\n"
    )
    assert (proposal.code_number, proposal.code_notation) == ("6316", "SVHTT-VP")
    assert proposal.document_type == "công văn"
    assert proposal.issuing_body.text == "Sở Văn hóa và Thể thao"
    assert proposal.issued.on == date(2025, 11, 21)
    assert [one.text for one in proposal.addressees] == ["Các phòng thuộc Sở"]


def test_what_a_portal_says_between_its_table_and_the_letter_is_no_instruction():
    table = "**Số hiệu:**\n|\n899/STC-VP\n|\n**Loại văn bản:**\n|\nCông văn\n|\n**Ngày ban hành:**\n|\n18/11/2025\n|\n"
    told = (
        "## Lịch tập huấn\n\n**Ngày 18/11/2025, Sở Tài chính đã ban hành Công văn 899/STC-VP về việc tập huấn nghiệp vụ****Lịch "
        "tập huấn**\n\nTheo đó, đối tượng tập huấn gồm:\n\n- Lãnh đạo cấp xã;\n\n- Công chức thuế.\n\n"
    )
    proposal = read(
        f"{table}{told}Kính gửi: Ủy ban nhân dân các xã\n\n1. Đối tượng: Lãnh đạo cấp xã.\n\n2. Thời gian: 01 buổi.\n"
    )
    assert proposal.subject.text == "tập huấn nghiệp vụ"
    assert [one.text for one in proposal.addressees] == ["Ủy ban nhân dân các xã"]
    assert [item.label for item in proposal.items] == ["1", "2"]


def test_a_property_without_value_does_not_take_the_next_one():
    table = "Số hiệu: 12/QĐ-SYT\nNơi ban hành:\nNgày ban hành: 01/08/2025\nTrích yếu: Về việc thành lập tổ.\n"
    proposal = read(f"{table}\nCăn cứ Luật A;\n\nĐiều 1. Giao Sở A rà soát.\n\nĐiều 2. Báo cáo.\n")
    assert proposal.issuing_body is None
    assert proposal.document_type == "quyết định"
    assert proposal.subject.text == "thành lập tổ"


def test_what_an_item_says_of_the_same_number_is_not_the_subject():
    table = "Số hiệu: 12/SYT-VP\nLoại văn bản: Công văn\nNgày ban hành: 01/08/2025\n"
    text = f"{table}\nKính gửi: Các khoa\n\n1. Khoa A chủ trì theo Công văn số 12/SYT-VP về việc khác hẳn.\n"
    assert read(text).subject is None


def test_what_a_portal_puts_above_the_letterhead_is_left_out():
    chrome = "Đang tải văn bản...\n\nSố hiệu:\n|\n29/CĐ-UBND\n|\n\n## Thi đua cao điểm\n\nNgày 26/11/2025, UBND tỉnh có Công điện "
    chrome += "29/CĐ-UBND về thi đua.\n\n- Khẩn trương thực hiện các nhiệm vụ.\n\n- Văn phòng theo dõi, đôn đốc.\n\n"
    head = "ỦY BAN NHÂN DÂN\nTỈNH A\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\nSố: 29/CĐ-UBND\n\n"
    head += "A, ngày 26 tháng 11 năm 2025\n\nCÔNG ĐIỆN\nVề thi đua cao điểm\n\nCHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH điện:\n\n- Các sở;\n\n- Các xã.\n\n"
    proposal = read(
        f"{chrome}{head}Chủ tịch UBND tỉnh yêu cầu:\n\n1. Khẩn trương thực hiện các nhiệm vụ.\n\n2. Văn phòng đôn đốc.\n"
    )
    assert [one.text for one in proposal.addressees] == ["Các sở", "Các xã"]
    assert [item.label for item in proposal.items] == ["1", "2"]


def test_the_subject_stands_between_the_number_and_who_issued():
    table = "Số hiệu: 78/SVHTT-VP\nLoại văn bản: Công văn\nNgày ban hành: 20/11/2025\n\nKính gửi: Các phòng\n\n1. Phòng A rà soát.\n\n"
    end = (
        "Nơi nhận:\n- Như trên.\n\nCông văn 78/SVHTT-VP tập trung cắt giảm thủ tục do Sở Văn hóa và Thể thao ban hành\n"
    )
    assert read(f"{table}{end}").subject.text == "tập trung cắt giảm thủ tục"


def test_the_news_above_a_whole_text_stands_for_the_head():
    text = (
        "# Toàn văn Công văn 971-CV/BTCTU về vị trí việc làm chi tiết ra sao?\n\nNgày 17/9/2025, Ban Tổ chức Tỉnh ủy đã ban hành "
        "Công văn 971-CV/BTCTU năm 2025 về hoàn thiện vị trí việc làm.\n\n**Toàn văn Công văn 971-CV/BTCTU 2025 **\n\n"
        "Theo đó, Ban Tổ chức Tỉnh ủy đề nghị các cơ quan hoàn thành các nội dung sau:\n\n(1) Rà soát vị trí việc làm.\n\n"
        "(2) Báo cáo trước ngày 30/10/2025.\n"
    )
    proposal = read(text)
    assert not proposal.is_press_report
    assert (proposal.document_type, proposal.code_number, proposal.issued.on) == ("công văn", "971", date(2025, 9, 17))
    assert proposal.issuing_body.text == "Ban Tổ chức Tỉnh ủy"
    assert proposal.subject.text == "hoàn thiện vị trí việc làm"
    assert proposal.citations == ()
    assert [item.label for item in proposal.items] == ["(1)", "(2)"]


def test_what_a_site_says_behind_a_whole_text_is_left_out():
    text = (
        "Toàn văn Công điện 39/CĐ-BCT về phòng, chống bão?\n\nNội dung chính\n\nNgày 04/7/2025, Bộ Công Thương ban hành Công điện "
        "39/CĐ-BCT về phòng, chống bão.\n\nĐể chủ động ứng phó, Bộ trưởng yêu cầu:\n\n1. Trực ban.\n\n2. Báo cáo.\n\nTrên đây là thông tin về Công điện 39.\n\n3. Hồ sơ gồm có:\n"
    )
    assert [item.label for item in read(text).items] == ["1", "2"]
