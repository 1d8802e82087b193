"""The screens on which the office writes, approves, issues and finds again what it issued."""

import pytest
from django.urls import reverse

from directives.models import Directive, OutgoingDraft, RegisterEntry
from directives.services import intake
from directives.services.logging import log_directive
from directives.services.parties import load_directory
from directives.services.proposals import proposed
from directives.types import DocumentType
from tests.directives.conftest import DISPATCH, NOW, SECRET
from tests.directives.letters import begin, content_of, issue, letter_of, posted
from tests.directives.steps import draft as read_draft
from tests.directives.steps import queries, save
from tests.directives.test_drafting import act, approved
from tests.factories.directives import make_directive
from units.refusals import Conflict

pytestmark = pytest.mark.django_db
NEW = reverse("directives:outgoing_new")


@pytest.fixture
def desk(client, office):
    client.force_login(office.monitor)
    return client


def at(name, draft, *more):
    return reverse(f"directives:{name}", args=[draft.pk, *more])


def test_b1_writing_from_a_directive_starts_with_its_words_and_its_link(desk, office):
    parent = make_directive(owner=office.organisation, by=office.registrar)
    assert f"{NEW}?thuc-hien={parent.pk}" in desk.get(reverse("directives:detail", args=[parent.pk])).text
    page = desk.get(f"{NEW}?thuc-hien={parent.pk}")
    content = page.context["form"].initial
    assert content["body"].startswith(
        "Thực hiện Công văn số 271/UBND-VP8 ngày 02/03/2026 của UBND tỉnh về việc tăng cường kỷ luật"
    )
    sent = content_of(office) | content | {"addressees": [f"g{office.divisions.pk}"], "place": "Sông Mây"}
    answer = desk.post(f"{NEW}?thuc-hien={parent.pk}", posted(sent))
    draft = OutgoingDraft.objects.get()
    assert answer.url == at("outgoing_draft", draft)
    assert (draft.begun_from, draft.content["implements"]) == (parent, [str(parent.pk)])
    assert "Đang soạn văn bản triển khai" in desk.get(reverse("directives:detail", args=[parent.pk])).text


def test_b1_more_documents_are_added_by_their_number(desk, office):
    first = make_directive(owner=office.organisation, by=office.registrar)
    second = make_directive(owner=office.organisation, by=office.registrar, code_number="101", code_notation="UBND-VP2")
    draft = begin(office, implements=[str(first.pk)])
    sent = posted(content_of(office, implements=[str(first.pk)], implements_add="101/UBND-VP2"), version=draft.version)
    desk.post(at("outgoing_draft", draft), sent)
    draft.refresh_from_db()
    assert draft.content["implements"] == [str(first.pk), str(second.pk)]
    assert draft.content["implements_add"] == ""
    wrong = desk.post(
        at("outgoing_draft", draft),
        posted(content_of(office, implements_add="999/UBND"), version=draft.version, act="submit"),
    )
    assert wrong.status_code == 422
    assert "Không tìm thấy văn bản có số này trong sổ" in wrong.text


def test_a_draft_with_mistakes_is_kept_and_says_what_is_missing(desk, office):
    desk.post(NEW, posted(content_of(office, subject="", recipients="UBND tỉnh (b/c)", signer="")))
    draft = OutgoingDraft.objects.get()
    page = desk.get(at("outgoing_draft", draft))
    assert draft.content["recipients"] == "UBND tỉnh (b/c)"
    for sentence in ("Chưa nhập trích yếu.", "Thêm dòng bản lưu", "Chưa nhập người ký."):
        assert sentence in page.text
    sent = posted(draft.content, version=draft.version, act="submit")
    assert desk.post(at("outgoing_draft", draft), sent).status_code == 422
    draft.refresh_from_db()
    assert draft.state == OutgoingDraft.State.DRAFTING


