"""`./dondoc check` and `./dondoc lock`: what a change must pass, and how dependencies are pinned."""

from pathlib import Path

from door.environment import install
from door.ground import PYTHON, ROOT, VENV, Stop, must_run, run, say
from door.testing import run_tests


def templates() -> list[Path]:
    return sorted((ROOT / "templates").rglob("*.html"))


def checks() -> dict[str, list[str | Path]]:
    """What is looked at besides the tests: name and command of each."""
    tools = VENV / "bin"
    return {
        "lint": [PYTHON, "-m", "ruff", "check"],
        "format": [PYTHON, "-m", "ruff", "format", "--check"],
        "types": [PYTHON, "-m", "mypy"],
        "templates": [tools / "djade", "--target-version", "5.2", "--check", *templates()],
        "imports": [PYTHON, tools / "lint-imports", "--no-logo"],
        "migrations": [PYTHON, ROOT / "manage.py", "makemigrations", "--check", "--dry-run"],
    }


def run_checks(long: bool, pytest_arguments: list[str]) -> int:
    """Every check runs even where an earlier one failed; then the tests."""
    install("dev")
    failed = []
    for name, command in checks().items():
        say(f"\n== Check: {name}")
        if run(*command) != 0:
            failed.append(name)
    status = run_tests(long, pytest_arguments)
    if failed:
        raise Stop(f"Failed besides the tests: {', '.join(failed)}")
    return status


def write_locks() -> int:
    """Writes requirements/*.txt from pyproject.toml, every package pinned with its hashes, for every platform."""
    install("dev")
    common = (
        "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--python-version", "3.11",
        "--no-header", "--no-emit-index-url",
    )  # fmt: skip
    base = ("-c", "requirements/base.txt")
    sources: dict[str, tuple[str, ...]] = {
        "base": ("pyproject.toml",),
        "dev": ("--group", "dev", "pyproject.toml", *base),
        "servers": ("--group", "servers", *base),
        "node": ("--group", "node"),
    }
    for name, arguments in sources.items():
        say(f"Writing requirements/{name}.txt")
        must_run(
            PYTHON, "-m", "uv", *common, *arguments, "-o", f"requirements/{name}.txt",
            otherwise=f"requirements/{name}.txt could not be written; uv says why above.",
        )  # fmt: skip
    return 0
