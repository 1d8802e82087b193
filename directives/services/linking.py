"""Saying which record a cited document is, and taking it back.  A person links; nothing is linked by itself (B1, B3).

Each act leaves a line in the audit trail.  Links that go one way never close a circle (requirement B2).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from directives.keys import reference_keys
from directives.models import Citation, Directive
from directives.permissions import can_correct
from directives.types import ONE_WAY, Relation
from units.models import AuditKind, User
from units.refusals import Conflict, demand
from units.services.audit import record


class Circle(Conflict):
    """The link would make a document implement, amend, replace, correct or recall itself through others."""


@transaction.atomic
def link_citations(*, citations: Iterable[Citation], target: Directive, by: User, now: datetime) -> list[Citation]:
    """Say that these cited documents are this record, all or none.

    Conflict where one is settled already, would cite itself or would close a circle.
    """
    rows = _locked(citations, by)
    for row in rows:
        if row.target_id:
            raise Conflict("Văn bản được dẫn đã được liên kết.")
        if row.is_external:
            raise Conflict("Văn bản được dẫn đã được ghi là ngoài hệ thống. Mở lại rồi liên kết.")
        if target.pk == row.directive_id:
            raise Conflict("Văn bản không thể dẫn chính nó.")
        _refuse_circle(row, row.relation, target)
        _settle(row, by, now, "link", target=target)
    return rows


def link_citation(*, citation: Citation, target: Directive, by: User, now: datetime) -> Citation:
    """One cited document; see `link_citations`."""
    [row] = link_citations(citations=[citation], target=target, by=by, now=now)
    return row


@transaction.atomic
def link_all(*, target: Directive, by: User, now: datetime) -> tuple[list[Citation], list[Citation]]:
    """Every open citation of this document in the directives that the person's organisation keeps: those linked, and
    those that a circle refused."""
    linked, refused = [], []
    for citation in waiting_for(target, by):
        try:
            linked.append(link_citation(citation=citation, target=target, by=by, now=now))
        except Circle:
            refused.append(citation)
        except Conflict:
            continue  # settled by somebody else a moment ago
    return linked, refused


def waiting_for(directive: Directive, user: User) -> list[Citation]:
    """Open citations by other directives of the person's organisation that name this document."""
    post = user.acting_post
    if post is None:
        return []
    named = Citation.objects.open().kept_by(post.organisation).naming(directive).select_related("directive")
    year = directive.issued_on.year if directive.issued_on else directive.issued_year
    return [row for row in named if reference_keys(row.reference).year in (None, year)]


@transaction.atomic
def set_external(*, citations: Iterable[Citation], note: str, by: User, now: datetime) -> list[Citation]:
    """Say that these cited documents will never be in the register; Conflict where one is linked."""
    rows = _locked(citations, by)
    for row in rows:
        if row.target_id:
            raise Conflict("Văn bản được dẫn đã được liên kết. Bỏ liên kết rồi ghi là ngoài hệ thống.")
        _settle(row, by, now, "external", is_external=True, note=note)
    return rows


@transaction.atomic
def reopen_citations(*, citations: Iterable[Citation], by: User, now: datetime) -> list[Citation]:
    """Take a link, or the word that a document is none of ours, back."""
    rows = _locked(citations, by)
    for row in rows:
        if not row.is_open:
            _settle(row, by, now, "reopen")
    return rows


def unlink_citation(*, citation: Citation, by: User, now: datetime) -> Citation:
    """Take one link back."""
    [row] = reopen_citations(citations=[citation], by=by, now=now)
    return row


@transaction.atomic
def correct_relation(*, citation: Citation, relation: Relation, reason: str, by: User, now: datetime) -> Citation:
    """What the cited document is to the one that cites it; the first relation and the reason are kept."""
    [row] = _locked([citation], by)
    if row.relation == relation:
        raise Conflict(f"Văn bản được dẫn đã có quan hệ “{row.get_relation_display()}”.")
    if row.target:
        _refuse_circle(row, relation, row.target)
    before = row.relation
    row.relation_as_logged = "" if row.relation_as_logged == relation else row.relation_as_logged or before
    row.relation = relation
    row.relation_reason = reason
    _sign(row, by, now)
    row.save()
    _tell_audit(row, by, now, "relation", relation_before=before, relation=str(relation), reason=reason)
    return row


def _locked(citations: Iterable[Citation], by: User) -> list[Citation]:
    """The rows, while nobody else changes any link: two links made at once could close a circle that neither sees.

    Locked is the first directive of all, for its key alone stays free; whoever waits reads the links made meanwhile.
    """
    list(Directive.objects.order_by("pk").select_for_update(no_key=True, of=("self",)).values_list("pk")[:1])
    wanted = Citation.objects.filter(pk__in=[citation.pk for citation in citations]).order_by("pk")
    rows = list(wanted.select_for_update(of=("self",)).select_related("directive", "target"))
    for row in rows:
        demand(can_correct(by, row.directive))
    return rows


def _refuse_circle(row: Citation, relation: str, target: Directive) -> None:
    if relation not in ONE_WAY:
        return
    if Directive.objects.acted_upon_by(target.pk).filter(pk=row.directive_id).exists():
        raise Circle(
            f"Không thể ghi {row.directive} {Relation(relation).label} {target}: {target} đang dẫn trực tiếp hoặc qua "
            f"văn bản khác đến {row.directive}, liên kết này tạo thành vòng. Kiểm tra lại liên kết hoặc quan hệ."
        )


def _settle(
    row: Citation,
    by: User,
    now: datetime,
    act: str,
    *,
    target: Directive | None = None,
    is_external: bool = False,
    note: str = "",
) -> None:
    before = row.target_id
    row.target, row.is_external, row.note = target, is_external, note
    _sign(row, by, now)
    row.save()
    _tell_audit(row, by, now, act, target_before=before, target=row.target_id, note=note)


def _sign(row: Citation, by: User, now: datetime) -> None:
    row.settled_by, row.settled_in_post, row.settled_at = by, by.acting_post, now


def _tell_audit(row: Citation, by: User, now: datetime, act: str, **detail: object) -> None:
    record(
        kind=AuditKind.CITATION_SETTLED,
        by=by,
        now=now,
        subject=f"{row.directive}: {row.as_printed}",
        detail={"act": act, "directive": row.directive_id, "citation": row.pk, **detail},
    )
