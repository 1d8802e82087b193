"""Who may import whom: docs/architecture.md says it, these tests hold it."""

import subprocess
import sys
from pathlib import Path

from tests.architecture.source import APPS, ROOT, functions, imported, modules

#: What an app keeps to itself. Reports may take filters: an export must equal the screen it comes from.
PRIVATE = {"views", "forms", "filters", "jobs", "urls", "admin", "adapters", "middleware"}
ALLOWED = {("reports", "filters")}
FORBIDDEN_NAMES = {"utils", "core", "common", "helpers", "misc", "signals"}
#: Services are called by pages, jobs and commands alike and know none of them.
DOORS = ("celery", "django.http", "django.shortcuts", "django.views", "django.urls", "django.contrib.messages")


def test_layers_of_apps_and_inside_apps_are_kept():
    """The contracts stand in pyproject.toml under importlinter."""
    command = [Path(sys.executable).parent / "lint-imports", "--no-logo", "--no-cache"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


def test_no_app_takes_the_screens_forms_or_jobs_of_another():
    wrong = [
        f"{path} imports {name}"
        for app in APPS
        for path, tree in modules(app)
        for name in imported(tree)
        if (parts := name.split("."))[0] in APPS
        and parts[0] != app
        and len(parts) > 1
        and parts[1] in PRIVATE
        and (app, parts[1]) not in ALLOWED
    ]
    assert wrong == []


def test_services_know_neither_http_nor_celery():
    wrong = [
        f"{path} imports {name}"
        for path, tree in modules(*APPS)
        if path.split("/")[1].removesuffix(".py") == "services"
        for name in imported(tree)
        if name.startswith(DOORS)
    ]
    assert wrong == []


def test_no_import_inside_a_function_and_no_star():
    inside = [
        f"{path}: {function.name}"
        for path, tree in modules(*APPS, "config")
        for function in functions(tree)
        if any(imported(function))
    ]
    stars = [path for path, tree in modules(*APPS) for name in imported(tree) if name.endswith(".*")]
    assert inside + stars == []


def test_no_module_is_a_drawer_for_everything():
    paths = [path for path, _ in modules(*APPS, "config", "scripts", "tests")]
    assert [path for path in paths if FORBIDDEN_NAMES & set(path.removesuffix(".py").split("/"))] == []
