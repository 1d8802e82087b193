"""What there is to choose in a reorganisation, with the choices made so far."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Count, F

from tasks.models import Task
from tasks.querysets import TaskQuerySet
from tasks.services.reorganising.holdings import HOLDINGS
from units.models import Unit
from units.services.reorganising import posts, tree
from units.services.reorganising.layout import STAY, Item, Layout
from units.services.reorganising.units import parts_of

LEAD, OFFICER, WORK = "lead", "officer", "Công việc đang mở"


@dataclass(frozen=True)
class Part:
    """A heading of the screen and the things under it."""

    heading: str
    items: list[Item]


def parts(layout: Layout, chosen: Mapping[str, str] | None = None) -> list[Part]:
    """Everything that has to go somewhere, work first.  An officer's tasks are proposed to go where the officer goes,
    by `chosen` where that was chosen."""
    if tree.is_rename(layout.reorganisation):
        return []
    own = parts_of(layout)
    proposed = {item.key: item.proposal for _, items in own for item in items} | dict(chosen or {})
    work = work_items(layout, proposed)
    found = [Part(WORK, work)] if work else []
    return found + [Part(heading, items) for heading, items in own]


def work_items(layout: Layout, chosen: Mapping[str, str]) -> list[Item]:
    """Counts of open work by whom it was given to; nothing of its content."""
    gone_to = posts.officers_in(layout, chosen)
    found = []
    for unit in layout.units:
        options = layout.options(unit)
        proposal = layout.proposal(unit)
        rows = led_by([unit]).values("officer", "officer__full_name").annotate(found=Count("pk")).order_by("officer")
        counts = {row["officer"]: (row["officer__full_name"], row["found"]) for row in rows}
        for officer, (name, count) in counts.items():
            if officer is None:
                continue
            lines = gone_to.get(officer, [])
            found.append(
                Item(
                    key=f"{OFFICER}:{unit.pk}:{officer}",
                    label=f"{count} nhiệm vụ chủ trì",
                    note=f"chuyên viên: {name}",
                    source=unit.pk,
                    options=options,
                    proposal=proposal if proposal == STAY or not lines else str(lines[0].pk),
                )
            )
        if None in counts:
            label = f"{counts[None][1]} nhiệm vụ chủ trì"
            found.append(Item(f"{LEAD}:{unit.pk}", label, unit.pk, options, proposal, "chưa giao chuyên viên"))
    for holding in HOLDINGS:
        if holding.follows_task:
            continue
        held = holding.open_of(layout.units)
        for unit in layout.units:
            if count := sum(one.unit == unit.pk for one in held):
                found.append(
                    Item(
                        key=holding.key_of(unit.pk),
                        label=f"{count} {holding.label}",
                        source=unit.pk,
                        options=layout.options(unit),
                        proposal=layout.proposal(unit),
                    )
                )
    return found


def led_by(units: Iterable[Unit]) -> TaskQuerySet:
    """Open tasks that the units lead; what a unit gave to its own people follows the whole."""
    return Task.objects.open().filter(lead__in=list(units)).exclude(assigning_organisation=F("lead")).order_by()


def chosen_values(layout: Layout, found: Iterable[Part], saved: Mapping[str, str]) -> dict[str, str]:
    """A value for every thing: what was chosen, or where all goes to one unit what is proposed.

    ValidationError keyed by the thing where nobody has chosen yet, or what was chosen is not possible.
    """
    values, wrong = {}, {}
    for part in found:
        for item in part.items:
            value = saved.get(item.key, item.proposal if layout.is_plain or not layout.targets else "")
            if item.refuses(value):
                wrong[item.key] = _why_refused(layout, item)
            values[item.key] = value
    if not wrong and (why := posts.refusal(layout, values)):
        raise ValidationError(why)
    if wrong:
        raise ValidationError(wrong)
    return values


def _why_refused(layout: Layout, item: Item) -> str:
    note = f" ({item.note})" if item.note else ""
    if not item.options:
        return f"Còn {item.label}{note} mà không có đơn vị tiếp nhận. Chọn đơn vị tiếp nhận trước khi giải thể."
    return f"Chọn nơi chuyển đến: {item.label}{note}."
