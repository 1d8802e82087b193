"""Child processes that never outlive the door, even if it is killed: each leads a group of its own."""

import contextlib
import os
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from door.ground import ROOT, end_with_parent, environ

#: How long a child may take to finish what it has in hand.
PATIENCE = 20.0


@dataclass
class Child:
    name: str
    log: Path
    process: subprocess.Popen[bytes]

    def is_alive(self) -> bool:
        return self.process.poll() is None

    def last_lines(self, count: int = 15) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-count:])


def start(
    name: str, command: list[str | Path], log: Path, env: dict[str, str] | None = None, user: int | None = None
) -> Child:
    """Starts `command` in a group of its own, all it says going to `log`; as another user when `user` is given."""
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists():
        log.replace(log.with_suffix(".log.1"))
    with log.open("wb") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            cwd=ROOT if user is None else "/",
            env=environ(env),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=end_with_parent,
            user=user,
            group=user,
            extra_groups=None if user is None else [],
        )
    return Child(name, log, process)


def stop(children: list[Child], how: signal.Signals = signal.SIGTERM) -> None:
    """Asks the leaders to finish, waits, then removes whatever is left of their groups."""
    _end([child.process for child in children], how)


def run_as_group(command: list[str | Path], env: dict[str, str]) -> int:
    """Runs a command with its output in sight; when it ends, or the door is asked to, all that it started ends too."""
    process = subprocess.Popen(
        [str(part) for part in command],
        cwd=ROOT,
        env=environ(env),
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=end_with_parent,
    )
    try:
        return process.wait()
    finally:
        _end([process], signal.SIGINT)


def _end(leaders: list[subprocess.Popen[bytes]], how: signal.Signals) -> None:
    for leader in leaders:
        leader.send_signal(how)
    deadline = time.monotonic() + PATIENCE
    for leader in leaders:
        with contextlib.suppress(subprocess.TimeoutExpired):
            leader.wait(max(0.0, deadline - time.monotonic()))
    for leader in leaders:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(leader.pid, signal.SIGKILL)
        leader.wait()
