"""The screens as văn thư meets them."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from directives.models import Directive, DocumentText, RegisterEntry
from directives.services import intake
from directives.services.register import enter, lock_register
from files.models import StoredFile
from tests.directives.conftest import DISPATCH, NOW, SECRET, make_office
from tests.directives.test_forms import encoded
from tests.factories.directives import make_directive, make_instruction
from units.clock import now

#: Decree 30/2020, Annex IV.
HEADINGS = [
    "Ngày đến",
    "Số đến",
    "Tác giả",
    "Số, ký hiệu văn bản",
    "Ngày tháng văn bản",
    "Tên loại và trích yếu nội dung văn bản",
    "Đơn vị hoặc người nhận",
    "Ngày chuyển",
    "Ký nhận",
    "Ghi chú",
]
HOSTILE = '<script>alert(1)</script> & <img src=x onerror="alert(2)">'


@pytest.fixture
def desk(client, office):
    client.force_login(office.registrar)
    return client


def draft(office, text=DISPATCH):
    return intake.receive_text(text=text, by=office.registrar, now=NOW)


def posted_of(client, document, **changes):
    """The review as the page drew it, with some answers changed."""
    page = client.get(reverse("directives:review", args=[document.pk]))
    review = page.context["review"]
    typed = {
        "head": {name: review.head[name].value() for name in review.head.fields},
        "rows": [{"key": f.prefix} | {name: f[name].value() for name in f.fields} for f in review.rows],
        "citations": [{"key": f.prefix} | {name: f[name].value() for name in f.fields} for f in review.citations],
    }
    data = encoded(typed)
    data["saved"] = review.saved
    for name, value in changes.items():
        data[name.replace("__", "-")] = value
    return data


def send(client, document, data):
    """As a browser does, with every value of a name."""
    address = reverse("directives:review", args=[document.pk])
    return client.post(address, data.urlencode(), content_type="application/x-www-form-urlencoded")


def save(client, document, **changes):
    return send(client, document, posted_of(client, document, **({"act": "save"} | changes)))


def log_rows(office, count, **fields):
    for number in range(count):
        directive = make_directive(owner=office.organisation, by=office.registrar, code_number=str(number), **fields)
        counter = lock_register(organisation=office.organisation, arrived_at=NOW)
        enter(directive=directive, counter=counter, arrived_at=NOW, by=office.registrar, now=NOW)
        make_instruction(directive)


# Taking in


def test_pasting_leads_to_the_review_and_saving_to_the_directive(desk, office):
    answer = desk.post(reverse("directives:log"), {"text": DISPATCH})
    document = DocumentText.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("directives:review", args=[document.pk]))
    answer = save(desk, document)
    directive = Directive.objects.get()
    assert (answer.status_code, answer.url) == (302, reverse("directives:detail", args=[directive.pk]))
    assert directive.instructions.count() == 7
    page = desk.get(answer.url).content.decode()
    assert "số đến 1, năm" in page
    assert "58/UBND-NC" in page


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"text": "  "}, "Chưa có nội dung"),
        ({"text": "a", "file": SimpleUploadedFile("a.txt", b"b")}, "Chỉ dán văn bản hoặc chọn tệp"),
        ({"file": SimpleUploadedFile("a.exe", b"MZ\x00\x01")}, ".docx"),
        ({"file": SimpleUploadedFile("a.txt", b"")}, ".docx"),
    ],
)
def test_what_can_not_be_read_gets_a_sentence_and_keeps_what_was_typed(desk, sent, sentence):
    answer = desk.post(reverse("directives:log"), sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    if sent.get("text") == "a":
        assert ">\na</textarea>" in page
    assert not DocumentText.objects.exists()


def test_a_secret_document_leaves_no_row_no_file_and_is_not_shown_again(desk, tmp_path):
    for sent in ({"text": SECRET}, {"file": SimpleUploadedFile("a.txt", SECRET.encode())}):
        answer = desk.post(reverse("directives:log"), sent)
        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Văn bản mật không được đưa vào hệ thống" in page
        assert "chấn chỉnh" not in page
    assert not DocumentText.objects.exists()
    assert not StoredFile.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_a_meeting_is_entered_by_hand(desk, office):
    answer = desk.post(reverse("directives:by_hand"))
    document = DocumentText.objects.get()
    assert answer.url == reverse("directives:review", args=[document.pk])
    head = {"head__issuing_body": "Giám đốc Sở", "head__subject": "kết luận giao ban", "head__source_kind": "meeting"}
    answer = save(desk, document, **head)
    assert answer.status_code == 302
    assert Directive.objects.get().source_kind == "meeting"


# Review


def test_the_document_is_escaped_whatever_it_holds(desk, office):
    document = draft(
        office, DISPATCH.replace("chấn chỉnh việc xử lý văn bản", HOSTILE).replace("a) Khẩn", f"a) {HOSTILE} Khẩn")
    )
    page = desk.get(reverse("directives:review", args=[document.pk])).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    save(desk, document)
    page = desk.get(reverse("directives:detail", args=[Directive.objects.get().pk])).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_passages_and_fields_carry_the_same_key(desk, office):
    page = desk.get(reverse("directives:review", args=[draft(office).pk])).content.decode()
    assert '<mark data-span="head-subject">chấn chỉnh việc xử lý văn bản</mark>' in page
    assert '<mark data-span="r1-leads r1">Phòng Tổ chức cán bộ</mark>' in page
    assert 'data-span="r1-leads"' in page


def test_a_doubt_stands_beside_its_field(desk, office):
    page = desk.get(reverse("directives:review", args=[draft(office).pk])).content.decode()
    assert "Không đọc được họ tên người ký" in page
    assert page.count("review-doubt") == 2


def test_errors_come_back_with_everything_typed(desk, office):
    document = draft(office)
    answer = save(
        desk, document, head__issued="31/02/2026", head__subject="trích yếu đã sửa", r1__text="", r2__label="2bis"
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Chưa lưu được" in page
    assert 'href="#id_head-issued"' in page
    assert 'value="31/02/2026"' in page
    assert "trích yếu đã sửa" in page
    assert 'value="2bis"' in page
    assert not Directive.objects.exists()
    assert not RegisterEntry.objects.exists()


def test_the_buttons_of_rows_work_without_javascript_and_keep_everything(desk, office):
    document = draft(office)
    address = reverse("directives:review", args=[document.pk])
    answer = send(desk, document, posted_of(desk, document, act="remove:r2", head__subject="đang sửa"))
    assert answer.url == f"{address}#r3"
    answer = send(desk, document, posted_of(desk, document, act="after:r1"))
    assert answer.url == f"{address}#r8"
    review = desk.get(address).context["review"]
    assert [form.prefix for form in review.rows] == ["r1", "r8", "r3", "r4", "r5", "r6", "r7"]
    assert review.head["subject"].value() == "đang sửa"
    assert review.saved == 2


def test_a_draft_is_kept_and_found_again_by_a_colleague(desk, office, client):
    document = draft(office)
    send(desk, document, posted_of(desk, document, act="draft", head__subject="dở dang"))
    client.force_login(office.monitor)
    page = client.get(reverse("directives:drafts")).content.decode()
    assert "dở dang" in page
    assert "58/UBND-NC" in page


def test_of_two_who_edit_a_draft_the_second_is_told_and_loses_nothing(desk, office):
    document = draft(office)
    stale = posted_of(desk, document, act="draft", head__subject="của người thứ hai")
    send(desk, document, posted_of(desk, document, act="draft", head__subject="của người thứ nhất"))
    answer = send(desk, document, stale)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Người khác vừa lưu" in page
    assert "của người thứ hai" in page
    document.refresh_from_db()
    assert document.review["head"]["subject"] == "của người thứ nhất"
    assert answer.context["review"].saved == 1


def test_what_a_colleague_saved_meanwhile_is_not_entered_over_in_silence(desk, office):
    document = draft(office)
    stale = posted_of(desk, document, act="save", head__subject="của người thứ hai")
    send(desk, document, posted_of(desk, document, act="draft", head__subject="của người thứ nhất"))
    answer = send(desk, document, stale)
    assert answer.status_code == 409
    assert "Người khác vừa lưu" in answer.content.decode()
    assert not Directive.objects.exists()
    stale["saved"] = answer.context["review"].saved
    assert send(desk, document, stale).status_code == 302
    assert Directive.objects.get().subject == "của người thứ hai"


def test_a_draft_set_aside_meanwhile_is_told_with_everything_typed(desk, office):
    document = draft(office)
    data = posted_of(desk, document, act="save", head__subject="đã gõ xong")
    desk.post(reverse("directives:discard", args=[document.pk]))
    answer = send(desk, document, data)
    assert answer.status_code == 409
    assert "đã được bỏ" in answer.content.decode()
    assert "đã gõ xong" in answer.content.decode()


def test_a_file_over_25_mb_is_refused_unread(desk, monkeypatch):
    monkeypatch.setattr("directives.forms.intake.MAX_BYTES", 10)
    answer = desk.post(reverse("directives:log"), {"file": SimpleUploadedFile("to.txt", b"a" * 11)})
    assert answer.status_code == 422
    assert "quá 25 MB" in answer.content.decode()


def test_a6_the_same_identity_is_a_choice_and_keeps_everything(desk, office):
    save(desk, draft(office))
    first = Directive.objects.get()
    again = draft(office)
    answer = save(desk, again, head__subject="trích yếu gõ lại")
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Đã có văn bản cùng cơ quan ban hành" in page
    assert reverse("directives:detail", args=[first.pk]) in page
    assert "trích yếu gõ lại" in page
    assert save(desk, again, act="double").status_code == 302
    assert Directive.objects.count() == 2


def test_a6_another_organisation_joins_from_the_warning(desk, office, client):
    save(desk, draft(office))
    first = Directive.objects.get()
    other = make_office("Sở Tài chính")
    client.force_login(other.registrar)
    document = draft(other)
    assert f'value="join:{first.pk}"' in save(client, document).content.decode()
    answer = save(client, document, act=f"join:{first.pk}")
    assert answer.url == reverse("directives:detail", args=[first.pk])
    assert client.get(answer.url).status_code == 200
    assert Directive.objects.count() == 1


def test_sent_twice_a_review_leads_to_the_directive_that_it_became(desk, office):
    document = draft(office)
    data = posted_of(desk, document, act="save")
    first, second = send(desk, document, data), send(desk, document, data)
    assert first.url == second.url
    assert Directive.objects.count() == 1


def test_a_long_review_fits_into_one_form(desk, office, settings):
    items = "\n".join(f"{n}. Phòng Tổ chức cán bộ báo cáo việc thứ {n} trước ngày 15/4/2026." for n in range(1, 201))
    text = DISPATCH.replace("1. Giao Phòng", f"{items}\n201. Giao Phòng")
    document = draft(office, text)
    data = posted_of(desk, document, act="save")
    assert sum(len(values) for _, values in data.lists()) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    assert send(desk, document, data).status_code == 302
    assert Directive.objects.get().instructions.count() > 200


def test_a_draft_set_aside_leaves_the_list(desk, office):
    document = draft(office)
    assert desk.post(reverse("directives:discard", args=[document.pk])).url == reverse("directives:drafts")
    assert not DocumentText.objects.waiting().exists()


# Who may


def test_drafts_and_directives_of_another_organisation_are_not_found(client, office):
    other = make_office("Sở Tài chính")
    document, directive = draft(other), make_directive(owner=other.organisation, by=other.registrar)
    client.force_login(office.registrar)
    for name in ("detail", "complete"):
        assert client.get(reverse(f"directives:{name}", args=[directive.pk])).status_code == 404
    assert client.get(reverse("directives:review", args=[document.pk])).status_code == 404
    assert client.post(reverse("directives:discard", args=[document.pk])).status_code == 404
    assert str(directive.subject) not in client.get(reverse("directives:list")).content.decode()


@pytest.mark.parametrize("role", ["leader", "head"])
def test_who_keeps_no_register_is_refused_with_the_reason(client, office, role):
    client.force_login(getattr(office, role))
    for answer in (client.get(reverse("directives:log")), client.post(reverse("directives:by_hand"))):
        assert answer.status_code == 403
        assert "việc của văn thư" in answer.content.decode()
    assert reverse("directives:log") not in client.get(reverse("directives:list")).content.decode()


def test_a_file_is_served_only_to_those_who_see_its_directive(desk, office, client):
    document = intake.receive_file(data=DISPATCH.encode(), name="cv58.txt", by=office.registrar, now=NOW)
    save(desk, document)
    directive = Directive.objects.get()
    address = reverse("directives:file", args=[directive.pk, directive.attachments.get().pk])
    answer = desk.get(address)
    assert b"".join(answer.streaming_content).decode() == DISPATCH
    assert "cv58.txt" in answer["Content-Disposition"]
    client.force_login(office.head)
    assert client.get(address).status_code == 404


# Finding


@pytest.mark.parametrize(
    "query",
    [
        "q=chan chinh",
        "q=58/UBND",
        "type=notice",
        "issuer=tinh binh an",
        "priority=urgent",
        "year=2025",
        "issued_from=01/05/2025&issued_to=31/05/2025",
        "incomplete=true&q=58",
    ],
)
def test_a1_the_list_is_narrowed_by_every_filter(desk, office, query):
    wanted = {
        "subject": "chấn chỉnh xử lý văn bản",
        "code_notation": "UBND-NC",
        "issuing_body": "UBND tỉnh Bình An",
        "document_type": "notice",
        "priority": "urgent",
    }
    on = {"issued_on": None, "issued_year": 2025} if "incomplete" in query else {"issued_on": date(2025, 5, 8)}
    sought = make_directive(owner=office.organisation, by=office.registrar, code_number="58", **wanted, **on)
    make_directive(owner=office.organisation, by=office.registrar, subject="việc khác")
    page = desk.get(reverse("directives:list") + "?" + query)
    assert list(page.context["page"].object_list) == [sought]


def test_the_list_shows_arrival_numbers_and_pages(desk, office):
    log_rows(office, 51)
    page = desk.get(reverse("directives:list"))
    assert page.context["page"].paginator.num_pages == 2
    assert "1–50 trong 51 văn bản" in page.content.decode()
    assert page.context["page"][0].own_receipts[0].entry.number == 51


def test_an_empty_list_says_what_fills_it(desk):
    page = desk.get(reverse("directives:list")).content.decode()
    assert "Chưa có văn bản nào trong sổ." in page
    assert "Không có văn bản nào khớp" in desk.get(reverse("directives:list") + "?q=xyz").content.decode()


def test_the_register_has_the_ten_headings_of_the_annex(desk, office):
    log_rows(office, 3)
    answer = desk.get(reverse("directives:register_of", args=[2026]))
    page = answer.content.decode()
    places = [page.index(f'<th scope="col">{heading}</th>') for heading in HEADINGS]
    assert places == sorted(places)
    assert [entry.number for entry in answer.context["page"]] == [1, 2, 3]
    assert "10/03/2026" in page


def test_the_register_is_closed_to_units(client, office):
    client.force_login(office.head)
    assert client.get(reverse("directives:register")).status_code == 403


# One directive


def test_c4_the_page_shows_labels_as_printed(desk, office):
    save(desk, draft(office))
    page = desk.get(reverse("directives:detail", args=[Directive.objects.get().pk]))
    assert [node.label for node in page.context["nodes"]] == ["1.", "2.", "a)", "b)", "", "3.", "3."]


def test_a2_number_and_date_are_completed_from_the_page(desk, office):
    blank = make_directive(
        owner=office.organisation, by=office.registrar, code_number="", issued_on=None, issued_year=2026
    )
    assert (
        reverse("directives:complete", args=[blank.pk])
        in desk.get(reverse("directives:detail", args=[blank.pk])).content.decode()
    )
    address = reverse("directives:complete", args=[blank.pk])
    sent = {"code_number": "12", "code_notation": "UBND-VP8", "issued": "02/03/2026", "version": 1}
    answer = desk.post(address, sent | {"issued": "99/03/2026"})
    assert answer.status_code == 422
    assert 'value="12"' in answer.content.decode()
    assert desk.post(address, sent | {"issued": "02/03/2025"}).status_code == 422
    nothing_new = {"code_number": "", "code_notation": "UBND-VP8", "issued": "2026", "version": 1}
    assert "Chưa có gì mới" in desk.post(address, nothing_new).content.decode()
    assert desk.post(address, sent).status_code == 302
    assert desk.post(address, sent).status_code == 409
    assert Directive.objects.get().reference == "12/UBND-VP8"


def test_a_cited_document_on_record_is_offered_and_linked_by_hand(desk, office):
    cited = make_directive(
        owner=office.organisation,
        by=office.registrar,
        code_number="12",
        code_notation="VP-TH",
        issued_on=date(2026, 1, 20),
    )
    save(desk, draft(office))
    directive = Directive.objects.exclude(pk=cited.pk).get()
    citation = directive.citations.get()
    page = desk.get(reverse("directives:detail", args=[directive.pk])).content.decode()
    assert "Trong sổ có" in page
    assert citation.target is None
    desk.post(reverse("directives:link", args=[directive.pk, citation.pk]), {"target": cited.pk})
    citation.refresh_from_db()
    assert citation.target == cited
    desk.post(reverse("directives:link", args=[directive.pk, citation.pk]))
    citation.refresh_from_db()
    assert citation.target is None


# Budgets


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(("name", "most"), [("list", 12), ("drafts", 11), ("register", 11)])
def test_lists_take_the_same_queries_for_twice_the_rows(desk, office, name, most):
    address = reverse(f"directives:{name}")
    found = []
    for _ in range(2):
        log_rows(office, 8, document_type="plan", subject=str(now()))
        for _ in range(4):
            draft(office)
        found.append(queries(desk, address))
    assert found[0] == found[1] <= most


def test_the_review_and_the_directive_take_the_same_queries_for_twice_the_rows(desk, office):
    reviews, pages = [], []
    for count in (10, 20):
        items = "\n".join(f"{n}. Phòng Tổ chức cán bộ chủ trì, phối hợp với Văn phòng Sở làm." for n in range(1, count))
        document = draft(office, DISPATCH.replace("1. Giao", f"{items}\n{count}. Giao").replace("58/", f"{count}/"))
        reviews.append(queries(desk, reverse("directives:review", args=[document.pk])))
        save(desk, document)
        pages.append(queries(desk, reverse("directives:detail", args=[Directive.objects.first().pk])))
    assert reviews[0] == reviews[1] <= 12
    assert pages[0] == pages[1] <= 24
