import pytest

from directives.reading import read
from directives.reading.labels import label_of, roman


@pytest.mark.parametrize(
    ("text", "kind", "printed", "value"),
    [
        ("1. Việc", "number", "1", 1),
        ("12/ Việc", "number", "12", 12),
        ("1.\u00a0Việc", "number", "1", 1),
        ("2- Việc", "number", "2", 2),
        ("1.2. Việc", "multi 2", "1.2", 2),
        ("1.2.3 Việc", "multi 3", "1.2.3", 3),
        ("a) Việc", "letter", "a", 1),
        ("đ) Việc", "letter", "đ", 5),
        ("g. Việc", "letter", "g", 7),
        ("f) Việc", "letter", "f", 6),
        ("(1) Việc", "(number)", "(1)", 1),
        ("3) Việc", "number)", "3", 3),
        ("IV. VIỆC", "roman", "IV", 4),
        ("A. VIỆC", "capital", "A", 1),
        ("- Việc", "dash", "-", 0),
        ("–Việc", "dash", "–", 0),
        ("+ Việc", "plus", "+", 0),
        ("Điều 12. Việc", "article", "Điều 12", 12),
        ("Chương II", "chapter", "Chương II", 2),
        ("Phần thứ nhất", "part", "Phần thứ nhất", 1),
    ],
)
def test_labels_as_printed(text, kind, printed, value):
    label = label_of(text)
    assert (label.kind, label.text, label.value) == (kind, printed, value)


@pytest.mark.parametrize(
    "text",
    [
        "19.4.2023 là hạn",
        "1.500 tỷ đồng",
        "-5 độ",
        "V/v việc",
        "Mục tiêu chung",
        "Điều này",
        "2025",
        "năm 2025",
        "a",
        "12/UBND-VP",
    ],
)
def test_what_only_looks_like_a_label(text):
    label = label_of(text)
    assert label is None or label.kind == "number"  # "12/UBND-VP": told apart by the sequence, not by its form


def test_roman_numbers():
    assert [roman(text) for text in ("i", "iv", "ix", "xii")] == [1, 4, 9, 12]


def test_a_figure_behind_a_degree_is_no_label():
    text = "1. Ứng phó với dịch ở cấp độ\n1. Cấp ngay thuốc cho dân.\n2. Báo cáo kết quả.\n"
    assert [item.label for item in read(text).items] == ["1", "2"]


def test_an_underline_of_a_site_is_no_dash():
    assert label_of("_Kể từ_ ngày 01/12/2025_") is None
