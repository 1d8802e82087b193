"""Linking a cited document in a real browser: results come as one types, and the chain stands on the page."""

from __future__ import annotations

from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from directives.models import Citation
from tests.factories.directives import make_directive
from tests.factories.units import make_organisation, make_person, make_unit
from units.models import UnitKind
from units.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_b3_a_cited_document_is_found_as_one_types_and_the_chain_follows(sign_in):
    organisation = make_organisation("Sở Giáo dục và Đào tạo tỉnh Sông Mây", short_name="SGDĐT")
    own_office = make_unit("Văn phòng Sở", parent=organisation, short_name="VP", kind=UnitKind.OFFICE)
    clerk = make_person(own_office, Role.REGISTRAR, full_name="Văn thư Sở")
    kept = {"owner": organisation, "by": clerk}
    parent = make_directive(**kept, code_number="271", subject="chấn chỉnh việc xử lý hồ sơ chậm")
    make_directive(**kept, code_number="27", subject="việc khác")
    directive = make_directive(**kept, code_number="58", issued_on=date(2026, 4, 1))
    Citation.objects.create(directive=directive, relation="implements", as_printed="Công văn của Ủy ban nhân dân tỉnh")

    page = sign_in(clerk, f"/van-ban/{directive.pk}/")
    page.get_by_role("link", name="Tìm trong sổ").click()
    page.get_by_label("Số, ký hiệu, ngày hoặc trích yếu").press_sequentially("271 ubndvp8")
    row = page.get_by_role("row", name="271/UBND-VP8")
    expect(row).to_be_visible()
    expect(page.get_by_role("row", name="27/UBND-VP8", exact=True)).to_have_count(0)
    assert Axe().run(page).violations_count == 0
    row.get_by_role("button", name="Liên kết").click()

    expect(page.get_by_text("Đã liên kết 1 chỗ dẫn với Công văn 271/UBND-VP8 ngày 02/03/2026")).to_be_visible()
    chain = page.locator("#chuoi")
    expect(chain.get_by_role("listitem")).to_have_count(2)
    expect(chain.get_by_role("link", name="Công văn 271/UBND-VP8")).to_be_visible()
    assert Axe().run(page).violations_count == 0
    assert Citation.objects.get().target == parent
