"""Reorganising units: one act moves all that they hold, one act undoes it, and history keeps the names of its day."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from directives.models import Directive, DirectiveAccess
from notices.models import Kind, Notification
from reports.figures import figures_of, rolled_up
from reports.periods import PeriodKind, period_of
from tasks.models import Task, TaskEvent, TaskSeries
from tasks.periods import PeriodKind as RepeatKind
from tasks.rhythm import Rhythm
from tasks.services import lifecycle
from tasks.services.assigning import AssignmentLine, assign_tasks
from tasks.services.reorganising.carrying_out import carry_out
from tasks.services.reorganising.choices import parts
from tasks.services.reorganising.choosing import choose_successors
from tasks.services.reorganising.undoing import undo, why_not_undo
from tasks.services.transition import Stale
from tasks.statuses import Action, Status
from tests.factories.directives import make_directive
from tests.factories.tasks import make_task
from tests.factories.units import make_organisation, make_person, make_unit
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import ask_opinion, assign, do
from units.models import AuditEvent, AuditKind, GroupMember, Post, Unit, UnitAlias, UnitKind, User
from units.refusals import Conflict, Forbidden
from units.roles import Role
from units.services.groups import create_group, expand
from units.services.reorganising.layout import DEPUTY, Layout
from units.services.reorganising.preparing import NewUnit, prepare, save_choices
from units.services.succession import heirs_today

pytestmark = pytest.mark.django_db
DECISION = "Quyết định 12/QĐ-SGDĐT"
DAY = TODAY - timedelta(days=2)


@pytest.fixture
def admin(office) -> User:
    return make_person(office.organisation, Role.ADMINISTRATOR)


def plan(kind, sources, by, *, to=(), new=(), on=DAY, **more):
    return prepare(
        kind=kind,
        effective_on=on,
        deciding_document=DECISION,
        sources=sources,
        successors=to,
        new_units=new,
        by=by,
        now=NOW,
        **more,
    )


def line_of(reorganisation, unit):
    return str(reorganisation.lines.get(side="to", unit=unit).pk)


def choose(reorganisation, by, **special):
    """What the screen sends: every proposal, but for what is said otherwise by the beginning of the key."""
    layout = Layout(reorganisation)
    choices = {item.key: item.proposal for part in parts(layout) for item in part.items}
    for key, value in special.items():
        choices |= {known: value for known in choices if known.startswith(key.replace("__", ":"))}
    return save_choices(
        reorganisation=reorganisation, choices=choices, main=None, by=by, now=NOW, version=reorganisation.version
    )


def do_it(reorganisation, by, now=NOW):
    reorganisation.refresh_from_db()
    return carry_out(reorganisation=reorganisation, by=by, now=now, version=reorganisation.version)


def merge(office, admin, **more):
    return do_it(plan("merge", [office.unit], admin, to=[office.other_unit], **more), admin)


# one to one: by itself
def test_a_merger_moves_open_tasks_with_an_event_that_names_the_decision(office, admin):
    task = assign(office.unit, by=office.monitor, due_on=TODAY)
    done = assign(office.unit, by=office.monitor)
    for action, by in ((Action.ACCEPT, office.head), (Action.SUBMIT, office.head), (Action.CONFIRM, office.monitor)):
        do(action, done, by)
    merge(office, admin)
    task.refresh_from_db()
    done.refresh_from_db()
    assert (task.lead, task.lead_when_given, task.status) == (office.other_unit, office.unit, Status.ASSIGNED)
    assert done.lead == office.unit
    event = task.events.last()
    assert (event.action, event.by, event.lead, event.seq) == (Action.REORGANISE, admin, office.other_unit, 2)
    assert event.seq == task.version
    assert event.changes["lead"] == [office.unit.pk, office.other_unit.pk]
    assert DECISION in event.note
    assert Unit.objects.get(pk=office.unit.pk).closed_on == DAY
    assert office.unit.successions.get().successor == office.other_unit


def test_two_units_merge_into_a_new_one_with_their_people_groups_and_names(office, admin):
    group = create_group(
        owner=office.organisation, name="Các phòng", by=admin, now=NOW, members=[office.unit, office.other_unit]
    )
    before = expand(group, DAY - timedelta(days=1))
    UnitAlias.objects.create(unit=office.unit, text="Phòng Nhân sự")
    reorganisation = plan(
        "merge",
        [office.unit, office.other_unit],
        admin,
        new=[NewUnit("Phòng Tổ chức - Kế hoạch", office.organisation, UnitKind.DIVISION, "TCKH")],
    )
    do_it(reorganisation, admin)
    new = Unit.objects.get(name="Phòng Tổ chức - Kế hoạch")
    assert (new.opened_on, new.organisation) == (DAY, office.organisation)
    assert expand(group, TODAY) == [new]
    assert expand(group, DAY - timedelta(days=1)) == before == [office.unit, office.other_unit]
    assert {alias.text for alias in new.aliases.all()} == {"Phòng Nhân sự"}
    posts = {post.user: post for post in new.posts.on(TODAY)}
    assert posts[office.head].role == Role.HEAD
    assert not posts[office.head].is_deputy
    assert posts[office.other_head].is_deputy  # a unit has one head
    assert {office.officer, office.deputy} <= set(posts)
    assert not office.unit.posts.on(TODAY).exists()


def test_a12_a_group_that_changes_members_by_a_reorganisation_alters_no_past_assignment(office, admin):
    group = create_group(owner=office.organisation, name="Các phòng", by=admin, now=NOW, members=[office.unit])
    (unit,) = expand(group, TODAY)
    task = assign(unit, by=office.monitor)
    for action, by in ((Action.ACCEPT, office.head), (Action.SUBMIT, office.head), (Action.CONFIRM, office.monitor)):
        do(action, task, by)
    merge(office, admin)
    task.refresh_from_db()
    assert task.lead == office.unit
    assert expand(group, TODAY) == [office.other_unit]
    assert GroupMember.objects.get(group=group, unit=office.unit).valid_to == DAY


def test_the_officer_keeps_the_task_where_the_post_moves_along_and_loses_it_where_it_ends(office, admin):
    kept = assign(office.unit, by=office.monitor)
    Task.objects.filter(pk=kept.pk).update(officer=office.officer)
    reorganisation = plan("merge", [office.unit], admin, to=[office.other_unit])
    do_it(reorganisation, admin)
    kept.refresh_from_db()
    assert kept.officer == office.officer
    assert Post.objects.on(TODAY).filter(user=office.officer).get().unit == office.other_unit

    lost = assign(office.other_unit, by=office.monitor)
    Task.objects.filter(pk=lost.pk).update(officer=office.officer)
    second = plan("merge", [office.other_unit], admin, to=[office.desk], on=TODAY)
    post = Post.objects.on(TODAY).get(user=office.officer)
    choose(second, admin, **{f"post__{post.pk}": "end"})
    do_it(second, admin)
    lost.refresh_from_db()
    assert (lost.lead, lost.officer) == (office.desk, None)
    assert lost.events.last().changes["officer"] == [office.officer.pk, None]


def test_parts_and_coordination_move_with_their_units(office, admin):
    below = make_unit("Tổ Tổng hợp", parent=office.unit)
    whole = assign(office.unit, by=office.monitor, coordinating=(office.other_unit,))
    helped = assign(office.other_unit, by=office.monitor, coordinating=(office.unit,))
    do(Action.ACCEPT, whole, office.head)
    do(Action.GIVE_PART, whole, office.head, unit=below)
    do(Action.GIVE_PART, whole, office.head, officer=office.officer)
    part = Task.objects.get(parent=whole, lead=below)
    own = Task.objects.get(parent=whole, officer=office.officer)
    new = NewUnit("Phòng Nội vụ", office.organisation, UnitKind.DIVISION, "NV")
    do_it(plan("dissolve", [office.unit], admin, new=[new]), admin)
    unit = Unit.objects.get(short_name="NV")
    for row in (whole, part, own, helped):
        row.refresh_from_db()
    assert whole.lead == unit
    assert (part.lead, part.assigning_organisation) == (below, unit)
    assert (own.lead, own.assigning_organisation, own.officer) == (unit, unit, office.officer)
    assert Unit.objects.get_parent(Unit.objects.get(pk=below.pk)) == unit
    assert [row.unit for row in helped.coordinations.all()] == [unit]
    assert helped.events.last().changes["coordinating"] == ["TCCB", "NV"]
    assert {row.unit for row in whole.coordinations.all()} == {office.other_unit}
    head = Post.objects.on(TODAY).get(user=office.head)
    office.head.act_in(head)
    do(Action.REPORT, Task.objects.get(pk=whole.pk), office.head)  # the work goes on


def test_opinions_and_recurring_duties_wait_for_the_unit_that_takes_over(office, admin):
    asked = do(Action.ACCEPT, assign(office.other_unit, by=office.monitor), office.other_head)
    consultation = ask_opinion(asked, office.other_head, office.unit)
    assign(office.unit, by=office.monitor, duty_kind="recurring", rhythm=Rhythm(RepeatKind.MONTH, due_day=5))
    monthly = TaskSeries.objects.get()
    new = NewUnit("Phòng Nội vụ", office.organisation, UnitKind.DIVISION, "NV")
    do_it(plan("dissolve", [office.unit], admin, new=[new]), admin)
    unit = Unit.objects.get(short_name="NV")
    assert consultation.opinions.get().unit == unit
    assert asked.events.last().changes["consulted"] == ["TCCB", "NV"]
    assert monthly.units.get().unit == unit


def test_an_explanation_that_is_owed_is_given_by_whoever_leads_now(office, admin):
    task = assign(office.unit, by=office.monitor, due_on=TODAY - timedelta(days=3), now=NOW - timedelta(days=9))
    do(Action.ASK_EXPLANATION, task, office.monitor)
    reorganisation = merge(office, admin)
    assert task.explanations.get().unit == office.other_unit
    undo(reorganisation=reorganisation, by=admin, now=NOW, reason="Nhầm đơn vị.")
    assert task.explanations.get().unit == office.unit
    merge(office, admin)
    do(Action.GIVE_EXPLANATION, task, office.other_head)


def test_a_part_that_would_be_given_by_its_own_unit_becomes_a_persons_part(office, admin):
    below = make_unit("Tổ Tổng hợp", parent=office.unit)
    leader = make_person(below, Role.HEAD, title="Tổ trưởng")
    whole = assign(office.unit, by=office.monitor)
    do(Action.ACCEPT, whole, office.head)
    do(Action.GIVE_PART, whole, office.head, unit=below)
    do_it(plan("merge", [below], admin, to=[office.unit]), admin)
    part = Task.objects.get(parent=whole)
    assert (part.lead, part.assigning_organisation, part.officer) == (office.unit, office.unit, leader)


def test_the_successor_is_told_once_and_reads_the_directives(office, admin):
    directive = make_directive(owner=office.organisation, by=office.registrar)
    lines = [AssignmentLine(title=f"Việc {n}", leads=(office.unit,)) for n in range(3)]
    assign_tasks(lines=lines, by=office.monitor, now=NOW, directive=directive)
    merge(office, admin)
    told = Notification.objects.filter(kind=Kind.REORGANISED)
    assert sorted(note.recipient.full_name for note in told) == ["Phó Chánh Văn phòng", "Trưởng phòng KHTC"]
    assert told.get(recipient=office.other_head).title == "Tiếp nhận 3 nhiệm vụ chủ trì theo sắp xếp đơn vị"
    assert directive in Directive.objects.visible_to(office.other_head)
    assert DirectiveAccess.objects.get(unit=office.other_unit).reason == DirectiveAccess.Reason.SUCCESSOR


def test_the_act_stands_in_the_audit_trail_once(office, admin):
    merge(office, admin)
    lines = AuditEvent.objects.filter(kind=AuditKind.UNITS_REORGANISED).order_by("pk")
    assert [line.subject.partition(":")[0] for line in lines] == ["Chuẩn bị", f"Sáp nhập từ {DAY:%d/%m/%Y}"]
    assert DECISION in lines[1].subject


def test_a_rename_keeps_everything_where_it_is_and_the_old_name_in_the_past(office, admin):
    task = assign(office.unit, by=office.monitor)
    names = {"name": "Phòng Tổ chức - Hành chính", "short_name": "TCHC"}
    reorganisation = do_it(plan("rename", [office.unit], admin, names=names), admin)
    unit = Unit.objects.get(pk=office.unit.pk)
    assert (unit.name, unit.short_name) == ("Phòng Tổ chức - Hành chính", "TCHC")
    assert unit.versions.on(DAY - timedelta(days=1)).get().name == "Phòng Tổ chức cán bộ"
    assert task.events.count() == 1
    undo(reorganisation=reorganisation, by=admin, now=NOW, reason="Quyết định bị thu hồi.")
    assert Unit.objects.get(pk=office.unit.pk).name == "Phòng Tổ chức cán bộ"


# one to many: by choice
def two_successors(office, admin, **more):
    """A split of the unit into two new ones, the first of them the main one."""
    new = [
        NewUnit("Phòng Tổ chức", office.organisation, UnitKind.DIVISION, "TC"),
        NewUnit("Phòng Thi đua", office.organisation, UnitKind.DIVISION, "TĐ"),
    ]
    return plan("split", [office.unit], admin, new=new, **more)


def test_a_split_leaves_nothing_without_a_choice(office, admin):
    assign(office.unit, by=office.monitor)
    with pytest.raises(ValidationError) as refused:
        do_it(two_successors(office, admin), admin)
    keys = {key.partition(":")[0] for key in refused.value.message_dict}
    assert keys == {"post", "lead"}
    assert Unit.objects.get(pk=office.unit.pk).closed_on is None
    assert not Unit.objects.filter(short_name="TC").exists()


def test_something_that_came_up_after_the_choice_has_to_be_chosen_too(office, admin):
    reorganisation = two_successors(office, admin)
    choose(reorganisation, admin)
    assign(office.unit, by=office.monitor)
    with pytest.raises(ValidationError, match="1 nhiệm vụ chủ trì"):
        do_it(reorganisation, admin)


def test_tasks_go_where_those_who_gave_them_chose_then_with_their_officer_then_to_the_choice_for_the_unit(
    office, admin
):
    chosen, with_officer, rest = (assign(office.unit, by=office.monitor) for _ in range(3))
    Task.objects.filter(pk=with_officer.pk).update(officer=office.officer)
    reorganisation = two_successors(office, admin)
    _, second = reorganisation.lines.filter(side="to").order_by("pk")
    choose_successors(reorganisation=reorganisation, choices={chosen.pk: str(second.pk)}, by=office.monitor, now=NOW)
    post = office.officer.posts.get()
    choose(reorganisation, admin, **{f"post__{post.pk}": str(second.pk), "officer": str(second.pk)})
    do_it(reorganisation, admin)
    leads = {task.pk: Task.objects.get(pk=task.pk).lead.short_name for task in (chosen, with_officer, rest)}
    assert leads == {chosen.pk: "TĐ", with_officer.pk: "TĐ", rest.pk: "TC"}
    assert Task.objects.get(pk=with_officer.pk).officer == office.officer


def test_what_is_proposed_follows_the_words_of_the_successors_names(office, admin):
    make_unit("Tổ Thi đua khen thưởng", parent=office.unit)
    UnitAlias.objects.create(unit=office.unit, text="Bộ phận thi đua")
    reorganisation = two_successors(office, admin)
    first, second = (str(line.pk) for line in reorganisation.lines.filter(side="to").order_by("pk"))
    proposed = {
        item.key.partition(":")[0]: item.proposal for part in parts(Layout(reorganisation)) for item in part.items
    }
    assert (proposed["child"], proposed["alias"]) == (second, second)
    assert proposed["post"] in (first, f"{first}{DEPUTY}")


def test_a_unit_gets_no_two_heads(office, admin):
    second = make_person(office.unit, Role.HEAD, title="Quyền Trưởng phòng")
    reorganisation = plan("merge", [office.unit], admin, to=[office.other_unit])
    choose(reorganisation, admin, **{f"post__{second.posts.get().pk}": line_of(reorganisation, office.other_unit)})
    with pytest.raises(ValidationError, match="KHTC chỉ có một thủ trưởng"):
        do_it(reorganisation, admin)


def test_a_transfer_of_functions_leaves_the_unit_at_work_with_what_is_not_chosen(office, admin):
    kept, gone = assign(office.unit, by=office.monitor), assign(office.unit, by=office.monitor)
    reorganisation = plan("transfer", [office.unit], admin, to=[office.other_unit])
    line = line_of(reorganisation, office.other_unit)
    choose_successors(reorganisation=reorganisation, choices={gone.pk: line}, by=office.leader, now=NOW)
    choose(reorganisation, admin)
    do_it(reorganisation, admin)
    assert Task.objects.get(pk=kept.pk).lead == office.unit
    assert Task.objects.get(pk=gone.pk).lead == office.other_unit
    assert Unit.objects.get(pk=office.unit.pk).closed_on is None
    assert kept.events.count() == 1
    assert office.unit.posts.on(TODAY).count() == 3


def test_the_tasks_that_a_closed_unit_still_holds_can_be_taken_over(office, admin):
    task = assign(office.unit, by=office.monitor)
    Unit.objects.filter(pk=office.unit.pk).update(closed_on=DAY)
    office.unit.refresh_from_db()
    reorganisation = plan("transfer", [office.unit], admin, to=[office.other_unit], on=TODAY)
    choose(reorganisation, admin)
    do_it(reorganisation, admin)
    assert Task.objects.get(pk=task.pk).lead == office.other_unit


# refusals
def test_a_unit_with_open_work_does_not_end_without_a_successor(office, admin):
    assign(office.unit, by=office.monitor)
    with pytest.raises(ValidationError, match="không có đơn vị tiếp nhận"):
        do_it(plan("dissolve", [office.unit], admin), admin)


def test_a_unit_without_work_may_end(office, admin):
    do_it(plan("dissolve", [office.unit], admin), admin)
    assert Unit.objects.get(pk=office.unit.pk).closed_on == DAY
    assert not office.unit.posts.on(TODAY).exists()


def test_nothing_happens_before_the_day_of_the_decision(office, admin):
    reorganisation = plan("merge", [office.unit], admin, to=[office.other_unit], on=TODAY + timedelta(days=1))
    with pytest.raises(Conflict, match="có hiệu lực từ 11/03/2026"):
        do_it(reorganisation, admin)


def test_a_unit_does_not_lead_what_it_gave(office, admin):
    assign(office.unit, by=office.monitor)
    with pytest.raises(Conflict, match="không đồng thời chủ trì"):
        do_it(plan("dissolve", [office.unit], admin, to=[office.organisation]), admin)


def test_of_two_who_change_what_is_prepared_one_is_told(office, admin):
    reorganisation = plan("merge", [office.unit], admin, to=[office.other_unit])
    choose(reorganisation, admin)
    with pytest.raises(Conflict, match="vừa thay đổi"):
        carry_out(reorganisation=reorganisation, by=admin, now=NOW, version=1)


@pytest.mark.parametrize("who", ["monitor", "leader", "head"])
def test_only_who_manages_all_units_reorganises_them(office, admin, who):
    with pytest.raises(Forbidden):
        plan("merge", [office.unit], getattr(office, who), to=[office.other_unit])
    stranger = make_person(make_organisation("Sở Nội vụ"), Role.ADMINISTRATOR)
    with pytest.raises(Forbidden, match="không thuộc"):
        plan("merge", [office.unit], stranger, to=[office.other_unit])


@pytest.mark.parametrize(
    ("kind", "to", "field", "words"),
    [
        ("merge", 0, "successors", "đúng một đơn vị"),
        ("split", 1, "successors", "ít nhất 2"),
        ("transfer", 0, "successors", "tiếp nhận chức năng"),
        ("rename", 1, "successors", "không có đơn vị tiếp nhận"),
        ("rename", 0, "name", "tên mới"),
    ],
)
def test_what_is_prepared_has_to_be_a_reorganisation(office, admin, kind, to, field, words):
    with pytest.raises(ValidationError) as refused:
        plan(kind, [office.unit], admin, to=[office.other_unit][:to])
    assert words in refused.value.message_dict[field][0]


def test_a_unit_takes_part_in_one_reorganisation_at_a_time(office, admin):
    plan("merge", [office.unit], admin, to=[office.other_unit])
    with pytest.raises(ValidationError, match="đợt sắp xếp khác"):
        plan("merge", [office.unit], admin, to=[office.desk])


def test_who_acts_on_a_task_that_has_just_moved_is_told_so(office, admin):
    task = assign(office.unit, by=office.monitor)
    merge(office, admin)
    with pytest.raises(Stale, match="Chuyển theo sắp xếp đơn vị"):
        lifecycle.accept(task=task, by=office.head, now=NOW, version=1)


# undoing
def test_undoing_puts_everything_back_and_keeps_both_acts_in_the_history(office, admin):
    group = create_group(owner=office.organisation, name="Các phòng", by=admin, now=NOW, members=[office.unit])
    UnitAlias.objects.create(unit=office.unit, text="Phòng Nhân sự")
    below = make_unit("Tổ Tổng hợp", parent=office.unit)
    directive = make_directive(owner=office.organisation, by=office.registrar)
    line = AssignmentLine(title="Rà soát", leads=(office.unit,))
    (task,) = assign_tasks(lines=[line], by=office.monitor, now=NOW, directive=directive)
    helped = assign(office.other_unit, by=office.monitor, coordinating=(office.unit,))
    Task.objects.filter(pk=task.pk).update(officer=office.officer)
    do(Action.ACCEPT, task, office.head)
    do(Action.GIVE_PART, task, office.head, officer=office.officer)
    before = Task.objects.order_by("pk").values("pk", "lead", "assigning_organisation", "officer", "lead_when_given")
    was = list(before)
    new = NewUnit("Phòng Nội vụ", office.organisation, UnitKind.DIVISION, "NV")
    reorganisation = do_it(plan("merge", [office.unit], admin, new=[new]), admin)
    assert list(before.all()) != was
    undo(reorganisation=reorganisation, by=admin, now=NOW, reason="Quyết định bị thu hồi.")

    assert list(before.all()) == was
    unit = Unit.objects.get(pk=office.unit.pk)
    assert unit.closed_on is None
    assert unit.versions.get().valid_to is None
    assert not Unit.objects.open_on(TODAY).filter(short_name="NV").exists()
    assert [row.unit for row in helped.coordinations.all()] == [office.unit]
    assert expand(group, TODAY) == [office.unit]
    assert unit.aliases.get().text == "Phòng Nhân sự"
    assert Unit.objects.get_parent(Unit.objects.get(pk=below.pk)) == unit
    assert {post.user for post in unit.posts.on(TODAY)} == {office.head, office.deputy, office.officer}
    assert {post.user for post in unit.posts.on(TODAY) if post.is_deputy} == {office.deputy}
    assert not DirectiveAccess.objects.filter(reason=DirectiveAccess.Reason.SUCCESSOR).exists()
    task.refresh_from_db()
    assert [event.action for event in task.events.all()][-2:] == [Action.REORGANISE, Action.REORGANISE]
    assert task.version == task.events.count()
    assert not any(Unit.objects.find_problems())
    office.head.act_in(Post.objects.on(TODAY).get(user=office.head))
    do(Action.REPORT, task, office.head)


def test_it_can_be_done_again_after_it_was_undone(office, admin):
    assign(office.unit, by=office.monitor)
    undo(reorganisation=merge(office, admin), by=admin, now=NOW, reason="Nhầm đơn vị.")
    merge(office, admin)
    assert Task.objects.get().lead == office.other_unit
    assert office.unit.successions.filter(undone_at__isnull=True).count() == 1


@pytest.mark.parametrize("what", ["acted", "given", "transferred"])
def test_once_something_has_followed_it_is_not_undone(office, admin, what):
    task = assign(office.unit, by=office.monitor)
    reorganisation = merge(office, admin)
    match what:
        case "acted":
            do(Action.ACCEPT, task, office.other_head)
        case "given":
            assign(office.other_unit, by=office.monitor)
        case "transferred":
            other = assign(office.desk, by=office.monitor)
            do(Action.RETURN, other, make_person(office.desk, Role.HEAD))
            do(Action.TRANSFER, other, office.leader, lead=office.other_unit)
    with pytest.raises(Conflict, match="lập một đợt sắp xếp mới"):
        undo(reorganisation=reorganisation, by=admin, now=NOW, reason="Nhầm.")
    assert Task.objects.get(pk=task.pk).lead == office.other_unit


def test_acts_on_other_tasks_do_not_keep_it_from_being_undone(office, admin):
    task = assign(office.other_unit, by=office.monitor)
    assign(office.unit, by=office.monitor)
    reorganisation = merge(office, admin)
    do(Action.ACCEPT, task, office.other_head)
    assert why_not_undo(reorganisation, day=TODAY) == ""


def test_a_later_reorganisation_is_undone_first(office, admin):
    first = merge(office, admin)
    do_it(plan("merge", [office.other_unit], admin, to=[office.desk], on=TODAY), admin)
    with pytest.raises(Conflict, match="Hoàn tác đợt đó trước"):
        undo(reorganisation=first, by=admin, now=NOW, reason="Nhầm.")


# figures
def test_a_report_recomputed_for_an_earlier_day_says_the_same_after_the_reorganisation(office, admin):
    assign(office.unit, by=office.monitor, due_on=TODAY, now=NOW - timedelta(days=8))
    period = period_of(PeriodKind.MONTH, DAY - timedelta(days=1))
    earlier = NOW - timedelta(days=4)
    then = figures_of(organisation=office.organisation, period=period, known_at=earlier)
    merge(office, admin)
    assert figures_of(organisation=office.organisation, period=period, known_at=earlier) == then
    now = figures_of(organisation=office.organisation, period=period, known_at=NOW)
    assert [line.unit for line in then.lines] == [office.unit.pk]
    assert [line.unit for line in now.lines] == [office.other_unit.pk]


def test_the_event_counts_from_the_day_of_the_decision_but_not_before_what_happened_since(office, admin):
    quiet = assign(office.unit, by=office.monitor, now=NOW - timedelta(days=8))
    busy = assign(office.unit, by=office.monitor, now=NOW - timedelta(days=8))
    do(Action.ACCEPT, busy, office.head, now=NOW - timedelta(days=1))
    merge(office, admin)
    moved = TaskEvent.objects.filter(action=Action.REORGANISE)
    assert moved.get(task=quiet).effective_on == DAY
    assert moved.get(task=busy).effective_on == date(2026, 3, 9)


def test_figures_are_rolled_up_to_todays_units_with_the_same_total(office, admin):
    for lead in (office.unit, office.other_unit):
        task = assign(lead, by=office.monitor, due_on=TODAY, now=NOW - timedelta(days=8), coordinating=(office.desk,))
        do(Action.ACCEPT, task, office.head if lead == office.unit else office.other_head)
    earlier = NOW - timedelta(days=4)
    merge(office, admin)
    period = period_of(PeriodKind.MONTH, DAY)
    then = figures_of(organisation=office.organisation, period=period, known_at=earlier)
    now = rolled_up(then, heirs_today(TODAY))
    assert {row.unit: row.counts.total for row in then.units if row.counts.total} == {
        office.unit.pk: 1,
        office.other_unit.pk: 1,
    }
    assert {row.unit: row.counts.total for row in now.units if row.counts.total} == {office.other_unit.pk: 2}
    assert now.total == then.total
    assert sum(row.coordinating for row in now.units) == sum(row.coordinating for row in then.units) == 2


def test_work_that_is_opened_again_goes_on_with_the_successor(office, admin):
    task = assign(office.unit, by=office.monitor)
    for action, by in ((Action.ACCEPT, office.head), (Action.SUBMIT, office.head), (Action.CONFIRM, office.monitor)):
        do(action, task, by)
    merge(office, admin)
    do_it(plan("merge", [office.other_unit], admin, to=[office.desk], on=TODAY), admin)
    do(Action.REOPEN, task, office.monitor)
    task.refresh_from_db()
    assert (task.lead, task.lead_when_given, task.status) == (office.desk, office.unit, Status.IN_PROGRESS)


def test_work_of_a_unit_that_nobody_follows_is_not_opened_again(office, admin):
    task = assign(office.unit, by=office.monitor)
    for action, by in ((Action.ACCEPT, office.head), (Action.SUBMIT, office.head), (Action.CONFIRM, office.monitor)):
        do(action, task, by)
    do_it(plan("dissolve", [office.unit], admin), admin)
    with pytest.raises(Conflict, match="không có đơn vị tiếp nhận"):
        do(Action.REOPEN, task, office.monitor)


def test_twice_the_tasks_move_in_as_many_queries(office, admin, django_assert_max_num_queries):
    """But for the chunks in which rows are read."""
    costs = []
    for unit, count in ((office.unit, 40), (office.other_unit, 80)):
        for _ in range(count):
            make_task(lead=unit, by=office.monitor)
        one = plan("merge", [unit], admin, to=[office.desk], on=TODAY)
        with django_assert_max_num_queries(120) as captured:
            do_it(one, admin)
        costs.append(len(captured))
    assert abs(costs[0] - costs[1]) <= 6  # people and posts differ, tasks don't
