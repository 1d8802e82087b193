"""The whole review: head, rows of the tree and cited documents, drawn from a reading, a draft or a posted form.

`typed` is the review as plain JSON, as it was typed and whether or not it is right: what a draft keeps.  Rows carry
keys ("r7") that stay with them while rows are added and removed; their order is the order of the keys in the form.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from typing import Any

from django import forms
from django.http import QueryDict

from directives.confirmed import Confirmed
from directives.forms.head import HeadForm, head_typed
from directives.forms.parties import doubts_among
from directives.forms.rows import MAX_LEVEL, CitationForm, NodeForm, citation_typed, node_typed
from directives.models import Instruction, Relation
from directives.services.parties import Directory

Typed = dict[str, Any]
_KEY = re.compile(r"[rc]\d{1,16}")
BLANK_ROW: Typed = {"kind": Instruction.Kind.ITEM.value, "level": "1"}
BLANK_CITATION: Typed = {"relation": Relation.IMPLEMENTS.value}


def typed_of(data: Confirmed) -> Typed:
    """A review that starts from what was read."""
    return {
        "head": head_typed(data),
        "rows": [{"key": f"r{n}"} | node_typed(node) for n, node in enumerate(data.nodes, start=1)],
        "citations": [{"key": f"c{n}"} | citation_typed(cited) for n, cited in enumerate(data.citations, start=1)],
    }


class Review:
    """The forms of one review together."""

    def __init__(self, head: HeadForm, rows: list[NodeForm], citations: list[CitationForm], saved: int) -> None:
        self.head, self.rows, self.citations, self.saved = head, rows, citations, saved

    @classmethod
    def drawn(cls, typed: Typed, directory: Directory) -> Review:
        """Forms that show what was typed or read."""

        def forms_of(kind: type[forms.Form], rows: list[Typed]) -> list:
            return [kind(initial=row, prefix=row["key"], directory=directory) for row in rows]

        return cls(
            HeadForm(initial=typed.get("head", {}), directory=directory),
            forms_of(NodeForm, typed.get("rows", [])),
            forms_of(CitationForm, typed.get("citations", [])),
            typed.get("saved", 0),
        )

    @classmethod
    def posted(cls, data: QueryDict, directory: Directory) -> Review:
        """Forms bound to what was sent."""

        def forms_of(kind: type[forms.Form], name: str) -> list:
            keys = [key for key in dict.fromkeys(data.getlist(name)) if _KEY.fullmatch(key)]
            return [kind(data, prefix=key, directory=directory) for key in keys]

        saved = data.get("saved", "")
        return cls(
            HeadForm(data, directory=directory),
            forms_of(NodeForm, "row"),
            forms_of(CitationForm, "citation"),
            int(saved) if saved.isdecimal() and len(saved) < 10 else 0,
        )

    @property
    def parts(self) -> list[forms.Form]:
        return [self.head, *self.rows, *self.citations]

    def is_valid(self) -> bool:
        """Every form is asked, so that all errors show at once."""
        return not sum(not form.is_valid() for form in self.parts)

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """(id of the field, where it stands, the sentence) of every error, in the order of the page."""
        found = []
        for form, where in self._named():
            for name, sentences in form.errors.items():
                field = form[name] if name in form.fields else None
                label = f"{where}{field.label}" if field else where.rstrip(", ")
                target = field.id_for_label if field else f"id_{form.prefix}"
                found += [(target, label, str(sentence)) for sentence in sentences]
        return found

    def _named(self) -> list[tuple[forms.Form, str]]:
        labels = [form["label"].value() for form in self.rows]
        names = [f"Mục {label}, " if label else f"Dòng {number}, " for number, label in enumerate(labels, start=1)]
        rows = list(zip(self.rows, names, strict=True))
        citations = [(form, f"Văn bản được dẫn {number}, ") for number, form in enumerate(self.citations, start=1)]
        return [(self.head, ""), *citations, *rows]

    @property
    def party_doubts(self) -> int:
        """How many units of the review a person has yet to say yes or no to."""
        fields = [(self.head, "addressees"), *((row, name) for row in self.rows for name in ("leads", "coordinating"))]
        return sum(doubts_among(form[name].value(), form.fields[name].widget.directory) for form, name in fields)

    def typed(self) -> Typed:
        """What a bound review holds, right or wrong."""

        def raw(form: forms.Form) -> Typed:
            return {name: form[name].data for name in form.fields}

        return {
            "head": raw(self.head),
            "rows": [{"key": form.prefix} | raw(form) for form in self.rows],
            "citations": [{"key": form.prefix} | raw(form) for form in self.citations],
        }

    def confirmed(self) -> Confirmed:
        """The values of a valid review."""
        return Confirmed(
            **self.head.confirmed(),
            citations=tuple(form.confirmed() for form in self.citations),
            nodes=tuple(form.confirmed() for form in self.rows),
        )


# What the buttons beside the rows do to a review as typed; each returns the key of the row to go back to.


def _add(rows: list[Typed], at: int, blank: Typed, letter: str) -> str:
    key = f"{letter}{max((int(row['key'][1:]) for row in rows), default=0) + 1}"
    rows.insert(at, blank | {"key": key})
    return key


def _after(typed: Typed, at: int) -> str:
    level = typed["rows"][at]["level"]
    return _add(typed["rows"], at + 1, BLANK_ROW | {"level": level}, "r")


def _remove(typed: Typed, at: int) -> str:
    typed["rows"].pop(at)
    rest = typed["rows"]
    return rest[min(at, len(rest) - 1)]["key"] if rest else ""


def _shift(by: int) -> Callable[[Typed, int], str]:
    def shift(typed: Typed, at: int) -> str:
        row = typed["rows"][at]
        level = int(row["level"]) if str(row["level"]).isdecimal() else 1
        row["level"] = str(min(max(level + by, 1), MAX_LEVEL))
        return row["key"]

    return shift


def _add_deadline(typed: Typed, at: int) -> str:
    row = typed["rows"][at]
    row["deadlines"] = [*(row.get("deadlines") or []), line_of_nothing()]
    return row["key"]


def line_of_nothing() -> Typed:
    return dict.fromkeys(("kind", "as_printed", "due_on", "days", "anchor", "recurrence"), "")


ROW_ACTS: dict[str, Callable[[Typed, int], str]] = {
    "after": _after,
    "remove": _remove,
    "in": _shift(1),
    "out": _shift(-1),
    "deadline": _add_deadline,
}


def act(typed: Typed, name: str, key: str) -> tuple[Typed, str]:
    """The review after a button, and the key of the row to show; unchanged where the button or the row is unknown."""
    typed = deepcopy(typed)
    if name == "add":
        return typed, _add(typed["rows"], len(typed["rows"]), BLANK_ROW, "r")
    if name == "cite":
        return typed, _add(typed["citations"], len(typed["citations"]), BLANK_CITATION, "c")
    if name == "uncite":
        typed["citations"] = [row for row in typed["citations"] if row["key"] != key]
        return typed, ""
    places = [at for at, row in enumerate(typed["rows"]) if row["key"] == key]
    if name not in ROW_ACTS or not places:
        return typed, ""
    return typed, ROW_ACTS[name](typed, places[0])
