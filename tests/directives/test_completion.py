"""Number and date of a record that was blank on paper (requirement A2)."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from directives.confirmed import PartialDay
from directives.models import Directive
from directives.services.completion import complete_identity
from tests.directives.conftest import NOW, make_office
from tests.factories.directives import make_directive
from units.refusals import Conflict, Forbidden

ON = PartialDay(on=date(2026, 3, 5))


@pytest.fixture
def blank(office):
    return make_directive(
        owner=office.organisation, by=office.registrar, code_number="", issued_on=None, issued_year=2026, issued_month=3
    )


def complete(directive, by, **changes):
    values = {"code_number": "07", "code_notation": "SNV-VP", "issued": ON, "version": directive.version}
    return complete_identity(directive=directive, by=by, now=NOW, **(values | changes))


def test_a2_number_and_date_are_completed_on_the_same_record(office, blank):
    complete(blank, office.registrar)
    directive = Directive.objects.get()
    assert directive.pk == blank.pk
    assert (directive.reference, directive.issued_on, directive.issued_year) == ("07/SNV-VP", ON.on, None)
    assert list(Directive.objects.search("07 snv")) == [directive]


def test_a2_what_is_still_unknown_stays_open(office, blank):
    complete(blank, office.registrar, code_number="", issued=PartialDay(year=2026, month=3), code_notation="SNV-VP")
    after = Directive.objects.get()
    assert (after.reference, after.issued_text) == ("…/SNV-VP", "03/2026")
    complete(after, office.registrar)
    assert Directive.objects.get().issued_text == "05/03/2026"


def test_what_is_known_already_stays_as_it_is(office):
    directive = make_directive(owner=office.organisation, by=office.registrar, issued_on=None, issued_year=2026)
    complete(directive, office.registrar, code_number="999")
    assert Directive.objects.get().reference == "271/UBND-VP8"


def test_a_stale_form_is_told_and_changes_nothing(office, blank):
    complete(blank, office.registrar, issued=PartialDay(year=2026, month=3))
    with pytest.raises(Conflict, match="vừa được người khác sửa"):
        complete(blank, office.monitor, code_number="8")
    assert Directive.objects.get().code_number == "7"


def test_a_complete_record_is_not_completed_again(office):
    directive = make_directive(owner=office.organisation, by=office.registrar)
    with pytest.raises(Conflict, match="đã có đủ"):
        complete(directive, office.registrar)


@pytest.mark.parametrize("on", [date(2026, 4, 1), date(2025, 3, 5), date(2026, 3, 11)])
def test_a_date_outside_what_is_printed_or_after_today_is_refused(office, blank, on):
    with pytest.raises(ValidationError):
        complete(blank, office.registrar, issued=PartialDay(on=on))
    assert Directive.objects.get().issued_on is None


def test_only_the_register_of_its_own_organisation_completes_it(office, blank):
    with pytest.raises(Forbidden, match="văn thư"):
        complete(blank, office.leader)
    with pytest.raises(Forbidden, match="cơ quan khác"):
        complete(blank, make_office("Sở Tài chính").registrar)
