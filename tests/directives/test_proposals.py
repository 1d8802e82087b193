"""From a reading to what the review starts with."""

from dataclasses import replace
from datetime import date

from directives.confirmed import Cited
from directives.services.proposals import cited_once, nodes_of
from tests.directives.test_forms import DIRECTORY

ON = date(2024, 4, 9)


def test_a_document_cited_three_times_is_one_row():
    first = Cited("implements", "Công văn số 2596-CV/TU ngày 09/4/2024", "2596-CV/TU", ON)
    again = Cited("mentions", "Công văn số 2596-CV/TU", "2596-CV/TU", ON)
    attached = Cited("mentions", "công điện của Thủ tướng")
    assert cited_once([first, again, attached, Cited("mentions", "Công điện của Thủ tướng"), first]) == [
        first,
        attached,
    ]


def test_a_document_that_is_two_things_keeps_both():
    both = [Cited("implements", "CV 1/A", "1/A", ON), Cited("also_applies", "CV 1/A", "1/A", ON)]
    assert cited_once(both) == both


def item(**changes):
    values = {
        "label": "1",
        "kind": "item",
        "level": 1,
        "parent": None,
        "text": "Làm việc này.",
        "span": {"start": 0, "end": 20},
        "continuations": [],
        "leads": [],
        "inherited_leads": [],
        "coordinating": [],
        "deadlines": [],
    }
    return values | changes


def passage(text, start, end):
    return {"text": text, "span": {"start": start, "end": end}}


def test_c3_what_a_continuation_names_belongs_to_the_continuation():
    nodes = nodes_of(
        [
            item(
                text="Văn phòng Sở làm.\n\nPhòng TCCB kiểm tra.",
                span={"start": 0, "end": 60},
                continuations=[passage("Phòng TCCB kiểm tra.", 40, 60)],
                leads=[passage("Văn phòng Sở", 3, 15), passage("Phòng TCCB", 40, 50)],
            )
        ],
        DIRECTORY,
    )
    assert [(node.text, node.kind, node.level) for node in nodes] == [
        ("Văn phòng Sở làm.", "item", 1),
        ("Phòng TCCB kiểm tra.", "continuation", 2),
    ]
    assert [[party.unit_id for party in node.leads] for node in nodes] == [[1], [2]]


def test_a_continuation_that_is_not_the_end_of_the_text_leaves_the_text_whole():
    whole = item(text="Phòng TCCB kiểm tra.", continuations=[passage("Phòng TCCB kiểm tra.", 5, 20)])
    (node,) = nodes_of([whole], DIRECTORY)
    assert node.text == "Phòng TCCB kiểm tra."


def test_units_of_a_heading_are_proposed_where_the_row_names_none():
    above = [passage("Văn phòng Sở", 0, 12)]
    own = [passage("Phòng TCCB", 13, 20)]
    without, named, heading = nodes_of(
        [
            item(inherited_leads=above),
            item(inherited_leads=above, leads=own, span={"start": 1, "end": 20}),
            item(inherited_leads=above, kind="heading", span={"start": 2, "end": 20}),
        ],
        DIRECTORY,
    )
    assert [party.unit_id for party in without.leads] == [1]
    assert [party.unit_id for party in named.leads] == [2]
    assert heading.leads == ()


def test_b1_cited_again_without_its_date_or_with_damaged_notation_it_is_one_document():
    on = date(2026, 2, 13)
    first = Cited("mentions", "Thông báo số 924-TB/TU ngày 13/02/2026", "924-TB/TU", on)
    bare = Cited("mentions", "Thông báo số 924-TB/TU", "924-TB/TU")
    assert cited_once([first, bare]) == [first]
    assert cited_once([bare, first]) == [replace(bare, issued_on=on)]
    damaged = Cited("mentions", "Chỉ thị số 15/CTUBND", "15/CTUBND", on)
    assert cited_once([damaged, replace(damaged, reference="15/CT-UBND")]) == [damaged]
    other_year = replace(first, issued_on=date(2025, 2, 13))
    assert cited_once([first, bare, other_year]) == [first, bare, other_year]
