"""What is not a task's history: sign-ins, roles, settings, exports."""

from __future__ import annotations

from django.db import models

from units.models.people import Post, User


class AuditKind(models.TextChoices):
    SIGNED_IN = "signed_in", "đăng nhập"
    SIGN_IN_FAILED = "sign_in_failed", "đăng nhập không thành công"
    SIGNED_OUT = "signed_out", "đăng xuất"
    PASSWORD_CHANGED = "password_changed", "đổi mật khẩu"
    POST_TAKEN = "post_taken", "chuyển vị trí công tác"
    UNITS_IMPORTED = "units_imported", "nhập đơn vị từ tệp"
    PEOPLE_IMPORTED = "people_imported", "nhập người dùng từ tệp"
    UNIT_CHANGED = "unit_changed", "thay đổi đơn vị"
    UNITS_REORGANISED = "units_reorganised", "sắp xếp đơn vị"
    CITATION_SETTLED = "citation_settled", "đối chiếu văn bản được dẫn"
    DIRECTIVE_ISSUED = "directive_issued", "văn bản đi"
    REPORT_EXPORTED = "report_exported", "tải báo cáo"
    SECRET_REFUSED = "secret_refused", "từ chối văn bản mật"
    RESTRICTED_READ = "restricted_read", "đọc hồ sơ hạn chế"
    SETTING_CHANGED = "setting_changed", "thay đổi thiết lập"


def kinds() -> list[tuple[str, str]]:
    """Called by the field, so that a new kind needs no migration."""
    return AuditKind.choices


class AuditEvent(models.Model):
    """One line of the audit trail; append-only."""

    kind = models.CharField(max_length=30, choices=kinds)
    at = models.DateTimeField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    subject = models.CharField(max_length=300, blank=True)
    detail = models.JSONField(default=dict, blank=True)
    ip_address = models.GenericIPAddressField(null=True, blank=True)

    class Meta:
        verbose_name = "dòng nhật ký"
        verbose_name_plural = "nhật ký"
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["kind", "at"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject}"
