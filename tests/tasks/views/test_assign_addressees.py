"""What names no unit is proposed for those to whom the document is addressed, never for the receiver itself."""

import pytest

from directives.models import Addressee
from tests.factories.directives import make_directive, make_instruction
from units.models import UnitGroup, UnitKind


@pytest.fixture
def node(office, client):
    """The first row of the assignment screen of a directive that is addressed as given."""

    def drawn(**known):
        directive = make_directive(owner=office.organisation, by=office.registrar)
        Addressee.objects.create(directive=directive, position=1, as_printed="Kính gửi", **known)
        make_instruction(directive)
        client.force_login(office.monitor)
        return client.get(f"/nhiem-vu/giao/{directive.pk}/").context["screen"].nodes[0]

    return drawn


def test_d3_a_group_that_is_addressed_is_offered_one_task_a_unit(office, node):
    group = UnitGroup.objects.create(owner=office.organisation, name="Các phòng", rule_kind=UnitKind.DIVISION)
    row = node(group=group)
    assert row.forms[0].initial["lead"] == [f"g{group.pk}"]
    assert (row.forms[0].initial["include"], row.forms[0].initial["each"]) == (False, True)
    assert "Kính gửi (Các phòng)" in row.doubts[0]


def test_a_document_addressed_to_the_receiver_itself_proposes_nobody(office, node):
    row = node(unit=office.organisation)
    assert (row.forms[0].initial["lead"], row.forms[0].initial["each"], row.doubts) == ([], False, ())
