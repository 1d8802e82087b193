"""Template tags of the interface: icons, numbers and moments as Vietnamese readers write them.

`{% load face %}`, then `{% icon "clock" %}`, `{{ task.due_on|said }}`, `{{ file.size|file_size }}`.
Numbers in templates are written with thousands apart: in attributes write `{{ pk|unlocalize }}` (`{% load l10n %}`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django import template
from django.core.paginator import Paginator
from django.forms.utils import flatatt
from django.template.base import Node, NodeList, Parser, Token
from django.template.loader_tags import BlockNode
from django.templatetags.static import static
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A line icon of the sprite; hidden from screen readers unless it carries a label of its own.

    Names are those of assets/icons.txt. Words stand beside an icon, so `label` is rarely needed.
    """
    meaning = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    href = f"{static('vendor/icons.svg')}#{name}"
    return format_html('<svg class="icon"{}><use href="{}"></use></svg>', flatatt(meaning), href)


@register.filter
def said(when: date | datetime | None) -> str:
    """05/08/2026, or 14:30 05/08/2026 in local time for a moment; "–" where there is none."""
    if when is None or when == "":
        return "–"
    if isinstance(when, datetime):
        local = timezone.localtime(when) if timezone.is_aware(when) else when
        return f"{local:%H:%M %d/%m/%Y}"
    return f"{when:%d/%m/%Y}"


@register.filter
def weekday(day: date | None) -> str:
    """Thứ Hai … Chủ nhật."""
    return WEEKDAYS[day.weekday()] if day else ""


@register.filter
def or_dash(value: object) -> object:
    """Nothing is "–", zero stays 0."""
    return "–" if value is None or value == "" else value


@register.filter
def file_size(size: int | None) -> str:
    """Bytes in words: 812 B, 24 KB, 1,4 MB.  (number_format cuts, it does not round.)"""
    if size is None:
        return "–"
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{number_format(round(size / 1024))} KB"
    return f"{number_format(round(size / 1024 / 1024, 1), 1)} MB"


@register.filter
def page_numbers(paginator: Paginator, number: int) -> Iterable[int | None]:
    """The numbers to offer beside page `number`; None stands for a gap."""
    for page in paginator.get_elided_page_range(number, on_each_side=2, on_ends=1):
        yield page if isinstance(page, int) else None


class Again(Node):
    """What a block of this page holds, drawn a second time: the words of the title as the heading."""

    def __init__(self, name: str) -> None:
        self.name = name

    def render(self, context: template.Context) -> SafeString:
        return BlockNode(self.name, NodeList()).render(context)


@register.tag
def again(parser: Parser, token: Token) -> Again:
    """`{% again title %}`: Django lets a block stand once only."""
    _, name = token.split_contents()
    return Again(name)
