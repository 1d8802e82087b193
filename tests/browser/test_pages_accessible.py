"""The main pages of each role: accessible in light and in dark, and within the width of a desk and of a phone."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from tests.pages.world import make_world

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = {
    "registrar": [
        "directives:list",
        "directives:log",
        "directives:drafts",
        "directives:review draft",
        "directives:register",
        "directives:detail directive",
        "directives:complete directive",
        "directives:cited_list",
        "directives:cited citation",
        "directives:relation directive citation",
        "directives:attach directive",
        "directives:arrival arrival",
        "directives:outgoing",
        "directives:outgoing_draft letter",
        "directives:outgoing_issue letter",
        "directives:register_outgoing",
    ],
    "monitor": [
        "tasks:dashboard",
        "tasks:conduct",
        "tasks:inspections",
        "tasks:inspection_new",
        "tasks:inspection inspection",
        "tasks:merit",
        "tasks:petitions",
        "tasks:petition_new",
        "tasks:petition petition",
        "tasks:mine",
        "tasks:list",
        "tasks:assign directive",
        "tasks:assign_single",
        "tasks:chain directive",
        "tasks:series_list",
        "tasks:series_detail series",
        "tasks:filings",
        "tasks:post_online directive",
        "directives:outgoing_new",
        "tasks:detail task",
        "tasks:explanations",
        "tasks:escalations",
        "tasks:escalate",
        "tasks:reviews",
        "tasks:reminders",
        "tasks:remind",
        "tasks:reminder reminder",
        "tasks:review review",
        "reports:list",
        "search",
    ],
    "leader": [
        "tasks:dashboard",
        "tasks:escalation escalation",
        "tasks:merit_record merit",
        "tasks:detail task",
        "reports:detail report",
    ],
    "neighbour": ["tasks:mine", "tasks:consultations", "tasks:consultation consultation"],
    "head": [
        "tasks:consult task",
        "tasks:consultation consultation",
        "tasks:mine",
        "tasks:detail task",
        "tasks:strike task seq",
        "tasks:handover",
        "tasks:handover_of person",
        "notices:list",
        "units:my_posts",
        "tasks:delegation_new post",
        "help",
    ],
    "administrator": [
        "units:list",
        "units:new",
        "units:detail unit",
        "units:second_line_new unit",
        "units:people",
        "units:person person",
        "tasks:post_end post",
        "units:person_new",
        "account_change_password",
    ],
}
#: Axe judges all of this in light; the other theme differs in colours alone.
RULES = {"light": {}, "dark": {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}}


def wrong(page, scheme: str) -> list[str]:
    """What axe finds, and whether the page scrolls sideways at a desk or on a phone; each with the first element."""
    found = Axe().run(page, options=RULES[scheme]).response["violations"]
    said = [f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in found]
    page.set_viewport_size({"width": 390, "height": 844})
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        said.append("scrolls sideways on a phone")
    page.set_viewport_size({"width": 1440, "height": 900})
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        said.append("scrolls sideways at a desk")
    return said


@pytest.mark.parametrize("role", PAGES)
def test_the_pages_of_a_role_are_accessible_and_fit(page, sign_in, at, role):
    world = make_world()
    sign_in(world.people[role], "/tro-giup/")
    said = {}
    for scheme in RULES:
        page.emulate_media(color_scheme=scheme)
        for named in PAGES[role]:
            name, *keys = named.split()
            at(reverse(name, args=[world.keys[key] for key in keys]))
            assert page.locator("main h1").count() == 1, f"{named}: {page.title()}"
            said[scheme, named] = wrong(page, scheme)
    assert {where: words for where, words in said.items() if words} == {}
