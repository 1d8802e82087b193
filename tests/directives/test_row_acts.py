"""The buttons beside the rows, for pages without a script: levels, order, joining, one lead of several."""

from __future__ import annotations

import pytest

from directives.forms.row_acts import act
from tests.directives.steps import line


def row(key, level, text="", **values):
    blank = {"label": "", "kind": "item", "text": text or key, "leads": [], "coordinating": [], "deadlines": []}
    return blank | {"key": key, "level": str(level), "start": "", "end": ""} | values


def review(*rows):
    return {"head": {}, "rows": list(rows), "citations": []}


def outline(typed):
    return " ".join(f"{one['key']}:{one['level']}" for one in typed["rows"])


TREE = review(row("r1", 1), row("r2", 2), row("r3", 3), row("r4", 1), row("r5", 2))


@pytest.mark.parametrize(
    ("name", "key", "wanted"),
    [
        ("in", "r4", "r1:1 r2:2 r3:3 r4:2 r5:3"),  # what stands under a row goes along
        ("in", "r2", outline(TREE)),  # no deeper than one below the row above
        ("in", "r1", outline(TREE)),
        ("out", "r2", "r1:1 r2:1 r3:2 r4:1 r5:2"),
        ("out", "r4", outline(TREE)),
        ("up", "r4", "r4:1 r5:2 r1:1 r2:2 r3:3"),
        ("up", "r1", outline(TREE)),
        ("up", "r5", "r1:1 r2:2 r3:3 r5:2 r4:1"),  # out of its parent into the one before
        ("down", "r1", "r4:1 r5:2 r1:1 r2:2 r3:3"),
        ("down", "r2", "r1:1 r4:1 r2:2 r3:3 r5:2"),
        ("down", "r4", outline(TREE)),
        ("remove", "r2", "r1:1 r3:3 r4:1 r5:2"),
        ("merge", "r1", outline(TREE)),
    ],
)
def test_levels_and_order_change_for_a_row_with_all_under_it(name, key, wanted):
    before = outline(TREE)
    assert outline(act(TREE, name, key)[0]) == wanted
    assert outline(TREE) == before


def test_a_joined_row_goes_on_in_the_row_above_with_its_units_and_deadlines():
    stated = line(kind="immediate", as_printed="ngay")
    typed = review(
        row("r1", 1, "Rà soát quy chế,", label="1", leads=["u1:A"], start="10", end="26", deadlines=[line()]),
        row("r2", 1, "báo cáo kết quả.", label="27", leads=["u1:A", "u2:B"], start="27", end="50", deadlines=[stated]),
        row("r3", 2, "Riêng việc khác.", kind="continuation", start="51", end="70"),
    )
    joined, key = act(typed, "merge", "r2")
    one = joined["rows"][0]
    assert key == "r1"
    assert one["text"] == "Rà soát quy chế, 27. báo cáo kết quả."
    assert (one["leads"], one["deadlines"], one["start"], one["end"]) == (["u1:A", "u2:B"], [stated], "10", "50")
    again, _ = act(joined, "merge", "r3")
    assert again["rows"][0]["text"].endswith("kết quả.\n\nRiêng việc khác.")


def test_d2_one_of_several_leads_leads_and_the_others_coordinate():
    typed = review(row("r1", 1, leads=["u1:Phòng A", "u2:Phòng B", "u3:Phòng C"], coordinating=["u4:Phòng D"]))
    chosen, key = act(typed, "lead", "r1:u2:Phòng B")
    assert key == "r1"
    assert chosen["rows"][0]["leads"] == ["u2:Phòng B"]
    assert chosen["rows"][0]["coordinating"] == ["u1:Phòng A", "u3:Phòng C", "u4:Phòng D"]
    assert act(typed, "lead", "r1:u9:Phòng X")[0] == typed
    accepted = act(typed, "lead", "r1:u2?:Phòng B")[0]  # the button was drawn before the match was accepted
    assert accepted["rows"][0]["leads"] == ["u2:Phòng B"]


def test_what_doubtful_words_mean_is_chosen_in_their_place():
    typed = review(row("r1", 1, leads=["u1?:P. Tổng hợp", "u2:Phòng B"]))
    typed["head"]["addressees"] = ["?:Phòng X"]
    chosen, _ = act(typed, "party", "r1:leads:u7:P. Tổng hợp")
    assert chosen["rows"][0]["leads"] == ["u7:P. Tổng hợp", "u2:Phòng B"]
    assert act(typed, "party", "head:addressees::Phòng X")[0]["head"]["addressees"] == [":Phòng X"]


def test_a_button_of_a_row_that_is_gone_changes_nothing():
    for name in ("in", "merge", "lead", "party", "nonsense"):
        assert act(TREE, name, "r99:u1") == (TREE, "")
