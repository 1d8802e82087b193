"""Which tasks a person may see, and which ones a word means ("quá hạn", "chờ xác nhận")."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from directives.keys import MOST_WORDS
from tasks.deadlines import TimeState
from tasks.kinds import Restriction
from tasks.querysets.cascade import PartsBelow, part_tallies
from tasks.querysets.series import Filing, filing_q
from tasks.querysets.time import figures, tallies, time_state_q
from tasks.querysets.turns import TurnQuerySet
from tasks.statuses import OPEN, Status
from units.folding import fold
from units.roles import ORGANISATION_ROLES, Role

if TYPE_CHECKING:
    from units.models import Unit, User

__all__ = ["PartsBelow", "TaskQuerySet", "figures", "part_tallies", "tallies", "time_state_q"]


class TaskQuerySet(TurnQuerySet):
    # who
    def visible_to(self, user: User) -> Self:
        """Monitors and leaders: what their organisation assigned or received.  Heads: their unit and below,
        and the parts that their unit gave.
        Officers: what is their unit's, but restricted tasks only where given to them.  Whoever acts in a delegated post
        sees what its holder sees there; who left a unit sees nothing of it but through a post."""
        post = user.acting_post
        if post is None or post.role in (Role.ADMINISTRATOR, Role.REGISTRAR):
            return self.none()
        if post.role in (Role.MONITOR, Role.LEADER):
            organisation = post.organisation
            return self.filter(Q(assigning_organisation=organisation) | self._of(path=organisation.path))
        if post.role == Role.HEAD:
            return self.filter(self._of(path=post.unit.path) | Q(assigning_organisation=post.unit))
        of_unit = Q(lead=post.unit) | Exists(self._coordinations().filter(unit=post.unit))
        own = Q(officer=post.user_id, lead=post.unit)
        return self.filter(own | (of_unit & Q(restriction=Restriction.NORMAL)))

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
        return self._along_chain(directive, user).filter(parent__isnull=True)

    def parts_of_chain(self, directive: int, *, user: User) -> Self:
        """The parts, at any depth, of the tasks given along the chain."""
        return self._along_chain(directive, user).parts()

    def _along_chain(self, directive: int, user: User) -> Self:
        directives = apps.get_model("directives", "Directive").objects.chain_of(directive, user=user)
        return self.filter(directive__in=directives.visible_to(user).order_by().values("pk"))

    def tallied_by_directive(self, figures: dict[str, Count]) -> dict[int, dict[str, int]]:
        """Such figures (`tallies`, `part_tallies`) by directive, in one query."""
        rows = self.order_by().values("directive").annotate(**figures)
        return {row.pop("directive"): row for row in rows}

    def bound_to(self, person: User, unit: Unit) -> Self:
        """Open work of the unit on which this person works: tasks that they were named for, and parts given to them."""
        return self.open().filter(officer=person, lead=unit)

    def given_to(self, units: models.QuerySet) -> Self:
        """Led by the units when they were given, whoever leads them after a reorganisation."""
        return self.filter(Q(lead_when_given__in=units) | Q(lead_when_given__isnull=True, lead__in=units))

    # what
    def open(self) -> Self:
        return self.filter(status__in=sorted(OPEN))

    def waiting_for_confirmation(self) -> Self:
        return self.filter(status=Status.SUBMITTED)

    def returned(self) -> Self:
        """Sent up as not in the unit's competence, waiting for a decision."""
        return self.filter(status=Status.RETURNED)

    def counters(self, user: User, today: date) -> dict[str, int]:
        """What waits in each place of the rail, in one query: "mine" and "overdue"."""
        return self.listed_for(user).aggregate(
            mine=Count("pk", filter=self._waiting_for(user, today)),
            overdue=Count("pk", filter=time_state_q(TimeState.OVERDUE, today)),
        )

    def recurring(self) -> Self:
        """Occurrences of recurring duties."""
        return self.filter(series_unit__isnull=False)

    def filed(self, filing: Filing, today: date) -> Self:
        """Occurrences of recurring duties that stand so."""
        return self.recurring().filter(filing_q(filing, today))

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

    # for a screen
    def for_list(self) -> Self:
        """What one row of a list shows, in one query."""
        return self.select_related("lead", "directive", "instruction", "officer", "assigning_organisation")

    def for_detail(self) -> Self:
        """What the page of one task shows of the task itself, in one query."""
        return self.for_list().select_related(
            "head_at_assignment", "assigned_by", "assigned_in_post__unit", "parent__lead"
        )
