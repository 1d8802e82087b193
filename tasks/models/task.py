"""A task (nhiệm vụ): one duty of exactly one leading unit."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from directives.models import Directive, Instruction
from directives.types import SourceKind, source_kinds
from tasks.kinds import DeadlineKind, DutyKind, Restriction, ResultKind
from tasks.models.series import SeriesUnit
from tasks.periods import from_key
from tasks.querysets import TaskQuerySet
from tasks.statuses import HANDED_IN, OPEN, Badge, Status, badge_of
from units.folding import fold
from units.models import Post, Unit, User


class Task(models.Model):
    """Changed only by `tasks.services`, each change with its TaskEvent in the same transaction.

    A part (`parent`) was given by the unit that leads the whole: `assigning_organisation` is then that unit, which
    decides about the part as an organisation does about its tasks; an officer's part has the unit as its lead too.

    `due_on` is the date in force, `original_due_on` the first one agreed, which never changes.
    `submitted_on` is set while a result is handed in (submitted or completed) and judges lateness.
    """

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks")
    instruction = models.ForeignKey(
        Instruction,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks",
    )
    source_kind = models.CharField(max_length=20, choices=source_kinds, default=SourceKind.DOCUMENT)
    source_words = models.CharField("nguồn cụ thể", max_length=300, blank=True)  # "giao ban ngày 05/3/2026"
    title = models.CharField("nội dung nhiệm vụ", max_length=2000)
    search_text = models.TextField(editable=False)
    assigning_organisation = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tasks_assigned")
    assigned_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    assigned_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    assigned_on = models.DateField("ngày giao")
    lead = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="tasks_led",
        verbose_name="đơn vị chủ trì",
    )
    lead_when_given = models.ForeignKey(
        Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="đơn vị lúc được giao"
    )  # where a reorganisation has moved the lead since; a transfer gives anew
    officer = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tasks_given",
    )
    head_at_assignment = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # personal responsibility (requirement D6)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    series_unit = models.ForeignKey(
        SeriesUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="occurrences"
    )  # of a recurring duty: for whom the occurrence was created; a transfer may have given it to another lead
    period_key = models.CharField(max_length=10, blank=True)  # which occurrence: "2026-Q3"
    is_needed = models.BooleanField("nhiệm vụ chung cần phần việc này", default=True)  # of a part
    duty_kind = models.CharField("loại việc", max_length=15, choices=DutyKind, default=DutyKind.ONE_OFF)
    deadline_kind = models.CharField("loại thời hạn", max_length=15, choices=DeadlineKind)
    deadline_words = models.CharField("thời hạn như văn bản ghi", max_length=500, blank=True)
    result_kind = models.CharField("kết quả", max_length=20, choices=ResultKind, default=ResultKind.DOCUMENT)
    due_on = models.DateField("hạn", null=True, blank=True)
    original_due_on = models.DateField("hạn ban đầu", null=True, blank=True)
    status = models.CharField("trạng thái", max_length=15, choices=Status, default=Status.ASSIGNED)
    submitted_on = models.DateField("ngày báo cáo hoàn thành", null=True, blank=True)
    completed_on = models.DateField("ngày xác nhận hoàn thành", null=True, blank=True)
    suspended_on = models.DateField(null=True, blank=True)
    status_before_suspension = models.CharField(max_length=15, choices=Status, blank=True)
    restriction = models.CharField(max_length=15, choices=Restriction, default=Restriction.NORMAL)
    last_reported_on = models.DateField(null=True, blank=True)  # day of the unit's newest report or submission
    version = models.PositiveIntegerField(default=1)  # one more at each change; a stale form is told (409)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = "nhiệm vụ"
        verbose_name_plural = "nhiệm vụ"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=sorted(HANDED_IN), submitted_on__isnull=False)
                | (~Q(status__in=sorted(HANDED_IN)) & Q(submitted_on__isnull=True)),
                name="task_submitted_on_while_handed_in",
            ),
            models.CheckConstraint(
                condition=Q(status="completed", completed_on__isnull=False)
                | (~Q(status="completed") & Q(completed_on__isnull=True)),
                name="task_completed_on_when_completed",
            ),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True) | Q(completed_on__gte=F("submitted_on")),
                name="task_confirmed_after_submission",
            ),
            models.CheckConstraint(
                condition=Q(
                    deadline_kind="date",
                    due_on__isnull=False,
                    original_due_on__isnull=False,
                )
                | (~Q(deadline_kind="date") & Q(due_on__isnull=True, original_due_on__isnull=True)),
                name="task_dated_when_kind_is_date",
            ),
            models.CheckConstraint(
                condition=Q(status="suspended", suspended_on__isnull=False) & ~Q(status_before_suspension="")
                | (~Q(status="suspended") & Q(suspended_on__isnull=True, status_before_suspension="")),
                name="task_suspended_since_when",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="task_not_own_parent",
            ),
            models.CheckConstraint(
                condition=~Q(assigning_organisation=F("lead")) | Q(officer__isnull=False, parent__isnull=False),
                name="task_within_a_unit_is_an_officers_part",
            ),
            models.UniqueConstraint(
                fields=["series_unit", "period_key"],
                condition=Q(series_unit__isnull=False),
                name="one_occurrence_a_period_and_unit",
            ),
            models.CheckConstraint(
                condition=Q(series_unit__isnull=True, period_key="")
                | (Q(series_unit__isnull=False) & ~Q(period_key="")),
                name="task_of_a_series_has_a_period",
            ),
        ]
        indexes = [
            models.Index(fields=["assigning_organisation", "status", "due_on"]),
            models.Index(fields=["lead", "status", "due_on"]),
            models.Index(fields=["status", "due_on"]),
            models.Index(fields=["due_on", "id"]),  # the order of the whole list: one page of it is read, not sorted
        ]

    def __str__(self) -> str:
        return self.title[:80]

    def save(self, *args: object, **kwargs: object) -> None:
        self.search_text = fold(self.title)
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def status_badge(self) -> Badge:
        return badge_of(Status(self.status))

    @property
    def is_officers_part(self) -> bool:
        """Given by a unit to one of its own people, who answers for it."""
        return self.assigning_organisation_id == self.lead_id

    @property
    def is_ended(self) -> bool:
        return self.status not in OPEN

    @property
    def judged_by_submission(self) -> bool:
        return self.status in HANDED_IN

    @property
    def period_label(self) -> str:
        """Of an occurrence: "Tháng 3 năm 2026"; else ""."""
        return from_key(self.period_key).label if self.period_key else ""
