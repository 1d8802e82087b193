"""From labelled paragraphs to the tree of instructions.

Documents nest as their writers please: "I. 1. a) - +", "1. 1.1. -", "Điều 1. 1. a)".  No order of kinds is fixed here.
A label that continues a sequence still open belongs to that sequence; one that opens a new sequence hangs under the
item before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .labels import DIVISIONS_BY_RANK, RANKS, Label, after_lost_number, as_fourth, as_roman, label_of
from .lines import Paragraph
from .strands import Strand


@dataclass
class Node:
    """An item in the making: its own paragraph, then those without a label that follow it."""

    label: Label | None
    whole: Strand  # with the label
    body: Strand  # without it
    level: int
    parent: int | None
    more: list[Strand] = field(default_factory=list)


def tree_of(paragraphs: Iterable[Paragraph]) -> list[Node]:
    """Nodes in document order.  Paragraphs before the first label become nodes without a label."""
    nodes: list[Node] = []
    open_path: list[int] = []
    for paragraph in paragraphs:
        label = label_of(paragraph.text)
        if label is None:
            if open_path:
                nodes[open_path[-1]].more.append(paragraph.strand)
            else:
                nodes.append(Node(None, paragraph.strand, paragraph.strand, 1, None))
            continue
        path = [open_label for i in open_path if (open_label := nodes[i].label)]
        label = _resolved(label, path)
        depth = _depth(label, path, announced=bool(open_path) and _announces(nodes[open_path[-1]]))
        del open_path[depth:]
        body = paragraph.strand.cut(label.length)
        parent = open_path[-1] if open_path else None
        nodes.append(Node(label, paragraph.strand, body, depth + 1, parent))
        open_path.append(len(nodes) - 1)
    return nodes


def _resolved(label: Label, path: list[Label]) -> Label:
    """What the label is where it stands: "i)" after "h)" is a letter, as the first of its list a Roman number."""
    if label.kind == "lost number":
        return after_lost_number(label, path)
    if label.kind == "letter" and label.text == "đ":
        third = any(other.kind == "letter" and other.text == "c" for other in path)
        return as_fourth(label) if third else label
    if label.text.strip("()") not in ("i", "v") or label.kind not in ("letter", "(letter)"):
        return label
    continues = any(other.kind == label.kind and other.value == label.value - 1 for other in path)
    return label if continues else as_roman(label)


def _depth(label: Label, path: list[Label], *, announced: bool) -> int:
    """At which depth of the open path the label stands; `announced` where the last item ends with a colon."""
    if label.kind.startswith("multi"):
        return _depth_of_multi(label, path)
    same = [depth for depth, other in enumerate(path) if other.kind == label.kind]
    if not label.is_counted:
        return same[-1] if same else len(path)
    for depth in reversed(same):
        if path[depth].value + 1 == label.value:
            return depth
    opens_below = label.value == 1 and announced and same and same[-1] < len(path) - 1
    if same and not opens_below:
        return same[-1]
    if label.kind in DIVISIONS_BY_RANK or (label.kind in RANKS and label.value > 1):
        return _depth_by_rank(label, path)
    # A new sequence hangs under the item before it; out of a list of dashes it climbs unless a dash announces it.
    return len(path) if announced else _outside_lists(path)


def _depth_of_multi(label: Label, path: list[Label]) -> int:
    """ "1.2" hangs under "1" or beside "1.1", wherever these stand."""
    for depth in range(len(path) - 1, -1, -1):
        other = path[depth]
        if other.kind == label.kind:
            return depth
        parts = other.parts or ((other.value,) if other.kind == "number" or other.kind in RANKS else ())
        if parts and parts == label.parts[: len(parts)]:
            return depth + 1
    return _outside_lists(path)


def _depth_by_rank(label: Label, path: list[Label]) -> int:
    rank = RANKS.index(label.kind)
    for depth, other in enumerate(path):
        if other.kind not in RANKS or RANKS.index(other.kind) >= rank:
            return depth
    return len(path)


def _outside_lists(path: list[Label]) -> int:
    depth = len(path)
    while depth and not path[depth - 1].is_counted:
        depth -= 1
    return depth


def _announces(node: Node) -> bool:
    last = node.more[-1] if node.more else node.body
    return last.text.endswith(":")
