"""Requirement A6: the same document again, however its notation is printed; and what is only near to it."""

from datetime import date

import pytest

from directives.confirmed import Confirmed, PartialDay
from directives.services.identity import near_identity, same_identity
from tests.directives.conftest import make_office
from tests.factories.directives import make_directive

ON = date(2026, 3, 2)


def named(number="15", notation="CT-UBND", body="UBND tỉnh", issued=ON, **more):
    day = PartialDay(on=issued) if isinstance(issued, date) else PartialDay(year=issued)
    return Confirmed(body, "trích yếu", code_number=number, code_notation=notation, issued=day, **more)


@pytest.mark.parametrize(
    ("notation", "again"),
    [("CTUBND", "CT-UBND"), ("CT-UBND", "CTUBND"), ("CD-TTg", "CĐ-TTg"), ("SGDDĐT-VP", "SGDĐT-VP")],
)
def test_a6_damage_of_print_does_not_hide_the_same_document(office, notation, again):
    record = make_directive(owner=office.organisation, by=office.registrar, code_number="15", code_notation=notation)
    assert same_identity(named("015", again)) == [record]
    assert near_identity(named("015", again), office.registrar) == []


@pytest.mark.parametrize(
    "data",
    [
        named(body="Ủy ban nhân dân tỉnh Sông Mây"),
        named(issued=date(2026, 3, 3)),
        named(issued=2026),
        named(issued=None),
    ],
)
def test_a6_another_spelling_of_the_issuer_or_another_day_is_a_hint(office, data):
    record = make_directive(owner=office.organisation, by=office.registrar, code_number="15", code_notation="CTUBND")
    assert same_identity(data) == []
    assert near_identity(data, office.registrar) == [record]


@pytest.mark.parametrize(
    "data",
    [named(issued=date(2025, 3, 2)), named("16"), named(notation="CT-TTg"), named(number=""), named(issued=2025)],
)
def test_another_year_number_or_notation_is_no_hint(office, data):
    make_directive(owner=office.organisation, by=office.registrar, code_number="15", code_notation="CTUBND")
    assert near_identity(data, office.registrar) == []


def test_a_hint_names_only_what_the_person_sees(office):
    make_directive(owner=office.organisation, by=office.registrar, code_number="15", code_notation="CT-UBND")
    assert near_identity(named(body="Bộ Nội vụ"), make_office("Sở Tài chính").registrar) == []
