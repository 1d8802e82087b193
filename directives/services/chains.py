"""The chain of directives about one: what it implements up to the root, what implements it, as an indented tree.

Everything is what the person may see: a document that is not visible ends its branch, and only the words of the one
that cites it remain (requirements B1, B2).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable
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
    """From every root down to the directive, and all below it; four queries whatever its size."""
    tree = _Tree(directive, user)
    above = list(
        tree.seen.implemented_by(directive.pk, user=user).order_by("issued_on", "pk").values_list("pk", flat=True)
    )
    tree.add_above(above)
    return tree.drawn(tree.roots(above))


def chain_below(directive: Directive, user: User) -> Chain:
    """The directive and what implements it, each below the one that it implements; two queries."""
    return _Tree(directive, user).drawn([directive.pk])


class _Tree:
    """Who stands below whom.  A node is the key of a directive, or what identifies a document only cited.

    Only keys are read of what may be thousands; whole rows of what is drawn.
    """

    def __init__(self, here: Directive, user: User) -> None:
        self.here = here
        self.seen = Directive.objects.visible_to(user)
        self.children: dict[Hashable, dict[int, None]] = defaultdict(dict)  # in order, each once
        self.printed: dict[Hashable, str] = {}
        below = self.seen.implementing(here.pk, user=user).exclude(pk=here.pk)
        steps = Citation.objects.filter(relation=Relation.IMPLEMENTS, directive__in=below.order_by().values("pk"))
        found = list(steps.order_by("directive__issued_on", "directive_id").values_list("target_id", "directive_id"))
        within = {here.pk, *(child for _, child in found)}
        for parent, child in found:
            if parent in within:
                self.children[parent][child] = None

    def add_above(self, above: list[int]) -> None:
        """The steps from the directive upward, the last ones to documents that are only cited."""
        known = {self.here.pk, *above}
        steps = Citation.objects.filter(relation=Relation.IMPLEMENTS, directive__in=list(known))
        for step in steps.order_by("issued_on", "pk"):
            parent = step.target_id if step.target_id in known else self._cited(step)
            self.children[parent][step.directive_id] = None

    def _cited(self, step: Citation) -> Hashable:
        """Two citations of one reference and date are one document."""
        same = (step.code_number_key, step.code_notation_key, step.issued_on)
        node = same if step.code_number_key else (step.as_printed,)
        self.printed.setdefault(node, step.as_printed)
        return node

    def roots(self, above: list[int]) -> list[Hashable]:
        """What stands below nothing, documents only cited first."""
        lower = {child for children in self.children.values() for child in children}
        return [*self.printed, *(pk for pk in above if pk not in lower)] or [self.here.pk]

    def drawn(self, roots: list[Hashable]) -> Chain:
        """The lines in order; a node met again is named and not followed."""
        lines: list[tuple[Hashable, int, bool]] = []
        met: set[Hashable] = set()
        waiting = [(root, 0) for root in reversed(roots)]
        while waiting and len(lines) < MOST_LINKS:
            node, depth = waiting.pop()
            lines.append((node, depth, node in met))
            if node not in met:
                met.add(node)
                waiting += [(child, depth + 1) for child in reversed(self.children[node])]
        records = self.seen.only(*_SHOWN).in_bulk([node for node, _, _ in lines if isinstance(node, int)])
        links = [
            Link(
                depth,
                records.get(node) if isinstance(node, int) else None,
                self.printed.get(node, ""),
                node == self.here.pk,
                is_repeated,
            )
            for node, depth, is_repeated in lines
        ]
        return Chain(links, is_cut=bool(waiting))
