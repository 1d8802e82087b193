"""What tests of the screens do over and over: a draft, a review as a browser sends it, rows in the register."""

from __future__ import annotations

from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directives.services import intake
from directives.services.register import enter, lock_register
from tests.directives.conftest import DISPATCH, NOW
from tests.factories.directives import make_directive, make_instruction


def line(**parts):
    blank = {"kind": "", "as_printed": "", "due_on": "", "days": "", "anchor": "", "recurrence": ""}
    return blank | parts


def encoded(typed) -> QueryDict:
    """A review as a browser sends it."""
    data = QueryDict(mutable=True)

    def put(prefix, raw):
        for name, value in raw.items():
            if name == "deadlines":
                for one in value or [line()]:
                    for part, text in one.items():
                        data.appendlist(f"{prefix}-deadlines-{part}", text)
            elif isinstance(value, list):
                data.setlist(f"{prefix}-{name}", value)
            elif value is True:
                data[f"{prefix}-{name}"] = "on"
            elif value not in (False, None) and name != "key":
                data[f"{prefix}-{name}"] = str(value)

    put("head", typed["head"])
    for name, letter in (("rows", "row"), ("citations", "citation")):
        data.setlist(letter, [row["key"] for row in typed[name]])
        for row in typed[name]:
            put(row["key"], row)
    return data


def draft(office, text=DISPATCH):
    return intake.receive_text(text=text, by=office.registrar, now=NOW)


def posted_of(client, document, **changes):
    """The review as the page drew it, with some answers changed."""
    page = client.get(reverse("directives:review", args=[document.pk]))
    review = page.context["review"]
    typed = {
        "head": {name: review.head[name].value() for name in review.head.fields},
        "rows": [{"key": f.prefix} | {name: f[name].value() for name in f.fields} for f in review.rows],
        "citations": [{"key": f.prefix} | {name: f[name].value() for name in f.fields} for f in review.citations],
    }
    data = encoded(typed)
    data["saved"] = review.saved
    for name, value in changes.items():
        data[name.replace("__", "-")] = value
    return data


def send(client, document, data):
    """As a browser does, with every value of a name."""
    address = reverse("directives:review", args=[document.pk])
    return client.post(address, data.urlencode(), content_type="application/x-www-form-urlencoded")


def save(client, document, **changes):
    return send(client, document, posted_of(client, document, **({"act": "save"} | changes)))


def log_rows(office, count, **fields):
    for number in range(count):
        directive = make_directive(owner=office.organisation, by=office.registrar, code_number=str(number), **fields)
        counter = lock_register(organisation=office.organisation, arrived_at=NOW)
        enter(directive=directive, counter=counter, arrived_at=NOW, by=office.registrar, now=NOW)
        make_instruction(directive)


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)
