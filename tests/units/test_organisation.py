"""Units through time: the current row, the versions and the tree say the same."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.factories.units import UserFactory, make_organisation, make_person, make_unit
from units.clock import now, today
from units.models import AuditEvent, SuccessionKind, Unit, UnitKind
from units.refusals import Conflict, Forbidden
from units.roles import Role
from units.services import organisation as services

pytestmark = pytest.mark.django_db


@pytest.fixture
def province():
    return make_organisation("UBND tỉnh Sông Mây", short_name="UBND tỉnh")


@pytest.fixture
def department(province):
    return make_organisation("Sở Giáo dục và Đào tạo", parent=province, short_name="SGDĐT")


@pytest.fixture
def division(department):
    return make_unit("Phòng Tổ chức cán bộ", parent=department, short_name="TCCB")


@pytest.fixture
def admin(department):
    return make_person(department, Role.ADMINISTRATOR)


def rename(unit, by, **changes):
    values = {
        "name": "Phòng Tổ chức - Hành chính",
        "short_name": "TCHC",
        "agency_code": "",
        "valid_from": date(2026, 3, 1),
        "deciding_document": "Quyết định 12/QĐ-SGDĐT",
    }
    return services.rename_unit(unit=unit, by=by, now=now(), **(values | changes))


def test_a_unit_is_opened_with_its_first_version(department, admin):
    unit = services.open_unit(
        parent=department, name="Thanh tra Sở", kind=UnitKind.DIVISION, opened_on=date(2026, 1, 5), by=admin, now=now()
    )
    assert unit.organisation == department
    assert Unit.objects.get_parent(unit) == department
    version = unit.versions.get()
    assert (version.name, version.parent, version.valid_from) == ("Thanh tra Sở", department, date(2026, 1, 5))
    assert AuditEvent.objects.get().subject == "Lập đơn vị Thanh tra Sở"


def test_a_rename_keeps_the_name_of_the_time(division, admin):
    unit = rename(division, admin)
    assert (unit.name, unit.short_name) == ("Phòng Tổ chức - Hành chính", "TCHC")
    assert unit.versions.on(date(2026, 2, 28)).get().name == "Phòng Tổ chức cán bộ"
    assert unit.versions.on(date(2026, 3, 1)).get().name == "Phòng Tổ chức - Hành chính"
    assert unit.versions.on(date(2026, 3, 1)).get().parent == Unit.objects.get_parent(unit)


def test_a_second_rename_on_the_same_day_puts_the_first_right(division, admin):
    rename(division, admin)
    rename(division, admin, name="Phòng Tổ chức, Hành chính")
    assert division.versions.count() == 2
    assert division.versions.on(today()).get().name == "Phòng Tổ chức, Hành chính"


@pytest.mark.parametrize(
    ("day", "words"), [(date(2999, 1, 1), "không được sau hôm nay"), (date(2019, 1, 1), "Nhập từ ngày đó trở đi")]
)
def test_a_change_lies_neither_in_the_future_nor_before_the_newest(division, admin, day, words):
    with pytest.raises(ValidationError, match=words):
        rename(division, admin, valid_from=day)
    assert Unit.objects.get(pk=division.pk).name == "Phòng Tổ chức cán bộ"


def test_two_units_side_by_side_bear_different_names(department, division, admin):
    other = make_unit("Phòng Kế hoạch - Tài chính", parent=department)
    with pytest.raises(ValidationError, match="cùng cấp"):
        rename(other, admin, name="Phòng Tổ chức cán bộ")


def test_a_move_takes_the_branch_along_and_keeps_the_organisation_true(province, department, division):
    other = make_organisation("Sở Nội vụ", parent=province)
    below = make_unit("Tổ Tổng hợp", parent=division)
    school = make_organisation("Trường THPT Sông Mây", parent=division)
    admin = make_person(province, Role.ADMINISTRATOR)
    unit = services.move_unit(unit=division, parent=other, valid_from=date(2026, 3, 1), by=admin, now=now())
    assert Unit.objects.get_parent(unit) == other
    assert unit.organisation == other
    below.refresh_from_db()
    assert below.organisation == other
    assert list(Unit.objects.get_ancestors(below)) == [province, other, unit]
    school.refresh_from_db()
    assert school.organisation == school
    assert unit.versions.on(date(2026, 2, 28)).get().parent == department
    assert unit.versions.on(date(2026, 3, 1)).get().parent == other
    assert not any(Unit.objects.find_problems())


def test_no_unit_is_moved_below_itself(division, admin):
    below = make_unit("Tổ Tổng hợp", parent=division)
    with pytest.raises(ValidationError, match="thuộc đơn vị này"):
        services.move_unit(unit=division, parent=below, valid_from=date(2026, 3, 1), by=admin, now=now())


def test_a_closed_unit_stays_with_its_successors_and_its_posts_end(department, division, admin):
    head = make_person(division, Role.HEAD)
    successor = make_unit("Phòng Tổ chức - Hành chính", parent=department)
    unit = services.close_unit(
        unit=division,
        closed_on=date(2026, 3, 1),
        by=admin,
        now=now(),
        deciding_document="Quyết định 12/QĐ-SGDĐT",
        successors=[successor],
        kind=SuccessionKind.MERGE,
    )
    assert unit.is_open_on(date(2026, 2, 28))
    assert not unit.is_open_on(date(2026, 3, 1))
    assert unit.successions.get().successor == successor
    assert head.posts.get().valid_to == date(2026, 3, 1)
    with pytest.raises(Conflict, match="thôi hoạt động"):
        rename(unit, admin)


def test_a_unit_is_not_closed_before_its_newest_name(division, admin):
    rename(division, admin, valid_from=date(2026, 2, 1))
    with pytest.raises(ValidationError) as refused:
        services.close_unit(unit=division, closed_on=date(2026, 2, 1), by=admin, now=now(), deciding_document="QĐ 12")
    assert "01/02/2026" in str(refused.value.message_dict["closed_on"])


def test_a_unit_with_open_units_below_is_not_closed(division, admin):
    make_unit("Tổ Tổng hợp", parent=division)
    with pytest.raises(Conflict, match="còn 1 đơn vị trực thuộc"):
        services.close_unit(unit=division, closed_on=today(), by=admin, now=now(), deciding_document="")


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_administrators_change_units(division, role):
    with pytest.raises(Forbidden, match="người quản trị"):
        rename(division, make_person(division, role))


def test_an_administrator_changes_nothing_of_another_organisation(province, division):
    other = make_organisation("Sở Nội vụ", parent=province)
    with pytest.raises(Forbidden, match="không thuộc"):
        rename(division, make_person(other, Role.ADMINISTRATOR))


def test_a_unit_opens_below_an_open_unit_only(department, admin):
    with pytest.raises(ValidationError, match="không hoạt động"):
        services.open_unit(
            parent=department, name="Tổ", kind=UnitKind.OTHER, opened_on=date(2019, 1, 1), by=admin, now=now()
        )


def test_a_second_tree_is_not_begun(department, admin):
    begin = {"name": "Sở khác", "kind": UnitKind.DEPARTMENT, "opened_on": date(2026, 1, 1), "now": now()}
    with pytest.raises(Forbidden):
        services.open_unit(**begin, by=admin)
    with pytest.raises(ValidationError):
        services.open_unit(**begin, by=UserFactory(is_superuser=True))
