"""Which tasks a person may see, and which ones a word means ("quá hạn", "chờ xác nhận").

The time states here say in SQL what `tasks.deadlines.time_state` says in Python; a property test holds them together.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Q, Value, When

from directives.keys import MOST_WORDS
from tasks.deadlines import DUE_SOON_DAYS, TimeState
from tasks.kinds import DutyKind, Restriction
from tasks.statuses import EXTENSION_ACTS, OPEN, Action, Status
from units.folding import fold
from units.roles import CONFIRM_RESULTS, DECIDE_TASKS, ORGANISATION_ROLES, Role

if TYPE_CHECKING:
    from units.models import Post, Unit, User

OFTEN = 3  # extensions of one task
AGED_DAYS = 92  # three months without a report: shown as aged
_RUNNING = sorted(OPEN - {Status.SUBMITTED, Status.SUSPENDED})  # judged by today
_AT_WORK = [Status.ASSIGNED, Status.ACCEPTED, Status.IN_PROGRESS]  # the leading unit's turn
_NOTHING = Q(pk__in=[])


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


def figures(today: date) -> dict[str, Count]:
    """The counts of the dashboard; each equals the list under the filters of the same name."""
    conditions = {
        "overdue": time_state_q(TimeState.OVERDUE, today),
        "due_soon": time_state_q(TimeState.DUE_SOON, today),
        "waiting": Q(status=Status.SUBMITTED),
        "not_accepted": Q(status=Status.ASSIGNED),
        "returned": Q(status=Status.RETURNED),
        "open": Q(status__in=sorted(OPEN)),
    }
    return {name: Count("pk", filter=condition) for name, condition in conditions.items()}


def tallies(today: date) -> dict[str, Count]:
    """The counts of a report on a chain: total = completed + open + cancelled, the rest are parts of what is open."""
    conditions = {"completed": Q(status=Status.COMPLETED), "cancelled": Q(status=Status.CANCELLED)}
    ended = {name: Count("pk", filter=condition) for name, condition in conditions.items()}
    return {"total": Count("pk"), **ended, **figures(today)}


class TaskQuerySet(models.QuerySet):
    # who
    def visible_to(self, user: User) -> Self:
        """Monitors and leaders: what their organisation assigned or received.  Heads: their unit and below,
        and the parts that their unit gave.
        Officers: what is theirs or their unit's, but restricted tasks only where given to them."""
        post = user.acting_post
        if post is None or post.role in (Role.ADMINISTRATOR, Role.REGISTRAR):
            return self.none()
        if post.role in (Role.MONITOR, Role.LEADER):
            organisation = post.organisation
            return self.filter(Q(assigning_organisation=organisation) | self._of(path=organisation.path))
        if post.role == Role.HEAD:
            return self.filter(self._of(path=post.unit.path) | Q(assigning_organisation=post.unit))
        of_unit = Q(lead=post.unit) | Exists(self._coordinations().filter(unit=post.unit))
        return self.filter(Q(officer=user) | (of_unit & Q(restriction=Restriction.NORMAL)))

    def listed_for(self, user: User) -> Self:
        """What stands in the person's lists and is counted there: of the visible ones, for an organisation, without the
        parts that its units gave, which stand on the page of the whole."""
        seen, post = self.visible_to(user), user.acting_post
        if post is None or post.role not in ORGANISATION_ROLES:
            return seen
        return seen.filter(Q(parent__isnull=True) | Q(assigning_organisation=post.organisation))

    def _coordinations(self) -> models.QuerySet:
        return apps.get_model("tasks", "Coordination").objects.filter(task=OuterRef("pk"))

    def _of(self, *, path: str) -> Q:
        """Led by or coordinated in the subtree."""
        return Q(lead__path__startswith=path) | Q(Exists(self._coordinations().filter(unit__path__startswith=path)))

    def assigned_by_organisation(self, organisation: Unit) -> Self:
        """What the organisation's dashboard and reports count; tasks cascaded below count in their giver's."""
        return self.filter(assigning_organisation=organisation)

    def coordinated_by(self, unit: Unit) -> Self:
        return self.filter(Exists(self._coordinations().filter(unit=unit)))

    def of_chain(self, directive: int, *, user: User) -> Self:
        """Given by the directive or by what implements it, directly or through others, as far as the person sees; the
        parts into which a unit divided its task stand under it and are not counted again."""
        directives = apps.get_model("directives", "Directive").objects.chain_of(directive, user=user)
        return self.filter(directive__in=directives.visible_to(user).order_by().values("pk"), parent__isnull=True)

    def tallied_by_directive(self, today: date) -> dict[int, dict[str, int]]:
        """The figures of `tallies` by directive, in one query."""
        rows = self.order_by().values("directive").annotate(**tallies(today))
        return {row.pop("directive"): row for row in rows}

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

    def returned(self) -> Self:
        """Sent up as not in the unit's competence, waiting for a decision."""
        return self.filter(status=Status.RETURNED)

    def sent_back_last(self) -> Self:
        """The result was sent back, and nothing was done on it since."""
        return self.filter(self._sent_back())

    def _sent_back(self) -> Exists:
        """Dividing the work and asking for time are not yet the work."""
        events = apps.get_model("tasks", "TaskEvent").objects
        later = events.filter(task=OuterRef("task"), seq__gt=OuterRef("seq"))
        done = later.exclude(action__in=[Action.GIVE_PART, *EXTENSION_ACTS])
        return Exists(events.filter(~Exists(done), task=OuterRef("pk"), action=Action.SEND_BACK))

    def aged(self, today: date) -> Self:
        """Running one-off duties without a date, of which nothing was reported for three months."""
        return self.filter(self._aged(today))

    def _aged(self, today: date) -> Q:
        long_ago = today - timedelta(days=AGED_DAYS)
        silent = Q(last_reported_on__lt=long_ago) | Q(last_reported_on__isnull=True, assigned_on__lt=long_ago)
        return silent & Q(status__in=_RUNNING, duty_kind=DutyKind.ONE_OFF, due_on__isnull=True)

    # whose turn it is
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
        return self.filter(self._urgent(user, today) | self._to_decide(user))

    def _to_do(self, user: User) -> Q:
        post = user.acting_post
        at_work = Q(status__in=_AT_WORK)
        own_part = Q(officer=user, lead=F("assigning_organisation"))
        if post is not None and post.role == Role.HEAD:
            return at_work & Q(lead=post.unit) & (~Q(assigning_organisation=post.unit) | own_part)
        if post is not None and post.role == Role.LEADER:
            return at_work & Q(lead=post.organisation) & ~Q(assigning_organisation=post.organisation)
        if post is not None and post.role == Role.OFFICER:
            unclaimed = Q(lead=post.unit, officer__isnull=True, restriction=Restriction.NORMAL)
            return at_work & (Q(officer=user) | unclaimed)
        return _NOTHING

    def _urgent(self, user: User, today: date) -> Q:
        """An officer accepts nothing but a part of their own, so that a new task is not yet the officer's turn."""
        urgent = Q(due_on__lte=today + timedelta(days=DUE_SOON_DAYS)) | Q(self._sent_back())
        if user.acting_post is not None and user.acting_post.role != Role.OFFICER:
            urgent |= Q(status=Status.ASSIGNED) | Q(self._extension("offered"))
        elif user.acting_post is not None:
            own = Q(officer=user, assigning_organisation=F("lead"))
            urgent |= own & (Q(status=Status.ASSIGNED) | Q(self._extension("offered")))
        return self._to_do(user) & urgent

    def _to_decide(self, user: User) -> Q:
        post = user.acting_post
        if post is not None and post.role == Role.HEAD:
            waiting = Q(status__in=[Status.SUBMITTED, Status.RETURNED])
            return Q(assigning_organisation=post.unit) & (waiting | self._asked())
        if post is None or post.role not in CONFIRM_RESULTS:
            return _NOTHING
        ours = Q(assigning_organisation=post.organisation)
        return ours & (Q(status__in=[Status.SUBMITTED, Status.RETURNED]) | self._extension_to_decide(post))

    def _extension_to_decide(self, post: Post) -> Q:
        """A later date that was asked for and that the holder of the post decides."""
        if post.role in DECIDE_TASKS:
            return self._asked()
        rules = apps.get_model("tasks", "HandlingRules").objects.filter(office_decides_extensions=True)
        return self._asked() & Q(Exists(rules.filter(organisation=OuterRef("assigning_organisation"))))

    def _asked(self) -> Q:
        return Q(self._extension("asked"), status__in=_AT_WORK)

    def _extension(self, status: str) -> Exists:
        return Exists(apps.get_model("tasks", "Extension").objects.filter(task=OuterRef("pk"), status=status))

    def extension_asked(self) -> Self:
        """A later date was asked for and waits for its decision."""
        return self.filter(self._asked())

    def extended_often(self) -> Self:
        """The due date was moved three times or more ("gia hạn nhiều lần")."""
        granted = apps.get_model("tasks", "Extension").objects.filter(task=OuterRef("pk"), status="granted")
        counted = granted.order_by().values("task").annotate(times=Count("pk")).filter(times__gte=OFTEN)
        return self.filter(Exists(counted))

    def counters(self, user: User, today: date) -> dict[str, int]:
        """What waits in each place of the rail, in one query: "mine" and "overdue"."""
        return self.listed_for(user).aggregate(
            mine=Count("pk", filter=self._urgent(user, today) | self._to_decide(user)),
            overdue=Count("pk", filter=time_state_q(TimeState.OVERDUE, today)),
        )

    def overview(self, today: date) -> dict[str, int]:
        """All figures of the dashboard over these tasks, in one query."""
        late = time_state_q(TimeState.OVERDUE, today)
        return self.aggregate(
            **figures(today),
            aged=Count("pk", filter=self._aged(today)),
            late_units=Count("lead", filter=late, distinct=True),
        )

    def turn_counts(self, user: User, today: date) -> dict[str, int]:
        """Why tasks wait for the person, in one query; a task may wait for more than one reason."""
        to_do, to_decide = self._to_do(user), self._to_decide(user)
        return self.aggregate(
            to_confirm=Count("pk", filter=to_decide & Q(status=Status.SUBMITTED)),
            returned=Count("pk", filter=to_decide & Q(status=Status.RETURNED)),
            extension_asked=Count("pk", filter=to_decide & self._asked()),
            extension_offered=Count("pk", filter=self._urgent(user, today) & Q(self._extension("offered"))),
            overdue=Count("pk", filter=to_do & time_state_q(TimeState.OVERDUE, today)),
            due_soon=Count("pk", filter=to_do & time_state_q(TimeState.DUE_SOON, today)),
            not_accepted=Count("pk", filter=self._urgent(user, today) & Q(status=Status.ASSIGNED)),
            sent_back=Count("pk", filter=to_do & Q(self._sent_back())),
        )

    def with_time_state(self, today: date, soon_days: int = DUE_SOON_DAYS) -> Self:
        """Annotates `time_state_now`, a value of TimeState."""
        whens = [When(time_state_q(state, today, soon_days), then=Value(state.value)) for state in TimeState]
        return self.annotate(time_state_now=Case(*whens, output_field=models.CharField()))

    def search(self, words: str) -> Self:
        """Every word, with or without marks, in the title or the directive's reference, issuer or subject; or the
        directive's number, however it is written."""
        folded = fold(words).split()[:MOST_WORDS]
        if not folded:
            return self
        found = Q()
        for word in folded:
            found &= Q(search_text__contains=word) | Q(directive__search_text__contains=word)
        named = apps.get_model("directives", "Directive").objects.named(words)
        return self.filter(found | Q(directive__in=named.values("pk")))

    def with_sent_back(self) -> Self:
        """Annotates `was_sent_back`: the unit has to go on with a result that was not accepted."""
        return self.annotate(was_sent_back=self._sent_back())

    # for a screen
    def for_list(self) -> Self:
        """What one row of a list shows, in one query."""
        return self.select_related("lead", "directive", "instruction", "officer", "assigning_organisation")

    def for_detail(self) -> Self:
        """What the page of one task shows of the task itself, in one query."""
        return self.for_list().select_related(
            "head_at_assignment", "assigned_by", "assigned_in_post__unit", "parent__lead"
        )
