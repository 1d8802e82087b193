"""The words that `./dondoc` understands."""

import argparse
import os
import sys

from door.checks import run_checks, write_locks
from door.environment import install
from door.ground import PYTHON, ROOT, Stop, run
from door.office import run_office
from door.testing import run_tests


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(
        prog="./dondoc",
        description="Đôn Đốc: from a directive to its result.",
        epilog="Environment: PORT (8000), HOST (127.0.0.1), DATABASE_URL, REDIS_URL ...; see .env.example.",
    )
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    office = commands.add_parser("run", help="start the office on http://127.0.0.1:8000; Ctrl-C stops it")
    office.add_argument("--fresh", action="store_true", help="delete the data of this office first and start anew")
    for name, words in (
        ("test", "run all tests on SQLite and on PostgreSQL with Redis"),
        ("check", "lint, types, templates, imports, migrations, then all tests"),
    ):
        tests = commands.add_parser(name, help=words)
        tests.add_argument("--long", action="store_true", help="also what takes longer: kills, outages, fuzzing, soak")
        tests.add_argument("pytest", nargs="*", metavar="-- PYTEST", help="arguments for pytest after --")
    bench = commands.add_parser("bench", help="measure speed at office size; JSON lines")
    bench.add_argument("bench", nargs=argparse.REMAINDER, help="arguments for manage.py bench")
    commands.add_parser("lock", help="write requirements/*.txt anew from pyproject.toml")
    return top


def main() -> int:
    """Runs one command; the exit status of the process."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    options = parser().parse_args()
    try:
        match options.command:
            case "run":
                run_office(options.fresh)
            case "test":
                return run_tests(options.long, options.pytest)
            case "check":
                return run_checks(options.long, options.pytest)
            case "bench":
                install("base")
                settings = {"DJANGO_SETTINGS_MODULE": "config.settings.dev", "DEBUG": os.environ.get("DEBUG", "0")}
                return run(PYTHON, ROOT / "manage.py", "bench", *options.bench, env=settings)
            case "lock":
                return write_locks()
    except Stop as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    return 0
