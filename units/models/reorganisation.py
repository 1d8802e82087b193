"""Reorganisations of units: one decision, the units that it concerns, and every row that it moved."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from units.models.people import Post, User
from units.models.unit import SuccessionKind, Unit, UnitKind
from units.querysets import ReorganisationQuerySet

_TONES = {
    "prepared": ("amber", "hourglass"),
    "done": ("green", "circle-check"),
    "undone": ("grey", "arrow-back-up"),
    "withdrawn": ("grey", "circle-x"),
}


class Reorganisation(models.Model):
    """Prepared by an administrator, carried out as one act, undone as one act as long as nothing has followed.

    `choices` says what goes where, by the key of the thing: {"post:12": "7", "alias:3": "stay"}; a successor is named
    by the id of its line (`ReorganisedUnit`), since it may not exist yet.  `names` holds the new names of a rename.
    `last_event` marks the newest event of a task when it was carried out: what comes after it has followed.
    """

    class State(models.TextChoices):
        PREPARED = "prepared", "đang chuẩn bị"
        DONE = "done", "đã thực hiện"
        UNDONE = "undone", "đã hoàn tác"
        WITHDRAWN = "withdrawn", "đã bỏ"

    kind = models.CharField("hình thức", max_length=20, choices=SuccessionKind)
    effective_on = models.DateField("có hiệu lực từ ngày")
    deciding_document = models.CharField("văn bản quyết định", max_length=300)
    keeps_predecessor = models.BooleanField("đơn vị cũ tiếp tục hoạt động", default=False)
    names = models.JSONField(default=dict, blank=True)
    choices = models.JSONField(default=dict, blank=True)
    state = models.CharField("tình trạng", max_length=10, choices=State, default=State.PREPARED)
    version = models.PositiveIntegerField(default=1)  # one more at each change; a stale form is told (409)
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    prepared_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    prepared_at = models.DateTimeField()
    done_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    last_event = models.PositiveBigIntegerField(default=0)
    ended_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField("hoàn tác, bỏ lúc", null=True, blank=True)
    end_reason = models.CharField("lý do", max_length=500, blank=True)

    objects = ReorganisationQuerySet.as_manager()

    class Meta:
        ordering = ["-effective_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "withdrawn"], done_by__isnull=True, done_at__isnull=True)
                | Q(state__in=["done", "undone"], done_by__isnull=False, done_at__isnull=False),
                name="reorganisation_done_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["prepared", "done"], ended_by__isnull=True, ended_at__isnull=True)
                | Q(state__in=["undone", "withdrawn"], ended_by__isnull=False, ended_at__isnull=False),
                name="reorganisation_ended_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(deciding_document=""), name="reorganisation_is_decided"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display().capitalize()} từ {self.effective_on:%d/%m/%Y}"

    @property
    def is_open(self) -> bool:
        return self.state == self.State.PREPARED

    @property
    def look(self) -> tuple[str, str, str]:
        """Tone, icon and word."""
        tone, icon = _TONES[self.state]
        return tone, icon, self.get_state_display().capitalize()


class ReorganisedUnit(models.Model):
    """One unit of a reorganisation: whose work goes, or who takes it over.

    A successor that does not exist yet has its names here; `unit` is filled in when it is opened.  Of the successors of
    a unit the main one takes what nobody chose about: work opened again later, figures rolled up to today's units.
    """

    class Side(models.TextChoices):
        FROM = "from", "đơn vị được sắp xếp"
        TO = "to", "đơn vị tiếp nhận"

    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.PROTECT, related_name="lines")
    side = models.CharField(max_length=5, choices=Side)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="reorganised")
    is_new = models.BooleanField(default=False)
    is_main = models.BooleanField(default=False)
    name = models.CharField("tên đơn vị", max_length=200, blank=True)
    short_name = models.CharField("tên viết tắt", max_length=60, blank=True)
    kind = models.CharField("loại đơn vị", max_length=20, choices=UnitKind, blank=True)
    parent = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    is_organisation = models.BooleanField(default=False)

    class Meta:
        ordering = ["reorganisation", "side", "-is_main", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reorganisation", "unit", "side"], name="a_unit_once_on_a_side_of_a_reorganisation"
            ),
            models.CheckConstraint(
                condition=Q(unit__isnull=False) | (Q(is_new=True, parent__isnull=False) & ~Q(name="")),
                name="reorganised_unit_is_known_or_named",
            ),
        ]

    def __str__(self) -> str:
        return self.unit.name if self.unit else self.name

    @property
    def label(self) -> str:
        return self.unit.label if self.unit else (self.short_name or self.name)


class MovedRow(models.Model):
    """One row that a reorganisation moved; `before` and `mark` are what undoing it needs to know."""

    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.PROTECT, related_name="moved")
    what = models.CharField(max_length=30)  # "post", "lead", ...: the key of what knows how to move it back
    row = models.BigIntegerField()
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    before = models.JSONField(default=dict)
    mark = models.PositiveIntegerField(null=True)  # of a task: the version that the move left

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reorganisation", "what", "row"], name="a_row_moved_once")]
        indexes = [models.Index(fields=["what", "row"])]

    def __str__(self) -> str:
        return f"{self.what} {self.row}"