def test_of_two_who_save_the_second_keeps_what_was_typed(desk, office):
    draft = begin(office)
    other = posted(content_of(office, subject="bản của người khác"), version=1)
    desk.post(at("outgoing_draft", draft), other)
    page = desk.post(at("outgoing_draft", draft), posted(content_of(office, subject="bản của tôi"), version=1))
    assert page.status_code == 409
    assert f"{office.monitor} đã thay đổi dự thảo này" in page.text
    assert "bản của tôi" in page.text
    again = posted(content_of(office, subject="bản của tôi"), version=page.context["draft"].version)
    assert desk.post(at("outgoing_draft", draft), again).status_code == 302


def test_the_preview_shows_the_document_its_tree_and_whom_it_reaches(desk, office):
    page = desk.get(at("outgoing_draft", begin(office, addressees_other="UBND các xã")))
    assert "Số: …/SNV-VP" in page.text
    assert [node.label for node in page.context["nodes"]] == ["1.", "2.", "a)", "b)", "3."]
    assert [(party.as_printed, len(units)) for party, units in page.context["addressed"]] == [
        ("Các phòng thuộc Sở", 2),
        ("UBND các xã", 0),
    ]


def test_a_secret_text_is_refused_and_not_shown_again(desk, office):
    page = desk.post(NEW, posted(content_of(office, body=SECRET)))
    assert page.status_code == 422
    assert "dấu chỉ độ mật" in page.text
    assert "58/UBND-NC" not in page.text
    assert not OutgoingDraft.objects.exists()


def test_the_whole_way_by_the_screens(client, office):
    client.force_login(office.monitor)
    draft = begin(office)
    client.post(at("outgoing_draft", draft), posted(draft.content, version=draft.version, act="submit"))
    client.force_login(office.leader)
    assert "Dự thảo văn bản đi" in client.get(reverse("tasks:mine")).text
    assert "1 dự thảo văn bản đi chờ bạn" in client.get(reverse("tasks:mine")).text
    draft.refresh_from_db()
    refused = client.post(at("outgoing_act", draft, "tra-lai"), {"version": draft.version, "note": ""})
    assert refused.status_code == 422
    client.post(at("outgoing_act", draft, "tra-lai"), {"version": draft.version, "note": "Thêm hạn."})
    draft.refresh_from_db()
    changed = content_of(office, subject="tăng cường kỷ luật, kỷ cương, thời hạn")
    client.post(at("outgoing_draft", draft), posted(changed, version=draft.version, act="approve"))
    draft.refresh_from_db()
    assert draft.state == OutgoingDraft.State.APPROVED
    client.force_login(office.registrar)
    page = client.get(at("outgoing_issue", draft))
    assert "01/SNV-VP" in page.text
    assert "Gửi Các phòng thuộc Sở: 2 đơn vị (TCCB, KHTC)" in page.text
    answer = client.post(at("outgoing_issue", draft), {"version": draft.version, "copies": "12"})
    directive = Directive.objects.get()
    assert answer.url == reverse("directives:detail", args=[directive.pk])
    shown = client.get(answer.url).text
    for words in ("Văn bản đi", "số đi <strong>1</strong>", "2 đơn vị vào ngày ban hành", "Gửi để biết"):
        assert words in shown
    assert client.get(at("outgoing_issue", draft)).url == answer.url
    assert client.get(at("outgoing_draft", draft)).url == answer.url


def test_issuing_an_older_state_than_the_one_seen_is_refused(client, office):
    draft = approved(office)
    client.force_login(office.registrar)
    answer = client.post(at("outgoing_issue", draft), {"version": draft.version - 1})
    assert answer.status_code == 409
    assert not Directive.objects.exists()


def test_the_stored_file_is_downloaded_unchanged(desk, office):
    directive = issue(office)
    address = reverse("directives:file", args=[directive.pk, directive.attachments.get().pk])
    first, second = (b"".join(desk.get(address).streaming_content) for _ in range(2))
    assert first == second
    assert first.startswith(b"PK")


def test_a_draft_is_downloaded_without_number_and_date(desk, office):
    answer = desk.get(at("outgoing_file", begin(office)))
    assert answer.content.startswith(b"PK")
    assert "du-thao" in answer["Content-Disposition"]


