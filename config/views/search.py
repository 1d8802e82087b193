"""One box over everything: directives, tasks and units that the person may see, with or without marks."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from directives.models import Directive
from directives.services.standing import mark
from tasks.models import Task
from units.folding import fold
from units.models import Unit

MOST = 10  # of each kind; the lists with their filters show the rest


def search(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    folded = fold(words)
    found: dict[str, object] = {}
    if folded:
        found = {
            "directives": mark(Directive.objects.visible_to(request.user).search(words)[:MOST], request.user),
            "tasks": Task.objects.visible_to(request.user).search(words).for_list().order_by("-pk")[:MOST],
            "units": [unit for unit in Unit.objects.visible_to(request.user) if _named(unit, folded)][:MOST],
        }
    return render(request, "search.html", {"search_words": words, "most": MOST, "is_asked": bool(folded), **found})


def _named(unit: Unit, folded: str) -> bool:
    """Every word in the name, the short name or the agency code.  Units are few and have no folded column."""
    text = fold(f"{unit.name} {unit.short_name} {unit.agency_code}")
    return all(word in text for word in folded.split())
