"""`./dondoc test`: every test on SQLite, again on PostgreSQL with Redis, and the journeys in a real Chromium."""

import os
import shutil
import signal
import tempfile
import time
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

from door.children import run_as_group
from door.environment import install, make_assets
from door.ground import PYTHON, say
from door.servers import test_servers

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome")
NOTHING_COLLECTED = 5


@dataclass
class Count:
    passed: int = 0
    failed: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.passed + other.passed, self.failed + other.failed)


def run_tests(long: bool, pytest_arguments: list[str]) -> int:
    """Exit status 0 only when everything that should run has run and passed."""
    install("dev")
    make_assets()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    folder = Path(tempfile.mkdtemp(prefix="dondoc-test-"))
    folder.chmod(0o755)
    began = time.monotonic()
    chromium = next((found for name in CHROMIUM_NAMES if (found := shutil.which(name))), None)
    total = Count()
    try:
        with test_servers(folder) as servers:
            rest = [] if long else ["not long"]
            all_cores = ["-n", "auto"]
            sqlite = {"DATABASE_URL": f"sqlite:///{folder}/test.sqlite3", "REDIS_URL": ""}
            for title, marks, options, env in (
                ("SQLite", ["not browser", "not postgres", *rest], all_cores, sqlite),
                ("PostgreSQL and Redis", ["not browser", *rest], all_cores, servers),
                ("Chromium", ["browser", *rest], [], servers),
            ):
                if title == "Chromium" and chromium is None:
                    continue
                say(f"\n== Tests: {title}")
                env = env | {"FILES_ROOT": str(folder / "files")}
                total += pytest(folder, " and ".join(marks), options + pytest_arguments, env)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    say(f"\n{time.monotonic() - began:.0f} s")
    if chromium is None:
        say("The browser tests did NOT run: there is no Chromium here. Get it with: apt install chromium")
    say(f"{total.passed} passed, {total.failed} failed")
    missing = chromium is None and os.environ.get("CI", "").lower() in {"1", "true"}
    return 1 if total.failed or missing or not total.passed else 0


def _interrupt(number: int, frame: FrameType | None) -> None:
    """However the run is asked to end, its servers are stopped and its folder is removed."""
    raise KeyboardInterrupt


def pytest(folder: Path, marks: str, arguments: list[str], env: dict[str, str]) -> Count:
    """One run. Errors count as failures, and so does a run that broke off."""
    results = folder / "results.xml"
    results.unlink(missing_ok=True)
    command: list[str | Path] = [
        PYTHON,
        "-m",
        "pytest",
        "-q",
        "-m",
        marks,
        f"--junitxml={results}",
        f"--basetemp={folder / 'pytest'}",
    ]
    status = run_as_group([*command, *arguments], env)
    if status == NOTHING_COLLECTED:
        return Count()
    if not results.exists():
        return Count(failed=1)
    suites = list(ET.parse(results).getroot().iter("testsuite"))
    failed = sum(int(suite.get("failures", 0)) + int(suite.get("errors", 0)) for suite in suites)
    skipped = sum(int(suite.get("skipped", 0)) for suite in suites)
    collected = sum(int(suite.get("tests", 0)) for suite in suites)
    return Count(collected - failed - skipped, max(failed, 1) if status else failed)
