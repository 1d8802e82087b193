"""Ten thousand documents that no one wrote: none breaks the reader, holds it up, or is quoted wrongly."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.directives.reading.mutations import CONFUSIONS, mutated
from tests.directives.reading.soundness import look_at
from tests.directives.reading.test_properties import PIECES
from tests.long.mangling import NOISE, mangled_text

pytestmark = pytest.mark.long

MUTATED, MANGLED, PATCHED, RANDOM = 6000, 1500, 1500, 1000  # ten thousand together
chances = st.randoms(use_true_random=False)
pieces = st.sampled_from([*PIECES, *NOISE, *(wrong for _, wrong in CONFUSIONS)])


@settings(max_examples=MUTATED, deadline=None)
@given(chances)
def test_documents_that_met_with_accidents_are_read_soundly(chance):
    look_at(mutated(chance))


@settings(max_examples=MANGLED, deadline=None)
@given(chances)
def test_documents_with_accidents_and_noise_are_read_soundly(chance):
    look_at(mangled_text(mutated(chance), chance))


@settings(max_examples=PATCHED, deadline=None)
@given(st.lists(st.one_of(pieces, st.text(max_size=20)), max_size=150))
def test_texts_patched_together_of_what_the_reader_looks_for_are_read_soundly(found):
    look_at("".join(found))


@settings(max_examples=RANDOM, deadline=None)
@given(st.text(max_size=2000))
def test_texts_of_any_letters_are_read_soundly(text):
    look_at(text)