def test_the_register_has_the_columns_of_the_annex_in_the_order_of_numbers(desk, office):
    issue(office), issue(office), issue(office, document_type=DocumentType.PLAN)
    page = desk.get(reverse("directives:register_outgoing"), {"in": "1"})
    assert page.status_code == 200
    page = desk.get(reverse("directives:register_outgoing_of", args=[2026]))
    assert len(page.context["headings"]) == 10
    assert [entry.directive.reference for entry in page.context["page"]] == ["01/SNV-VP", "02/SNV-VP", "01/KH-SNV"]
    plans = desk.get(reverse("directives:register_outgoing_of", args=[2026]), {"nhom": "KH"})
    assert [entry.directive.reference for entry in plans.context["page"]] == ["01/KH-SNV"]
    assert "Các phòng thuộc Sở; Văn phòng Sở (để biết); UBND tỉnh (b/c);" in page.text
    assert desk.get(reverse("directives:register")).status_code == 200


def test_the_register_and_the_list_take_the_same_queries_for_twice_the_rows(desk, office):
    register = reverse("directives:register_outgoing_of", args=[2026])
    found = []
    for _ in range(2):
        issue(office), issue(office, document_type=DocumentType.PLAN), begin(office)
        found.append(
            [queries(desk, page) for page in (register, reverse("directives:list"), reverse("directives:outgoing"))]
        )
    assert found[0] == found[1]


OWN = (
    DISPATCH.replace("ỦY BAN NHÂN DÂN\nTỈNH BÌNH AN", "ỦY BAN NHÂN DÂN TỈNH BÌNH AN\nSỞ NỘI VỤ")
    .replace("Số: 58/UBND-NC", "Số: 58/SNV-VP")
    .replace("Ủy ban nhân dân tỉnh yêu cầu:", "Sở Nội vụ yêu cầu:")
)


def test_a2_a_document_of_our_own_is_logged_as_such_and_enters_the_outgoing_register(client, office):
    client.force_login(office.registrar)
    document = read_draft(office, OWN)
    save(client, document)
    directive = Directive.objects.get()
    assert (directive.direction, directive.issuing_unit) == (Directive.Direction.ISSUED, office.organisation)
    entry = RegisterEntry.objects.get()
    assert (entry.book, entry.number, entry.directive) == ("outgoing", 58, directive)
    assert not directive.receipts.exists()
    assert issue(office).reference == "59/SNV-VP"
    assert Directive.objects.visible_to(office.head).filter(pk=directive.pk).exists()


def test_a2_a_blank_number_of_our_own_enters_the_register_when_it_is_known(client, office):
    client.force_login(office.registrar)
    document = read_draft(office, OWN.replace("58/SNV-VP", "/SNV-VP"))
    answer = save(client, document)
    directive = Directive.objects.get()
    assert directive.direction == Directive.Direction.ISSUED
    assert not RegisterEntry.objects.exists()
    assert "Chưa vào sổ văn bản đi" in client.get(answer.url).text
    client.post(
        reverse("directives:complete", args=[directive.pk]),
        {"code_number": "61", "code_notation": "SNV-VP", "issued": "02/03/2026", "version": directive.version},
    )
    assert RegisterEntry.objects.get().number == 61


def test_a_number_that_the_register_has_given_is_refused_beside_the_form(client, office):
    issue(office)
    client.force_login(office.registrar)
    answer = save(client, read_draft(office, OWN.replace("58/", "01/")))
    assert answer.status_code == 422
    assert "Số 1 trong sổ văn bản đi đã cấp cho Công văn 01/SNV-VP" in answer.text
    assert Directive.objects.count() == 1


def test_what_others_issued_is_not_proposed_as_ours(office):
    document = intake.receive_text(text=DISPATCH, by=office.registrar, now=NOW)
    data = proposed(document, load_directory(office.organisation, on=NOW.date()))
    assert data.direction == Directive.Direction.INCOMING
    assert log_directive(document=document, data=data, by=office.registrar, now=NOW).receipts.count() == 1


def test_a_draft_handed_in_twice_is_refused(office):
    draft = begin(office)
    act("submit", draft, office.monitor, letter=letter_of(office))
    with pytest.raises(Conflict, match="Chờ duyệt"):
        act("submit", draft, office.monitor, letter=letter_of(office))
