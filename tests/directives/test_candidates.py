"""For a cited document the records that it may be are proposed with the reason; none is chosen."""

from datetime import date

import pytest

from directives.models import Citation
from directives.services.candidates import candidates, issuer_in, type_in
from tests.directives.conftest import make_office
from tests.factories.directives import make_directive

ON = date(2026, 3, 2)
LATER = date(2026, 4, 1)


@pytest.fixture
def record(office):
    return make_directive(owner=office.organisation, by=office.registrar)


@pytest.fixture
def citing(office):
    return make_directive(
        owner=office.organisation,
        by=office.registrar,
        code_number="58",
        issued_on=LATER,
        subject="chấn chỉnh, siết chặt trách nhiệm trong xử lý công việc",
    )


def cite(directive, reference="271/UBND-VP8", issued_on=ON, as_printed="", **fields):
    return Citation.objects.create(
        directive=directive,
        relation="implements",
        as_printed=as_printed or f"Công văn số {reference}",
        reference=reference,
        issued_on=issued_on,
        **fields,
    )


def reasons(citation, office):
    return [one.reason for one in candidates([citation], user=office.registrar).get(citation.pk, [])]


@pytest.mark.parametrize(
    ("cited", "reason"),
    [
        ({"issuing_body": "Ủy ban nhân dân tỉnh Sông Mây"}, "cùng số, ký hiệu, ngày và cơ quan ban hành"),
        ({"issuing_body": "Bộ Nội vụ"}, "cùng số, ký hiệu và ngày"),
        ({"reference": "0271/ubnd-vp8"}, "cùng số, ký hiệu và ngày"),
        ({"reference": "271/UBNDVP8"}, "cùng số, ký hiệu và ngày"),
        ({"issued_on": None}, "cùng số, ký hiệu; văn bản dẫn không ghi ngày"),
        ({"issued_on": date(2026, 2, 3)}, "cùng số, ký hiệu và năm"),
        ({"issued_on": date(2025, 3, 2)}, "cùng số, ký hiệu, khác ngày"),
        ({"reference": "271/UBNO-VPB"}, "cùng số và ngày, khác ký hiệu"),
    ],
)
def test_b1_the_record_is_proposed_with_what_agrees_and_is_no_link(office, record, citing, cited, reason):
    citation = cite(citing, **cited)
    assert reasons(citation, office) == [reason]
    citation.refresh_from_db()
    assert citation.target is None


@pytest.mark.parametrize(
    ("reference", "issued_on"), [("272/UBND-VP8", ON), ("271/SNV-VP", date(2025, 1, 1)), ("271/SNV-VP", None)]
)
def test_another_document_is_not_proposed(office, record, citing, reference, issued_on):
    assert reasons(cite(citing, reference, issued_on), office) == []


def test_b1_the_nearest_comes_first(office, record, citing):
    fields = {"owner": office.organisation, "by": office.registrar}
    make_directive(**fields, issued_on=date(2024, 3, 2))
    make_directive(**fields, issued_on=None, issued_year=2026)
    found = candidates([citation := cite(citing)], user=office.registrar)[citation.pk]
    assert [one.record.issued_text for one in found] == ["02/03/2026", "2026", "02/03/2024"]
    assert [one.is_whole for one in found] == [True, False, False]


def test_what_the_person_may_not_see_is_not_proposed(office, record, citing):
    assert candidates([cite(citing)], user=make_office("Sở Tài chính").registrar) == {}


def test_what_is_settled_is_not_proposed_again(office, record, citing):
    assert candidates([cite(citing, target=record), cite(citing, is_external=True)], user=office.registrar) == {}


def telegram(office, number="280", subject="chấn chỉnh, nâng cao trách nhiệm trong xử lý công việc", on=ON, **fields):
    values = {"document_type": "official_telegram", "code_notation": "CĐ-TTg", "issuing_body": "Thủ tướng Chính phủ"}
    return make_directive(
        owner=office.organisation,
        by=office.registrar,
        code_number=number,
        subject=subject,
        issued_on=on,
        **(values | fields),
    )


def test_b3_a_document_without_a_number_is_proposed_by_type_issuer_and_subject(office, citing):
    meant = telegram(office)
    telegram(office, "281", "ứng phó bão số 3")
    telegram(office, "282", issuing_body="UBND tỉnh")
    telegram(office, "283", on=date(2026, 5, 5))  # later than the citing document
    telegram(office, "284", document_type="decision")
    citation = cite(citing, reference="", issued_on=None, as_printed="Công điện của Thủ tướng Chính phủ")
    [one] = candidates([citation], user=office.registrar)[citation.pk]
    assert one.record == meant
    assert (
        one.reason
        == "cùng loại và cơ quan ban hành; trích yếu cùng nói về “chấn chỉnh”, “trách nhiệm trong xử lý công việc”"
    )
    citation.refresh_from_db()
    assert citation.target is None


def test_b3_a_date_without_a_number_is_enough_with_type_and_issuer(office, citing):
    meant = telegram(office, subject="ứng phó bão số 3")
    citation = cite(citing, reference="", as_printed="Công điện ngày 02/3/2026 của Thủ tướng Chính phủ")
    [one] = candidates([citation], user=office.registrar)[citation.pk]
    assert (one.record, one.reason) == (meant, "cùng loại và cơ quan ban hành, cùng ngày")


def test_b3_words_that_name_no_type_propose_nothing(office, citing):
    telegram(office)
    assert reasons(cite(citing, reference="", issued_on=None, as_printed="ý kiến của Thủ tướng"), office) == []


def test_candidates_of_many_citations_take_two_queries(office, record, citing, django_assert_num_queries):
    citations = [cite(citing), *(cite(citing, f"{n}/UBND-VP8") for n in range(20))]
    citations += [cite(citing, "", None, as_printed=f"Công điện số hiệu {n} của Thủ tướng") for n in range(5)]
    with django_assert_num_queries(2):
        assert len(candidates(citations, user=office.registrar)) == 1


def test_type_and_issuer_are_read_from_the_words():
    assert type_in("Thông báo kết luận của Chủ tịch") == "conclusion_notice"
    assert type_in("Công trình") is None
    assert issuer_in("Công điện của Thủ tướng Chính phủ về ứng phó bão") == "Thủ tướng Chính phủ"
    assert issuer_in("Công điện về ứng phó bão") == ""
