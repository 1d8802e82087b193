"""Documents that the office is writing: drafts until they are issued.  A draft has no number."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from directives.models.directive import Directive
from directives.querysets import OutgoingDraftQuerySet
from directives.types import DocumentType
from units.models import Post, Unit, User


class OutgoingDraft(models.Model):
    """A document on its way: written, handed to the leaders, approved, issued.

    `content` is what was typed, right or wrong (`directives.forms.letter`); subject, type and signer are copies for the
    lists.  What is changed after it was handed in or approved is being written again.
    """

    class State(models.TextChoices):
        DRAFTING = "drafting", "Đang soạn"
        SUBMITTED = "submitted", "Chờ duyệt"
        APPROVED = "approved", "Đã duyệt, chờ ban hành"
        ISSUED = "issued", "Đã ban hành"
        DISCARDED = "discarded", "Đã bỏ"

    organisation = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    begun_from = models.ForeignKey(
        Directive, on_delete=models.PROTECT, null=True, blank=True, related_name="drafts_to_implement"
    )
    content = models.JSONField(default=dict)
    document_type = models.CharField("loại văn bản", max_length=30, choices=DocumentType)
    subject = models.CharField("trích yếu", max_length=1000, blank=True)
    signer = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField("trạng thái", max_length=10, choices=State, default=State.DRAFTING)
    note = models.CharField("ý kiến", max_length=2000, blank=True)  # with which it was sent back last
    begun_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    begun_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    saved_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    directive = models.OneToOneField(
        Directive, on_delete=models.PROTECT, null=True, blank=True, related_name="written_as"
    )
    version = models.PositiveIntegerField(default=1)  # a stale form is told

    objects = OutgoingDraftQuerySet.as_manager()

    class Meta:
        ordering = ["-saved_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="issued", directive__isnull=False) | (~Q(state="issued") & Q(directive__isnull=True)),
                name="a_draft_is_issued_as_a_directive",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["approved", "issued"], approved_at__isnull=False, approved_by__isnull=False)
                | (~Q(state__in=["approved", "issued"]) & Q(approved_at__isnull=True, approved_by__isnull=True)),
                name="a_draft_is_approved_by_somebody",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "state"])]

    def __str__(self) -> str:
        return f"Dự thảo {self.get_document_type_display().lower()}: {self.subject or '(chưa có trích yếu)'}"

    @property
    def is_open(self) -> bool:
        """It is still on its way."""
        return self.state in {self.State.DRAFTING, self.State.SUBMITTED, self.State.APPROVED}
