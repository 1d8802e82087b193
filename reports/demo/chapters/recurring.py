"""Việc định kỳ và thường xuyên: months that were reported, late and missing, and a standing duty with check-ins."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

from directives.types import SourceKind
from tasks.kinds import DutyKind, ResultKind
from tasks.models import CheckIn, Task, TaskSeries
from tasks.periods import PeriodKind
from tasks.rhythm import DueRule, Rhythm
from tasks.services import check_ins, lifecycle
from tasks.services.assigning import AssignmentLine, assign_tasks
from tasks.services.periodic import open_periods

if TYPE_CHECKING:
    from reports.demo.story import Teller

GIVEN = -150
_MONTHLY = "Báo cáo kết quả thực hiện nhiệm vụ tháng và kế hoạch tháng sau"
_QUARTERLY = "Báo cáo công tác phòng, chống tham nhũng, tiêu cực"
_STANDING = "Thường xuyên kiểm tra việc tiếp công dân, giải quyết đơn thư tại các đơn vị trực thuộc Sở"
_LEADS = ("TCCB", "KHTC", "GDTrH", "GDNN")
# Days after the due date on which the periods are reported, in turn; None: not at all.
_HABITS: dict[str, tuple[int | None, ...]] = {
    "TCCB": (-3, -2, -1),
    "KHTC": (-1, 4, -2, None),
    "GDTrH": (-2, None, 6),
    "GDNN": (0, -1, -4, 2),
    "": (-1,),
}
_CHECK_INS: tuple[int | None, ...] = (-1, 5, -2, None)

Acts = Iterator[tuple[datetime, Callable[[datetime], object]]]


def tell(teller: Teller) -> None:
    """The clock opens each period, the units report as is their habit."""
    standing = _give(teller)
    for moment in _mornings(teller):
        open_periods(now=moment)
    acts = [*_filings(teller), *_reports(teller, standing)]
    for moment, act in sorted(acts, key=lambda each: each[0]):
        act(moment)


def _give(teller: Teller) -> Task:
    units, office = teller.office.units, teller.office.people["vanphong"]
    monthly = AssignmentLine(
        title=_MONTHLY,
        leads=tuple(units[short] for short in _LEADS),
        each_separately=True,
        duty_kind=DutyKind.RECURRING,
        result_kind=ResultKind.NONE,
        rhythm=Rhythm(PeriodKind.MONTH, due_day=5),
    )
    quarterly = AssignmentLine(
        title=_QUARTERLY,
        leads=(units["TTr"],),
        coordinating=(units["TCCB"],),
        duty_kind=DutyKind.RECURRING,
        rhythm=Rhythm(PeriodKind.QUARTER, due_rule=DueRule.ON_DAY, due_day=25),
    )
    standing = AssignmentLine(
        title=_STANDING,
        leads=(units["TTr"],),
        duty_kind=DutyKind.STANDING,
        result_kind=ResultKind.NONE,
        rhythm=Rhythm(PeriodKind.MONTH, due_day=3),
    )
    tasks = assign_tasks(
        lines=[monthly, quarterly, standing],
        by=office,
        now=teller.moment(GIVEN, 9),
        source_kind=SourceKind.WORK_PROGRAMME,
    )
    task = tasks[-1]
    head = teller.office.head(task.lead)
    return lifecycle.accept(task=task, version=task.version, by=head, now=teller.moment(GIVEN + 1, 8))


def _mornings(teller: Teller) -> Iterator[datetime]:
    """Of the first day of each month since, up to yesterday."""
    days = range(GIVEN + 1, 0)
    return (moment for day in days if (moment := teller.moment(day, 5, 30)).day == 1)


def _filings(teller: Teller) -> Acts:
    """Accepting and reporting of the occurrences whose series this chapter or the story has given."""
    series = TaskSeries.objects.in_bulk()
    rows = Task.objects.recurring().filter(status="assigned").select_related("lead", "series_unit")
    for number, task in enumerate(rows.order_by("lead", "due_on")):
        short = task.lead.short_name if series[task.series_unit.series_id].title == _MONTHLY else ""  # type: ignore[union-attr]
        habit = _HABITS[short]
        late = habit[number % len(habit)]
        accepted = _day(teller, task.assigned_on) + 1
        if accepted < 0:
            yield teller.moment(accepted, 8, number % 60), _accepting(teller, task.pk)
        filed = None if late is None or task.due_on is None else max(accepted, _day(teller, task.due_on) + late)
        if filed is not None and filed < 0:
            yield teller.moment(filed, 14, number % 60), _filing(teller, task.pk)
            if filed + 2 < 0:
                yield teller.moment(filed + 2, 9, number % 60), _confirming(teller, task.pk)


def _accepting(teller: Teller, key: int) -> Callable[[datetime], object]:
    def act(moment: datetime) -> object:
        task = _newest(key)
        return lifecycle.accept(task=task, version=task.version, by=teller.office.head(task.lead), now=moment)

    return act


def _filing(teller: Teller, key: int) -> Callable[[datetime], object]:
    return lambda moment: teller.submit(_newest(key), moment)


def _confirming(teller: Teller, key: int) -> Callable[[datetime], object]:
    def act(moment: datetime) -> object:
        task = _newest(key)
        return lifecycle.confirm(task=task, version=task.version, by=teller.office.people["vanphong"], now=moment)

    return act


def _reports(teller: Teller, standing: Task) -> Acts:
    for number, row in enumerate(CheckIn.objects.filter(task=standing).order_by("starts_on")):
        late = _CHECK_INS[number % len(_CHECK_INS)]
        day = None if late is None else _day(teller, row.due_on) + late
        if day is not None and day < 0:
            yield teller.moment(day, 15), _checking_in(teller, row)


def _checking_in(teller: Teller, row: CheckIn) -> Callable[[datetime], object]:
    words = f"{row.period.label}: đã kiểm tra hai đơn vị, hướng dẫn xử lý ba đơn; không có đơn quá hạn giải quyết."

    def act(moment: datetime) -> object:
        task = _newest(row.task_id)
        head = teller.office.head(task.lead)
        return check_ins.check_in(task=task, version=task.version, by=head, now=moment, period=row, note=words)

    return act


def _newest(key: int) -> Task:
    return Task.objects.select_related("lead").get(pk=key)


def _day(teller: Teller, day: date) -> int:
    """As days from today."""
    return (day - teller.today).days
