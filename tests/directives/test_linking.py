"""Cited documents are proposed by number, notation and date; a person links them."""

from datetime import date

import pytest

from directives.models import Citation
from directives.services.linking import link_citation, unlink_citation
from tests.directives.conftest import NOW
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
