"""Who is told of what happens to a task.  Never the person who did it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from notices.models import Kind
from notices.services.outbox import Message, notify
from tasks.models import Task, TaskEvent
from tasks.services.history import day_of
from tasks.statuses import Action
from units.models import Delegation, Post, Unit, User
from units.roles import WORK_ON_TASKS, Role

_WORK_OF_OFFICERS = Task.objects.filter(officer=OuterRef("user"), lead=OuterRef("unit"))


class People:
    """Those who hold posts in some units on a day, looked up at once: a constant number of queries."""

    def __init__(self, *, units: Iterable[Unit | int], organisations: Iterable[Unit | int] = (), on: date) -> None:
        units, organisations = list(units), list(organisations)
        wanted = (
            Q(unit__in=units, role=Role.HEAD)
            | Q(unit__organisation__in=units, unit__organisation__is_organisation=True, role=Role.LEADER)
            | Q(unit__organisation__in=organisations, role__in=[Role.MONITOR, Role.LEADER])
            | Q(Exists(_WORK_OF_OFFICERS), unit__in=units, role=Role.OFFICER)
        )
        posts = list(
            Post.objects.on(on).filter(wanted, user__is_active=True).select_related("user", "unit").order_by("pk")
        )
        delegations = Delegation.objects.on(on).filter(
            post__in=posts, revoked_at__isnull=True, delegate__is_active=True
        )
        self._stand_ins: dict[int, list[User]] = {}
        for delegation in delegations.select_related("delegate"):
            self._stand_ins.setdefault(delegation.post_id, []).append(delegation.delegate)
        self._of_unit: dict[int, list[Post]] = {}
        self._of_organisation: dict[tuple[int, str], list[Post]] = {}
        self._at_work: dict[tuple[int, int], Post] = {}
        for post in posts:
            if post.role in WORK_ON_TASKS:
                self._at_work.setdefault((post.user_id, post.unit_id), post)
            if post.role == Role.OFFICER:
                continue
            if post.role == Role.HEAD:
                self._of_unit.setdefault(post.unit_id, []).append(post)
            else:
                organisation = post.unit.organisation_id or post.unit_id
                self._of_organisation.setdefault((organisation, post.role), []).append(post)

    def answering_for(self, unit_id: int) -> list[User]:
        """The head, or where there is none the deputies; of a subordinate organisation without a head its leaders."""
        posts = self._of_unit.get(unit_id, [])
        return self._users(
            [post for post in posts if not post.is_deputy]
            or posts
            or self._of_organisation.get((unit_id, Role.LEADER), [])
        )

    def officer_of(self, task: Task) -> list[User]:
        """The officer of the task and who acts for the officer; nobody where the officer has left the unit."""
        post = self._at_work.get((task.officer_id or 0, task.lead_id))
        return self._users([post]) if post else []

    def in_role(self, organisation_id: int, *roles: Role) -> list[User]:
        """The monitors or leaders of an organisation."""
        return self._users([post for role in roles for post in self._of_organisation.get((organisation_id, role), [])])

    def _users(self, posts: list[Post]) -> list[User]:
        return [user for post in posts for user in (post.user, *self._stand_ins.get(post.pk, []))]


def link_to(task: Task) -> str:
    """The path of the task's page."""
    return f"/nhiem-vu/{task.pk}/"


def list_of(directive_id: int | None) -> str:
    """The path of the list of a directive's tasks; without a directive, Việc của tôi."""
    return f"/nhiem-vu/?directive={directive_id}" if directive_id else "/viec-cua-toi/"


def in_short(text: str, most: int) -> str:
    """The text cut between two words where it is longer than `most` characters."""
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + "…"


def unit_side(people: People, task: Task) -> list[User]:
    """Who answers for the lead and the officer; of an officer's part the officer alone, while there is one."""
    officer = people.officer_of(task)
    if task.is_officers_part and officer:
        return officer
    return people.answering_for(task.lead_id) + officer


