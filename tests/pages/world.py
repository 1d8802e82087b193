"""A small world in which everything exists once, and everyone who may or may not see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from directives.letters import Letter
from directives.models import (
    Arrival,
    Attachment,
    Citation,
    Directive,
    DocumentText,
    Enclosure,
    OutgoingDraft,
    Relation,
)
from directives.services.arrivals import wait
from directives.services.drafting import approve_draft, begin_draft
from directives.signing import Signature
from files.services.storage import DIRECTIVE_FILES, store
from notices.models import Notification
from reports.models import Report
from reports.periods import PeriodKind, period_of
from reports.services.issuing import issue_report
from tasks.kinds import DeadlineKind
from tasks.models import (
    ConsultationFile,
    Escalation,
    EventFile,
    Finding,
    InspectedUnit,
    Inspection,
    MeritRecord,
    Petition,
    ReminderLetter,
    ReviewedTask,
    Task,
    TaskSeries,
)
from tasks.periods import PeriodKind as RepeatKind
from tasks.rhythm import Rhythm
from tasks.services import lifecycle, series
from tasks.services.assigning import AssignmentLine, assign_tasks
from tasks.services.consultations import Concerned, consult
from tasks.services.filing import HandedIn
from tests.factories.directives import make_directive, make_instruction
from tests.factories.tasks import make_escalation, make_letter, make_reviewed, make_task
from tests.factories.units import make_organisation, make_person, make_unit
from units.clock import now, today
from units.models import (
    Delegation,
    GroupAlias,
    Reorganisation,
    SecondLine,
    SuccessionKind,
    Unit,
    UnitAlias,
    UnitGroup,
    UnitKind,
    User,
)
from units.roles import Role
from units.services.reorganising.preparing import prepare

ROLES = ("registrar", "monitor", "leader", "head", "officer", "neighbour", "administrator", "outsider")


@dataclass(frozen=True)
class World:
    """`neighbour` heads another unit of the same organisation, `outsider` is the Office of another organisation."""

    people: dict[str, User]
    unit: Unit
    alias: UnitAlias
    group_alias: GroupAlias
    task: Task
    file: EventFile
    series: TaskSeries
    paper: ConsultationFile
    directive: Directive
    attachment: Attachment
    citation: Citation
    draft: DocumentText
    enclosure: Enclosure
    arrival: Arrival
    report: Report
    notice: Notification
    delegation: Delegation
    escalation: Escalation
    reviewed: ReviewedTask
    inspection: Inspection
    finding: Finding
    merit: MeritRecord
    petition: Petition
    reminder: ReminderLetter
    letter: OutgoingDraft
    second_line: SecondLine
    reorganisation: Reorganisation

    @property
    def keys(self) -> dict[str, object]:
        """Values for the addresses."""
        return {
            "unit": self.unit.pk,
            "alias": self.alias.pk,
            "owner": self.group_alias.group.owner_id,
            "group_alias": self.group_alias.pk,
            "person": self.people["officer"].pk,
            "post": self.people["head"].posts.get().pk,
            "delegation": self.delegation.pk,
            "letter": self.letter.pk,
            "second_line": self.second_line.pk,
            "reorganisation": self.reorganisation.pk,
            "notice": self.notice.pk,
            "directive": self.directive.pk,
            "attachment": self.attachment.pk,
            "citation": self.citation.pk,
            "draft": self.draft.pk,
            "enclosure": self.enclosure.pk,
            "arrival": self.arrival.pk,
            "task": self.task.pk,
            "file": self.file.pk,
            "series": self.series.pk,
            "consultation": self.paper.consultation_id,
            "paper": self.paper.pk,
            "seq": self.file.event.seq,
            "report": self.report.pk,
            "inspection": self.inspection.pk,
            "finding": self.finding.pk,
            "merit": self.merit.pk,
            "petition": self.petition.pk,
            "year": today().year,
            "escalation": self.escalation.pk,
            "review": self.reviewed.review_id,
            "reviewed": self.reviewed.pk,
            "reminder": self.reminder.pk,
        }


def make_world() -> World:
    province = make_organisation("UBND tỉnh Sông Mây", short_name="UBND tỉnh")
    department = make_organisation("Sở Giáo dục và Đào tạo", parent=province, short_name="SGDĐT")
    office = make_unit("Văn phòng Sở", parent=department, short_name="VP", kind=UnitKind.OFFICE)
    unit = make_unit("Phòng Tổ chức cán bộ", parent=department, short_name="TCCB")
    other = make_unit("Phòng Kế hoạch - Tài chính", parent=department, short_name="KHTC")
    people = {
        "registrar": make_person(office, Role.REGISTRAR),
        "monitor": make_person(office, Role.MONITOR),
        "leader": make_person(department, Role.LEADER),
        "head": make_person(unit, Role.HEAD),
        "officer": make_person(unit, Role.OFFICER),
        "neighbour": make_person(other, Role.HEAD),
        "administrator": make_person(department, Role.ADMINISTRATOR),
        "outsider": make_person(make_organisation("Sở Nội vụ", parent=province), Role.MONITOR),
    }
    directive, attachment, citation = _directive(department, people["registrar"])
    task, file = _task(directive, unit, people)
    paper = _consultation(task, other, people)
    task.refresh_from_db()
    delegation = Delegation.objects.create(
        post=people["head"].posts.get(),
        delegate=people["neighbour"],
        valid_from=today() + timedelta(days=30),
        valid_to=today() + timedelta(days=40),
    )
    delayed = make_task(lead=unit, by=people["monitor"], due_on=today() - timedelta(days=45), title="Báo cáo chậm")
    draft = DocumentText.objects.create(
        organisation=department,
        text="Kính gửi: các phòng thuộc Sở.",
        file=attachment.file,
        file_name="a.txt",
        received_by=people["registrar"],
        received_in_post=people["registrar"].acting_post,
        received_at=now(),
    )
    enclosure = Enclosure.objects.create(draft=draft, file=attachment.file, name="b.txt", position=1)
    arrival = wait(data=b"\x89PNG\r\n\x1a\n...", name="quet.png", by=people["registrar"], now=now())
    report = issue_report(
        organisation=department, period=period_of(PeriodKind.MONTH, today()), by=people["leader"], now=now()
    )
    notice = Notification.objects.filter(recipient=people["head"]).earliest("pk")
    alias = UnitAlias.objects.create(unit=unit, text="Phòng Nhân sự")
    group = UnitGroup.objects.create(owner=department, name="Các phòng thuộc Sở", rule_kind=UnitKind.DIVISION)
    return World(
        people=people,
        unit=unit,
        alias=alias,
        group_alias=GroupAlias.objects.create(group=group, text="Các phòng chuyên môn"),
        **_inspected(unit, people),
        task=task,
        file=file,
        series=_series(unit, people["monitor"]),
        paper=paper,
        directive=directive,
        attachment=attachment,
        citation=citation,
        draft=draft,
        enclosure=enclosure,
        arrival=arrival,
        report=report,
        notice=notice,
        delegation=delegation,
        reminder=make_letter(delayed, by=people["monitor"]),
        escalation=make_escalation(delayed, by=people["monitor"]),
        reviewed=make_reviewed(delayed, by=people["monitor"]),
        letter=_letter(office, people),
        second_line=SecondLine.objects.create(
            unit=unit, superior_name="UBND huyện Bình Giang", valid_from=date(2020, 1, 1)
        ),
        reorganisation=prepare(
            kind=SuccessionKind.SPLIT,
            effective_on=today(),
            deciding_document="Quyết định 12/QĐ-SGDĐT",
            sources=[unit],
            successors=[other, office],
            by=people["administrator"],
            now=now(),
        ),
    )


def _letter(desk: Unit, people: dict[str, User]) -> OutgoingDraft:
    """An approved draft of a công văn that waits for its number."""
    content = {
        "document_type": "official_dispatch",
        "priority": "normal",
        "drafter": str(desk.pk),
        "subject": "chấn chỉnh kỷ luật, kỷ cương",
        "addressees": [f"u{desk.pk}"],
        "body": "1. Rà soát quy chế làm việc.",
        "recipients": "Lưu: VT, VP",
        "place": "Sông Mây",
        "signer": str(people["leader"].posts.get().pk),
        "capacity": "own",
    }
    draft = begin_draft(content=content, by=people["monitor"], now=now())
    signature = Signature("Giám đốc", "Giám đốc")
    letter = Letter("official_dispatch", "chấn chỉnh kỷ luật, kỷ cương", "1. Rà soát quy chế làm việc.", signature)
    return approve_draft(draft=draft, letter=letter, version=draft.version, by=people["leader"], now=now())


def _directive(owner: Unit, by: User) -> tuple[Directive, Attachment, Citation]:
    directive = make_directive(owner=owner, by=by, issued_on=None, issued_year=2026)
    stored = store(data="Nội dung công văn.".encode(), name="a.txt", accept=DIRECTIVE_FILES, now=now())
    attachment = Attachment.objects.create(
        directive=directive, file=stored, name="a.txt", is_main=True, added_by=by, added_at=now()
    )
    citation = Citation.objects.create(
        directive=directive, relation=Relation.IMPLEMENTS, as_printed="Công điện số 118/CĐ-TTg"
    )
    return directive, attachment, citation


def _series(lead: Unit, by: User) -> TaskSeries:
    """A recurring duty before its first occurrence."""
    row = TaskSeries(
        organisation=by.acting_post.organisation,  # type: ignore[union-attr]
        title="Báo cáo công tác tháng",
        given_by=by,
        given_in_post=by.acting_post,
        given_on=today(),
    )
    row.take_rhythm(Rhythm(RepeatKind.MONTH, due_day=5))
    series.begin([series.NewSeries(row, leads=[lead], coordinating=[])], by=by, now=now())
    return row


def _task(directive: Directive, lead: Unit, people: dict[str, User]) -> tuple[Task, EventFile]:
    line = AssignmentLine(
        title="Rà soát quy chế làm việc",
        leads=(lead,),
        instruction=make_instruction(directive),
        deadline_kind=DeadlineKind.DATE,
        due_on=date(2026, 3, 31),
    )
    (task,) = assign_tasks(lines=[line], by=people["monitor"], now=now(), directive=directive)
    task = lifecycle.report_progress(
        task=task,
        by=people["head"],
        now=now(),
        version=task.version,
        note="Đã có dự thảo.",
        files=[HandedIn("du-thao.txt", "Dự thảo quy chế.".encode())],
    )
    return task, EventFile.objects.get(event__task=task)


def _inspected(unit: Unit, people: dict[str, User]) -> dict[str, object]:
    """A surprise inspection under way with a finding, a commendation of the unit, a petition that waits."""
    leader, post = people["leader"], people["leader"].acting_post
    same = {"organisation": post.organisation}
    inspection = Inspection.objects.create(
        kind=Inspection.Kind.SURPRISE,
        status=Inspection.Status.UNDER_WAY,
        subject="Kỷ luật công vụ",
        decision="Ý kiến chỉ đạo của Giám đốc",
        planned_on=today(),
        planned_by=leader,
        planned_in_post=post,
        planned_at=now(),
        begun_at=now(),
        begun_by=leader,
        **same,
    )
    InspectedUnit.objects.create(inspection=inspection, unit=unit)
    finding = Finding.objects.create(
        inspection=inspection, unit=unit, content="Cập nhật chậm.", found_by=leader, found_at=now()
    )
    merit = MeritRecord.objects.create(
        kind=MeritRecord.Kind.COMMENDATION,
        unit=unit,
        form=MeritRecord.Form.PRAISE,
        reason="Xong sớm.",
        decided_on=today(),
        recorded_by=leader,
        recorded_in_post=post,
        recorded_at=now(),
        **same,
    )
    petition = Petition.objects.create(
        sender_name="Một phụ huynh",
        subject="Công khai các khoản thu",
        content="Đề nghị công khai các khoản thu.",
        received_on=today(),
        due_on=today(),
        logged_by=leader,
        logged_in_post=post,
        logged_at=now(),
        **same,
    )
    return {"inspection": inspection, "finding": finding, "merit": merit, "petition": petition}


def _consultation(task: Task, unit: Unit, people: dict[str, User]) -> ConsultationFile:
    """The unit of the neighbour is asked, with a document."""
    made = consult(
        task=task,
        by=people["head"],
        now=now(),
        version=task.version,
        question="Đề nghị cho ý kiến về Điều 5 của dự thảo quy chế.",
        due_on=today() + timedelta(days=14),
        beyond_because="Chờ kỳ họp.",
        concerned=[Concerned(unit, "Điều 5 nói về kinh phí.")],
        files=[HandedIn("du-thao-dieu-5.txt", "Điều 5. Kinh phí.".encode())],
    )
    return ConsultationFile.objects.get(consultation=made)
