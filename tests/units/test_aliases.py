"""Other names of units and groups: entered, learned, seen, taken away."""

import pytest
from django.urls import reverse

from tests.factories.units import make_organisation, make_person, make_unit
from units.clock import now
from units.models import AuditEvent, GroupAlias, UnitAlias, UnitGroup, UnitKind
from units.refusals import Forbidden
from units.roles import Role
from units.services.aliases import Learned, add_alias, learn_aliases, remove_alias

pytestmark = pytest.mark.django_db


@pytest.fixture
def department():
    return make_organisation("Sở Giáo dục và Đào tạo", short_name="SGDĐT")


@pytest.fixture
def division(department):
    return make_unit("Phòng Tổ chức cán bộ", parent=department, short_name="TCCB")


@pytest.fixture
def group(department):
    return UnitGroup.objects.create(owner=department, name="Các phòng thuộc Sở", rule_kind=UnitKind.DIVISION)


@pytest.fixture
def admin(department):
    return make_person(department, Role.ADMINISTRATOR)


@pytest.fixture
def learned(division, group, admin):
    learn_aliases(
        names=[Learned("Phòng Nhân sự", "unit", division.pk), Learned("các phòng chuyên môn", "group", group.pk)],
        source="Công văn 58/UBND-NC ngày 02/03/2026",
        by=admin,
        now=now(),
    )
    return UnitAlias.objects.get(), GroupAlias.objects.get()


def test_an_alias_is_kept_once_however_it_is_written(division, admin):
    first = add_alias(unit=division, text="Phòng TCCB Sở", by=admin, now=now())
    assert add_alias(unit=division, text="phòng tccb sở", by=admin, now=now()) == first
    assert division.aliases.count() == 1
    assert first.added_by == admin


def test_learning_a_known_name_changes_nothing(learned, division, group, admin):
    names = [Learned("PHÒNG NHÂN SỰ", "unit", division.pk), Learned("Các phòng chuyên môn", "group", group.pk)]
    learn_aliases(names=names, source="Công văn khác", by=admin, now=now())
    assert (UnitAlias.objects.get(), GroupAlias.objects.get()) == learned
    assert UnitAlias.objects.get().text == "Phòng Nhân sự"


def test_who_administers_the_unit_sees_where_a_name_was_learned_and_takes_it_away(
    client, learned, department, division, admin
):
    client.force_login(admin)
    shown = client.get(reverse("units:detail", args=[division.pk])).content.decode()
    assert "Phòng Nhân sự" in shown
    assert "Công văn 58/UBND-NC ngày 02/03/2026" in shown
    assert "các phòng chuyên môn" in client.get(reverse("units:detail", args=[department.pk])).content.decode()
    client.post(reverse("units:alias_remove", args=[division.pk, learned[0].pk]))
    client.post(reverse("units:group_alias_remove", args=[department.pk, learned[1].pk]))
    assert not UnitAlias.objects.exists()
    assert not GroupAlias.objects.exists()
    assert AuditEvent.objects.filter(subject__startswith="Bỏ tên gọi").count() == 2


def test_others_see_the_names_and_may_not_take_them_away(client, learned, department, division):
    registrar = make_person(division, Role.REGISTRAR)
    client.force_login(registrar)
    shown = client.get(reverse("units:detail", args=[division.pk])).content.decode()
    assert "Phòng Nhân sự" in shown
    assert "Bỏ tên gọi" not in shown
    assert client.post(reverse("units:alias_remove", args=[division.pk, learned[0].pk])).status_code == 403
    with pytest.raises(Forbidden):
        remove_alias(alias=learned[1], by=registrar, now=now())
    assert UnitAlias.objects.exists()


def test_an_alias_of_another_unit_is_not_found_there(client, learned, department, admin):
    client.force_login(admin)
    assert client.post(reverse("units:alias_remove", args=[department.pk, learned[0].pk])).status_code == 404
