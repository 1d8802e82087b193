"""The directive itself and the lists printed on it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from directives.keys import notation_key, number_key
from directives.querysets import DirectiveQuerySet
from directives.types import DocumentType, Priority, SourceKind, source_kinds, spoken_type
from files.models import StoredFile
from units.folding import fold
from units.models import Post, Unit, UnitGroup, User


class Directive(models.Model):
    """One issued document, once per installation; organisations that receive it add a Receipt.

    The issuer is kept as printed (a dated name), with the unit beside it where known.  A blank number or a
    partial date (year, or year and month) is completed later on the same record.
    """

    class Direction(models.TextChoices):
        INCOMING = "incoming", "Văn bản đến"
        ISSUED = "issued", "Văn bản đi"

    direction = models.CharField(max_length=10, choices=Direction, default=Direction.INCOMING)
    owner = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        related_name="directives",
        verbose_name="cơ quan",
    )
    source_kind = models.CharField("nguồn", max_length=20, choices=source_kinds, default=SourceKind.DOCUMENT)
    document_type = models.CharField("loại văn bản", max_length=30, choices=DocumentType)
    issuing_body = models.CharField("cơ quan ban hành", max_length=200)
    issuing_body_folded = models.CharField(max_length=200, editable=False)
    issuing_unit = models.ForeignKey(
        Unit,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="directives_issued",
    )
    code_number = models.CharField("số", max_length=11, blank=True)  # without leading zeros; blank = not yet given
    code_notation = models.CharField("ký hiệu", max_length=60, blank=True)
    code_number_key = models.CharField(max_length=11, blank=True, editable=False)
    code_notation_key = models.CharField(max_length=60, blank=True, editable=False)
    reference_as_printed = models.CharField("số, ký hiệu như in", max_length=80, blank=True)
    is_party_document = models.BooleanField("văn bản của Đảng", default=False)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    issued_year = models.PositiveSmallIntegerField("năm ban hành", null=True, blank=True)
    issued_month = models.PositiveSmallIntegerField("tháng ban hành", null=True, blank=True)
    subject = models.CharField("trích yếu", max_length=1000)
    priority = models.CharField("độ khẩn", max_length=12, choices=Priority, default=Priority.NORMAL)
    signer_name = models.CharField("người ký", max_length=100, blank=True)
    signer_position = models.CharField("chức vụ, thẩm quyền ký", max_length=200, blank=True)
    filing_note = models.CharField("lưu", max_length=100, blank=True)
    is_electronic_only = models.BooleanField("chỉ gửi bản điện tử", default=False)
    search_text = models.TextField(editable=False)
    logged_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    logged_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    logged_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)  # a stale form is told

    #: What became of it, where a list asked: services.standing.mark.
    mark: object | None = None

    objects = DirectiveQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản chỉ đạo"
        verbose_name_plural = "văn bản chỉ đạo"
        ordering = ["-logged_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True) | Q(issued_year__isnull=True, issued_month__isnull=True),
                name="directive_date_whole_or_partial",
            ),
            models.CheckConstraint(
                condition=Q(issued_month__isnull=True)
                | Q(issued_year__isnull=False, issued_month__gte=1, issued_month__lte=12),
                name="directive_month_needs_year",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "-logged_at"]),
            models.Index(fields=["code_number_key", "code_notation_key"]),
            models.Index(fields=["document_type", "issued_on"]),
        ]

    def save(self, *args: object, **kwargs: object) -> None:
        """The number loses its leading zeros."""
        self.code_number = self.code_number.lstrip("0") or ("0" if self.code_number else "")
        self.set_keys()
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    def set_keys(self) -> None:
        """What is compared and searched follows from what is written; `bulk_create` needs it called."""
        self.issuing_body_folded = fold(self.issuing_body)[:200]
        self.code_number_key = number_key(self.code_number)
        self.code_notation_key = notation_key(self.code_notation)
        self.search_text = fold(
            f"{self.reference} {self.reference_as_printed} {spoken_type(self.document_type)} {self.issuing_body} "
            f"{self.subject} {self.signer_name}"
        )

    def __str__(self) -> str:
        return f"{self.get_document_type_display()} {self.reference or '(chưa có số)'}"

    @property
    def reference(self) -> str:
        """Số, ký hiệu: "271/UBND-VP8"; with a blank number "…/SGDĐT-VP"; "" where both are blank.

        Numbers below 10 carry a leading zero (09/2019/NĐ-CP); the Party joins both by a hyphen (2596-CV/TU).
        """
        if not self.code_number:
            return f"…/{self.code_notation}" if self.code_notation else ""
        first, *year = self.code_number.split("/")
        number = "/".join([first.zfill(2), *year])
        return f"{number}{'-' if self.is_party_document else '/'}{self.code_notation}" if self.code_notation else number

    @property
    def issued_text(self) -> str:
        """The date as far as it is known: "11/05/2023", "05/2023", "2023" or ""."""
        if self.issued_on:
            return f"{self.issued_on:%d/%m/%Y}"
        if self.issued_month:
            return f"{self.issued_month:02d}/{self.issued_year}"
        return str(self.issued_year or "")


class Addressee(models.Model):
    """One entry of Kính gửi: the words as printed, with the unit or the group meant where known."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="addressees")
    position = models.PositiveSmallIntegerField()
    as_printed = models.CharField(max_length=500)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    group = models.ForeignKey(UnitGroup, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["directive", "position"], name="addressees_in_order")]


class AddresseeUnit(models.Model):
    """A unit that an entry of Kính gửi meant on the day of issue: a group as it was made up then (requirement A12)."""

    addressee = models.ForeignKey(Addressee, on_delete=models.PROTECT, related_name="units")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["addressee", "unit__path"]
        constraints = [models.UniqueConstraint(fields=["addressee", "unit"], name="an_addressee_means_a_unit_once")]


class Recipient(models.Model):
    """One line of Nơi nhận, with its purpose ("b/c", "đăng tin") and whether it is the archive copy."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="recipients")
    position = models.PositiveSmallIntegerField()
    as_printed = models.CharField(max_length=500)
    purpose = models.CharField(max_length=100, blank=True)
    is_archive = models.BooleanField(default=False)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["directive", "position"], name="recipients_in_order")]


class Attachment(models.Model):
    """A file of a directive: the document itself or what was sent with it."""

    directive = models.ForeignKey(Directive, on_delete=models.PROTECT, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("tên tệp", max_length=255)
    is_main = models.BooleanField("là văn bản chính", default=False)
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-is_main", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["directive", "file", "name"], name="an_attachment_once"),
            models.UniqueConstraint(
                fields=["directive"],
                condition=Q(is_main=True),
                name="one_main_attachment",
            ),
        ]
