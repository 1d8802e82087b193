"""Bytes that were handed in: one row per content, whoever sent it and under whatever name."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class StoredFile(models.Model):
    """Content-addressed bytes.  `media_type` is found in the content, never taken from the name.

    Quarantined until its type and size were checked (`checked_at`); only checked files are served,
    and only by views of the apps above that start from `visible_to`.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    storage_key = models.CharField(max_length=120, unique=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    stored_at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="a_stored_file_has_bytes")]

    def __str__(self) -> str:
        return f"{self.sha256[:12]} ({self.media_type}, {self.size} B)"
