"""The dashboard: every figure equals the list behind it, in a fixed number of queries."""

import random
import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tasks.statuses import HANDED_IN, Status
from tests.factories.directives import make_directive
from tests.factories.tasks import make_task
from tests.factories.units import make_organisation, make_person, make_unit
from tests.tasks.conftest import TODAY
from units.models import Unit
from units.roles import Role

URL = "/bang-dieu-hanh/"
MOST_QUERIES = 15


def fill(office, count: int, seed: int = 7) -> None:
    """Tasks in every state around today, for several units and directives, and some of another giver."""
    dice = random.Random(seed)
    below = make_unit("Tổ công tác", parent=office.unit, short_name="TCT")
    directives = [
        make_directive(owner=office.organisation, by=office.registrar, code_number=str(number)) for number in range(4)
    ]
    units = [office.unit, office.other_unit, office.desk, below]
    for number in range(count):
        status = dice.choice(list(Status))
        submitted = {"submitted_on": TODAY + timedelta(days=dice.randint(-9, 0))} if status in HANDED_IN else {}
        make_task(
            lead=dice.choice(units),
            by=office.monitor,
            due_on=dice.choice([None, *(TODAY + timedelta(days=days) for days in range(-12, 12))]),
            status=status,
            assigned_on=TODAY - timedelta(days=200),
            directive=dice.choice([None, *directives]),
            title=f"Việc {number}",
            **submitted,
        )
    school = make_organisation("Trường Chính trị", parent=office.organisation, short_name="TCT2")
    principal = make_person(school, Role.LEADER)
    make_task(lead=make_unit("Khoa", parent=school), by=principal, due_on=TODAY - timedelta(days=3))


def links(html: str) -> list[tuple[str, int]]:
    """(address, figure) of every figure that leads to a list."""
    stats = re.findall(r'<a class="stat" href="([^"]+)">\s*<span class="stat-figure">(\d+)</span>', html)
    cells = re.findall(r'<a class="heat-cell [^"]*" href="([^"]+)">(\d+)</a>', html)
    return [(unescape(url), int(figure)) for url, figure in stats + cells]


def listed(client, url: str) -> int:
    page = client.get(url)
    assert page.status_code == 200
    assert not page.context["filter"].form.errors, url
    return page.context["page"].paginator.count


def test_g2_every_figure_leads_to_exactly_its_list(office, seen_by):
    fill(office, 80)
    client = seen_by(office.monitor)
    found = links(client.get(URL).content.decode())
    assert len(found) > 25
    assert {url: listed(client, url) for url, _ in found} == dict(found)


def test_g2_the_rows_add_up_to_the_totals(office, seen_by):
    fill(office, 80)
    page = seen_by(office.leader).get(URL)
    units = page.context["units"]
    sums = [sum(cells) for cells in zip(*([cell.figure for cell in row.cells] for row in units.rows), strict=True)]
    assert sums == [cell.figure for cell in units.totals]
    assert sums == [stat.figure for stat in page.context["stats"]][: len(sums)]


def test_the_dashboard_counts_what_the_organisation_gave(office, seen_by):
    """Cascaded tasks count in their giver's figures."""
    fill(office, 0)
    assert "Chưa có nhiệm vụ nào đang mở" in seen_by(office.monitor).get(URL).content.decode()


def test_a_sentence_comes_first(office, seen_by):
    make_task(lead=office.unit, by=office.monitor, due_on=TODAY - timedelta(days=1))
    make_task(lead=office.other_unit, by=office.monitor, due_on=TODAY - timedelta(days=2))
    make_task(lead=office.unit, by=office.monitor, status=Status.SUBMITTED)
    page = seen_by(office.monitor).get(URL).content.decode()
    assert "2 nhiệm vụ quá hạn ở 2 đơn vị, 1 kết quả chờ xác nhận." in page


@pytest.mark.parametrize("who", ["monitor", "leader", "head", "officer", "registrar"])
def test_monitors_and_leaders_watch(office, seen_by, who):
    expected = 200 if who in {"monitor", "leader"} else 403
    assert seen_by(getattr(office, who)).get(URL).status_code == expected


def queries(client) -> int:
    client.get(URL)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(URL).status_code == 200
    return len(captured)


def test_at_most_twelve_queries_whatever_the_number_of_tasks(office, seen_by):
    fill(office, 10)
    client = seen_by(office.monitor)
    few = queries(client)
    for number in range(290):
        make_task(
            lead=[office.unit, office.other_unit][number % 2],
            by=office.monitor,
            due_on=TODAY + timedelta(days=number % 30 - 15),
        )
    assert queries(client) <= few <= MOST_QUERIES


def test_g2_a_unit_that_left_the_organisation_still_leads_to_exactly_its_list(office, seen_by):
    """What was given stays with the giver when the unit moves under another organisation."""
    for lead in (office.unit, office.other_unit):
        make_task(lead=lead, by=office.monitor, due_on=TODAY)
    Unit.objects.move(Unit.objects.get(pk=office.unit.pk), make_organisation("Sở Tài chính"), pos="last-child")
    client = seen_by(office.monitor)
    for url, figure in links(client.get(URL).content.decode()):
        assert listed(client, url) == figure, url
