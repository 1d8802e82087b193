"""An office at work: many people at once on several processes, and nothing lost, doubled or refused for want of a lock."""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest

from directives.models import Directive, RegisterCounter, RegisterEntry
from tasks.models import Task, TaskEvent
from tasks.services.assigning import AssignmentLine, assign_tasks
from tests.directives.conftest import DISPATCH, Office, make_office
from tests.factories.units import make_person
from tests.long.browser import Browser
from tests.long.ground import Ground
from tests.long.people import give_passwords
from units.clock import now
from units.models import Unit, User
from units.roles import Role

pytestmark = pytest.mark.long

SECONDS = 25
TASKS_A_UNIT = 6
PLACES = ("/bang-dieu-hanh/", "/nhiem-vu/", "/nhiem-vu/?status=open&scope=assigned", "/van-ban/", "/thong-bao/")


@dataclass
class Person:
    """Somebody at a browser who does one thing again and again."""

    user: User
    work: Callable[[Browser, random.Random, list[int]], None]
    tasks: list[int]


def follow(browser: Browser, chance: random.Random, tasks: list[int]) -> None:
    """Leaders and Văn phòng look around."""
    assert browser.get(chance.choice(PLACES)).status == 200
    assert browser.get(f"/nhiem-vu/{chance.choice(tasks)}/").status == 200


def log(browser: Browser, chance: random.Random, tasks: list[int]) -> None:
    """Văn thư pastes a document, looks at what was read, and enters the register."""
    text = DISPATCH.replace("Số: 58/", f"Số: {chance.randrange(10**8)}/")
    page = browser.get("/van-ban/vao-so/")
    page = browser.post(page.path, page.form("", text=text))
    page = browser.post(page.path, page.form("review", act="save"))
    assert "Đã vào sổ văn bản đến" in page.text, (page.status, page.path)


def report(browser: Browser, chance: random.Random, tasks: list[int]) -> None:
    """A head accepts and reports; where a colleague was quicker (409) it is for the next time."""
    assert browser.get("/viec-cua-toi/").status == 200
    detail = f"/nhiem-vu/{chance.choice(tasks)}/"
    page = browser.get(detail)
    act = "accept" if f'action="{detail}accept/"' in page.text else "report"
    form = page.form(f"{detail}{act}/", note="Đã rà soát xong một phần, còn lại đang thực hiện.")
    assert browser.post(f"{detail}{act}/", form).status in (200, 409)


def people_of(office: Office) -> list[Person]:
    def given(lead: Unit) -> list[int]:
        line = AssignmentLine(title="Rà soát quy chế", leads=(lead,))
        return [task.pk for task in assign_tasks(lines=[line] * TASKS_A_UNIT, by=office.monitor, now=now())]

    personnel, finance = given(office.personnel), given(office.finance)
    deputy = make_person(office.personnel, Role.HEAD, title="Phó Trưởng phòng", is_deputy=True)
    second = make_person(office.desk, Role.REGISTRAR, title="Văn thư")
    return [
        *(Person(user, log, []) for user in (office.registrar, office.registrar, second)),
        *(Person(user, report, personnel) for user in (office.head, office.head, deputy, deputy)),
        *(Person(make_person(office.finance, Role.HEAD, title="Trưởng phòng"), report, finance) for _ in range(2)),
        *(Person(user, follow, personnel + finance) for user in (office.leader, office.monitor, office.monitor)),
    ]


def signed_in(person: Person, port: int) -> Browser:
    browser = Browser(port)
    assert browser.sign_in(person.user.username).status == 200
    return browser


def at_work(person: Person, browser: Browser, seed: int) -> None:
    chance, until = random.Random(seed), time.monotonic() + SECONDS
    while time.monotonic() < until:
        person.work(browser, chance, person.tasks)


def test_an_office_at_work_loses_and_doubles_nothing(ground: Ground):
    office = make_office()
    people = people_of(office)
    give_passwords()
    port = ground.start_web()
    # One after the other: so many passwords at once from one machine look like guessing, and are held up.
    browsers = [signed_in(person, port) for person in people]
    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(at_work, people, browsers, range(len(people))))
    answers = Counter(status for browser in browsers for status, _ in browser.answers)
    logged = sum(name == "POST /van-ban/vao-so/" for browser in browsers for _, name in browser.answers)
    assert set(answers) <= {200, 409}, answers
    _demand_gapless_register(office, logged)
    acts = _demand_unbroken_histories()
    posted = Counter(
        status for browser in browsers for status, name in browser.answers if name.startswith("POST /nhiem-vu/")
    )
    assert acts == posted[200], "every act that was said to be done, and no other, stands in the history"
    words = "".join(path.read_text(errors="replace") for path in (ground.folder / "logs").iterdir())
    assert "Traceback" not in words
    assert "database is locked" not in words
    print(f"{sum(answers.values())} requests, {dict(answers)}, {logged} directives, {acts} acts")


def _demand_gapless_register(office: Office, logged: int) -> None:
    numbers = sorted(RegisterEntry.objects.values_list("number", flat=True))
    assert logged > 0
    assert numbers == list(range(1, logged + 1))
    assert RegisterCounter.objects.get().last_number == Directive.objects.count() == logged


def _demand_unbroken_histories() -> int:
    """Each task's events are numbered without a gap and end in the state of its row; how many acts there were."""
    acts = 0
    for task in Task.objects.all():
        events = list(TaskEvent.objects.filter(task=task).order_by("seq"))
        assert [event.seq for event in events] == list(range(1, task.version + 1))
        for event in events[1:]:
            before = events[event.seq - 2]
            if "status" in event.changes:
                assert event.changes["status"][0] == before.status
        last = events[-1]
        for name in ("status", "lead_id", "due_on", "original_due_on", "submitted_on", "completed_on"):
            assert getattr(task, name) == getattr(last, name), name
        acts += len(events) - 1
    return acts
