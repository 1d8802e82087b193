"""A migrated SQLite file to start from, made once for each state of the migrations: making it anew takes longer than
most runs of a few tests.  Each process of a run works on a copy of its own."""

import hashlib
import os
import sqlite3
import tempfile
from pathlib import Path

import django

ROOT = Path(__file__).parents[1]


def kept() -> Path:
    """Where the file for the migrations of today is kept, whether it is there yet or not."""
    known = hashlib.sha256(django.__version__.encode())
    for path in sorted(ROOT.glob("*/migrations/*.py")):
        known.update(path.name.encode() + path.read_bytes())
    return Path(tempfile.gettempdir()) / f"dondoc-migrated-{os.getuid()}-{known.hexdigest()[:20]}.sqlite3"


def copy(source: Path, target: Path) -> None:
    """A whole copy, in place at once, whatever else reads or writes the source."""
    unfinished = target.with_name(f"{target.name}.{os.getpid()}")
    reading, writing = sqlite3.connect(source), sqlite3.connect(unfinished)
    try:
        reading.backup(writing)
    finally:
        reading.close()
        writing.close()
    unfinished.replace(target)


def remove(database: Path) -> None:
    for path in database.parent.glob(f"{database.name}*"):
        path.unlink(missing_ok=True)
