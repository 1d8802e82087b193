"""References as printed, damaged and typed compare by their keys."""

from datetime import date

import pytest

from directives.keys import number_key, reference_keys, sought_in


@pytest.mark.parametrize(
    ("printed", "same"),
    [
        ("271/UBND-VP8", "0271 / UBND – VP8"),
        ("15/CT-UBND", "15/CTUBND"),
        ("118/CĐ-TTg", "118/CD-TTg"),
        ("12/SGDĐT-VP", "12/SGDDĐT-VP"),
        ("2596-CV/TU", "2596 CV/TU"),
        ("271/UBND-VP8", "271/ubnd-vp8"),
        ("09/2019/NĐ-CP", "9/2019/ND-CP"),
    ],
)
def test_a4_damage_of_print_does_not_change_the_keys(printed, same):
    assert reference_keys(printed) == reference_keys(same) != ("", "", None)


@pytest.mark.parametrize(
    ("one", "other"),
    [("271/UBND-VP8", "271/UBND-VP2"), ("271/UBND-VP8", "27/UBND-VP8"), ("42/2014/QĐ-TTg", "42/2018/QĐ-TTg")],
)
def test_other_documents_have_other_keys(one, other):
    assert reference_keys(one) != reference_keys(other)


@pytest.mark.parametrize("words", ["", "công văn của UBND tỉnh", "/UBND-VP8"])
def test_what_has_no_number_has_no_keys(words):
    assert reference_keys(words) == ("", "", None)


@pytest.mark.parametrize(("number", "key"), [("0271", "271"), ("", ""), ("00", "0"), ("12A", "12a"), ("09/2019", "9")])
def test_the_key_of_a_number(number, key):
    assert number_key(number) == key


@pytest.mark.parametrize(
    ("typed", "number", "beside"),
    [
        ("271 ubnd vp8", "271", ("ubnd", "vp8")),
        ("271ubndvp8", "271", ("ubndvp8",)),
        ("số 271", "271", ()),
        ("cv 2596 tu", "2596", ("cv", "tu")),
        ("cv2596tu", "2596", ("cv", "tu")),
        ("01/KH", "1", ("kh",)),
    ],
)
def test_a_number_is_found_in_what_is_typed(typed, number, beside):
    assert (number, beside) in sought_in(typed).numbers


def test_a_day_is_no_number():
    sought = sought_in("công văn ngày 11/5/2023")
    assert (sought.day, sought.words, sought.numbers) == (date(2023, 5, 11), ("cong", "van"), ())
    assert sought_in("31/02/2023").day is None
