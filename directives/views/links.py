"""What a directive's page says of its links: what it cites, what cites it, what became of it, its chain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Value, When
from django.urls import reverse

from directives.models import Citation, Directive, Relation
from directives.permissions import can_correct, can_log
from directives.services.candidates import Candidate, candidates
from directives.services.chains import chain_about
from directives.services.linking import waiting_for
from directives.types import CHANGING
from units.models import User
from units.roles import ASSIGN_TASKS, WORK_ON_TASKS

MOST_CITING = 30
#: How the target says it of the one that cites it; the gravest first.
SUFFERED = {
    Relation.RECALLS: ("red", "ban", "Đã bị thu hồi theo"),
    Relation.REPLACES: ("amber", "arrows-exchange", "Đã được thay thế bởi"),
    Relation.AMENDS: ("blue", "pencil", "Được sửa đổi, bổ sung bởi"),
    Relation.CORRECTS: ("blue", "pencil", "Được đính chính bởi"),
}
CITED_BY = {
    Relation.LEGAL_BASIS: "Được dùng làm căn cứ",
    Relation.IMPLEMENTS: "Được thực hiện bằng",
    Relation.ALSO_APPLIES: "Được gắn với",
    Relation.AMENDS: "Được sửa đổi, bổ sung bởi",
    Relation.REPLACES: "Được thay thế bởi",
    Relation.CORRECTS: "Được đính chính bởi",
    Relation.RECALLS: "Bị thu hồi theo",
    Relation.MENTIONS: "Được nhắc đến trong",
}


@dataclass(frozen=True)
class CitedLine:
    """One cited document.  `target` only where the person sees it; `near` the likeliest records while it is open."""

    citation: Citation
    target: Directive | None
    near: list[Candidate]


def link_facts(directive: Directive, user: User) -> dict[str, Any]:
    """Context of directives/links.html; the number of queries does not grow with the links."""
    may = can_correct(user, directive)
    rows = list(directive.citations.select_related("target", "settled_by"))
    for row in rows:
        row.directive = directive
    seen = set(
        Directive.objects.visible_to(user)
        .filter(pk__in={row.target_id for row in rows if row.target_id})
        .values_list("pk", flat=True)
    )
    near = candidates(rows, user=user, most=1) if may else {}
    lines = [CitedLine(row, row.target if row.target_id in seen else None, near.get(row.pk, [])) for row in rows]
    citing = citing_rows(directive, user)
    is_linked = any(row.relation == Relation.IMPLEMENTS for row in [*rows, *citing])
    return {
        "cited": by_relation(lines),
        "cited_by": [
            (words, found)
            for relation, words in CITED_BY.items()
            if (found := [row.directive for row in citing[:MOST_CITING] if row.relation == relation])
        ],
        "has_more_citing": len(citing) > MOST_CITING,
        "banners": banners(citing),
        "chain": chain_about(directive, user) if is_linked else None,
        "has_followed_tasks": sees_tasks(user) and any(row.relation == Relation.IMPLEMENTS for row in citing),
        "waiting": waiting_for(directive, user) if can_log(user) else [],
        "relations": Relation.choices,
    }


def citing_rows(directive: Directive, user: User) -> list[Citation]:
    """Links to the directive from what the person sees: what changed it first, then what implements it, the newest
    first."""
    rows = Citation.objects.filter(target=directive, directive__in=Directive.objects.visible_to(user))
    weight = Case(
        When(relation__in=CHANGING, then=Value(0)), When(relation=Relation.IMPLEMENTS, then=Value(1)), default=Value(2)
    )
    rows = rows.select_related("directive").order_by(weight, "-directive__logged_at", "-pk")
    return list(rows[: 2 * MOST_CITING])


def by_relation(lines: list[CitedLine]) -> list[tuple[str, list[CitedLine]]]:
    """Under the words of each relation, in the order of the relations."""
    return [
        (label.capitalize(), found)
        for relation, label in Relation.choices
        if (found := [line for line in lines if line.citation.relation == relation])
    ]


def banners(citing: list[Citation]) -> list[dict[str, str]]:
    """What later documents did to this one, for components/notice.html."""
    return [
        {
            "tone": tone,
            "icon": icon,
            "title": f"{words} {of_day(row.directive)}",
            "text": row.directive.subject,
            "url": reverse("directives:detail", args=[row.directive_id]),
        }
        for relation, (tone, icon, words) in SUFFERED.items()
        for row in citing
        if row.relation == relation
    ]


def sees_tasks(user: User) -> bool:
    """The roles whose business tasks are; a văn thư would be shown nothing but zeros."""
    return user.acting_post is not None and user.acting_post.role in ASSIGN_TASKS | WORK_ON_TASKS


def of_day(directive: Directive) -> str:
    """ "Công văn 12/UBND-VP ngày 05/08/2026", as far as the date is known."""
    return f"{directive} ngày {directive.issued_text}" if directive.issued_text else str(directive)
