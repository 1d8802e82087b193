"""Receipts and registers: which organisation received a directive under which arrival number (số đến), and which
number it gave to what it issued."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from directives.models.directive import Directive
from units.models import Post, Unit, User


class Receipt(models.Model):
    """That an organisation received a directive; a second organisation joins the same record."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="receipts")
    organisation = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="receipts")
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    received_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["directive", "organisation"],
                name="an_organisation_receives_once",
            ),
        ]


class RegisterCounter(models.Model):
    """The last number given in a series; locked while a number is taken, so that none is missing or doubled."""

    organisation = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    book = models.CharField(max_length=20)
    series = models.CharField(max_length=20)
    last_number = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "book", "series"], name="one_counter_a_series"),
        ]


class RegisterEntry(models.Model):
    """One line of a register: a receipt in the incoming one, an issued directive in the outgoing one.

    The series is the year ("2026"), or a Party term; in the outgoing register the year and the group of document types
    that is numbered together ("2026/CV", see `directives.numbering`; Decree 30/2020, Article 15).
    """

    class Book(models.TextChoices):
        INCOMING = "incoming", "Sổ đăng ký văn bản đến"
        OUTGOING = "outgoing", "Sổ đăng ký văn bản đi"

    organisation = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="register_entries")
    book = models.CharField(max_length=20, choices=Book, default=Book.INCOMING)
    series = models.CharField(max_length=20)
    number = models.PositiveIntegerField("số")
    receipt = models.OneToOneField(Receipt, on_delete=models.PROTECT, related_name="entry", null=True, blank=True)
    directive = models.OneToOneField(
        Directive, on_delete=models.PROTECT, related_name="outgoing_entry", null=True, blank=True
    )
    arrived_at = models.DateTimeField("ngày giờ đến, ngày giờ chuyển đi")
    copies = models.PositiveSmallIntegerField("số lượng bản", null=True, blank=True)  # of an outgoing document

    class Meta:
        ordering = ["organisation", "book", "series", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "book", "series", "number"],
                name="a_number_once_a_series",
            ),
            models.CheckConstraint(condition=Q(number__gt=0), name="register_numbers_start_at_one"),
            models.CheckConstraint(
                condition=Q(book="outgoing", directive__isnull=False, receipt__isnull=True)
                | Q(~Q(book="outgoing"), directive__isnull=True),
                name="outgoing_lines_name_what_was_issued",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.series}"
