"""G11: posting a directive for the public is a task whose result is an address and a day; D7 where tasks are given."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from directives.models import Addressee, AddresseeUnit, Directive, Recipient
from tasks.kinds import ResultKind
from tasks.models import Task
from tasks.services.proposing import addressees_of
from tasks.services.publishing import give_posting
from tasks.statuses import Action, Status
from tests.factories.directives import make_directive, make_instruction
from tests.factories.units import make_unit
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import assign, do
from units.clock import today
from units.models import SecondLine, UnitGroup, UnitKind
from units.refusals import Conflict, Forbidden

pytestmark = pytest.mark.django_db
LINK = "https://sgddt.example.org/van-ban/45"
POSTED = {"reference": LINK, "issued_on": TODAY, "summary": "Đã đăng.", "files": ()}


@pytest.fixture
def directive(office):
    return make_directive(owner=office.organisation, by=office.registrar, direction=Directive.Direction.ISSUED)


def give(office, directive, by=None, **more):
    sent = {"lead": office.desk, "site": "Cổng thông tin điện tử Sở", "due_on": TODAY + timedelta(days=2)} | more
    return give_posting(directive=directive, by=by or office.monitor, now=NOW, **sent)


def test_g11_posting_is_a_task_of_a_unit_that_demands_an_address(office, directive):
    task = give(office, directive)
    assert task.title.startswith("Đăng tải Công văn 271/UBND-VP8 ngày 02/03/2026 trên Cổng thông tin điện tử Sở: ")
    assert (task.lead, task.result_kind, task.due_on) == (office.desk, ResultKind.PUBLICATION, date(2026, 3, 12))


def test_g11_it_is_given_once_while_it_runs(office, directive):
    task = give(office, directive)
    with pytest.raises(Conflict, match="VP đang được giao đăng tải"):
        give(office, directive, lead=office.unit)
    do(Action.CANCEL, task, office.monitor)
    assert give(office, directive, lead=office.unit).lead == office.unit
    with pytest.raises(Forbidden):
        give(office, directive, by=office.head)


@pytest.mark.parametrize("reference", ["", "45/TB", "javascript:alert(1)", "https://", "https://a b"])
def test_g11_what_is_no_address_is_refused(office, directive, reference):
    task = give(office, directive, lead=office.unit)
    do(Action.ACCEPT, task, office.head)
    with pytest.raises(ValidationError, match="Nhập đường dẫn của bài đã đăng"):
        do(Action.SUBMIT, task, office.head, **(POSTED | {"reference": reference}))
    with pytest.raises(ValidationError, match="Nhập ngày đăng"):
        do(Action.SUBMIT, task, office.head, **(POSTED | {"issued_on": None}))


def test_g11_the_page_of_the_directive_asks_for_it_and_then_shows_where_it_stands(client, office, directive):
    Recipient.objects.create(directive=directive, position=1, as_printed="Cổng TTĐT (đăng tin)", purpose="đăng tin")
    panel = reverse("tasks:panel", args=[directive.pk])
    give_page = reverse("tasks:post_online", args=[directive.pk])
    client.force_login(office.monitor)
    assert "Chưa giao đăng tải" in client.get(panel).text
    assert client.post(give_page, {}).status_code == 422
    sent = {"lead": f"u{office.unit.pk}", "site": "Cổng thông tin điện tử", "due_on": f"{today():%d/%m/%Y}"}
    assert client.post(give_page, sent).status_code == 302
    task = Task.objects.get()
    assert "Chưa giao đăng tải" not in client.get(panel).text
    assert task.title in client.get(give_page).text
    client.force_login(office.head)
    do(Action.ACCEPT, task, office.head)
    address = reverse("tasks:act", args=[task.pk, "submit"])
    version = Task.objects.get().version
    wrong = client.post(address, {"version": version, "reference": "45", "summary": "Đã đăng."})
    assert wrong.status_code == 422
    assert "Nhập ngày đăng." in wrong.text
    day = f"{today():%d/%m/%Y}"
    right = client.post(address, {"version": version, "reference": LINK, "issued_on": day, "summary": "Đã đăng."})
    assert right.status_code == 302
    assert Task.objects.get().status == Status.SUBMITTED
    client.force_login(office.monitor)
    assert f'<a href="{LINK}" rel="noopener noreferrer">' in client.get(panel).text
    assert "Đăng tại" in client.get(reverse("tasks:detail", args=[task.pk])).text


def test_a12_tasks_from_our_own_document_are_proposed_to_the_units_of_its_day(office, directive):
    group = UnitGroup.objects.create(owner=office.organisation, name="Các phòng", rule_kind=UnitKind.DIVISION)
    addressee = Addressee.objects.create(directive=directive, position=1, as_printed="Các phòng thuộc Sở", group=group)
    assert addressees_of(directive) == (group,)
    for unit in (office.unit, office.other_unit):
        AddresseeUnit.objects.create(addressee=addressee, unit=unit)
    make_unit("Phòng mới", parent=office.organisation)
    assert addressees_of(directive) == (office.unit, office.other_unit)


def test_d7_both_lines_show_where_a_task_is_given_and_on_its_page(client, office, directive):
    SecondLine.objects.create(unit=office.unit, superior_name="UBND huyện Bình Giang", valid_from=date(2020, 1, 1))
    instruction = make_instruction(directive)
    client.force_login(office.monitor)
    address = reverse("tasks:assign", args=[directive.pk])
    assert "Phòng Tổ chức cán bộ (TCCB), đồng thời theo UBND huyện Bình Giang" in client.get(address).text
    key = f"i{instruction.pk}-0"
    sent = {
        f"{key}-include": "on",
        f"{key}-title": "Rà soát",
        f"{key}-lead": f"u{office.unit.pk}",
        f"{key}-deadline_kind": "none",
        f"{key}-duty_kind": "one_off",
        f"{key}-result_kind": "none",
        "known": "0",
    }
    plan = client.post(address, sent).text
    assert "Phòng Tổ chức cán bộ đồng thời chịu sự chỉ đạo của UBND huyện Bình Giang." in plan
    task = assign(office.unit, by=office.monitor)
    shown = client.get(reverse("tasks:detail", args=[task.pk])).text
    assert "Chủ trì đồng thời theo" in shown
