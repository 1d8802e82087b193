"""Letters of reminder (đôn đốc bằng văn bản, G1): to one or several units about their overdue and due tasks.

Each is a công văn of the office under the next number of its outgoing register, with the list of the tasks as an annex
and as rows, both frozen; it stands on each task, and the heads are told when it is sent to their units.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from directives.confirmed import Copy, Party
from directives.letters import Annex, Letter
from directives.services.issuing import issue_letter
from directives.signing import Capacity, Signature
from directives.types import DocumentType, SourceKind
from tasks.deadlines import refusal_of_year
from tasks.kinds import Restriction
from tasks.models import RemindedTask, RemindedUnit, ReminderLetter, Task
from tasks.permissions import can_remind_units
from tasks.querysets import TaskQuerySet
from tasks.reminding import SUBJECT, Line, filled, template_of
from tasks.services.following import on_each
from tasks.services.history import day_of
from tasks.services.telling import in_short
from tasks.statuses import Action
from units.models import Post, Unit, UnitKind, User
from units.refusals import demand
from units.roles import Role

_HEADINGS = ("TT", "Nhiệm vụ", "Văn bản giao", "Hạn", "Số ngày quá hạn")
_WIDTHS = (12.0, 125.0, 60.0, 25.0, 25.0)  # mm, 247 in all: a page on its side
_UNIT_HEADINGS = ("TT", "Đơn vị", "Nhiệm vụ", "Văn bản giao", "Hạn", "Số ngày quá hạn")
_UNIT_WIDTHS = (12.0, 40.0, 95.0, 50.0, 25.0, 25.0)


@dataclass(frozen=True)
class Wording:
    """What the Office wrote for all letters of one act; `together`: one letter to all units, else one a unit."""

    subject: str
    body: str
    report_by: date
    signer: Post
    place: str
    together: bool = False


@dataclass(frozen=True)
class Planned:
    """A letter as it would be issued now."""

    letter: Letter
    units: list[Unit]
    tasks: list[Task]
    lines: list[Line]


def link_to(letter: ReminderLetter) -> str:
    """The path of its page."""
    return f"/don-doc/{letter.pk}/"


def may_be_reminded_of(organisation: Unit, today: date) -> TaskQuerySet:
    """Running tasks of the organisation that are overdue, due or due soon."""
    return Task.objects.assigned_by_organisation(organisation).to_be_urged(today)


def signers(organisation: Unit, on: date) -> list[Post]:
    """Who may sign: the leaders, and the head of the Office by order; the head of the organisation first."""
    posts = Post.objects.on(on).filter(unit__organisation=organisation).select_related("user", "unit")
    leaders = posts.filter(unit=organisation, role=Role.LEADER).order_by("is_deputy", "valid_from", "pk")
    heads = posts.filter(unit__kind=UnitKind.OFFICE, role=Role.HEAD, is_deputy=False)
    return [*leaders, *heads.order_by("unit__path", "pk")]


def signature_of(signer: Post, *, organisation: Unit, on: date) -> Signature:
    """By Decree 30/2020, Article 13: the head under their own title, a deputy KT., the head of the Office TL."""
    head = signers(organisation, on)[0]
    if signer.role == Role.LEADER and not signer.is_deputy:
        return Signature(signer.user.full_name, signer.title)
    capacity = Capacity.DEPUTY if signer.role == Role.LEADER else Capacity.BY_ORDER
    return Signature(signer.user.full_name, signer.title, capacity, head.title)


def beginning(organisation: Unit) -> dict[str, str]:
    """Subject, text and place that the Office starts from."""
    last = ReminderLetter.objects.filter(organisation=organisation).first()
    return {
        "subject": SUBJECT,
        "body": template_of(organisation.name),
        "place": last.place if last else "",
    }


def plan(*, tasks: Sequence[Task], wording: Wording, by: User, on: date) -> list[Planned]:
    """The letters that would be issued; units in the order of the tree, of each the longest overdue first."""
    post = by.acting_post
    assert post is not None  # the caller has asked
    organisation = post.organisation
    units = sorted({task.lead for task in tasks}, key=lambda unit: unit.path)
    groups = [units] if wording.together else [[unit] for unit in units]
    planned = []
    for group in groups:
        theirs = [task for unit in group for task in tasks if task.lead_id == unit.pk]
        lines = [_line(task, on) for task in theirs]
        planned.append(Planned(_letter(wording, group, lines, organisation, on), group, theirs, lines))
    return planned


@transaction.atomic
def remind(*, known: Mapping[int, int], wording: Wording, by: User, now: datetime) -> list[ReminderLetter]:
    """Issue the letters about the tasks of `known` (id -> version seen): all or none.

    Pressed twice the second meets versions that have gone on, and is told who sent one just now (Stale).
    """
    demand(can_remind_units(by))
    day = day_of(now)
    post = by.acting_post
    assert post is not None  # can_remind_units has asked
    # Locked first, in the order of their ids; the counter of the register comes last.
    wanted = Task.objects.filter(pk__in=known).order_by("pk").select_for_update(of=("self",))
    tasks = list(wanted.select_related("lead", "directive", "instruction"))
    demand_fitting(tasks, wording, day)
    on_each(action=Action.REMIND, known=known, by=by, now=now, note=f"Báo cáo trước ngày {wording.report_by:%d/%m/%Y}.")
    return [_issue(each, post, wording, by, now) for each in plan(tasks=_by_age(tasks), wording=wording, by=by, on=day)]


def _issue(planned: Planned, post: Post, wording: Wording, by: User, now: datetime) -> ReminderLetter:
    directive = issue_letter(letter=planned.letter, drafter=drafter_of(post), by=by, now=now)
    letter = ReminderLetter.objects.create(
        directive=directive,
        organisation=post.organisation,
        issued_on=day_of(now),
        place=wording.place.strip(),
        report_by=wording.report_by,
        issued_by=by,
        issued_in_post=post,
        issued_at=now,
    )
    units = {unit.pk: RemindedUnit.objects.create(letter=letter, unit=unit, name=unit.name) for unit in planned.units}
    RemindedTask.objects.bulk_create(
        RemindedTask(
            letter=letter,
            unit=units[task.lead_id],
            task=task,
            position=position,
            title=line.title,
            origin=line.origin,
            due_on=line.due_on,
            late_days=line.late_days,
        )
        for position, (task, line) in enumerate(zip(planned.tasks, planned.lines, strict=True), start=1)
    )
    return letter


def drafter_of(post: Post) -> Unit | None:
    """Whose code a công văn bears: the unit of the person; the Office, where they stand at the organisation itself."""
    if post.unit_id != post.organisation.pk:
        return post.unit
    return Unit.objects.filter(organisation=post.organisation, kind=UnitKind.OFFICE, closed_on__isnull=True).first()


def _letter(wording: Wording, units: list[Unit], lines: list[Line], organisation: Unit, on: date) -> Letter:
    together = len(units) > 1
    return Letter(
        document_type=DocumentType.OFFICIAL_DISPATCH,
        subject=wording.subject.strip(),
        body=filled(wording.body.strip(), lines=lines, on=on, report_by=wording.report_by),
        signature=signature_of(wording.signer, organisation=organisation, on=on),
        addressees=tuple(Party(unit.name, unit_id=unit.pk) for unit in units),
        recipients=(Copy(f"Lãnh đạo {organisation.label} (b/c)", "b/c"), Copy("Lưu: VT, VP", is_archive=True)),
        place=wording.place.strip(),
        annex=Annex(
            title="Danh sách nhiệm vụ đến hạn, quá hạn",
            headings=_UNIT_HEADINGS if together else _HEADINGS,
            widths=_UNIT_WIDTHS if together else _WIDTHS,
            left=frozenset({1, 2, 3}) if together else frozenset({1, 2}),
            rows=tuple(_cells(position, line, together) for position, line in enumerate(lines, start=1)),
        ),
    )


def _cells(position: int, line: Line, together: bool) -> tuple[str, ...]:
    unit = (line.unit,) if together else ()
    return (str(position), *unit, line.title, line.origin, f"{line.due_on:%d/%m/%Y}", line.late_words)


def _line(task: Task, on: date) -> Line:
    assert task.due_on is not None  # `demand_fitting` sees to it
    return Line(task.lead.name, task.title, _origin(task), task.due_on, max((on - task.due_on).days, 0))


def _origin(task: Task) -> str:
    if task.directive is None:
        return "–" if task.source_kind == SourceKind.DOCUMENT else task.get_source_kind_display()
    issued = f" ngày {task.directive.issued_text}" if task.directive.issued_text else ""
    return f"{task.directive}{issued}"


def _by_age(tasks: list[Task]) -> list[Task]:
    return sorted(tasks, key=lambda task: (task.due_on or date.max, task.pk))


def demand_fitting(tasks: Sequence[Task], wording: Wording, day: date) -> None:
    """ValidationError where something of the letters is missing or wrong; what is restricted goes to its unit alone."""
    wrong = {}
    if not tasks:
        wrong["chosen"] = "Chọn ít nhất một nhiệm vụ."
    elif undated := next((task for task in tasks if task.due_on is None), None):
        wrong["chosen"] = f"“{in_short(undated.title, 80)}” không có thời hạn. Bỏ chọn nhiệm vụ này."
    if not wording.subject.strip():
        wrong["subject"] = "Nhập trích yếu."
    if not wording.body.strip():
        wrong["body"] = "Nhập nội dung công văn."
    if wording.report_by < day:
        wrong["report_by"] = f"Hạn báo cáo {wording.report_by:%d/%m/%Y} đã qua. Chọn từ hôm nay trở đi."
    elif refusal := refusal_of_year(wording.report_by, day):
        wrong["report_by"] = refusal
    several = len({task.lead_id for task in tasks}) > 1
    if wording.together and several and any(task.restriction == Restriction.RESTRICTED for task in tasks):
        wrong["together"] = "Có nhiệm vụ hạn chế: chọn mỗi đơn vị một công văn, hoặc bỏ chọn nhiệm vụ đó."
    if wrong:
        raise ValidationError(wrong)
