"""Consultations: who is asked and why, what counts as an answer, what silence means, and what must be settled."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from notices.models import JobRun, Kind, Notification
from reports.figures import states
from tasks.kinds import Restriction
from tasks.models import Consultation, ConsultationFile, Opinion, OpinionDraft, Settlement, Task
from tasks.opinions import Asked, OpinionState, Position
from tasks.services.conduct import opinions as conduct
from tasks.services.conduct.table import conduct_of
from tasks.services.consultations import (
    Concerned,
    demand_settled,
    extend_consultation,
    unsettled,
    withdraw_consultation,
)
from tasks.services.deeming import deem_consent, remind_of_opinions
from tasks.services.filing import HandedIn
from tasks.services.handling import settle_rules
from tasks.services.opinions import draft_opinion, give_opinion, settle_opinions
from tasks.services.parts import give_part
from tasks.statuses import CONSULTATION_ACTS, Action, Status
from tests.factories.units import make_person, make_unit
from tests.tasks.conftest import NOW, TODAY
from tests.tasks.steps import answer, ask_opinion, assign, do
from units.refusals import Conflict, Forbidden
from units.roles import Role

DUE = TODAY + timedelta(days=7)
PAPER = HandedIn("du-thao.txt", "Dự thảo quy chế.".encode())


def at(days: int, hour: int = 9) -> datetime:
    """An hour of the day that lies so far from the date for the answers."""
    return NOW.replace(hour=hour) + timedelta(days=7 + days)


@pytest.fixture
def task(office):
    given = assign(office.unit, by=office.monitor, due_on=TODAY + timedelta(days=60))
    return do(Action.ACCEPT, given, office.head)


@pytest.fixture
def third(office):
    """A third unit with its head."""
    unit = make_unit("Phòng Giáo dục Trung học", parent=office.organisation, short_name="GDTrH")
    return make_person(unit, Role.HEAD, title="Trưởng phòng", full_name="Trưởng phòng GDTrH")


@pytest.fixture
def asked(office, task, third):
    return ask_opinion(task, office.head, office.other_unit, third.acting_post.unit)


def state(consultation: Consultation, unit, day: date) -> OpinionState:
    return Opinion.objects.select_related("consultation__task").get(consultation=consultation, unit=unit).state_on(day)


def settle(consultation, by, *opinions, now=NOW, **fields):
    consultation = Consultation.objects.select_related("task").get(pk=consultation.pk)
    values = {
        "form": Settlement.Form.MEETING,
        "held_on": now.date(),
        "agreed": "Giữ khoản 2, bỏ khoản 3 Điều 5.",
        "opinions": opinions,
        "version": consultation.task.version,
    }
    return settle_opinions(consultation=consultation, by=by, now=now, **(values | fields))


def fresh(consultation: Consultation) -> Consultation:
    return Consultation.objects.select_related("task").get(pk=consultation.pk)


# Asking


def test_f3_a_unit_is_asked_only_with_the_reason_why_it_is_concerned(office, task, third):
    others = third.acting_post.unit
    with pytest.raises(ValidationError) as refused:
        ask_opinion(
            task, office.head, concerned=[Concerned(office.other_unit, "Kinh phí ở Điều 9."), Concerned(others, "  ")]
        )
    assert set(refused.value.message_dict) == {f"concern-{others.pk}"}
    assert "Ghi vì sao xin ý kiến GDTrH" in refused.value.message_dict[f"concern-{others.pk}"][0]
    assert not Consultation.objects.exists()
    made = ask_opinion(task, office.head, concerned=[Concerned(office.other_unit, " Kinh phí ở Điều 9. ")])
    assert made.opinions.get().concern == "Kinh phí ở Điều 9."
    with pytest.raises(IntegrityError), transaction.atomic():  # the database says so too
        Opinion.objects.create(consultation=made, unit=others, concern="")


def test_asking_is_kept_in_the_history_and_told_to_the_units(office, task, asked):
    event = task.events.get(action=Action.CONSULT)
    assert (event.by, event.status, event.note) == (office.head, Status.ACCEPTED, asked.question)
    assert event.changes["consulted"] == [None, "KHTC, GDTrH"]
    assert event.changes["answer_due_on"] == [None, DUE.isoformat()]
    told = Notification.objects.filter(kind=Kind.CONSULTED)
    assert {row.recipient.full_name for row in told} == {"Trưởng phòng KHTC", "Trưởng phòng GDTrH"}
    assert {row.link for row in told} == {f"/xin-y-kien/{asked.pk}/"}


@pytest.mark.parametrize("who", ["officer", "monitor", "leader", "other_head"])
def test_only_the_lead_asks(office, task, who):
    with pytest.raises(Forbidden, match="TCCB"):
        ask_opinion(task, getattr(office, who), office.other_unit)


def test_of_an_officers_part_the_officer_asks(office, task):
    give_part(
        task=task, by=office.head, now=NOW, version=task.version, title="Soát số liệu", officer=office.officer,
        due_on=TODAY + timedelta(days=30),
    )  # fmt: skip
    part = do(Action.ACCEPT, Task.objects.get(parent=task), office.officer)
    with pytest.raises(Forbidden):
        ask_opinion(part, office.head, office.other_unit)
    assert ask_opinion(part, office.officer, office.other_unit).asked_by == office.officer


def test_nobody_asks_itself_a_closed_unit_the_organisation_or_twice(office, task):
    gone = make_unit("Phòng đã giải thể", parent=office.organisation)
    gone.closed_on = TODAY
    gone.save()
    for unit in (office.unit, gone, office.organisation):
        with pytest.raises(ValidationError) as refused:
            ask_opinion(task, office.head, unit)
        assert f"concern-{unit.pk}" in refused.value.message_dict
    with pytest.raises(ValidationError, match="chỉ chọn một lần"):
        ask_opinion(task, office.head, office.other_unit, office.other_unit)
    with pytest.raises(ValidationError, match="ít nhất một đơn vị"):
        ask_opinion(task, office.head)
    assert not Opinion.objects.exists()


@pytest.mark.parametrize("status", Status)
def test_each_act_is_possible_in_its_statuses_alone(office, third, status):
    """The question in its own statuses, the answer in every open one but a suspended."""
    task = do(Action.ACCEPT, assign(office.unit, by=office.monitor), office.head)
    made = ask_opinion(task, office.head, office.other_unit)
    extra = {"submitted_on": TODAY} if status in (Status.SUBMITTED, Status.COMPLETED) else {}
    extra |= {"completed_on": TODAY} if status == Status.COMPLETED else {}
    extra |= {"suspended_on": TODAY, "status_before_suspension": "accepted"} if status == Status.SUSPENDED else {}
    Task.objects.filter(pk=task.pk).update(status=status, **extra)
    calls = {
        Action.CONSULT: lambda: ask_opinion(task, office.head, third.acting_post.unit),
        Action.GIVE_OPINION: lambda: answer(made, office.other_head),
        Action.EXTEND_CONSULTATION: lambda: extend_consultation(
            consultation=fresh(made), by=office.head, now=NOW, version=fresh(made).task.version,
            due_on=DUE + timedelta(days=5), reason="Chờ số liệu.",
        ),
    }  # fmt: skip
    for action, call in calls.items():
        if status in CONSULTATION_ACTS[action]:
            with transaction.atomic():
                call()
                transaction.set_rollback(True)
        else:
            with pytest.raises(Conflict):
                call()


# The date


@pytest.mark.parametrize(("days", "warned"), [(1, True), (2, True), (3, False), (7, False)])
def test_f7_a_date_nearer_than_the_minimum_warns_and_is_then_accepted(office, task, days, warned):
    """TODAY is a Tuesday: three working days later is Friday."""
    due_on = TODAY + timedelta(days=days)
    if warned:
        with pytest.raises(ValidationError) as refused:
            ask_opinion(task, office.head, office.other_unit, due_on=due_on)
        assert set(refused.value.message_dict) == {"short_because"}
        assert (
            f"chỉ có {days} ngày làm việc để trả lời, ít hơn 3 ngày" in refused.value.message_dict["short_because"][0]
        )
    made = ask_opinion(task, office.head, office.other_unit, due_on=due_on, short_because="UBND tỉnh họp thứ Sáu.")
    assert made.short_because == ("UBND tỉnh họp thứ Sáu." if warned else "")


def test_f7_the_organisation_settles_the_minimum(office, task):
    settle_rules(by=office.leader, now=NOW, least_consultation_days=10)
    with pytest.raises(ValidationError, match="ít hơn 10 ngày"):
        ask_opinion(task, office.head, office.other_unit, due_on=DUE)
    settle_rules(by=office.leader, now=NOW, least_consultation_days=0)
    ask_opinion(task, office.head, office.other_unit, due_on=TODAY + timedelta(days=1))


def test_the_date_lies_ahead_and_after_the_task_only_with_a_reason(office, task):
    for due_on in (TODAY, TODAY - timedelta(days=1), date(2206, 3, 1)):
        with pytest.raises(ValidationError) as refused:
            ask_opinion(task, office.head, office.other_unit, due_on=due_on)
        assert "due_on" in refused.value.message_dict
    beyond = task.due_on + timedelta(days=1)
    with pytest.raises(ValidationError) as refused:
        ask_opinion(task, office.head, office.other_unit, due_on=beyond)
    assert set(refused.value.message_dict) == {"beyond_because"}
    made = ask_opinion(task, office.head, office.other_unit, due_on=beyond, beyond_because="Đã xin gia hạn.")
    assert made.beyond_because == "Đã xin gia hạn."


def test_the_date_moves_later_before_it_has_passed_and_the_first_one_is_kept(office, task, asked):
    answer(asked, office.other_head)
    later = DUE + timedelta(days=5)
    same = {"consultation": asked, "by": office.head, "reason": "Đơn vị cần thêm thời gian."}

    def extend(now, due_on):
        return extend_consultation(**same, now=now, version=fresh(asked).task.version, due_on=due_on)

    with pytest.raises(ValidationError, match="phải sau hạn đang áp dụng"):
        extend(NOW, DUE)
    moved = extend(at(0), later)
    assert (moved.due_on, moved.original_due_on) == (later, DUE)
    event = task.events.get(action=Action.EXTEND_CONSULTATION)
    assert event.changes == {
        "answer_due_on": [DUE.isoformat(), later.isoformat()],
        "consulted": [None, "GDTrH"],
    }
    told = Notification.objects.filter(dedup_key__contains=f":due:{later.isoformat()}")
    assert [row.recipient.full_name for row in told] == ["Trưởng phòng GDTrH"]  # the other has answered
    with pytest.raises(Conflict, match="đã qua"):
        extend(at(6), later + timedelta(days=9))


# Answering


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"position": ""}, {"position"}),
        ({"position": "maybe"}, {"position"}),
        ({"position": "agree", "reasons": " "}, {"reasons"}),
        ({"position": "disagree", "reasons": ""}, {"reasons"}),
        ({"position": "conditional", "conditions": " "}, {"conditions"}),
        ({"position": "", "reasons": ""}, {"position", "reasons"}),
    ],
)
def test_f4_an_answer_is_a_position_with_reasons_and_free_text_alone_is_refused(office, asked, fields, wrong):
    with pytest.raises(ValidationError) as refused:
        answer(asked, office.other_head, **fields)
    assert set(refused.value.message_dict) == wrong
    assert not Opinion.objects.exclude(position="").exists()


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        (Position.AGREE, OpinionState.AGREED),
        (Position.CONDITIONAL, OpinionState.CONDITIONAL),
        (Position.DISAGREE, OpinionState.UNSETTLED),
    ],
)
def test_f4_the_head_answers_with_one_of_three_positions(office, task, asked, position, expected):
    given = answer(asked, office.other_head, position, files=[PAPER], now=at(0, 23))
    assert (given.answered_by, given.answered_on, given.deemed_on) == (office.other_head, DUE, None)
    assert state(asked, office.other_unit, DUE + timedelta(days=90)) == expected
    assert given.files.get().name == "du-thao.txt"
    assert given.conditions == ("Bổ sung thời hạn báo cáo." if position == Position.CONDITIONAL else "")
    event = task.events.get(action=Action.GIVE_OPINION)
    assert event.changes["position"] == [None, f"KHTC: {Position(position).label.lower()}"]
    assert Notification.objects.get(kind=Kind.OPINION_GIVEN).recipient == office.head
    with pytest.raises(Conflict, match="Đơn vị đã trả lời"):
        answer(asked, office.other_head)


def test_f4_the_database_keeps_no_position_without_reasons(office, asked):
    row = asked.opinions.get(unit=office.other_unit)
    row.position, row.answered_by, row.answered_in_post = "agree", office.other_head, office.other_head.acting_post
    row.answered_at, row.answered_on = NOW, TODAY
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_only_the_head_of_the_unit_that_was_asked_answers(office, asked, third):
    row = asked.opinions.select_related("consultation__task", "unit").get(unit=office.other_unit)
    officer = make_person(office.other_unit, Role.OFFICER)
    for person in (office.head, office.leader, third, officer):
        with pytest.raises(Forbidden):
            answer_as(row, person)
    answer_as(row, make_person(office.other_unit, Role.HEAD, is_deputy=True))


def answer_as(row: Opinion, person):
    return give_opinion(opinion=row, by=person, now=NOW, position="agree", reasons="Phù hợp.")


def test_f4_an_officer_drafts_and_the_head_sends(office, asked):
    officer = make_person(office.other_unit, Role.OFFICER, full_name="Chuyên viên KHTC")
    row = asked.opinions.select_related("consultation__task", "unit").get(unit=office.other_unit)
    draft = draft_opinion(opinion=row, by=officer, now=NOW, reasons="Còn chờ số liệu.", files=[PAPER])
    assert (draft.position, draft.reasons, draft.version) == ("", "Còn chờ số liệu.", 1)
    assert state(asked, office.other_unit, TODAY) == OpinionState.WAITING
    assert Notification.objects.get(title__startswith="Dự thảo ý kiến").recipient == office.other_head
    with pytest.raises(Conflict, match="Chuyên viên KHTC đã lưu dự thảo"):  # drawn before the officer saved
        draft_opinion(opinion=row, by=office.other_head, now=NOW, draft_version=0, reasons="Khác.")
    with pytest.raises(Conflict, match="Chuyên viên KHTC đã lưu dự thảo"):
        answer(asked, office.other_head, draft_version=0)
    given = answer(asked, office.other_head, Position.DISAGREE, draft_version=1, reasons="Vượt thẩm quyền.")
    assert (given.answered_by, given.reasons, given.files.count()) == (office.other_head, "Vượt thẩm quyền.", 1)
    with pytest.raises(Conflict, match="Đơn vị đã trả lời"):
        draft_opinion(opinion=row, by=officer, now=NOW, draft_version=1)


def test_a_file_of_a_draft_may_be_dropped_before_it_is_sent(office, asked):
    row = asked.opinions.select_related("consultation__task", "unit").get(unit=office.other_unit)
    draft_opinion(opinion=row, by=office.other_head, now=NOW, files=[PAPER])
    given = answer(asked, office.other_head, draft_version=1, dropped=list(row.files.all()))
    assert not given.files.exists()


def test_a_secret_document_is_refused_wherever_it_comes_in(office, task, asked):
    secret = HandedIn("cong-van.txt", "SỞ NỘI VỤ\nMẬT\nSố: 45/CV-TCCB\nCÔNG VĂN\nNội dung".encode())
    with pytest.raises(ValidationError, match="độ mật"):
        ask_opinion(task, office.head, office.other_unit, files=[secret])
    with pytest.raises(ValidationError, match="độ mật"):
        answer(asked, office.other_head, files=[secret])
    assert not ConsultationFile.objects.exists()


# Silence


def run(days: int) -> int:
    now = at(days, 0)
    return deem_consent(today=now.date(), now=now)["opinions"]


def test_f5_silence_at_the_end_of_the_date_is_consent_recorded_once_by_the_clock(office, task, asked, third):
    answer(asked, office.other_head)
    assert run(0) == 0  # the whole of the last day may be used
    assert run(1) == 1
    assert run(1) == run(2) == 0
    row = asked.opinions.get(unit=third.acting_post.unit)
    assert (row.deemed_on, row.deemed_at, row.position) == (DUE + timedelta(days=1), at(1, 0), "")
    event = task.events.get(action=Action.DEEM_CONSENT)
    assert (event.by, event.post, event.effective_on) == (None, None, DUE + timedelta(days=1))
    assert event.changes["deemed"] == [None, "GDTrH"]
    told = Notification.objects.filter(kind=Kind.OPINION_DEEMED)
    assert {row.recipient for row in told} == {third, office.head}
    assert JobRun.objects.get(key=at(1).date().isoformat()).outcome == {"opinions": 1}


def test_f5_after_an_outage_consent_is_recorded_with_the_day_on_which_it_began(office, task, asked):
    assert run(20) == 2
    event = task.events.get(action=Action.DEEM_CONSENT)
    assert (event.effective_on, event.recorded_at) == (DUE + timedelta(days=1), at(20, 0))
    assert set(asked.opinions.values_list("deemed_on", flat=True)) == {DUE + timedelta(days=1)}
    assert run(20) == run(21) == 0


def test_f5_a_late_record_of_consent_says_nothing_of_how_the_task_stood(office, task, asked):
    """Figures for a day read the task as it was then, and as it was later, whenever consent was recorded."""
    do(Action.SUBMIT, task, office.head, now=at(3))
    run(5)
    organisation, known = office.organisation, at(30)
    stood = {
        days: states(organisation, as_of=at(days).date(), known_at=known).get(task=task).status for days in (2, 3, 9)
    }
    assert stood == {2: Status.ACCEPTED, 3: Status.SUBMITTED, 9: Status.SUBMITTED}


@pytest.mark.parametrize("has_run", [True, False], ids=["after the job", "before the job"])
def test_f5_a_late_answer_is_kept_and_does_not_undo_consent(office, task, asked, has_run):
    """Whether the job has run makes no difference: the date decides."""
    if has_run:
        run(1)
    given = answer(asked, office.other_head, Position.DISAGREE, now=at(1, 8))
    assert (given.deemed_on, given.answered_on) == (DUE + timedelta(days=1), DUE + timedelta(days=1))
    assert state(asked, office.other_unit, DUE + timedelta(days=1)) == OpinionState.LATE
    actions = list(task.events.order_by("seq").values_list("action", flat=True))
    assert actions.index(Action.DEEM_CONSENT) < actions.index(Action.GIVE_OPINION)
    assert task.events.get(action=Action.GIVE_OPINION).changes["position"] == [
        None,
        "KHTC: không đồng ý (muộn 1 ngày)",
    ]
    assert unsettled(task) == []  # it stands in no one's way
    run(2)
    assert task.events.filter(action=Action.DEEM_CONSENT).count() == 1


def test_f5_the_last_minute_of_the_date_is_in_time(office, asked):
    answer(asked, office.other_head, now=at(0).replace(hour=23, minute=59))
    assert state(asked, office.other_unit, DUE + timedelta(days=30)) == OpinionState.AGREED


def conduct_figures(office) -> dict[str, dict[str, int]]:
    columns = (conduct.NOT_IN_TIME, conduct.LATE)
    rows = conduct_of(columns, office.organisation, date(2026, 1, 1), date(2026, 12, 31))
    return {row.unit.short_name: {key: figure.count for key, figure in row.figures.items()} for row in rows}


def test_f6_who_was_silent_stays_liable_and_is_counted(office, task, asked, third):
    run(1)
    assert conduct_figures(office) == {
        "KHTC": {"khong-tra-loi-y-kien": 1},
        "GDTrH": {"khong-tra-loi-y-kien": 1},
    }
    answer(asked, office.other_head, now=at(4))
    assert conduct_figures(office)["KHTC"] == {"khong-tra-loi-y-kien": 1, "tra-loi-muon": 1}
    day = at(5).date()
    assert Opinion.objects.not_answered_in_time(day).count() == 2
    assert Opinion.objects.answered_late().get().unit == office.other_unit
    note = task.events.get(action=Action.DEEM_CONSENT).note
    assert "vẫn chịu trách nhiệm" in note


def test_f6_silence_counts_in_the_period_of_the_day_after_the_date(office, asked):
    run(1)
    for columns, day, expected in (
        ((conduct.NOT_IN_TIME,), DUE, 0),
        ((conduct.NOT_IN_TIME,), DUE + timedelta(days=1), 2),
    ):
        found = conduct_of(columns, office.organisation, day, day)
        assert sum(row.figures["khong-tra-loi-y-kien"].count for row in found) == expected


def test_units_that_have_not_answered_are_reminded_once_a_level(office, asked, third):
    answer(asked, third)
    told = [remind_of_opinions(today=at(day).date(), now=at(day))["told"] for day in (-2, -1, -1, 0, 0, 1)]
    assert told == [0, 1, 0, 1, 0, 0]
    assert {row.recipient for row in Notification.objects.filter(kind=Kind.OPINION_DUE)} == {office.other_head}


# Settling


def test_f8_nothing_goes_up_while_a_disagreement_is_not_settled(office, task, asked, third):
    demand_settled(task)
    other = answer(asked, office.other_head, Position.DISAGREE, reasons="Vượt thẩm quyền.")
    answer(asked, third, Position.CONDITIONAL)
    assert [one.unit for one in unsettled(task)] == [office.other_unit]
    with pytest.raises(Conflict, match="KHTC không đồng ý và chưa được thống nhất"):
        demand_settled(task)
    record = settle(asked, office.head, other, files=[PAPER])
    demand_settled(task)
    assert (record.agreed, record.held_on, record.files.count()) == ("Giữ khoản 2, bỏ khoản 3 Điều 5.", TODAY, 1)
    assert state(asked, office.other_unit, TODAY) == OpinionState.SETTLED
    assert task.events.get(action=Action.SETTLE_OPINIONS).changes["settled"] == [None, "KHTC"]
    assert Notification.objects.get(kind=Kind.OPINION_SETTLED).recipient == office.other_head


def test_f8_a_settlement_says_what_when_and_with_whom(office, asked, third):
    other, agreeing = answer(asked, office.other_head, Position.DISAGREE), answer(asked, third)
    for fields, wrong in (
        ({"agreed": " "}, "agreed"),
        ({"held_on": TODAY + timedelta(days=1)}, "held_on"),
        ({"held_on": TODAY - timedelta(days=1)}, "held_on"),
    ):
        with pytest.raises(ValidationError) as refused:
            settle(asked, office.head, other, **fields)
        assert wrong in refused.value.message_dict
    for chosen in ([], [agreeing], [other, agreeing]):
        with pytest.raises(ValidationError, match="không đồng ý và chưa được thống nhất"):
            settle(asked, office.head, *chosen)
    with pytest.raises(Forbidden):
        settle(asked, office.other_head, other)
    assert len(unsettled(asked.task)) == 1


def test_f8_a_disagreement_is_the_leads_turn(office, task, asked):
    assert not Task.objects.urgent(office.head, TODAY).exists()
    other = answer(asked, office.other_head, Position.DISAGREE)
    assert Task.objects.urgent(office.head, TODAY).get() == task
    assert Task.objects.turn_counts(office.head, TODAY)["unsettled"] == 1
    assert not Task.objects.urgent(office.officer, TODAY).exists()
    settle(asked, office.head, other)
    assert not Task.objects.urgent(office.head, TODAY).exists()


# Withdrawing, and what happens to the task


def withdraw(consultation, by, now=NOW, **fields):
    values = {"version": fresh(consultation).task.version, "reason": "Không còn liên quan."}
    return withdraw_consultation(consultation=consultation, by=by, now=now, **(values | fields))


def test_the_lead_withdraws_one_unit_or_all_that_have_not_answered(office, task, asked, third):
    with pytest.raises(ValidationError) as refused:
        withdraw(asked, office.head, reason=" ")
    assert "reason" in refused.value.message_dict
    withdraw(asked, office.head, units=[office.other_unit])
    row = asked.opinions.get(unit=office.other_unit)
    assert (row.withdrawn_because, row.withdrawn_by) == ("Không còn liên quan.", office.head)
    assert Notification.objects.get(title__startswith="Rút xin ý kiến").recipient == office.other_head
    with pytest.raises(Conflict, match="đã rút"):
        answer(asked, office.other_head)
    answer(asked, third)
    with pytest.raises(Conflict, match="Không còn đơn vị nào chờ"):
        withdraw(asked, office.head)
    assert run(3) == 0


def test_consent_that_silence_gave_is_not_withdrawn(office, asked):
    with pytest.raises(Conflict, match="đã qua"):
        withdraw(asked, office.head, now=at(1))


@pytest.mark.parametrize("action", [Action.CANCEL, Action.CONFIRM])
def test_what_waits_is_closed_without_consent_when_the_task_ends(office, task, asked, action, third):
    answer(asked, third)
    if action == Action.CONFIRM:
        do(Action.SUBMIT, task, office.head)
    do(action, task, office.leader)
    assert state(asked, office.other_unit, DUE + timedelta(days=9)) == OpinionState.CLOSED
    assert Notification.objects.get(title__startswith="Không còn cần ý kiến").recipient == office.other_head
    assert run(9) == 0
    with pytest.raises(Conflict):
        answer(asked, office.other_head)


def test_silence_before_the_end_of_the_task_stays_consent_even_where_it_is_recorded_later(office, task, asked):
    do(Action.CANCEL, task, office.leader, now=at(3))
    assert run(4) == 2
    event = task.events.get(action=Action.DEEM_CONSENT)
    assert (event.effective_on, event.status) == (DUE + timedelta(days=1), Status.CANCELLED)


def test_the_date_stands_still_while_the_task_is_suspended(office, task, asked):
    do(Action.SUSPEND, task, office.leader, now=at(-2))
    assert run(4) == 0
    assert state(asked, office.other_unit, at(4).date()) == OpinionState.WAITING
    with pytest.raises(Conflict, match="tạm dừng"):
        answer(asked, office.other_head, now=at(4))
    do(Action.RESUME, task, office.leader, now=at(8))
    asked.refresh_from_db()
    assert (asked.due_on, asked.original_due_on) == (DUE + timedelta(days=10), DUE)
    assert run(10) == 0
    assert answer(asked, office.other_head, now=at(10)).deemed_on is None
    assert run(11) == 1


def test_silence_before_the_suspension_is_recorded_during_it(office, task, asked):
    do(Action.SUSPEND, task, office.leader, now=at(3))
    assert run(4) == 2
    do(Action.RESUME, task, office.leader, now=at(9))
    asked.refresh_from_db()
    assert asked.due_on == DUE


def test_a_suspended_task_that_is_cancelled_closes_what_stood_still(office, task, asked):
    do(Action.SUSPEND, task, office.leader, now=at(-2))
    do(Action.CANCEL, task, office.leader, now=at(20))
    assert {state(asked, row.unit, at(21).date()) for row in asked.opinions.all()} == {OpinionState.CLOSED}
    assert run(21) == 0


def test_after_a_transfer_the_new_lead_carries_it_on_and_is_asked_no_more_itself(office, task, asked, third):
    answer(asked, third, Position.DISAGREE)
    do(Action.RETURN, task, office.head)
    do(Action.TRANSFER, task, office.leader, lead=office.other_unit)
    assert state(asked, office.other_unit, TODAY) == OpinionState.CLOSED
    assert Consultation.objects.asked_by_unit_of(office.other_head).get() == asked
    assert not Consultation.objects.asked_by_unit_of(office.head).exists()
    settle(asked, office.other_head, asked.opinions.get(unit=third.acting_post.unit))
    demand_settled(task)


# Who sees what


def test_a_unit_sees_its_own_opinion_and_the_lead_and_the_assigner_all(office, task, asked, third):
    stranger = make_person(make_unit("Thanh tra", parent=office.organisation, short_name="TTr"), Role.HEAD)
    officer = make_person(office.other_unit, Role.OFFICER)
    for person in (office.head, office.officer, office.monitor, office.leader):
        assert Opinion.objects.visible_to(person).count() == 2
        assert Consultation.objects.whole_for(person).exists()
    for person in (office.other_head, officer):
        assert Opinion.objects.visible_to(person).get().unit == office.other_unit
        assert Consultation.objects.visible_to(person).exists()
        assert not Consultation.objects.whole_for(person).exists()
        assert not Task.objects.visible_to(person).exists()
    for person in (stranger, office.registrar):
        assert not Consultation.objects.visible_to(person).exists()


def test_of_a_restricted_task_officers_of_a_unit_that_was_asked_see_nothing(office, task, asked):
    Task.objects.filter(pk=task.pk).update(restriction=Restriction.RESTRICTED)
    officer = make_person(office.other_unit, Role.OFFICER)
    row = asked.opinions.select_related("consultation__task", "unit").get(unit=office.other_unit)
    for person in (officer, office.officer):
        assert not Consultation.objects.visible_to(person).exists()
        assert not Opinion.objects.visible_to(person).exists()
    assert not Opinion.objects.waiting_for(officer, TODAY).exists()
    with pytest.raises(Forbidden):
        draft_opinion(opinion=row, by=officer, now=NOW, reasons="Dự thảo.")
    assert Opinion.objects.waiting_for(office.other_head, TODAY).get() == row


def test_files_are_seen_with_what_they_belong_to(office, task, third):
    asked = ask_opinion(task, office.head, office.other_unit, third.acting_post.unit, files=[PAPER])

    def seen(person) -> int:
        return ConsultationFile.objects.visible_to(person).count()

    row = asked.opinions.select_related("consultation__task", "unit").get(unit=office.other_unit)
    draft_opinion(opinion=row, by=office.other_head, now=NOW, files=[PAPER])
    assert [seen(each) for each in (office.head, office.monitor, office.other_head, third)] == [1, 1, 2, 1]
    given = answer(asked, office.other_head, Position.DISAGREE, draft_version=1)
    assert [seen(each) for each in (office.head, office.monitor, office.other_head, third)] == [2, 2, 2, 1]
    settle(asked, office.head, given, files=[PAPER])
    assert [seen(each) for each in (office.head, office.monitor, office.other_head, third)] == [3, 3, 3, 1]
    assert OpinionDraft.objects.count() == 1


def test_what_waits_is_what_can_be_answered_now(office, task, asked):
    assert Opinion.objects.waiting_for(office.other_head, DUE).count() == 1
    assert Consultation.objects.waiting_for(office.other_head, DUE).get() == asked
    assert not Opinion.objects.waiting_for(office.other_head, DUE + timedelta(days=1)).exists()
    assert not Opinion.objects.waiting_for(office.monitor, DUE).exists()
    do(Action.SUSPEND, task, office.leader)
    assert not Opinion.objects.waiting_for(office.other_head, TODAY).exists()


def test_the_state_is_told_from_dates_alone():
    one = Asked(due_on=DUE)
    assert [one.state_on(DUE + timedelta(days=days)) for days in (0, 1)] == [OpinionState.WAITING, OpinionState.SILENT]
