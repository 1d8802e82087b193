"""The same document twice: issuer, number, notation and date warn, they forbid nothing (requirement A6)."""

from __future__ import annotations

from directives.confirmed import Confirmed
from directives.models import Directive, Receipt
from units.models import Unit, User
from units.refusals import Conflict

MOST_NEAR = 5


class SameIdentity(Conflict):
    """Records of the same identity exist; the person joins one or saves anyway."""

    def __init__(self, records: list[Directive]) -> None:
        super().__init__("Đã có văn bản cùng cơ quan ban hành, số, ký hiệu và ngày.")
        self.records = records


def same_identity(data: Confirmed) -> list[Directive]:
    """Records of the same identity in the whole installation, oldest first.

    Asked across organisations on purpose: a document is one record, which a second organisation joins.
    """
    found = Directive.objects.same_identity(
        issuing_body=data.issuing_body,
        code_number=data.code_number,
        code_notation=data.code_notation,
        issued_on=data.issued.on,
    )
    return list(found.select_related("owner").order_by("logged_at", "pk"))


def near_identity(data: Confirmed, user: User) -> list[Directive]:
    """Records that the person sees and that may be the same document: number, notation and year agree, the issuer or
    the day is written otherwise.  A hint; at most five, the newest first."""
    year = data.issued.on.year if data.issued.on else data.issued.year
    found = Directive.objects.visible_to(user).same_reference(
        code_number=data.code_number, code_notation=data.code_notation
    )
    if year:
        found = found.of_year(year)
    same = {record.pk for record in same_identity(data)}
    return [record for record in found.order_by("-logged_at", "-pk")[: MOST_NEAR + len(same)] if record.pk not in same]


def received_by(organisation: Unit, records: list[Directive]) -> dict[int, Receipt]:
    """Receipts of these records that the organisation already has, by directive."""
    rows = Receipt.objects.filter(organisation=organisation, directive__in=records).select_related("entry")
    return {row.directive_id: row for row in rows}
