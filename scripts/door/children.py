"""Child processes that never outlive the door, even if it is killed: each leads a group of its own."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from door.ground import ROOT, environ

_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
_PR_SET_PDEATHSIG = 1
#: How long a child may take to finish what it has in hand.
PATIENCE = 20.0


def _die_with_parent() -> None:
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


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
            preexec_fn=_die_with_parent,
            user=user,
            group=user,
            extra_groups=None if user is None else [],
        )
    return Child(name, log, process)


def stop(children: list[Child], how: signal.Signals = signal.SIGTERM) -> None:
    """Asks the leaders to finish, waits, then removes whatever is left of their groups."""
    for child in children:
        if child.is_alive():
            with contextlib.suppress(ProcessLookupError):
                child.process.send_signal(how)
    deadline = time.monotonic() + PATIENCE
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.0, deadline - time.monotonic()))
    for child in children:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.process.pid, signal.SIGKILL)
        child.process.wait()
