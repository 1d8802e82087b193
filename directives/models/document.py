"""The text of a document and what was read in it, before and after a person confirmed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from directives.models.directive import Directive
from directives.querysets import DocumentTextQuerySet
from files.models import StoredFile
from units.models import Post, Unit, User


class DocumentText(models.Model):
    """The text that was pasted or taken out of a file.  Immutable: spans of readings point into it.

    Without a directive it is a draft waiting for review; `review` then keeps what the clerk has typed so far.
    """

    organisation = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    directive = models.OneToOneField(
        Directive,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="document",
    )
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    received_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    review = models.JSONField(null=True, blank=True)
    package = models.JSONField(null=True, blank=True)  # what the envelope said (readers/envelope.py, readers/mail.py)
    package_id = models.CharField(max_length=200, blank=True)  # DocumentId of an edXML package
    discarded_at = models.DateTimeField(null=True, blank=True)

    objects = DocumentTextQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        indexes = [
            models.Index(
                fields=["organisation", "package_id"], condition=~Q(package_id=""), name="documents_by_package"
            )
        ]


class Reading(models.Model):
    """What the reader proposed for a text; kept apart from what a person confirmed, and never changed."""

    document = models.OneToOneField(DocumentText, on_delete=models.PROTECT, related_name="reading")
    proposal = models.JSONField()  # dataclasses.asdict of directives.reading.Proposal
    reader_version = models.CharField(max_length=20)
    read_at = models.DateTimeField()
