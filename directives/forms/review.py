"""The whole review: head, rows of the tree and cited documents, drawn from a reading, a draft or a posted form.

`typed` is the review as plain JSON, as it was typed and whether or not it is right: what a draft keeps.  Rows carry
keys ("r7") that stay with them while rows are added and removed; their order is the order of the keys in the form.
`seen` are the keys of the doubts that a person has looked at and found right.
"""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.http import QueryDict

from directives.confirmed import Confirmed
from directives.forms.head import HeadForm, head_typed
from directives.forms.rows import CitationForm, NodeForm, citation_typed, node_typed
from directives.services.parties import Directory

Typed = dict[str, Any]
_KEY = re.compile(r"[rc]\d{1,16}")
#: No reading has more doubts than this, and no key of one is longer.
_MOST_SEEN, _LONGEST_KEY = 2_000, 700


def typed_of(data: Confirmed) -> Typed:
    """A review that starts from what was read."""
    return {
        "head": head_typed(data),
        "rows": [{"key": f"r{n}"} | node_typed(node) for n, node in enumerate(data.nodes, start=1)],
        "citations": [{"key": f"c{n}"} | citation_typed(cited) for n, cited in enumerate(data.citations, start=1)],
    }


class Review:
    """The forms of one review together."""

    def __init__(
        self, head: HeadForm, rows: list[NodeForm], citations: list[CitationForm], saved: int, seen: list[str]
    ) -> None:
        self.head, self.rows, self.citations, self.saved, self.seen = head, rows, citations, saved, seen

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
            typed.get("seen", []),
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
            [key for key in dict.fromkeys(data.getlist("seen")) if len(key) <= _LONGEST_KEY][:_MOST_SEEN],
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

    def typed(self) -> Typed:
        """What a bound review holds, right or wrong; what is not sent is blank."""

        def raw(form: forms.Form) -> Typed:
            return {name: "" if (data := form[name].data) is None else data for name in form.fields}

        return {
            "head": raw(self.head),
            "rows": [{"key": form.prefix} | raw(form) for form in self.rows],
            "citations": [{"key": form.prefix} | raw(form) for form in self.citations],
            "seen": self.seen,
        }

    def confirmed(self) -> Confirmed:
        """The values of a valid review."""
        return Confirmed(
            **self.head.confirmed(),
            citations=tuple(form.confirmed() for form in self.citations),
            nodes=tuple(form.confirmed() for form in self.rows),
        )
