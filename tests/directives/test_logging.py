"""From a reviewed draft to a directive with its arrival number: whole, or not at all."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from directives.confirmed import Confirmed, Deadline, Node, PartialDay, Party
from directives.models import Directive, DocumentText, Receipt, RegisterCounter, RegisterEntry
from directives.services import intake, logging
from directives.services.identity import SameIdentity, same_identity
from directives.services.parties import load_directory
from directives.services.proposals import proposed
from tests.directives.conftest import DISPATCH, NOW, make_office
from tests.factories.units import make_person
from units.refusals import Conflict, Forbidden
from units.roles import Role

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
BY_HAND = Confirmed(issuing_body="UBND tỉnh", subject="chấn chỉnh kỷ cương")


def log_text(office, text=DISPATCH, **changes):
    document = intake.receive_text(text=text, by=office.registrar, now=NOW)
    data = proposed(document, load_directory(office.organisation, on=NOW.date()))
    return logging.log_directive(document=document, data=replace(data, **changes), by=office.registrar, now=NOW)


def log_by_hand(office, **changes):
    document = intake.start_by_hand(by=office.registrar, now=NOW)
    return logging.log_directive(document=document, data=replace(BY_HAND, **changes), by=office.registrar, now=NOW)


def entry_of(directive, organisation):
    return RegisterEntry.objects.get(receipt__directive=directive, organisation=organisation)


def test_a1_every_field_is_saved_and_found_without_marks(office):
    directive = log_text(office)
    assert (directive.reference, directive.issued_text) == ("58/UBND-NC", "02/03/2026")
    assert directive.get_document_type_display() == "Công văn"
    assert directive.issuing_body == "ỦY BAN NHÂN DÂN TỈNH BÌNH AN"
    assert directive.subject == "chấn chỉnh việc xử lý văn bản"
    assert directive.signer_position == "KT. CHỦ TỊCH / PHÓ CHỦ TỊCH"
    assert directive.logged_in_post == office.registrar.acting_post
    for words in ("chan chinh", "58 ubnd", "tinh binh an xu ly", "VĂN BẢN"):
        assert list(Directive.objects.visible_to(office.leader).search(words)) == [directive]
    assert not Directive.objects.search("không có").exists()


def test_a2_blank_numbers_and_partial_dates_are_saved_and_do_not_clash(office):
    first = log_by_hand(office, code_notation="UBND-NC", issued=PartialDay(year=2026, month=3))
    second = log_by_hand(office, code_notation="UBND-NC", issued=PartialDay(year=2026, month=3))
    assert first.pk != second.pk
    assert (first.reference, first.issued_text) == ("…/UBND-NC", "03/2026")


def test_a6_the_same_identity_is_warned_of_and_may_be_saved_anyway(office):
    first = log_text(office)
    with pytest.raises(SameIdentity) as warned:
        log_text(office, subject="trích yếu khác")
    assert warned.value.records == [first]
    document = DocumentText.objects.waiting().get()
    data = proposed(document, load_directory(office.organisation, on=NOW.date()))
    second = logging.log_directive(document=document, data=data, by=office.registrar, now=NOW, is_known_double=True)
    assert entry_of(second, office.organisation).number == 2


def test_a6_marks_case_and_leading_zeros_make_no_other_identity(office):
    on = PartialDay(on=NOW.date())
    log_by_hand(office, code_number="8", code_notation="UBND-NC", issued=on)
    with pytest.raises(SameIdentity):
        log_by_hand(office, issuing_body="ubnd TỈNH", code_number="08", code_notation="ubnd-nc", issued=on)
    log_by_hand(office, issuing_body="HĐND tỉnh", code_number="8", code_notation="UBND-NC", issued=on)


def test_a6_a_second_organisation_joins_the_record_with_its_own_number(office):
    first = log_text(office)
    other = make_office("Sở Tài chính")
    log_by_hand(other)
    document = intake.receive_text(text=DISPATCH, by=other.registrar, now=NOW)
    data = proposed(document, load_directory(other.organisation, on=NOW.date()))
    assert same_identity(data) == [first]
    assert not Directive.objects.visible_to(other.leader).filter(pk=first.pk).exists()
    entry = logging.join_directive(document=document, directive=first, data=data, by=other.registrar, now=NOW)
    assert entry.number == 2
    assert Directive.objects.visible_to(other.leader).filter(pk=first.pk).exists()
    assert not DocumentText.objects.waiting().exists()
    again = intake.receive_text(text=DISPATCH, by=other.registrar, now=NOW)
    with pytest.raises(Conflict, match="số đến 2"):
        logging.join_directive(document=again, directive=first, data=data, by=other.registrar, now=NOW)


def test_a_record_of_another_identity_can_not_be_joined(office):
    other = log_by_hand(office)
    document = intake.receive_text(text=DISPATCH, by=office.registrar, now=NOW)
    data = proposed(document, load_directory(office.organisation, on=NOW.date()))
    with pytest.raises(Conflict, match="không còn trùng"):
        logging.join_directive(document=document, directive=other, data=data, by=office.registrar, now=NOW)


def test_a10_the_distribution_is_kept_in_order_with_purpose_and_archive_copy(office):
    directive = log_text(office)
    rows = list(directive.recipients.values_list("as_printed", "purpose", "is_archive"))
    assert rows == [
        ("Như trên", "", False),
        ("Chủ tịch UBND tỉnh (b/c)", "b/c", False),
        ("Lưu: VT, NC", "", True),
    ]
    assert directive.filing_note == "Lưu: VT, NC"


def test_a12_addressees_are_linked_to_the_group_or_unit_that_they_mean(office):
    directive = log_text(office)
    group, unit = directive.addressees.all()
    assert (group.as_printed, group.group, group.unit) == ("Các phòng thuộc Sở", office.divisions, None)
    assert (unit.as_printed, unit.unit, unit.group) == ("Văn phòng Sở", office.desk, None)


def test_c2_the_tree_is_kept_with_its_levels_in_order(office):
    rows = log_text(office).instructions.values_list("label", "level", "parent__label", "kind")
    assert list(rows) == [
        ("1", 1, None, "item"),
        ("2", 1, None, "heading"),
        ("a", 2, "2", "item"),
        ("b", 2, "2", "item"),
        ("", 3, "b", "continuation"),
        ("3", 1, None, "item"),
        ("3", 1, None, "item"),
    ]


def test_c3_a_paragraph_without_a_number_is_a_row_of_its_own_below_its_item(office):
    row = log_text(office).instructions.get(kind="continuation")
    assert row.text == "Trường hợp vướng mắc, báo cáo về Văn phòng Sở."
    assert row.parent.text == "Thống kê văn bản quá hạn."
    assert DISPATCH[row.span_start : row.span_end] == row.text


def test_c4_a_label_printed_twice_stays_on_two_rows(office):
    first, second = log_text(office).instructions.filter(label="3")
    assert first.pk != second.pk
    assert first.position < second.position
    assert first.text != second.text


def test_c5_leads_coordinating_units_and_deadlines_belong_to_their_row(office):
    directive = log_text(office)
    row = directive.instructions.get(label="1")
    assert [(p.part, p.unit) for p in row.parties.all()] == [
        ("coordinating", office.desk),
        ("lead", office.personnel),
    ]
    deadline = row.stated_deadlines.get()
    assert (deadline.kind, f"{deadline.due_on:%d/%m/%Y}") == ("date", "15/04/2026")
    immediate = directive.instructions.get(label="a").stated_deadlines.get()
    assert (immediate.kind, immediate.due_on) == ("immediate", None)


def test_a_tree_that_skips_a_level_hangs_on_the_nearest_row_above(office):
    nodes = tuple(Node(text=text, level=level) for text, level in (("x", 2), ("y", 4), ("z", 3), ("w", 1)))
    rows = log_by_hand(office, nodes=nodes).instructions.values_list("text", "level", "parent__text")
    assert list(rows) == [("x", 1, None), ("y", 2, "x"), ("z", 2, "x"), ("w", 1, None)]


def test_arrival_numbers_run_within_the_year_of_arrival_in_vietnam(office):
    evening = datetime(2025, 12, 31, 23, 30, tzinfo=HANOI)
    after_midnight = datetime(2025, 12, 31, 17, 30, tzinfo=ZoneInfo("UTC"))
    old = entry_of(log_by_hand(office, arrived_at=evening), office.organisation)
    new = entry_of(log_by_hand(office, arrived_at=after_midnight), office.organisation)
    late = entry_of(log_by_hand(office, arrived_at=evening - timedelta(days=1)), office.organisation)
    assert [str(entry) for entry in (old, new, late)] == ["1/2025", "1/2026", "2/2025"]


def test_an_arrival_ahead_of_time_is_refused(office):
    with pytest.raises(ValidationError, match="Ngày đến"):
        log_by_hand(office, arrived_at=NOW + timedelta(minutes=1))


def test_a_failed_save_burns_no_number_and_keeps_the_draft(office):
    log_by_hand(office)
    document = intake.start_by_hand(by=office.registrar, now=NOW)
    broken = replace(BY_HAND, nodes=(Node(text="x", deadlines=(Deadline("date", "trước ngày 30/02"),)),))
    with pytest.raises(IntegrityError):
        logging.log_directive(document=document, data=broken, by=office.registrar, now=NOW)
    assert RegisterCounter.objects.get().last_number == 1
    assert Directive.objects.count() == Receipt.objects.count() == 1
    assert list(DocumentText.objects.waiting()) == [document]
    assert entry_of(log_by_hand(office), office.organisation).number == 2


def test_a_draft_sent_twice_becomes_one_directive(office):
    document = intake.start_by_hand(by=office.registrar, now=NOW)
    directive = logging.log_directive(document=document, data=BY_HAND, by=office.registrar, now=NOW)
    with pytest.raises(intake.AlreadyLogged) as told:
        logging.log_directive(document=document, data=BY_HAND, by=office.monitor, now=NOW)
    assert told.value.directive_id == directive.pk
    assert Directive.objects.count() == 1


def test_the_uploaded_file_becomes_the_main_attachment(office):
    document = intake.receive_file(data=DISPATCH.encode(), name="cv58.txt", by=office.registrar, now=NOW)
    data = proposed(document, load_directory(office.organisation, on=NOW.date()))
    directive = logging.log_directive(document=document, data=data, by=office.registrar, now=NOW)
    attachment = directive.attachments.get()
    assert (attachment.name, attachment.is_main, attachment.file) == ("cv58.txt", True, document.file)


def test_who_keeps_no_register_logs_nothing(office):
    document = intake.start_by_hand(by=office.registrar, now=NOW)
    with pytest.raises(Forbidden):
        logging.log_directive(document=document, data=BY_HAND, by=office.leader, now=NOW)


def test_saving_takes_as_many_queries_for_twenty_rows_as_for_ten(office, django_assert_max_num_queries):
    def nodes(count):
        party = Party("Phòng TCCB", unit_id=office.personnel.pk)
        return tuple(Node(text=f"việc {n}", leads=(party,), level=1 + n % 2) for n in range(count))

    for count in (10, 20):
        document = intake.start_by_hand(by=office.registrar, now=NOW)
        with django_assert_max_num_queries(24):
            logging.log_directive(
                document=document, data=replace(BY_HAND, nodes=nodes(count)), by=office.registrar, now=NOW
            )


@pytest.mark.django_db(transaction=True)
def test_arrival_numbers_have_no_gaps_or_doubles_when_many_save_at_once():
    office, saved_at_once, broken = make_office(), 16, 4
    clerks = [make_person(office.desk, Role.REGISTRAR) for _ in range(saved_at_once)]
    drafts = [intake.start_by_hand(by=clerk, now=NOW) for clerk in clerks]
    bad = replace(BY_HAND, nodes=(Node(text="x", deadlines=(Deadline("date", "không có ngày"),)),))
    start = Barrier(8)

    def save(number):
        if number < 8:
            start.wait()
        try:
            data = bad if number % 4 == 3 else BY_HAND
            logging.log_directive(document=drafts[number], data=data, by=clerks[number], now=NOW)
        except IntegrityError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(save, range(saved_at_once)))
    assert outcomes.count(False) == broken
    numbers = sorted(RegisterEntry.objects.values_list("number", flat=True))
    assert numbers == list(range(1, saved_at_once - broken + 1))
    assert RegisterCounter.objects.get().last_number == len(numbers)


@pytest.mark.django_db(transaction=True)
def test_one_draft_saved_by_many_at_once_is_one_directive():
    office = make_office()
    document = intake.start_by_hand(by=office.registrar, now=NOW)
    start = Barrier(4)

    def save(_):
        start.wait()
        try:
            logging.log_directive(document=document, data=BY_HAND, by=office.registrar, now=NOW)
        except intake.AlreadyLogged:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(save, range(4)))
    assert outcomes.count(True) == 1
    assert Directive.objects.count() == RegisterEntry.objects.count() == 1
