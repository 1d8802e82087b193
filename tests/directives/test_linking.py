"""Cited documents are proposed by number, notation and date; a person links them."""

from datetime import date

import pytest

from directives.models import Citation
from directives.services.linking import candidates, link_citation, unlink_citation
from tests.directives.conftest import NOW, make_office
from tests.factories.directives import make_directive
from units.refusals import Conflict, Forbidden

ON = date(2026, 3, 2)


@pytest.fixture
def cited(office):
    return make_directive(owner=office.organisation, by=office.registrar)


@pytest.fixture
def citing(office):
    return make_directive(owner=office.organisation, by=office.registrar, code_number="58")


def cite(directive, reference="271/UBND-VP8", issued_on=ON):
    return Citation.objects.create(
        directive=directive,
        relation="implements",
        as_printed=f"Công văn số {reference}",
        reference=reference,
        issued_on=issued_on,
    )


def test_the_record_of_the_same_number_notation_and_date_is_a_candidate_and_not_a_link(office, cited, citing):
    citation = cite(citing, "0271/ubnd-vp8")
    assert candidates([citation], user=office.registrar) == {citation.pk: cited}
    citation.refresh_from_db()
    assert citation.target is None


@pytest.mark.parametrize(
    ("reference", "issued_on"),
    [("271/UBND-VP8", None), ("271/UBND-VP8", date(2025, 3, 2)), ("272/UBND-VP8", ON), ("", ON)],
)
def test_less_than_the_whole_identity_is_no_candidate(office, cited, citing, reference, issued_on):
    assert candidates([cite(citing, reference, issued_on)], user=office.registrar) == {}


def test_two_records_alike_are_no_candidate(office, cited, citing):
    make_directive(owner=office.organisation, by=office.registrar)
    assert candidates([cite(citing)], user=office.registrar) == {}


def test_what_the_person_may_not_see_is_no_candidate(office, cited, citing):
    assert candidates([cite(citing)], user=make_office("Sở Tài chính").registrar) == {}


def test_candidates_of_many_citations_take_one_query(office, cited, citing, django_assert_num_queries):
    citations = [cite(citing), *(cite(citing, f"{n}/UBND-VP8") for n in range(20))]
    with django_assert_num_queries(1):
        assert len(candidates(citations, user=office.registrar)) == 1


def test_a_person_links_once_and_takes_it_back(office, cited, citing):
    citation = cite(citing)
    link_citation(citation=citation, target=cited, by=office.registrar, now=NOW)
    with pytest.raises(Conflict, match="đã được liên kết"):
        link_citation(citation=citation, target=cited, by=office.registrar, now=NOW)
    assert list(cited.cited_by.all()) == [citation]
    unlink_citation(citation=citation, by=office.registrar, now=NOW)
    assert not cited.cited_by.exists()


def test_a_document_does_not_cite_itself(office, citing):
    with pytest.raises(Conflict, match="chính nó"):
        link_citation(citation=cite(citing), target=citing, by=office.registrar, now=NOW)


def test_who_keeps_no_register_links_nothing(office, cited, citing):
    with pytest.raises(Forbidden):
        link_citation(citation=cite(citing), target=cited, by=office.leader, now=NOW)
