"""What a person is told to look at before confirming."""

import pytest

from directives.reading import read
from tests.directives.reading.samples import letter


def told(body: str, field: str) -> list[str]:
    return [doubt.message for doubt in read(letter(body)).doubts if doubt.field.endswith(field)]


@pytest.mark.parametrize(
    ("body", "count"),
    [
        ("Sở yêu cầu:\n\n1. Việc một.\n\n2. Việc hai.", 0),
        ("Sở yêu cầu:\n\n1. Việc một.\n\n3. Việc ba.", 1),
        ("Sở yêu cầu:\n\n1. Các việc:\n\na) Một.\n\nb) Hai.\n\nc) Ba.\n\nd) Bốn.\n\nđ) Năm.", 0),
        ("Sở yêu cầu:\n\n1. Các việc:\n\na) Một.\n\nb) Hai.\n\nc) Ba.\n\nd) Bốn.\n\ne) Năm.", 0),  # as Word letters
        ("Sở yêu cầu:\n\n1. Các việc:\n\na) Một.\n\nb) Hai.\n\nb) Ba.", 1),
    ],
)
def test_c4_a_label_out_of_order_is_told(body, count):
    assert len(told(body, ".label")) == count


def test_a_number_of_which_only_the_full_stop_was_read_is_told():
    assert told("Sở yêu cầu:\n\n1. Việc một.\n\n. Việc hai.", ".label") == [
        "Mục này chỉ đọc được dấu chấm: hãy nhập số mục theo bản gốc."
    ]


def test_a8_what_a_report_announces_is_held_against_what_was_read():
    text = "Chỉ đạo mới\n\n09/06/2025 10:53\n\nUBND tỉnh đã yêu cầu các sở thực hiện 4 nội dung công việc.\n\nSở Y tế rà soát hồ sơ.\n"
    doubts = [doubt.message for doubt in read(text).doubts]
    assert "Văn bản nói có 4 nội dung, đọc được 1: hãy tách hoặc thêm mục." in doubts


def test_a_scan_that_dropped_marks_is_told():
    body = (
        "Sở yêu cầu các đon vi khan trương:\n\n1. Phôi hợp kiem tra; day mạnh tuyên truyền, kip thời báo cáo két quả."
    )
    assert told(body, "text")
