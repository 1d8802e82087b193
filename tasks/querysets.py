"""Which tasks a person may see, and which ones a word means ("quá hạn", "chờ xác nhận").

The time states here say in SQL what `tasks.deadlines.time_state` says in Python; a property test holds them together.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When

from tasks.deadlines import DUE_SOON_DAYS, TimeState
from tasks.kinds import DutyKind, Restriction
from tasks.statuses import OPEN, Action, Status
from units.folding import fold
from units.roles import CONFIRM_RESULTS, Role

if TYPE_CHECKING:
    from units.models import Unit, User

AGED_DAYS = 92  # three months without a report: shown as aged
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
        return apps.get_model("tasks", "Coordination").objects.filter(task=OuterRef("pk"))

    def _of(self, *, path: str) -> Q:
        """Led by or coordinated in the subtree."""
        return Q(lead__path__startswith=path) | Q(Exists(self._coordinations().filter(unit__path__startswith=path)))

    def assigned_by_organisation(self, organisation: Unit) -> Self:
        """What the organisation's dashboard and reports count; tasks cascaded below count in their giver's."""
        return self.filter(assigning_organisation=organisation)

    # what
    def open(self) -> Self:
        return self.filter(status__in=sorted(OPEN))

    def running(self) -> Self:
        """Judged by today: neither ended, nor handed in, nor suspended."""
        return self.filter(status__in=_RUNNING)

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

    def returned(self) -> Self:
        """Sent up as not in the unit's competence, waiting for a decision."""
        return self.filter(status=Status.RETURNED)

    def sent_back_last(self) -> Self:
        """The newest event is that the result was sent back."""
        return self.filter(self._sent_back())

    def _sent_back(self) -> Exists:
        events = apps.get_model("tasks", "TaskEvent").objects
        return Exists(events.filter(task=OuterRef("pk"), seq=OuterRef("version"), action=Action.SEND_BACK))

    def aged(self, today: date) -> Self:
        """Running one-off duties without a date, of which nothing was reported for three months."""
        long_ago = today - timedelta(days=AGED_DAYS)
        return self.filter(
            Q(last_reported_on__lt=long_ago) | Q(last_reported_on__isnull=True, assigned_on__lt=long_ago),
            status__in=_RUNNING,
            duty_kind=DutyKind.ONE_OFF,
            due_on__isnull=True,
        )

    # whose turn it is
    def mine_to_do(self, user: User) -> Self:
        """Running tasks for which the person answers (heads; leaders, where their organisation leads) or works."""
        post = user.acting_post
        if post is None:
            return self.none()
        if post.role == Role.HEAD:
            return self.running().filter(lead=post.unit)
        if post.role == Role.LEADER:
            return self.running().filter(lead=post.organisation)
        if post.role == Role.OFFICER:
            own = Q(officer=user) | Q(lead=post.unit, officer__isnull=True, restriction=Restriction.NORMAL)
            return self.running().filter(own)
        return self.none()

    def mine_to_decide(self, user: User) -> Self:
        """Results to confirm and returns to decide, of the person's organisation."""
        post = user.acting_post
        if post is None or post.role not in CONFIRM_RESULTS:
            return self.none()
        return self.filter(assigning_organisation=post.organisation, status__in=[Status.SUBMITTED, Status.RETURNED])

    def urgent(self, user: User, today: date, soon_days: int = DUE_SOON_DAYS) -> Self:
        """Of `mine_to_do`: not yet accepted, overdue, due soon or sent back.  An officer accepts nothing."""
        late_or_soon = Q(due_on__lte=today + timedelta(days=soon_days))
        post = user.acting_post
        waits = Q() if post is not None and post.role == Role.OFFICER else Q(status=Status.ASSIGNED)
        return self.mine_to_do(user).filter(late_or_soon | waits | self._sent_back())

    def counters(self, user: User, today: date) -> dict[str, int]:
        """What waits in each place of the rail, in one query: "mine" and "overdue"."""
        visible = self.visible_to(user)
        mine, decide = visible.urgent(user, today).values("pk"), visible.mine_to_decide(user).values("pk")
        return visible.aggregate(
            mine=Count("pk", filter=Q(pk__in=mine) | Q(pk__in=decide)),
            overdue=Count("pk", filter=time_state_q(TimeState.OVERDUE, today)),
        )

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
