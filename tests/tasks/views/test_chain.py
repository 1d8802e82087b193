"""Requirement B4: what became of a directive and of all that implements it, counted, each figure its list."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from directives.models import Citation
from tasks.models import Task
from tasks.querysets import tallies
from tasks.statuses import Status
from tests.directives.steps import queries
from tests.factories.directives import make_directive
from tests.factories.tasks import make_task
from units.clock import today


@pytest.fixture
def make(office):
    def one(number, parent=None, **fields):
        directive = make_directive(owner=office.organisation, by=office.registrar, code_number=str(number), **fields)
        if parent:
            Citation.objects.create(directive=directive, relation="implements", as_printed="…", target=parent)
        return directive

    return one


@pytest.fixture
def tree(office, make):
    """A root, two that implement it, one below these both, one that only mentions the root; tasks in every state."""
    root = make(1)
    left, right = make(2, root), make(3, root)
    below = make(4, left)
    Citation.objects.create(directive=below, relation="implements", as_printed="…", target=right)
    beside = make(5)
    Citation.objects.create(directive=beside, relation="mentions", as_printed="…", target=root)
    late, soon = today() - timedelta(days=1), today() + timedelta(days=1)
    for directive, status, due_on in [
        (root, Status.IN_PROGRESS, late),
        (left, Status.COMPLETED, None),
        (left, Status.CANCELLED, None),
        (right, Status.SUBMITTED, None),
        (right, Status.ASSIGNED, soon),
        (below, Status.ACCEPTED, late),
        (beside, Status.ASSIGNED, late),
    ]:
        make_task(lead=office.unit, by=office.monitor, directive=directive, status=status, due_on=due_on)
    return {"root": root, "left": left, "right": right, "below": below}


def page_of(client, directive, **headers):
    return client.get(reverse("tasks:chain", args=[directive.pk]), headers=headers)


def figures(cells):
    return {cell["name"]: cell["figure"] for cell in cells}


def test_b4_all_descendants_of_a_root_are_counted_each_once(client, office, tree):
    client.force_login(office.monitor)
    page = page_of(client, tree["root"])
    assert figures(page.context["totals"]) == {
        "total": 6,
        "completed": 1,
        "open": 4,
        "waiting": 1,
        "due_soon": 1,
        "overdue": 2,
        "cancelled": 1,
    }
    rows = page.context["rows"]
    assert [(row.link.depth, row.link.directive.code_number, row.link.is_repeated) for row in rows] == [
        (0, "1", False),
        (1, "2", False),
        (2, "4", False),
        (1, "3", False),
        (2, "4", True),
    ]
    shown = [figures(row.cells) for row in rows if row.cells]
    totals = figures(page.context["totals"])
    assert {name: sum(row[name] for row in shown) for name in totals} == totals
    assert totals["total"] == totals["completed"] + totals["open"] + totals["cancelled"]
    middle = figures(page_of(client, tree["right"]).context["totals"])
    assert (middle["total"], middle["overdue"]) == (3, 1)


def test_b4_each_count_equals_the_list_to_which_it_leads(client, office, tree):
    client.force_login(office.monitor)
    page = page_of(client, tree["root"])
    cells = [*page.context["totals"], *(cell for row in page.context["rows"] for cell in row.cells)]
    assert len(cells) == 5 * 7
    for cell in cells:
        listed = client.get(cell["url"]).context["page"].paginator.count
        assert listed == cell["figure"], cell
    address = f"{reverse('tasks:list')}?chain={tree['root'].pk}"
    assert "Chuỗi của Công văn 01/UBND-VP8" in client.get(address).content.decode()


def test_b4_a_unit_counts_only_what_it_sees(client, office, tree):
    for task in Task.objects.filter(directive=tree["below"]):
        task.lead = office.other_unit
        task.save()
    client.force_login(office.head)
    assert page_of(client, tree["root"]).status_code == 404
    for directive in (tree["root"], tree["left"]):
        directive.access.create(unit=office.unit, reason="lead")
    page = page_of(client, tree["root"])
    assert [row.link.directive for row in page.context["rows"]] == [tree["root"], tree["left"]]
    assert figures(page.context["totals"])["total"] == 3
    for cell in page.context["totals"]:
        assert client.get(cell["url"]).context["page"].paginator.count == cell["figure"]


def test_b4_the_directive_page_loads_the_part_alone(client, office, tree):
    client.force_login(office.monitor)
    part = page_of(client, tree["root"], **{"HX-Request": "true"})
    assert "<html" not in part.content.decode()
    assert "Cả chuỗi" in part.content.decode()
    assert "HX-Request" in part["Vary"]
    assert re.search(
        r"Cả chuỗi</th><td class=\"number\" data-label=\"Tổng\"><a href=\"[^\"]+\">6</a>", part.content.decode()
    )


def test_b4_a_chain_without_tasks_counts_zero(client, office, make):
    client.force_login(office.monitor)
    page = page_of(client, make(9))
    assert set(figures(page.context["totals"]).values()) == {0}


def test_b4_ten_directives_and_two_hundred_take_the_same_queries(client, office, make):
    client.force_login(office.monitor)
    root = make(1)

    def grow(numbers):
        parent = root
        for number in numbers:
            directive = make(number, parent)
            make_task(lead=office.unit, by=office.monitor, directive=directive)
            parent = directive if number % 3 else root

    address = reverse("tasks:chain", args=[root.pk])
    grow(range(10, 20))
    few = queries(client, address)
    grow(range(20, 200))
    assert queries(client, address) == few <= 13
    assert Task.objects.of_chain(root.pk, user=office.monitor).aggregate(**tallies(today()))["total"] == 190


def test_b4_a_task_is_found_by_the_number_of_its_directive_however_typed(office, tree):
    assert set(Task.objects.search("4 ubndvp8")) == set(tree["below"].tasks.all())
    assert Task.objects.search(" ./. ").count() == 7
