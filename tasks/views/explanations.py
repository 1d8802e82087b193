"""Giải trình: what was asked of whom, what is owed and what came late, by unit and as a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tasks.models import Explanation
from tasks.querysets.explanations import ExplanationQuerySet
from tasks.statuses import Badge
from tasks.views.follow_up import Chip, tabs
from units.clock import today

ROWS_A_PAGE = 50
# figure -> (words, tone); the order of the table and of the chips
STANDINGS = {
    "missing": ("Quá hạn, chưa giải trình", "red"),
    "waiting": ("Đang chờ, trong hạn", "violet"),
    "late": ("Giải trình chậm", "amber"),
    "in_time": ("Giải trình đúng hạn", "green"),
}


@dataclass(frozen=True)
class Row:
    explanation: Explanation
    badge: Badge


@dataclass(frozen=True)
class Cell:
    figure: int
    url: str
    level: int
    tone: str


@dataclass(frozen=True)
class UnitRow:
    label: str
    url: str
    cells: list[Cell]


def explanation_list(request: HttpRequest) -> HttpResponse:
    """`standing` and `unit` in the address narrow the list; every figure of the table leads to exactly its list."""
    day = today()
    seen = Explanation.objects.visible_to(request.user)
    found, standing, unit = _narrowed(seen, request, day)
    page = Paginator(found.for_list(), ROWS_A_PAGE).get_page(request.GET.get("page"))
    figures = seen.by_unit(day)
    return render(
        request,
        "tasks/explanations.html",
        {
            "tabs": tabs(request.user, "tasks:explanations"),
            "sentence": _sentence(figures),
            "chips": _chips(standing, unit, figures),
            "heat": _table(figures) if len(figures) > 1 else None,
            "page": page,
            "rows": [Row(one, one.badge_on(day)) for one in page.object_list],
            "is_narrowed": bool(standing or unit),
        },
    )


def _narrowed(seen: ExplanationQuerySet, request: HttpRequest, day: date) -> tuple[ExplanationQuerySet, str, str]:
    """Unknown words in the address narrow nothing."""
    standing, unit = request.GET.get("standing", ""), request.GET.get("unit", "")
    standing = standing if standing in STANDINGS else ""
    unit = unit if unit.isdecimal() and len(unit) < 16 else ""
    found = seen.standing(standing, day) if standing else seen
    return (found.filter(unit=unit) if unit else found), standing, unit


def _sentence(figures: list[dict]) -> str:
    missing, waiting = (sum(row[name] for row in figures) for name in ("missing", "waiting"))
    units = sum(row["missing"] > 0 for row in figures)
    said = [f"{missing} yêu cầu quá hạn chưa giải trình ở {units} đơn vị"] if missing else []
    said += [f"{waiting} yêu cầu đang chờ trong hạn"] if waiting else []
    return f"{', '.join(said)}." if said else "Không có yêu cầu giải trình nào đang chờ."


def _url(standing: str = "", unit: object = "") -> str:
    return f"?{urlencode({name: value for name, value in (('standing', standing), ('unit', unit)) if value})}"


def _chips(standing: str, unit: str, figures: list[dict]) -> list[Chip]:
    chips = [Chip("Tất cả", _url(unit=unit), not standing)]
    chips += [Chip(label, _url(name, unit), name == standing) for name, (label, _) in STANDINGS.items()]
    if unit:
        row = next((row for row in figures if str(row["unit"]) == unit), None)
        chips.append(Chip(_label(row) if row else "Đơn vị đã chọn", _url(standing), True, icon="x"))
    return chips


def _label(row: dict) -> str:
    return row["unit__short_name"] or row["unit__name"]


def _cells(row: dict, unit: object = "") -> list[Cell]:
    return [
        Cell(row[name], _url(name, unit), int(row[name] > 0 and unit != ""), tone)
        for name, (_, tone) in STANDINGS.items()
    ]


def _table(figures: list[dict]) -> dict[str, object]:
    sums = {name: sum(row[name] for row in figures) for name in STANDINGS}
    return {
        "caption": "Theo đơn vị được yêu cầu giải trình. Mỗi số dẫn đến danh sách của nó.",
        "corner": "Đơn vị",
        "columns": [label for label, _ in STANDINGS.values()],
        "rows": [UnitRow(_label(row), _url(unit=row["unit"]), _cells(row, row["unit"])) for row in figures],
        "totals": _cells(sums),
    }
