"""Bảng điều hành: how the tasks stand that the organisation gave; every figure leads to exactly its list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from directives.models import Directive
from tasks.models import Escalation, Explanation, Task
from tasks.permissions import can_remind_units, can_settle_rules, can_watch
from tasks.querysets import TaskQuerySet, figures
from tasks.services.reviews import LEAST_DAYS
from tasks.views.follow_up import Chip
from tasks.views.rows import rows_of
from units.calendar import WorkingCalendar
from units.clock import today
from units.models import Unit, User
from units.refusals import demand
from units.services.succession import heirs_today

SCOPE = "scope=assigned"  # product.md: what this organisation assigned
MOST_DIRECTIVES = 20
LONGEST_LATE = 5


@dataclass(frozen=True)
class Column:
    """`name` is that of the figure, `query` the filter of the list which holds the same tasks."""

    name: str
    label: str
    query: str
    tone: str
    icon: str
    note: str = ""


COLUMNS = (
    Column("overdue", "Quá hạn", "time=overdue", "red", "alert-triangle"),
    Column("due_soon", "Sắp đến hạn", "time=due_soon", "amber", "clock"),
    Column("waiting", "Chờ xác nhận", "status=submitted", "violet", "hourglass"),
    Column("not_accepted", "Chưa tiếp nhận", "status=assigned", "neutral", "inbox"),
    Column("returned", "Chờ điều chuyển", "status=returned", "amber", "arrow-back-up"),
    Column("open", "Đang mở", "status=open", "neutral", "list-check"),
)
AGED = Column(
    "aged", "Lâu không báo cáo", "attention=aged", "neutral", "calendar-off", note="không thời hạn, đã quá 3 tháng"
)
CHECK_IN_MISSING = Column(
    "check_in_missing",
    "Thiếu báo cáo kỳ",
    "attention=check_in",
    "red",
    "calendar-x",
    note="việc thường xuyên",
)
NOW_AND_THEN = (AGED, CHECK_IN_MISSING)  # shown where there are any


Figures = dict[str, Any]  # one row of values(): the keys of the group and the figures


@dataclass(frozen=True)
class Cell:
    """A figure of the heat table; `level` 0–3 is its weight within the column."""

    figure: int
    url: str
    level: int
    tone: str


@dataclass(frozen=True)
class HeatRow:
    label: str
    url: str
    cells: list[Cell]


@dataclass(frozen=True)
class Heat:
    caption: str
    corner: str
    columns: list[str]
    rows: list[HeatRow]
    totals: list[Cell] | None


@dataclass(frozen=True)
class Stat:
    figure: int
    label: str
    url: str
    tone: str
    icon: str
    note: str


def dashboard(request: HttpRequest) -> HttpResponse:
    demand(can_watch(request.user))
    day, organisation = today(), request.user.acting_post.organisation
    given = Task.objects.assigned_by_organisation(organisation)
    as_given = request.GET.get("by") == "then"
    totals = given.overview(day)
    late = given.overdue(day).for_list().order_by("due_on", "pk")[:LONGEST_LATE]
    return render(
        request,
        "tasks/dashboard.html",
        {
            "organisation": organisation,
            "sentence": _sentence(totals),
            "stats": [
                Stat(totals[column.name], column.label, _list(column.query), column.tone, column.icon, column.note)
                for column in (*COLUMNS, *NOW_AND_THEN)
                if column not in NOW_AND_THEN or totals[column.name]
            ],
            # Overdue days are calendar days: no day off is asked for.
            "late": rows_of(late, today=day, calendar=WorkingCalendar()),
            "late_url": _list("time=overdue"),
            "units": _by_unit(given, totals, day, as_given),
            "unit_chips": _unit_chips(as_given) if as_given or totals["reorganised"] else [],
            "directives": _by_directive(given, day),
            "follow_up": _follow_up(request.user, given, day),
            "has_tasks": totals["open"] > 0,
            "may_remind": bool(can_remind_units(request.user)) and totals["overdue"] > 0,
            "may_settle_rules": bool(can_settle_rules(request.user)),
        },
    )


def _follow_up(user: User, given: TaskQuerySet, day: date) -> list[Chip]:
    """What is to be followed up, each a page of its own."""
    owed = Explanation.objects.visible_to(user).standing("missing", day).count()
    waiting = Escalation.objects.visible_to(user).waiting().count()
    delayed = given.long_delayed(day, LEAST_DAYS).not_reviewed().count()
    return [
        Chip("Quá hạn giải trình", f"{reverse('tasks:explanations')}?standing=missing", False, count=owed),
        Chip("Chờ ý kiến lãnh đạo", reverse("tasks:escalations"), False, count=waiting),
        Chip("Chậm kéo dài, chưa rà soát", f"{reverse('tasks:reviews')}?moi=1", False, count=delayed),
    ]


def _list(*parts: str) -> str:
    return f"{reverse('tasks:list')}?{'&'.join((SCOPE, *parts))}"


def _sentence(totals: dict[str, int]) -> str:
    said = []
    if totals["overdue"]:
        said.append(f"{totals['overdue']} nhiệm vụ quá hạn ở {totals['late_units']} đơn vị")
    if totals["waiting"]:
        said.append(f"{totals['waiting']} kết quả chờ xác nhận")
    if totals["returned"]:
        said.append(f"{totals['returned']} nhiệm vụ chờ điều chuyển")
    if said:
        return ", ".join(said) + "."
    return "Không có nhiệm vụ quá hạn, không có việc chờ xử lý." if totals["open"] else "Chưa có nhiệm vụ nào đang mở."


def _unit_chips(as_given: bool) -> list[Chip]:
    """By whom the figures are counted where units were reorganised."""
    here = reverse("tasks:dashboard")
    return [
        Chip("Đơn vị hiện nay", f"{here}#by-unit", not as_given),
        Chip("Đơn vị lúc được giao", f"{here}?by=then#by-unit", as_given),
    ]


def _by_unit(given: TaskQuerySet, totals: dict[str, int], day: date, as_given: bool) -> Heat:
    """By today's units, or by those to which the tasks were given, under the names that these had last."""
    unit = Coalesce("lead_when_given", "lead") if as_given else F("lead")
    rows = list(given.open().order_by().annotate(of_unit=unit).values("of_unit").annotate(**figures(day)))
    units = Unit.objects.in_bulk([row["of_unit"] for row in rows])
    if not as_given and not all(unit.is_open_on(day) for unit in units.values()):
        rows = _rolled_up(rows, heirs_today(day))
        units = Unit.objects.in_bulk([row["of_unit"] for row in rows])
    rows.sort(key=lambda row: (-row["overdue"], -row["due_soon"], -row["open"], units[row["of_unit"]].path))
    by = "then" if as_given else "now"
    return Heat(
        caption="Theo đơn vị chủ trì, đơn vị nhiều việc quá hạn đứng trước. Mỗi số dẫn đến danh sách của nó.",
        corner="Đơn vị",
        columns=[column.label for column in COLUMNS],
        rows=[
            HeatRow(_unit_label(units[row["of_unit"]], day), "", cells)
            for row, cells in _cells(rows, lambda row: f"unit={row['of_unit']}&only=on&by={by}")
        ],
        totals=[Cell(totals[column.name], _list(column.query), 0, column.tone) for column in COLUMNS],
    )


