"""What is measured, and beside what: a page beside an empty page in the same frame, work beside its bare SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from reports.bench.office import Office, moment
from reports.bench.timing import Work
from reports.exports import docx, xlsx
from reports.figures import figures_of
from reports.models import Report
from reports.periods import PeriodKind, period_of
from reports.services.issuing import issue_report
from tasks.deadlines import DUE_SOON_DAYS, TimeState
from tasks.models import Task
from tasks.services.overdue import check_overdue
from tasks.statuses import Status
from units.models import User

RUNNING = ("assigned", "accepted", "in_progress", "returned")


@dataclass(frozen=True)
class Measure:
    name: str
    work: Work
    baseline: Work
    size: str | None = None  # of what is measured, where that is not the office


def measures(office: Office, *, today: date) -> Iterator[Measure]:
    """All of them, in the order in which they are printed."""
    leader, head = office.leader, office.heads[office.units[0].pk]
    empty = page(leader, "notices:list")
    one = Task.objects.filter(lead=office.units[0], status=Status.IN_PROGRESS).order_by("pk")
    yield Measure("dashboard", page(leader, "tasks:dashboard"), empty)
    narrowed = f"?time={TimeState.OVERDUE}&unit={office.units[0].pk}"
    yield Measure("filtered task list", page(leader, "tasks:list", query=narrowed), empty)
    yield Measure("search by number", page(leader, "search", query="?q=20+ubndvp"), empty)
    yield Measure("task page", page(leader, "tasks:detail", one[0].pk), empty)
    yield Measure("saving a progress report", saving(head, [task.pk for task in one[:100]]), bare_saving(one[0]))
    yield Measure("overdue check", undone(lambda: check_overdue(today=today, now=moment(today))), bare_telling(today))
    yield from _of_reports(office, today)


def _of_reports(office: Office, today: date) -> Iterator[Measure]:
    period, now = period_of(PeriodKind.QUARTER, today - timedelta(days=92)), moment(today)
    counting = bare_counting(office, period.starts_on, period.ends_on)

    def count_figures() -> object:
        return figures_of(organisation=office.organisation, period=period, known_at=now)

    def issue() -> object:
        return issue_report(organisation=office.organisation, period=period, by=office.leader, now=now)

    issue()
    report = Report.objects.get()
    yield Measure("figures of a quarter", count_figures, counting)
    yield Measure("report of a quarter, issued", undone(issue), counting)
    yield Measure("report as a workbook", lambda: xlsx.workbook(report), counting)
    yield Measure("report as a document", lambda: docx.document(report), counting)


def page(person: User, name: str, *arguments: object, query: str = "") -> Work:
    """Asks for a page as the person, through all middleware; anything but 200 ends the measurement."""
    client, address = _client(person), reverse(name, args=arguments) + query

    def ask() -> None:
        _demand(client.get(address).status_code, 200, address)

    return ask


def saving(head: User, tasks: list[int]) -> Work:
    """The form of a progress report is sent for one task after the other; the answer leads back to the task."""
    client, order = _client(head), count()

    def send() -> None:
        task = Task.objects.only("version").get(pk=tasks[next(order) % len(tasks)])
        address = reverse("tasks:act", args=[task.pk, "report"])
        form = {"version": task.version, "note": "Đã hoàn thành dự thảo, đang lấy ý kiến các phòng."}
        _demand(client.post(address, form).status_code, 302, address)

    return send


def bare_saving(task: Task) -> Work:
    """One row changed and one event added, in one transaction, without asking anything."""
    seqs = count(10_000)
    told = "action, effective_on, recorded_at, by_id, post_id, note, changes, status, lead_id, duty_kind, due_on"
    told += ", assigning_organisation_id"

    def save() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE tasks_task SET last_reported_on = assigned_on WHERE id = %s", [task.pk])
            cursor.execute(
                f"INSERT INTO tasks_taskevent (task_id, seq, {told}) SELECT task_id, %s, {told} FROM tasks_taskevent "
                "WHERE task_id = %s AND seq = 1",
                [next(seqs), task.pk],
            )

    return save


def bare_telling(today: date) -> Work:
    """One notice for the head of each unit, for each task that the check looks at, by one INSERT."""
    statuses = ", ".join(["%s"] * len(RUNNING))

    def tell() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO notices_notification (kind, dedup_key, title, body, link, created_at, recipient_id) "
                "SELECT 'overdue', 'bench:' || task.id || ':' || post.user_id, task.title, '', '/', %s, post.user_id "
                "FROM tasks_task task JOIN units_post post ON post.unit_id = task.lead_id AND post.role = 'head' "
                f"WHERE task.status IN ({statuses}) AND task.due_on <= %s",
                [moment(today), *RUNNING, today + timedelta(days=DUE_SOON_DAYS)],
            )

    return undone(tell)


def bare_counting(office: Office, starts_on: date, ends_on: date) -> Work:
    """How many tasks of the period each unit had in each status on the cut-off, by one grouped SELECT."""

    def ask() -> object:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT event.lead_id, event.status, COUNT(*) FROM tasks_taskevent event JOIN ("
                "SELECT task_id, MAX(seq) AS seq FROM tasks_taskevent WHERE effective_on <= %s GROUP BY task_id"
                ") newest ON newest.task_id = event.task_id AND newest.seq = event.seq "
                "JOIN tasks_task task ON task.id = event.task_id "
                "WHERE task.assigning_organisation_id = %s "
                "AND (event.completed_on IS NULL OR event.completed_on >= %s) "
                "GROUP BY event.lead_id, event.status",
                [ends_on, office.organisation.pk, starts_on],
            )
            return cursor.fetchall()

    return ask


def undone(work: Callable[[], object]) -> Work:
    """The work in a transaction that is rolled back, so that each round finds the same."""

    def run() -> None:
        with transaction.atomic():
            work()
            transaction.set_rollback(True)

    return run


def _client(person: User) -> Client:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _demand(status: int, expected: int, address: str) -> None:
    if status != expected:
        raise RuntimeError(f"{address} answered {status}")
