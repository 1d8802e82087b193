"""A server that is down stops what needs it, says so in words, and is missed no longer than it is away."""

from __future__ import annotations

import json
import time
from datetime import timedelta

import pytest
from django.db import connections

from directives.models import Directive
from notices.models import Delivery, Notification
from notices.services.delivering import RETRY_AFTER
from tasks.models import Task
from tasks.services.assigning import AssignmentLine, assign_tasks
from tests.directives.conftest import DISPATCH, Office, make_office
from tests.factories.notices import make_notice
from tests.factories.tasks import make_task
from tests.long.browser import Browser, Page
from tests.long.ground import Ground, Servers, wait_until
from tests.long.people import give_passwords
from tests.long.sink import Sink
from units.clock import now, today

SEND = "notices.jobs.send_deliveries"
CHECK_SECONDS = 10
CHECK = "tasks.jobs.check_overdue"
DUE = "Sending due task overdue"
SENTENCE = "Tạm thời chưa truy cập được dữ liệu"


def signed_in(port: int, username: str) -> Browser:
    browser = Browser(port)
    assert browser.sign_in(username).status == 200
    return browser


def readiness(browser: Browser) -> tuple[int, dict[str, object]]:
    page = browser.get("/readyz")
    return page.status, json.loads(page.text)


def log_directive(browser: Browser) -> Page:
    page = browser.get("/van-ban/vao-so/")
    page = browser.post(page.path, page.form("", text=DISPATCH))
    return browser.post(page.path, page.form("review", act="save"))


def give_task(office: Office) -> Task:
    line = AssignmentLine(title="Rà soát quy chế", leads=(office.personnel,))
    return assign_tasks(lines=[line], by=office.monitor, now=now())[0]


def accept(browser: Browser, task: Task) -> Page:
    address = f"/nhiem-vu/{task.pk}/accept/"
    return browser.post(address, browser.get(f"/nhiem-vu/{task.pk}/").form(address))


@pytest.mark.long
@pytest.mark.postgres
def test_without_redis_people_work_on_and_jobs_wait_for_it(servers: Servers):
    office, ground = make_office(), servers.ground
    task = give_task(office)
    give_passwords()
    with Sink() as sink:
        ground.extra |= {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(sink.port), "EMAIL_USE_TLS": "0"}
        port, worker = ground.start_web(), ground.start_worker()
        clerk, head = signed_in(port, office.registrar.username), signed_in(port, office.head.username)
        probe = Browser(port)
        assert readiness(probe) == (200, {"ready": True, "database": "ok", "broker": "ok"})

        servers.redis.stop()
        assert readiness(probe) == (503, {"ready": False, "database": "ok", "broker": "failed"})
        assert probe.get("/healthz").text == "ok"
        assert "Đã vào sổ văn bản đến" in log_directive(clerk).text
        assert accept(head, task).status == 200
        assert Task.objects.get().status == "accepted"
        # Attempts can't be counted, so nobody is let in, and is told why.
        stranger = Browser(port)
        form = stranger.get("/dang-nhap/").form("/dang-nhap/", login=office.leader.username, password="sai")
        page = stranger.post("/dang-nhap/", form)
        assert (page.status, SENTENCE in page.text) == (503, True)
        assert not sink.received

        servers.redis.start()
        assert readiness(probe)[0] == 200
        wait_until(lambda: worker.log.read_text().count("Connected to redis") >= 2, "the worker is back", 60)
        ground.call(SEND)
        wait_until(lambda: len(sink.received) == Delivery.objects.count() > 0, "what waited is sent")
        assert Browser(port).sign_in(office.leader.username).status == 200


@pytest.mark.long
@pytest.mark.postgres
def test_a_check_that_fell_into_an_outage_is_caught_up_once(servers: Servers):
    office, ground = make_office(), servers.ground
    for days in (1, 5, 40):
        make_task(lead=office.personnel, by=office.monitor, due_on=today() - timedelta(days=days))
    ground.hurry(CHECK_SECONDS)
    worker, scheduler = ground.start_worker(), ground.start_scheduler()
    wait_until(lambda: _succeeded(worker.log.read_text()), "jobs run")
    servers.redis.stop()
    time.sleep(CHECK_SECONDS + 2)  # the moment of the check passes
    servers.redis.start()
    wait_until(lambda: CHECK in _succeeded(worker.log.read_text()), "the check has run")
    assert scheduler.log.read_text().count(DUE) == 1, "caught up, not waited for until the next moment"
    # Two people of each task for its highest level, the leader too for the oldest; no notice for each day missed.
    assert Notification.objects.count() == 2 + 2 + 3
    drains = scheduler.log.read_text().count("Sending due task messages")
    assert worker.log.read_text().count(f"Task {SEND}") <= 2 * drains, "nothing piles up"


