"""An office of a stated size, written in bulk: units, people, directives, tasks in every state and their history."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from directives.models import Directive, Instruction
from directives.types import DocumentType
from tasks.kinds import DeadlineKind, DutyKind
from tasks.models import Coordination, Task, TaskEvent
from tasks.statuses import HANDED_IN, Action, Status
from units.folding import fold
from units.models import Post, Unit, UnitKind, User
from units.roles import Role
from units.services.organisation import create_unit

BATCH = 1000
OPENED_ON = date(2020, 1, 1)
#: How often each state is met among the tasks, in parts of a hundred.
STATES = {
    Status.COMPLETED: 56,
    Status.IN_PROGRESS: 20,
    Status.SUBMITTED: 8,
    Status.ACCEPTED: 7,
    Status.ASSIGNED: 5,
    Status.RETURNED: 2,
    Status.SUSPENDED: 1,
    Status.CANCELLED: 1,
}
#: The acts that lead to a state; two progress reports on the way, so that a task has about five events.
_WORK = [(Action.ACCEPT, Status.ACCEPTED), (Action.REPORT, Status.IN_PROGRESS), (Action.REPORT, Status.IN_PROGRESS)]
_HANDED_IN = [*_WORK, (Action.SUBMIT, Status.SUBMITTED)]
PATHS: dict[Status, list[tuple[Action, Status]]] = {
    Status.ASSIGNED: [],
    Status.ACCEPTED: _WORK[:1],
    Status.IN_PROGRESS: [*_WORK, (Action.REPORT, Status.IN_PROGRESS)],
    Status.SUBMITTED: _HANDED_IN,
    Status.COMPLETED: [*_HANDED_IN, (Action.CONFIRM, Status.COMPLETED)],
    Status.RETURNED: [(Action.RETURN, Status.RETURNED)],
    Status.SUSPENDED: [*_WORK[:2], (Action.SUSPEND, Status.SUSPENDED)],
    Status.CANCELLED: [(Action.CANCEL, Status.CANCELLED)],
}


@dataclass(frozen=True)
class Size:
    """As in the table of sizes to build for."""

    name: str
    units: int
    directives: int
    tasks: int


SIZES = {size.name: size for size in (Size("small", 5, 40, 200), Size("office", 20, 2_000, 10_000))}


@dataclass(frozen=True)
class Office:
    """The office, and the two people whose pages are measured."""

    organisation: Unit
    units: list[Unit]
    leader: User
    monitor: User
    heads: dict[int, User]  # by unit


def make_office(size: Size, *, today: date) -> Office:
    """The same office each time (a fixed seed), relative to today."""
    chance = random.Random(20190309)
    organisation = create_unit(
        name="Sở Mẫu", short_name="SM", kind=UnitKind.DEPARTMENT, opened_on=OPENED_ON, is_organisation=True
    )
    units = [
        create_unit(name=f"Phòng Nghiệp vụ {number}", kind=UnitKind.DIVISION, opened_on=OPENED_ON, parent=organisation)
        for number in range(1, size.units + 1)
    ]
    office = Office(
        organisation=organisation,
        units=units,
        leader=_person("lanhdao", organisation, Role.LEADER),
        monitor=_person("vanphong", organisation, Role.MONITOR),
        heads={unit.pk: _person(f"truongphong{unit.pk}", unit, Role.HEAD) for unit in units},
    )
    instructions = _directives(size, office, today)
    tasks = Task.objects.bulk_create(_tasks(size, office, instructions, chance, today), batch_size=BATCH)
    TaskEvent.objects.bulk_create(
        (event for task in tasks for event in _events(task, office, chance, today)), batch_size=BATCH
    )
    Coordination.objects.bulk_create(
        [
            Coordination(
                task=task,
                unit=chance.choice([unit for unit in units if unit.pk != task.lead_id]),
                begun_on=task.assigned_on,
            )
            for task in tasks[::5]
        ],
        batch_size=BATCH,
    )
    return office


def _person(username: str, unit: Unit, role: Role) -> User:
    person = User.objects.create(username=username, full_name=f"{role.label} {unit.label}")
    person.act_in(Post.objects.create(user=person, unit=unit, role=role, title=role.label, valid_from=OPENED_ON))
    return person


def _directives(size: Size, office: Office, today: date) -> list[Instruction]:
    """Each directive with two instructions, spread over two years."""
    post = office.monitor.acting_post
    rows = [
        Directive(
            owner=office.organisation,
            document_type=DocumentType.OFFICIAL_DISPATCH,
            issuing_body="UBND tỉnh",
            code_number=str(number),
            code_notation="UBND-VP",
            issued_on=today - timedelta(days=730 - 730 * number // size.directives),
            subject=f"tăng cường kỷ luật, kỷ cương trong giải quyết công việc, đợt {number}",
            logged_by=office.monitor,
            logged_in_post=post,
            logged_at=moment(today - timedelta(days=730 - 730 * number // size.directives)),
        )
        for number in range(1, size.directives + 1)
    ]
    for row in rows:
        row.set_keys()
    made = Directive.objects.bulk_create(rows, batch_size=BATCH)
    return Instruction.objects.bulk_create(
        [
            Instruction(directive=directive, position=place, label=f"{place}.", text="Rà soát, báo cáo kết quả.")
            for directive in made
            for place in (1, 2)
        ],
        batch_size=BATCH,
    )


def _tasks(
    size: Size, office: Office, instructions: list[Instruction], chance: random.Random, today: date
) -> Iterator[Task]:
    statuses = chance.choices(list(STATES), weights=list(STATES.values()), k=size.tasks)
    for number, status in enumerate(statuses):
        instruction = instructions[number % len(instructions)]
        assigned_on = min(instruction.directive.issued_on or today, today) - timedelta(days=1)
        lead = chance.choice(office.units)
        due_on = None if chance.random() < 0.15 else _due_on(status, assigned_on, chance, today)
        ended_on = min(today, assigned_on + timedelta(days=chance.randint(5, 60)))
        title = f"Rà soát, báo cáo kết quả thực hiện nội dung số {number + 1} theo chỉ đạo của UBND tỉnh"
        yield Task(
            directive=instruction.directive,
            instruction=instruction,
            title=title,
            search_text=fold(title),
            assigning_organisation=office.organisation,
            assigned_by=office.monitor,
            assigned_in_post=office.monitor.acting_post,
            assigned_on=assigned_on,
            lead=lead,
            head_at_assignment=office.heads[lead.pk],
            duty_kind=DutyKind.STANDING if chance.random() < 0.03 else DutyKind.ONE_OFF,
            deadline_kind=DeadlineKind.DATE if due_on else DeadlineKind.NONE,
            due_on=due_on,
            original_due_on=due_on,
            status=status,
            submitted_on=ended_on if status in HANDED_IN else None,
            completed_on=ended_on if status == Status.COMPLETED else None,
            suspended_on=ended_on if status == Status.SUSPENDED else None,
            status_before_suspension=Status.IN_PROGRESS if status == Status.SUSPENDED else "",
            version=len(PATHS[status]) + 1,
        )


def _due_on(status: Status, assigned_on: date, chance: random.Random, today: date) -> date:
    """Of what is done, about a tenth was late; of what is open, about a third is."""
    if status in HANDED_IN or status == Status.CANCELLED:
        return assigned_on + timedelta(days=chance.randint(20, 75))
    return today + timedelta(days=chance.randint(-30, 60))


def _events(task: Task, office: Office, chance: random.Random, today: date) -> Iterator[TaskEvent]:
    """From the assignment to the state that the task is in, evenly spread over the time between."""
    head, monitor = office.heads[task.lead_id], office.monitor
    under_way_on = min(today, task.assigned_on + timedelta(days=chance.randint(0, 5)))
    ended_on = task.submitted_on or task.suspended_on or under_way_on
    path = [(Action.ASSIGN, Status.ASSIGNED), *PATHS[Status(task.status)]]
    for seq, (action, status) in enumerate(path, start=1):
        is_ended = seq == len(path) or status in HANDED_IN
        share = (ended_on - task.assigned_on) * (seq - 1) / max(1, len(path) - 1)
        day = ended_on if is_ended else task.assigned_on + timedelta(days=share.days)
        by = monitor if action in (Action.ASSIGN, Action.CONFIRM, Action.CANCEL, Action.SUSPEND) else head
        yield TaskEvent(
            task=task,
            seq=seq,
            action=action,
            effective_on=day,
            recorded_at=moment(day) + timedelta(seconds=seq),
            by=by,
            post=by.acting_post,
            status=status,
            lead=task.lead,
            assigning_organisation=task.assigning_organisation,
            duty_kind=task.duty_kind,
            due_on=task.due_on,
            original_due_on=task.original_due_on,
            submitted_on=task.submitted_on if status in HANDED_IN else None,
            completed_on=task.completed_on if status == Status.COMPLETED else None,
        )


def moment(day: date) -> datetime:
    """Nine in the morning of the day."""
    return timezone.make_aware(datetime.combine(day, time(9)), timezone.get_default_timezone())
