"""Nobody sees the business of another: `visible_to` against the rule told again over the tree of parents."""

from __future__ import annotations

import random

import pytest

from directives.models import Directive, DirectiveAccess
from tasks.kinds import Restriction
from tasks.models import Coordination, Task
from tests.factories.directives import make_directive
from tests.factories.tasks import make_task
from tests.factories.units import make_organisation, make_person, make_unit
from units.models import Unit, User
from units.roles import Role

pytestmark = pytest.mark.django_db


def plant(chance: random.Random) -> tuple[dict[int, list[Unit]], list[User]]:
    """Two sở with offices of their own, each with a tree of ten units; somebody in every role everywhere.

    Also gives each unit with those above it, itself first, as the version rows tell it.
    """
    above: dict[int, list[Unit]] = {}
    people: list[User] = []
    root = make_organisation("UBND tỉnh Sông Mây")
    above[root.pk] = [root]
    for name in ("Sở Nội vụ", "Sở Giáo dục và Đào tạo"):
        organisation = make_organisation(name, parent=Unit.objects.get(pk=root.pk))
        above[organisation.pk] = [organisation, root]
        inside = [organisation]
        people += [make_person(organisation, role) for role in (Role.MONITOR, Role.LEADER, Role.ADMINISTRATOR)]
        for number in range(10):
            parent = chance.choice(inside)
            unit = make_unit(f"{name}, phòng {number}", parent=Unit.objects.get(pk=parent.pk))
            above[unit.pk] = [unit, *above[parent.pk]]
            inside.append(unit)
            people += [make_person(unit, Role.HEAD), make_person(unit, Role.OFFICER), make_person(unit, Role.REGISTRAR)]
    return above, people


def spread(chance: random.Random, above: dict[int, list[Unit]], people: list[User]) -> None:
    """Sixty tasks of twelve directives, led and coordinated anywhere below the organisation that gives them."""
    monitors = [person for person in people if person.acting_post.role == Role.MONITOR]
    officers = [person for person in people if person.acting_post.role == Role.OFFICER]
    for number in range(12):
        monitor = chance.choice(monitors)
        organisation = monitor.acting_post.organisation
        below = [chain[0] for chain in above.values() if organisation in chain[1:]]
        directive = make_directive(owner=organisation, by=monitor, code_number=str(number + 1))
        for _ in range(5):
            lead, helper = chance.sample(below, 2)
            task = make_task(
                lead=lead,
                by=monitor,
                directive=directive,
                restriction=chance.choice(list(Restriction)),
                officer=chance.choice([None, chance.choice(officers)]),
            )
            Coordination.objects.create(task=task, unit=helper, begun_on=task.assigned_on)
            for unit in (lead, helper):
                DirectiveAccess.objects.get_or_create(
                    directive=directive, unit=unit, reason=DirectiveAccess.Reason.COORDINATING
                )


def sees(person: User, task: Task, units: list[Unit], above: dict[int, list[Unit]]) -> bool:
    """The rule of product.md in plain words.  `units`: the lead and those that coordinate."""
    post = person.acting_post
    match post.role:
        case Role.MONITOR | Role.LEADER:
            received = any(post.organisation in above[unit.pk] for unit in units)
            return received or task.assigning_organisation == post.organisation
        case Role.HEAD:
            return any(post.unit in above[unit.pk] for unit in units)
        case Role.OFFICER:
            own = task.officer == person and task.lead == post.unit
            return own or (post.unit in units and task.restriction == Restriction.NORMAL)
        case _:
            return False


@pytest.mark.parametrize("seed", range(3))
def test_everyone_sees_exactly_what_the_rule_gives(seed):
    chance = random.Random(seed)
    above, people = plant(chance)
    spread(chance, above, people)
    tasks = list(Task.objects.select_related("lead", "officer", "assigning_organisation"))
    parties = {task.pk: [task.lead, *(row.unit for row in task.coordinations.select_related("unit"))] for task in tasks}
    for person in people:
        expected = {task.pk for task in tasks if sees(person, task, parties[task.pk], above)}
        assert set(Task.objects.visible_to(person).values_list("pk", flat=True)) == expected, person.acting_post
    assert any(Task.objects.visible_to(person).exists() for person in people)


@pytest.mark.parametrize("seed", range(3))
def test_a_directive_is_seen_by_its_organisation_and_by_whom_it_gave_work(seed):
    chance = random.Random(seed)
    above, people = plant(chance)
    spread(chance, above, people)
    directives = list(Directive.objects.select_related("owner"))
    given = {one.pk: [row.unit for row in one.access.select_related("unit")] for one in directives}
    for person in people:
        post = person.acting_post
        seen = set(Directive.objects.visible_to(person).values_list("pk", flat=True))
        for one in directives:
            units = given[one.pk]
            match post.role:
                case Role.ADMINISTRATOR:
                    expected = False
                case Role.HEAD:
                    expected = any(post.unit in above[unit.pk] for unit in units)
                case Role.OFFICER:
                    expected = post.unit in units
                case _:
                    received = any(post.organisation in above[unit.pk] for unit in units)
                    expected = received or one.owner == post.organisation
            assert (one.pk in seen) == expected, (post, one)
