"""`./dondoc run` as a small office has it: started, asked, stopped, and started again on its data."""

import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from door.ground import ROOT

PATIENCE = 300.0
LEFT_OUT = shutil.ignore_patterns(".git", ".venv", ".dondoc", "node_modules", "staticfiles", "__pycache__", ".*_cache")


@pytest.fixture
def copy(tmp_path) -> Path:
    """The project without its data, on the environment and the assets that are there already."""
    copy = tmp_path / "copy"
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
    (copy / ".venv").symlink_to(ROOT / ".venv")
    shutil.copytree(ROOT / ".dondoc" / "stamps", copy / ".dondoc" / "stamps", ignore=shutil.ignore_patterns("static"))
    return copy


def start(copy: Path, port: int, *options: str) -> subprocess.Popen[str]:
    outside = ("DATABASE_URL", "REDIS_URL", "FILES_ROOT", "DJANGO_SETTINGS_MODULE")
    env = {name: value for name, value in os.environ.items() if name not in outside}
    return subprocess.Popen(
        [sys.executable, copy / "dondoc", "run", *options],
        env=env | {"PORT": str(port)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def wait_until_ready(office: subprocess.Popen[str]) -> str:
    """What it said up to its address."""
    said = ""
    began = time.monotonic()
    assert office.stdout is not None
    for line in office.stdout:
        said += line
        if "Đôn Đốc: http://" in line:
            return said
        assert time.monotonic() - began < PATIENCE, said
    raise AssertionError(said)


def stop(office: subprocess.Popen[str]) -> str:
    office.send_signal(signal.SIGINT)
    said, _ = office.communicate(timeout=PATIENCE)
    assert office.returncode == 0, said
    return said


def processes_of(copy: Path) -> list[str]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if str(copy) in words:
            found.append(words.replace("\0", " "))
    return found


def status(port: int, path: str) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse().status
    connection.close()
    return answer


@pytest.mark.long
def test_an_office_starts_keeps_its_data_and_leaves_nothing_running(copy):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    office = start(copy, port)
    assert "Loading the demonstration office" in wait_until_ready(office)
    assert status(port, "/readyz") == 200
    assert status(port, "/") == 302
    stop(office)
    assert processes_of(copy) == []
    database = copy / ".dondoc" / "data" / "dondoc.sqlite3"
    number = database.stat().st_ino

    office = start(copy, port)
    assert "Loading the demonstration office" not in wait_until_ready(office)
    stop(office)
    assert database.stat().st_ino == number

    office = start(copy, port, "--fresh")
    said = wait_until_ready(office)
    assert "Deleting" in said
    assert "Loading the demonstration office" in said
    stop(office)
    assert processes_of(copy) == []
