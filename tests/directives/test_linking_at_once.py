"""Two people link at the same moment: no circle comes of it that neither could see."""

import pytest

from directives.models import Citation, Directive
from directives.services.linking import Circle, link_citation
from tests.directives.conftest import NOW
from tests.directives.test_linking import cite
from tests.factories.directives import make_directive
from tests.tasks.threads import at_once
from units.refusals import Conflict

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_b2_two_who_link_at_once_close_no_circle(office):
    """a -> b and c -> d stand; b -> c and d -> a are linked at once: together they would close a circle."""
    for _ in range(5):
        a, b, c, d = (
            make_directive(owner=office.organisation, by=office.registrar, code_number=str(number))
            for number in range(1, 5)
        )
        cite(a, target=b)
        cite(c, target=d)
        first, second = cite(b), cite(d)
        outcomes = at_once(
            lambda first=first, c=c: link_citation(citation=first, target=c, by=office.registrar, now=NOW),
            lambda second=second, a=a: link_citation(citation=second, target=a, by=office.monitor, now=NOW),
        )
        assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Circle", "Citation"], outcomes
        assert not Directive.objects.acted_upon_by(a.pk).filter(pk=a.pk).exists()
        assert Circle in {type(outcome) for outcome in outcomes}


def test_of_two_who_link_one_citation_at_once_one_is_told(office):
    target, other, citing = (
        make_directive(owner=office.organisation, by=office.registrar, code_number=str(number))
        for number in range(1, 4)
    )
    citation = cite(citing)
    outcomes = at_once(
        lambda: link_citation(citation=citation, target=target, by=office.registrar, now=NOW),
        lambda: link_citation(citation=citation, target=other, by=office.monitor, now=NOW),
    )
    assert {type(outcome) for outcome in outcomes} == {Citation, Conflict}
    done = next(outcome for outcome in outcomes if isinstance(outcome, Citation))
    assert Citation.objects.get(pk=citation.pk).target == done.target
