"""An organisation with an Office, a leader and two units, as most tests of tasks need it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tests.factories.units import make_organisation, make_person, make_unit
from units.models import Unit, UnitKind, User
from units.roles import Role

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
TODAY = date(2026, 3, 10)


@dataclass
class Office:
    """A sở, its people and two phòng."""

    organisation: Unit
    desk: Unit
    unit: Unit
    other_unit: Unit
    monitor: User
    leader: User
    registrar: User
    head: User
    deputy: User
    officer: User
    other_head: User
    other_officer: User


@pytest.fixture
def office(db) -> Office:
    organisation = make_organisation()
    desk = make_unit("Văn phòng Sở", parent=organisation, short_name="VP", kind=UnitKind.OFFICE)
    unit = make_unit("Phòng Tổ chức cán bộ", parent=organisation, short_name="TCCB")
    other_unit = make_unit("Phòng Kế hoạch - Tài chính", parent=organisation, short_name="KHTC")
    return Office(
        organisation=organisation,
        desk=desk,
        unit=unit,
        other_unit=other_unit,
        monitor=make_person(desk, Role.MONITOR, title="Phó Chánh Văn phòng", full_name="Phó Chánh Văn phòng"),
        leader=make_person(organisation, Role.LEADER, title="Giám đốc", full_name="Giám đốc Sở"),
        registrar=make_person(desk, Role.REGISTRAR, title="Văn thư"),
        head=make_person(unit, Role.HEAD, title="Trưởng phòng", full_name="Trưởng phòng TCCB"),
        deputy=make_person(unit, Role.HEAD, title="Phó Trưởng phòng", is_deputy=True),
        officer=make_person(unit, Role.OFFICER, title="Chuyên viên"),
        other_head=make_person(other_unit, Role.HEAD, title="Trưởng phòng", full_name="Trưởng phòng KHTC"),
        other_officer=make_person(other_unit, Role.OFFICER, title="Chuyên viên", full_name="Chuyên viên KHTC"),
    )
