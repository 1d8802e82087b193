"""Cited documents and their records.  A person links; nothing is linked by itself (requirements B1, B3)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from directives.models import Citation, Directive
from directives.permissions import can_correct
from units.folding import fold
from units.models import User
from units.refusals import Conflict, demand

_REFERENCE = re.compile(r"^\s*(\d+[a-zA-Z]?)\s*[/-]\s*(.+)$")


def candidates(citations: Iterable[Citation], *, user: User) -> dict[int, Directive]:
    """By citation: the one record visible to the person with the same number, notation and date.  One query."""
    wanted: dict[tuple, list[int]] = {}
    for citation in citations:
        found = _REFERENCE.match(citation.reference)
        if found and citation.issued_on and not citation.target_id:
            key = (found[1].lstrip("0") or "0", fold(found[2])[:60], citation.issued_on)
            wanted.setdefault(key, []).append(citation.pk)
    if not wanted:
        return {}
    same = Q()
    for number, notation, issued_on in wanted:
        same |= Q(code_number=number, code_notation_folded=notation, issued_on=issued_on)
    records: dict[tuple, list[Directive]] = {}
    for record in Directive.objects.visible_to(user).filter(same):
        records.setdefault((record.code_number, record.code_notation_folded, record.issued_on), []).append(record)
    return {pk: rows[0] for key, rows in records.items() if len(rows) == 1 for pk in wanted[key]}


@transaction.atomic
def link_citation(*, citation: Citation, target: Directive, by: User, now: datetime) -> Citation:
    """Say that a cited document is this record.  Conflict where it is linked already or would cite itself."""
    locked = Citation.objects.select_for_update(of=("self",)).select_related("directive").get(pk=citation.pk)
    demand(can_correct(by, locked.directive))
    if locked.target_id:
        raise Conflict("Văn bản được dẫn đã được liên kết.")
    if target.pk == locked.directive_id:
        raise Conflict("Văn bản không thể dẫn chính nó.")
    locked.target = target
    locked.save(update_fields=["target"])
    return locked


@transaction.atomic
def unlink_citation(*, citation: Citation, by: User, now: datetime) -> Citation:
    """Take a link back."""
    locked = Citation.objects.select_for_update(of=("self",)).select_related("directive").get(pk=citation.pk)
    demand(can_correct(by, locked.directive))
    locked.target = None
    locked.save(update_fields=["target"])
    return locked
