"""A person says which record a cited document is; links never close a circle, and every step is on record."""

from datetime import date
from itertools import pairwise

import pytest

from directives.models import Citation, Relation
from directives.services.linking import (
    Circle,
    correct_relation,
    link_all,
    link_citation,
    link_citations,
    reopen_citations,
    set_external,
    unlink_citation,
    waiting_for,
)
from tests.directives.conftest import NOW, make_office
from tests.factories.directives import make_directive
from units.models import AuditEvent, AuditKind
from units.refusals import Conflict, Forbidden

ON = date(2026, 3, 2)


@pytest.fixture
def cited(office):
    return make_directive(owner=office.organisation, by=office.registrar)


@pytest.fixture
def citing(office):
    return make_directive(owner=office.organisation, by=office.registrar, code_number="58")


def cite(directive, reference="271/UBND-VP8", issued_on=ON, relation="implements", **fields):
    return Citation.objects.create(
        directive=directive,
        relation=relation,
        as_printed=f"Công văn số {reference}",
        reference=reference,
        issued_on=issued_on,
        **fields,
    )


def chain(office, count, relation="implements"):
    """Directives of which each is linked to the one before it; and a function that links any two."""
    directives = [
        make_directive(owner=office.organisation, by=office.registrar, code_number=str(number + 1))
        for number in range(count)
    ]

    def link(lower, upper, relation=relation):
        citation = cite(lower, upper.reference, relation=relation)
        return link_citation(citation=citation, target=upper, by=office.registrar, now=NOW)

    for upper, lower in pairwise(directives):
        link(lower, upper)
    return directives, link


def test_b1_a_person_links_several_parents_each_once_and_takes_it_back(office, cited, citing):
    other = make_directive(owner=office.organisation, by=office.registrar, code_number="101")
    first, second = cite(citing), cite(citing, "101/UBND-VP8")
    link_citation(citation=first, target=cited, by=office.registrar, now=NOW)
    link_citation(citation=second, target=other, by=office.registrar, now=NOW)
    assert {row.target for row in citing.citations.all()} == {cited, other}
    with pytest.raises(Conflict, match="đã được liên kết"):
        link_citation(citation=first, target=cited, by=office.registrar, now=NOW)
    unlink_citation(citation=first, by=office.registrar, now=NOW)
    assert not cited.cited_by.exists()


def test_each_step_is_on_record(office, cited, citing):
    citation = cite(citing)
    link_citation(citation=citation, target=cited, by=office.registrar, now=NOW)
    citation.refresh_from_db()
    assert (citation.settled_by, citation.settled_in_post, citation.settled_at) == (
        office.registrar,
        office.registrar.acting_post,
        NOW,
    )
    unlink_citation(citation=citation, by=office.monitor, now=NOW)
    lines = AuditEvent.objects.filter(kind=AuditKind.CITATION_SETTLED).order_by("pk")
    assert [(line.user, line.detail["act"], line.detail["target"]) for line in lines] == [
        (office.registrar, "link", cited.pk),
        (office.monitor, "reopen", None),
    ]
    assert "271/UBND-VP8" in lines[0].subject


def test_a_document_does_not_cite_itself(office, citing):
    with pytest.raises(Conflict, match="chính nó"):
        link_citation(citation=cite(citing), target=citing, by=office.registrar, now=NOW)


def test_who_keeps_no_register_or_another_one_links_nothing(office, cited, citing):
    for stranger in (office.leader, make_office("Sở Tài chính").registrar):
        with pytest.raises(Forbidden):
            link_citation(citation=cite(citing), target=cited, by=stranger, now=NOW)


def test_of_several_all_are_linked_or_none(office, cited, citing):
    rows = [cite(citing), cite(cited)]
    with pytest.raises(Conflict):
        link_citations(citations=rows, target=cited, by=office.registrar, now=NOW)
    assert not cited.cited_by.exists()


@pytest.mark.parametrize("relation", ["implements", "amends", "replaces", "corrects", "recalls"])
@pytest.mark.parametrize("length", [2, 3, 7])
def test_b2_a_circle_of_any_length_is_refused(office, relation, length):
    directives, link = chain(office, length, relation)
    with pytest.raises(Circle, match="tạo thành vòng"):
        link(directives[0], directives[-1])
    assert directives[0].citations.get().is_open