def _succeeded(log: str) -> str:
    return "\n".join(line for line in log.splitlines() if "succeeded" in line)


@pytest.mark.long
@pytest.mark.postgres
def test_without_postgresql_pages_say_so_and_come_back_by_themselves(servers: Servers):
    office, ground = make_office(), servers.ground
    task = give_task(office)
    give_passwords()
    port = ground.start_web()
    clerk, head = signed_in(port, office.registrar.username), signed_in(port, office.head.username)
    task_page = head.get(f"/nhiem-vu/{task.pk}/")
    connections.close_all()

    servers.postgres.stop()
    for path in ("/", "/viec-cua-toi/", "/van-ban/", "/dang-nhap/", f"/nhiem-vu/{task.pk}/") * 4:
        page = head.get(path)
        assert (page.status, SENTENCE in page.text) == (503, True), path
    sent = head.post(f"/nhiem-vu/{task.pk}/accept/", task_page.form(f"/nhiem-vu/{task.pk}/accept/"))
    assert (sent.status, SENTENCE in sent.text) == (503, True)
    probe = Browser(port)
    assert readiness(probe) == (503, {"ready": False, "database": "failed", "broker": "ok"})
    assert probe.get("/healthz").text == "ok"

    servers.postgres.start()
    for _ in range(8):  # every process and thread finds its way back
        assert head.get("/viec-cua-toi/").status == 200
    assert readiness(probe)[0] == 200
    assert accept(head, task).status == 200
    assert "Đã vào sổ văn bản đến" in log_directive(clerk).text
    assert (Task.objects.get().version, Directive.objects.count()) == (2, 1)


@pytest.mark.long
@pytest.mark.postgres
def test_a_check_waits_for_postgresql(servers: Servers):
    office, ground = make_office(), servers.ground
    make_task(lead=office.personnel, by=office.monitor, due_on=today() - timedelta(days=1))
    worker = ground.start_worker()
    connections.close_all()
    servers.postgres.stop()
    ground.call(CHECK)
    wait_until(lambda: "Retry in" in worker.log.read_text(), "the check meets the outage")
    servers.postgres.start()
    wait_until(lambda: CHECK in _succeeded(worker.log.read_text()), "the check has run")
    assert Notification.objects.count() == 2


@pytest.mark.long
def test_a_mail_server_that_refuses_or_is_gone_loses_no_message(ground: Ground, sink: Sink):
    person = make_office().head
    for number in range(3):
        make_notice(person, key=f"task:{number}", now=now())
    worker = ground.start_worker()

    def drain() -> None:
        done = _succeeded(worker.log.read_text()).count(SEND)
        ground.call(SEND)
        wait_until(lambda: _succeeded(worker.log.read_text()).count(SEND) > done, "the drain ends")

    sink.close()
    before = list(Delivery.objects.values_list("attempts", "next_at", "state"))
    drain()
    assert list(Delivery.objects.values_list("attempts", "next_at", "state")) == before
    sink.open()
    sink.refusal = "451 try later"
    for attempt, pause in enumerate(RETRY_AFTER[:3], start=1):
        began = now()
        drain()
        for attempts, next_at, state in Delivery.objects.values_list("attempts", "next_at", "state"):
            assert (attempts, state) == (attempt, "waiting")
            assert began + pause <= next_at <= now() + pause
        drain()
        assert set(Delivery.objects.values_list("attempts", flat=True)) == {attempt}, "not before its time"
        Delivery.objects.update(next_at=now())
    sink.refusal = ""
    drain()
    assert set(Delivery.objects.values_list("attempts", "state")) == {(3, "sent")}
    assert sorted(sink.received) == sorted(Delivery.objects.values_list("message_id", flat=True))
