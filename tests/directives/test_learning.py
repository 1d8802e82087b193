"""What is confirmed of one document is known in the next (requirements A12, C6)."""

import pytest
from django.urls import reverse

from directives.confirmed import Confirmed, Node, Party
from directives.models import Addressee, InstructionParty
from directives.services import intake
from directives.services.learning import names_taught
from directives.services.logging import log_directive
from directives.services.parties import load_directory
from directives.services.proposals import proposed
from tests.directives.conftest import DISPATCH, NOW
from tests.directives.steps import draft, posted_of, send
from units.clock import today
from units.models import GroupAlias, UnitAlias


def letter(number, lead):
    """A công văn whose first item names a unit in its own way."""
    text = DISPATCH.replace("Số: 58", f"Số: {number}").replace("Giao Phòng Tổ chức cán bộ", f"Giao {lead}")
    assert lead in text
    return text


def review_of(client, document):
    return client.get(reverse("directives:review", args=[document.pk])).context["review"]


def leads(review):
    return review.rows[0]["leads"].value()


def enter(client, document, lead):
    """Enter the document with this answer for the leading unit of the first row."""
    data = posted_of(client, document, act="save")
    data.setlist(f"{review_of(client, document).rows[0].prefix}-leads", lead)
    return send(client, document, data)


def test_a12_a_doubt_answered_once_is_certain_in_the_next_document(desk, office):
    words = "Phòng Tổ chirc cán bộ"
    first = draft(office, letter(58, words))
    assert leads(review_of(desk, first)) == [f"u{office.personnel.pk}?:{words}"]
    assert enter(desk, first, [f"u{office.personnel.pk}:{words}"]).status_code == 302
    second = draft(office, letter(59, words))
    assert leads(review_of(desk, second)) == [f"u{office.personnel.pk}:{words}"]
    alias = UnitAlias.objects.get()
    assert (alias.unit, alias.text, alias.added_by) == (office.personnel, words, office.registrar)
    assert alias.source == "Công văn 58/UBND-NC ngày 02/03/2026"


def test_a12_a_doubt_that_nobody_answered_teaches_nothing(desk, office):
    first = draft(office, letter(58, "Phòng Tổ chirc cán bộ"))
    enter(desk, first, leads(review_of(desk, first)))
    assert InstructionParty.objects.filter(as_printed="Phòng Tổ chirc cán bộ", unit=office.personnel).exists()
    assert not UnitAlias.objects.exists()


def test_a12_a_name_of_nobody_that_was_given_a_unit_is_known_in_the_next_document(desk, office):
    words = "Phòng Quản trị nhân lực"
    first = draft(office, letter(58, words))
    assert leads(review_of(desk, first)) == [f":{words}"]
    enter(desk, first, [f"u{office.personnel.pk}:{words}"])
    other_case = "Phòng quản trị Nhân lực"
    assert leads(review_of(desk, draft(office, letter(59, other_case)))) == [f"u{office.personnel.pk}:{other_case}"]


def taught(office, before, after):
    """What a document teaches whose one row had these leads, and has those."""
    directory = load_directory(office.organisation, on=today())
    node = {"text": "Báo cáo.", "span": (0, 8)}
    read, said = (Confirmed("", "", nodes=(Node(**node, leads=tuple(each)),)) for each in (before, after))
    return [(one.text, one.kind, one.pk) for one in names_taught(read, said, directory)]


def test_a_unit_put_in_for_a_kindred_name_of_nobody_takes_that_name(office):
    put_in = Party("Phòng Kế hoạch - Tài chính", unit_id=office.finance.pk)
    assert taught(office, [Party("Phòng Tài vụ")], [put_in]) == [("Phòng Tài vụ", "unit", office.finance.pk)]
    assert taught(office, [Party("Phòng Pháp chế")], [put_in]) == []
    assert taught(office, [Party("UBND tỉnh")], [Party("Văn phòng Sở", unit_id=office.desk.pk)]) == []
    assert taught(office, [Party("Phòng Tài vụ"), Party("Phòng Tài sản")], [put_in]) == []


@pytest.mark.parametrize(
    "words",
    [
        "các đơn vị liên quan",
        "phòng, đơn vị",
        "cơ quan chủ trì",
        "đơn vị",
        "Phòng TCCB, Văn phòng Sở",
        "Phòng Tổ chức cán bộ và Văn phòng",
        "đơn vị mình",
        "Như trên",
        "Văn phòng Sở",
        "Phòng Kế hoạch - Tài chính",
        "Phòng TCCB",
        "x" * 201,
    ],
)
def test_generic_words_lists_known_names_and_names_of_others_are_never_learned(office, words):
    assert taught(office, [], [Party(words, unit_id=office.personnel.pk)]) == []


def test_what_may_be_several_units_alike_is_decided_in_each_document(office):
    assert taught(office, [], [Party("Phòng Tổ chức", unit_id=office.personnel.pk)]) != []
    UnitAlias.objects.create(unit=office.personnel, text="Phòng Nghiệp vụ 1")
    UnitAlias.objects.create(unit=office.finance, text="phòng nghiệp vụ 1")
    directory = load_directory(office.organisation, on=today())
    party = directory.party("Phòng Nghiệp vụ 1")
    assert party.doubt
    assert {choice.unit_id for choice in party.alternatives} == {office.personnel.pk, office.finance.pk}
    assert taught(office, [], [Party("Phòng Nghiệp vụ 1", unit_id=office.finance.pk)]) == []


def test_an_alias_given_to_another_unit_belongs_to_both_and_is_doubtful(office):
    UnitAlias.objects.create(unit=office.personnel, text="Phòng Nghiệp vụ 1")
    answer = Party("Phòng Nghiệp vụ 1", unit_id=office.finance.pk)
    assert taught(office, [], [answer]) == [("Phòng Nghiệp vụ 1", "unit", office.finance.pk)]


def test_a12_a_group_learns_too(desk, office):
    text = DISPATCH.replace("- Các phòng thuộc Sở;", "- Các phòng chuyên môn nghiệp vụ;")
    first = draft(office, text)
    data = posted_of(desk, first, act="save")
    data.setlist("head-addressees", [f"g{office.divisions.pk}:Các phòng chuyên môn nghiệp vụ"])
    send(desk, first, data)
    assert Addressee.objects.filter(group=office.divisions).exists()
    assert GroupAlias.objects.get().text == "Các phòng chuyên môn nghiệp vụ"
    second = draft(office, text.replace("Số: 58", "Số: 59"))
    head = proposed(second, load_directory(office.organisation, on=today()))
    assert head.addressees[0] == Party("Các phòng chuyên môn nghiệp vụ", group_id=office.divisions.pk)


def test_a_document_entered_by_hand_teaches_nothing(office):
    document = intake.start_by_hand(by=office.registrar, now=NOW)
    answer = Party("Phòng Nghiệp vụ 1", unit_id=office.finance.pk)
    data = Confirmed("UBND tỉnh", "họp giao ban", nodes=(Node("Báo cáo.", leads=(answer,)),))
    log_directive(document=document, data=data, by=office.registrar, now=NOW)
    assert not UnitAlias.objects.exists()
