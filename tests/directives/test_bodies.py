"""Names of one body, and names of two."""

import pytest

from directives.bodies import same_body, shared_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("UBND tỉnh", "ỦY BAN NHÂN DÂN TỈNH SÔNG MÂY"),
        ("Thủ tướng", "Thủ tướng Chính phủ"),
        ("Chủ tịch UBND tỉnh", "UBND tỉnh"),
        ("Thường trực Tỉnh ủy", "Tỉnh ủy"),
    ],
)
def test_one_body_written_two_ways(one, other):
    assert same_body(one, other)
    assert same_body(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Chính phủ", "Văn phòng Chính phủ"), ("Sở Nội vụ", "Bộ Nội vụ"), ("", "UBND tỉnh"), ("UBND tỉnh", "UBND huyện")],
)
def test_two_bodies(one, other):
    assert not same_body(one, other)


def test_shared_words_leave_out_what_every_subject_says():
    subject = "tăng cường chấn chỉnh việc thực hiện nhiệm vụ"
    assert shared_words(subject, ["Tăng cường thực hiện nhiệm vụ, chấn chỉnh lề lối"]) == ["chấn chỉnh"]
