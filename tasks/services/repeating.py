"""Lines of an assignment whose duty repeats: recurring ones begin a series, standing ones a plan of check-ins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from directives.models import Directive
from directives.types import SourceKind
from tasks.kinds import DeadlineKind, DutyKind
from tasks.models import TaskSeries
from tasks.rhythm import Rhythm, refusal_of
from tasks.services import series
from tasks.services.history import day_of
from tasks.services.occurrences import Owed
from units.models import User

if TYPE_CHECKING:
    from tasks.services.assigning import AssignmentLine


def begin_series(
    lines: Sequence[AssignmentLine],
    *,
    directive: Directive | None,
    source_kind: SourceKind,
    by: User,
    now: datetime,
) -> list[dict[int, Owed]]:
    """For each line the first occurrence of each lead by its unit; nothing for a line that does not recur."""
    new = {
        index: series.NewSeries(
            _series(line, line.rhythm, directive, source_kind, by, now), line.leads, line.coordinating
        )
        for index, line in enumerate(lines)
        if line.duty_kind == DutyKind.RECURRING and line.rhythm
    }
    begun = dict(zip(new, series.begin(list(new.values()), by=by, now=now), strict=True)) if new else {}
    return [begun.get(index, {}) for index in range(len(lines))]


def _series(
    line: AssignmentLine,
    rhythm: Rhythm,
    directive: Directive | None,
    source_kind: SourceKind,
    by: User,
    now: datetime,
) -> TaskSeries:
    row = TaskSeries(
        organisation=by.acting_post.organisation,  # type: ignore[union-attr]
        directive=directive,
        instruction=line.instruction,
        source_kind=directive.source_kind if directive else source_kind,
        title=line.title.strip(),
        deadline_words=line.deadline_words.strip(),
        result_kind=line.result_kind,
        given_by=by,
        given_in_post=by.acting_post,
        given_on=day_of(now),
        ends_on=line.ends_on,
    )
    row.take_rhythm(rhythm)
    return row


def dates_of(line: AssignmentLine, first: Owed | None) -> dict[str, Any]:
    """The due date of a task, and of an occurrence its place in the series."""
    if first is None:
        return {"deadline_kind": line.deadline_kind, "due_on": line.due_on, "original_due_on": line.due_on}
    due_on = first.part.series.rhythm.due_on(first.period)
    place = {"series_unit": first.part, "period_key": first.period.key}
    return place | {"deadline_kind": DeadlineKind.DATE, "due_on": due_on, "original_due_on": due_on}


def reports_by_period(line: AssignmentLine) -> bool:
    """Whether a standing duty is reported on at all."""
    return line.duty_kind == DutyKind.STANDING and line.rhythm is not None


def refusals_of_rhythm(line: AssignmentLine, day: date) -> dict[str, str]:
    """Field -> what is wrong there and what to do."""
    if line.duty_kind not in (DutyKind.RECURRING, DutyKind.STANDING):
        return {}
    if line.rhythm is None:
        recurs = line.duty_kind == DutyKind.RECURRING
        return {"period": "Việc định kỳ cần có kỳ: chọn tuần, tháng, quý, 6 tháng hoặc năm."} if recurs else {}
    wrong = {"due_day": refusal} if (refusal := refusal_of(line.rhythm)) else {}
    if line.ends_on and line.ends_on < day:
        wrong["ends_on"] = "Ngày này đã qua. Chọn từ hôm nay trở đi, hoặc để trống."
    elif line.ends_on and not wrong and line.rhythm.first_owed(day).starts_on > line.ends_on:
        wrong["ends_on"] = "Trước ngày này không có kỳ nào còn hạn báo cáo. Chọn ngày sau, hoặc để trống."
    return wrong
