"""What was handed in and is not a draft yet: a file in quarantine, on its way through the reader."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from directives.models.directive import Directive
from directives.models.document import DocumentText
from directives.querysets import ArrivalQuerySet
from files.models import StoredFile
from units.models import Post, Unit, User


class Arrival(models.Model):
    """One file that waits for recognition or LibreOffice, is being read, or was refused.

    The row is the truth: jobs take up what waits, and what lost its reader (`heartbeat_at` too old).  `attempts`
    counts readers and tells them apart: only the newest may write.  It ends as a draft, as an attachment of
    `directive` where it was sent for that, or with a reason; then the file has left quarantine, or is gone.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Chờ đọc"
        READING = "reading", "Đang đọc"
        READ = "read", "Đã đọc"
        REFUSED = "refused", "Không nhận"
        FAILED = "failed", "Không đọc được"
        CANCELLED = "cancelled", "Đã bỏ"

    OPEN = (State.WAITING, State.READING)

    organisation = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)  # blank once the file was found to be secret
    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    pages_done = models.PositiveSmallIntegerField(default=0)
    pages_total = models.PositiveSmallIntegerField(default=0)  # 0: not known
    reason = models.CharField(max_length=500, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    received_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    received_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    dismissed_at = models.DateTimeField(null=True, blank=True)  # a reason that was read and put away
    draft = models.OneToOneField(DocumentText, on_delete=models.PROTECT, null=True, blank=True, related_name="arrival")

    objects = ArrivalQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=("waiting", "reading"), file__isnull=False, finished_at__isnull=True)
                | Q(state__in=("read", "refused", "failed", "cancelled"), file__isnull=True, finished_at__isnull=False),
                name="an_arrival_holds_its_file_until_it_ends",
            ),
            models.CheckConstraint(
                condition=~Q(state="read") | Q(draft__isnull=False) | Q(directive__isnull=False),
                name="what_was_read_came_to_something",
            ),
        ]
        indexes = [models.Index(fields=["state", "received_at"])]

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class Enclosure(models.Model):
    """A file that came with a draft: an attachment of an e-mail, a file of a package, the package itself."""

    draft = models.ForeignKey(DocumentText, on_delete=models.PROTECT, related_name="enclosures")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "position"], name="enclosures_in_order"),
            models.UniqueConstraint(fields=["draft", "file", "name"], name="an_enclosure_once"),
        ]
