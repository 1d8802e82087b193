"""Proposals upward, so that asking from above does not become a habit (requirements F11, D9)."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from tasks.models import Proposal
from tasks.services.conduct.column import Column, Line
from units.models import Unit


def _sent(organisation: Unit, starts_on: date, ends_on: date) -> QuerySet[Proposal]:
    return (
        Proposal.objects.filter(
            task__assigning_organisation=organisation, sent_at__date__gte=starts_on, sent_at__date__lte=ends_on
        )
        .select_related("task")
        .order_by("-sent_at", "-pk")
    )


def _sent_within_competence(organisation: Unit, starts_on: date, ends_on: date) -> QuerySet[Proposal]:
    return _sent(organisation, starts_on, ends_on).exclude(exception="")


def _line(proposal: Proposal) -> Line:
    said = f"{proposal.badge.label}."
    if proposal.exception:
        said = f"{proposal.get_exception_display()}: {proposal.exception_basis} {said}"
    return Line(timezone.localdate(proposal.sent_at), proposal.subject, said, proposal.task_id)


SENT = Column(
    key="trinh",
    label="Trình cấp trên",
    help="Số tờ trình đơn vị trình lên cấp trên, theo ngày trình.",
    unit="sent_in_post__unit",
    rows=_sent,
    line=_line,
)
WITHIN_COMPETENCE = Column(
    key="trinh-thuoc-tham-quyen",
    label="Trình việc thuộc thẩm quyền",
    help="Trong số tờ trình: nội dung thuộc thẩm quyền của đơn vị, trình theo trường hợp ngoại lệ, theo ngày trình.",
    unit="sent_in_post__unit",
    rows=_sent_within_competence,
    line=_line,
)
