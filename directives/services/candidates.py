"""Which registered directive a cited document may be.  Ranked with the reason; never chosen (requirements B1, B3)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from directives.bodies import same_body, shared_words
from directives.keys import reference_keys
from directives.models import Citation, Directive
from directives.types import DocumentType
from units.folding import fold
from units.models import User

MOST = 3  # proposals for one citation
#: How many of a type are looked at for a citation without a number: the newest before the citing directive.
MOST_OF_A_TYPE = 300
_FACTS = ("pk", "document_type", "issuing_body", "issued_on", "issued_year", "issued_month", "subject")
_NAMED = (*_FACTS, "code_number", "code_notation", "is_party_document", "code_number_key", "code_notation_key")
_ISSUER = re.compile(r"\bcủa\s+(.+?)(?=\s+(?:về|ngày|số|tại)\b|[,;:(.]|$)", re.IGNORECASE)
_TYPES = sorted(((fold(label), value) for value, label in DocumentType.choices), key=lambda one: -len(one[0]))


@dataclass(frozen=True)
class Candidate:
    """A record and why it may be meant; the nearest has the lowest rank."""

    record: Directive
    rank: int
    reason: str

    @property
    def is_whole(self) -> bool:
        """Number, notation and date agree."""
        return self.rank <= 1


def candidates(citations: Iterable[Citation], *, user: User, most: int = MOST) -> dict[int, list[Candidate]]:
    """By citation that is open: the records visible to the person that it may mean, the likeliest first.

    At most two queries, however many citations; each citation comes with its directive.
    """
    waiting = [citation for citation in citations if citation.is_open]
    numbered = [citation for citation in waiting if citation.code_number_key]
    bare = [citation for citation in waiting if not citation.code_number_key]
    found = _by_number(numbered, user) | _by_words(bare, user)
    ranked = {pk: sorted(one, key=lambda each: each.rank)[:most] for pk, one in found.items()}
    return {pk: one for pk, one in ranked.items() if one}


def _by_number(citations: list[Citation], user: User) -> dict[int, list[Candidate]]:
    if not citations:
        return {}
    wanted = Q()
    for citation in citations:
        same = Q(code_notation_key=citation.code_notation_key)
        if citation.issued_on:  # a notation that print has damaged beyond mending
            same |= Q(issued_on=citation.issued_on)
        wanted |= Q(code_number_key=citation.code_number_key) & same
    records = defaultdict(list)
    for record in Directive.objects.visible_to(user).filter(wanted).only(*_NAMED):
        records[record.code_number_key].append(record)
    return {
        citation.pk: [
            found
            for record in records[citation.code_number_key]
            if record.pk != citation.directive_id and (found := _judged(citation, record))
        ]
        for citation in citations
    }


def _judged(citation: Citation, record: Directive) -> Candidate | None:
    same_notation = record.code_notation_key == citation.code_notation_key
    same_day = citation.issued_on is not None and record.issued_on == citation.issued_on
    if same_notation and same_day:
        if citation.issuing_body and same_body(citation.issuing_body, record.issuing_body):
            return Candidate(record, 0, "cùng số, ký hiệu, ngày và cơ quan ban hành")
        return Candidate(record, 1, "cùng số, ký hiệu và ngày")
    if not same_notation:
        return Candidate(record, 4, "cùng số và ngày, khác ký hiệu") if same_day else None
    year = citation.issued_on.year if citation.issued_on else reference_keys(citation.reference).year
    if year is None:
        return Candidate(record, 2, "cùng số, ký hiệu; văn bản dẫn không ghi ngày")
    if year == (record.issued_on.year if record.issued_on else record.issued_year):
        return Candidate(record, 2, "cùng số, ký hiệu và năm")
    if record.issued_on is None and record.issued_year is None:
        return Candidate(record, 3, "cùng số, ký hiệu; bản ghi chưa có ngày")
    return Candidate(record, 5, "cùng số, ký hiệu, khác ngày")


def _by_words(citations: list[Citation], user: User) -> dict[int, list[Candidate]]:
    """A document cited without a number ("Công điện của Thủ tướng Chính phủ"): by type, issuer, date and subject."""
    types = {citation.pk: type_in(citation.as_printed) for citation in citations}
    named = {kind for kind in types.values() if kind}
    if not named:
        return {}
    latest = _latest(citations)
    rows = Directive.objects.visible_to(user).filter(document_type__in=named)
    if latest:
        rows = rows.filter(Q(issued_on__lte=latest) | Q(issued_on__isnull=True))
    records = list(rows.only(*_NAMED).order_by("-issued_on", "-pk")[: MOST_OF_A_TYPE * len(named)])
    return {
        citation.pk: [
            found
            for record in records
            if record.document_type == types[citation.pk]
            and record.pk != citation.directive_id
            and (found := _judged_by_words(citation, record))
        ]
        for citation in citations
    }


def _judged_by_words(citation: Citation, record: Directive) -> Candidate | None:
    issuer = citation.issuing_body or issuer_in(citation.as_printed)
    if issuer and not same_body(issuer, record.issuing_body):
        return None
    if citation.issued_on and record.issued_on and citation.issued_on != record.issued_on:
        return None
    if citation.directive.issued_on and record.issued_on and record.issued_on > citation.directive.issued_on:
        return None  # what comes later is not cited
    known = "cùng loại và cơ quan ban hành" if issuer else "cùng loại"
    if citation.issued_on and citation.issued_on == record.issued_on:
        return Candidate(record, 1 if issuer else 3, f"{known}, cùng ngày")
    shared = shared_words(record.subject, (citation.as_printed, citation.directive.subject))
    if not shared:
        return None
    words = ", ".join(f"“{words}”" for words in shared[:3])
    closeness = min(sum(len(run.split()) for run in shared), 30)
    return Candidate(record, 40 - closeness, f"{known}; trích yếu cùng nói về {words}")


def _latest(citations: list[Citation]) -> date | None:
    """The day after which nothing can be cited, where every citing directive is dated."""
    days = [citation.directive.issued_on for citation in citations]
    return max((day for day in days if day), default=None) if all(days) else None


def type_in(as_printed: str) -> str | None:
    """The type that the words begin with: "Công điện của Thủ tướng Chính phủ" -> official_telegram."""
    words = fold(as_printed)
    return next((value for label, value in _TYPES if f"{words} ".startswith(f"{label} ")), None)


def issuer_in(as_printed: str) -> str:
    """The body after "của"; "" where there is none."""
    found = _ISSUER.search(as_printed)
    return found[1].strip() if found else ""
