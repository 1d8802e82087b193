"""What a group means on a date."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.factories.directives import make_directive
from tests.factories.tasks import make_task
from tests.factories.units import UserFactory, make_organisation, make_person, make_unit
from units.clock import now
from units.models import UnitKind
from units.roles import Role
from units.services.groups import add_member, create_group, end_member, expand
from units.services.organisation import close_unit, move_unit

pytestmark = pytest.mark.django_db
MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


@pytest.fixture
def department():
    return make_organisation("Sở Giáo dục và Đào tạo")


@pytest.fixture
def admin(department):
    return make_person(department, Role.ADMINISTRATOR)


def test_a_rule_means_the_open_units_of_the_kind_right_below(department, admin):
    personnel = make_unit("Phòng Tổ chức cán bộ", parent=department)
    finance = make_unit("Phòng Kế hoạch - Tài chính", parent=department, opened_on=APRIL)
    make_unit("Văn phòng Sở", parent=department, kind=UnitKind.OFFICE)
    school = make_organisation("Trường THPT Sông Mây", parent=department)
    make_unit("Phòng Đào tạo", parent=school)
    group = create_group(owner=department, name="Các phòng thuộc Sở", by=admin, now=now(), rule_kind=UnitKind.DIVISION)
    assert expand(group, MARCH) == [personnel]
    assert expand(group, APRIL) == [personnel, finance]
    close_unit(unit=personnel, closed_on=MAY, by=admin, now=now(), deciding_document="Quyết định 3/QĐ-SGDĐT")
    assert expand(group, APRIL) == [personnel, finance]
    assert expand(group, MAY) == [finance]


def test_a_unit_that_moved_away_was_meant_as_long_as_it_stood_there(department):
    other = make_organisation("Sở Nội vụ")
    unit = make_unit("Phòng Tổ chức cán bộ", parent=department)
    superuser = UserFactory(is_superuser=True)
    group = create_group(owner=department, name="Các phòng", by=superuser, now=now(), rule_kind=UnitKind.DIVISION)
    move_unit(unit=unit, parent=other, valid_from=APRIL, by=superuser, now=now())
    assert expand(group, MARCH) == [unit]
    assert expand(group, APRIL) == []


def test_members_count_from_their_first_day_to_the_day_before_the_last(department, admin):
    school = make_unit("Trường THPT Sông Mây", parent=department, kind=UnitKind.PUBLIC_SERVICE)
    centre = make_unit("Trung tâm Giáo dục thường xuyên", parent=department, kind=UnitKind.PUBLIC_SERVICE)
    group = create_group(owner=department, name="Các đơn vị trực thuộc", by=admin, now=now(), members=[school])
    added = add_member(group=group, unit=centre, valid_from=APRIL, by=admin, now=now())
    assert expand(group, MARCH) == [school]
    assert expand(group, APRIL) == [school, centre]
    end_member(member=added, valid_to=MAY, by=admin, now=now())
    assert expand(group, MAY) == [school]


def test_a_unit_is_in_a_group_once_at_a_time(department, admin):
    school = make_unit("Trường THPT Sông Mây", parent=department)
    group = create_group(owner=department, name="Các đơn vị trực thuộc", by=admin, now=now(), members=[school])
    with pytest.raises(ValidationError, match="đã thuộc nhóm"):
        add_member(group=group, unit=school, valid_from=MAY, by=admin, now=now())


def test_a12_a_later_change_of_membership_leaves_what_was_assigned(department, admin):
    """Addressee groups expand to member units at the date; the expansion is kept as rows (one task a unit)."""
    monitor = make_person(department, Role.MONITOR)
    units = [make_unit(f"Phòng {number}", parent=department) for number in (1, 2)]
    group = create_group(owner=department, name="Các phòng", by=admin, now=now(), members=units)
    directive = make_directive(owner=department, by=monitor)
    for unit in expand(group, MARCH):
        make_task(lead=unit, by=monitor, directive=directive)
    end_member(member=group.memberships.get(unit=units[1]), valid_to=APRIL, by=admin, now=now())
    add_member(group=group, unit=make_unit("Phòng 3", parent=department), valid_from=APRIL, by=admin, now=now())
    assert [task.lead for task in directive.tasks.select_related("lead")] == units
    assert expand(group, MARCH) == units
    assert [unit.name for unit in expand(group, APRIL)] == ["Phòng 1", "Phòng 3"]
