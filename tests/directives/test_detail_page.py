"""One directive: its tree, its files, what is completed and linked later."""

from django.urls import reverse

from directives.models import Directive
from directives.services import intake
from tests.directives.conftest import DISPATCH, NOW
from tests.directives.steps import draft, save
from tests.factories.directives import make_directive


def test_c4_the_page_shows_labels_as_printed(desk, office):
    save(desk, draft(office))
    page = desk.get(reverse("directives:detail", args=[Directive.objects.get().pk]))
    assert [node.label for node in page.context["nodes"]] == ["1.", "2.", "a)", "b)", "", "3.", "3."]


def test_a2_number_and_date_are_completed_from_the_page(desk, office):
    blank = make_directive(
        owner=office.organisation, by=office.registrar, code_number="", issued_on=None, issued_year=2026
    )
    assert (
        reverse("directives:complete", args=[blank.pk])
        in desk.get(reverse("directives:detail", args=[blank.pk])).content.decode()
    )
    address = reverse("directives:complete", args=[blank.pk])
    sent = {"code_number": "12", "code_notation": "UBND-VP8", "issued": "02/03/2026", "version": 1}
    answer = desk.post(address, sent | {"issued": "99/03/2026"})
    assert answer.status_code == 422
    assert 'value="12"' in answer.content.decode()
    assert desk.post(address, sent | {"issued": "02/03/2025"}).status_code == 422
    nothing_new = {"code_number": "", "code_notation": "UBND-VP8", "issued": "2026", "version": 1}
    assert "Chưa có gì mới" in desk.post(address, nothing_new).content.decode()
    assert desk.post(address, sent).status_code == 302
    assert desk.post(address, sent).status_code == 409
    assert Directive.objects.get().reference == "12/UBND-VP8"


def test_a_file_is_served_only_to_those_who_see_its_directive(desk, office, client):
    document = intake.receive_file(data=DISPATCH.encode(), name="cv58.txt", by=office.registrar, now=NOW)
    save(desk, document)
    directive = Directive.objects.get()
    address = reverse("directives:file", args=[directive.pk, directive.attachments.get().pk])
    answer = desk.get(address)
    assert b"".join(answer.streaming_content).decode() == DISPATCH
    assert "cv58.txt" in answer["Content-Disposition"]
    client.force_login(office.head)
    assert client.get(address).status_code == 404
