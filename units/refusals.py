"""The three refusals, kept apart: cannot see = 404 (a queryset's work), may not = Forbidden, not now = Conflict."""

from __future__ import annotations

from dataclasses import dataclass


class Refusal(Exception):
    """A request that is understood and refused; `reason` is a Vietnamese sentence for the person who asked."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Forbidden(Refusal):
    """This person may not do it (403)."""


class Conflict(Refusal):
    """It can't be done in the present state, or the form is stale (409)."""


@dataclass(frozen=True)
class Allowed:
    def __bool__(self) -> bool:
        return True


@dataclass(frozen=True)
class Denied:
    reason: str

    def __bool__(self) -> bool:
        return False


Verdict = Allowed | Denied


def demand(verdict: Verdict) -> None:
    """Raise Forbidden with the reason unless the verdict allows."""
    if isinstance(verdict, Denied):
        raise Forbidden(verdict.reason)
