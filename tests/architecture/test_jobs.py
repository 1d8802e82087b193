"""Jobs are thin, and the timetable names only jobs that exist."""

import ast

import pytest

from config.celery import app
from config.schedule import SCHEDULE
from tests.architecture.source import APPS, functions, modules

#: A docstring, the moment, one call of a service, a line of log.
MOST_STATEMENTS = 5


def jobs() -> list[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    return [
        (f"{path}: {function.name}", function)
        for path, tree in modules(*APPS)
        if path.split("/")[1].removesuffix(".py") == "jobs"
        for function in functions(tree)
    ]


def statements(job: ast.AST) -> int:
    return sum(isinstance(node, ast.stmt) for node in ast.walk(job)) - 1


def test_every_job_only_calls_a_service():
    fat = [
        name for name, job in jobs() if sum(isinstance(node, ast.stmt) for node in ast.walk(job)) - 1 > MOST_STATEMENTS
    ]
    assert fat == []


@pytest.mark.parametrize("entry", SCHEDULE.values(), ids=SCHEDULE.keys())
def test_every_entry_of_the_timetable_names_a_job(entry):
    app.loader.import_default_modules()
    assert entry["task"] in app.tasks


@pytest.mark.parametrize("entry", SCHEDULE.values(), ids=SCHEDULE.keys())
def test_every_entry_expires_before_the_next_one(entry):
    """A worker that was away finds one message of each kind, not a pile."""
    schedule = entry["schedule"]
    seconds_between = schedule if isinstance(schedule, float) else 24 * 60 * 60
    assert 0 < entry["options"]["expires"] < seconds_between
