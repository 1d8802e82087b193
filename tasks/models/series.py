"""Recurring duties: a series with its rule, the units that owe it, and what was changed of it."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from directives.models import Directive, Instruction
from directives.types import SourceKind
from tasks.kinds import ResultKind
from tasks.periods import Period, PeriodKind, Scheme
from tasks.querysets.series import SeriesQuerySet
from tasks.rhythm import MOST_DAYS_AFTER, Ahead, DueRule, Rhythm
from units.models import Post, Unit, User


class RhythmColumns(models.Model):
    """The columns of a `tasks.rhythm.Rhythm`."""

    period_kind = models.CharField("kỳ", max_length=10, choices=PeriodKind)
    scheme = models.CharField("cách tính kỳ", max_length=10, choices=Scheme, default=Scheme.CALENDAR)
    due_rule = models.CharField("cách tính hạn", max_length=10, choices=DueRule, default=DueRule.AFTER_END)
    due_day = models.PositiveSmallIntegerField("ngày", default=0)

    class Meta:
        abstract = True

    @property
    def rhythm(self) -> Rhythm:
        return Rhythm(PeriodKind(self.period_kind), Scheme(self.scheme), DueRule(self.due_rule), self.due_day)

    def take_rhythm(self, rhythm: Rhythm) -> None:
        self.period_kind, self.scheme = rhythm.kind, rhythm.scheme
        self.due_rule, self.due_day = rhythm.due_rule, rhythm.due_day


def sound_day(prefix: str) -> models.CheckConstraint:
    """The day that a rule of due dates can mean; the exact words stand in `tasks.rhythm.refusal_of`."""
    return models.CheckConstraint(
        condition=Q(due_rule="after_end", due_day__lte=MOST_DAYS_AFTER)
        | Q(due_rule="on_day", due_day__gte=1, due_day__lte=31) & (~Q(period_kind="week") | Q(due_day__lte=7)),
        name=f"{prefix}_day_is_sound",
    )


class TaskSeries(RhythmColumns):
    """A recurring duty (việc định kỳ).  Changed only by `tasks.services.series`.

    An occurrence is a Task of one of its units for one period, given `ahead_days` before the period begins or before
    it is due.  Periods that begin after `ends_on` are not owed; an ended series gives nothing more.
    """

    organisation = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="task_series")
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    instruction = models.ForeignKey(Instruction, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    source_kind = models.CharField(max_length=20, choices=SourceKind, default=SourceKind.DOCUMENT)
    title = models.CharField("nội dung", max_length=2000)
    deadline_words = models.CharField("thời hạn như văn bản ghi", max_length=500, blank=True)
    result_kind = models.CharField("kết quả", max_length=20, choices=ResultKind, default=ResultKind.DOCUMENT)
    ahead = models.CharField("giao", max_length=10, choices=Ahead, default=Ahead.START)
    ahead_days = models.PositiveSmallIntegerField("số ngày giao trước", default=0)
    given_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    given_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField("ngày giao")
    ends_on = models.DateField("đến ngày", null=True, blank=True)
    ended_on = models.DateField("ngày kết thúc", null=True, blank=True)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    end_reason = models.TextField("lý do kết thúc", blank=True)
    changed_on = models.DateField(null=True, blank=True)  # what a change makes due takes effect on its day at first
    version = models.PositiveIntegerField(default=1)  # one more at each change; a stale form is told (409)

    objects = SeriesQuerySet.as_manager()

    class Meta:
        verbose_name = "việc định kỳ"
        verbose_name_plural = "việc định kỳ"
        ordering = ["pk"]
        constraints = [
            sound_day("series"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_by__isnull=True, end_reason="")
                | Q(ended_on__isnull=False, ended_by__isnull=False) & ~Q(end_reason=""),
                name="series_ended_by_somebody_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("given_on")), name="series_ends_after_it_was_given"
            ),
        ]
        indexes = [models.Index(fields=["organisation", "ended_on"])]

    def __str__(self) -> str:
        return self.title[:80]

    @property
    def is_over(self) -> bool:
        return self.ended_on is not None

    def given_day(self, period: Period) -> date:
        """The day on which the occurrence of the period is given."""
        anchor = period.starts_on if self.ahead == Ahead.START else self.rhythm.due_on(period)
        return anchor - timedelta(days=self.ahead_days)

    def owes(self, period: Period) -> bool:
        """Whether the period begins while the series lasts."""
        return self.ends_on is None or period.starts_on <= self.ends_on


class SeriesUnit(models.Model):
    """A unit that leads, or helps with, each occurrence of a series.

    Of a lead: periods that begin on `next_on` or later have not been given to the unit yet, and the next of them is to
    be given on `next_given_on` (none: no period is left).
    """

    class Part(models.TextChoices):
        LEAD = "lead", "chủ trì"
        COORDINATING = "coordinating", "phối hợp"

    series = models.ForeignKey(TaskSeries, on_delete=models.PROTECT, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="series_parts")
    part = models.CharField(max_length=15, choices=Part, default=Part.LEAD)
    given_on = models.DateField("từ ngày")
    next_on = models.DateField()
    next_given_on = models.DateField("ngày giao kỳ tới", null=True, blank=True)
    moved_on = models.DateField("chuyển đi ngày", null=True, blank=True)
    moved_to = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["series", "-part", "unit__path", "pk"]  # leads first
        constraints = [
            models.UniqueConstraint(
                fields=["series", "unit"], condition=Q(moved_on__isnull=True), name="a_unit_once_in_a_series"
            ),
            models.CheckConstraint(
                condition=Q(moved_on__isnull=True, moved_to__isnull=True)
                | Q(moved_on__isnull=False, moved_to__isnull=False),
                name="series_moved_to_a_unit",
            ),
        ]
        indexes = [models.Index(fields=["next_given_on"])]

    def __str__(self) -> str:
        return f"{self.unit.label}: {self.series}"

    @property
    def is_open(self) -> bool:
        return self.moved_on is None


class SeriesEvent(models.Model):
    """What was done to a series, append-only."""

    class Action(models.TextChoices):
        GIVE = "give", "giao việc định kỳ"
        CHANGE_DUE = "change_due", "đổi cách tính hạn"
        MOVE = "move", "chuyển đơn vị"
        END = "end", "kết thúc việc định kỳ"

    series = models.ForeignKey(TaskSeries, on_delete=models.PROTECT, related_name="events")
    action = models.CharField(max_length=15, choices=Action)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.TextField(blank=True)
    changes = models.JSONField(default=list)  # [[what, before, after], ...] in words

    class Meta:
        ordering = ["series", "pk"]
