"""Which directives, citations and drafts a person may see, and which ones are meant."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import Case, Count, Exists, F, Min, OuterRef, Q, Sum, Value, When
from django.db.models.expressions import RawSQL

from directives.keys import Sought, is_year, notation_key, number_key, sought_in
from directives.types import ONE_WAY, Relation
from units.folding import fold
from units.roles import LOG_DIRECTIVES, ORGANISATION_ROLES, Role

if TYPE_CHECKING:
    from directives.models import Citation, Directive
    from units.models import Unit, User

#: Follows links from a directive, one step after the other; UNION drops what was met before, so that it always ends.
_WALK = """WITH RECURSIVE walk(id) AS (
    SELECT citation.{next} FROM directives_citation citation WHERE citation.{here} = %s AND {sound}
    UNION
    SELECT citation.{next} FROM directives_citation citation JOIN walk ON citation.{here} = walk.id WHERE {sound}
) SELECT id FROM walk"""
_NONE = Q(pk__in=[])


class DirectiveQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Whole-organisation roles: what their organisation owns or received, or was given tasks from.
        Heads and officers: what their unit (heads: and below) was given tasks from.  Administrators: nothing."""
        post = user.acting_post
        if post is None or post.role == Role.ADMINISTRATOR:
            return self.none()
        access = apps.get_model("directives", "DirectiveAccess").objects.filter(directive=OuterRef("pk"))
        if post.role in ORGANISATION_ROLES:
            organisation = post.organisation
            receipts = apps.get_model("directives", "Receipt").objects.filter(
                directive=OuterRef("pk"), organisation=organisation
            )
            given = access.filter(unit__path__startswith=organisation.path)
            return self.filter(Q(owner=organisation) | Exists(receipts) | Exists(given))
        if post.role == Role.HEAD:
            return self.filter(Exists(access.filter(unit__path__startswith=post.unit.path)))
        return self.filter(Exists(access.filter(unit=post.unit)))

    # which document
    def same_reference(self, *, code_number: str, code_notation: str) -> Self:
        """Records of the number and notation, however printed.  A blank number is nobody's."""
        if not code_number:
            return self.none()
        return self.filter(code_number_key=number_key(code_number), code_notation_key=notation_key(code_notation))

    def same_identity(
        self,
        *,
        issuing_body: str,
        code_number: str,
        code_notation: str,
        issued_on: date | None,
    ) -> Self:
        """Records of the same issuer, number, notation and date.  A blank number or date is no identity."""
        if issued_on is None:
            return self.none()
        same = self.same_reference(code_number=code_number, code_notation=code_notation)
        return same.filter(issuing_body_folded=fold(issuing_body)[:200], issued_on=issued_on)

    def of_year(self, year: int) -> Self:
        """Of a date as far as it is known."""
        return self.filter(_of_year(year))

    def search(self, words: str) -> Self:
        """Every word, with or without marks, somewhere in the reference, the type, the issuer or the subject; a day is
        the date of issue.  What bears the number asked for comes first, however it is written ("271 ubnd vp8")."""
        sought = sought_in(words)
        found = self.filter(issued_on=sought.day) if sought.day else self
        if not sought.numbers:
            return found.filter(_in_text(sought.words))
        exact = _NONE
        for number, others in sought.numbers:
            exact |= Q(code_number_key=number, code_notation_key="".join(others))
        named = _named(sought)
        rank = Case(When(exact, then=Value(0)), When(named, then=Value(1)), default=Value(2))
        found = found.filter(named | _in_text(sought.words)).annotate(search_rank=rank)
        return found.order_by("search_rank", "-logged_at", "-pk")

    def named(self, words: str) -> Self:
        """Those that bear a number in the words, with the rest of the words beside it; nothing without a number."""
        return self.filter(_named(sought_in(words)))

    # along the links
    def citing(self, directive: int) -> Self:
        """Those with a link to the directive."""
        citations = apps.get_model("directives", "Citation").objects.filter(target=directive)
        return self.filter(Exists(citations.filter(directive=OuterRef("pk"))))

    def implemented_by(self, directive: int, *, user: User) -> Self:
        """What the directive implements, directly or through others, as far as the person sees the way there."""
        return self._linked(directive, "directive_id", "target_id", (Relation.IMPLEMENTS,), user)

    def implementing(self, directive: int, *, user: User) -> Self:
        """What implements the directive, directly or through others, as far as the person sees the way there."""
        return self._linked(directive, "target_id", "directive_id", (Relation.IMPLEMENTS,), user)

    def chain_of(self, directive: int, *, user: User) -> Self:
        """The directive itself and all that implements it."""
        below = self._all().implementing(directive, user=user)
        return self.filter(Q(pk=directive) | Q(pk__in=below.order_by().values("pk")))

    def acted_upon_by(self, directive: int) -> Self:
        """Every directive that this one leads to by relations that go one way, whoever may see it."""
        return self._linked(directive, "directive_id", "target_id", ONE_WAY, None)

    def _all(self) -> Self:
        return type(self)(self.model, using=self.db)

    def _linked(self, start: int, here: str, to: str, relations: Iterable[str], user: User | None) -> Self:
        """What links of these relations lead to from `start`; with `user` only through what that person sees."""
        kinds = list(relations)
        sound = f"citation.{to} IS NOT NULL AND citation.relation IN ({', '.join(['%s'] * len(kinds))})"
        bound: list[object] = list(kinds)
        if user is not None:
            seen = self._all().visible_to(user).filter(pk=RawSQL(f"citation.{to}", ())).order_by()
            try:
                sql, more = seen.values("pk").query.get_compiler(connection=connections[self.db]).as_sql()
            except EmptyResultSet:
                return self.none()
            sound, bound = f"{sound} AND EXISTS ({sql})", [*bound, *more]
        walk = _WALK.format(here=here, next=to, sound=sound)
        return self.filter(pk__in=RawSQL(walk, (start, *bound, *bound)))


