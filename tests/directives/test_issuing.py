"""Issuing a document of our own: number, text, file, rows and who sees it, whole or not at all."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from io import BytesIO
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from docx import Document

from directives.confirmed import Copy, Party
from directives.models import (
    AddresseeUnit,
    Citation,
    Directive,
    DirectiveAccess,
    DocumentText,
    Instruction,
    RegisterEntry,
    Relation,
)
from directives.services.issuing import issue_letter
from directives.signing import Capacity, Signature, refusals
from directives.types import DocumentType
from files.models import StoredFile
from files.services.storage import read
from notices.models import Kind, Notification
from tests.directives.conftest import NOW, make_office
from tests.directives.letters import BODY, issue, letter_of
from tests.factories.directives import make_directive
from tests.factories.units import make_person, make_unit
from units.models import User
from units.refusals import Forbidden
from units.roles import Role

pytestmark = pytest.mark.django_db


def paragraphs(directive) -> list[str]:
    """Every line of the stored file, cells of the head and the foot in their place."""
    document = Document(BytesIO(read(directive.attachments.get(is_main=True).file)))
    found = []
    for part in document.iter_inner_content():
        cells = [cell for row in part.rows for cell in row.cells] if hasattr(part, "rows") else [part]
        for cell in cells:
            found += [line.text for line in getattr(cell, "paragraphs", [cell])]
    return [line for line in found if line.strip()]


def test_a_document_gets_its_number_its_date_and_its_notation(office):
    first, second = issue(office), issue(office)
    assert [one.reference for one in (first, second)] == ["01/SNV-VP", "02/SNV-VP"]
    assert (first.direction, first.issued_on, first.issuing_unit) == (
        Directive.Direction.ISSUED,
        date(2026, 3, 10),
        office.organisation,
    )
    assert issue(office, document_type=DocumentType.PLAN).reference == "01/KH-SNV"
    assert first.outgoing_entry.series == "2026/CV"
    assert not first.receipts.exists()


def test_the_text_is_fixed_and_its_instructions_point_into_it(office):
    directive = issue(office)
    text = directive.document.text
    assert "Số: 01/SNV-VP" in text
    assert "ngày 10 tháng 3 năm 2026" in text
    rows = list(directive.instructions.all())
    assert [(row.label, row.level) for row in rows] == [("1", 1), ("2", 1), ("a", 2), ("b", 2), ("3", 1)]
    assert all(text[row.span_start : row.span_end].startswith(row.label) for row in rows)
    assert [party.group for party in rows[0].parties.all()] == [office.divisions]
    assert rows[0].stated_deadlines.get().due_on == date(2026, 3, 25)
    assert [party.unit for party in rows[4].parties.all()] == [office.desk]


def test_a10_the_distribution_list_says_who_acts_who_reports_who_is_to_know_and_what_is_kept(office):
    copies = [(row.as_printed, row.purpose, row.is_archive) for row in issue(office).recipients.all()]
    assert copies == [
        ("Như trên", "", False),
        ("Văn phòng Sở (để biết)", "để biết", False),
        ("UBND tỉnh (b/c)", "b/c", False),
        ("Lưu: VT, VP", "", True),
    ]
    plan = issue(office, document_type=DocumentType.PLAN)
    assert plan.recipients.first().as_printed == "Các phòng thuộc Sở (để thực hiện)"


def test_a11_what_goes_out_electronically_alone_says_so(office):
    directive = issue(office, is_electronic_only=True)
    assert directive.is_electronic_only
    assert "Nơi nhận: (VBĐT)" in directive.document.text
    assert "Nơi nhận: (VBĐT)" in paragraphs(directive)


def test_a12_a_group_is_the_units_of_the_day_of_issue(office):
    directive = issue(office)
    make_unit("Phòng Cải cách hành chính", parent=office.organisation, opened_on=NOW.date())
    meant = AddresseeUnit.objects.filter(addressee__directive=directive)
    assert {row.unit for row in meant} == {office.personnel, office.finance}
    assert AddresseeUnit.objects.filter(addressee__directive=issue(office)).count() == 3


def test_addressees_and_those_to_know_see_the_document_and_are_told(office):
    stranger = make_person(make_unit("Trung tâm Lưu trữ", parent=office.organisation, kind="public_service"), Role.HEAD)
    informed = make_person(office.desk, Role.HEAD)
    directive = issue(office)
    seen = {user for user in (office.head, informed, stranger) if Directive.objects.visible_to(user).exists()}
    assert seen == {office.head, informed}
    reasons = set(DirectiveAccess.objects.filter(directive=directive).values_list("unit__short_name", "reason"))
    assert reasons == {("TCCB", "addressed"), ("KHTC", "addressed"), ("VP", "informed")}
    told = Notification.objects.filter(kind=Kind.DIRECTIVE_ISSUED)
    assert {row.recipient for row in told} == {office.head, informed}
    assert told.get(recipient=informed).title == "Công văn 01/SNV-VP gửi VP (để biết)"


def test_b1_it_implements_one_or_several_documents_linked_at_once(office):
    first = make_directive(owner=office.organisation, by=office.registrar)
    second = make_directive(owner=office.organisation, by=office.registrar, code_number="101", code_notation="UBND-VP2")
    unnumbered = make_directive(owner=office.organisation, by=office.registrar, code_number="", code_notation="")
    directive = issue(office, implements=[first, second, unnumbered])
    links = Citation.objects.filter(directive=directive, relation=Relation.IMPLEMENTS)
    assert {link.target for link in links} == {first, second, unnumbered}
    assert links.get(target=first).as_printed == "Công văn số 271/UBND-VP8 ngày 02/3/2026 của UBND tỉnh"
    assert links.get(target=second).as_printed == "Công văn số 101/UBND-VP2 ngày 02/03/2026 của UBND tỉnh"
    assert links.get(target=unnumbered).as_printed == "Công văn ngày 02/03/2026 của UBND tỉnh"
    assert set(Directive.objects.implementing(first.pk, user=office.monitor)) == {directive}


def test_what_the_text_cites_besides_stays_open_for_a_person(office):
    make_directive(owner=office.organisation, by=office.registrar)
    [citation] = Citation.objects.filter(directive=issue(office))
    assert (citation.reference, citation.is_open) == ("271/UBND-VP8", True)


def test_the_file_has_the_form_of_the_decree(office):
    directive = issue(office, signature=Signature("Phó Giám đốc Sở", "Phó Giám đốc", Capacity.DEPUTY, "Giám đốc"))
    attachment = directive.attachments.get()
    assert (attachment.name, attachment.is_main) == ("01-SNV-VP.docx", True)
    lines = paragraphs(directive)
    number = lines.index("Số: 01/SNV-VP")
    assert lines[number + 1] == "V/v tăng cường kỷ luật, kỷ cương"
    assert "Sông Mây, ngày 10 tháng 3 năm 2026" in lines
    assert "Kính gửi: Các phòng thuộc Sở" in lines
    assert "Yêu cầu các đơn vị nghiêm túc thực hiện./." in lines
    foot = lines[lines.index("Nơi nhận:") :]
    assert foot == [
        "Nơi nhận:",
        "- Như trên;",
        "- Văn phòng Sở (để biết);",
        "- UBND tỉnh (b/c);",
        "- Lưu: VT, VP.",
        "KT. GIÁM ĐỐC",
        "PHÓ GIÁM ĐỐC",
        "Phó Giám đốc Sở",
    ]


def test_a_named_type_has_its_name_and_subject_in_the_middle_and_no_v_v(office):
    lines = paragraphs(
        issue(office, document_type=DocumentType.CONCLUSION_NOTICE, bases=("Căn cứ Luật Tổ chức chính quyền;",))
    )
    place = lines.index("THÔNG BÁO")
    assert lines[place + 1] == "Tăng cường kỷ luật, kỷ cương"
    assert lines[place + 2] == "Căn cứ Luật Tổ chức chính quyền."
    assert not any(line.startswith(("V/v", "Kính gửi")) for line in lines)


def test_file_and_text_say_the_same(office):
    for kind in (DocumentType.OFFICIAL_DISPATCH, DocumentType.PLAN, DocumentType.OFFICIAL_TELEGRAM):
        directive = issue(office, document_type=kind, priority="urgent")
        text = [line for line in directive.document.text.splitlines() if line.strip()]
        assert sorted(text) == sorted(paragraphs(directive))


def test_a_failure_leaves_nothing_and_gives_the_number_back(office):
    with pytest.raises(ValidationError, match="mật"):
        issue(office, body=f"MẬT\n{BODY}", subject="x\nTUYỆT MẬT\n")
    assert not Directive.objects.exists()
    assert not DocumentText.objects.exists()
    assert not RegisterEntry.objects.exists()
    assert not StoredFile.objects.exists()
    assert issue(office).reference == "01/SNV-VP"


def test_who_may_issue(office):
    for user in (office.head, office.leader):
        with pytest.raises(Forbidden, match="việc của văn thư"):
            issue(office, by=user)
    assert issue(office, by=office.monitor).logged_by == office.monitor


def test_a_unit_not_named_beyond_doubt_is_left_to_who_assigns(office):
    directive = issue(office, body="1. Giao Phòng Tổ chức thực hiện rà soát.")
    for party in directive.instructions.get().parties.all():
        assert (party.unit, party.group) == (None, None)


@pytest.mark.parametrize(
    ("capacity", "is_deputy", "is_leader", "principal", "refused"),
    [
        (Capacity.OWN, False, True, "", set()),
        (Capacity.OWN, True, True, "", {"capacity"}),
        (Capacity.OWN, False, False, "", {"capacity"}),
        (Capacity.DEPUTY, True, True, "Giám đốc", set()),
        (Capacity.DEPUTY, True, True, " ", {"principal"}),
        (Capacity.DEPUTY, False, True, "Giám đốc", {"capacity"}),
        (Capacity.COLLECTIVE, False, True, "", {"principal"}),
        (Capacity.BY_ORDER, False, False, "Giám đốc", set()),
        (Capacity.BY_ORDER, False, True, "Giám đốc", {"capacity"}),
        (Capacity.AUTHORISED, True, True, "Giám đốc", set()),
        (Capacity.ACTING, False, True, "", set()),
    ],
)
def test_a9_who_signs_in_which_capacity(capacity, is_deputy, is_leader, principal, refused):
    signature = Signature("Người ký", "Phó Giám đốc", capacity, principal)
    assert set(refusals(signature, is_deputy=is_deputy, is_leader=is_leader)) == refused


def test_the_lines_over_the_name():
    def lines(*parts):
        return Signature("Người ký", *parts).lines

    assert lines("Giám đốc") == ("GIÁM ĐỐC",)
    assert lines("Giám đốc", Capacity.ACTING) == ("Q. GIÁM ĐỐC",)
    assert lines("Chủ tịch", Capacity.COLLECTIVE, "Ủy ban nhân dân") == ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
    assert lines("Chánh Văn phòng", Capacity.BY_ORDER, "Giám đốc") == ("TL. GIÁM ĐỐC", "CHÁNH VĂN PHÒNG")


@pytest.mark.django_db(transaction=True)
def test_many_documents_issued_at_once_are_numbered_without_gap_or_double():
    office, at_once = make_office(), 6
    clerks = [make_person(office.desk, Role.REGISTRAR) for _ in range(at_once)]
    barrier = Barrier(at_once)
    letter = letter_of(office)

    def run(clerk):
        fresh = User.objects.get(pk=clerk.pk)
        try:
            barrier.wait(timeout=30)
            return issue_letter(letter=letter, drafter=office.desk, by=fresh, now=NOW).code_number
        finally:
            connection.close()

    with ThreadPoolExecutor(at_once) as pool:
        numbers = list(pool.map(run, clerks))
    assert sorted(map(int, numbers)) == list(range(1, at_once + 1))
    assert RegisterEntry.objects.count() == Instruction.objects.count() // 5 == at_once


def test_the_year_begins_with_one(office):
    issue(office)
    later = issue_letter(
        letter=letter_of(office, addressees=(Party("UBND tỉnh"),), recipients=(Copy("Lưu: VT", "", True),)),
        drafter=None,
        by=office.registrar,
        now=NOW + timedelta(days=365),
    )
    assert (later.reference, later.outgoing_entry.series) == ("01/SNV", "2027/CV")
