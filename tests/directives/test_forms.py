"""What is typed in the review, as values or as sentences; and what the buttons beside the rows do."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from directives.confirmed import Copy, Deadline, PartialDay, Party
from directives.forms.deadlines import DeadlinesField
from directives.forms.fields import DayField, MomentField, PartialDayField
from directives.forms.head import copy_of
from directives.forms.parties import CHANGED, PartiesField, PartiesInput, chip_of, parties_of, token
from directives.forms.review import Review, typed_of
from directives.forms.row_acts import act
from directives.services.intake import receive_text
from directives.services.parties import Directory, load_directory
from directives.services.proposals import proposed
from tests.directives.conftest import DISPATCH, NOW
from tests.directives.steps import encoded, line
from units.candidates import Candidate
from units.clock import today
from units.matching import Matcher

DIRECTORY = Directory(
    {1: "Văn phòng Sở", 2: "Phòng Tổ chức cán bộ"},
    {1: "Các phòng thuộc Sở"},
    Matcher([Candidate("unit", 1, ("Văn phòng Sở",)), Candidate("unit", 2, ("Phòng Tổ chức cán bộ",), ("TCCB",))]),
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", PartialDay()),
        ("11/5/2023", PartialDay(on=date(2023, 5, 11))),
        ("05/08/2025", PartialDay(on=date(2025, 8, 5))),
        ("19.4.2023", PartialDay(on=date(2023, 4, 19))),
        ("5/2023", PartialDay(month=5, year=2023)),
        (" 2023 ", PartialDay(year=2023)),
    ],
)
def test_a2_a_date_is_taken_as_far_as_it_is_known(typed, meant):
    assert PartialDayField(required=False).clean(typed) == meant


@pytest.mark.parametrize("typed", ["31/02/2023", "13/2023", "0/2023", "99", "1899", "11/5/23", "hôm qua", "2023-05-11"])
def test_what_is_no_date_is_refused_with_a_sentence(typed):
    with pytest.raises(ValidationError):
        PartialDayField(required=False).clean(typed)


@given(st.dates(date(1945, 1, 1), date(9999, 12, 31)))
def test_every_day_written_our_way_is_read_back(day):
    assert DayField().clean(f"{day:%d/%m/}{day.year:04}") == day
    assert PartialDayField().clean(f"{day.day}/{day.month}/{day.year:04}").on == day


def test_arrival_is_a_day_with_an_hour_in_vietnam():
    hanoi = ZoneInfo("Asia/Ho_Chi_Minh")
    assert MomentField().clean("05/08/2026 14:30") == datetime(2026, 8, 5, 14, 30, tzinfo=hanoi)
    assert MomentField().clean("14:30 05/08/2026") == datetime(2026, 8, 5, 14, 30, tzinfo=hanoi)
    assert MomentField().clean("05/08/2026") == datetime(2026, 8, 5, tzinfo=hanoi)
    for wrong in ("25:00 05/08/2026", "05/13/2026", "14:30"):
        with pytest.raises(ValidationError):
            MomentField().clean(wrong)


@pytest.mark.parametrize(
    ("line", "copy"),
    [
        ("- Chủ tịch UBND tỉnh (b/c);", Copy("Chủ tịch UBND tỉnh (b/c)", "b/c")),
        ("Quản trị mạng (đăng tin)", Copy("Quản trị mạng (đăng tin)", "đăng tin")),
        ("Như trên;", Copy("Như trên")),
        ("- Lưu VT, VP (B).", Copy("Lưu VT, VP (B)", "", True)),
        ("Lưu: VT.", Copy("Lưu: VT", "", True)),
        ("  ", None),
    ],
)
def test_a10_a_line_of_the_distribution_gives_purpose_and_archive_copy(line, copy):
    assert copy_of(line) == copy


def parties(*values):
    field = PartiesField(required=False)
    field.widget.directory = DIRECTORY
    return field.clean(list(values))


def test_chips_and_typed_names_become_parties_each_once():
    found = parties("u2:phòng TCCB", "g1:các phòng", ":UBND các huyện", "?phong to chuc can bo", "?văn phòng sở")
    assert found == (
        Party("phòng TCCB", unit_id=2),
        Party("các phòng", group_id=1),
        Party("UBND các huyện"),
        Party("văn phòng sở", unit_id=1),
    )


def test_a_name_that_no_unit_has_is_asked_about_before_it_is_kept():
    with pytest.raises(ValidationError, match="Phòng Pháp chế"):
        parties("?Phòng Pháp chế")
    assert parties(":Phòng Pháp chế") == (Party("Phòng Pháp chế"),)


def test_a_unit_that_is_not_offered_falls_back_to_its_words():
    assert parties("u999:Phòng lạ", "u12", "rác") == (Party("Phòng lạ"),)


def test_the_widget_reads_chips_and_what_was_typed():
    data = QueryDict("leads=u1:VP&leads=g1:nhóm&leads-typed=Phòng A; Phòng B")
    assert PartiesInput().value_from_datadict(data, {}, "leads") == ["u1:VP", "g1:nhóm", "?Phòng A", "?Phòng B"]


def test_deadlines_of_every_kind():
    found = DeadlinesField(required=False).clean(
        [
            line(),
            line(due_on="15/4/2026"),
            line(kind="days", as_printed="trong 10 ngày", days="10", anchor="ngày ban hành"),
            line(kind="recurring", as_printed="định kỳ hằng quý", recurrence="quarterly"),
            line(kind="immediate", as_printed="khẩn trương", due_on="15/4/2026"),
        ]
    )
    assert found == (
        Deadline("date", "15/4/2026", due_on=date(2026, 4, 15)),
        Deadline("days", "trong 10 ngày", days=10, anchor="ngày ban hành"),
        Deadline("recurring", "định kỳ hằng quý", recurrence="quarterly"),
        Deadline("immediate", "khẩn trương"),
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "date", "as_printed": "trước Tết"},
        {"kind": "date", "due_on": "31/4/2026"},
        {"as_printed": "sớm"},
        {"kind": "days", "as_printed": "vài ngày"},
        {"kind": "days", "days": "0"},
        {"kind": "xx", "as_printed": "a"},
    ],
)
def test_a_deadline_that_lacks_what_its_kind_needs_is_refused(wrong):
    with pytest.raises(ValidationError):
        DeadlinesField(required=False).clean([line(**wrong)])


@pytest.fixture
def read(office):
    document = receive_text(text=DISPATCH, by=office.registrar, now=NOW)
    directory = load_directory(office.organisation, on=NOW.date())
    return proposed(document, directory), directory


def test_what_was_read_goes_through_the_form_unchanged(read):
    data, directory = read
    review = Review.posted(encoded(typed_of(data)), directory)
    assert review.is_valid(), review.errors
    assert review.confirmed() == data


def test_a_draft_keeps_what_was_typed_right_or_wrong(read):
    data, directory = read
    posted = encoded(typed_of(data))
    posted["head-issued"] = "31/02/2026"
    posted["head-subject"] = ""
    posted["r1-leads-typed"] = "Phòng Pháp chế"
    typed = Review.posted(posted, directory).typed()
    again = Review.drawn(typed, directory)
    assert again.head["issued"].value() == "31/02/2026"
    assert again.head["subject"].value() == ""
    assert "Phòng Pháp chế" in str(again.rows[0]["leads"])
    assert [row["text"].value() for row in again.rows] == [node.text for node in data.nodes]


def test_c5_c7_rows_are_added_removed_and_indented_and_nothing_else_changes(read):
    data, _ = read
    typed = typed_of(data)
    keys = [row["key"] for row in typed["rows"]]
    added, key = act(typed, "add", "")
    assert [row["key"] for row in added["rows"]] == [*keys, key]
    below, key = act(typed, "after", keys[3])
    assert [row["key"] for row in below["rows"]] == [*keys[:4], key, *keys[4:]]
    assert below["rows"][4]["level"] == "2"
    removed, key = act(typed, "remove", keys[1])
    assert ([row["key"] for row in removed["rows"]], key) == ([keys[0], *keys[2:]], keys[2])
    assert act(typed, "in", keys[0])[0] == act(typed, "out", keys[0])[0] == typed
    inward, _ = act(typed, "in", keys[1])
    assert inward["rows"][1]["level"] == "2"
    more, _ = act(typed, "deadline", keys[0])
    assert len(more["rows"][0]["deadlines"]) == 2
    assert act(typed, "remove", "r999") == (typed, "")
    assert act(typed, "nonsense", keys[0]) == (typed, "")


def test_an_error_names_its_row_and_links_to_the_field(read):
    data, directory = read
    posted = encoded(typed_of(data))
    posted["r1-text"] = ""
    posted["head-issuing_body"] = ""
    review = Review.posted(posted, directory)
    assert not review.is_valid()
    assert [(target, where) for target, where, _ in review.errors] == [
        ("id_head-issuing_body", "Cơ quan ban hành"),
        ("id_r1-text", "Mục 1, Nội dung"),
    ]


@pytest.mark.parametrize("day", ["", "01/03/2026 08:00"])
def test_a_document_issued_after_it_arrived_is_refused(read, day):
    """Without a day of arrival it arrives now."""
    data, directory = read
    posted = encoded(typed_of(data))
    posted["head-arrived_at"] = day
    if not day:
        posted["head-issued"] = f"{today() + timedelta(days=1):%d/%m/%Y}"
    review = Review.posted(posted, directory)
    assert not review.is_valid()
    assert "không thể sau ngày đến" in str(review.head.errors)


def test_a_key_that_the_page_never_made_is_ignored(read):
    data, directory = read
    posted = encoded(typed_of(data))
    posted.appendlist("row", "r1'><script>")
    assert len(Review.posted(posted, directory).rows) == len(data.nodes)


def test_a12_a_doubt_survives_form_and_draft_until_a_person_answers_it():
    schools = Candidate("unit", 3, ("Phòng Giáo dục Trung học",)), Candidate("unit", 4, ("Phòng Giáo dục Mầm non",))
    directory = Directory({one.pk: one.names[0] for one in schools}, {}, Matcher(schools))
    words = "Giáo dục Mầm non"
    doubtful = directory.party(words)
    assert doubtful.unit_id == 4
    assert doubtful.doubt
    assert token(doubtful) == f"u4?:{words}"
    assert parties_of([token(doubtful)], directory) == (doubtful,)
    chip = chip_of(doubtful, directory)
    accepted = Party(words, unit_id=4)
    assert parties_of([chip.value, chip.accepted], directory) == (accepted,)
    assert parties_of([chip.value, f"u3:{words}"], directory) == (Party(words, unit_id=3),)


def test_a12_several_that_may_be_meant_are_offered_and_none_is_chosen():
    schools = Candidate("unit", 3, ("Phòng Giáo dục Trung học",)), Candidate("unit", 4, ("Phòng Giáo dục Mầm non",))
    directory = Directory({one.pk: one.names[0] for one in schools}, {}, Matcher(schools))
    party = directory.party("Phòng Giáo dục")
    assert (party.unit_id, token(party)) == (None, "?:Phòng Giáo dục")
    assert {value for value, _ in chip_of(party, directory).alternatives} == {"u3:Phòng Giáo dục", "u4:Phòng Giáo dục"}
    assert parties_of([token(party)], directory) == (party,)


def test_a_draft_whose_proposal_is_no_longer_the_same_asks_again():
    found = parties("u1?:phòng TCCB")
    assert (found[0].unit_id, found[0].doubt) == (1, CHANGED)


def test_a_typed_name_that_is_doubtful_is_asked_about_before_it_is_kept():
    with pytest.raises(ValidationError, match="một phần của tên"):
        parties("?Phòng Tổ chức")