def _everyone_at_work(people: People, task: Task) -> list[User]:
    coordinating = [user for row in task.coordinations.all() for user in people.answering_for(row.unit_id)]
    return unit_side(people, task) + coordinating


def _assigner(_people: People, task: Task) -> list[User]:
    return [task.assigned_by]


def giver_side(people: People, task: Task, *roles: Role) -> list[User]:
    """The people in these roles of the organisation that gave the task; of a part who answers for the unit."""
    in_role = people.in_role(task.assigning_organisation_id, *roles)
    return in_role or (people.answering_for(task.assigning_organisation_id) if task.parent_id else [])


def _office(people: People, task: Task) -> list[User]:
    return giver_side(people, task, Role.MONITOR)


def _leaders(people: People, task: Task) -> list[User]:
    return giver_side(people, task, Role.LEADER)


def _office_and_leaders(people: People, task: Task) -> list[User]:
    return giver_side(people, task, Role.MONITOR, Role.LEADER)


# Progress reports tell nobody: they are read on the task's page and on the dashboard.  Acts on several tasks at once
# (letters of reminder, what is put before the leaders) are told once by their services.
AUDIENCE: dict[Action, tuple[Kind, Callable[[People, Task], list[User]]]] = {
    Action.ACCEPT: (Kind.ACCEPTED, _assigner),
    Action.SUBMIT: (Kind.SUBMITTED, _office),
    Action.CONFIRM: (Kind.CONFIRMED, unit_side),
    Action.SEND_BACK: (Kind.SENT_BACK, unit_side),
    Action.RETURN: (Kind.RETURNED, _office_and_leaders),
    Action.REPORT_COORDINATION: (Kind.COORDINATION_REPORTED, unit_side),
    Action.NAME_OFFICER: (Kind.ASSIGNED, People.officer_of),
    Action.ASK_EXTENSION: (Kind.EXTENSION_ASKED, _office_and_leaders),
    Action.WITHDRAW_EXTENSION: (Kind.EXTENSION_ASKED, _office_and_leaders),
    Action.TAKE_OFFER: (Kind.EXTENSION_ASKED, _office_and_leaders),
    Action.DECLINE_OFFER: (Kind.EXTENSION_ASKED, _office_and_leaders),
    Action.GRANT_EXTENSION: (Kind.EXTENSION_ANSWERED, unit_side),
    Action.OFFER_EXTENSION: (Kind.EXTENSION_ANSWERED, unit_side),
    Action.REFUSE_EXTENSION: (Kind.EXTENSION_ANSWERED, unit_side),
    Action.PROPOSE: (Kind.PROPOSAL_SENT, _leaders),
    Action.WITHDRAW_PROPOSAL: (Kind.PROPOSAL_SENT, _leaders),
    Action.APPROVE_PROPOSAL: (Kind.PROPOSAL_ANSWERED, unit_side),
    Action.RETURN_PROPOSAL: (Kind.PROPOSAL_ANSWERED, unit_side),
    Action.REFUSE_PROPOSAL: (Kind.PROPOSAL_ANSWERED, unit_side),
    Action.ASK_EXPLANATION: (Kind.EXPLANATION_ASKED, unit_side),
    Action.WITHDRAW_EXPLANATION: (Kind.EXPLANATION_ASKED, unit_side),
    Action.GIVE_EXPLANATION: (Kind.EXPLANATION_GIVEN, _office_and_leaders),
    Action.GUIDE: (Kind.GUIDED, unit_side),
    Action.REVIEW: (Kind.REVIEWED, unit_side),
    Action.DECIDE_ESCALATION: (Kind.ESCALATION_DECIDED, unit_side),
    Action.TRANSFER: (Kind.ASSIGNED, unit_side),
    Action.INSIST: (Kind.CHANGED, unit_side),
    Action.SUSPEND: (Kind.CHANGED, _everyone_at_work),
    Action.RESUME: (Kind.CHANGED, _everyone_at_work),
    Action.CANCEL: (Kind.CHANGED, _everyone_at_work),
    Action.REOPEN: (Kind.CHANGED, _everyone_at_work),
}


