"""Proposals (tờ trình): what a leading unit puts before those who gave the task, and what they decided."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tasks.models.task import Task
from tasks.statuses import Badge
from units.models import Post, User

_LOOK = {
    "sent": ("violet", "hourglass"),
    "approved": ("green", "circle-check"),
    "refused": ("red", "circle-x"),
    "returned": ("amber", "arrow-back-up"),
    "withdrawn": ("grey", "ban"),
    "lapsed": ("grey", "ban"),
}


class Proposal(models.Model):
    """One tờ trình with its decision: legal basis, competence, viewpoint and recommendation are each stated (F9).

    One about what lies within the unit's own competence names the exception that lets it go up (D9).
    """

    class Status(models.TextChoices):
        SENT = "sent", "chờ quyết định"
        APPROVED = "approved", "được phê duyệt"
        REFUSED = "refused", "không được phê duyệt"
        RETURNED = "returned", "cần bổ sung"
        WITHDRAWN = "withdrawn", "đã rút"
        LAPSED = "lapsed", "không còn cần"  # the task went on without a decision: handed in, returned or cancelled

    class ExceptionKind(models.TextChoices):
        LAW = "law", "Pháp luật có quy định phải trình cấp trên"
        ORDER = "order", "Cấp trên có chỉ đạo hoặc ủy quyền"

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="proposals")
    subject = models.CharField("nội dung trình", max_length=500)
    legal_basis = models.TextField("cơ sở pháp lý")
    competence = models.TextField("thẩm quyền quyết định")
    viewpoint = models.TextField("quan điểm của đơn vị")
    recommendation = models.TextField("kiến nghị")
    choice_reason = models.TextField("lý do chọn phương án", blank=True)
    exception = models.CharField("trường hợp ngoại lệ", max_length=10, choices=ExceptionKind, blank=True)
    exception_basis = models.TextField("căn cứ của trường hợp ngoại lệ", blank=True)
    sent_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    sent_in_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    status = models.CharField(max_length=10, choices=Status, default=Status.SENT)
    decision = models.TextField("ý kiến quyết định", blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["task", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["task"], condition=Q(status="sent"), name="one_open_proposal_a_task"),
            models.CheckConstraint(
                condition=~Q(legal_basis="") & ~Q(competence="") & ~Q(viewpoint="") & ~Q(recommendation=""),
                name="proposal_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(exception="", exception_basis="") | (~Q(exception="") & ~Q(exception_basis="")),
                name="proposal_exception_has_its_basis",
            ),
            models.CheckConstraint(
                condition=Q(status="sent", closed_at__isnull=True) | (~Q(status="sent") & Q(closed_at__isnull=False)),
                name="proposal_closed_when_answered",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["approved", "refused", "returned"], decided_by__isnull=False)
                | (Q(status__in=["sent", "withdrawn", "lapsed"]) & Q(decided_by__isnull=True)),
                name="proposal_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def badge(self) -> Badge:
        tone, icon = _LOOK[self.status]
        return Badge(tone, icon, self.get_status_display().capitalize())

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.SENT

    @property
    def is_within_competence(self) -> bool:
        """About what the unit could decide itself."""
        return bool(self.exception)


class ProposalOption(models.Model):
    """One way to go; of several the unit recommends exactly one, and the leader may choose another (F10)."""

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="options")
    position = models.PositiveSmallIntegerField()
    content = models.TextField("phương án")
    is_recommended = models.BooleanField(default=False)
    is_decided = models.BooleanField(default=False)

    class Meta:
        ordering = ["proposal", "position"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "position"], name="options_of_a_proposal_in_order"),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(is_recommended=True), name="one_recommended_option_a_proposal"
            ),
            models.UniqueConstraint(
                fields=["proposal"], condition=Q(is_decided=True), name="one_decided_option_a_proposal"
            ),
        ]

    def __str__(self) -> str:
        return f"Phương án {self.position}"