def _rolled_up(rows: list[Figures], heirs: dict[int, int]) -> list[Figures]:
    """What still stands with a unit that is gone is counted for the one that took over."""
    found: dict[int, Figures] = {}
    for row in rows:
        unit = heirs.get(row["of_unit"], row["of_unit"])
        sum_ = found.setdefault(unit, {"of_unit": unit} | {column.name: 0 for column in COLUMNS})
        for column in COLUMNS:
            sum_[column.name] += row[column.name]
    return list(found.values())


def _unit_label(unit: Unit, day: date) -> str:
    return unit.label if unit.is_open_on(day) else f"{unit.label} (đã thôi hoạt động)"


def _by_directive(given: TaskQuerySet, day: date) -> Heat:
    rows = list(
        given.open()
        .filter(directive__isnull=False)
        .values("directive")
        .annotate(**figures(day))
        .order_by("-overdue", "-due_soon", "-open", "-directive")[:MOST_DIRECTIVES]
    )
    directives = Directive.objects.in_bulk([row["directive"] for row in rows])
    return Heat(
        caption=f"Theo văn bản, tối đa {MOST_DIRECTIVES} văn bản nhiều việc quá hạn nhất.",
        corner="Văn bản",
        columns=[column.label for column in COLUMNS],
        rows=[
            HeatRow(str(directives[row["directive"]]), _list(f"directive={row['directive']}", "status=open"), cells)
            for row, cells in _cells(rows, lambda row: f"directive={row['directive']}")
        ],
        totals=None,
    )


def _cells(rows: list[Figures], narrowed: Callable[[Figures], str]) -> Iterator[tuple[Figures, list[Cell]]]:
    """Each row with its cells; a cell is heavier the nearer it comes to the highest of its column."""
    highest = {column.name: max((row[column.name] for row in rows), default=0) for column in COLUMNS}
    for row in rows:
        yield (
            row,
            [
                Cell(
                    figure=row[column.name],
                    url=_list(column.query, narrowed(row)),
                    level=_level(row[column.name], highest[column.name]) if column.name != "open" else 0,
                    tone=column.tone,
                )
                for column in COLUMNS
            ],
        )


def _level(figure: int, highest: int) -> int:
    """0 for nothing, else 1 to 3."""
    return 0 if figure == 0 else 1 + (3 * figure > highest) + (3 * figure > 2 * highest)
