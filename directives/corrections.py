"""What a person changed of a reading, field by field.  Pure values, no rows.

Each field counts what was proposed and kept, changed into something else, added by the person, and taken out.  Of one
place (a row, the head) what was taken out and what was put in stand for each other as far as they go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from directives.confirmed import Cited, Confirmed, Copy, Deadline, Node, Party
from directives.types import DocumentType, Priority
from units.folding import fold

#: Fields in the order of the report, with their words on screen.
FIELDS = {
    "document_type": "Loại văn bản",
    "number": "Số",
    "notation": "Ký hiệu",
    "date": "Ngày ban hành",
    "issuing_body": "Cơ quan ban hành",
    "subject": "Trích yếu",
    "priority": "Độ khẩn",
    "signer": "Người ký",
    "signer_position": "Chức vụ, thẩm quyền ký",
    "addressees": "Kính gửi",
    "recipients": "Nơi nhận",
    "citations": "Văn bản được dẫn",
    "items": "Dòng nội dung",
    "label": "Số mục",
    "level": "Cấp của dòng",
    "kind": "Loại dòng",
    "text": "Lời văn của dòng",
    "leads": "Chủ trì",
    "coordinating": "Phối hợp",
    "deadlines": "Thời hạn",
}
#: The form offers so many levels; a deeper one is drawn as this.
DEEPEST = 6


@dataclass(frozen=True)
class Change:
    """One difference: `proposed` "" was put in by the person, `corrected` "" was taken out."""

    where: str
    proposed: str
    corrected: str


@dataclass
class Outcome:
    """How one field of one reading fared."""

    kept: int = 0
    changed: int = 0
    added: int = 0
    removed: int = 0
    changes: list[Change] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        """Whether nothing had to be corrected, blank where it is blank included."""
        return not (self.changed or self.added or self.removed)

    def compare(self, where: str, proposed: Iterable[tuple], confirmed: Iterable[tuple]) -> None:
        """Values of one place as (identity, words); what has the same identity is kept."""
        ours, theirs = list(proposed), list(confirmed)
        same = Counter(key for key, _ in ours) & Counter(key for key, _ in theirs)
        self.kept += same.total()
        gone, come = _rest(ours, same), _rest(theirs, same)
        pairs = min(len(gone), len(come))
        self.changed += pairs
        self.removed += len(gone) - pairs
        self.added += len(come) - pairs
        for at in range(max(len(gone), len(come))):
            before, after = gone[at : at + 1], come[at : at + 1]
            self.changes.append(Change(where, before[0] if before else "", after[0] if after else ""))


def _rest(values: list[tuple], taken: Counter) -> list[str]:
    """Words of the values beyond those that are kept."""
    left = Counter(taken)
    rest = []
    for key, words in values:
        if left[key]:
            left[key] -= 1
        else:
            rest.append(words)
    return rest


@dataclass(frozen=True)
class Wording:
    """How values are said in a correction: the present name of a party, and labels of codes ("date": "ngày cụ thể")."""

    name_of: Callable[[Party], str]
    labels: Mapping[str, str]

    def party(self, one: Party) -> tuple:
        name = self.name_of(one)
        words = name if fold(name) == fold(one.as_printed) else f"{name} (“{one.as_printed}”)"
        return ((one.unit_id, one.group_id) if one.unit_id or one.group_id else fold(one.as_printed), words)

    def deadline(self, one: Deadline) -> tuple:
        due_on = one.due_on if one.kind == "date" else None
        words = f"{due_on:%d/%m/%Y}" if due_on else one.as_printed
        identity = (str(one.kind), due_on, one.days, fold(one.anchor), one.recurrence)
        return identity, f"{self.labels.get(one.kind, one.kind)}: {words}"

    def cited(self, one: Cited) -> tuple:
        identity = fold(one.reference) if one.reference else fold(one.as_printed)
        words = f"{self.labels.get(one.relation, one.relation)}: {one.as_printed}"
        return (str(one.relation), identity, one.issued_on), words

    def row(self, name: str, node: Node) -> list[tuple]:
        value = _ROW[name](node)
        return _single(self.labels.get(str(value), value))


def compare(proposed: Confirmed, confirmed: Confirmed, wording: Wording) -> dict[str, Outcome]:
    """The outcome of every field."""
    outcomes = {name: Outcome() for name in FIELDS}
    for name, value in _HEAD.items():
        outcomes[name].compare("", _single(value(proposed)), _single(value(confirmed)))
    ours, theirs = proposed, confirmed
    outcomes["addressees"].compare("", map(wording.party, ours.addressees), map(wording.party, theirs.addressees))
    outcomes["recipients"].compare("", map(_copy, ours.recipients), map(_copy, theirs.recipients))
    outcomes["citations"].compare("", map(wording.cited, ours.citations), map(wording.cited, theirs.citations))
    pairs, gone, come = _rows(proposed.nodes, confirmed.nodes)
    items = outcomes["items"]
    items.kept, items.removed, items.added = len(pairs), len(gone), len(come)
    items.changes += [Change(node.label, f"{node.label} {node.text}".strip(), "") for node in gone]
    items.changes += [Change(node.label, "", f"{node.label} {node.text}".strip()) for node in come]
    for before, after in pairs:
        _compare_rows(outcomes, before, after, wording)
    return outcomes


def _compare_rows(outcomes: dict[str, Outcome], ours: Node, theirs: Node, wording: Wording) -> None:
    where = theirs.label or ours.label
    for name in _ROW:
        outcomes[name].compare(where, wording.row(name, ours), wording.row(name, theirs))
    outcomes["leads"].compare(where, map(wording.party, ours.leads), map(wording.party, theirs.leads))
    outcomes["coordinating"].compare(
        where, map(wording.party, ours.coordinating), map(wording.party, theirs.coordinating)
    )
    outcomes["deadlines"].compare(where, map(wording.deadline, ours.deadlines), map(wording.deadline, theirs.deadlines))


def _rows(
    proposed: Sequence[Node], confirmed: Sequence[Node]
) -> tuple[list[tuple[Node, Node]], list[Node], list[Node]]:
    """Rows that are the same passage, or say the same; then those taken out, then those put in."""
    left = list(proposed)
    pairs: list[tuple[Node, Node]] = []
    for identity in (_passage, _said):
        found: dict[object, list[Node]] = {}
        for node in left:
            if (key := identity(node)) is not None:
                found.setdefault(key, []).append(node)
        taken = {id(theirs) for _, theirs in pairs}
        for theirs in confirmed:
            if id(theirs) not in taken and (same := found.get(identity(theirs))):
                pairs.append((same.pop(0), theirs))
        used = {id(ours) for ours, _ in pairs}
        left = [node for node in left if id(node) not in used]
    taken = {id(theirs) for _, theirs in pairs}
    return pairs, left, [node for node in confirmed if id(node) not in taken]


def _passage(node: Node) -> object:
    return node.span[0] if node.span else None


def _said(node: Node) -> object:
    return fold(node.text)


def _single(value: object) -> list[tuple]:
    """A value as a list of one, or of none where it is blank; spaces and line ends are no difference."""
    words = " ".join(str(value).split())
    return [(words, words)] if words else []


def _copy(one: Copy) -> tuple:
    return fold(one.as_printed), one.as_printed


_HEAD: dict[str, Callable[[Confirmed], object]] = {
    # What the reader says where it found nothing is no proposal.
    "document_type": lambda data: (
        DocumentType(data.document_type).label if data.document_type != DocumentType.OTHER else ""
    ),
    "number": lambda data: data.code_number.lstrip("0"),
    "notation": lambda data: data.code_notation,
    "date": lambda data: data.issued.text,
    "issuing_body": lambda data: data.issuing_body,
    "subject": lambda data: data.subject,
    "priority": lambda data: Priority(data.priority).label if data.priority != Priority.NORMAL else "",
    "signer": lambda data: data.signer_name,
    "signer_position": lambda data: data.signer_position,
}
_ROW: dict[str, Callable[[Node], object]] = {
    "label": lambda node: node.label,
    "level": lambda node: min(node.level, DEEPEST),
    "kind": lambda node: node.kind,
    "text": lambda node: node.text,
}
