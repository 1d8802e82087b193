"""The review: nothing typed is lost, nothing is entered in silence, the document stays text."""

from django.http import QueryDict
from django.urls import reverse

from directives.models import Directive, DocumentText, Reading, RegisterEntry
from tests.directives.conftest import DISPATCH, make_office
from tests.directives.steps import draft, posted_of, queries, save, send

HOSTILE = '<script>alert(1)</script> & <img src=x onerror="alert(2)">'


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
    assert '<div class="review-field" data-span="head-subject">' in page
    assert 'data-words="Phòng Tổ chức cán bộ">Phòng Tổ chức cán bộ</span>' in page


def test_a_doubt_stands_beside_its_field(desk, office):
    page = desk.get(reverse("directives:review", args=[draft(office).pk])).content.decode()
    assert "Không đọc được họ tên người ký" in page
    assert 'data-doubt="signature.0"' in page
    assert '<li class="node depth-0 review-doubt" id="r7">' in page


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
    assert f"{office.registrar.full_name} đã lưu bản nháp này lúc" in page
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
    assert "đã lưu bản nháp này" in answer.content.decode()
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


def test_the_review_and_the_directive_take_the_same_queries_for_twice_the_rows(desk, office):
    reviews, pages = [], []
    for count in (10, 20):
        items = "\n".join(f"{n}. Phòng Tổ chức cán bộ chủ trì, phối hợp với Văn phòng Sở làm." for n in range(1, count))
        document = draft(office, DISPATCH.replace("1. Giao", f"{items}\n{count}. Giao").replace("58/", f"{count}/"))
        reviews.append(queries(desk, reverse("directives:review", args=[document.pk])))
        save(desk, document)
        pages.append(queries(desk, reverse("directives:detail", args=[Directive.objects.first().pk])))
    assert reviews[0] == reviews[1] <= 12
    assert pages[0] == pages[1] <= 26


# ---- Kept in the background -----------------------------------------------------------------------------------------


def autosaved(client, document, data, page="trang-1"):
    data["act"], data["page"] = "autosave", page
    return send(client, document, data)


def test_a_draft_is_kept_in_the_background_whether_right_or_wrong(desk, office):
    document = draft(office)
    answer = autosaved(desk, document, posted_of(desk, document, head__issued="31/02/2026", r1__text=""))
    assert answer.status_code == 200
    assert answer.json()["saved"] == 1
    document.refresh_from_db()
    assert document.review["head"]["issued"] == "31/02/2026"
    assert not Directive.objects.exists()


def test_what_a_short_form_leaves_out_is_blank(desk, office):
    document = draft(office)
    data = posted_of(desk, document, head__signer_position="")
    short = QueryDict(mutable=True)
    for name, values in data.lists():
        if any(values):
            short.setlist(name, values)
    autosaved(desk, document, data)
    document.refresh_from_db()
    whole = document.review
    autosaved(desk, document, short)
    document.refresh_from_db()
    before = desk.get(reverse("directives:review", args=[document.pk])).context["review"]
    assert document.review["head"] == whole["head"]
    assert [row["text"] for row in document.review["rows"]] == [row["text"] for row in whole["rows"]]
    assert before.head["signer_position"].value() == ""


def test_a_saving_whose_answer_got_lost_is_no_conflict_with_itself(desk, office):
    document = draft(office)
    data = posted_of(desk, document)
    assert autosaved(desk, document, data).json()["saved"] == 1
    assert autosaved(desk, document, data).json()["saved"] == 2
    told = autosaved(desk, document, data, page="trang-2")
    assert told.status_code == 409
    assert told.json()["saved"] == 2
    assert office.registrar.full_name in told.json()["reason"]


def test_what_became_a_directive_meanwhile_is_not_saved_over(desk, office):
    document = draft(office)
    data = posted_of(desk, document)
    save(desk, document)
    told = autosaved(desk, document, data)
    assert told.status_code == 409
    assert told.json()["is_over"]


