"""Names as documents write them, and the units that they mean (requirements A12, C6, D2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.candidates import Candidate, Former, How, Match
from units.folding import fold
from units.matching import Matcher
from units.naming import normal

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


#: A sở of a province with its phòng, its groups, the communes that it writes to, and names of before.
COMMUNE_HOA = Candidate("unit", 21, ("Ủy ban nhân dân xã Tân Hòa",), is_own=False)
COMMUNE_HOA_BARE = Candidate("unit", 22, ("Ủy ban nhân dân xã Tân Hoa",), is_own=False)
COMMUNE_AN = Candidate("unit", 23, ("Ủy ban nhân dân xã Tân An",), is_own=False)
ARCHIVES = Candidate("unit", 24, ("Phòng Quản lý văn thư, lưu trữ",))
FIRST_CENTRE = Candidate("unit", 25, ("Trung tâm Lưu trữ số 1",))
SOCIETY = Candidate("unit", 26, ("Phòng Văn hóa - Xã hội",))
FARMS = Candidate("unit", 27, ("Phòng Nông nghiệp và Môi trường",))
POLICE = Candidate("unit", 29, ("Công an Sở",))
HOME = Candidate("unit", 28, ("Sở Nội vụ",), ("SNV",))
BOTH = Candidate("group", 3, ("Các phòng, đơn vị thuộc Sở",))
PROVINCE = (OFFICE, PERSONNEL, FINANCE, INSPECTORS, COMMUNE_HOA, COMMUNE_HOA_BARE, COMMUNE_AN, ARCHIVES)
PROVINCE = (*PROVINCE, FIRST_CENTRE, SOCIETY, FARMS, HOME, POLICE, DIVISIONS, BOTH)
FORMER = (
    Former("Phòng Công chức", (PERSONNEL.pk,), "sáp nhập từ 01/07/2025 theo Quyết định 12/QĐ-SNV", ("CC",)),
    Former("Phòng Tổng hợp", (PERSONNEL.pk, FINANCE.pk), "chia, tách từ 01/01/2026"),
    Former("Phòng Tôn giáo", (), "từ 01/07/2025"),
)
DEPARTMENT = Matcher(PROVINCE, ("Sở Nội vụ", "SNV"), ("Ủy ban nhân dân tỉnh Bình An",), FORMER)


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


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("P. TCCB", PERSONNEL),
        ("Trưởng Phòng Tổ chức cán bộ Sở", PERSONNEL),
        ("Phòng TCCB - Sở Nội vụ tỉnh Bình An", PERSONNEL),
        ("Chánh Văn phòng Sở Nội vụ tỉnh Bình An", OFFICE),
        ("VP Sở", OFFICE),
        ("Phòng VHXH", SOCIETY),
        ("Phòng VH-XH", SOCIETY),
        ("Phòng Văn hoá – Xã hội", SOCIETY),
        ("Phòng NN&MT", FARMS),
        ("Phòng NNMT", FARMS),
        ("Phòng Quản lí văn thư, lưu trữ", ARCHIVES),
        ("Giám đốc Sở Nội vụ", HOME),
        ("Sở Nội vụ tỉnh Bình An", HOME),
        ("Chủ tịch UBND xã Tân Hòa", COMMUNE_HOA),
        ("UBND xã Tân Hoà", COMMUNE_HOA),
        ("UBND xã Tân Hoa", COMMUNE_HOA_BARE),
        ("UBND xa Tan An", COMMUNE_AN),
        ("các phòng, đơn vị thuộc Sở Nội vụ", BOTH),
    ],
)
def test_d2_the_ways_of_the_field_to_write_a_name_are_certain(written, meant):
    assert DEPARTMENT.match(written) in (Match(How.NAME, meant), Match(How.ALIAS, meant))


@pytest.mark.parametrize(
    ("written", "how", "meant"),
    [
        ("Phòng Tổ chirc cán bộ", How.ALIKE, PERSONNEL),
        ("Phòng Tổchức cán bộ", How.ALIKE, PERSONNEL),
        ("Phong T0 chuc can bo", How.ALIKE, PERSONNEL),
        ("Phòng Kế hoacl - Tài chính", How.ALIKE, FINANCE),
        ("Văn phòng Sờ", How.NAME, OFFICE),
        ("Trung tâm Lưu trữ số l", How.ALIKE, FIRST_CENTRE),
        ("Phòng Công chirc", How.EARLIER, PERSONNEL),
        ("UBND xã Tân Ân", How.NAME, COMMUNE_AN),
        ("Phòng QLVTLT", How.INITIALS, ARCHIVES),
        ("Quản lý văn thư, lưu trữ", How.PART, ARCHIVES),
        ("xã Tân An", How.PART, COMMUNE_AN),
        ("Tổ chức cán bộ", How.PART, PERSONNEL),
        ("Phòng TCCB xây dựng", How.PART, PERSONNEL),
        ("các phòng", How.PART, DIVISIONS),
        ("Trưởng phòng Công chức", How.EARLIER, PERSONNEL),
        ("CC", How.EARLIER, PERSONNEL),
    ],
)
def test_a12_what_is_not_certain_is_proposed_with_its_doubt(written, how, meant):
    found = DEPARTMENT.match(written)
    assert (found.how, found.meant) == (how, meant)
    assert found.doubt.endswith(".")


def test_a12_a_divided_unit_offers_its_successors_and_one_without_says_so():
    divided = DEPARTMENT.match("Phòng Tổng hợp")
    assert (divided.meant, divided.alternatives) == (None, (PERSONNEL, FINANCE))
    assert divided.doubt.startswith(f"Phòng Tổng hợp nay là {PERSONNEL.name}, {FINANCE.name} (chia, tách")
    gone = DEPARTMENT.match("Phòng Tôn giáo")
    assert (gone.meant, gone.alternatives) == (None, ())
    assert "chưa ghi đơn vị kế thừa" in gone.doubt


def test_a12_a_name_without_marks_that_two_have_is_one_of_both():
    found = DEPARTMENT.match("UBND xa Tan Hoa")
    assert (found.meant, set(found.alternatives)) == (None, {COMMUNE_HOA, COMMUNE_HOA_BARE})


@pytest.mark.parametrize(
    "written",
    [
        "UBND tỉnh",
        "Văn phòng UBND tỉnh",
        "Thanh tra tỉnh",
        "Thanh tra tỉnh Bình An",
        "Sở Nội vụ tỉnh Hà Giang",
        "Bộ Nội vụ",
        "Sở Y tế",
        "UBND xã Tân Anh",
        "UBND phường Tân An",
        "Trung tâm Lưu trữ số 2",
        "Phòng Văn hóa - Thông tin",
        "Phòng Tổ chức cán bộ, Văn phòng Sở",
        "Phòng TCCB; Văn phòng",
        "các đơn vị liên quan",
        "các cơ quan, đơn vị có liên quan",
        "cơ quan chủ trì",
        "đơn vị",
        "UBND các xã",
        "Văn phòng và các phòng",
        "Sở Nội vụ tỉnh bạn",
        "Công an",
        "Phòng TCCB của Chi cục",
    ],
)
def test_a12_other_levels_places_numbers_and_whoever_it_concerns_match_nothing(written):
    assert DEPARTMENT.match(written) is None


CONFUSED = ("l1", "1l", "iI", "Il", "oO", "O0", "0o", "đd", "Đd", "ub", "cG", "ec", "ce", "nh", "hb", "bh", "ti", "fr")
PAIRS = ("rn", "m"), ("m", "rn"), ("h", "li"), ("u", "ii"), ("d", "cl"), ("w", "vv")


@st.composite
def damaged(draw):
    """A name with one letter that a scan takes for another, loses or breaks in two, or with a space less."""
    unit = draw(st.sampled_from(PROVINCE))
    name = unit.name
    ways = [(pair[0], pair[1]) for pair in CONFUSED] + list(PAIRS) + [(" ", "")]
    found = [(at, old, new) for old, new in ways for at in range(len(name)) if name.startswith(old, at)]
    found += [(at, name[at], "") for at in range(len(name))]
    at, old, new = draw(st.sampled_from(found))
    return unit, name[:at] + new + name[at + len(old) :]


@given(damaged())
def test_a12_damage_proposes_the_unit_itself_or_nothing_and_never_another_for_certain(case):
    unit, written = case
    found = DEPARTMENT.match(written)
    if found is not None and not found.doubt:
        assert found.meant == unit


@given(st.permutations(PROVINCE), st.sampled_from(["Phòng Tổ chirc cán bộ", "UBND xa Tan Hoa", "Phòng TCCB", "CC"]))
def test_the_order_of_the_units_makes_no_difference(order, written):
    found = Matcher(order, ("Sở Nội vụ", "SNV"), ("Ủy ban nhân dân tỉnh Bình An",), FORMER).match(written)
    expected = DEPARTMENT.match(written)
    assert (found.how, found.meant, found.doubt) == (expected.how, expected.meant, expected.doubt)
    assert set(found.alternatives) == set(expected.alternatives)


@given(st.text(max_size=60))
def test_any_text_at_all_gets_an_answer(text):
    found = DEPARTMENT.match(text)
    assert found is None or found.meant or found.doubt
