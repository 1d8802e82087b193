"""What people are told (an outbox of rows) and what the clock did."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from notices.querysets import DeliveryQuerySet, NotificationQuerySet
from units.models import User


class Kind(models.TextChoices):
    ASSIGNED = "assigned", "Giao nhiệm vụ"
    ACCEPTED = "accepted", "Tiếp nhận nhiệm vụ"
    SUBMITTED = "submitted", "Báo cáo hoàn thành"
    CONFIRMED = "confirmed", "Xác nhận hoàn thành"
    SENT_BACK = "sent_back", "Trả lại để làm tiếp"
    RETURNED = "returned", "Trả lại vì không đúng thẩm quyền"
    CHANGED = "changed", "Thay đổi nhiệm vụ"
    HANDED_OVER = "handed_over", "Bàn giao công việc"
    STRUCK = "struck", "Gạch bỏ ghi chú, tài liệu"
    DELEGATED = "delegated", "Ủy quyền"
    EXTENSION_ASKED = "extension_asked", "Xin gia hạn"
    EXTENSION_ANSWERED = "extension_answered", "Trả lời đề nghị gia hạn"
    PROPOSAL_SENT = "proposal_sent", "Tờ trình"
    PROPOSAL_ANSWERED = "proposal_answered", "Trả lời tờ trình"
    EXPLANATION_ASKED = "explanation_asked", "Yêu cầu giải trình"
    EXPLANATION_GIVEN = "explanation_given", "Đã giải trình"
    GUIDED = "guided", "Hướng dẫn"
    ESCALATED = "escalated", "Báo cáo lãnh đạo"
    ESCALATION_DECIDED = "escalation_decided", "Ý kiến chỉ đạo của lãnh đạo"
    REVIEWED = "reviewed", "Kết luận rà soát"
    INSPECTION = "inspection", "Kiểm tra"
    COMMENDED = "commended", "Biểu dương, khen thưởng"
    COORDINATION_ASKED = "coordination_asked", "Yêu cầu phối hợp"
    COORDINATION_REPORTED = "coordination_reported", "Báo cáo phối hợp"
    CONSULTED = "consulted", "Xin ý kiến"
    OPINION_DUE = "opinion_due", "Sắp hết hạn trả lời ý kiến"
    OPINION_GIVEN = "opinion_given", "Trả lời ý kiến"
    OPINION_DEEMED = "opinion_deemed", "Coi như đồng ý"
    OPINION_SETTLED = "opinion_settled", "Thống nhất ý kiến"
    REORGANISED = "reorganised", "Sắp xếp đơn vị"
    DUE_SOON = "due_soon", "Sắp đến hạn"
    OVERDUE = "overdue", "Quá hạn"
    CHECK_IN_DUE = "check_in_due", "Báo cáo kỳ đến hạn"
    DRAFT_SUBMITTED = "draft_submitted", "Trình duyệt văn bản đi"
    DRAFT_ANSWERED = "draft_answered", "Trả lời dự thảo văn bản đi"
    DIRECTIVE_ISSUED = "directive_issued", "Văn bản mới ban hành"


def kinds() -> list[tuple[str, str]]:
    """Called by the field, so that a new kind needs no migration."""
    return Kind.choices


class Notification(models.Model):
    """One thing told to one person.  `dedup_key` is what makes it unique: created once however often a job runs."""

    recipient = models.ForeignKey(User, on_delete=models.PROTECT, related_name="notifications")
    kind = models.CharField(max_length=30, choices=kinds)
    dedup_key = models.CharField(max_length=200, unique=True)
    title = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    link = models.CharField(max_length=300)  # a path of this installation
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(dedup_key=""), name="notification_has_a_key")]
        indexes = [
            models.Index(fields=["recipient", "-created_at"]),
            # The counter of unread ones, on every page.
            models.Index(fields=["recipient"], condition=Q(read_at__isnull=True), name="notification_unread"),
        ]

    def __str__(self) -> str:
        return self.title


class Delivery(models.Model):
    """One sending of a notification through one channel; `message_id` stays the same in every attempt."""

    class Channel(models.TextChoices):
        EMAIL = "email", "thư điện tử"

    class State(models.TextChoices):
        WAITING = "waiting", "chờ gửi"
        SENT = "sent", "đã gửi"
        FAILED = "failed", "không gửi được"

    notification = models.ForeignKey(Notification, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    message_id = models.CharField(max_length=200, unique=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=500, blank=True)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notification", "channel"], name="one_delivery_a_channel"),
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False) | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="delivery_sent_when_sent",
            ),
        ]
        indexes = [models.Index(fields=["state", "next_at"])]


class JobRun(models.Model):
    """That a job ran for a key (a day, a period): what it did, and when it ended."""

    job = models.CharField(max_length=100)
    key = models.CharField(max_length=100)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    outcome = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-started_at"]
        constraints = [models.UniqueConstraint(fields=["job", "key"], name="one_run_of_a_job_for_a_key")]
