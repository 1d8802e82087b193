"""Units and people out of a spreadsheet: check everything, then write all of it or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.db.models.functions import Lower

from units.imports import Checked, Choices, Known, check_people, check_units, in_order
from units.models import AuditKind, Post, Unit, UnitKind, User
from units.permissions import can_manage
from units.refusals import Conflict, demand
from units.roles import Role
from units.services.audit import record
from units.services.organisation import create_unit, lock_tree
from units.spreadsheets import Line

KINDS = Choices(UnitKind.choices)
ROLES = Choices(Role.choices)
_CHANGED = "Dữ liệu đã thay đổi từ khi xem trước. Chưa ghi gì; xem lại rồi xác nhận."


def _known_units(by: User, on: date) -> list[Known]:
    """Open units that the person manages, each with the key of its parent."""
    rows = list(Unit.objects.managed_by(by).open_on(on).values_list("pk", "path", "name", "short_name", "agency_code"))
    keys = {path: pk for pk, path, *_ in rows}
    step = Unit.steplen
    return [Known(pk, tuple(names), keys.get(path[:-step])) for pk, path, *names in rows]


def preview_units(*, lines: Sequence[Line], by: User, valid_from: date) -> list[Checked]:
    """What an import would mean now; writes nothing.  A blank parent is the administrator's organisation."""
    demand(can_manage(by))
    known = _known_units(by, valid_from)
    organisation = by.acting_post.organisation.pk if by.acting_post else None
    top = next((unit for unit in known if unit.key == organisation), None)
    return check_units(lines, known=known, kinds=KINDS, top=top)


def preview_people(*, lines: Sequence[Line], by: User, valid_from: date) -> list[Checked]:
    demand(can_manage(by))
    taken = set(User.objects.annotate(lower=Lower("username")).values_list("lower", flat=True))
    return check_people(lines, known=_known_units(by, valid_from), roles=ROLES, taken_usernames=taken)


@transaction.atomic
def import_units(*, lines: Sequence[Line], valid_from: date, by: User, now: datetime) -> int:
    """Opens every unit of the file, parents first.  Conflict, and nothing written, where a line has a problem now."""
    lock_tree()
    checked_lines = preview_units(lines=lines, by=by, valid_from=valid_from)
    _refuse_problems(checked_lines)
    made: dict[object, Unit] = {}
    for checked in in_order(checked_lines):
        meaning = dict(checked.meaning)
        key = meaning.pop("parent")
        if key is not None and key not in made:
            made[key] = Unit.objects.get(pk=key)
        unit = create_unit(**meaning, parent=made[key] if key is not None else None, opened_on=valid_from)
        made["line", checked.line.number] = unit
    record(kind=AuditKind.UNITS_IMPORTED, by=by, now=now, subject=f"{len(checked_lines)} đơn vị")
    return len(checked_lines)


@transaction.atomic
def import_people(*, lines: Sequence[Line], valid_from: date, by: User, now: datetime) -> int:
    """Enters every person with a post and without a password.  Conflict, and nothing written, where a line has a
    problem now."""
    checked_lines = preview_people(lines=lines, by=by, valid_from=valid_from)
    _refuse_problems(checked_lines)
    people = []
    for checked in checked_lines:
        account = {name: checked.meaning[name] for name in ("username", "full_name", "email")}
        person = User(**account)
        person.set_unusable_password()
        people.append(person)
    try:
        with transaction.atomic():
            User.objects.bulk_create(people, batch_size=500)
    except IntegrityError:  # someone took one of the names between the check and now
        raise Conflict(_CHANGED) from None
    ids = dict(User.objects.filter(username__in=[each.username for each in people]).values_list("username", "pk"))
    posts = [
        Post(
            user_id=ids[meaning["username"]],
            unit_id=meaning["unit"],
            role=meaning["role"],
            title=meaning["title"] or Role(meaning["role"]).label,
            valid_from=valid_from,
        )
        for meaning in (checked.meaning for checked in checked_lines)
    ]
    Post.objects.bulk_create(posts, batch_size=500)
    record(kind=AuditKind.PEOPLE_IMPORTED, by=by, now=now, subject=f"{len(checked_lines)} người dùng")
    return len(checked_lines)


def _refuse_problems(checked_lines: Sequence[Checked]) -> None:
    if any(checked.problems for checked in checked_lines):
        raise Conflict(_CHANGED)
