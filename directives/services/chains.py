"""The chain of directives about one: what it implements up to the root, what implements it, as an indented tree.

Everything is what the person may see: a document that is not visible ends its branch, and only the words of the one
that cites it remain (requirements B1, B2).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from directives.models import Citation, Directive, Relation
from units.models import User

MOST_LINKS = 200
_SHOWN = (
    "pk",
    "document_type",
    "code_number",
    "code_notation",
    "is_party_document",
    "issuing_body",
    "issued_on",
    "issued_year",
    "issued_month",
    "subject",
)


@dataclass(frozen=True)
class Link:
    """One line of the tree.  Without a directive it is a document known by its citation alone, a root.

    `is_repeated`: the directive stands above already (it implements several); what follows from it stands there.
    """

    depth: int
    directive: Directive | None
    as_printed: str = ""
    is_here: bool = False
    is_repeated: bool = False


@dataclass(frozen=True)
class Chain:
    """`is_cut`: more than MOST_LINKS lines, the rest is left out."""

    links: list[Link]
    is_cut: bool = False

    @property
    def is_alone(self) -> bool:
        """Nothing above and nothing below."""
        return len(self.links) <= 1


def chain_about(directive: Directive, user: User) -> Chain:
    """From every root down to the directive, and all below it; three queries whatever its depth."""
    seen = Directive.objects.visible_to(user).only(*_SHOWN)
    above = {row.pk: row for row in seen.implemented_by(directive.pk, user=user).order_by("issued_on", "pk")}
    tree = _Tree(directive, below=_below(directive, user))
    tree.records |= above
    tree.add_steps([directive.pk, *above])
    return tree.drawn(tree.roots())


def chain_below(directive: Directive, user: User) -> Chain:
    """The directive and what implements it, each below the one that it implements; two queries."""
    tree = _Tree(directive, below=_below(directive, user))
    tree.add_steps([])
    return tree.drawn([directive.pk])


def _below(directive: Directive, user: User) -> list[Directive]:
    rows = Directive.objects.visible_to(user).only(*_SHOWN).implementing(directive.pk, user=user)
    return list(rows.exclude(pk=directive.pk).order_by("issued_on", "pk"))


class _Tree:
    """Who stands below whom.  A node is the key of a directive, or what identifies a document only cited."""

    def __init__(self, here: Directive, below: Iterable[Directive]) -> None:
        self.here = here
        self.records = {here.pk: here} | {row.pk: row for row in below}
        self.below = set(self.records)
        self.children: dict[Hashable, list[int]] = defaultdict(list)
        self.printed: dict[Hashable, str] = {}

    def add_steps(self, upper: Iterable[int]) -> None:
        """The steps between the records; for `upper` also to what is not among them."""
        climbing = set(upper)
        steps = Citation.objects.filter(directive__in=list(self.records), relation=Relation.IMPLEMENTS)
        for step in steps.order_by("issued_on", "pk"):
            parent, child = step.target_id, step.directive_id
            if parent in self.below and child != self.here.pk:
                self._add(parent, child)
            elif child in climbing:
                self._add(parent if parent in self.records else self._cited(step), child)

    def _add(self, parent: Hashable, child: int) -> None:
        if child not in self.children[parent]:
            self.children[parent].append(child)

    def _cited(self, step: Citation) -> Hashable:
        """Two citations of one reference and date are one document."""
        same = (step.code_number_key, step.code_notation_key, step.issued_on)
        node = same if step.code_number_key else (step.as_printed,)
        self.printed.setdefault(node, step.as_printed)
        return node

    def roots(self) -> list[Hashable]:
        """What stands below nothing, documents only cited first."""
        lower = {child for children in self.children.values() for child in children}
        return [*self.printed, *(pk for pk in self.records if pk not in lower)] or [self.here.pk]

    def drawn(self, roots: list[Hashable]) -> Chain:
        """The lines in order; a node met again is named and not followed."""
        order = {pk: place for place, pk in enumerate(self.records)}
        links: list[Link] = []
        met: set[Hashable] = set()
        waiting = [(root, 0) for root in reversed(roots)]
        while waiting:
            if len(links) == MOST_LINKS:
                return Chain(links, is_cut=True)
            node, depth = waiting.pop()
            record = self.records.get(node) if isinstance(node, int) else None
            links.append(Link(depth, record, self.printed.get(node, ""), node == self.here.pk, node in met))
            if node not in met:
                met.add(node)
                lower = sorted(self.children[node], key=order.__getitem__, reverse=True)
                waiting += [(child, depth + 1) for child in lower]
        return Chain(links)
