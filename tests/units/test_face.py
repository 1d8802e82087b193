"""Template tags and form templates: what every screen draws with."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template
from pytest_django.asserts import assertHTMLEqual

from tasks import deadlines, statuses
from tests.architecture.source import templates
from units.templatetags import face
from units.widgets import DayInput, UnitSelect, UnitSelectMultiple

ICONS = {
    line.strip()
    for line in (Path(settings.BASE_DIR) / "assets" / "icons.txt").read_text().splitlines()
    if line.strip() and not line.startswith("#")
}


def draw(source: str, **context: object) -> str:
    return Template("{% load face %}" + source).render(Context(context))


def test_an_icon_is_hidden_from_screen_readers_unless_it_is_labelled():
    assert 'aria-hidden="true"' in draw('{% icon "clock" %}')
    assert 'aria-label="Chọn ngày" role="img"' in draw('{% icon "clock" "Chọn ngày" %}')


def test_every_icon_that_is_used_is_in_the_list():
    used = {name for path in templates() for name in re.findall(r'(?:{% icon |icon_name=)"([\w-]+)"', path.read_text())}
    used |= {icon for _, icon in [*statuses._LOOK.values(), *deadlines._LOOK.values()]}
    assert used - ICONS == set()


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (None, "–"),
        (date(2025, 8, 5), "05/08/2025"),
        (datetime(2026, 8, 4, 17, 30, tzinfo=UTC), "00:30 05/08/2026"),
    ],
)
def test_days_and_moments_are_written_as_vietnamese_readers_write_them(when, words):
    assert face.said(when) == words


def test_zero_is_zero_and_nothing_is_a_dash():
    assert face.or_dash(0) == 0
    assert face.or_dash(None) == face.or_dash("") == "–"


@pytest.mark.parametrize(("size", "words"), [(812, "812 B"), (24_576, "24 KB"), (1_468_006, "1,4 MB"), (None, "–")])
def test_sizes_of_files_in_words(size, words):
    assert face.file_size(size) == words


def test_weekday_in_words():
    assert face.weekday(date(2026, 8, 5)) == "Thứ Tư"
    assert face.weekday(date(2026, 8, 9)) == "Chủ nhật"


def test_the_gap_between_page_numbers_is_none():
    assert list(face.page_numbers(Paginator(range(500), 10), 1)) == [1, 2, 3, None, 50]


class OneOfEach(forms.Form):
    day = forms.DateField(label="Thời hạn", widget=DayInput, help_text="Bỏ trống nếu không nêu.", required=False)
    unit = forms.ChoiceField(label="Đơn vị", choices=[("", "Chọn"), ("1", "Văn phòng")], widget=UnitSelect)
    kind = forms.ChoiceField(label="Loại", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect)


def test_help_stands_under_the_label_and_the_error_under_the_field():
    page = str(OneOfEach({"day": "31/02/2026"}))
    order = [page.index(mark) for mark in ('for="id_day"', 'id="id_day_helptext"', 'name="day"', 'id="id_day_error"')]
    assert order == sorted(order)
    assert 'aria-describedby="id_day_helptext id_day_error"' in page
    assert 'aria-invalid="true"' in page


def test_what_was_typed_stays_and_the_summary_leads_to_each_field():
    page = str(OneOfEach({"day": "31/02/2026"}))
    assert 'value="31/02/2026"' in page
    for field in ("id_day", "id_unit", "id_kind"):
        assert f'href="#{field}"' in page
        assert f'id="{field}"' in page


def test_a_day_goes_out_as_it_comes_in():
    assert 'value="05/08/2025"' in str(OneOfEach(initial={"day": date(2025, 8, 5)})["day"])
    assert OneOfEach({"day": "05/08/2025", "unit": "1", "kind": "a"}).is_valid()


def test_only_fields_that_may_stay_empty_say_so():
    assert str(OneOfEach()).count("không bắt buộc") == 1


@pytest.mark.parametrize(("ours", "plain"), [(UnitSelect, forms.Select), (UnitSelectMultiple, forms.SelectMultiple)])
def test_a_long_list_is_what_django_draws(ours, plain):
    choices = [("", "Chọn"), ("Nhóm <A>", [("g1", "Các phòng")]), ("u1", 'Phòng <b> & "C"'), ("u2", "Phòng D")]
    attrs = {"data-typeahead": True, "required": False, "size": 4, "id": "x"}
    value = "u1" if ours is UnitSelect else ["g1", "u1"]
    drawn = [widget(choices=choices).render("lead", value, attrs) for widget in (ours, plain)]
    assertHTMLEqual(*drawn)
