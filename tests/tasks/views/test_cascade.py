"""Requirement B4 below the tasks: parts of parts are counted up to the root, and one walks down and back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.models import Task
from tasks.querysets import PartsBelow
from tasks.services.telling import link_to
from tests.directives.steps import queries
from tests.factories.directives import make_directive
from tests.factories.tasks import make_task
from tests.factories.units import make_person, make_unit
from tests.tasks.conftest import TODAY
from units.roles import Role

LATE = TODAY - timedelta(days=2)


@pytest.fixture
def directive(office):
    found = make_directive(owner=office.organisation, by=office.registrar)
    found.access.create(unit=office.unit, reason="lead")
    return found


@pytest.fixture
def cascade(office, directive):
    """A whole of the unit; under it a finished and an open part; under this one an overdue one of an officer."""
    team = make_unit("Tổ Hồ sơ", parent=office.unit, short_name="Tổ HS")
    clerk = make_person(team, Role.OFFICER, full_name="Chuyên viên Tổ Hồ sơ")
    whole = make_task(lead=office.unit, by=office.monitor, directive=directive, title="Nhiệm vụ chung")
    below = {"by": office.monitor, "directive": directive}
    done = make_task(
        lead=team, **below, parent=whole, assigning_organisation=office.unit, status="completed", title="Đã xong"
    )
    part = make_task(lead=team, **below, parent=whole, assigning_organisation=office.unit, title="Phần của tổ")
    deep = make_task(
        lead=team, **below, parent=part, assigning_organisation=team, officer=clerk, due_on=LATE, title="Phần của người"
    )
    return {"whole": whole, "done": done, "part": part, "deep": deep, "clerk": clerk, "team": team}


def listed(client, url):
    return client.get(url).context["page"].paginator.count


def test_b4_what_stands_below_is_counted_at_any_depth_up_to_the_directive(office, seen_by, directive, cascade):
    below = Task.objects.parts_below(
        [cascade["whole"].pk, cascade["part"].pk, cascade["deep"].pk], user=office.head, today=TODAY
    )
    assert below == {cascade["whole"].pk: PartsBelow(3, 1, 1), cascade["part"].pk: PartsBelow(1, 0, 1)}
    client = seen_by(office.leader)
    chain = client.get(reverse("tasks:chain", args=[directive.pk]))
    (row,) = chain.context["rows"]
    assert [figure.words for figure in row.parts] == ["3 phần việc", "1 hoàn thành", "1 quá hạn"]
    assert [figure.words for figure in chain.context["total_parts"]] == ["3 phần việc", "1 hoàn thành", "1 quá hạn"]
    assert {cell["name"]: cell["figure"] for cell in row.cells}["total"] == 1  # parts are no tasks of the organisation
    panel = client.get(reverse("tasks:panel", args=[directive.pk]))
    (whole,) = panel.context["rows"]
    assert [figure.words for figure in whole.parts] == ["3 phần việc", "1 hoàn thành", "1 quá hạn"]
    for figure in (*row.parts, *chain.context["total_parts"], *whole.parts):
        assert listed(client, figure.url) == int(figure.words.split()[0]), figure


def test_b4_only_what_a_person_sees_is_counted_and_listed(office, seen_by, directive, cascade):
    Task.objects.filter(pk=cascade["deep"].pk).update(restriction="restricted")
    directive.access.create(unit=cascade["team"], reason="lead")
    other = make_person(cascade["team"], Role.OFFICER)
    client = seen_by(other)
    chain = client.get(reverse("tasks:chain", args=[directive.pk]))
    assert [figure.words for figure in chain.context["total_parts"]] == ["2 phần việc", "1 hoàn thành"]
    assert listed(client, chain.context["total_parts"][0].url) == 2
    assert client.get(f"{reverse('tasks:list')}?whole={cascade['whole'].pk}").context["filter"].form.errors
    head = Task.objects.parts_below([cascade["whole"].pk], user=cascade["clerk"], today=TODAY)
    assert head == {cascade["whole"].pk: PartsBelow(3, 1, 1)}


def test_b4_one_walks_from_the_directive_to_the_officer_and_back(office, seen_by, directive, cascade):
    client = seen_by(office.head)
    panel = client.get(reverse("tasks:panel", args=[directive.pk])).content.decode()
    assert link_to(cascade["whole"]) in panel
    whole = client.get(link_to(cascade["whole"])).content.decode()
    assert link_to(cascade["part"]) in whole
    assert "Ở mọi cấp" in whole
    part = client.get(link_to(cascade["part"])).content.decode()
    assert link_to(cascade["deep"]) in part
    assert "Chuyên viên Tổ Hồ sơ, Tổ HS" in part
    deep = client.get(link_to(cascade["deep"]))
    assert deep.context["above"] == [cascade["whole"], cascade["part"]]
    trail = deep.content.decode().split('class="breadcrumb"')[1].split("</ol>")[0]
    for step in (
        reverse("directives:detail", args=[directive.pk]),
        link_to(cascade["whole"]),
        link_to(cascade["part"]),
    ):
        assert f'href="{step}"' in trail
    assert "TCCB: Nhiệm vụ chung" in trail


def test_b4_who_received_a_part_walks_up_only_as_far_as_they_see(office, seen_by, cascade):
    page = seen_by(cascade["clerk"]).get(link_to(cascade["deep"]))
    assert page.context["above"] == [cascade["part"]]
    assert "Nhiệm vụ chung" not in page.content.decode().split('class="breadcrumb"')[1].split("</ol>")[0]


def test_b4_ten_parts_and_thirty_take_the_same_queries(office, seen_by, directive, cascade):
    client = seen_by(office.leader)
    addresses = [
        reverse("tasks:chain", args=[directive.pk]),
        reverse("tasks:panel", args=[directive.pk]),
        link_to(cascade["whole"]),
        f"{reverse('tasks:list')}?whole={cascade['whole'].pk}",
    ]

    def grow(count):
        for _ in range(count):
            make_task(
                lead=cascade["team"],
                by=office.monitor,
                directive=directive,
                parent=cascade["part"],
                assigning_organisation=office.unit,
            )

    grow(10)
    few = [queries(client, address) for address in addresses]
    grow(20)
    assert [queries(client, address) for address in addresses] == few
    assert max(few) <= 32


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 8), min_size=1, max_size=8))
def test_b4_the_figures_of_any_tree_are_those_of_its_lists(office, choices):
    """Each number says under which of the tasks made before the next one hangs."""
    made = [make_task(lead=office.unit, by=office.monitor)]
    for number, choice in enumerate(choices):
        made.append(
            make_task(
                lead=office.other_unit,
                by=office.monitor,
                parent=made[choice % len(made)],
                assigning_organisation=office.unit,
                due_on=LATE if number % 2 else None,
            )
        )
    below = Task.objects.parts_below([task.pk for task in made], user=office.leader, today=TODAY)
    for task in made:
        parts = Task.objects.visible_to(office.leader).below(task.pk)
        expected = PartsBelow(parts.count(), 0, parts.overdue(TODAY).count())
        assert below.get(task.pk, PartsBelow()) == expected
        assert set(Task.objects.above(task.pk)) == {one for one in made if task in Task.objects.below(one.pk)}
