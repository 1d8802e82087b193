"""The units and groups that a document may name."""

from datetime import date

from directives.confirmed import Party
from directives.services.parties import load_directory
from tests.factories.units import make_organisation, make_unit
from units.models import UnitAlias, UnitVersion

TODAY = date(2026, 3, 10)


def test_units_are_found_by_name_short_name_alias_and_earlier_name(office):
    UnitAlias.objects.create(unit=office.finance, text="Phòng Tài vụ")
    UnitVersion.objects.create(
        unit=office.personnel, name="Phòng Tổ chức", valid_from=date(2019, 1, 1), valid_to=date(2020, 1, 1)
    )
    directory = load_directory(office.organisation, on=TODAY)
    for words, unit in (
        ("phòng tài vụ", office.finance),
        ("Phòng Tổ chức", office.personnel),
        ("Phòng TCCB", office.personnel),
        ("VP", office.desk),
    ):
        assert directory.party(words) == Party(words, unit_id=unit.pk)
    assert directory.party("các phòng thuộc Sở") == Party("các phòng thuộc Sở", group_id=office.divisions.pk)
    assert directory.party("Ban Quản lý dự án") == Party("Ban Quản lý dự án")


def test_a_closed_unit_and_units_of_others_are_not_offered(office):
    office.finance.closed_on = date(2026, 1, 1)
    office.finance.save()
    make_unit("Phòng Ngân sách", parent=make_organisation("Sở Tài chính"))
    directory = load_directory(office.organisation, on=TODAY)
    assert set(directory.units) == {office.organisation.pk, office.desk.pk, office.personnel.pk}


def test_one_unit_named_twice_is_one_party(office):
    directory = load_directory(office.organisation, on=TODAY)
    found = directory.parties(["Phòng TCCB", "phòng Tổ chức cán bộ", "ai đó", "ai đó"])
    assert [party.as_printed for party in found] == ["Phòng TCCB", "ai đó"]


def test_the_whole_directory_takes_three_queries(office, django_assert_num_queries):
    with django_assert_num_queries(3):
        load_directory(office.organisation, on=TODAY)
    for number in range(20):
        make_unit(f"Phòng {number} thêm", parent=office.organisation)
    with django_assert_num_queries(3):
        load_directory(office.organisation, on=TODAY).parties(["Phòng TCCB"] * 40)
