"""Documents that a directive cites, and what they are to it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from directives.keys import reference_keys
from directives.models.directive import Directive
from directives.querysets import CitationQuerySet
from directives.types import Relation
from units.folding import fold
from units.models import Post, User

__all__ = ["Citation", "Relation"]


class Citation(models.Model):
    """As printed; linked to a registered directive only by a person.

    Open until somebody says which record it is (`target`) or that none will ever be here (`is_external`); `note` then
    keeps the reason, and the audit trail every step.
    """

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="citations")
    relation = models.CharField(max_length=15, choices=Relation)
    relation_as_logged = models.CharField(max_length=15, choices=Relation, blank=True)  # where it was corrected since
    relation_reason = models.CharField(max_length=300, blank=True)
    as_printed = models.CharField(max_length=500)
    reference = models.CharField(max_length=80, blank=True)
    code_number_key = models.CharField(max_length=11, blank=True, editable=False)
    code_notation_key = models.CharField(max_length=60, blank=True, editable=False)
    search_text = models.TextField(blank=True, editable=False)
    issued_on = models.DateField(null=True, blank=True)
    issuing_body = models.CharField(max_length=200, blank=True)
    target = models.ForeignKey(
        Directive,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="cited_by",
    )
    is_external = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(target__isnull=True) | ~Q(target=F("directive")),
                name="no_directive_cites_itself",
            ),
            models.CheckConstraint(
                condition=Q(is_external=False) | Q(target__isnull=True),
                name="a_citation_is_external_or_linked",
            ),
        ]
        indexes = [models.Index(fields=["code_number_key", "code_notation_key"])]

    def save(self, *args: object, **kwargs: object) -> None:
        self.set_keys()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def set_keys(self) -> None:
        """What is compared follows from what is written; `bulk_create` needs it called."""
        self.code_number_key, self.code_notation_key, _ = reference_keys(self.reference)
        self.search_text = fold(f"{self.as_printed} {self.reference} {self.issuing_body}")

    @property
    def is_open(self) -> bool:
        """Nobody has said yet what it is."""
        return self.target_id is None and not self.is_external
