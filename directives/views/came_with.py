"""Facts of what stands beside the text of a draft: the files that came with it, and earlier copies of its package."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone

from directives.models import DocumentText


def came_with(document: DocumentText) -> dict[str, Any]:
    """Context of directives/came_with.html."""
    return {
        "enclosures": document.enclosures.select_related("file"),
        "earlier": [{"words": words_of(other), "url": address_of(other)} for other in earlier_copies(document)],
    }


def earlier_copies(document: DocumentText) -> list[DocumentText]:
    """Other drafts and records of the organisation that came in a package with the same DocumentId."""
    if not document.package_id:
        return []
    same = DocumentText.objects.filter(organisation=document.organisation_id, package_id=document.package_id)
    alive = same.filter(discarded_at__isnull=True).exclude(pk=document.pk)
    return list(alive.select_related("directive").defer("text").order_by("received_at")[:3])


def words_of(other: DocumentText) -> str:
    came = f"{timezone.localtime(other.received_at):%H:%M %d/%m/%Y}"
    if other.directive:
        return f"Gói tin có cùng mã văn bản đã nhận lúc {came} và đã vào sổ: {other.directive}."
    return f"Gói tin có cùng mã văn bản đã nhận lúc {came} và đang chờ kiểm tra."


def address_of(other: DocumentText) -> str:
    if other.directive_id:
        return reverse("directives:detail", args=[other.directive_id])
    return reverse("directives:review", args=[other.pk])
