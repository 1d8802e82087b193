"""Which tasks a person may see, and which ones a word means ("quá hạn", "chờ xác nhận").

The time states here say in SQL what `tasks.deadlines.time_state` says in Python; a property test holds them together.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When

from tasks.deadlines import DUE_SOON_DAYS, TimeState
from tasks.kinds import Restriction
from tasks.statuses import OPEN, Status
from units.folding import fold
from units.roles import Role

if TYPE_CHECKING:
    from units.models import User

_RUNNING = sorted(OPEN - {Status.SUBMITTED, Status.SUSPENDED})  # judged by today


def time_state_q(state: TimeState, today: date, soon_days: int = DUE_SOON_DAYS) -> Q:
    """The condition under which a task is in the state."""
    stopped = Q(status__in=[Status.SUSPENDED, Status.CANCELLED])
    late = Q(status__in=_RUNNING, due_on__lt=today) | Q(status=Status.SUBMITTED, due_on__lt=F("submitted_on"))
    soon = Q(
        status__in=_RUNNING,
        due_on__gte=today,
        due_on__lte=today + timedelta(days=soon_days),
    )
    match state:
        case TimeState.STOPPED:
            return stopped
        case TimeState.NO_DATE:
            return Q(due_on__isnull=True) & ~stopped
        case TimeState.DONE_ON_TIME:
            return Q(status=Status.COMPLETED, due_on__gte=F("submitted_on"))
        case TimeState.DONE_LATE:
            return Q(status=Status.COMPLETED, due_on__lt=F("submitted_on"))
        case TimeState.OVERDUE:
            return late
        case TimeState.DUE_SOON:
            return soon
        case TimeState.IN_TIME:
            return Q(status__in=_RUNNING, due_on__gt=today + timedelta(days=soon_days)) | Q(
                status=Status.SUBMITTED, due_on__gte=F("submitted_on")
            )


class TaskQuerySet(models.QuerySet):
    # who
    def visible_to(self, user: User) -> Self:
        """Monitors and leaders: what their organisation assigned or received.  Heads: their unit and below.
        Officers: what is theirs or their unit's, but restricted tasks only where given to them."""
        post = user.acting_post
        if post is None or post.role in (Role.ADMINISTRATOR, Role.REGISTRAR):
            return self.none()
        if post.role in (Role.MONITOR, Role.LEADER):
            organisation = post.organisation
            return self.filter(Q(assigning_organisation=organisation) | self._of(path=organisation.path))
        if post.role == Role.HEAD:
            return self.filter(self._of(path=post.unit.path))
        of_unit = Q(lead=post.unit) | Exists(self._coordinations().filter(unit=post.unit))
        return self.filter(Q(officer=user) | (of_unit & Q(restriction=Restriction.NORMAL)))

    def _coordinations(self) -> models.QuerySet:
        return self.model._meta.get_field("coordinations").related_model.objects.filter(task=OuterRef("pk"))

    def _of(self, *, path: str) -> Q:
        """Led by or coordinated in the subtree."""
        return Q(lead__path__startswith=path) | Exists(self._coordinations().filter(unit__path__startswith=path))

    # what
    def open(self) -> Self:
        return self.filter(status__in=sorted(OPEN))

    def in_state(self, state: TimeState, today: date, soon_days: int = DUE_SOON_DAYS) -> Self:
        return self.filter(time_state_q(state, today, soon_days))

    def overdue(self, today: date) -> Self:
        """Open tasks past their due date, a submitted one judged by the day of its submission."""
        return self.in_state(TimeState.OVERDUE, today)

    def due_soon(self, today: date, soon_days: int = DUE_SOON_DAYS) -> Self:
        return self.in_state(TimeState.DUE_SOON, today, soon_days)

    def waiting_for_confirmation(self) -> Self:
        return self.filter(status=Status.SUBMITTED)

    def not_yet_accepted(self) -> Self:
        return self.filter(status=Status.ASSIGNED)

    def with_time_state(self, today: date, soon_days: int = DUE_SOON_DAYS) -> Self:
        """Annotates `time_state_now`, a value of TimeState."""
        whens = [When(time_state_q(state, today, soon_days), then=Value(state.value)) for state in TimeState]
        return self.annotate(time_state_now=Case(*whens, output_field=models.CharField()))

    def search(self, words: str) -> Self:
        """Every word, with or without marks, in the title or the directive's reference, issuer or subject."""
        found = self
        for word in fold(words).split():
            found = found.filter(Q(search_text__contains=word) | Q(directive__search_text__contains=word))
        return found

    # for a screen
    def for_list(self) -> Self:
        """What one row of a list shows, in one query."""
        return self.select_related("lead", "directive", "instruction", "officer", "assigning_organisation")
