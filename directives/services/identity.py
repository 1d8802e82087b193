"""The same document twice: issuer, number, notation and date warn, they forbid nothing (requirement A6)."""

from __future__ import annotations

from directives.confirmed import Confirmed
from directives.models import Directive, Receipt
from units.models import Unit
from units.refusals import Conflict


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


def received_by(organisation: Unit, records: list[Directive]) -> dict[int, Receipt]:
    """Receipts of these records that the organisation already has, by directive."""
    rows = Receipt.objects.filter(organisation=organisation, directive__in=records).select_related("entry")
    return {row.directive_id: row for row in rows}
