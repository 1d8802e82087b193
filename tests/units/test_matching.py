"""Names as documents write them, and the units that they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.folding import fold
from units.matching import Candidate, How, Match, Matcher, normal

OFFICE = Candidate("unit", 1, ("Văn phòng Sở",), ("VP",))
PERSONNEL = Candidate("unit", 2, ("Phòng Tổ chức cán bộ", "Phòng Tổ chức - Hành chính"), ("Phòng TCCB",))
FINANCE = Candidate("unit", 3, ("Phòng Kế hoạch - Tài chính",), ("KHTC",), ("Phòng Tài vụ",))
SCHOOLS = Candidate("unit", 4, ("Phòng Giáo dục Trung học",))
NURSERY = Candidate("unit", 5, ("Phòng Giáo dục Mầm non",))
INSPECTORS = Candidate("unit", 6, ("Thanh tra Sở",))
SOUTH = Candidate("unit", 7, ("Chi cục Văn thư",), is_own=False)
SOUTH_OFFICE = Candidate("unit", 8, ("Văn phòng",), is_own=False)
DIVISIONS = Candidate("group", 1, ("Các phòng thuộc Sở",))
ALL_UNITS = Candidate("group", 2, ("Các đơn vị thuộc và trực thuộc Sở",))
EVERYONE = (OFFICE, PERSONNEL, FINANCE, SCHOOLS, NURSERY, INSPECTORS, SOUTH, SOUTH_OFFICE, DIVISIONS, ALL_UNITS)
MATCHER = Matcher(EVERYONE, ("Sở Giáo dục và Đào tạo", "SGDĐT"))


def meant_by(written, matcher=MATCHER):
    found = matcher.match(written)
    return found.meant if found else None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Phòng Tổ chức cán bộ", PERSONNEL),
        ("phòng tổ chức cán bộ", PERSONNEL),
        ("phong to chuc can bo", PERSONNEL),
        ("Phòng TCCB", PERSONNEL),
        ("phòng TCCB Sở", PERSONNEL),
        ("Trưởng phòng TCCB", PERSONNEL),
        ("Phòng Tổ chức cán bộ thuộc Sở Giáo dục và Đào tạo", PERSONNEL),
        ("Phòng Tổ chức cán bộ, Sở GDĐT", PERSONNEL),
        ("Phòng Tổ chức - Hành chính", PERSONNEL),
        ("Phòng Kế hoạch Tài chính", FINANCE),
        ("Phòng Kế hoạch và Tài chính", FINANCE),
        ("Phòng Tài vụ", FINANCE),
        ("phòng KHTC", FINANCE),
        ("Văn phòng Sở", OFFICE),
        ("Chánh Văn phòng Sở", OFFICE),
        ("Văn phòng", OFFICE),
        ("Thanh tra", INSPECTORS),
        ("Chánh Thanh tra Sở", INSPECTORS),
        ("Các phòng thuộc Sở", DIVISIONS),
        ("Trưởng các phòng thuộc Sở", DIVISIONS),
        ("Thủ trưởng các đơn vị thuộc và trực thuộc Sở", ALL_UNITS),
        ("Giáo dục Mầm non", NURSERY),
        ("Chi cục Văn thư", SOUTH),
    ],
)
def test_a_name_as_written_finds_its_unit_or_group(written, meant):
    assert meant_by(written) == meant


@pytest.mark.parametrize(
    "written",
    [
        "",
        "   ",
        "Phòng",
        "Sở",
        "Phòng Giáo dục",
        "Văn phòng UBND tỉnh",
        "UBND các huyện",
        "phòng, đơn vị chủ trì",
        "Phòng Pháp chế",
    ],
)
def test_what_is_unknown_or_could_be_two_finds_nothing(written):
    assert meant_by(written) is None


def test_two_units_of_one_name_are_told_apart_by_whose_they_are():
    own, other, third = (Candidate("unit", n, ("Văn phòng",), is_own=n == 1) for n in (1, 2, 3))
    assert Matcher((own, other, third)).match("văn phòng") == Match(How.NAME, own)
    unsure = Matcher((other, third)).match("văn phòng")
    assert unsure.meant is None
    assert unsure.doubt
    assert unsure.alternatives == (other, third)


words = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạ ", min_size=1, max_size=40).filter(str.strip)


@given(words, st.sets(words, max_size=5))
def test_its_own_full_name_finds_a_unit_whatever_the_others_are_called(name, others):
    mine = Candidate("unit", 1, (name,))
    rest = [Candidate("unit", n, (other,)) for n, other in enumerate(others, start=2) if normal(other) != normal(name)]
    expected = mine if normal(name) else None
    assert meant_by(name.upper(), Matcher([mine, *rest])) == expected


@given(st.sampled_from(EVERYONE), st.booleans(), st.booleans())
def test_marks_and_case_make_no_difference(candidate, bare, upper):
    name = candidate.names[0]
    written = fold(name) if bare else name.upper() if upper else name
    assert MATCHER.match(written) == MATCHER.match(name)


@given(words)
def test_words_that_share_nothing_with_any_name_find_nothing(text):
    written = f"zz {text} zz"
    assert MATCHER.match(written) is None
