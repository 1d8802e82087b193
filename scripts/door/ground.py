"""Where things are, how the door speaks, and how it remembers what is already done."""

import ctypes
import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
STATE = ROOT / ".dondoc"
DATA = STATE / "data"
LOGS = STATE / "logs"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"

_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
_PR_SET_PDEATHSIG = 1


def say(sentence: str = "") -> None:
    print(sentence, flush=True)


class Stop(Exception):
    """The end of a command, with the sentence that says why."""


def end_with_parent() -> None:
    """In a child before it starts: Linux ends it when the door is gone, even if that was killed."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGINT)


def run(*command: str | Path, env: dict[str, str] | None = None) -> int:
    """Runs a command in the project's folder with its output in sight; its exit status."""
    words = [str(part) for part in command]
    return subprocess.run(words, cwd=ROOT, env=environ(env), preexec_fn=end_with_parent).returncode


def must_run(*command: str | Path, otherwise: str, env: dict[str, str] | None = None) -> None:
    """As `run`, but anything but success ends the door with the sentence `otherwise`."""
    if run(*command, env=env) != 0:
        raise Stop(otherwise)


def environ(extra: dict[str, str] | None = None) -> dict[str, str]:
    """The environment of children: ours, with UTF-8 whatever the terminal says, and `extra`."""
    return os.environ | {"PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1"} | (extra or {})


def fingerprint(paths: Iterable[Path]) -> str:
    """Changes when a file's content does."""
    digest = hashlib.sha256(f"{sys.version_info[:2]}".encode())
    for path in sorted(paths):
        digest.update(path.relative_to(ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


class Stamp:
    """Remembers that something was done for files of just this content, so that it is not done again."""

    def __init__(self, path: Path, inputs: Iterable[Path]) -> None:
        self.path = path
        self.print = fingerprint(inputs)

    def is_set(self) -> bool:
        return self.path.exists() and self.path.read_text() == self.print

    def set(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(self.print)
