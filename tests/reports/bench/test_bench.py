"""The bench: its office is a true one, and its command prints what it promises."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date

from django.core.management import call_command
from django.db.models import Count, F, Max

from directives.reading import read
from reports.bench.office import SIZES, STATES, make_office
from reports.bench.reading import FORMS, directive
from reports.bench.timing import side_by_side
from tasks.models import Task, TaskEvent
from tests.architecture.source import ROOT


def test_the_office_has_the_size_it_says_and_a_history_that_fits(db):
    size, today = SIZES["small"], date(2026, 11, 22)
    make_office(size, today=today)
    tasks = Task.objects.annotate(newest=Max("events__seq"))
    assert tasks.count() == size.tasks
    newest = TaskEvent.objects.filter(seq=F("task__version"))
    assert newest.count() == size.tasks
    assert not newest.exclude(
        status=F("task__status"), lead=F("task__lead"), effective_on__gte=F("task__assigned_on")
    ).exists()
    assert not TaskEvent.objects.filter(effective_on__gt=today).exists()
    assert not TaskEvent.objects.filter(submitted_on__gt=F("effective_on")).exists()
    assert TaskEvent.objects.count() / size.tasks > 4.5
    states = dict(Task.objects.order_by().values_list("status").annotate(Count("pk")))
    assert set(states) <= set(STATES)
    assert states["completed"] > size.tasks / 3


def test_the_ratio_is_that_of_neighbouring_rounds():
    value, ratio = side_by_side(lambda: sum(range(20_000)), lambda: sum(range(20_000)), rounds=9)
    assert value > 0
    assert 0.3 < ratio < 3


def test_the_command_prints_one_json_line_a_measure_and_leaves_the_office_alone(tmp_path):
    database = tmp_path / "office.sqlite3"
    settings = {
        "DATABASE_URL": f"sqlite:///{database}",
        "DATA_DIR": str(tmp_path),
        "DEBUG": "0",
        "SECRET_KEY": "x" * 50,
    }
    run = subprocess.run(
        [sys.executable, ROOT / "manage.py", "bench", "--size", "small", "--rounds", "1"],
        env={**os.environ, **settings, "DJANGO_SETTINGS_MODULE": "config.settings.dev", "SECRET_KEY": "x" * 50},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    assert [line["name"] for line in lines][:7] == [
        "dashboard",
        "filtered task list",
        "search by number",
        "task page",
        "saving a progress report",
        "overdue check",
        "figures of a quarter",
    ]
    for line in lines:
        assert set(line) == {"name", "value", "unit", "size", "database", "ratio"}
        of_text = line["name"].startswith("reading")
        assert line["unit"] == "ms"
        assert (line["size"] in ("10 pages", "100 pages")) if of_text else (line["size"] == "small")
        assert line["database"] == ("none" if of_text else "SQLite")
        assert line["value"] > 0
        assert line["ratio"] > 0
    assert not database.exists() or database.stat().st_size == 0


def test_the_reader_is_measured_without_a_database(capsys):
    call_command("bench", reading=True, rounds=1)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["name"] for line in lines] == [
        f"{name}, {form}" for form in ("clean", "wrapped", "scanned") for name in ("reading", "reading at length")
    ]


def test_the_texts_that_are_read_are_directives_of_the_length_they_say():
    ten = read(directive(10))
    assert 20_000 < len(directive(10)) < 30_000
    assert ten.code_number == "15"
    assert ten.recipients
    for arrived in FORMS.values():
        assert len(read(arrived(directive(10))).items) == len(ten.items)
