"""Opinions (ý kiến): what one consulted unit was asked for, and what it answered or did not."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from tasks.models.consultation import Consultation, Settlement
from tasks.opinions import Asked, OpinionState, Position
from tasks.querysets.opinions import OpinionQuerySet
from tasks.statuses import Status
from units.models import Post, Unit, User


class Opinion(models.Model):
    """One unit's part in a consultation.

    The answer and the deemed consent stand beside each other: who answers after the date has both (requirement F5).
    `deemed_on` is the day after the date, `deemed_at` when it was recorded.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="opinions")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="opinions")
    concern = models.TextField("vì sao xin ý kiến đơn vị này")
    position = models.CharField("quan điểm", max_length=12, choices=Position, blank=True)
    reasons = models.TextField("lý do", blank=True)
    conditions = models.TextField("điều kiện", blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    deemed_on = models.DateField(null=True, blank=True)
    deemed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_because = models.TextField("lý do rút", blank=True)
    withdrawn_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # the task ended, or the unit now leads it
    settlement = models.ForeignKey(Settlement, on_delete=models.PROTECT, null=True, blank=True, related_name="opinions")

    objects = OpinionQuerySet.as_manager()

    class Meta:
        ordering = ["consultation", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "unit"], name="a_unit_is_asked_once"),
            models.CheckConstraint(condition=~Q(concern=""), name="opinion_says_why_the_unit_is_concerned"),
            models.CheckConstraint(
                condition=Q(
                    position="",
                    answered_by__isnull=True,
                    answered_in_post__isnull=True,
                    answered_at__isnull=True,
                    answered_on__isnull=True,
                )
                | ~Q(position="")
                & ~Q(reasons="")
                & Q(
                    answered_by__isnull=False,
                    answered_in_post__isnull=False,
                    answered_at__isnull=False,
                    answered_on__isnull=False,
                ),
                name="opinion_is_a_position_with_reasons",
            ),
            models.CheckConstraint(
                condition=~Q(position="conditional") | ~Q(conditions=""), name="opinion_names_its_conditions"
            ),
            models.CheckConstraint(
                condition=Q(deemed_on__isnull=True, deemed_at__isnull=True)
                | Q(deemed_on__isnull=False, deemed_at__isnull=False),
                name="opinion_deemed_since_when",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_because="", withdrawn_by__isnull=True, withdrawn_at__isnull=True)
                | ~Q(withdrawn_because="") & Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False),
                name="opinion_withdrawn_with_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, closed_at__isnull=True) | Q(position="", deemed_on__isnull=True),
                name="opinion_struck_only_while_waiting",
            ),
            models.CheckConstraint(
                condition=Q(settlement__isnull=True) | Q(position="disagree"), name="only_disagreement_is_settled"
            ),
        ]
        indexes = [models.Index(fields=["unit", "answered_on"])]

    def __str__(self) -> str:
        return f"{self.unit.label}: {self.get_position_display() or 'chưa trả lời'}"

    def state_on(self, today: date) -> OpinionState:
        """How it stands; asks for the consultation and its task."""
        task = self.consultation.task
        return Asked(
            due_on=self.consultation.due_on,
            stood_still_on=task.suspended_on if task.status == Status.SUSPENDED else None,
            position=self.position,
            answered_on=self.answered_on,
            is_settled=self.settlement_id is not None,
            is_withdrawn=self.withdrawn_at is not None,
            is_closed=self.closed_at is not None,
        ).state_on(today)


class OpinionDraft(models.Model):
    """What an officer of the unit wrote for its head to send; seen in that unit alone.

    `version` counts the savings, so that of two who write at once the second is told.
    """

    opinion = models.OneToOneField(Opinion, on_delete=models.PROTECT, related_name="draft")
    position = models.CharField("quan điểm", max_length=12, choices=Position, blank=True)
    reasons = models.TextField("lý do", blank=True)
    conditions = models.TextField("điều kiện", blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    in_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"Dự thảo ý kiến của {self.opinion.unit.label}"
