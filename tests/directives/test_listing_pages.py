"""The list, the drafts and the register."""

from datetime import date

import pytest
from django.urls import reverse

from tests.directives.steps import draft, log_rows, queries
from tests.factories.directives import make_directive
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
