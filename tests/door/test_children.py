"""Processes that the door starts end with it, and a dead one is noticed."""

import os
import sys
import time

import pytest

from door.children import Child, start, stop
from door.ground import Stop
from door.office import watch

SLEEP = [sys.executable, "-c", "import time; time.sleep(60)"]
#: Says the number of a child of its own, then waits for it.
WITH_CHILD = [
    sys.executable,
    "-uc",
    "import subprocess, sys; p = subprocess.Popen(['sleep', '60']); print(p.pid); p.wait()",
]


def wait_for_line(child: Child) -> str:
    for _ in range(200):
        if text := child.log.read_text().strip():
            return text
        time.sleep(0.05)
    raise AssertionError("The child said nothing.")


def is_gone(number: int) -> bool:
    """Whether the process is no more; one that only waits to be collected by its parent counts as gone."""
    for _ in range(100):
        try:
            with open(f"/proc/{number}/stat") as stat:
                if stat.read().rpartition(")")[2].split()[0] == "Z":
                    return True
        except FileNotFoundError:
            return True
        time.sleep(0.05)
    return False


def test_stopping_a_child_ends_what_it_started_itself(tmp_path):
    child = start("web", WITH_CHILD, tmp_path / "web.log")
    grandchild = int(wait_for_line(child))
    stop([child])
    assert not child.is_alive()
    assert is_gone(grandchild)


def test_a_killed_door_takes_its_children_with_it(tmp_path):
    door = (
        "import os, signal; from pathlib import Path; from door.children import start;"
        f"child = start('x', {SLEEP!r}, Path({str(tmp_path / 'x.log')!r}));"
        "print(child.process.pid, flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = start(
        "door", [sys.executable, "-c", door], tmp_path / "door.log", {"PYTHONPATH": os.pathsep.join(sys.path)}
    )
    killed.process.wait(20)
    assert is_gone(int(wait_for_line(killed)))


def test_a_child_that_dies_ends_everything_with_its_last_words(tmp_path):
    alive = start("web", SLEEP, tmp_path / "web.log")
    dying = start("worker", [sys.executable, "-c", "print('no broker'); raise SystemExit(3)"], tmp_path / "worker.log")
    try:
        with pytest.raises(Stop, match=r"(?s)The worker ended \(exit status 3\).*no broker"):
            watch({"web": alive, "worker": dying}, lambda: False)
    finally:
        stop([alive, dying])


def test_the_log_of_the_last_start_is_kept_beside_the_new_one(tmp_path):
    for word in ("first", "second"):
        start("x", [sys.executable, "-c", f"print({word!r})"], tmp_path / "x.log").process.wait(20)
    assert (tmp_path / "x.log").read_text() == "second\n"
    assert (tmp_path / "x.log.1").read_text() == "first\n"
