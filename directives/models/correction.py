"""How readings fared: what a person kept of each field, and every single correction."""

from __future__ import annotations

from django.db import models

from directives.corrections import FIELDS
from directives.models.document import Reading
from directives.querysets import FieldOutcomeQuerySet, OutcomeQuerySet

LONGEST = 1000


class FieldOutcome(models.Model):
    """One field of one reading that was confirmed: how much was kept, changed, added and taken out by the person."""

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="outcomes")
    field = models.CharField(max_length=20, choices=list(FIELDS.items()))
    kept = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    added = models.PositiveIntegerField()
    removed = models.PositiveIntegerField()
    at = models.DateTimeField(db_index=True)

    objects = FieldOutcomeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reading", "field"], name="one_outcome_of_a_field_of_a_reading")]


class Correction(models.Model):
    """One difference between what was proposed and what was confirmed, in words; `where` is the label of the row."""

    reading = models.ForeignKey(Reading, on_delete=models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=20, choices=list(FIELDS.items()))
    where = models.CharField(max_length=30, blank=True)
    proposed = models.CharField(max_length=LONGEST, blank=True)
    corrected = models.CharField(max_length=LONGEST, blank=True)
    at = models.DateTimeField(db_index=True)

    objects = OutcomeQuerySet.as_manager()

    class Meta:
        ordering = ["reading", "pk"]
