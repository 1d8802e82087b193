"""A document is found by its number, however it is typed, and the one that bears it comes first."""

from datetime import date

import pytest

from directives.models import Directive
from tests.factories.directives import make_directive

pytestmark = pytest.mark.django_db


@pytest.fixture
def shelf(office):
    """Documents that a careless search would take for one another."""

    def put(number, notation, **fields):
        return make_directive(
            owner=office.organisation, by=office.registrar, code_number=number, code_notation=notation, **fields
        )

    return {
        "dispatch": put("271", "UBND-VP8", issued_on=date(2023, 5, 11), subject="chấn chỉnh kỷ cương"),
        "about it": put("300", "UBND-VP8", subject="đôn đốc thực hiện Công văn 271/UBND-VP8"),
        "longer": put("1271", "UBND-VP8", subject="việc khác"),
        "party": put("2596", "CV/TU", is_party_document=True, issuing_body="Tỉnh ủy"),
        "damaged": put("15", "CTUBND", document_type="directive"),
        "first": put("1", "KH-SNV", document_type="plan", issuing_body="Sở Nội vụ"),
        "decree": put("9/2019", "NĐ-CP", document_type="decree", issued_on=date(2019, 1, 24)),
    }


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("271 ubnd vp8", "dispatch"),
        ("271/UBND-VP8", "dispatch"),
        ("271ubndvp8", "dispatch"),
        ("271", "dispatch"),
        ("số 0271", "dispatch"),
        ("cv 271", "dispatch"),
        ("công văn 271 ngày 11/5/2023", "dispatch"),
        ("cong van 271", "dispatch"),
        ("11/5/2023", "dispatch"),
        ("271 ubnd 2023", "dispatch"),
        ("cv 2596 tu", "party"),
        ("2596-CV/TU", "party"),
        ("2596cvtu", "party"),
        ("15 ct ubnd", "damaged"),
        ("15/CT-UBND", "damaged"),
        ("01/KH-SNV", "first"),
        ("1 kh snv", "first"),
        ("09/2019/NĐ-CP", "decree"),
        ("9 nd cp", "decree"),
    ],
)
def test_a1_a_number_typed_any_way_finds_its_document_first(shelf, typed, name):
    assert Directive.objects.search(typed).first() == shelf[name]


def test_a1_what_only_speaks_of_the_number_comes_after(shelf):
    first, *rest = Directive.objects.search("271/ubnd-vp8")
    assert first == shelf["dispatch"]
    assert set(rest) == {shelf["about it"], shelf["longer"]}


@pytest.mark.parametrize("typed", ["272 ubnd vp8", "271 snv", "271 12/5/2023", "cv 15 tu"])
def test_another_number_notation_or_day_finds_nothing(shelf, typed):
    assert shelf["dispatch"] not in Directive.objects.search(typed)
    assert shelf["party"] not in Directive.objects.search(typed)


def test_plain_words_with_a_figure_are_still_words(shelf, office):
    report = make_directive(
        owner=office.organisation, by=office.registrar, code_number="44", subject="tổng kết 9 tháng đầu năm"
    )
    assert list(Directive.objects.search("9 tháng đầu năm")) == [report]


def test_the_reference_of_a_regulation_keeps_its_zero(shelf):
    assert shelf["decree"].reference == "09/2019/NĐ-CP"
