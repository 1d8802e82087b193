"""An organisation, its units, people and posts."""

from __future__ import annotations

from datetime import date

import factory

from units.models import Post, Unit, UnitKind, User
from units.roles import Role
from units.services.organisation import create_unit

LONG_AGO = date(2020, 1, 1)


def make_unit(
    name: str = "Phòng Tổ chức cán bộ",
    *,
    parent: Unit | None = None,
    short_name: str = "",
    kind: UnitKind = UnitKind.DIVISION,
    is_organisation: bool = False,
    opened_on: date = LONG_AGO,
) -> Unit:
    """A unit with its first version, at the root or under a parent."""
    return create_unit(
        name=name,
        kind=kind,
        opened_on=opened_on,
        parent=parent,
        short_name=short_name,
        is_organisation=is_organisation,
    )


def make_organisation(name: str = "Sở Nội vụ", *, parent: Unit | None = None, short_name: str = "SNV") -> Unit:
    """A sở: an organisation with an Office of its own."""
    return make_unit(name, parent=parent, short_name=short_name, kind=UnitKind.DEPARTMENT, is_organisation=True)


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"canbo{n}")
    full_name = factory.Sequence(lambda n: f"Cán bộ {n}")
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password("mat-khau-thu-nghiem")


def make_person(unit: Unit, role: Role, *, title: str = "", is_deputy: bool = False, **user: object) -> User:
    """A person who acts in one post of the unit."""
    person = UserFactory(**user)
    post = Post.objects.create(
        user=person, unit=unit, role=role, title=title or role.label, is_deputy=is_deputy, valid_from=LONG_AGO
    )
    person.act_in(post)
    return person
