"""Every pair of ink and ground that the style sheets use is readable in both themes (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from pathlib import Path

import pytest

CSS = Path(__file__).resolve().parents[2] / "static" / "css"
TONES = ("neutral", "blue", "violet", "green", "amber", "red", "grey")
GROUNDS = ("paper", "surface", "sunken", "hover")

WORDS = [
    *[(ink, ground) for ink in ("ink", "ink-soft", "ink-faint", "link") for ground in GROUNDS],
    *[(f"{tone}-fg", ground) for tone in TONES for ground in (f"{tone}-bg", "paper", "surface", "hover")],
    *[("ink", f"{tone}-bg") for tone in TONES],  # notices
    *[("link", f"{tone}-bg") for tone in ("blue", "green", "amber", "red")],
    *[("ink", mark) for mark in ("mark", "mark-strong")],
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("paper", "ink"),  # the chip that is on
]
#: What is drawn but not read: borders of fields, the bar beside the place one is at, the ring of focus.
SHAPES = [(shape, ground) for shape in ("rule-strong", "accent-text") for ground in ("paper", "surface", "sunken")]


def properties(sheet: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", (CSS / sheet).read_text()))


LIGHT = properties("tokens.css")
DARK = LIGHT | properties("dark.css")


def luminance(colour: str) -> float:
    """Relative luminance of #rrggbb as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_measured_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), WORDS)
def test_words_stand_out_from_their_ground(theme, ink, ground):
    assert contrast(theme[ink], theme[ground]) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_shapes_that_carry_meaning_stand_out(theme, shape, ground):
    assert contrast(theme[shape], theme[ground]) >= 3


def test_dark_gives_every_colour_a_value_of_its_own():
    assert properties("dark.css").keys() == LIGHT.keys()


OTHERS = sorted(path.name for path in CSS.glob("*.css") if path.name not in {"tokens.css", "dark.css"})


@pytest.mark.parametrize("sheet", OTHERS)
def test_no_other_sheet_writes_a_colour(sheet):
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", (CSS / sheet).read_text()) == []
