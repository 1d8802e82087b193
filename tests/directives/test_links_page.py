"""The links of a directive on its page, and the page on which a cited document is settled."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from directives.models import Citation, Directive, DirectiveAccess
from directives.services import intake
from tests.directives.conftest import DISPATCH, NOW
from tests.directives.steps import draft, queries, save
from tests.factories.directives import make_directive

ON = date(2026, 1, 20)


@pytest.fixture
def make(office):
    def one(number, notation="VP-TH", **fields):
        values = {"issued_on": ON, "issuing_body": "Văn phòng Trung ương"} | fields
        return make_directive(
            owner=office.organisation, by=office.registrar, code_number=str(number), code_notation=notation, **values
        )

    return one


def cite(directive, reference="12/VP-TH", issued_on=ON, relation="implements", **fields):
    printed = {"as_printed": f"Công văn số {reference} ngày 20/01/2026 của Văn phòng Trung ương"} | fields
    return Citation.objects.create(
        directive=directive, relation=relation, reference=reference, issued_on=issued_on, **printed
    )


def page_of(client, directive):
    return client.get(reverse("directives:detail", args=[directive.pk]))


def test_b1_a_cited_document_on_record_is_offered_and_linked_by_hand(desk, office, make):
    cited = make(12)
    save(desk, draft(office))
    directive = Directive.objects.exclude(pk=cited.pk).get()
    citation = directive.citations.get()
    page = page_of(desk, directive).content.decode()
    assert "Trong sổ có" in page
    assert "cùng số, ký hiệu, ngày và cơ quan ban hành" in page
    assert citation.target is None
    desk.post(reverse("directives:link", args=[directive.pk, citation.pk]), {"target": cited.pk})
    citation.refresh_from_db()
    assert citation.target == cited
    assert reverse("directives:detail", args=[cited.pk]) in page_of(desk, directive).content.decode()
    desk.post(reverse("directives:link", args=[directive.pk, citation.pk]))
    citation.refresh_from_db()
    assert citation.target is None


def test_a7_a_document_sent_along_leads_to_its_own_record_with_its_file(desk, office):
    """ "(Gửi kèm theo Công văn số …)": the parent is on record with its file, and the page leads to it."""
    parent_text = DISPATCH.replace("58/UBND-NC", "12/VP-TH").replace("02 tháng 3 năm 2026", "20 tháng 01 năm 2026")
    save(desk, intake.receive_file(data=parent_text.encode(), name="cv12.txt", by=office.registrar, now=NOW))
    parent = Directive.objects.get()
    sent_along = DISPATCH.replace("Thực hiện Công văn số 12/VP-TH ngày 20/01/2026 của Văn phòng Trung ương, ", "")
    sent_along = sent_along.replace(
        "kết quả trên cổng thông tin.", "kết quả (gửi kèm theo Công văn số 12/VP-TH ngày 20/01/2026)."
    )
    save(desk, draft(office, sent_along))
    directive = Directive.objects.exclude(pk=parent.pk).get()
    citation = directive.citations.get()
    assert citation.reference == "12/VP-TH"
    desk.post(reverse("directives:link", args=[directive.pk, citation.pk]), {"target": parent.pk})
    address = reverse("directives:detail", args=[parent.pk])
    assert f'<a href="{address}">' in page_of(desk, directive).content.decode()
    file = reverse("directives:file", args=[parent.pk, parent.attachments.get().pk])
    assert file in desk.get(address).content.decode()
    assert b"".join(desk.get(file).streaming_content) == parent_text.encode()


def test_b3_the_logged_document_tells_who_cites_it_and_links_them_all(desk, office, make):
    rows = [cite(make(number)) for number in (1, 2, 3)]
    cited = make(12)
    page = page_of(desk, cited)
    assert "3 chỗ trong sổ dẫn văn bản này, chưa liên kết" in page.content.decode()
    assert "Liên kết tất cả 3 chỗ" in page.content.decode()
    answer = desk.post(reverse("directives:link_all", args=[cited.pk]), follow=True)
    assert "Đã liên kết 3 chỗ dẫn" in answer.content.decode()
    assert "chưa liên kết" not in answer.content.decode()
    assert {Citation.objects.get(pk=row.pk).target for row in rows} == {cited}
    again = desk.post(reverse("directives:link_all", args=[cited.pk]), follow=True)
    assert "Không còn chỗ dẫn nào" in again.content.decode()


def test_b2_linking_all_says_what_a_circle_refused(desk, make):
    citing, cited = make(1), make(12)
    cite(cited, "1/VP-TH", target=citing)
    cite(citing)
    page = desk.post(reverse("directives:link_all", args=[cited.pk]), follow=True).content.decode()
    assert "Chưa liên kết Công văn 01/VP-TH: liên kết sẽ tạo thành vòng" in page


def test_b2_a_link_that_closes_a_circle_is_refused_with_its_reason(desk, make):
    citing, cited = make(1), make(12)
    cite(cited, "1/VP-TH", target=citing)
    back = cite(citing)
    answer = desk.post(reverse("directives:link", args=[citing.pk, back.pk]), {"target": cited.pk})
    assert answer.status_code == 409
    assert "tạo thành vòng" in answer.content.decode()


def test_b2_the_page_shows_the_chain_and_who_cites_the_document(desk, make):
    root, child = make(1), make(2)
    cite(child, "1/VP-TH", target=root)
    cite(root, "365/CĐ-TTg", as_printed="Công điện số 365/CĐ-TTg của Thủ tướng Chính phủ")
    page = page_of(desk, root)
    assert [line.depth for line in page.context["chain"].links] == [0, 1, 2]
    html = page.content.decode()
    assert "Chuỗi chỉ đạo" in html
    assert "Được thực hiện bằng" in html
    assert page_of(desk, make(3)).context["chain"] is None


def test_b4_who_sees_tasks_is_shown_what_became_of_the_chain(client, office, make):
    root, child = make(1), make(2)
    cite(child, "1/VP-TH", target=root)
    address = reverse("tasks:chain", args=[root.pk])
    for person, is_shown in ((office.monitor, True), (office.registrar, False)):
        client.force_login(person)
        assert (address in page_of(client, root).content.decode()) == is_shown
        assert address not in page_of(client, child).content.decode()


@pytest.mark.parametrize(
    ("relation", "words"),
    [
        ("recalls", "Đã bị thu hồi theo Công văn 02/VP-TH ngày 20/01/2026"),
        ("replaces", "Đã được thay thế bởi Công văn 02/VP-TH ngày 20/01/2026"),
        ("amends", "Được sửa đổi, bổ sung bởi Công văn 02/VP-TH ngày 20/01/2026"),
    ],
)
def test_what_later_documents_did_stands_on_top_and_in_the_lists(desk, client, office, make, relation, words):
    target, later = make(1), make(2)
    cite(later, "1/VP-TH", relation=relation, target=target)
    assert words in page_of(desk, target).content.decode()
    label = {"recalls": "Đã thu hồi", "replaces": "Đã được thay thế", "amends": "Đã sửa đổi"}[relation]
    assert label in desk.get(reverse("directives:list")).content.decode()
    assert label in desk.get(reverse("search"), {"q": "1/vp-th"}).content.decode()
    DirectiveAccess.objects.create(directive=target, unit=office.personnel, reason="lead")
    client.force_login(office.head)
    assert words not in page_of(client, target).content.decode()


def test_a_recall_is_seen_however_many_have_cited_the_document_since(desk, make):
    target = make(1)
    cite(make(2, logged_at=NOW - timedelta(days=90)), "1/VP-TH", relation="recalls", target=target)
    for number in range(3, 70):
        cite(make(number), "1/VP-TH", relation="mentions", target=target)
    page = page_of(desk, target).content.decode()
    assert "Đã bị thu hồi theo Công văn 02/VP-TH" in page
    assert f"?cites={target.pk}" in page


def test_b3_cited_documents_that_are_not_here_are_listed_once_each(desk, office, make):
    cite(make(1), "365/CĐ-TTg")
    cite(make(2), "0365/CD-TTg")
    cite(make(3), "366/CĐ-TTg")
    for number in (4, 8):  # without a number the same words may mean two documents
        cite(make(number), "", None, as_printed="Công điện của Thủ tướng Chính phủ", relation="mentions")
    cite(make(5), "367/CĐ-TTg", is_external=True, note="tra ở công báo")
    cite(make(6), "1/VP-TH", target=make(7))
    address = reverse("directives:cited_list")
    rows = desk.get(address).context["rows"]
    assert [(citation.reference, count) for citation, count, _ in rows] == [
        ("365/CĐ-TTg", 2),
        ("366/CĐ-TTg", 1),
        ("", 1),
        ("", 1),
    ]
    assert [row[0].reference for row in desk.get(address + "?q=366 cd ttg").context["rows"]] == ["366/CĐ-TTg"]
    assert len(desk.get(address + "?relation=mentions").context["rows"]) == 2
    assert "Không có văn bản được dẫn nào khớp" in desk.get(address + "?q=999").content.decode()
    outside = desk.get(address + "?ngoai=1")
    assert [row[0].reference for row in outside.context["rows"]] == ["367/CĐ-TTg"]
    assert "tra ở công báo" in outside.content.decode()


def test_an_empty_list_of_cited_documents_says_so(desk):
    assert "Mọi văn bản được dẫn đều đã đối chiếu." in desk.get(reverse("directives:cited_list")).content.decode()


def test_b3_one_document_is_found_as_one_types_and_linked_wherever_it_is_cited(desk, make):
    rows = [cite(make(1)), cite(make(2), "0012/vp-th")]
    cited = make(12)
    address = reverse("directives:cited", args=[rows[0].pk])
    page = desk.get(address)
    assert [record for record, _ in page.context["found"]] == [cited]
    assert "Dẫn trong 2 chỗ" in page.content.decode()
    part = desk.get(address, {"q": "12 vpth"}, headers={"HX-Request": "true"})
    assert reverse("directives:detail", args=[cited.pk]) in part.content.decode()
    assert "<html" not in part.content.decode()
    assert "HX-Request" in part["Vary"]
    assert "Thử chỉ gõ số văn bản" in desk.get(address, {"q": "không có"}).content.decode()
    answer = desk.post(address, {"act": "link", "target": cited.pk}, follow=True)
    assert "Đã liên kết 2 chỗ dẫn với Công văn 12/VP-TH" in answer.content.decode()
    assert {Citation.objects.get(pk=row.pk).target for row in rows} == {cited}
    assert "Đã liên kết" in desk.get(address).content.decode()
    desk.post(address, {"act": "reopen"})
    assert all(Citation.objects.get(pk=row.pk).is_open for row in rows)


def test_b3_a_document_is_set_aside_with_its_reason_and_opened_again(desk, make):
    row = cite(make(1), "365/CĐ-TTg")
    address = reverse("directives:cited", args=[row.pk])
    refused = desk.post(address, {"act": "external", "note": "x" * 301})
    assert refused.status_code == 422
    assert "x" * 301 in refused.content.decode()
    assert desk.post(address, {"act": "external", "note": "tra ở công báo"}).status_code == 302
    row.refresh_from_db()
    assert row.is_external
    assert "tra ở công báo" in desk.get(address).content.decode()
    desk.post(address, {"act": "reopen"})
    row.refresh_from_db()
    assert row.is_open


def test_a_record_that_the_person_does_not_see_is_no_target(desk, office, make):
    row = cite(make(1))
    elsewhere = make_directive(
        owner=office.organisation.__class__.objects.exclude(pk=office.organisation.pk).first() or office.personnel,
        by=office.registrar,
        code_number="12",
    )
    for target in (elsewhere.pk, "", "9" * 30, "abc"):
        answer = desk.post(reverse("directives:cited", args=[row.pk]), {"act": "link", "target": target})
        assert answer.status_code == 404


def test_b5_the_relation_is_corrected_on_its_own_page(desk, make):
    directive = make(1)
    row = cite(directive)
    address = reverse("directives:relation", args=[directive.pk, row.pk])
    assert "thực hiện" in desk.get(address).content.decode()
    unchanged = desk.post(address, {"relation": "implements", "reason": "nhầm"})
    assert unchanged.status_code == 422
    assert 'value="nhầm"' in unchanged.content.decode()
    assert desk.post(address, {"relation": "also_applies", "reason": ""}).status_code == 422
    assert desk.post(address, {"relation": "also_applies", "reason": "gắn với"}).status_code == 302
    assert "lúc vào sổ là “thực hiện”. Lý do: gắn với" in page_of(desk, directive).content.decode()


def test_a_list_of_the_chain_and_of_who_cites_equals_what_the_page_says(desk, make):
    root, child, grandchild, other = (make(number) for number in (1, 2, 3, 4))
    cite(child, "1/VP-TH", target=root)
    cite(grandchild, "2/VP-TH", target=child)
    cite(other, "1/VP-TH", relation="mentions", target=root)
    address = reverse("directives:list")
    chain = desk.get(address, {"chain": root.pk})
    assert set(chain.context["page"]) == {root, child, grandchild}
    assert "Chuỗi của Công văn 01/VP-TH" in chain.content.decode()
    assert set(desk.get(address, {"cites": root.pk}).context["page"]) == {child, other}


def test_a6_a_record_of_the_same_number_but_another_issuer_is_hinted_at_in_the_review(desk, office, make):
    near = make(58, "UBND-NC", issuing_body="Chủ tịch UBND tỉnh Bình An", issued_on=date(2026, 3, 3))
    make(58, "UBND-NC", issued_on=date(2025, 3, 2))
    document = draft(office)
    address = reverse("directives:near", args=[document.pk])
    assert address in desk.get(reverse("directives:review", args=[document.pk])).content.decode()
    page = desk.get(address, headers={"HX-Request": "true"})
    assert page.content.decode().count("<li>") == 1
    assert reverse("directives:detail", args=[near.pk]) in page.content.decode()
    assert "Trong sổ có văn bản cùng số, ký hiệu" in page.content.decode()
    near.code_number = "59"
    near.save()
    assert desk.get(address, headers={"HX-Request": "true"}).content.decode().strip() == ""
    assert "Không có văn bản nào gần giống" in desk.get(address).content.decode()


@pytest.mark.parametrize("name", ["detail", "cited_list"])
def test_pages_take_the_same_queries_for_ten_links_and_for_two_hundred(desk, make, name):
    root = make(1)

    def grow(numbers):
        for number in numbers:
            follower = make(number)
            cite(follower, "1/VP-TH", target=root)
            cite(follower, f"{number}/CĐ-TTg")
            cite(root, f"{number}/QĐ-TTg", relation="mentions")

    address = reverse(f"directives:{name}", args=[root.pk] if name == "detail" else [])
    grow(range(100, 110))
    few = queries(desk, address)
    grow(range(110, 300))
    assert queries(desk, address) == few <= 32
