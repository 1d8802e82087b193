"""Units as a current tree, and their names and parents through time."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from treebeard.mp_tree import MP_Node

from units.querysets import DatedQuerySet, SuccessionQuerySet, UnitManager


class UnitKind(models.TextChoices):
    MINISTRY = "ministry", "Bộ, cơ quan ngang bộ"
    PROVINCE = "province", "UBND tỉnh, thành phố"
    DEPARTMENT = "department", "Sở, ban, ngành"
    COMMUNE = "commune", "UBND xã, phường"
    OFFICE = "office", "Văn phòng"
    DIVISION = "division", "Phòng, ban chuyên môn"
    BUREAU = "bureau", "Cục, chi cục"
    PUBLIC_SERVICE = "public_service", "Đơn vị sự nghiệp"
    OTHER = "other", "Đơn vị khác"


class Unit(MP_Node):
    """A unit that exists or existed; never deleted.  `name` and `short_name` copy the version in force today.

    The tree is the current one (treebeard: `path`, `depth`); the past stands in `UnitVersion`.
    `organisation` is the nearest unit upward, itself included, that has an Office, registers and reports of its own.
    """

    kind = models.CharField("loại đơn vị", max_length=20, choices=UnitKind)
    is_organisation = models.BooleanField("là cơ quan, tổ chức có Văn phòng riêng", default=False)
    organisation = models.ForeignKey(
        "self",
        verbose_name="thuộc cơ quan",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="members",
    )
    name = models.CharField("tên đơn vị", max_length=200)
    short_name = models.CharField("tên viết tắt", max_length=60, blank=True)
    agency_code = models.CharField("mã định danh", max_length=35, blank=True)  # QĐ 20/2020/QĐ-TTg
    opened_on = models.DateField("hoạt động từ ngày")
    closed_on = models.DateField("thôi hoạt động từ ngày", null=True, blank=True)

    objects = UnitManager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="unit_closes_after_it_opens",  # on the same day: its opening was undone
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def label(self) -> str:
        """The short name where there is one: what fits in a table."""
        return self.short_name or self.name

    def is_open_on(self, day: date) -> bool:
        return self.opened_on <= day and (self.closed_on is None or day < self.closed_on)


class UnitVersion(models.Model):
    """Name, code and parent of a unit in [valid_from, valid_to): a rename or a move is a new version."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField("tên đơn vị", max_length=200)
    short_name = models.CharField("tên viết tắt", max_length=60, blank=True)
    agency_code = models.CharField("mã định danh", max_length=35, blank=True)
    parent = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="past_children",
    )
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True, blank=True)
    deciding_document = models.CharField("văn bản quyết định", max_length=300, blank=True)

    objects = DatedQuerySet.as_manager()

    class Meta:
        ordering = ["unit", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "valid_from"], name="one_version_of_a_unit_a_day"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="unit_version_ends_later",
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(valid_to__isnull=True),
                name="one_open_version_of_a_unit",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SuccessionKind(models.TextChoices):
    MERGE = "merge", "sáp nhập"
    SPLIT = "split", "chia, tách"
    RENAME = "rename", "đổi tên"
    DISSOLVE = "dissolve", "giải thể"
    TRANSFER = "transfer", "chuyển chức năng"


class UnitSuccession(models.Model):
    """Which unit took over from which, by what decision (many to many).  Undone, it counts no more.

    Of several successors the main one takes what nobody chose about.
    """

    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="inheritances")
    kind = models.CharField(max_length=20, choices=SuccessionKind)
    deciding_document = models.CharField("văn bản quyết định", max_length=300)
    effective_on = models.DateField("có hiệu lực từ ngày")
    is_main = models.BooleanField(default=False)
    undone_at = models.DateTimeField(null=True, blank=True)
    reorganisation = models.ForeignKey(
        "units.Reorganisation", on_delete=models.PROTECT, null=True, blank=True, related_name="successions"
    )

    objects = SuccessionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "effective_on"],
                condition=Q(undone_at__isnull=True),
                name="a_succession_once",
            ),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="no_unit_succeeds_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} ({self.get_kind_display()})"
