"""A passage picked in the text: the row, the deadline, the unit that it makes."""

import pytest
from django.urls import reverse

from tests.directives.conftest import DISPATCH, make_office
from tests.directives.steps import draft


@pytest.fixture
def pick(desk, office):
    document = draft(office)
    address = reverse("directives:passage", args=[document.pk])

    def ask(words):
        start = document.text.index(words)
        return desk.get(address, {"start": start, "end": start + len(words)}).json()

    return ask


def test_c7_an_item_is_read_with_its_label_units_deadline_and_place(pick, office):
    words = "1. Giao Phòng Tổ chức cán bộ chủ trì, phối hợp với Văn phòng Sở rà soát quy chế làm việc, báo cáo trước ngày 15/4/2026."
    (row,) = pick(words)["rows"]
    assert (row["label"], row["kind"]) == ("1", "item")
    assert row["text"] == words.removeprefix("1. ")
    assert [chip["value"] for chip in row["leads"]] == [f"u{office.personnel.pk}:Phòng Tổ chức cán bộ"]
    assert [chip["label"] for chip in row["coordinating"]] == ["Văn phòng Sở"]
    assert row["deadlines"][0]["due_on"] == "15/04/2026"
    start = DISPATCH.index(words)
    assert (row["start"], row["end"]) == (str(start), str(start + len(words)))


def test_several_items_are_several_rows(pick):
    rows = pick("a) Khẩn trương xử lý văn bản tồn đọng.\nb) Thống kê văn bản quá hạn.")["rows"]
    assert [(row["label"], row["level"]) for row in rows] == [("a", "1"), ("b", "1")]


@pytest.mark.parametrize(
    ("words", "kind", "due_on"),
    [
        ("trước ngày 15/4/2026", "date", "15/04/2026"),
        ("15/4/2026", "date", "15/04/2026"),  # a date alone states nothing until a person picks it
        ("Khẩn trương", "immediate", ""),
        ("Phòng Tổ chức cán bộ", None, ""),
    ],
)
def test_words_picked_as_a_deadline_become_one_or_none(pick, words, kind, due_on):
    found = pick(words)["deadlines"]
    assert [(line["kind"], line["as_printed"], line["due_on"]) for line in found] == (
        [(kind, words, due_on)] if kind else []
    )


def test_a_name_is_matched_as_in_a_reading(pick, office):
    assert pick("Phòng Tổ chức cán bộ")["party"]["value"] == f"u{office.personnel.pk}:Phòng Tổ chức cán bộ"
    assert not pick("Độc lập - Tự do - Hạnh phúc")["party"]["is_known"]


def test_a_typed_name_is_understood_as_the_review_will_take_it(desk, office):
    address = reverse("directives:named", args=[draft(office).pk])
    assert desk.get(address, {"name": " TCCB "}).json()["party"]["label"] == "Phòng Tổ chức cán bộ"
    assert not desk.get(address, {"name": "Ban Quản lý chợ"}).json()["party"]["is_known"]
    assert desk.get(address, {"name": " "}).status_code == 422


def test_what_is_no_passage_of_the_text_is_refused(desk, office):
    address = reverse("directives:passage", args=[draft(office).pk])
    for start, end in (("5", "5"), ("9", "3"), ("0", "999999"), ("-1", "4"), ("x", "4"), ("", "")):
        assert desk.get(address, {"start": start, "end": end}).status_code == 422
    assert desk.post(address).status_code == 405


def test_a_draft_of_another_organisation_is_not_there(client, office):
    address = reverse("directives:passage", args=[draft(office).pk])
    client.force_login(make_office("Sở Tài chính").registrar)
    assert client.get(address, {"start": 0, "end": 9}).status_code == 404
