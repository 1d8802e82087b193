"""How well readings did in real use, from what people kept and corrected."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from directives.corrections import FIELDS
from directives.models import Correction, FieldOutcome
from directives.querysets import OutcomeQuerySet


@dataclass(frozen=True)
class Share:
    """A part of a whole; `of` 0 is no share at all."""

    part: int
    of: int

    @property
    def percent(self) -> float | None:
        return 100 * self.part / self.of if self.of else None


@dataclass(frozen=True)
class Fared:
    """A field over many readings.  `right`: readings in which it needed no correction, blank where it is blank.

    `precision`: of what was proposed, what was kept as it stood; `recall`: of what is right, what had been proposed.
    """

    name: str
    right: Share
    kept: int
    changed: int
    added: int
    removed: int

    @property
    def precision(self) -> Share:
        return Share(self.kept, self.kept + self.changed + self.removed)

    @property
    def recall(self) -> Share:
        return Share(self.kept, self.kept + self.changed + self.added)

    @property
    def corrections(self) -> int:
        return self.changed + self.added + self.removed


@dataclass(frozen=True)
class Source:
    """Readings of one kind of file by one version of the reader; `right` counts fields."""

    media_type: str  # "" for pasted text
    reader_version: str
    readings: int
    right: Share


@dataclass(frozen=True)
class Frequent:
    """One correction and how often it was made."""

    field: str
    proposed: str
    corrected: str
    times: int


@dataclass(frozen=True)
class Quality:
    documents: int
    fields: list[Fared]  # in the order of FIELDS
    sources: list[Source]
    frequent: list[Frequent]  # the most frequent of each field


def quality(
    *, since: datetime | None = None, until: datetime | None = None, document_type: str = "", examples: int = 0
) -> Quality:
    """Of documents logged in [since, until), all types or one; up to `examples` corrections a field."""

    outcomes = FieldOutcome.objects.logged(since, until, document_type)
    found = {row["field"]: row for row in outcomes.totals("field")}
    fields = [_fared(name, found[name]) for name in FIELDS if name in found]
    return Quality(
        documents=max((field.right.of for field in fields), default=0),
        fields=fields,
        sources=[_source(row) for row in outcomes.totals(*_SOURCE)],
        frequent=_frequent(Correction.objects.logged(since, until, document_type), examples) if examples else [],
    )


_SOURCE = ("reading__document__file__media_type", "reading__reader_version")


def _fared(name: str, row: dict) -> Fared:
    counts = {key: row[key] for key in ("kept", "changed", "added", "removed")}
    return Fared(name, Share(row["right"], row["readings"]), **counts)


def _source(row: dict) -> Source:
    media_type, version = (row[name] for name in _SOURCE)
    return Source(media_type or "", version, row["documents"], Share(row["right"], row["readings"]))


def _frequent(corrections: OutcomeQuerySet, examples: int) -> list[Frequent]:
    """The most frequent of each field, in the order of FIELDS."""
    counted = (
        corrections.values("field", "proposed", "corrected")
        .annotate(times=Count("pk"))
        .order_by("-times", "proposed", "corrected")
    )
    by_field: dict[str, list[Frequent]] = {name: [] for name in FIELDS}
    for row in counted.iterator():
        listed = by_field[row["field"]]
        if len(listed) < examples:
            listed.append(Frequent(**row))
    return [one for listed in by_field.values() for one in listed]
