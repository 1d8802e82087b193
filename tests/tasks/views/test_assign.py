"""The assignment screen: proposals, errors beside their fields, exactly what will happen, nothing lost."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directives.models import Instruction, InstructionParty, Receipt, RegisterEntry, StatedDeadline
from tasks.models import Task
from tests.factories.directives import make_directive, make_instruction
from tests.factories.units import LONG_AGO, make_organisation, make_person
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import assign
from units.models import CalendarDay, GroupMember, UnitGroup
from units.roles import Role

Kind, Part = StatedDeadline.Kind, InstructionParty.Part


@pytest.fixture
def directive(office):
    return make_directive(owner=office.organisation, by=office.registrar)


@pytest.fixture
def instruction(directive):
    return make_instruction(directive)


@pytest.fixture
def url(directive):
    return f"/nhiem-vu/giao/{directive.pk}/"


def row(instruction, number=0, **fields):
    """What a browser sends for one row that is to be given."""
    prefix = f"i{instruction.pk}-{number}"
    values = {
        "include": "on",
        "title": "Rà soát quy chế",
        "deadline_kind": "none",
        "duty_kind": "one_off",
        "result_kind": "document",
    } | fields
    return {f"{prefix}-{name}": value for name, value in values.items()}


def first_form(page):
    return page.context["screen"].nodes[0].forms[0]


def confirmed(client, url, data):
    """Check, then confirm what the panel says."""
    checked = client.post(url, data)
    assert checked.status_code == 200, first_form(checked).errors
    plan = checked.context["plan"]
    return plan, client.post(url, data | {"confirmed": plan.token, "known": checked.context["screen"].known_tasks})


def test_the_reading_proposes_and_a_person_confirms(office, seen_by, directive, instruction, url):
    InstructionParty.objects.create(instruction=instruction, part=Part.LEAD, as_printed="Phòng TCCB", unit=office.unit)
    InstructionParty.objects.create(
        instruction=instruction, part=Part.COORDINATING, as_printed="Phòng KHTC", unit=office.other_unit
    )
    StatedDeadline.objects.create(
        instruction=instruction, kind=Kind.DATE, as_printed="trước ngày 31/3/2026", due_on=date(2026, 3, 31)
    )
    form = first_form(seen_by(office.monitor).get(url))
    assert form.initial["include"] is True
    assert form.initial["lead"] == [f"u{office.unit.pk}"]
    assert form.initial["coordinating"] == [f"u{office.other_unit.pk}"]
    assert (form.initial["deadline_kind"], form.initial["due_on"]) == ("date", date(2026, 3, 31))
    assert form.initial["title"] == instruction.text
    assert not Task.objects.exists()


@pytest.mark.parametrize(
    ("kind", "days", "anchor", "due_on"),
    [
        (Kind.WORKING_DAYS, 5, "kể từ ngày ban hành văn bản", date(2026, 3, 9)),
        (Kind.DAYS, 5, "kể từ ngày ban hành", date(2026, 3, 9)),  # 07/03 is a Saturday
        (Kind.WORKING_DAYS, 5, "kể từ ngày nhận được văn bản", date(2026, 3, 12)),
        (Kind.DAYS, 5, "sau khi được phê duyệt", None),
        (Kind.WORKING_DAYS, 5, "", None),
    ],
)
def test_d5_a_term_is_computed_only_from_issue_or_arrival(
    office, seen_by, directive, instruction, url, kind, days, anchor, due_on
):
    receipt = Receipt.objects.create(
        directive=directive,
        organisation=office.organisation,
        received_by=office.registrar,
        received_in_post=office.registrar.acting_post,
        received_at=NOW,
    )
    RegisterEntry.objects.create(
        organisation=office.organisation, series="2026", number=1, receipt=receipt, arrived_at=NOW - timedelta(days=5)
    )
    StatedDeadline.objects.create(
        instruction=instruction, kind=kind, as_printed="trong 05 ngày", days=days, anchor=anchor
    )
    page = seen_by(office.monitor).get(url)
    form = first_form(page)
    assert (form.initial["deadline_kind"], form.initial["due_on"]) == ("date", due_on)
    assert form.initial["words"] == "trong 05 ngày"
    assert ("chưa tính được ngày" in page.content.decode()) == (due_on is None)


def test_d2_two_units_named_are_a_question(office, seen_by, directive, instruction, url):
    for unit in (office.unit, office.other_unit):
        InstructionParty.objects.create(instruction=instruction, part=Part.LEAD, as_printed=unit.name, unit=unit)
    page = seen_by(office.monitor).get(url)
    assert first_form(page).initial["lead"] == [f"u{office.unit.pk}"]
    assert first_form(page).initial["coordinating"] == [f"u{office.other_unit.pk}"]
    assert "Văn bản nêu nhiều đơn vị" in page.content.decode()


def test_what_is_below_a_named_unit_proposes_it_but_is_not_included(office, seen_by, directive, instruction, url):
    InstructionParty.objects.create(instruction=instruction, part=Part.LEAD, as_printed="TCCB", unit=office.unit)
    make_instruction(directive, label="a)", position=2, parent=instruction, level=2)
    child = seen_by(office.monitor).get(url).context["screen"].nodes[1].forms[0]
    assert (child.initial["include"], child.initial["lead"]) == (False, [f"u{office.unit.pk}"])


def test_the_panel_says_exactly_what_will_happen_and_then_it_happens(office, seen_by, directive, instruction, url):
    second = make_instruction(directive, label="2", position=2)
    data = row(
        instruction,
        lead=[f"u{office.unit.pk}"],
        coordinating=[f"u{office.other_unit.pk}"],
        deadline_kind="date",
        due_on="31/03/2026",
    ) | row(second, lead=[f"u{office.unit.pk}"])
    plan, answer = confirmed(seen_by(office.monitor), url, data)
    assert plan.title == "Giao 2 nhiệm vụ cho 1 đơn vị"
    assert plan.action == "Giao 2 nhiệm vụ"
    assert "Phòng Tổ chức cán bộ: chủ trì 2 nhiệm vụ" in plan.effects
    assert "Phòng Kế hoạch - Tài chính: phối hợp 1 nhiệm vụ" in plan.effects
    assert (answer.status_code, answer.url) == (302, f"/nhiem-vu/?directive={directive.pk}")
    assert Task.objects.filter(lead=office.unit, directive=directive).count() == 2


def test_d3_a_group_becomes_one_task_a_unit(office, seen_by, instruction, url):
    group = UnitGroup.objects.create(owner=office.organisation, name="Các phòng thuộc Sở")
    for unit in (office.unit, office.other_unit):
        GroupMember.objects.create(group=group, unit=unit, valid_from=LONG_AGO)
    plan, _ = confirmed(seen_by(office.leader), url, row(instruction, lead=[f"g{group.pk}"]))
    assert plan.title == "Giao 2 nhiệm vụ cho 2 đơn vị"
    assert {task.lead for task in Task.objects.all()} == {office.unit, office.other_unit}


def test_c5_one_instruction_may_give_several_tasks(office, seen_by, instruction, url):
    client = seen_by(office.monitor)
    data = row(instruction, lead=[f"u{office.unit.pk}"]) | {f"i{instruction.pk}-count": "1"}
    more = client.post(url, data | {"add": f"i{instruction.pk}"})
    assert more.status_code == 200
    assert len(more.context["screen"].nodes[0].forms) == 2
    assert first_form(more)["lead"].value() == [f"u{office.unit.pk}"]
    data |= row(instruction, 1, title="Việc thứ hai", lead=[f"u{office.other_unit.pk}"])
    confirmed(client, url, data | {f"i{instruction.pk}-count": "2"})
    assert set(instruction.tasks.values_list("title", "lead")) == {
        ("Rà soát quy chế", office.unit.pk),
        ("Việc thứ hai", office.other_unit.pk),
    }


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"lead": []}, "lead", "Chọn đơn vị chủ trì."),
        ({"lead": ["unit", "other"]}, "lead", "Mỗi nhiệm vụ chỉ có một đơn vị chủ trì"),
        ({"lead": ["unit"], "coordinating": ["unit"]}, "coordinating", "đã chủ trì nên không đồng thời phối hợp"),
        ({"lead": ["unit"], "title": " "}, "title", "Nhập nội dung nhiệm vụ."),
        ({"lead": ["unit"], "deadline_kind": "date"}, "due_on", "Nhập hạn"),
        ({"lead": ["unit"], "deadline_kind": "date", "due_on": "01/03/2026"}, "due_on", "trước ngày ban hành"),
        ({"lead": ["unit"], "deadline_kind": "date", "due_on": "31/02/2026"}, "due_on", ""),
    ],
)
def test_d1_bad_input_is_a_sentence_beside_the_field_and_nothing_is_lost(
    office, seen_by, instruction, url, fields, field, words
):
    units = {"unit": f"u{office.unit.pk}", "other": f"u{office.other_unit.pk}"}
    sent = {
        name: [units[each] for each in value] if isinstance(value, list) else value for name, value in fields.items()
    }
    answer = seen_by(office.monitor).post(url, row(instruction, words="khẩn trương", **sent))
    assert answer.status_code == 422
    errors = first_form(answer).errors
    assert set(errors) == {field}
    assert words in errors[field][0]
    page = answer.content.decode()
    assert 'value="khẩn trương"' in page
    assert f'href="#id_i{instruction.pk}-0-{field}"' in page
    assert not Task.objects.exists()


def test_rows_that_are_not_given_are_not_judged_but_kept(office, seen_by, directive, instruction, url):
    second = make_instruction(directive, label="2", position=2)
    left = {f"i{second.pk}-0-title": "", f"i{second.pk}-0-due_on": "chưa rõ"}
    answer = seen_by(office.monitor).post(url, row(instruction, lead=[]) | left)
    assert answer.status_code == 422
    kept = answer.context["screen"].nodes[1].forms[0]
    assert not kept.errors
    assert kept["due_on"].value() == "chưa rõ"


def test_nothing_chosen_is_said(office, seen_by, instruction, url):
    answer = seen_by(office.monitor).post(url, {})
    assert answer.status_code == 422
    assert "Chưa chọn nội dung nào để giao" in answer.content.decode()


def test_a_row_changed_after_the_check_is_checked_again(office, seen_by, instruction, url):
    client = seen_by(office.monitor)
    checked = client.post(url, row(instruction, lead=[f"u{office.unit.pk}"]))
    changed = row(instruction, lead=[f"u{office.other_unit.pk}"]) | {"confirmed": checked.context["plan"].token}
    answer = client.post(url, changed)
    assert answer.status_code == 200
    assert answer.context["plan"].effects[0].startswith("Phòng Kế hoạch - Tài chính")
    assert not Task.objects.exists()


def test_past_dates_and_days_off_are_warned_of(office, seen_by, instruction, url):
    CalendarDay.objects.update_or_create(date=date(2026, 4, 30), defaults={"kind": "off", "reason": "Ngày Chiến thắng"})
    client = seen_by(office.monitor)
    for due_on, words in (("09/03/2026", "đã qua"), ("30/04/2026", "là ngày nghỉ (Ngày Chiến thắng)")):
        data = row(instruction, lead=[f"u{office.unit.pk}"], deadline_kind="date", due_on=due_on)
        assert words in client.post(url, data).context["plan"].warnings[0]


def test_of_two_who_assign_one_directive_the_second_is_told_and_keeps_the_form(
    office, seen_by, directive, instruction, url
):
    client = seen_by(office.monitor)
    data = row(instruction, lead=[f"u{office.unit.pk}"])
    token = client.post(url, data).context["plan"].token
    Task.objects.filter(pk=assign(office.other_unit, by=office.leader).pk).update(directive=directive)
    answer = client.post(url, data | {"confirmed": token, "known": "0"})
    assert answer.status_code == 409
    assert "Giám đốc Sở vừa giao thêm nhiệm vụ" in answer.content.decode()
    assert first_form(answer)["lead"].value() == [f"u{office.unit.pk}"]
    assert Task.objects.count() == 1


def test_what_was_given_is_shown_and_not_proposed_again(office, seen_by, directive, instruction, url):
    InstructionParty.objects.create(instruction=instruction, part=Part.LEAD, as_printed="TCCB", unit=office.unit)
    task = assign(office.unit, by=office.monitor)
    Task.objects.filter(pk=task.pk).update(directive=directive, instruction=instruction)
    node = seen_by(office.monitor).get(url).context["screen"].nodes[0]
    assert [given.task for given in node.given] == [task]
    assert node.forms[0].initial["include"] is False


def test_a_directive_without_instructions_is_given_as_a_whole(office, seen_by, directive, url):
    client = seen_by(office.monitor)
    form = first_form(client.get(url))
    assert (form.initial["include"], form.initial["title"]) == (True, directive.subject)
    data = {name.replace("i0-0", "khac-0"): value for name, value in row(type("Row", (), {"pk": 0})).items()}
    confirmed(client, url, data | {"khac-0-lead": [f"u{office.unit.pk}"]})
    assert Task.objects.get().instruction is None


def test_only_those_who_may_assign_reach_the_screen(office, seen_by, directive, url):
    assert seen_by(office.registrar).get(url).status_code == 403
    assert seen_by(office.head).get(url).status_code == 404
    stranger = make_person(make_organisation("Sở Tài chính", short_name="STC"), Role.MONITOR)
    assert seen_by(stranger).get(url).status_code == 404


def test_more_instructions_take_no_more_queries(office, seen_by, directive, url):
    client = seen_by(office.monitor)

    def queries(start: int) -> int:
        for position in range(start, start + 5):
            each = make_instruction(directive, position=position)
            InstructionParty.objects.create(instruction=each, part=Part.LEAD, as_printed="TCCB", unit=office.unit)
        with CaptureQueriesContext(connection) as captured:
            client.get(url)
        return len(captured)

    queries(1)
    assert queries(6) == queries(11) <= 20


def test_e10_a_task_may_come_from_a_meeting(office, seen_by):
    client = seen_by(office.leader)
    data = {
        "include": "on",
        "source_kind": "meeting",
        "source_words": "Giao ban ngày 05/3/2026",
        "title": "Chuẩn bị phương án làm việc với Bộ",
        "lead": [f"u{office.unit.pk}"],
        "deadline_kind": "date",
        "due_on": "20/03/2026",
        "duty_kind": "one_off",
        "result_kind": "document",
    }
    refused = client.post("/nhiem-vu/giao/", data | {"lead": []})
    assert refused.status_code == 422
    assert "Chuẩn bị phương án làm việc với Bộ" in refused.content.decode()
    answer = client.post("/nhiem-vu/giao/", data)
    task = Task.objects.get()
    assert answer.url == f"/nhiem-vu/{task.pk}/"
    assert (task.source_kind, task.directive, task.due_on) == ("meeting", None, date(2026, 3, 20))
    assert "Cuộc họp: Giao ban ngày 05/3/2026" in client.get(answer.url).content.decode()
    assert [row.task for row in client.get("/nhiem-vu/?source=meeting").context["rows"]] == [task]
    assert not client.get("/nhiem-vu/?source=work_programme").context["rows"]
    assert task.assigned_on == TODAY


def test_an_empty_form_is_bad_input(office, seen_by):
    assert seen_by(office.monitor).post("/nhiem-vu/giao/").status_code == 422


def test_the_panel_of_a_directive_is_a_part_or_a_page(office, seen_by, directive):
    task = assign(office.unit, by=office.monitor)
    Task.objects.filter(pk=task.pk).update(directive=directive)
    client, url = seen_by(office.monitor), f"/nhiem-vu/cua-van-ban/{directive.pk}/"
    page, part = client.get(url), client.get(url, headers={"HX-Request": "true"})
    assert "<html" in page.content.decode()
    assert "<html" not in part.content.decode()
    assert task.title in part.content.decode()
    assert "HX-Request" in page["Vary"]
    assert "HX-Request" in part["Vary"]
    assert seen_by(office.head).get(url).status_code == 404


def test_a_heading_is_not_given_beside_what_stands_under_it(office, seen_by, directive, url):
    heading = make_instruction(directive, kind=Instruction.Kind.HEADING, text="Phòng TCCB thực hiện:")
    item = make_instruction(directive, label="a", position=2, level=2, parent=heading)
    alone = make_instruction(directive, label="2", position=3, kind=Instruction.Kind.HEADING, text="Phòng TCCB:")
    for instruction in (heading, item, alone):
        InstructionParty.objects.create(instruction=instruction, part=Part.LEAD, as_printed="TCCB", unit=office.unit)
    nodes = seen_by(office.monitor).get(url).context["screen"].nodes[:3]
    assert [node.forms[0].initial["include"] for node in nodes] == [False, True, True]


def test_the_form_answers_htmx_alone_and_leads_on_when_it_is_done(office, seen_by, directive, instruction, url):
    client, htmx = seen_by(office.monitor), {"HX-Request": "true"}
    part = client.get(url, headers=htmx)
    assert part.content.decode().lstrip().startswith("<form")
    assert f'hx-post="{url}"' in part.content.decode()
    assert "HX-Request" in part["Vary"]
    data = row(instruction, lead=[f"u{office.unit.pk}"])
    plan = client.post(url, data, headers=htmx).context["plan"]
    known = {"confirmed": plan.token, "known": 0}
    done = client.post(url, data | known, headers=htmx)
    assert done["HX-Redirect"] == f"/nhiem-vu/?directive={directive.pk}"
    stale = client.post(url, data | known, headers=htmx)
    assert stale.status_code == 409
    assert stale.content.decode().lstrip().startswith("<form")
