"""Which consultations and opinions a person may see, and which ones a word means ("chờ trả lời", "trả lời muộn")."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from directives.keys import MOST_WORDS
from tasks.kinds import Restriction
from tasks.opinions import OpinionState, Position
from tasks.statuses import OPEN, Status
from units.folding import fold
from units.roles import ANSWER_FOR_UNIT, Role

if TYPE_CHECKING:
    from units.models import Post, Unit, User

_NOTHING = Q(pk__in=[])


def opinion_state_q(state: OpinionState, today: date) -> Q:
    """The condition under which an opinion is in the state."""
    asked = Q(withdrawn_at__isnull=True, closed_at__isnull=True)
    silent = asked & Q(answered_on__isnull=True)
    in_time = asked & Q(answered_on__lte=F("consultation__due_on"))
    match state:
        case OpinionState.WITHDRAWN:
            return Q(withdrawn_at__isnull=False)
        case OpinionState.CLOSED:
            return Q(withdrawn_at__isnull=True, closed_at__isnull=False)
        case OpinionState.WAITING:
            return silent & (Q(consultation__due_on__gte=today) | _stands_still())
        case OpinionState.SILENT:
            return silent & Q(consultation__due_on__lt=today) & _goes_on()
        case OpinionState.LATE:
            return asked & Q(answered_on__gt=F("consultation__due_on"))
        case OpinionState.AGREED:
            return in_time & Q(position=Position.AGREE)
        case OpinionState.CONDITIONAL:
            return in_time & Q(position=Position.CONDITIONAL)
        case OpinionState.UNSETTLED:
            return in_time & Q(position=Position.DISAGREE, settlement__isnull=True)
        case OpinionState.SETTLED:
            return in_time & Q(position=Position.DISAGREE, settlement__isnull=False)


def _stands_still() -> Q:
    """The task was suspended before the end of the date."""
    return Q(
        consultation__task__status=Status.SUSPENDED,
        consultation__task__suspended_on__lte=F("consultation__due_on"),
    )


def _goes_on() -> Q:
    return ~Q(consultation__task__status=Status.SUSPENDED) | Q(
        consultation__task__suspended_on__gt=F("consultation__due_on")
    )


def answered_for(post: Post) -> Unit | None:
    """The unit in whose name the holder of the post writes opinions: its head and officers; of an organisation as a
    whole its leaders."""
    if post.role in ANSWER_FOR_UNIT or post.role == Role.OFFICER:
        return post.unit
    return post.organisation if post.role == Role.LEADER else None


def _whole(post: Post, user: User, to_task: str) -> Q:
    """The task's lead and those who gave it see every opinion; an officer's restricted task only whose it is."""
    if post.role in (Role.MONITOR, Role.LEADER):
        organisation = post.organisation
        return Q(**{f"{to_task}assigning_organisation": organisation}) | Q(
            **{f"{to_task}lead__path__startswith": organisation.path}
        )
    if post.role == Role.HEAD:
        return Q(**{f"{to_task}lead__path__startswith": post.unit.path}) | Q(
            **{f"{to_task}assigning_organisation": post.unit}
        )
    if post.role == Role.OFFICER:
        return Q(**{f"{to_task}officer": user}) | Q(
            **{f"{to_task}lead": post.unit, f"{to_task}restriction": Restriction.NORMAL}
        )
    return _NOTHING


def _own(post: Post) -> Q:
    """Opinions that the holder of the post sees because their own units were asked."""
    if post.role in (Role.MONITOR, Role.LEADER):
        return Q(unit__path__startswith=post.organisation.path)
    if post.role == Role.HEAD:
        return Q(unit__path__startswith=post.unit.path)
    if post.role == Role.OFFICER:
        return Q(unit=post.unit, consultation__task__restriction=Restriction.NORMAL)
    return _NOTHING


class ConsultationQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Those of tasks that the person's side leads or gave, and those in which the person's units were asked."""
        if (post := user.acting_post) is None:
            return self.none()
        own = apps.get_model("tasks", "Opinion").objects.filter(_own(post), consultation=OuterRef("pk"))
        return self.filter(_whole(post, user, "task__") | Exists(own))

    def whole_for(self, user: User) -> Self:
        """Of which the person may see every unit's opinion; others see their own units' alone."""
        if (post := user.acting_post) is None:
            return self.none()
        return self.filter(_whole(post, user, "task__"))

    def asked_by_unit_of(self, user: User) -> Self:
        """Of tasks that the person's unit leads (of a leader: the organisation)."""
        post = user.acting_post
        unit = answered_for(post) if post else None
        return self.filter(task__lead=unit) if unit else self.none()

    def waiting_for(self, user: User, today: date) -> Self:
        """In which the person's unit has still to answer within the date."""
        waiting = apps.get_model("tasks", "Opinion").objects.waiting_for(user, today)
        return self.filter(Exists(waiting.filter(consultation=OuterRef("pk"))))

    def search(self, words: str) -> Self:
        """Every word, with or without marks, in the question."""
        found = Q()
        for word in fold(words).split()[:MOST_WORDS]:
            found &= Q(search_text__contains=word)
        return self.filter(found)

    def for_list(self) -> Self:
        return self.select_related("task__lead", "task__directive", "asked_by", "asked_in_post__unit")


class OpinionQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        if (post := user.acting_post) is None:
            return self.none()
        return self.filter(_whole(post, user, "consultation__task__") | _own(post))

    def in_state(self, state: OpinionState, today: date) -> Self:
        return self.filter(opinion_state_q(state, today))

    def waiting_for(self, user: User, today: date) -> Self:
        """Of the person's unit, to be answered now: within the date, of a task that is not suspended."""
        post = user.acting_post
        unit = answered_for(post) if post else None
        if post is None or unit is None:
            return self.none()
        waiting = self.in_state(OpinionState.WAITING, today).filter(
            unit=unit, consultation__task__status__in=sorted(OPEN - {Status.SUSPENDED})
        )
        return waiting.filter(_own(post)) if post.role == Role.OFFICER else waiting

    def unsettled(self) -> Self:
        """Disagreements given in time that the lead has not settled yet (requirement F8)."""
        return self.filter(opinion_state_q(OpinionState.UNSETTLED, date.max))

    def to_deem(self, today: date) -> Self:
        """Not answered within the date, and not yet recorded as consent."""
        silent = opinion_state_q(OpinionState.SILENT, today) | opinion_state_q(OpinionState.LATE, today)
        return self.filter(silent, deemed_on__isnull=True)

    # what a unit is accountable for (requirement F6)
    def not_answered_in_time(self, today: date) -> Self:
        """ "Không trả lời ý kiến đúng hạn": silent at the end of the date, whatever came afterwards; it counts on the
        day after the date, and a late answer does not take it away."""
        silent = opinion_state_q(OpinionState.SILENT, today) | opinion_state_q(OpinionState.LATE, today)
        return self.filter(silent)

    def answered_late(self) -> Self:
        """ "Trả lời muộn": answered after the date; it counts on the day of the answer."""
        return self.filter(opinion_state_q(OpinionState.LATE, date.max))

    def counting_between(self, since: date | None, until: date | None, *, by_answer: bool = False) -> Self:
        """Opinions that began to count in [since, until]: silence on the day after the date (the date lies one day
        earlier); `by_answer`: on the day of the answer."""
        found = self
        if since:
            found = found.filter(answered_on__gte=since) if by_answer else found.filter(_counts("gte", since))
        if until:
            found = found.filter(answered_on__lte=until) if by_answer else found.filter(_counts("lte", until))
        return found


def _counts(compared: str, day: date) -> Q:
    return Q(**{f"consultation__due_on__{compared}": day - timedelta(days=1)})


class ConsultationFileQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Documents of the question: with the consultation.  Of an answer: with the opinion.  Of a draft: in the unit
        that writes it, alone.  Of a settlement: where all opinions are seen, and in the units that it settled with."""
        if (post := user.acting_post) is None:
            return self.none()
        consultations = apps.get_model("tasks", "Consultation").objects
        opinions = apps.get_model("tasks", "Opinion").objects
        of_question = Q(opinion__isnull=True, settlement__isnull=True)
        sent = Q(opinion__answered_on__isnull=False, opinion__in=opinions.visible_to(user).values("pk"))
        own = opinions.filter(unit=answered_for(post))
        drafted = Q(opinion__answered_on__isnull=True, opinion__in=own.filter(_own(post)).values("pk"))
        settled = Q(settlement__isnull=False) & (
            Q(consultation__in=consultations.whole_for(user).values("pk"))
            | Q(settlement__in=opinions.filter(_own(post)).filter(settlement__isnull=False).values("settlement"))
        )
        seen = self.filter(consultation__in=consultations.visible_to(user).values("pk"))
        return seen.filter(of_question | sent | drafted | settled)
