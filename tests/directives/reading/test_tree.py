import pytest

from directives.reading import read
from directives.reading.lines import Paragraph
from directives.reading.tree import tree_of
from tests.directives.reading.samples import labels, letter, reading_of, strand


def levels(*paragraphs):
    return [
        (node.label.text if node.label else None, node.level)
        for node in tree_of(Paragraph(strand(p)) for p in paragraphs)
    ]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["I. A", "1. B", "a) C", "- D", "+ E", "b) F", "2. G", "II. H"], [1, 2, 3, 4, 5, 3, 2, 1]),
        (["1. A", "1.1. B", "1.2. C", "- D", "2. E", "2.1. F"], [1, 2, 2, 3, 1, 2]),
        (["Điều 1. A", "1. B", "a) C", "Điều 2. D", "1. E"], [1, 2, 3, 1, 2]),
        (["Chương I", "Điều 1. A", "1. B", "Chương II", "Điều 2. C"], [1, 2, 3, 1, 2]),
        (["1. A:", "- B:", "a) C", "b) D", "- E"], [1, 2, 3, 3, 2]),
        (["1. A", "- B;", "- C.", "a) D", "b) E"], [1, 2, 2, 2, 2]),
        (["A. X", "I. Y", "1. Z", "B. W"], [1, 2, 3, 1]),
        (["1. A", "3. B", "3. C"], [1, 1, 1]),
        (["- A", "- B"], [1, 1]),
        (["h) A", "i) B", "k) C"], [1, 1, 1]),
        (["1. A", "(1) B", "(2) C", "2. D"], [1, 2, 2, 1]),
    ],
)
def test_nesting_follows_sequence_and_context(paragraphs, expected):
    assert [level for _, level in levels(*paragraphs)] == expected


def test_a_heading_gives_its_leads_to_what_stands_below():
    proposal = reading_of("chi_thi_ngat_dong")
    below = [one for one in proposal.items if one.parent == 0]
    assert {lead.text for one in below for lead in one.inherited_leads} == {"Sở Nông nghiệp và Môi trường"}
    assert proposal.items[0].kind == "heading"


def test_wrapped_lines_that_begin_like_labels_are_none():
    proposal = reading_of("chi_thi_ngat_dong")
    assert labels(proposal.items) == ["1", "-", "-", "2", "-", "-", "3", None]
    assert "theo khoản 2. Điều 14" in proposal.items[1].text
    assert "kinh tế - xã hội" in proposal.items[5].text


def test_a_list_before_the_orders_is_no_instruction():
    proposal = reading_of("thong_bao_ket_luan")
    assert labels(proposal.items) == ["I", "II", "1", "2", "(1)", "(2)"]


def test_an_annex_after_the_signature_is_no_instruction():
    proposal = reading_of("quyet_dinh")
    assert labels(proposal.items)[-1] == "Điều 4"


def test_closing_words_belong_to_no_item():
    closing = "Giao Văn phòng Sở theo dõi, đôn đốc việc thực hiện Công văn này./."
    proposal = read(letter(f"Sở yêu cầu:\n\n1. Việc một.\n\n{closing}"))
    assert labels(proposal.items) == ["1", None]
    assert proposal.items[1].kind == "prose"


def test_a_closing_formula_is_no_instruction():
    proposal = read(letter("Sở yêu cầu:\n\n1. Việc một.\n\nSở yêu cầu các đơn vị nghiêm túc thực hiện./."))
    assert labels(proposal.items) == ["1"]
    assert proposal.items[0].text == "Việc một."


def test_a_page_number_and_a_broken_page_do_not_end_a_paragraph():
    proposal = read(letter("Sở yêu cầu:\n\n1. Các đơn vị rà soát hồ sơ và\n\n2\n\nnộp về Văn phòng.\n\n2. Việc hai."))
    assert labels(proposal.items) == ["1", "2"]
    assert proposal.items[0].text == "Các đơn vị rà soát hồ sơ và nộp về Văn phòng."


def test_the_number_of_a_clause_cited_on_the_line_above_opens_no_item():
    long = "Ủy ban nhân dân các xã tổng hợp diện tích rừng, lập hồ sơ chi trả và công khai danh sách theo quy định tại Khoản"
    text = f"Sở yêu cầu:\n\n1. {long * 2}\n3 - Điều 61 Luật Lâm nghiệp.\n2. Các đơn vị báo cáo."
    assert [item.label for item in read(letter(text)).items] == ["1", "2"]


def test_items_that_a_site_ran_together_are_told_apart():
    text = "Sở yêu cầu:\n\n1. Các trường rà soát. 2. Các phòng báo cáo theo mục 3. Kết quả gửi về Sở.\n\n3. Văn phòng tổng hợp."
    assert [item.text for item in read(letter(text)).items] == [
        "Các trường rà soát.",
        "Các phòng báo cáo theo mục 3. Kết quả gửi về Sở.",
        "Văn phòng tổng hợp.",
    ]
