"""Whose turn it is: what a person has to do or to decide, and why."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from tasks.deadlines import DUE_SOON_DAYS, TimeState
from tasks.kinds import DutyKind, Restriction
from tasks.querysets.cascade import CascadeQuerySet
from tasks.querysets.coordinations import CoordinationQuerySet
from tasks.querysets.time import RUNNING, time_state_q
from tasks.statuses import ASIDE, OPEN, UNDER_WAY, Action, Status
from units.roles import ANSWER_FOR_UNIT, CONFIRM_RESULTS, DECIDE_TASKS, Role

if TYPE_CHECKING:
    from units.models import Post, User

OFTEN = 3  # extensions of one task
_NOTHING = Q(pk__in=[])


class TurnQuerySet(CascadeQuerySet):
    """Tasks by whose turn it is."""

    def overview(self, today: date) -> dict[str, int]:
        """All figures of the dashboard over these tasks, in one query."""
        return self.aggregate(
            **self.time_figures(today), check_in_missing=Count("pk", filter=self._check_in_missing(today))
        )

    def mine_to_do(self, user: User) -> Self:
        """Tasks for which the person answers (heads; leaders, where their organisation leads) or works (officers)."""
        return self.filter(self._to_do(user))

    def mine_to_decide(self, user: User) -> Self:
        """Results to confirm and returns to decide, of the person's organisation."""
        return self.filter(self._to_decide(user))

    def urgent(self, user: User, today: date) -> Self:
        """Of `mine_to_do`: not yet accepted, overdue, due soon or sent back."""
        return self.filter(self._urgent(user, today))

    def waiting_for(self, user: User, today: date) -> Self:
        """All that needs the person: what to do now, what to decide."""
        return self.filter(self._waiting_for(user, today))

    def _waiting_for(self, user: User, today: date) -> Q:
        own = self._urgent(user, today) | self._to_decide(user)
        return own | self._owes_explanation(user) | self._pressing(user, today) | self._to_hand_over(user, today)

    def mine_to_explain(self, user: User) -> Self:
        """An explanation was asked of the unit for which the person answers; owed after completion too."""
        return self.filter(self._owes_explanation(user))

    def mine_to_coordinate(self, user: User) -> Self:
        """Tasks of others in which the person's unit still owes its part."""
        owed = self._own_duties(user)
        return self.filter(Exists(owed.waiting())) if owed is not None else self.none()

    def silent_coordination(self, today: date) -> Self:
        """A coordinating unit has let its date pass without a report."""
        return self.filter(Exists(self._duties().silent(today)))

    def with_own_duty(self, user: User) -> Self:
        """Annotates `own_duty`, the key of what the person's unit was last asked for as a coordinating one."""
        owed = self._own_duties(user)
        empty = self._duties().none()
        mine = empty if owed is None else owed.filter(is_current=True)
        return self.annotate(own_duty=Subquery(mine.values("pk")[:1]))

    def _pressing(self, user: User, today: date) -> Q:
        """What those who answer for a coordinating unit owe soon or in silence."""
        owed = self._own_duties(user)
        if owed is None or (user.acting_post and user.acting_post.role == Role.OFFICER):
            return _NOTHING
        return Q(Exists(owed.pressing(today)))

    def _duties(self) -> CoordinationQuerySet:
        return apps.get_model("tasks", "Coordination").objects.filter(task=OuterRef("pk"))

    def _own_duties(self, user: User) -> CoordinationQuerySet | None:
        """Those of the unit for which the person answers or works; None where nobody could be asked."""
        post = user.acting_post
        if post is None or post.role not in (Role.HEAD, Role.OFFICER, Role.LEADER):
            return None
        return self._duties().filter(unit=post.organisation if post.role == Role.LEADER else post.unit)

    def to_hand_over(self, user: User, today: date) -> Self:
        """Open work of people who have left the person's unit: somebody else has to take it over."""
        return self.filter(self._to_hand_over(user, today))

    def of_officers_gone(self, today: date) -> Self:
        """Open, and the officer no longer works in the leading unit."""
        return self.filter(self._officer_gone(today))

    def _to_hand_over(self, user: User, today: date) -> Q:
        post = user.acting_post
        if post is not None and post.role in ANSWER_FOR_UNIT:
            return Q(lead=post.unit) & self._officer_gone(today)
        if post is not None and post.role == Role.LEADER:
            return Q(lead=post.organisation) & self._officer_gone(today)
        return _NOTHING

    def _officer_gone(self, today: date) -> Q:
        posts = apps.get_model("units", "Post").objects.at_work(on=today)
        there = Exists(posts.filter(user=OuterRef("officer"), unit=OuterRef("lead")))
        return Q(status__in=sorted(OPEN), officer__isnull=False) & ~Q(there)

    def _to_do(self, user: User) -> Q:
        post = user.acting_post
        at_work = Q(status__in=UNDER_WAY)
        own_part = Q(officer=post.user_id if post else None, lead=F("assigning_organisation"))
        if post is not None and post.role == Role.HEAD:
            return at_work & Q(lead=post.unit) & (~Q(assigning_organisation=post.unit) | own_part)
        if post is not None and post.role == Role.LEADER:
            return at_work & Q(lead=post.organisation) & ~Q(assigning_organisation=post.organisation)
        if post is not None and post.role == Role.OFFICER:
            unclaimed = Q(lead=post.unit, officer__isnull=True, restriction=Restriction.NORMAL)
            return at_work & (Q(officer=post.user_id, lead=post.unit) | unclaimed)
        return _NOTHING

    def _owes_explanation(self, user: User) -> Q:
        post = user.acting_post
        own_part = Q(officer=post.user_id if post else None, lead=F("assigning_organisation"))
        if post is not None and post.role == Role.HEAD:
            ours = Q(lead=post.unit) & (~Q(assigning_organisation=F("lead")) | own_part)
        elif post is not None and post.role == Role.LEADER:
            ours = Q(lead=post.organisation) & ~Q(assigning_organisation=post.organisation)
        elif post is not None and post.role == Role.OFFICER:
            ours = own_part
        else:
            return _NOTHING
        return ours & Q(self._explanation_asked())

    def _explanation_asked(self) -> Exists:
        return Exists(apps.get_model("tasks", "Explanation").objects.filter(task=OuterRef("pk"), status="asked"))

    def explanation_asked(self) -> Self:
        """An explanation was asked for and has not been given."""
        return self.filter(self._explanation_asked())

    def escalated(self) -> Self:
        """Put before the leaders, who have not yet decided."""
        return self.filter(self._escalated())

    def _escalated(self) -> Exists:
        lines = apps.get_model("tasks", "EscalatedTask").objects
        return Exists(lines.filter(task=OuterRef("pk"), escalation__status="waiting"))

    def reviewed(self) -> Self:
        """A review of long-delayed work has concluded about it."""
        return self.filter(self._reviewed())

    def not_reviewed(self) -> Self:
        """No review has concluded about it yet."""
        return self.exclude(self._reviewed())

    def _reviewed(self) -> Exists:
        lines = apps.get_model("tasks", "ReviewedTask").objects
        return Exists(lines.filter(~Q(outcome=""), task=OuterRef("pk")))

    def _urgent(self, user: User, today: date) -> Q:
        """An officer accepts nothing but a part of their own, so that a new task is not yet the officer's turn."""
        urgent = Q(due_on__lte=today + timedelta(days=DUE_SOON_DAYS)) | Q(self._sent_back()) | self._check_in(today)
        answered = Q(self._extension("offered")) | self._to_complete() | Q(self._unsettled())
        for_head = Q(status=Status.ASSIGNED) | answered
        if user.acting_post is not None and user.acting_post.role != Role.OFFICER:
            urgent |= for_head
        elif user.acting_post is not None:
            urgent |= Q(assigning_organisation=F("lead")) & for_head
        return self._to_do(user) & urgent

    def _to_decide(self, user: User) -> Q:
        post = user.acting_post
        if post is not None and post.role == Role.HEAD:
            waiting = Q(status__in=[Status.SUBMITTED, Status.RETURNED])
            return Q(assigning_organisation=post.unit) & (waiting | self._asked() | self._proposed())
        if post is None or post.role not in CONFIRM_RESULTS:
            return _NOTHING
        ours = Q(assigning_organisation=post.organisation)
        asked = self._extension_to_decide(post)
        if post.role in DECIDE_TASKS:
            asked |= self._proposed() | Q(self._escalated())
        return ours & (Q(status__in=[Status.SUBMITTED, Status.RETURNED]) | asked)

    def _extension_to_decide(self, post: Post) -> Q:
        """A later date that was asked for and that the holder of the post decides."""
        if post.role in DECIDE_TASKS:
            return self._asked()
        rules = apps.get_model("tasks", "HandlingRules").objects.filter(office_decides_extensions=True)
        return self._asked() & Q(Exists(rules.filter(organisation=OuterRef("assigning_organisation"))))

    def _asked(self) -> Q:
        return Q(self._extension("asked"), status__in=UNDER_WAY)

    def _extension(self, status: str) -> Exists:
        return Exists(apps.get_model("tasks", "Extension").objects.filter(task=OuterRef("pk"), status=status))

    def _proposed(self) -> Q:
        return Q(self._proposal("sent"), status__in=UNDER_WAY)

    def _to_complete(self) -> Q:
        """The newest proposal came back to be completed."""
        proposals = apps.get_model("tasks", "Proposal").objects
        newer = proposals.filter(task=OuterRef("task"), pk__gt=OuterRef("pk"))
        return Q(Exists(proposals.filter(~Exists(newer), task=OuterRef("pk"), status="returned")))

    def _proposal(self, status: str) -> Exists:
        return Exists(apps.get_model("tasks", "Proposal").objects.filter(task=OuterRef("pk"), status=status))

    def proposed(self) -> Self:
        """A proposal waits for the decision of those who gave the task."""
        return self.filter(self._proposed())

    def _unsettled(self) -> Exists:
        """A unit that was asked does not agree, and the lead has not settled it."""
        opinions = apps.get_model("tasks", "Opinion").objects.unsettled()
        return Exists(opinions.filter(consultation__task=OuterRef("pk")))

    def extension_asked(self) -> Self:
        """A later date was asked for and waits for its decision."""
        return self.filter(self._asked())

    def extended_often(self) -> Self:
        """The due date was moved three times or more ("gia hạn nhiều lần")."""
        granted = apps.get_model("tasks", "Extension").objects.filter(task=OuterRef("pk"), status="granted")
        counted = granted.order_by().values("task").annotate(times=Count("pk")).filter(times__gte=OFTEN)
        return self.filter(Exists(counted))

    def _check_in(self, today: date, soon_days: int = DUE_SOON_DAYS) -> Q:
        """A period of a standing duty that is to be reported on by then and was not."""
        rows = apps.get_model("tasks", "CheckIn").objects.filter(task=OuterRef("pk"), given_on__isnull=True)
        owed = rows.filter(due_on__lte=today + timedelta(days=soon_days))
        return Q(Exists(owed), duty_kind=DutyKind.STANDING)

    def check_in_missing(self, today: date) -> Self:
        """Standing duties on which the unit did not report for a period by its due date."""
        return self.filter(self._check_in_missing(today))

    def _check_in_missing(self, today: date) -> Q:
        return self._check_in(today, soon_days=-1) & Q(status__in=RUNNING)

    def sent_back_last(self) -> Self:
        """The result was sent back, and nothing was done on it since."""
        return self.filter(self._sent_back())

    def _sent_back(self) -> Exists:
        """Dividing the work, asking for time and all else beside the work is not yet the work."""
        events = apps.get_model("tasks", "TaskEvent").objects
        later = events.filter(task=OuterRef("task"), seq__gt=OuterRef("seq"))
        done = later.exclude(action__in=ASIDE)
        return Exists(events.filter(~Exists(done), task=OuterRef("pk"), action=Action.SEND_BACK))

    def with_sent_back(self) -> Self:
        """Annotates `was_sent_back`: the unit has to go on with a result that was not accepted."""
        return self.annotate(was_sent_back=self._sent_back())

    def turn_counts(self, user: User, today: date) -> dict[str, int]:
        """Why tasks wait for the person, in one query; a task may wait for more than one reason."""
        to_do, to_decide = self._to_do(user), self._to_decide(user)
        owed = self._own_duties(user)
        silent = Q(Exists(owed.silent(today))) if owed is not None else _NOTHING
        pressing = self._pressing(user, today)
        return self.aggregate(
            to_confirm=Count("pk", filter=to_decide & Q(status=Status.SUBMITTED)),
            returned=Count("pk", filter=to_decide & Q(status=Status.RETURNED)),
            extension_asked=Count("pk", filter=to_decide & self._asked()),
            escalated=Count("pk", filter=to_decide & Q(self._escalated())),
            to_explain=Count("pk", filter=self._owes_explanation(user)),
            extension_offered=Count("pk", filter=self._urgent(user, today) & Q(self._extension("offered"))),
            to_complete=Count("pk", filter=self._urgent(user, today) & self._to_complete()),
            proposed=Count("pk", filter=to_decide & self._proposed()),
            coordination_silent=Count("pk", filter=pressing & silent),
            coordination_soon=Count("pk", filter=pressing & ~silent),
            overdue=Count("pk", filter=to_do & time_state_q(TimeState.OVERDUE, today)),
            due_soon=Count("pk", filter=to_do & time_state_q(TimeState.DUE_SOON, today)),
            not_accepted=Count("pk", filter=self._urgent(user, today) & Q(status=Status.ASSIGNED)),
            unsettled=Count("pk", filter=self._urgent(user, today) & Q(self._unsettled())),
            sent_back=Count("pk", filter=to_do & Q(self._sent_back())),
            check_in=Count("pk", filter=to_do & self._check_in(today)),
            to_hand_over=Count("pk", filter=self._to_hand_over(user, today)),
        )
