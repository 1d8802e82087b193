"""Documents of the corpus after accidents: the reader stays sound.  The long tests try ten thousand."""

import random

import pytest

from tests.directives.reading.corpus import NAMES, text_of
from tests.directives.reading.mutations import ACCIDENTS, mutated
from tests.directives.reading.soundness import look_at


@pytest.mark.parametrize("tens", range(20))
def test_documents_that_met_with_accidents_are_read_soundly(tens):
    for seed in range(10 * tens, 10 * tens + 10):
        look_at(mutated(random.Random(seed)))


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_each_accident_changes_a_document(accident):
    text = text_of(NAMES[0])
    assert any(accident(text, random.Random(seed)) != text for seed in range(5))


@pytest.mark.parametrize("name", NAMES)
def test_documents_as_they_are_are_read_soundly(name):
    look_at(text_of(name))