def tell(event: TaskEvent, *, now: datetime, former_lead: Unit | None = None) -> int:
    """Tell of one act; at a transfer the former lead is told as well, and an officer who no longer works on the task
    but still works in the unit.  Returns how many were told."""
    action, task = Action(event.action), event.task
    if action not in AUDIENCE:
        return 0
    kind, audience = AUDIENCE[action]
    units = [task.lead_id, task.assigning_organisation_id, *(row.unit_id for row in task.coordinations.all())]
    if former_lead:
        units.append(former_lead.pk)
    people = People(units=units, organisations=[task.assigning_organisation_id], on=day_of(now))
    told = [(person, kind) for person in audience(people, task)]
    if former_lead:
        told += [(person, Kind.CHANGED) for person in people.answering_for(former_lead.pk)]
    if former := event.changes.get("officer", [None])[0]:
        unit = former_lead or task.lead
        posts = Post.objects.at_work(on=day_of(now)).filter(user=former, unit=unit).select_related("user")
        told += [(post.user, Kind.CHANGED) for post in posts[:1]]
    title = f"{action.label}: {in_short(task.title, 200)}"
    return notify(
        messages=[
            Message(person, kind, f"task:{task.pk}:v{task.version}", title, link_to(task), event.note)
            for person, kind in told
            if person.pk != event.by_id
        ],
        now=now,
    )


def tell_units(units: Iterable[int], event: TaskEvent, *, words: str, now: datetime, kind: Kind = Kind.CHANGED) -> int:
    """Tell those who answer for these units of an act; "words" say what it is to them."""
    if not (units := list(units)):
        return 0
    task, people = event.task, People(units=units, on=day_of(now))
    title = f"{words}: {in_short(task.title, 200)}"
    return notify(
        messages=[
            Message(person, kind, f"task:{task.pk}:v{task.version}", title, link_to(task), event.note)
            for unit in units
            for person in people.answering_for(unit)
            if person.pk != event.by_id
        ],
        now=now,
    )


def tell_assigned(tasks: list[Task], coordinating: dict[int, list[Unit]], *, by: User | None, now: datetime) -> int:
    """Tell each head once of all that one act, or the clock, gave to the unit.  `coordinating`: task id -> units."""
    helpers = {unit.pk for units in coordinating.values() for unit in units}
    people = People(units={task.lead_id for task in tasks} | helpers, on=day_of(now))
    led: dict[User, list[Task]] = {}
    helped: dict[User, list[Task]] = {}
    for task in tasks:
        for person in unit_side(people, task):
            led.setdefault(person, []).append(task)
        for unit in coordinating.get(task.pk, []):
            for person in people.answering_for(unit.pk):
                helped.setdefault(person, []).append(task)
    return notify(
        messages=[
            _assignment(person, led.get(person, []), helped.get(person, []), key=f"assignment:{tasks[0].pk}")
            for person in led | helped
            if by is None or person.pk != by.pk
        ],
        now=now,
    )


def _assignment(person: User, led: list[Task], helped: list[Task], *, key: str) -> Message:
    both = led + helped
    first = both[0]
    if len(both) == 1:
        words = "Giao nhiệm vụ" if led else "Giao phối hợp"
        period = f" ({first.period_label})" if first.period_key else ""
        due = f", hạn {first.due_on:%d/%m/%Y}" if first.due_on else ""
        return Message(
            person, Kind.ASSIGNED, key, f"{words}: {in_short(first.title, 200)}{period}{due}", link_to(first)
        )
    parts = [f"{len(led)} nhiệm vụ chủ trì" if led else "", f"{len(helped)} nhiệm vụ phối hợp" if helped else ""]
    of_one = first.directive if len({task.directive_id for task in both}) == 1 else None
    source = f" theo {of_one}" if of_one else ""
    body = "\n".join(f"- {in_short(task.title, 200)}" for task in both)
    title = f"Giao {', '.join(filter(None, parts))}{source}"
    return Message(person, Kind.ASSIGNED, key, title, list_of(of_one.pk if of_one else None), body)
