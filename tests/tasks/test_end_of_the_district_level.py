"""The first of July 2025 replayed: the district level ends, three provinces become one, and no work is interrupted.

The addressees are those of a công văn of a provincial Sở GDĐT: the units of the Sở, the Phòng GDĐT of districts, which
are gone since (TT 15/2025/TT-BGDĐT: their work went to the Phòng Văn hóa – Xã hội of communes and to the Sở), and the
Sở itself, which became part of another province's (NQ 190/2025/QH15: whoever takes over goes on).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from directives.models import Directive
from reports.figures import figures_of, rolled_up
from reports.periods import PeriodKind, period_of
from tasks.models import Task
from tasks.services.assigning import AssignmentLine, assign_tasks
from tasks.services.reorganising.carrying_out import carry_out
from tasks.services.reorganising.choices import parts
from tasks.services.reorganising.choosing import choose_successors
from tasks.statuses import Action, Status
from tasks.views.history import timeline_of
from tests.factories.directives import make_directive
from tests.factories.units import make_organisation, make_person, make_unit
from tests.tasks.steps import do
from units.models import Post, Unit, UnitGroup, UnitKind, User
from units.roles import Role
from units.services.groups import create_group, expand
from units.services.names import load_names
from units.services.reorganising.layout import Layout
from units.services.reorganising.preparing import prepare, save_choices
from units.services.succession import heirs_today

pytestmark = pytest.mark.django_db
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST = date(2025, 7, 1)
EVE = FIRST - timedelta(days=1)
GIVEN = datetime(2025, 6, 3, 9, 0, tzinfo=HANOI)
BEFORE = datetime(2025, 6, 20, 9, 0, tzinfo=HANOI)
NOW = datetime(2025, 7, 1, 8, 0, tzinfo=HANOI)
RESOLUTION = "Nghị quyết về sắp xếp đơn vị hành chính"
DISTRICTS = ("huyện Giao Thủy", "huyện Hải Hậu", "thành phố Nam Định")


@dataclass
class Country:
    """Three provinces, each with a Sở; the districts and communes of one of them."""

    admin: User
    provinces: dict[str, Unit]
    departments: dict[str, Unit]
    people: dict[str, User]
    districts: list[Unit]
    communes: list[Unit]
    group: UnitGroup
    directive: Directive
    tasks: list[Task]


def build() -> Country:
    top = make_organisation("Chính phủ", short_name="CP")
    provinces, departments, people = {}, {}, {}
    for name in ("Nam Định", "Hà Nam", "Ninh Bình"):
        province = provinces[name] = make_organisation(f"UBND tỉnh {name}", parent=top, short_name=f"UBND {name}")
        department = departments[name] = make_organisation(
            f"Sở Giáo dục và Đào tạo tỉnh {name}", parent=province, short_name=f"Sở GDĐT {name}"
        )
        office = make_unit("Văn phòng Sở", parent=department, short_name="VP", kind=UnitKind.OFFICE)
        people[f"monitor {name}"] = make_person(office, Role.MONITOR, full_name=f"Văn phòng Sở {name}")
        people[f"leader {name}"] = make_person(department, Role.LEADER, title="Giám đốc")
        division = make_unit("Phòng Tổ chức cán bộ", parent=department, short_name="TCCB")
        people[f"head {name}"] = make_person(division, Role.HEAD, title="Trưởng phòng")
    own = departments["Nam Định"]
    primary = make_unit("Phòng Giáo dục Mầm non - Tiểu học", parent=own, short_name="GDMNTH")
    people["head primary"] = make_person(primary, Role.HEAD)
    districts = [make_unit(f"Phòng GDĐT {name}", parent=own) for name in DISTRICTS]
    for number, unit in enumerate(districts):
        people[f"head {number}"] = make_person(unit, Role.HEAD, title="Trưởng phòng")
        people[f"officer {number}"] = make_person(unit, Role.OFFICER)
    communes = []
    for number in range(2):
        commune = make_organisation(f"UBND xã số {number + 1}", parent=provinces["Nam Định"], short_name=f"xã {number}")
        unit = make_unit("Phòng Văn hóa - Xã hội", parent=commune, short_name=f"VHXH xã {number + 1}")
        people[f"head commune {number}"] = make_person(unit, Role.HEAD)
        communes.append(unit)
    admin = make_person(top, Role.ADMINISTRATOR)
    group = create_group(owner=own, name="Phòng GDĐT các huyện, thành phố", by=admin, now=GIVEN, members=districts)
    directive = make_directive(owner=own, by=people["monitor Nam Định"], issued_on=date(2025, 5, 20))
    line = AssignmentLine(
        title="Tổ chức triển khai theo phân cấp quản lý, báo cáo Sở",
        leads=tuple(expand(group, GIVEN.date())),
        each_separately=True,
        coordinating=(primary,),
        deadline_kind="date",
        due_on=date(2025, 7, 15),
    )
    tasks = assign_tasks(lines=[line], by=people["monitor Nam Định"], now=GIVEN, directive=directive)
    own_line = AssignmentLine(title="Theo dõi, đôn đốc việc thực hiện", leads=(primary,), coordinating=(districts[0],))
    tasks += assign_tasks(lines=[own_line], by=people["monitor Nam Định"], now=GIVEN, directive=directive)
    Task.objects.filter(pk=tasks[1].pk).update(officer=people["officer 1"])
    do(Action.ACCEPT, tasks[0], people["head 0"], now=BEFORE)
    for action, by in ((Action.ACCEPT, "head 2"), (Action.SUBMIT, "head 2"), (Action.CONFIRM, "monitor Nam Định")):
        do(action, tasks[2], people[by], now=BEFORE)
    return Country(admin, provinces, departments, people, districts, communes, group, directive, tasks)


def reorganise(country: Country, kind: str, sources: list[Unit], to: list[Unit], **chosen: str) -> None:
    """Every proposal of the screen, but for the keys that begin with what is named."""
    one = prepare(
        kind=kind,
        effective_on=FIRST,
        deciding_document=RESOLUTION,
        sources=[Unit.objects.get(pk=unit.pk) for unit in sources],
        successors=[Unit.objects.get(pk=unit.pk) for unit in to],
        by=country.admin,
        now=NOW,
    )
    if chosen.get("task"):
        successor = one.lines.get(side="to", unit=country.communes[1])
        monitor = country.people["monitor Nam Định"]
        choose_successors(reorganisation=one, choices={int(chosen["task"]): str(successor.pk)}, by=monitor, now=NOW)
    choices = {item.key: item.proposal for part in parts(Layout(one)) for item in part.items}
    one = save_choices(reorganisation=one, choices=choices, main=None, by=country.admin, now=NOW, version=1)
    carry_out(reorganisation=one, by=country.admin, now=NOW, version=one.version)


def end_districts(country: Country) -> None:
    primary = Unit.objects.get(short_name="GDMNTH")
    for unit in country.districts:
        mine = [task.pk for task in country.tasks if task.lead_id == unit.pk and task.status != Status.COMPLETED]
        chosen = {"task": str(mine[0])} if unit == country.districts[0] else {}
        reorganise(country, "dissolve", [unit], [country.communes[0], country.communes[1], primary], **chosen)


def merge_provinces(country: Country) -> None:
    """From below: what bears the same name in both is merged first, the rest moves along."""
    old, new = ("Nam Định", "Hà Nam"), "Ninh Bình"
    for name in ("Văn phòng Sở", "Phòng Tổ chức cán bộ"):
        units = {
            province: Unit.objects.get_children(Unit.objects.get(pk=department.pk)).get(name=name)
            for province, department in country.departments.items()
        }
        reorganise(country, "merge", [units[each] for each in old], [units[new]])
    reorganise(country, "merge", [country.departments[each] for each in old], [country.departments[new]])
    reorganise(country, "merge", [country.provinces[each] for each in old], [country.provinces[new]])


@pytest.fixture
def country(db) -> Country:
    return build()


def test_open_work_of_the_districts_goes_to_communes_and_the_department_and_goes_on(country):
    end_districts(country)
    first, second, done, own = (Task.objects.get(pk=task.pk) for task in country.tasks)
    assert first.lead == country.communes[1]  # as the Office of the Sở chose for this task
    assert second.lead == country.communes[0]  # with its officer, whose post went there
    assert second.officer == country.people["officer 1"]
    assert (done.lead, done.status) == (country.districts[2], Status.COMPLETED)
    assert {row.unit for row in own.coordinations.all()} == {country.communes[0]}
    assert (first.due_on, first.original_due_on) == (date(2025, 7, 15), date(2025, 7, 15))
    assert not Unit.objects.open_on(FIRST).filter(name__startswith="Phòng GDĐT").exists()
    assert not Task.objects.open().filter(lead__closed_on__isnull=False).exists()
    head = country.people["head commune 1"]
    assert country.directive in Directive.objects.visible_to(head)
    do(Action.REPORT, first, head, now=NOW + timedelta(hours=2))


def test_a12_the_group_means_whoever_took_over_and_what_was_assigned_before_stays(country):
    end_districts(country)
    named = load_names(country.departments["Nam Định"], on=FIRST).matcher.match("Phòng GDĐT các huyện, thành phố")
    assert (named.meant.kind, named.meant.pk) == ("group", country.group.pk)
    assert expand(country.group, EVE) == country.districts
    primary = Unit.objects.get(short_name="GDMNTH")
    assert set(expand(country.group, FIRST)) == {*country.communes, primary}
    assert Task.objects.get(pk=country.tasks[2].pk).lead == country.districts[2]


def test_old_names_are_understood_as_those_who_took_over_with_their_doubt(country):
    end_districts(country)
    merge_provinces(country)
    matcher = load_names(country.departments["Ninh Bình"], on=FIRST).matcher
    match = matcher.match("Trưởng phòng GDĐT huyện Giao Thủy")
    assert (
        match.meant.pk == Unit.objects.get(short_name="GDMNTH").pk
    )  # of those who took over, the one that the Sở addresses
    assert "giải thể" in match.doubt
    assert RESOLUTION in match.doubt


def test_the_department_of_the_new_province_carries_on_what_the_old_one_gave(country):
    end_districts(country)
    merge_provinces(country)
    new = country.departments["Ninh Bình"]
    tasks = [Task.objects.get(pk=task.pk) for task in country.tasks]
    assert [task.assigning_organisation.short_name for task in tasks] == [
        "Sở GDĐT Ninh Bình",
        "Sở GDĐT Ninh Bình",
        "Sở GDĐT Nam Định",  # ended before
        "Sở GDĐT Ninh Bình",
    ]
    monitor = country.people["monitor Ninh Bình"]
    assert set(Task.objects.visible_to(monitor)) >= {tasks[0], tasks[1], tasks[3]}
    assert country.directive in Directive.objects.visible_to(monitor)
    head = country.people["head commune 1"]
    do(Action.SUBMIT, tasks[0], head, now=NOW + timedelta(days=2))
    do(Action.CONFIRM, tasks[0], monitor, now=NOW + timedelta(days=3))
    own = Post.objects.on(FIRST).get(user=country.people["monitor Nam Định"])
    assert own.organisation == Unit.objects.get(pk=new.pk)
    assert Unit.objects.get(pk=country.communes[0].pk).path.startswith(
        Unit.objects.get(pk=country.provinces["Ninh Bình"].pk).path
    )
    assert not any(Unit.objects.find_problems())
    assert not Task.objects.open().filter(assigning_organisation__closed_on__isnull=False).exists()


def test_past_figures_stay_and_new_ones_count_what_was_taken_over(country):
    old, new = country.departments["Nam Định"], country.departments["Ninh Bình"]
    june = period_of(PeriodKind.MONTH, BEFORE.date())
    was = figures_of(organisation=old, period=june, known_at=BEFORE)
    end_districts(country)
    merge_provinces(country)
    assert figures_of(organisation=old, period=june, known_at=BEFORE) == was
    # The same period asked on the day itself: what is open is the new province's, what had ended stays with the old.
    assert figures_of(organisation=new, period=june, known_at=NOW).total.total == 3
    assert figures_of(organisation=old, period=june, known_at=NOW).total.total == 1
    now = rolled_up(was, heirs_today(FIRST))
    primary = Unit.objects.get(short_name="GDMNTH")
    assert now.total == was.total
    assert {row.unit: row.counts.total for row in now.units if row.counts.total} == {
        country.communes[0].pk: 3,
        primary.pk: 1,
    }


def test_history_keeps_the_names_of_its_day(country):
    end_districts(country)
    merge_provinces(country)
    lines = timeline_of(Task.objects.get(pk=country.tasks[0].pk), user=country.people["monitor Nam Định"])
    assert lines[-1].post == "Văn phòng (theo dõi, đôn đốc), VP"
    moved = [change for line in lines for change in line.changes if change[0] == "Chủ trì" and change[1]]
    assert moved == [("Chủ trì", "Phòng GDĐT huyện Giao Thủy", "VHXH xã 2")]
    gave = [change for line in lines for change in line.changes if change[0] == "Giao việc"]
    assert gave == [("Giao việc", "Sở GDĐT Nam Định", "Sở GDĐT Ninh Bình")]
    assert all(RESOLUTION in line.note for line in lines[:2])
