"""What agrees with a reading by hand, and how much that counts."""

import pytest

from directives.reading.scoring import averages, overall, scores_of


def wanted(*items, **more):
    return {"number": "12/UBND-VP", "items": [{"level": 1, **item} for item in items], **more}


def value(read, by_hand, field):
    return scores_of(read, by_hand)[field].value


def item(label, text, level=1, **more):
    return {"label": label, "text": text, "level": level, **more}


@pytest.mark.parametrize(
    ("read", "by_hand", "least"),
    [
        ("Sở Y Tế tỉnh A", "SỞ Y TẾ TỈNH A", 1.0),
        ("Sở Công Thương", "Sở Công Thương tỉnh A", 1.0),
        ("Sở Y tế", "Sở Nội vụ", 0.0),
        (None, "Sở Nội vụ", 0.0),
        ("Sở Nội vụ", None, 0.0),
        (None, None, None),
    ],
)
def test_a_single_value_is_right_or_wrong_or_not_asked_for(read, by_hand, least):
    assert value({"issuer": read}, wanted(issuer=by_hand), "issuer") == least


def test_a_damaged_number_is_not_owed_but_must_be_right_where_it_is_given():
    by_hand = wanted(number="1Z/UBND-VP", number_true="12/UBND-VP") | {"number": "1Z/UBND-VP"}
    assert value({}, by_hand, "number") is None
    assert value({"number": "12/UBND-VP"}, by_hand, "number") == 1.0
    assert value({"number": "13/UBND-VP"}, by_hand, "number") == 0.0


def test_of_a_list_each_entry_meets_one_other():
    read = {"recipients": ["Sở Y tế", "Sở Y tế", "Sở Nội vụ"]}
    assert value(read, wanted(recipients=["Sở Nội vụ", "Sở Y tế"]), "recipients") == pytest.approx(2 * 2 / 5)
    assert value(read, wanted(), "recipients") is None


def test_items_are_known_by_their_first_words_and_in_order():
    by_hand = wanted(*({"label": n, "starts_with": words} for n, words in (("1", "Rà soát nhà"), ("2", "Báo cáo sở"))))
    read = {"items": [item("1", "Rà soát nhà ở."), item("2", "Báo cáo sở.", level=2), item("3", "Thừa một mục.")]}
    assert value(read, by_hand, "items") == pytest.approx(2 * 2 / 5)
    assert value(read, by_hand, "tree") == pytest.approx(2 * 1 / 5)
    assert value({"items": read["items"][1::-1]}, by_hand, "items") == pytest.approx(2 * 1 / 4)


def test_a_damaged_label_may_be_read_as_it_was_meant():
    by_hand = wanted({"label": "©", "label_true": "c", "starts_with": "Rà soát"})
    for label, right in (("c", 1.0), ("©", 1.0), ("d", 0.0)):
        assert value({"items": [item(label, "Rà soát nhà.")]}, by_hand, "tree") == right


def test_units_and_days_count_only_on_items_that_were_found():
    by_hand = wanted(
        {"label": "1", "starts_with": "Rà soát", "lead": ["Sở Y tế"], "deadline": {"date": "2025-03-01"}},
        {"label": "2", "starts_with": "Báo cáo", "coordinate": ["Công an tỉnh"], "recurrence": "monthly"},
    )
    read = {"items": [item("1", "Rà soát nhà.", lead=["Sở Y tế"], deadline={"date": "2025-03-02"})]}
    assert value(read, by_hand, "lead") == 1.0
    assert value(read, by_hand, "coordinate") == 0.0
    assert value(read, by_hand, "deadline") == 0.0
    assert value(read, by_hand, "recurrence") == 0.0


def test_prose_counts_only_where_it_was_read_by_hand():
    read = {"items": [item(None, "Sở Y tế rà soát."), item(None, "Lời kết.")]}
    assert value(read, wanted(), "items") is None
    by_hand = wanted(unlabelled_items=[{"starts_with": "Sở Y tế rà soát"}])
    assert value(read, by_hand, "items") == pytest.approx(2 * 1 / 3)
    assert value(read, by_hand, "tree") is None


def test_a_cut_document_is_not_asked_for_its_head():
    assert value({"number": "99/X-Y"}, wanted(truncated=True), "number") is None


def test_heads_are_averaged_by_document_and_items_are_pooled():
    short = wanted({"label": "1", "starts_with": "Một mục"})
    long = wanted(
        *({"label": n, "starts_with": words} for n, words in (("1", "Hai mục"), ("2", "Ba mục"), ("3", "Bốn")))
    )
    right = {"number": "12/UBND-VP", "items": [item("1", "Một mục.")]}
    figures = averages([scores_of(right, short), scores_of({"items": []}, long)])
    assert figures["number"] == 0.5
    assert figures["items"] == pytest.approx(2 * 1 / 5)
    assert figures["lead"] is None
    assert overall({"number": 0.5, "items": 1.0, "lead": None, "recurrence": 0.0}) == 0.75
