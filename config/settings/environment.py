"""Reads settings from environment variables; what is missing is said in one sentence."""

import os


def text(name: str, default: str = "") -> str:
    """The variable without surrounding blanks; an empty one counts as not set."""
    return os.environ.get(name, "").strip() or default


def flag(name: str, default: bool = False) -> bool:
    value = text(name).lower()
    return value in {"1", "true", "yes", "on"} if value else default


def number(name: str, default: int) -> int:
    value = text(name)
    if value and not value.isdecimal():
        raise SystemExit(f"{name} is {value!r}, which is not a whole number.")
    return int(value) if value else default


def words(name: str, default: str = "") -> list[str]:
    """A list written with commas."""
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def required(name: str, example: str) -> str:
    """The variable, or the end of the start: production never guesses."""
    value = text(name)
    if not value:
        raise SystemExit(f"{name} is not set. Set it in the environment, for example {name}={example}")
    return value
