"""Each document of the corpus shows one rule of the grammar: the reader follows it, and does well on all of them."""

import pytest

from directives.reading.scoring import FIELDS, averages, fold, overall, scores_of
from tests.directives.reading.corpus import FOLDER, NAMES, proposal_of, read_of, text_of, wanted_of

#: What a reading by hand may demand to the letter besides the fields that are scored.
MORE = ("ends", "signed_as")
#: Below these the reader is worse than it has been.
LEAST = dict.fromkeys(("lead", "coordinate"), 0.9) | dict.fromkeys(("items", "tree", "deadline", "issuer"), 0.97)
LEAST_OF_ALL = 0.97


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_read_by_the_rule_that_it_shows(name):
    wanted, scores = wanted_of(name), scores_of(read_of(name), wanted_of(name))
    wrong = {
        field: shown(name, field)
        for field in wanted["exact"]
        if field in FIELDS and scores[field].value not in (1.0, None)
    }
    assert not wrong, wanted["rule"]


@pytest.mark.parametrize("name", [name for name in NAMES if "ends" in wanted_of(name)["exact"]])
def test_an_item_ends_where_its_last_paragraph_ends(name):
    items = [item for item in read_of(name)["items"] if item["label"]]
    for mine, theirs in zip(items, wanted_of(name)["items"], strict=True):
        assert fold(mine["text"]).endswith(fold(theirs["ends_with"])), theirs["label"]


@pytest.mark.parametrize("name", [name for name in NAMES if "signed_as" in wanted_of(name)["exact"]])
def test_the_signing_block_is_kept_line_by_line(name):
    assert read_of(name)["signed_as"] == wanted_of(name)["signed_as"]


@pytest.mark.parametrize("name", [name for name in NAMES if "citations" in wanted_of(name)])
def test_the_words_before_a_cited_document_tell_its_relation(name):
    found = {(cited.reference, cited.relation) for cited in proposal_of(name).citations}
    assert {(cited["number"], cited["relation"]) for cited in wanted_of(name)["citations"]} <= found


@pytest.mark.parametrize("name", [name for name in NAMES if "archive" in wanted_of(name)])
def test_the_filing_note_and_the_electronic_mark_are_known(name):
    proposal, wanted = proposal_of(name), wanted_of(name)
    assert [entry.text for entry in proposal.recipients if entry.is_archive] == [wanted["archive"]]
    assert proposal.electronic_only == wanted["electronic_only"]


def test_the_corpus_as_a_whole_is_read_well():
    figures = averages([scores_of(read_of(name), wanted_of(name)) for name in NAMES])
    print(*(f"{field} {value:.3f}" for field, value in figures.items() if value is not None), sep="\n")
    print(f"overall {overall(figures):.3f} over {len(NAMES)} documents")
    assert overall(figures) >= LEAST_OF_ALL
    assert {field: figures[field] for field, least in LEAST.items() if (figures[field] or 0) < least} == {}


def test_each_document_is_short_and_tells_its_rule_and_what_it_demands():
    assert len(NAMES) >= 48
    assert sorted(path.stem for path in FOLDER.glob("*.json")) == NAMES
    for name in NAMES:
        wanted = wanted_of(name)
        assert 10 <= text_of(name).count("\n") <= 90, name
        assert wanted["rule"].endswith("."), name
        assert wanted["exact"], name
        assert not set(wanted["exact"]) - {*FIELDS, *MORE}, name
    assert len({wanted_of(name)["rule"] for name in NAMES}) == len(NAMES)


def shown(name, field):
    """What was read and what should have been, for the one who looks why a test failed."""
    if field in wanted_of(name):
        return read_of(name).get(field), wanted_of(name)[field]
    return tuple(
        [
            (item["label"], item.get(field, (item.get("text") or item.get("starts_with"))[:40]))
            for item in found["items"]
        ]
        for found in (read_of(name), wanted_of(name))
    )
