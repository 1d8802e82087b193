"""Consultations and opinions in the shape that lists, pages and the task's section ask for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch
from django.urls import reverse

from tasks.models import Consultation, ConsultationFile, Opinion, OpinionDraft
from tasks.opinions import OpinionState, answer_time, badge_of_state
from tasks.querysets.opinions import ConsultationQuerySet
from tasks.statuses import Badge
from tasks.views.history import FileLine
from units.calendar import WorkingCalendar
from units.models import User

_ANSWERED = {
    OpinionState.AGREED,
    OpinionState.CONDITIONAL,
    OpinionState.UNSETTLED,
    OpinionState.SETTLED,
    OpinionState.LATE,
}
_STRUCK = {OpinionState.WITHDRAWN, OpinionState.CLOSED}
# What of several opinions is worth a badge of its own, in this order.
_NOTED = (OpinionState.UNSETTLED, OpinionState.SILENT, OpinionState.LATE)


@dataclass(frozen=True)
class OpinionLine:
    """One unit's opinion as the person sees it."""

    opinion: Opinion
    state: OpinionState
    badges: list[Badge]
    late: str = ""
    files: list[FileLine] = field(default_factory=list)

    @property
    def is_answered(self) -> bool:
        return bool(self.opinion.position)

    @property
    def is_struck(self) -> bool:
        return self.state in _STRUCK


@dataclass(frozen=True)
class ConsultationRow:
    """A consultation in a list: how its opinions stand, and the time left."""

    consultation: Consultation
    badges: list[Badge]
    answered: str
    time: Badge | None
    lines: list[OpinionLine]


def with_opinions(consultations: ConsultationQuerySet, *, user: User) -> ConsultationQuerySet:
    """Each with the opinions that the person may see, in a constant number of queries."""
    seen = Opinion.objects.visible_to(user).select_related("unit", "answered_by", "withdrawn_by")
    return consultations.prefetch_related(Prefetch("opinions", seen))


def rows_of(consultations: Iterable[Consultation], *, today: date, calendar: WorkingCalendar) -> list[ConsultationRow]:
    return [_row(one, today, calendar) for one in consultations]


def _row(consultation: Consultation, today: date, calendar: WorkingCalendar) -> ConsultationRow:
    lines = [line_of(one, today=today) for one in consultation.opinions.all()]
    states = [line.state for line in lines]
    asked = [state for state in states if state not in _STRUCK]
    answered = sum(state in _ANSWERED for state in asked)
    return ConsultationRow(
        consultation=consultation,
        badges=lines[0].badges if len(lines) == 1 else list(_noted(states)),
        answered=f"{answered}/{len(asked)} đơn vị đã trả lời" if len(lines) > 1 and asked else "",
        time=answer_time(consultation.due_on, today, calendar, stands_still=consultation.stands_still)
        if OpinionState.WAITING in states
        else None,
        lines=lines,
    )


def _noted(states: list[OpinionState]) -> Iterator[Badge]:
    counted = Counter(states)
    for state in _NOTED:
        if counted[state]:
            badge = badge_of_state(state)
            yield Badge(badge.tone, badge.icon, f"{counted[state]} {badge.label[0].lower()}{badge.label[1:]}")
    if states and all(state in _STRUCK for state in states):
        yield badge_of_state(OpinionState.WITHDRAWN)


def line_of(opinion: Opinion, *, today: date, files: Iterable[ConsultationFile] = ()) -> OpinionLine:
    """A late answer shows both: that silence counted as consent, and the position given afterwards."""
    state = opinion.state_on(today)
    badges, late = [badge_of_state(state)], ""
    if state == OpinionState.LATE and opinion.answered_on:
        days = (opinion.answered_on - opinion.consultation.due_on).days
        late = f"trả lời muộn {days} ngày"
        badges = [
            badge_of_state(OpinionState.SILENT),
            Badge("amber", "clock", f"{opinion.get_position_display()}, {late}"),
        ]
    return OpinionLine(opinion, state, badges, late, file_lines(files))


def file_lines(files: Iterable[ConsultationFile]) -> list[FileLine]:
    return [
        FileLine(
            name=kept.name,
            url=reverse("tasks:consultation_file", args=[kept.consultation_id, kept.pk]),
            size=kept.file.size,
        )
        for kept in files
    ]


def draft_of(opinion: Opinion) -> OpinionDraft | None:
    """The draft as the unit keeps it; the caller has asked whether the person may write in that unit."""
    return OpinionDraft.objects.filter(opinion=opinion).select_related("by", "in_post__unit").first()
