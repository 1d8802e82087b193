"""What later documents did to a directive: recalled, replaced, amended or corrected it (Decree 30/2020, Article 18)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from directives.models import Citation, Directive, Relation
from directives.types import CHANGING
from units.models import User


@dataclass(frozen=True)
class Mark:
    """The badge of a directive that is not what it was; one of components/badge.html."""

    tone: str
    icon: str
    label: str


_MARKS = {
    Relation.RECALLS: Mark("red", "ban", "Đã thu hồi"),
    Relation.REPLACES: Mark("grey", "arrows-exchange", "Đã được thay thế"),
    Relation.AMENDS: Mark("amber", "pencil", "Đã sửa đổi"),
    Relation.CORRECTS: Mark("amber", "pencil", "Đã đính chính"),
}


def mark(directives: Iterable[Directive], user: User) -> list[Directive]:
    """Sets `mark` on each: the gravest that a document visible to the person did to it, or None.  One query."""
    rows = list(directives)
    done: dict[int, set[str]] = {}
    acts = Citation.objects.filter(
        target__in=[row.pk for row in rows], relation__in=CHANGING, directive__in=Directive.objects.visible_to(user)
    )
    for target, relation in acts.values_list("target_id", "relation"):
        done.setdefault(target, set()).add(relation)
    for row in rows:
        suffered = done.get(row.pk, set())
        row.mark = next((_MARKS[relation] for relation in CHANGING if relation in suffered), None)
    return rows
