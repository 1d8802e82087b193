"""Which units, posts and groups are meant.  Validity is half-open: valid_from counts, valid_to does not."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.contrib.auth.models import UserManager
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from treebeard.mp_tree import MP_NodeManager, MP_NodeQuerySet

from units.roles import MANAGE_ORGANISATION, WORK_ON_TASKS, Role

if TYPE_CHECKING:
    from units.models import Unit, User


def valid_on(day: date, prefix: str = "") -> Q:
    """Rows whose [valid_from, valid_to) holds the day."""
    return Q(**{f"{prefix}valid_from__lte": day}) & (
        Q(**{f"{prefix}valid_to__isnull": True}) | Q(**{f"{prefix}valid_to__gt": day})
    )


def managed_path(user: User) -> str | None:
    """The tree path below which the person manages units and people: "" is everywhere, None is nowhere."""
    if user.is_superuser:
        return ""
    post = user.acting_post
    return post.organisation.path if post is not None and post.role in MANAGE_ORGANISATION else None


def within(unit: Unit, prefix: str = "") -> Q:
    """The unit and everything below it in the current tree."""
    return Q(**{f"{prefix}path__startswith": unit.path})


class UnitQuerySet(MP_NodeQuerySet):
    def open_on(self, day: date) -> Self:
        """Units that exist on the day."""
        return self.filter(opened_on__lte=day).filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day))

    def within(self, unit: Unit) -> Self:
        return self.filter(within(unit))

    def visible_to(self, user: User) -> Self:
        """The names of all units stand open to everyone with a post: they are addressees and partners."""
        return self if user.is_superuser or user.acting_post is not None else self.none()

    def managed_by(self, user: User) -> Self:
        """Units that the person may change."""
        path = managed_path(user)
        return self.none() if path is None else self.filter(path__startswith=path)

    def with_people(self, day: date) -> Self:
        """Annotates `people`: how many persons hold a post in the unit on the day."""
        posts = self.model._meta.get_field("posts").related_model.objects
        counted = (
            posts.on(day)
            .filter(unit=OuterRef("pk"))
            .order_by()
            .values("unit")
            .annotate(found=Count("user", distinct=True))
            .values("found")
        )
        return self.annotate(people=Coalesce(models.Subquery(counted), 0))


class UnitManager(MP_NodeManager.from_queryset(UnitQuerySet)):  # type: ignore[misc]
    def get_queryset(self) -> UnitQuerySet:
        return UnitQuerySet(self.model, using=self._db).order_by("path")


class DatedQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """Rows valid on the day."""
        return self.filter(valid_on(day))


class DelegationQuerySet(DatedQuerySet):
    def not_over(self, day: date) -> Self:
        """In force on the day or later.  A delegation ends with the post at the latest."""
        post_lasts = Q(post__valid_to__isnull=True) | Q(post__valid_to__gt=day)
        return self.filter(post_lasts, valid_to__gt=day, revoked_at__isnull=True)


class PostQuerySet(DatedQuerySet):
    def not_over(self, day: date) -> Self:
        """Held on the day or to be held later."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))

    def open_to(self, user: User, *, on: date) -> Self:
        """Posts in which the person may act on the day: their own, then those delegated to them."""
        delegated = (
            Q(delegations__delegate=user) & valid_on(on, "delegations__") & Q(delegations__revoked_at__isnull=True)
        )
        own = Q(user=user)
        rows = self.on(on).filter(own | delegated)
        return (
            self.filter(pk__in=rows.values("pk"))
            .annotate(is_own=models.Case(models.When(user=user, then=0), default=1))
            .select_related("unit", "unit__organisation", "user")
            .order_by("is_own", "valid_from", "pk")
        )

    def managed_by(self, user: User) -> Self:
        """Posts that the person may give and end."""
        path = managed_path(user)
        return self.none() if path is None else self.filter(unit__path__startswith=path)

    def in_charge_of(self, units: models.QuerySet | list[Unit], *, on: date) -> Self:
        """Who stands at the top of each unit: its head, or the leader of an organisation; no deputies."""
        return self.on(on).filter(role__in=[Role.HEAD, Role.LEADER], is_deputy=False, unit__in=units)

    def at_work(self, *, on: date) -> Self:
        """Whose holders work on the tasks of the unit on the day."""
        return self.on(on).filter(role__in=WORK_ON_TASKS, user__is_active=True)

    def heads_of(self, units: models.QuerySet | list[Unit], *, on: date) -> Self:
        """Posts of the heads (not deputies) of the units on the day."""
        return self.on(on).filter(role="head", is_deputy=False, unit__in=units)


class SuccessionQuerySet(models.QuerySet):
    def in_force(self, on: date) -> Self:
        """Those that count on the day; of each predecessor the main successor first, and who took over a function of a
        unit that went on last."""
        moved_on = models.Case(models.When(kind="transfer", then=1), default=0)
        return self.filter(undone_at__isnull=True, effective_on__lte=on).order_by(moved_on, "-is_main", "pk")


class ReorganisationQuerySet(models.QuerySet):
    def visible_to(self, user: User) -> Self:
        """Administrators: what concerns a unit that they manage.  Leaders and the Office: what concerns a unit of their
        organisation, or moves tasks that it gave (`tasks` adds those)."""
        path = managed_path(user)
        if path is None and (post := user.acting_post) and post.role in (Role.MONITOR, Role.LEADER):
            path = post.organisation.path
        if path is None:
            return self.none()
        lines = self.model._meta.get_field("lines").related_model.objects.filter(reorganisation=OuterRef("pk"))  # type: ignore[union-attr]
        return self.filter(Exists(lines.filter(unit__path__startswith=path)))


class PeopleQuerySet(models.QuerySet):
    def managed_by(self, user: User) -> Self:
        """People with a post, past ones too, where the person manages, and people who have none yet."""
        path = managed_path(user)
        if path is None:
            return self.none()
        if path == "":
            return self
        posts = self.model._meta.get_field("posts").related_model.objects.filter(user=OuterRef("pk"))  # type: ignore[union-attr]
        return self.filter(Exists(posts.filter(unit__path__startswith=path)) | ~Exists(posts))

    def without_password(self) -> Self:
        """Accounts that nobody can sign in with yet."""
        return self.filter(Q(password="") | Q(password__startswith="!"), is_active=True)


class PeopleManager(UserManager.from_queryset(PeopleQuerySet)):  # type: ignore[misc]
    use_in_migrations = False
