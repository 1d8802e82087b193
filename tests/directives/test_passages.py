"""A text in segments: nothing lost, nothing doubled, the nearest passage first."""

from hypothesis import given
from hypothesis import strategies as st

from directives.passages import Mark, Segment, segments

marks = st.builds(Mark, st.integers(-5, 60), st.integers(-5, 60), st.sampled_from("abcd"), st.booleans())


def test_a_passage_inside_another_is_the_nearer_one():
    found = segments("Giao Phòng A làm.", [Mark(0, 17, "r1", is_value=False), Mark(5, 12, "r1-leads")])
    assert found == [
        Segment("Giao ", ("r1",), False),
        Segment("Phòng A", ("r1-leads", "r1"), True),
        Segment(" làm.", ("r1",), False),
    ]


@given(st.text(max_size=50), st.lists(marks, max_size=8))
def test_the_pieces_joined_are_the_text(text, chosen):
    assert "".join(piece.text for piece in segments(text, chosen)) == text


@given(st.text(min_size=1, max_size=50), st.lists(marks, max_size=8))
def test_every_character_carries_exactly_the_marks_that_cover_it(text, chosen):
    place = 0
    for piece in segments(text, chosen):
        for _ in piece.text:
            assert set(piece.keys) == {mark.key for mark in chosen if mark.start <= place < mark.end}
            place += 1