def _named(sought: Sought) -> Q:
    condition = Q(issued_on=sought.day) if sought.day else Q()
    return condition & reduce(or_, (Q(code_number_key=key) & _beside(rest) for key, rest in sought.numbers), _NONE)


def _in_text(words: Iterable[str]) -> Q:
    condition = Q()
    for word in words:
        condition &= Q(search_text__contains=word)
    return condition


def _beside(words: Iterable[str], *, dated: bool = True) -> Q:
    """Each word in the notation or the text; a year may be that of the date."""
    condition = Q()
    for word in words:
        either = Q(code_notation_key__contains=word) | Q(search_text__contains=word)
        condition &= either | _of_year(int(word)) if dated and is_year(word) else either
    return condition


def _of_year(year: int) -> Q:
    return Q(issued_on__year=year) | Q(issued_year=year)


class CitationQuerySet(models.QuerySet):
    def open(self) -> Self:
        """Nobody has said yet which record they are, or that they are none."""
        return self.filter(target__isnull=True, is_external=False)

    def kept_by(self, organisation: Unit | int) -> Self:
        """Cited by the directives whose records the organisation keeps: it settles them."""
        return self.filter(directive__owner=organisation)

    def naming(self, directive: Directive) -> Self:
        """Those that may mean this document: of its reference and date, or where one of the two has no date.

        What was issued before it does not cite it, dated or not.
        """
        if not directive.code_number_key:
            return self.none()
        same = self.filter(
            code_number_key=directive.code_number_key, code_notation_key=directive.code_notation_key
        ).exclude(directive=directive)
        if directive.issued_on is None:
            return same
        later = Q(directive__issued_on__gte=directive.issued_on) | Q(directive__issued_on__isnull=True)
        return same.filter(Q(issued_on=directive.issued_on) | (Q(issued_on__isnull=True) & later))

    def search(self, words: str) -> Self:
        """As `DirectiveQuerySet.search`, over what is printed of the cited document."""
        sought = sought_in(words)
        found = self.filter(issued_on=sought.day) if sought.day else self
        named = _NONE
        for number, others in sought.numbers:
            named |= Q(code_number_key=number) & _beside(others, dated=False)
        return found.filter(named | _in_text(sought.words))

    def grouped(self) -> models.QuerySet:
        """One row a cited document: its first citation, and how many directives cite it; the most cited first.

        Only number, notation and date together say that two citations mean one document; any other stands alone.
        """
        alone = Case(When(Q(code_number_key="") | Q(issued_on__isnull=True), then=F("pk")), default=Value(0))
        return (
            self.order_by()
            .annotate(alone=alone)
            .values("code_number_key", "code_notation_key", "issued_on", "alone")
            .annotate(first=Min("pk"), directives=Count("directive", distinct=True))
            .order_by("-directives", "first")
        )

    def alike(self, citation: Citation) -> Self:
        """The group of `grouped` to which the citation belongs."""
        if not citation.code_number_key or citation.issued_on is None:
            return self.filter(pk=citation.pk)
        return self.filter(
            code_number_key=citation.code_number_key,
            code_notation_key=citation.code_notation_key,
            issued_on=citation.issued_on,
        )


class DocumentTextQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Texts of the person's organisation, for those who log directives."""
        post = user.acting_post
        if post is None or post.role not in LOG_DIRECTIVES:
            return self.none()
        return self.filter(organisation=post.organisation)

    def waiting(self) -> Self:
        """Read but not yet saved as a directive."""
        return self.filter(directive__isnull=True, discarded_at__isnull=True)


class OutgoingDraftQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """What the person's organisation is writing, for the roles that write, approve and issue."""
        post = user.acting_post
        if post is None or post.role not in ORGANISATION_ROLES:
            return self.none()
        return self.filter(organisation=post.organisation)

    def open(self) -> Self:
        """Neither issued nor set aside."""
        return self.filter(state__in=("drafting", "submitted", "approved"))

    def waiting_for(self, user: User) -> Self:
        """What the person is to do something about: leaders approve (deputies what they sign themselves), registrars
        and the Office issue what is approved."""
        post = user.acting_post
        rows = self.visible_to(user)
        if post is not None and post.role == Role.LEADER:
            waiting = rows.filter(state="submitted")
            return waiting.filter(signer=post) if post.is_deputy else waiting
        return rows.filter(state="approved")


class OutcomeQuerySet(models.QuerySet):
    """Outcomes and corrections of readings."""

    def logged(self, since: datetime | None, until: datetime | None, document_type: str = "") -> Self:
        """Of documents logged in [since, until), of all types or of one."""
        found = self.filter(at__gte=since) if since else self
        found = found.filter(at__lt=until) if until else found
        return found.filter(reading__document__directive__document_type=document_type) if document_type else found


class FieldOutcomeQuerySet(OutcomeQuerySet):
    def totals(self, *by: str) -> models.QuerySet:
        """By what is named: `documents`; `readings` of a field, `right` those of them that needed no correction; and
        what was kept, changed, added and removed."""
        documents = Count("reading", distinct=True)
        counts = {name: Sum(name) for name in ("kept", "changed", "added", "removed")}
        right = Count("pk", filter=Q(changed=0, added=0, removed=0))
        return self.values(*by).order_by(*by).annotate(documents=documents, readings=Count("pk"), right=right, **counts)


class ArrivalQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """What came to the person's organisation, for those who log directives."""
        post = user.acting_post
        if post is None or post.role not in LOG_DIRECTIVES:
            return self.none()
        return self.filter(organisation=post.organisation)

    def to_tell(self) -> Self:
        """Not yet read, or refused for a reason that nobody has put away."""
        ended_badly = Q(state__in=("refused", "failed"), dismissed_at__isnull=True)
        return self.filter(Q(state__in=("waiting", "reading")) | ended_badly)

    def due(self, *, silent_since: datetime) -> Self:
        """What a reader should take up now, the oldest first: what waits, and what has lost its reader."""
        lost = Q(state="reading", heartbeat_at__lt=silent_since)
        return self.filter(Q(state="waiting") | lost).order_by("received_at", "pk")
