"""Numbers of what an office issues: one after another in the year and its group of types, no gaps, no doubles."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from directives.models import Directive, Receipt, RegisterCounter, RegisterEntry
from directives.numbering import code_of, notation_of, reference_of, series_of
from directives.services.register import enter, enter_outgoing, lock_outgoing, lock_register, next_number
from directives.types import DocumentType
from tests.directives.conftest import NOW
from tests.factories.directives import make_directive

Type = DocumentType


@transaction.atomic
def issue(office, document_type=Type.OFFICIAL_DISPATCH, on=None, number=None):
    on = on or NOW.date()
    counter = lock_outgoing(organisation=office.organisation, document_type=document_type, on=on)
    directive = make_directive(
        owner=office.organisation,
        by=office.registrar,
        direction=Directive.Direction.ISSUED,
        document_type=document_type,
        code_number=str(number or next_number(counter)),
        issued_on=on,
    )
    return enter_outgoing(directive=directive, counter=counter, at=NOW)


def numbers(series):
    return list(RegisterEntry.objects.filter(series=series).order_by("number").values_list("number", flat=True))


@pytest.mark.parametrize(
    ("document_type", "notation", "series"),
    [
        (Type.OFFICIAL_DISPATCH, "SGDĐT-VP", "2026/CV"),
        (Type.PLAN, "KH-SGDĐT", "2026/KH"),
        (Type.NOTICE, "TB-SGDĐT", "2026/TB"),
        (Type.CONCLUSION_NOTICE, "TB-SGDĐT", "2026/TB"),
        (Type.PROGRAMME, "CTr-SGDĐT", "2026/CTr"),
        (Type.RULE, "QyĐ-SGDĐT", "2026/QyĐ"),
    ],
)
def test_the_notation_is_spelled_as_the_decree_says(document_type, notation, series):
    assert notation_of(document_type, agency="SGDĐT", drafter="VP") == notation
    assert series_of(document_type, 2026) == series


def test_numbers_below_ten_carry_a_zero():
    assert (reference_of(5, "KH-SGDĐT"), reference_of(45, "SGDĐT-VP")) == ("05/KH-SGDĐT", "45/SGDĐT-VP")


@pytest.mark.parametrize(
    ("name", "short_name", "code"),
    [
        ("Ủy ban nhân dân tỉnh Sông Mây", "UBND tỉnh", "UBND"),
        ("Sở Giáo dục và Đào tạo", "SGDĐT", "SGDĐT"),
        ("Phòng Tổ chức cán bộ", "P. TCCB", "TCCB"),
        ("Văn phòng Sở", "", "VPS"),
    ],
)
def test_a_unit_is_written_in_a_notation_by_its_short_name(name, short_name, code):
    assert code_of(name, short_name) == code


@pytest.mark.django_db
def test_each_group_of_types_runs_from_one_in_its_year(office):
    issue(office), issue(office), issue(office, Type.PLAN), issue(office, on=date(2027, 1, 4))
    assert (numbers("2026/CV"), numbers("2026/KH"), numbers("2027/CV")) == ([1, 2], [1], [1])


@pytest.mark.django_db
def test_a_number_given_on_paper_is_never_given_again(office):
    issue(office, number=799)
    assert issue(office).number == 800
    issue(office, number=12)  # an older one is entered later
    assert issue(office).number == 801
    with pytest.raises(ValidationError, match="Số 799 trong sổ văn bản đi đã cấp cho Công văn 799"):
        issue(office, number=799)
    assert numbers("2026/CV") == [12, 799, 800, 801]


@pytest.mark.django_db
def test_what_came_in_and_what_went_out_are_numbered_apart(office):
    directive = make_directive(owner=office.organisation, by=office.registrar)
    with transaction.atomic():
        counter = lock_register(organisation=office.organisation, arrived_at=NOW)
        enter(directive=directive, counter=counter, arrived_at=NOW, by=office.registrar, now=NOW)
    assert issue(office).number == 1
    assert set(RegisterEntry.objects.values_list("book", "number")) == {("incoming", 1), ("outgoing", 1)}


@pytest.mark.django_db
def test_a_failure_gives_the_number_back(office):
    issue(office)
    with transaction.atomic():
        assert issue(office).number == 2
        transaction.set_rollback(True)
    assert issue(office).number == 2


@pytest.mark.django_db
def test_an_outgoing_line_names_what_was_issued(office):
    entry = {"organisation": office.organisation, "series": "2026/CV", "number": 1, "arrived_at": NOW}
    directive = make_directive(owner=office.organisation, by=office.registrar)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterEntry.objects.create(book=RegisterEntry.Book.OUTGOING, **entry)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterEntry.objects.create(book=RegisterEntry.Book.INCOMING, directive=directive, **entry)
    assert not Receipt.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_many_who_issue_at_once_leave_neither_gap_nor_double(office):
    barrier = Barrier(6)

    def run(index):
        try:
            barrier.wait(timeout=30)
            for _ in range(4):
                issue(office, Type.PLAN if index % 3 == 0 else Type.OFFICIAL_DISPATCH)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(run, range(6)))
    assert numbers("2026/KH") == list(range(1, 9))
    assert numbers("2026/CV") == list(range(1, 17))
    assert set(RegisterCounter.objects.values_list("series", "last_number")) == {("2026/KH", 8), ("2026/CV", 16)}
