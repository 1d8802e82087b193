"""The review by keyboard: sixty items with ten wrong proposals are set right with few presses, and nothing is lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from directives.models import Directive, DocumentText, InstructionParty, Reading
from directives.services import intake
from tests.browser.long_directive import UNITS, Row, rows, spoiled, text
from tests.browser.selecting import select_passage
from tests.factories.units import make_organisation, make_person, make_unit
from units.clock import now
from units.models import UnitGroup, UnitKind, User
from units.roles import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def registrar() -> User:
    organisation = make_organisation("Sở Công Thương", short_name="SCT")
    for name, short_name in UNITS.items():
        make_unit(name, parent=organisation, short_name=short_name)
    UnitGroup.objects.create(owner=organisation, name="Các phòng thuộc Sở", rule_kind=UnitKind.DIVISION)
    return make_person(organisation, Role.REGISTRAR, full_name="Văn thư Sở")


@pytest.fixture
def document(registrar) -> DocumentText:
    return intake.receive_text(text=text(), by=registrar, now=now())


class Counted:
    """A person at the page: every press of a key or of the pointer is counted; words typed are not."""

    def __init__(self, page: Page) -> None:
        self.page, self.presses = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.presses += 1

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def click(self, selector: str, **where) -> None:
        self.page.locator(selector).click(**where)
        self.presses += 1

    def drag(self, words: str) -> None:
        select_passage(self.page, words)
        self.presses += 1


def saved_rows() -> list[Row]:
    def names(instruction, part):
        return tuple(party.unit.name for party in instruction.parties.all() if party.part == part and party.unit)

    found = []
    for one in Directive.objects.get().instructions.prefetch_related("parties__unit", "stated_deadlines"):
        due_on = [deadline.due_on for deadline in one.stated_deadlines.all() if deadline.due_on]
        found.append(
            Row(
                one.label,
                one.level,
                one.text,
                names(one, InstructionParty.Part.LEAD),
                names(one, InstructionParty.Part.COORDINATING),
                f"{due_on[0]:%d/%m/%Y}" if due_on else "",
            )
        )
    return found


def row_id(page: Page, words: str) -> str:
    """The id of the row whose words begin so."""
    return page.evaluate(
        "words => [...document.querySelectorAll('#rows > li')]"
        ".find(row => row.querySelector('textarea').value.startsWith(words)).id",
        words,
    )


def test_sixty_items_with_ten_wrong_proposals_take_at_most_sixty_presses(page, sign_in, registrar, document):
    expected = rows()
    assert len(expected) == 60
    reading = document.reading
    Reading.objects.filter(pk=reading.pk).update(proposal=spoiled(reading.proposal))
    page.emulate_media(reduced_motion="reduce")  # nothing moves under the pointer
    sign_in(registrar, f"/van-ban/vao-so/{document.pk}/")
    expect(page.locator("#rows > li")).to_have_count(59)
    person = Counted(page)
    item = {row.label: row for row in expected if row.level == 1}

    for number in ("2", "9", "16"):  # a wrong lead: at the row, its lead, off with it, the right one
        person.click(f"#{row_id(page, item[number].text)} .node-words")
        person.press("c", "Backspace")
        person.type(item[number].leads[0])
        person.press("Enter")
    person.click(f"#{row_id(page, expected[14].text)} .node-words")  # 5.b stands on the level of 5
    person.press("Tab")
    person.click(f"#{row_id(page, expected[32].text)} .node-words")  # 11.b stands under 11.a
    person.press("Shift+Tab")
    for number in ("4", "14"):  # a wrong deadline: the right words in the text are the deadline
        words = item[number].text
        person.drag(words[words.index("trước ngày") : -1])
        person.press("h")
        expect(page.locator("#messages-said")).to_have_text(f"Đã ghi vào mục {number}.")
    person.click(f"#{row_id(page, 'phối hợp với')} .node-words")  # the second half of 8
    person.press("Backspace")
    person.drag(f"b) {expected[35].text}")  # 12.b stands in the words of 12.a
    person.press("i")
    expect(page.locator("#rows > li")).to_have_count(59)
    person.drag(f"b) {expected[53].text}")  # 18.b is missing
    person.press("i")
    expect(page.locator("#rows > li")).to_have_count(60)
    person.press("Control+Shift+Enter")
    expect(page.locator("main")).to_contain_text("số đến 1")

    assert saved_rows() == expected
    assert person.presses <= 60
