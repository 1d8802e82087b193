"""Extensions: what a leading unit asked of the due date, and what was decided."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from tasks.models.task import Task
from tasks.statuses import Badge
from units.models import Post, User

_LOOK = {
    "asked": ("violet", "hourglass"),
    "offered": ("amber", "calendar-due"),
    "granted": ("green", "calendar-check"),
    "refused": ("red", "calendar-x"),
    "declined": ("red", "calendar-x"),
    "withdrawn": ("grey", "calendar-off"),
    "lapsed": ("grey", "calendar-off"),
}


class Extension(models.Model):
    """One request for a later date with its answer; every date is kept, none is ever overwritten.

    `due_on` is the date in force when it was asked.  Asked after that date it carries an explanation (giải trình).
    """

    class Status(models.TextChoices):
        ASKED = "asked", "chờ quyết định"
        OFFERED = "offered", "được đề nghị hạn khác"
        GRANTED = "granted", "được gia hạn"
        REFUSED = "refused", "không được gia hạn"
        DECLINED = "declined", "không nhận hạn được đề nghị"
        WITHDRAWN = "withdrawn", "đã rút"
        LAPSED = "lapsed", "không còn cần"  # the task went on without an answer: handed in, returned or cancelled

    OPEN = ("asked", "offered")

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="extensions")
    due_on = models.DateField("hạn khi xin")
    asked_due_on = models.DateField("hạn xin gia hạn")
    reason = models.TextField("lý do")
    explanation = models.TextField("giải trình", blank=True)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status, default=Status.ASKED)
    offered_due_on = models.DateField("hạn được đề nghị", null=True, blank=True)
    decision = models.TextField("ý kiến quyết định", blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["task", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["task"], condition=Q(status__in=["asked", "offered"]), name="one_open_extension_a_task"
            ),
            models.CheckConstraint(condition=Q(asked_due_on__gt=F("due_on")), name="extension_asks_for_a_later_date"),
            models.CheckConstraint(
                condition=Q(status="asked", decided_by__isnull=True, decided_at__isnull=True)
                | Q(status__in=["withdrawn", "lapsed"])
                | Q(decided_by__isnull=False, decided_at__isnull=False),
                name="extension_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(status="offered") | Q(offered_due_on__isnull=False), name="extension_offers_a_date"
            ),
            models.CheckConstraint(
                condition=Q(status__in=["asked", "offered"], closed_at__isnull=True)
                | (~Q(status__in=["asked", "offered"]) & Q(closed_at__isnull=False)),
                name="extension_closed_when_answered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_on:%d/%m/%Y} → {self.asked_due_on:%d/%m/%Y}: {self.get_status_display()}"

    @property
    def badge(self) -> Badge:
        tone, icon = _LOOK[self.status]
        given = f" đến {self.offered_due_on or self.asked_due_on:%d/%m/%Y}" if self.status == "granted" else ""
        return Badge(tone, icon, self.get_status_display().capitalize() + given)

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN
