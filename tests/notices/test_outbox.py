"""Each person is told each thing once."""

from notices.models import Delivery, Kind, Notification
from notices.services.outbox import Message, notify
from tests.factories.notices import TOLD_AT, make_notice
from tests.factories.units import make_organisation, make_person
from units.roles import Role


def test_the_same_thing_told_twice_is_one_notice_and_one_mail(db):
    head = make_person(make_organisation(), Role.HEAD)
    make_notice(head)
    make_notice(head)
    assert (Notification.objects.count(), Delivery.objects.count()) == (1, 1)


def test_a_person_without_an_address_is_told_on_the_screen_alone(db):
    make_notice(make_person(make_organisation(), Role.HEAD, email=""))
    assert (Notification.objects.count(), Delivery.objects.count()) == (1, 0)


def test_it_says_how_many_are_new(db):
    office = make_organisation()
    people = [make_person(office, Role.HEAD), make_person(office, Role.OFFICER)]
    told = [Message(person, Kind.OVERDUE, "task:1:2026-08-05", "Quá hạn", "/") for person in people]
    assert notify(messages=told[:1], now=TOLD_AT) == 1
    assert notify(messages=[*told, *told], now=TOLD_AT) == 1
