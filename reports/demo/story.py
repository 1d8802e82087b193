"""The demonstration told by the real services: read, log, assign, accept, report, submit, confirm and the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from directives.confirmed import PartialDay
from directives.models import Directive, Relation
from directives.services.intake import receive_text
from directives.services.linking import link_citation
from directives.services.logging import log_directive
from directives.services.parties import load_directory
from directives.services.proposals import proposed
from directives.types import SourceKind
from notices.models import Notification
from reports.demo.chapters import CHAPTERS
from reports.demo.courses import DOCUMENTS, DRAFT, NOTES, PROGRESS, RESULTS, Course, Document, Duty
from reports.demo.office import Office, build
from reports.demo.texts import text_of
from tasks.kinds import DeadlineKind, DisseminationForm, ResultKind
from tasks.models import Task
from tasks.services import competence, extensions, lifecycle, parts, suspension
from tasks.services.assigning import AssignmentLine, assign_tasks
from tasks.services.evidence import Held
from tasks.services.filing import HandedIn
from tasks.services.proposing import Proposed, instructions_of, propose
from units.models import AuditEvent, AuditKind, Unit, UnitGroup
from units.services.audit import record
from units.services.calendar import load_calendar
from units.services.groups import expand

MARK = "Nạp dữ liệu minh họa"
READ_AFTER_DAYS = 3  # older notices have been read


def is_loaded() -> bool:
    return AuditEvent.objects.filter(kind=AuditKind.SETTING_CHANGED, subject=MARK).exists()


@transaction.atomic
def load(*, now: datetime) -> None:
    """The whole office with its history up to `now`, in an empty database."""
    today = timezone.localdate(now)
    office = build(today=today, now=now)
    teller = Teller(office, today)
    entered: dict[str, Directive] = {}
    for document in DOCUMENTS:
        directive = entered[document.name] = teller.log(document)
        if document.implements:
            teller.link(directive, entered[document.implements], document)
        if document.given is not None:
            teller.give(directive, document)
    teller.give_by_word()
    teller.play()
    for chapter in CHAPTERS:
        chapter(teller)
    text = text_of(DRAFT, today=today, issued_on=today - timedelta(days=1))
    receive_text(text=text, by=office.people["vanthu"], now=now)
    Notification.objects.filter(created_at__lt=now - timedelta(days=READ_AFTER_DAYS)).update(read_at=F("created_at"))
    record(kind=AuditKind.SETTING_CHANGED, by=office.people["quantri"], now=now, subject=MARK)


@dataclass(frozen=True)
class Act:
    at: datetime
    task: int
    name: str


class Teller:
    """Collects what happens to every task, then lets it happen in the order of time."""

    def __init__(self, office: Office, today: date) -> None:
        self.office, self.today = office, today
        self.calendar = load_calendar()
        self.acts: list[Act] = []
        self.results = 0

    def moment(self, day: int, hour: int = 8, minute: int = 0) -> datetime:
        """An hour of the day that lies so far from today."""
        clock = datetime.combine(self.today + timedelta(days=day), time(hour, minute))
        return timezone.make_aware(clock, timezone.get_default_timezone())

    def log(self, document: Document) -> Directive:
        """Văn thư pastes the text, checks the reading and enters it in the register."""
        clerk, at = self.office.people["vanthu"], self.moment(document.entered)
        issued_on = self.today + timedelta(days=document.issued)
        draft = receive_text(text=text_of(document.name, today=self.today, issued_on=issued_on), by=clerk, now=at)
        directory = load_directory(self.office.organisation, on=self.today + timedelta(days=document.entered))
        data = proposed(draft, directory)
        if not data.issued.on and not data.issued.year:  # a reading that failed would leave the story undated
            data = replace(data, issued=PartialDay(on=issued_on))
        return log_directive(document=draft, data=data, by=clerk, now=at)

    def link(self, directive: Directive, target: Directive, document: Document) -> None:
        """Văn thư says that what the directive implements is the record entered before."""
        citation = directive.citations.get(relation=Relation.IMPLEMENTS, code_number_key=target.code_number_key)
        at = self.moment(document.entered, 8, 30)
        link_citation(citation=citation, target=target, by=self.office.people["vanthu"], now=at)

    def give(self, directive: Directive, document: Document) -> None:
        """The Office gives what the reading proposes."""
        assert document.given is not None
        day = self.today + timedelta(days=document.given)
        instructions = instructions_of(directive)
        proposals = propose(
            instructions,
            issued_on=directive.issued_on,
            arrived_on=self.today + timedelta(days=document.entered),
            calendar=self.calendar,
        )
        lines, courses = [], []
        for duty in document.duties:
            instruction = next(each for each in instructions if duty.words in each.text)
            proposal = proposals[instruction.pk]
            leads = _leads(proposal, day)
            lines.append(
                AssignmentLine(
                    title=" ".join(instruction.text.split())[:1900],
                    leads=leads,
                    instruction=instruction,
                    coordinating=tuple(unit for unit in proposal.coordinating if unit not in leads),
                    each_separately=len(leads) > 1,
                    deadline_kind=proposal.deadline_kind,
                    due_on=proposal.due_on,
                    deadline_words=proposal.deadline_words,
                    duty_kind=duty.duty_kind or proposal.duty_kind,
                    result_kind=proposal.result_kind,
                    rhythm=proposal.rhythm,
                )
            )
            courses += [_course_of(duty, lead) for lead in leads]
        at = self.moment(document.given, 9)
        tasks = assign_tasks(lines=lines, by=self.office.people["vanphong"], now=at, directive=directive)
        for task, acts in zip(tasks, courses, strict=True):
            self.expect(task, acts)

    def give_by_word(self) -> None:
        """What no document states: a leader's word and a conclusion of a meeting."""
        spoken = (
            ("Chuẩn bị báo cáo tổng kết công tác năm của Sở", "VP", 10, SourceKind.MEETING, (("accept", -13),)),
            (
                "Cung cấp số liệu đội ngũ cho đoàn giám sát của Hội đồng nhân dân tỉnh",
                "TCCB",
                -12,
                SourceKind.LEADER_WORD,
                (("accept", -27), ("submit", -13), ("confirm", -12), ("reopen", -4)),
            ),
        )
        for title, short, due, source_kind, acts in spoken:
            line = AssignmentLine(
                title=title,
                leads=(self.office.units[short],),
                deadline_kind=DeadlineKind.DATE,
                due_on=self.today + timedelta(days=due),
                result_kind=ResultKind.NONE,
            )
            at = self.moment(acts[0][1] - 1, 9)
            (task,) = assign_tasks(lines=[line], by=self.office.people["giamdoc"], now=at, source_kind=source_kind)
            self.expect(task, acts)

    def expect(self, task: Task, acts: Course) -> None:
        for number, (name, day) in enumerate(acts):
            self.acts.append(Act(self.moment(day, 10 + number, task.pk % 60), task.pk, name))

    def play(self) -> None:
        for act in sorted(self.acts, key=lambda each: (each.at, each.task)):
            task = Task.objects.select_related("lead").get(pk=act.task)
            self._do(act.name, task, act.at)

    def _do(self, name: str, task: Task, at: datetime) -> Task:
        """One act by the person whose act it is."""
        office, note = self.office, NOTES.get(name, "")
        head, monitor, leader = office.head(task.lead), office.people["vanphong"], office.people["giamdoc"]
        same: dict[str, Any] = {"task": task, "version": task.version, "now": at}
        match name:
            case "accept":
                return lifecycle.accept(**same, by=head)
            case "report":
                words = PROGRESS[(task.pk + task.version) % len(PROGRESS)]
                return lifecycle.report_progress(**same, by=office.worker(task.lead), note=words)
            case "submit":
                return self.submit(task, at)
            case "confirm":
                return lifecycle.confirm(**same, by=monitor, note=note)
            case "send_back":
                return lifecycle.send_back(**same, by=monitor, reason=note)
            case "divide":
                day = timezone.localdate(at)
                due = max(day, task.due_on - timedelta(days=5)) if task.due_on else None
                return parts.give_part(**same, by=head, title=note, officer=office.worker(task.lead), due_on=due)
            case "extend":
                day = timezone.localdate(at)
                due = task.due_on or day
                why_late = NOTES["explanation"] if due < day else ""
                later = max(due, day) + timedelta(days=20)
                return extensions.ask_extension(**same, by=head, due_on=later, reason=note, explanation=why_late)
            case "grant":
                return extensions.grant_extension(**same, by=leader, note=note)
            case "refuse":
                return extensions.refuse_extension(**same, by=leader, reason=note)
            case "return":
                return competence.return_for_transfer(**same, by=head, reason=note)
            case "transfer":
                return competence.transfer(**same, by=leader, lead=office.units["QLCL"], time="remaining", note=note)
            case "suspend":
                return suspension.suspend(**same, by=leader, decision=note)
            case "resume":
                return suspension.resume(**same, by=leader, note=note)
            case "cancel":
                return lifecycle.cancel(**same, by=monitor, reason=note)
            case "reopen":
                return lifecycle.reopen(**same, by=monitor, reason=note)
        raise ValueError(f"no act is called {name!r}")

    def submit(self, task: Task, at: datetime) -> Task:
        """The head of the lead hands in the result that the task demands."""
        self.results += 1
        words = RESULTS[self.results % len(RESULTS)]
        demands = task.result_kind in (ResultKind.DOCUMENT, ResultKind.NEW_REGULATION)
        reference = f"{self.results + 20}/BC-{task.lead.short_name.replace(' ', '').upper()}"
        expected = 9 + task.pk % 7
        report = f"BÁO CÁO\nKết quả thực hiện nhiệm vụ\nSố: {reference}\n\n{task.title}\n\n{words}\n"
        return lifecycle.submit(
            task=task,
            version=task.version,
            by=self.office.head(task.lead),
            now=at,
            summary=words,
            reference=reference if demands else "",
            issued_on=timezone.localdate(at) if demands else None,
            files=[HandedIn(f"Báo cáo {self.results + 20}.txt", report.encode())] if demands else (),
            held=Held(
                held_on=timezone.localdate(at),
                held_as=DisseminationForm.BRIEFING if task.pk % 3 else DisseminationForm.CONFERENCE,
                attended=expected - task.pk % 2,
                expected=expected,
                proof="Biên bản và danh sách ký nhận lưu tại hồ sơ công việc của đơn vị.",
            ),
        )


def _leads(proposal: Proposed, day: date) -> tuple[Unit, ...]:
    if isinstance(proposal.lead, UnitGroup):
        return tuple(expand(proposal.lead, day))
    assert proposal.lead is not None
    return (proposal.lead,)


def _course_of(duty: Duty, lead: Unit) -> Course:
    return duty.courses.get(lead.short_name, duty.courses.get("", ()))
