"""The units and groups that a document may name."""

from datetime import date

from directives.confirmed import Party
from directives.services.parties import load_directory
from tests.factories.units import make_organisation, make_unit
from units.models import SuccessionKind, UnitAlias, UnitSuccession, UnitVersion

TODAY = date(2026, 3, 10)


def test_units_are_found_beyond_doubt_by_name_short_name_and_alias(office):
    UnitAlias.objects.create(unit=office.finance, text="Phòng Tài vụ")
    directory = load_directory(office.organisation, on=TODAY)
    for words, unit in (
        ("phòng tài vụ", office.finance),
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


def test_the_whole_directory_takes_five_queries_and_one_for_what_stands_above(office, django_assert_num_queries):
    with django_assert_num_queries(5):
        load_directory(office.organisation, on=TODAY)
    for number in range(20):
        unit = make_unit(f"Phòng {number} thêm", parent=office.organisation)
        UnitAlias.objects.create(unit=unit, text=f"Phòng số {number}")
    close(office.finance, [office.desk, office.personnel])
    with django_assert_num_queries(5):
        load_directory(office.organisation, on=TODAY).parties(["Phòng TCCB"] * 40)


def close(unit, successors, on=date(2025, 7, 1), kind=SuccessionKind.MERGE, document="Quyết định số 12/QĐ-SNV"):
    for successor in successors:
        UnitSuccession.objects.create(
            predecessor=unit, successor=successor, kind=kind, deciding_document=document, effective_on=on
        )
    unit.versions.filter(valid_to=None).update(valid_to=on)
    unit.closed_on = on
    unit.save()


def test_a12_a_name_before_a_renaming_proposes_the_unit_with_what_happened(office):
    office.personnel.versions.update(name="Phòng Tổ chức", short_name="PTC", valid_to=date(2025, 7, 1))
    UnitVersion.objects.create(
        unit=office.personnel,
        name="Phòng Tổ chức cán bộ",
        valid_from=date(2025, 7, 1),
        deciding_document="Quyết định số 12/QĐ-SNV",
    )
    directory = load_directory(office.organisation, on=TODAY)
    for words in ("Phòng Tổ chức", "phong to chuc", "Trưởng phòng Tổ chức", "PTC"):
        party = directory.party(words)
        assert party.unit_id == office.personnel.pk
        assert "nay là Phòng Tổ chức cán bộ (đổi tên từ 01/07/2025 theo Quyết định số 12/QĐ-SNV)" in party.doubt
    assert directory.party("Phòng Tổ chức cán bộ").doubt == ""


def test_a12_a_closed_unit_proposes_its_successor_through_a_chain(office):
    first = make_unit("Phòng Công chức", parent=office.organisation)
    second = make_unit("Phòng Nhân sự", parent=office.organisation)
    close(first, [second], on=date(2023, 1, 1), document="Quyết định số 5/QĐ-SNV")
    close(second, [office.personnel])
    party = load_directory(office.organisation, on=TODAY).party("Phòng Công chức")
    assert party.unit_id == office.personnel.pk
    assert party.doubt == (
        "Phòng Công chức nay là Phòng Tổ chức cán bộ (sáp nhập từ 01/01/2023 theo Quyết định số 5/QĐ-SNV; "
        "sáp nhập từ 01/07/2025 theo Quyết định số 12/QĐ-SNV). Kiểm tra lại đơn vị nhận."
    )


def test_a12_a_divided_unit_offers_all_successors_and_chooses_none(office):
    divided = make_unit("Phòng Tổng hợp", parent=office.organisation)
    close(divided, [office.personnel, office.finance], kind=SuccessionKind.SPLIT)
    party = load_directory(office.organisation, on=TODAY).party("Phòng Tổng hợp")
    assert (party.unit_id, party.group_id) == (None, None)
    assert [choice.unit_id for choice in party.alternatives] == [office.personnel.pk, office.finance.pk]
    assert "chia, tách từ 01/07/2025" in party.doubt


def test_a12_a_closed_unit_that_nobody_took_over_is_said_to_be_gone(office):
    close(make_unit("Phòng Tôn giáo", parent=office.organisation), [])
    party = load_directory(office.organisation, on=TODAY).party("Phòng Tôn giáo")
    assert (party.unit_id, party.alternatives) == (None, ())
    assert "không còn hoạt động (từ 01/07/2025)" in party.doubt


def test_successions_that_run_in_a_circle_end(office):
    first, second = (make_unit(name, parent=office.organisation) for name in ("Phòng Một", "Phòng Hai"))
    close(first, [second])
    close(second, [first])
    assert load_directory(office.organisation, on=TODAY).party("Phòng Một").unit_id is None


def test_units_of_organisations_below_say_whose_they_are(office):
    below = [make_organisation(f"Chi cục {name}", parent=office.organisation) for name in ("Văn thư", "Dân số")]
    desks = [make_unit("Văn phòng Chi cục", parent=each) for each in below]
    directory = load_directory(office.organisation, on=TODAY)
    assert directory.party("Văn phòng Chi cục").unit_id is None
    UnitAlias.objects.create(unit=office.desk, text="Bộ phận Một cửa")
    assert set(directory.units) >= {each.pk for each in below}
    assert not set(directory.units) & {each.pk for each in desks}


def test_a12_names_of_other_levels_and_places_are_not_ours(office):
    province = make_organisation("Ủy ban nhân dân tỉnh Bình An", short_name="UBND tỉnh")
    mine = make_organisation("Sở Y tế", parent=province)
    make_unit("Thanh tra Sở", parent=mine)
    make_unit("Văn phòng Sở", parent=mine)
    directory = load_directory(mine, on=TODAY)
    for words in (
        "UBND tỉnh",
        "Văn phòng UBND tỉnh",
        "Thanh tra tỉnh",
        "Sở Y tế tỉnh Sông Mây",
        "Bộ Y tế",
        "Sở Nội vụ",
    ):
        assert directory.party(words) == Party(words), words
    assert directory.party("Giám đốc Sở Y tế tỉnh Bình An").unit_id == mine.pk
