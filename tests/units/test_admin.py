"""The administration pages: who may change what there, and the line that each change leaves."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.units import make_organisation, make_person
from units.models import AuditEvent, AuditKind, CalendarDay
from units.roles import Role

pytestmark = pytest.mark.django_db
LIST = "admin:units_calendarday_changelist"


@pytest.fixture
def province():
    return make_organisation("UBND tỉnh")


@pytest.fixture
def day():
    return CalendarDay.objects.create(date=date(2031, 10, 13), kind=CalendarDay.Kind.OFF, reason="Bão")


def delete_ticked(client, day):
    ticked = {"action": "delete_selected", "_selected_action": [day.pk], "post": "yes"}
    return client.post(reverse(LIST), ticked)


def test_the_calendar_of_all_is_changed_by_the_topmost_organisation_only(client, province, day):
    client.force_login(make_person(make_organisation("Sở Nội vụ", parent=province), Role.ADMINISTRATOR))
    assert client.get(reverse(LIST)).status_code == 200
    assert client.get(reverse("admin:units_calendarday_add")).status_code == 403
    assert client.post(reverse("admin:units_calendarday_change", args=[day.pk])).status_code == 403
    delete_ticked(client, day)
    assert CalendarDay.objects.filter(pk=day.pk).exists()


def test_days_taken_out_of_the_calendar_together_are_recorded_one_by_one(client, province, day):
    client.force_login(make_person(province, Role.ADMINISTRATOR))
    delete_ticked(client, day)
    assert not CalendarDay.objects.filter(pk=day.pk).exists()
    assert AuditEvent.objects.get(kind=AuditKind.SETTING_CHANGED).subject.startswith("Bỏ 13/10/2031")
