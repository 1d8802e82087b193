"""The demonstration office holds work in every state, on whatever day it is loaded."""

from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from directives.models import Directive, DocumentText, OutgoingDraft, RegisterEntry
from directives.services.chains import chain_about
from directives.services.linking import waiting_for
from reports.demo.courses import DOCUMENTS
from reports.demo.office import PASSWORD, PEOPLE
from reports.demo.story import load
from tasks.deadlines import TimeState
from tasks.models import Task
from tasks.querysets.series import OWED
from tasks.statuses import Status
from tests.factories.units import make_unit
from units.clock import today
from units.models import Unit, User
from units.roles import Role

pytestmark = pytest.mark.django_db
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def run(*arguments: str) -> str:
    said = StringIO()
    call_command("load_demo", *arguments, stdout=said)
    return said.getvalue()


def test_the_office_holds_work_in_every_state_and_loads_once(client):
    assert run().endswith(f"{Task.objects.count()} tasks.\n")
    rows = Task.objects.with_time_state(today())
    assert {task.status for task in rows} == set(Status)
    assert {task.time_state_now for task in rows} == set(TimeState)
    assert {role for _, _, _, role, _, _ in PEOPLE} == set(Role)
    assert Unit.objects.count() == 17
    received = Directive.objects.filter(direction=Directive.Direction.INCOMING)
    assert received.count() == len(DOCUMENTS)
    assert DocumentText.objects.waiting().count() == 1
    entries = RegisterEntry.objects.filter(book=RegisterEntry.Book.INCOMING)
    numbers = list(entries.order_by("series", "number").values_list("number", flat=True))
    assert len(numbers) == len(DOCUMENTS)
    loaded = Task.objects.count()
    assert run() == "The demonstration office is loaded already.\n"
    assert Task.objects.count() == loaded
    assert f"password of each: {PASSWORD}" in run("--accounts")
    for username, *_ in PEOPLE:
        assert client.post(reverse("account_login"), {"login": username, "password": PASSWORD}).status_code == 302
        assert client.get("/", follow=True).status_code == 200, username
        client.post(reverse("account_logout"))


@pytest.mark.parametrize(
    "now",
    [datetime(2026, 1, 2, 0, 5, tzinfo=HANOI), datetime(2028, 2, 29, 23, 55, tzinfo=HANOI)],
    ids=["after new year", "leap day"],
)
def test_it_can_be_loaded_on_any_day_and_nothing_lies_ahead(now):
    load(now=now)
    rows = Task.objects.with_time_state(now.date())
    assert {task.status for task in rows} == set(Status)
    assert {task.time_state_now for task in rows} == set(TimeState)
    assert all(Task.objects.filed(filing, now.date()).exists() for filing in OWED)
    assert Task.objects.check_in_missing(now.date()).exists()
    assert not any(event.recorded_at > now for task in rows for event in task.events.all())


def test_b1_the_office_issued_a_document_that_implements_another_and_gave_tasks_from_it():
    run()
    issued = Directive.objects.get(direction=Directive.Direction.ISSUED, written_as__isnull=False)
    assert (issued.reference, issued.outgoing_entry.number) == ("01/SGDĐT-VP", 1)
    assert issued.citations.get(target__code_number="9").relation == "implements"
    assert issued.tasks.count() == 4
    assert Directive.objects.visible_to(User.objects.get(username="truongphong.khtc")).filter(pk=issued.pk).exists()
    assert set(OutgoingDraft.objects.values_list("state", flat=True)) == {"issued", "submitted", "drafting"}


def test_b2_the_office_holds_a_chain_of_three_up_to_an_external_root():
    run()
    followed = Directive.objects.get(code_number="412")
    clerk = User.objects.get(username="vanthu")
    chain = chain_about(followed, clerk)
    assert [(line.depth, line.directive and line.directive.code_number) for line in chain.links][:3] == [
        (0, None),
        (1, "412"),
        (2, "168"),
    ]
    assert chain.links[0].as_printed.startswith("Công điện số 118/CĐ-TTg")
    party = Directive.objects.get(code_number="1215")
    assert [citation.relation for citation in waiting_for(party, clerk)] == ["also_applies"]


def test_a_database_with_anything_else_is_left_alone():
    make_unit("Sở Nội vụ")
    with pytest.raises(CommandError, match="no demonstration"):
        run()
    assert run("--accounts") == ""
    assert Unit.objects.count() == 1