def test_b2_a_circle_of_several_relations_is_refused(office):
    directives, link = chain(office, 3)
    with pytest.raises(Circle):
        link(directives[0], directives[2], relation="replaces")


@pytest.mark.parametrize("relation", ["also_applies", "mentions", "legal_basis"])
def test_b5_what_is_only_applied_or_mentioned_may_be_mutual(office, relation):
    directives, link = chain(office, 2, relation)
    assert link(directives[0], directives[1]).target == directives[1]


def test_b2_two_ways_to_one_root_are_no_circle(office):
    directives, link = chain(office, 3)
    assert link(directives[2], directives[0]).target == directives[0]


def test_b5_a_relation_is_corrected_with_its_reason_and_the_first_one_is_kept(office, cited, citing):
    citation = cite(citing)
    link_citation(citation=citation, target=cited, by=office.registrar, now=NOW)
    sent = {"citation": citation, "by": office.registrar, "now": NOW}
    row = correct_relation(**sent, relation=Relation.ALSO_APPLIES, reason="văn bản ghi gắn với")
    assert (row.relation, row.relation_as_logged, row.relation_reason) == (
        "also_applies",
        "implements",
        "văn bản ghi gắn với",
    )
    line = AuditEvent.objects.filter(kind=AuditKind.CITATION_SETTLED).latest("pk")
    assert (line.detail["relation_before"], line.detail["relation"]) == ("implements", "also_applies")
    with pytest.raises(Conflict):
        correct_relation(**sent, relation=Relation.ALSO_APPLIES, reason="lần nữa")
    assert correct_relation(**sent, relation=Relation.IMPLEMENTS, reason="đọc lại").relation_as_logged == ""


def test_b2_a_corrected_relation_closes_no_circle_either(office):
    directives, link = chain(office, 2)
    mention = link(directives[0], directives[1], relation="mentions")
    with pytest.raises(Circle):
        correct_relation(citation=mention, relation=Relation.IMPLEMENTS, reason="nhầm", by=office.registrar, now=NOW)


def test_b3_a_document_may_be_none_of_ours_until_it_is_opened_again(office, cited, citing):
    citation = cite(citing)
    [row] = set_external(citations=[citation], note="tra ở công báo", by=office.registrar, now=NOW)
    assert (row.is_external, row.note, row.is_open) == (True, "tra ở công báo", False)
    with pytest.raises(Conflict, match="ngoài hệ thống"):
        link_citation(citation=citation, target=cited, by=office.registrar, now=NOW)
    reopen_citations(citations=[citation], by=office.registrar, now=NOW)
    linked = link_citation(citation=citation, target=cited, by=office.registrar, now=NOW)
    assert (linked.target, linked.note) == (cited, "")
    with pytest.raises(Conflict, match="Bỏ liên kết"):
        set_external(citations=[citation], note="", by=office.registrar, now=NOW)


def test_b3_citations_wait_for_the_document_that_they_name(office, cited, citing):
    named = cite(citing, "0271/ubnd-vp8")
    undated = cite(citing, issued_on=None, relation="mentions")
    cite(citing, issued_on=date(2025, 3, 2))
    cite(citing, "272/UBND-VP8")
    cite(citing, "271/2025/UBND-VP8", None)
    earlier = make_directive(
        owner=office.organisation, by=office.registrar, code_number="57", issued_on=date(2026, 3, 1)
    )
    cite(earlier, issued_on=None)
    cite(cited)
    cite(citing, relation="amends", is_external=True)
    other = make_office("Sở Tài chính")
    cite(make_directive(owner=other.organisation, by=other.registrar, code_number="9"))
    assert waiting_for(cited, office.registrar) == [named, undated]
    linked, refused = link_all(target=cited, by=office.registrar, now=NOW)
    assert ([row.pk for row in linked], refused) == ([named.pk, undated.pk], [])
    assert waiting_for(cited, office.registrar) == []


def test_b2_linking_all_leaves_out_what_would_close_a_circle(office, cited, citing):
    back = cite(cited, "58/UBND-VP8")
    link_citation(citation=back, target=citing, by=office.registrar, now=NOW)
    blocked, free = cite(citing), cite(citing, relation="mentions")
    linked, refused = link_all(target=cited, by=office.registrar, now=NOW)
    assert ([row.pk for row in linked], [row.pk for row in refused]) == ([free.pk], [blocked.pk])
