"""The chain of a directive: up to the external root, down to the last that implements it, as far as one may see."""

from itertools import pairwise

import pytest

from directives.models import Citation, Directive, DirectiveAccess
from directives.services.chains import MOST_LINKS, chain_about, chain_below
from directives.services.standing import mark
from tests.factories.directives import make_directive


@pytest.fixture
def make(office):
    def one(number, **fields):
        return make_directive(owner=office.organisation, by=office.registrar, code_number=str(number), **fields)

    return one


def link(lower, upper, relation="implements"):
    """`upper` is a directive, or the words by which one is cited that is not in the register."""
    known = {"target": upper, "reference": upper.reference} if isinstance(upper, Directive) else {"as_printed": upper}
    return Citation.objects.create(directive=lower, relation=relation, **known)


def drawn(chain):
    return [(line.depth, line.directive.code_number if line.directive else line.as_printed) for line in chain.links]


def see(user, *directives):
    """The unit of the person was given work from these."""
    for directive in directives:
        DirectiveAccess.objects.create(directive=directive, unit=user.acting_post.unit, reason="lead")


def test_b2_a_chain_leads_from_the_external_root_to_the_last_follower(office, make):
    first, second, third = (make(number) for number in (1, 2, 3))
    link(first, "Công điện số 365/CĐ-TTg")
    link(second, first)
    link(third, second)
    everyone = [(0, "Công điện số 365/CĐ-TTg"), (1, "1"), (2, "2"), (3, "3")]
    for directive in (first, second, third):
        chain = chain_about(directive, office.registrar)
        assert drawn(chain) == everyone
        assert [line.directive for line in chain.links if line.is_here] == [directive]
    assert drawn(chain_below(second, office.registrar)) == [(0, "2"), (1, "3")]


def test_b1_two_parents_are_two_roots_and_the_directive_is_drawn_once(office, make):
    one, other, child, grandchild = (make(number) for number in (1, 2, 3, 4))
    link(child, one)
    link(child, other)
    link(grandchild, child)
    chain = chain_about(child, office.registrar)
    assert drawn(chain) == [(0, "1"), (1, "3"), (2, "4"), (0, "2"), (1, "3")]
    assert [line.is_repeated for line in chain.links] == [False, False, False, False, True]


def test_b2_one_root_cited_by_two_is_drawn_once(office, make):
    first, second, child = (make(number) for number in (1, 2, 3))
    for directive in (first, second):
        Citation.objects.create(
            directive=directive, relation="implements", as_printed="Công điện số 365/CĐ-TTg", reference="365/CĐ-TTg"
        )
        link(child, directive)
    lines = drawn(chain_about(child, office.registrar))
    assert lines == [(0, "Công điện số 365/CĐ-TTg"), (1, "1"), (2, "3"), (1, "2"), (2, "3")]


@pytest.mark.parametrize("relation", ["also_applies", "mentions", "amends", "legal_basis"])
def test_b5_only_what_implements_makes_the_chain(office, make, relation):
    one, other = make(1), make(2)
    link(other, one, relation)
    assert chain_about(one, office.registrar).is_alone
    assert chain_about(other, office.registrar).is_alone


def test_b2_fifty_levels_take_four_queries(office, make, django_assert_num_queries):
    directives = [make(number) for number in range(1, 51)]
    for upper, lower in pairwise(directives):
        link(lower, upper)
    with django_assert_num_queries(4):
        chain = chain_about(directives[25], office.registrar)
    assert drawn(chain) == [(depth, str(depth + 1)) for depth in range(50)]


def test_what_a_person_does_not_see_ends_the_branch_and_leaves_the_printed_words(office, make):
    root, middle, leaf = (make(number) for number in (1, 2, 3))
    link(middle, root)
    Citation.objects.create(directive=leaf, relation="implements", as_printed="Công văn số 2/UBND-VP8", target=middle)
    see(office.head, root, leaf)
    assert drawn(chain_about(leaf, office.head)) == [(0, "Công văn số 2/UBND-VP8"), (1, "3")]
    assert drawn(chain_about(root, office.head)) == [(0, "1")]
    assert list(Directive.objects.implemented_by(leaf.pk, user=office.head)) == []
    assert set(Directive.objects.implemented_by(leaf.pk, user=office.registrar)) == {root, middle}


def test_b2_an_old_circle_does_not_hold_a_page_up(office, make):
    """Links written before circles were refused."""
    one, other = make(1), make(2)
    link(other, one)
    link(one, other)
    assert {line.directive for line in chain_about(one, office.registrar).links} == {one, other}
    assert set(Directive.objects.chain_of(one.pk, user=office.registrar)) == {one, other}


def test_a_wide_chain_is_cut_and_says_so(office, make):
    root = make(1)
    for number in range(MOST_LINKS + 5):
        link(make(number + 2), root)
    chain = chain_about(root, office.registrar)
    assert (len(chain.links), chain.is_cut) == (MOST_LINKS, True)


def test_a_person_without_a_post_sees_no_chain(office, make, django_user_model):
    one, other = make(1), make(2)
    link(other, one)
    assert list(Directive.objects.implementing(one.pk, user=django_user_model(username="moi"))) == []


@pytest.mark.parametrize(
    ("relations", "label"),
    [
        (["amends"], "Đã sửa đổi"),
        (["amends", "replaces"], "Đã được thay thế"),
        (["recalls", "replaces"], "Đã thu hồi"),
        (["implements", "mentions"], None),
    ],
)
def test_a_list_marks_what_is_no_longer_what_it_was(office, make, relations, label, django_assert_num_queries):
    target, untouched = make(1), make(2)
    for number, relation in enumerate(relations):
        link(make(number + 3), target, relation)
    with django_assert_num_queries(1):
        mark([target, untouched], office.registrar)
    assert (target.mark.label if target.mark else None, untouched.mark) == (label, None)


def test_a_mark_needs_its_document_to_be_seen(office, make):
    target, later = make(1), make(2)
    link(later, target, "recalls")
    see(office.head, target)
    assert mark([target], office.head)[0].mark is None
    see(office.head, later)
    assert mark([target], office.head)[0].mark.label == "Đã thu hồi"