def test_keys_of_rows_and_doubts_stay_the_same_through_savings(desk, office):
    document = draft(office)
    data = posted_of(desk, document)
    before = desk.get(reverse("directives:review", args=[document.pk])).context
    autosaved(desk, document, data)
    after = desk.get(reverse("directives:review", args=[document.pk])).context
    assert [row.form.prefix for row in after["rows"]] == [row.form.prefix for row in before["rows"]]
    assert [doubt.key for doubt in after["doubts"]] == [doubt.key for doubt in before["doubts"]]


# ---- Doubts ---------------------------------------------------------------------------------------------------------


def test_a_doubt_that_was_seen_stays_quiet(desk, office):
    document = draft(office)
    data = posted_of(desk, document, act="draft")
    data.setlist("seen", ["signature.0"])
    send(desk, document, data)
    answer = desk.get(reverse("directives:review", args=[document.pk]))
    assert [doubt.key for doubt in answer.context["doubts"] if doubt.is_seen] == ["signature.0"]
    page = answer.content.decode()
    assert 'name="seen" value="signature.0" checked' in page
    assert f"Đã xem 1/{len(answer.context['doubts'])} chỗ cần xem" in page


def test_d2_a_row_that_names_several_leads_offers_each_of_them(desk, office):
    text = DISPATCH.replace(
        "1. Giao Phòng Tổ chức cán bộ chủ trì, phối hợp với Văn phòng Sở rà soát",
        "1. Giao Phòng Tổ chức cán bộ, Văn phòng Sở rà soát",
    )
    document = draft(office, text)
    act = f"lead:r1:u{office.desk.pk}:Văn phòng Sở"
    assert f'name="act" value="{act}"' in desk.get(reverse("directives:review", args=[document.pk])).content.decode()
    send(desk, document, posted_of(desk, document, act=act))
    row = desk.get(reverse("directives:review", args=[document.pk])).context["rows"][0]
    assert [chip.label for chip in row.leads] == ["Văn phòng Sở"]
    assert [chip.label for chip in row.coordinating] == ["Phòng Tổ chức cán bộ"]


def test_a8_the_count_of_the_document_stands_beside_the_count_of_the_rows(desk, office):
    document = draft(office)
    told = document.reading.proposal | {"told_count": 10}
    Reading.objects.filter(document=document).update(proposal=told)
    page = desk.get(reverse("directives:review", args=[document.pk]))
    tops = [row for row in page.context["rows"] if row.form["kind"].value() == "item" and row.form.depth == 0]
    assert f"Văn bản báo 10 nội dung, đã nhập {len(tops)}" in page.content.decode()


def test_c3_c4_continuations_and_double_labels_stand_as_printed(desk, office):
    rows = desk.get(reverse("directives:review", args=[draft(office).pk])).context["rows"]
    assert [row.form["label"].value() for row in rows] == ["1", "2", "a", "b", "", "3", "3"]
    assert rows[4].kind_said == "đoạn tiếp theo"
    assert any("không nối tiếp" in doubt.message for doubt in rows[6].doubts)


# ---- On to assigning ------------------------------------------------------------------------------------------------


def test_who_may_assign_goes_on_beside_the_text(client, office):
    client.force_login(office.monitor)
    document = draft(office)
    address = reverse("directives:review", args=[document.pk])
    assert f'hx-post="{address}"' in client.get(address).content.decode()
    data = posted_of(client, document, act="save").urlencode()
    answer = client.post(
        address, data, content_type="application/x-www-form-urlencoded", headers={"HX-Request": "true"}
    )
    directive = Directive.objects.get()
    assert answer.status_code == 200
    assert f'hx-get="{reverse("tasks:assign", args=[directive.pk])}"' in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_who_may_not_assign_goes_to_the_directive(desk, office):
    document = draft(office)
    address = reverse("directives:review", args=[document.pk])
    assert f'hx-post="{address}"' not in desk.get(address).content.decode()


def test_a_refused_entry_answers_htmx_with_the_form_alone(client, office):
    client.force_login(office.monitor)
    document = draft(office)
    data = posted_of(client, document, act="save", head__subject="").urlencode()
    answer = client.post(
        reverse("directives:review", args=[document.pk]),
        data,
        content_type="application/x-www-form-urlencoded",
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 422
    assert answer.content.decode().lstrip().startswith("<form")
    assert "HX-Request" in answer["Vary"]
