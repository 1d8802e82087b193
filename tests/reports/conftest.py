"""A sở with two divisions, its Office, its leader and a head."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from tasks.kinds import DutyKind
from tasks.models import Coordination
from tasks.statuses import Status
from tests.factories.directives import make_directive
from tests.factories.history import make_task_with_history
from tests.factories.units import make_organisation, make_person, make_unit
from units.models import Unit, UnitKind, User
from units.roles import Role


@dataclass
class Office:
    organisation: Unit
    personnel: Unit
    finance: Unit
    monitor: User
    leader: User
    head: User


@pytest.fixture
def office(db) -> Office:
    province = make_organisation("UBND tỉnh Mẫu", short_name="UBND")
    organisation = make_organisation("Sở Nội vụ", parent=province)
    personnel = make_unit("Phòng Tổ chức cán bộ", short_name="TCCB", parent=organisation)
    finance = make_unit("Phòng Kế hoạch - Tài chính", short_name="KHTC", parent=organisation)
    secretariat = make_unit("Văn phòng Sở", short_name="VP", parent=organisation, kind=UnitKind.OFFICE)
    return Office(
        organisation=organisation,
        personnel=personnel,
        finance=finance,
        monitor=make_person(secretariat, Role.MONITOR, full_name="Chuyên viên Văn phòng"),
        leader=make_person(organisation, Role.LEADER, title="Giám đốc", full_name="Giám đốc Sở"),
        head=make_person(personnel, Role.HEAD, full_name="Trưởng phòng TCCB"),
    )


@pytest.fixture
def busy(office) -> Office:
    """The office with tasks in every bucket as of 14/11/2026: 3 HT trong hạn, 1 HT trễ hạn, 2 + 1 chưa HT trong hạn,
    2 + 1 chưa HT trễ hạn (personnel + finance); one standing, two cancelled; finance coordinates in two."""
    directive = make_directive(owner=office.organisation, by=office.monitor)
    began, due, late = date(2026, 10, 20), date(2026, 11, 6), date(2026, 11, 9)
    done_in_time = [(Status.SUBMITTED, due), (Status.COMPLETED, late)]
    done_late = [(Status.SUBMITTED, late), (Status.COMPLETED, late)]
    plan: list[tuple[Unit, list, date | None, DutyKind]] = [
        *[(office.personnel, done_in_time, due, DutyKind.ONE_OFF)] * 3,
        (office.personnel, done_late, due, DutyKind.ONE_OFF),
        *[(office.personnel, [(Status.IN_PROGRESS, late)], None, DutyKind.ONE_OFF)] * 2,
        *[(office.personnel, [(Status.IN_PROGRESS, late)], due, DutyKind.ONE_OFF)] * 2,
        (office.finance, [], date(2026, 11, 30), DutyKind.ONE_OFF),
        (office.finance, [], due, DutyKind.ONE_OFF),
        (office.finance, [], due, DutyKind.STANDING),
        *[(office.finance, [(Status.CANCELLED, late)], due, DutyKind.ONE_OFF)] * 2,
    ]
    for number, (lead, steps, due_on, duty_kind) in enumerate(plan):
        task = make_task_with_history(
            (Status.ASSIGNED, began),
            *steps,
            lead=lead,
            by=office.monitor,
            due_on=due_on,
            duty_kind=duty_kind,
            directive=directive,
            title=f"Nhiệm vụ số {number}: rà soát, báo cáo kết quả",
        )
        if number < 2:
            Coordination.objects.create(task=task, unit=office.finance, begun_on=began)
    return office
