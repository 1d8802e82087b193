"""D7: a unit that also follows another superior shows both lines."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.factories.units import make_organisation, make_person, make_unit
from units.clock import today
from units.models import AuditEvent, AuditKind, SecondLine
from units.refusals import Conflict, Forbidden
from units.roles import Role
from units.services.second_lines import add_second_line, end_second_line, second_lines_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
FROM = date(2026, 1, 1)


@pytest.fixture
def tree():
    province = make_organisation("UBND tỉnh Sông Mây", short_name="UBND tỉnh")
    department = make_organisation("Sở Giáo dục và Đào tạo", parent=province, short_name="SGDĐT")
    district = make_organisation("UBND huyện Bình Giang", parent=province, short_name="UBND huyện")
    unit = make_unit("Phòng Giáo dục huyện Bình Giang", parent=department, short_name="PGDĐT")
    administrator = make_person(department, Role.ADMINISTRATOR)
    return department, district, unit, administrator


def add(unit, by, **more):
    return add_second_line(unit=unit, by=by, now=NOW, **({"valid_from": FROM} | more))


def test_d7_a_unit_follows_a_second_superior_for_a_time(tree):
    _, district, unit, administrator = tree
    line = add(unit, administrator, superior=district, matter="tổ chức, biên chế")
    assert line.said == "UBND huyện Bình Giang (tổ chức, biên chế)"
    assert second_lines_of([unit], on=FROM) == {unit.pk: [line]}
    end_second_line(line=line, valid_to=date(2026, 3, 1), by=administrator, now=NOW)
    assert second_lines_of([unit], on=date(2026, 2, 28)) == {unit.pk: [line]}
    assert second_lines_of([unit], on=date(2026, 3, 1)) == {}
    assert AuditEvent.objects.filter(kind=AuditKind.UNIT_CHANGED).count() == 2


def test_d7_a_superior_outside_the_tree_is_named(tree):
    _, _, unit, administrator = tree
    assert str(add(unit, administrator, superior_name=" Thanh tra Chính phủ ")) == "Thanh tra Chính phủ"


def test_d7_what_is_refused_says_why(tree):
    department, district, unit, administrator = tree
    with pytest.raises(ValidationError, match="Chọn đơn vị trong danh sách"):
        add(unit, administrator)
    for superior in (department, unit):
        with pytest.raises(ValidationError, match="là cấp trên hoặc cấp dưới"):
            add(unit, administrator, superior=superior)
    with pytest.raises(ValidationError, match="hoạt động từ ngày 01/01/2020"):
        add(unit, administrator, superior=district, valid_from=date(2019, 1, 1))
    line = add(unit, administrator, superior=district)
    with pytest.raises(ValidationError, match="đang được ghi"):
        add(unit, administrator, superior=district, valid_from=date(2026, 2, 1))
    with pytest.raises(ValidationError, match="phải sau ngày bắt đầu"):
        end_second_line(line=line, valid_to=FROM, by=administrator, now=NOW)
    end_second_line(line=line, valid_to=date(2026, 2, 1), by=administrator, now=NOW)
    with pytest.raises(Conflict, match="đã thôi từ ngày 01/02/2026"):
        end_second_line(line=line, valid_to=date(2026, 2, 2), by=administrator, now=NOW)
    with pytest.raises(Forbidden, match="người quản trị"):
        add(unit, make_person(department, Role.MONITOR), superior=district)
    assert SecondLine.objects.count() == 1


def test_d7_the_administrator_manages_it_on_the_page_of_the_unit(client, tree):
    _, district, unit, administrator = tree
    client.force_login(administrator)
    page = reverse("units:detail", args=[unit.pk])
    assert "Đơn vị chỉ theo cấp trên trực tiếp." in client.get(page).text
    new = reverse("units:second_line_new", args=[unit.pk])
    assert client.post(new, {"valid_from": "01/01/2026"}).status_code == 422
    sent = {"superior": district.pk, "valid_from": "01/01/2026", "matter": "tổ chức, biên chế"}
    assert client.post(new, sent).url == page
    assert "Đồng thời chịu sự chỉ đạo của" in client.get(page).text
    line = SecondLine.objects.get()
    end = reverse("units:second_line_end", args=[unit.pk, line.pk])
    assert client.post(end, {"valid_to": f"{today():%d/%m/%Y}"}).url == page
    shown = client.get(page).text
    assert "Đồng thời chịu sự chỉ đạo của" not in shown
    assert "UBND huyện Bình Giang" in shown
