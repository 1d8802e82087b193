"""Giving tasks: one act assigns many lines, all or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from directives.models import Directive, DirectiveAccess, Instruction
from directives.types import SourceKind
from tasks.deadlines import refusal_of_year
from tasks.kinds import DeadlineKind, DutyKind, ResultKind
from tasks.models import Coordination, Task, TaskEvent
from tasks.permissions import can_assign
from tasks.rhythm import Rhythm
from tasks.services import check_ins
from tasks.services.history import day_of, event_of
from tasks.services.recipients import demand_still_open, heads_of, refusal_of_unit
from tasks.services.repeating import begin_series, dates_of, refusals_of_rhythm, reports_by_period
from tasks.services.telling import tell_assigned
from tasks.statuses import Action
from units.folding import fold
from units.models import Unit, User
from units.refusals import Conflict, demand

LONGEST_TITLE = 2000


@dataclass(frozen=True)
class AssignmentLine:
    """What one row of the screen asks for.  A task has one lead; a line to a group, or to several units
    `each_separately`, becomes one task a unit (requirements D1, D3)."""

    title: str
    leads: tuple[Unit, ...]
    instruction: Instruction | None = None
    coordinating: tuple[Unit, ...] = ()
    each_separately: bool = False
    deadline_kind: DeadlineKind = DeadlineKind.NONE
    due_on: date | None = None
    deadline_words: str = ""
    duty_kind: DutyKind = DutyKind.ONE_OFF
    result_kind: ResultKind = ResultKind.DOCUMENT
    rhythm: Rhythm | None = None  # of a recurring duty, and of a standing one that is reported on by period
    ends_on: date | None = None  # of a recurring duty: the last day on which a period may begin
    coordinating_due_on: date | None = None  # earlier than the task's; without it the units owe their part by `due_on`


@transaction.atomic
def assign_tasks(
    *,
    lines: Sequence[AssignmentLine],
    by: User,
    now: datetime,
    directive: Directive | None = None,
    source_kind: SourceKind = SourceKind.DOCUMENT,
    source_words: str = "",
    known_tasks: int | None = None,
) -> list[Task]:
    """Create the tasks of all lines with their events, accesses and notices, in a constant number of queries.  A line
    of a recurring duty begins a series, whose first occurrences these tasks are.

    `source_words`: of what no document states, which meeting, whose word, which programme.
    `known_tasks`: how many tasks of the directive the screen showed; Conflict where somebody has given more since.
    ValidationError is keyed "<index of the line>:<field>".
    """
    demand(can_assign(by))
    day, organisation = day_of(now), by.acting_post.organisation  # type: ignore[union-attr]
    if directive:
        directive = Directive.objects.select_for_update(of=("self",)).get(pk=directive.pk)
        _demand_fresh(directive, known_tasks)
    demand_sound(lines, directive=directive, organisation=organisation, day=day)
    heads = heads_of([unit for line in lines for unit in line.leads], on=day)
    first = begin_series(lines, directive=directive, source_kind=source_kind, by=by, now=now)
    pairs = [
        (
            Task(
                directive=directive,
                instruction=line.instruction,
                source_kind=directive.source_kind if directive else source_kind,
                source_words=source_words.strip(),
                title=line.title.strip(),
                search_text=fold(line.title),
                assigning_organisation=organisation,
                assigned_by=by,
                assigned_in_post=by.acting_post,
                assigned_on=day,
                lead=lead,
                head_at_assignment=heads.get(lead.pk),
                duty_kind=line.duty_kind,
                deadline_words=line.deadline_words.strip(),
                result_kind=line.result_kind,
                **dates_of(line, first[index].get(lead.pk)),
            ),
            line,
        )
        for index, line in enumerate(lines)
        for lead in line.leads
    ]
    tasks = Task.objects.bulk_create([task for task, _ in pairs])
    coordinating = {task.pk: [unit for unit in line.coordinating if unit.pk != task.lead_id] for task, line in pairs}
    Coordination.objects.bulk_create(
        Coordination(task=task, unit=unit, begun_on=day, due_on=line.coordinating_due_on or task.due_on)
        for task, line in zip(tasks, (line for _, line in pairs), strict=True)
        for unit in coordinating[task.pk]
    )
    TaskEvent.objects.bulk_create(event_of(task, action=Action.ASSIGN, seq=1, by=by, now=now) for task in tasks)
    check_ins.begin(
        [(task, line.rhythm) for task, (_, line) in zip(tasks, pairs, strict=True) if reports_by_period(line)], day=day
    )
    helpers = {unit.pk for units in coordinating.values() for unit in units}
    demand_still_open({task.lead_id for task in tasks} | helpers, day)
    if directive:
        _open_directive(directive, tasks, coordinating)
    tell_assigned(tasks, coordinating, by=by, now=now)
    return tasks


def _demand_fresh(directive: Directive, known_tasks: int | None) -> None:
    if known_tasks is None:
        return
    given = Task.objects.filter(directive=directive, parent__isnull=True).order_by("-pk")
    if given.count() != known_tasks and (last := given.select_related("assigned_by").first()):
        raise Conflict(
            f"{last.assigned_by} vừa giao thêm nhiệm vụ của văn bản này. Xem lại phần đã giao trước khi giao tiếp."
        )


def _open_directive(directive: Directive, tasks: list[Task], coordinating: dict[int, list[Unit]]) -> None:
    """Those who got work from the directive may read it."""
    reason = DirectiveAccess.Reason
    wanted = {(task.lead_id, reason.LEAD) for task in tasks}
    wanted |= {(unit.pk, reason.COORDINATING) for units in coordinating.values() for unit in units}
    DirectiveAccess.objects.bulk_create(
        [DirectiveAccess(directive=directive, unit_id=unit, reason=why) for unit, why in sorted(wanted)],
        ignore_conflicts=True,
    )


def demand_sound(
    lines: Sequence[AssignmentLine], *, directive: Directive | None, organisation: Unit, day: date
) -> None:
    """ValidationError keyed "<index of the line>:<field>" unless every line can be assigned on the day."""
    if not lines:
        raise ValidationError("Chưa chọn nội dung nào để giao.")
    wrong = {
        f"{index}:{field}": sentence
        for index, line in enumerate(lines)
        for field, sentence in _refusals(line, directive, organisation, day).items()
    }
    if wrong:
        raise ValidationError(wrong)


def _refusals(line: AssignmentLine, directive: Directive | None, organisation: Unit, day: date) -> dict[str, str]:
    """Field -> what is wrong there and what to do."""
    wrong: dict[str, str] = {}
    if not line.title.strip():
        wrong["title"] = "Nhập nội dung nhiệm vụ."
    elif len(line.title) > LONGEST_TITLE:
        wrong["title"] = (
            f"Nội dung dài {len(line.title)} ký tự, quá {LONGEST_TITLE}. Rút gọn hoặc tách thành nhiều việc."
        )
    if line.instruction and (directive is None or line.instruction.directive_id != directive.pk):
        wrong["title"] = "Nội dung này không thuộc văn bản đang giao. Tải lại trang rồi chọn lại."
    if refusal := _refusal_of_leads(line, organisation, day):
        wrong["lead"] = refusal
    if refusal := _refusal_of_coordinating(line, organisation, day):
        wrong["coordinating"] = refusal
    if refusal := _refusal_of_coordinating_date(line, day):
        wrong["coordinating_due_on"] = refusal
    if refusal := _refusal_of_date(line, directive, day):
        wrong["due_on"] = refusal
    return wrong | refusals_of_rhythm(line, day)


def _refusal_of_leads(line: AssignmentLine, organisation: Unit, day: date) -> str:
    if not line.leads:
        return "Chọn đơn vị chủ trì."
    if len(line.leads) > 1 and not line.each_separately:
        names = ", ".join(unit.label for unit in line.leads)
        return (
            f"Mỗi nhiệm vụ chỉ có một đơn vị chủ trì; đang chọn {len(line.leads)} đơn vị: {names}. "
            "Giữ một đơn vị và chuyển đơn vị khác sang phối hợp, hoặc chọn giao riêng từng đơn vị."
        )
    twice = [unit.label for unit, times in Counter(line.leads).items() if times > 1]
    if twice:
        return f"{', '.join(twice)} được chọn hai lần."
    return _first_refusal(line.leads, organisation, day)


def _refusal_of_coordinating(line: AssignmentLine, organisation: Unit, day: date) -> str:
    if len(line.leads) == 1 and line.leads[0] in line.coordinating:
        return f"{line.leads[0].label} đã chủ trì nên không đồng thời phối hợp. Bỏ đơn vị này khỏi phần phối hợp."
    if len(set(line.coordinating)) < len(line.coordinating):
        return "Một đơn vị phối hợp được chọn hai lần."
    return _first_refusal(line.coordinating, organisation, day)


def _first_refusal(units: Sequence[Unit], organisation: Unit, day: date) -> str:
    return next(filter(None, (refusal_of_unit(unit, organisation, day) for unit in units)), "")


def _refusal_of_coordinating_date(line: AssignmentLine, day: date) -> str:
    if (own := line.coordinating_due_on) is None:
        return ""
    if not line.coordinating:
        return "Chỉ nhập hạn phối hợp khi có đơn vị phối hợp. Xóa ngày hoặc chọn đơn vị phối hợp."
    if line.due_on and own > line.due_on:
        return f"Hạn phối hợp không được sau hạn của nhiệm vụ là {line.due_on:%d/%m/%Y}."
    return refusal_of_year(own, day)


def _refusal_of_date(line: AssignmentLine, directive: Directive | None, day: date) -> str:
    if line.duty_kind == DutyKind.RECURRING:
        return "Hạn của việc định kỳ tính theo từng kỳ. Xóa ngày hạn này." if line.due_on else ""
    if line.deadline_kind != DeadlineKind.DATE:
        if line.due_on:
            return f"Chỉ nhập ngày khi chọn “{DeadlineKind.DATE.label}”. Xóa ngày hoặc đổi loại thời hạn."
        return ""
    if line.due_on is None:
        return "Nhập hạn dạng ngày/tháng/năm (05/08/2026), hoặc chọn loại thời hạn khác."
    if directive and directive.issued_on and line.due_on < directive.issued_on:
        return (
            f"Hạn {line.due_on:%d/%m/%Y} trước ngày ban hành văn bản ({directive.issued_on:%d/%m/%Y}). "
            "Kiểm tra lại ngày."
        )
    return refusal_of_year(line.due_on, day)
