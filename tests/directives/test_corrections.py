"""What people correct is recorded: field, proposed, corrected."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from directives.confirmed import Cited, Confirmed, Copy, Deadline, Node, PartialDay, Party
from directives.corrections import FIELDS, Change, Wording, compare
from directives.models import Correction, FieldOutcome
from directives.services import intake
from directives.services.learning import LABELS
from directives.services.logging import log_directive
from directives.services.parties import load_directory
from directives.services.proposals import proposed
from tests.directives.conftest import DISPATCH, NOW
from tests.directives.steps import draft, posted_of, send
from units.clock import today

UNITS = {1: "Văn phòng Sở", 2: "Phòng Tổ chức cán bộ"}
WORDING = Wording(lambda party: UNITS.get(party.unit_id or 0, party.as_printed), LABELS)
READ = Confirmed(
    issuing_body="UBND tỉnh",
    subject="chấn chỉnh việc xử lý văn bản",
    document_type="official_dispatch",
    code_number="58",
    code_notation="UBND-NC",
    issued=PartialDay(on=date(2026, 3, 2)),
    signer_position="KT. CHỦ TỊCH / PHÓ CHỦ TỊCH",
    addressees=(Party("Văn phòng Sở", unit_id=1), Party("các hội")),
    recipients=(Copy("Như trên"), Copy("Lưu: VT", is_archive=True)),
    citations=(Cited("implements", "Công văn số 12/VP-TH", "12/VP-TH", date(2026, 1, 20)),),
    nodes=(
        Node("Rà soát quy chế.", "1", leads=(Party("Phòng TCCB", unit_id=2),), span=(10, 30)),
        Node("Báo cáo kết quả.", "2", deadlines=(Deadline("date", "trước 15/4", date(2026, 4, 15)),), span=(30, 50)),
    ),
)


def counts(confirmed, field, read=READ):
    outcome = compare(read, confirmed, WORDING)[field]
    return outcome.kept, outcome.changed, outcome.added, outcome.removed


def changes(confirmed, field):
    return compare(READ, confirmed, WORDING)[field].changes


def test_what_is_confirmed_as_read_is_kept_in_every_field():
    outcomes = compare(READ, READ, WORDING)
    assert set(outcomes) == set(FIELDS)
    assert all(outcome.is_right and not outcome.changes for outcome in outcomes.values())
    assert (outcomes["items"].kept, outcomes["addressees"].kept, outcomes["number"].kept) == (2, 2, 1)
    assert outcomes["signer"].kept == 0  # blank in both: right, and nothing to keep


@pytest.mark.parametrize(
    ("field", "change", "expected"),
    [
        ("number", {"code_number": "59"}, (0, 1, 0, 0)),
        ("number", {"code_number": ""}, (0, 0, 0, 1)),
        ("number", {"code_number": "058"}, (1, 0, 0, 0)),
        ("date", {"issued": PartialDay(year=2026, month=3)}, (0, 1, 0, 0)),
        ("signer", {"signer_name": "Trưởng phòng Hành chính"}, (0, 0, 1, 0)),
        ("priority", {"priority": "urgent"}, (0, 0, 1, 0)),
        ("document_type", {"document_type": "plan"}, (0, 1, 0, 0)),
        ("subject", {"subject": "chấn chỉnh  việc xử lý\nvăn bản"}, (1, 0, 0, 0)),
        ("addressees", {"addressees": (Party("Văn phòng Sở", unit_id=1),)}, (1, 0, 0, 1)),
        ("addressees", {"addressees": (Party("các hội", unit_id=2), Party("VP", unit_id=1))}, (1, 1, 0, 0)),
        ("recipients", {"recipients": (Copy("Như trên"), Copy("Lưu: VT"), Copy("Cổng TTĐT"))}, (2, 0, 1, 0)),
        ("citations", {"citations": ()}, (0, 0, 0, 1)),
        ("citations", {"citations": (replace(READ.citations[0], relation="mentions"),)}, (0, 1, 0, 0)),
        ("items", {"nodes": READ.nodes[:1]}, (1, 0, 0, 1)),
        ("items", {"nodes": (*READ.nodes, Node("Thêm.", "3"))}, (2, 0, 1, 0)),
        ("items", {"nodes": tuple(replace(node, span=None) for node in READ.nodes)}, (2, 0, 0, 0)),
        ("label", {"nodes": (replace(READ.nodes[0], label="1."), READ.nodes[1])}, (1, 1, 0, 0)),
        ("level", {"nodes": (READ.nodes[0], replace(READ.nodes[1], level=2))}, (1, 1, 0, 0)),
        ("kind", {"nodes": (replace(READ.nodes[0], kind="heading"), READ.nodes[1])}, (1, 1, 0, 0)),
        ("text", {"nodes": (replace(READ.nodes[0], text="Rà soát."), READ.nodes[1])}, (1, 1, 0, 0)),
        ("leads", {"nodes": (replace(READ.nodes[0], leads=()), READ.nodes[1])}, (0, 0, 0, 1)),
        ("coordinating", {"nodes": (replace(READ.nodes[0], coordinating=(Party("X"),)), READ.nodes[1])}, (0, 0, 1, 0)),
        ("deadlines", {"nodes": (READ.nodes[0], replace(READ.nodes[1], deadlines=()))}, (0, 0, 0, 1)),
    ],
)
def test_a_correction_counts_in_its_field(field, change, expected):
    assert counts(replace(READ, **change), field) == expected


def test_a_correction_says_where_from_what_to_what():
    nodes = (replace(READ.nodes[0], leads=(Party("Văn phòng Sở", unit_id=1),)), READ.nodes[1])
    found = changes(replace(READ, nodes=nodes), "leads")
    assert found == [Change("1", "Phòng Tổ chức cán bộ (“Phòng TCCB”)", "Văn phòng Sở")]
    assert changes(replace(READ, nodes=READ.nodes[1:]), "items") == [Change("1", "1 Rà soát quy chế.", "")]


def test_rows_of_the_same_words_are_paired_each_once():
    twice = replace(READ, nodes=(Node("Báo cáo."), Node("Báo cáo.")))
    assert counts(twice, "items", read=twice) == (2, 0, 0, 0)
    assert counts(replace(twice, nodes=twice.nodes[:1]), "items", read=twice) == (1, 0, 0, 1)


def test_a_reading_that_is_saved_unchanged_has_no_corrections(desk, office):
    document = draft(office)
    assert send(desk, document, posted_of(desk, document, act="save")).status_code == 302
    assert not Correction.objects.exists()
    outcomes = {row.field: row for row in FieldOutcome.objects.all()}
    assert set(outcomes) == set(FIELDS)
    assert {(row.changed, row.added, row.removed) for row in outcomes.values()} == {(0, 0, 0)}
    assert outcomes["items"].kept == len(proposed(document, load_directory(office.organisation, on=today())).nodes)
    assert outcomes["leads"].kept > 0


def test_what_is_corrected_in_the_review_is_recorded_with_the_reading(desk, office):
    document = draft(office)
    data = posted_of(desk, document, act="save", head__code_number="85")
    first = data.getlist("row")[0]
    data[f"{first}-label"] = "I"
    data.setlist(f"{first}-leads", [f"u{office.finance.pk}:Phòng Kế hoạch - Tài chính"])
    data.setlist("row", data.getlist("row")[:-1])
    send(desk, document, data)
    found = {(row.field, row.where, row.proposed, row.corrected) for row in document.reading.corrections.all()}
    assert ("number", "", "58", "85") in found
    assert ("label", "I", "1", "I") in found
    assert ("leads", "I", "Phòng Tổ chức cán bộ", "Phòng Kế hoạch - Tài chính") in found
    assert sum(field == "items" for field, *_ in found) == 1
    assert document.reading.outcomes.get(field="items").removed == 1


def test_nothing_is_recorded_of_a_document_entered_by_hand(office):
    document = intake.start_by_hand(by=office.registrar, now=NOW)
    log_directive(document=document, data=replace(READ, addressees=(), nodes=()), by=office.registrar, now=NOW)
    assert not FieldOutcome.objects.exists()


def queries_of_logging(office, text, number):
    document = draft(office, text)
    data = replace(READ, code_number=number, addressees=(), nodes=())
    with CaptureQueriesContext(connection) as captured:
        log_directive(document=document, data=data, by=office.registrar, now=NOW)
    return len(captured)


def test_recording_takes_as_many_queries_for_many_corrections_as_for_few(office):
    queries_of_logging(office, DISPATCH, "57")  # opens the register of the year
    few = queries_of_logging(office, DISPATCH, "58")
    rows = "\n".join(f"{n}. Phòng Tổ chức cán bộ báo cáo trước ngày 15/4/2026." for n in range(5, 60))
    long = DISPATCH.replace("Số: 58", "Số: 59").replace("Yêu cầu các đơn vị", f"{rows}\nYêu cầu các đơn vị")
    assert queries_of_logging(office, long, "59") == few
    assert Correction.objects.filter(field="items").count() > 60
    assert few <= 30
