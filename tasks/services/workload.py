"""What is open with each person of a unit, and who has left it or will."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q

from tasks.deadlines import TimeState
from tasks.models import Task
from tasks.querysets import time_state_q
from units.models import Post, Unit, User
from units.roles import WORK_ON_TASKS


@dataclass(frozen=True)
class Workload:
    """One person of a unit.  `post` is the one held there, else the last one held; None: never held one there."""

    person: User
    post: Post | None
    has_left: bool
    leaves_on: date | None  # the first day without the post, still to come
    total: int = 0
    parts: int = 0
    late: int = 0

    @property
    def named(self) -> int:
        """Tasks of the unit for which the person was named."""
        return self.total - self.parts

    @property
    def must_hand_over(self) -> bool:
        return self.has_left and self.total > 0


def workloads(unit: Unit, today: date) -> list[Workload]:
    """Everyone who works in the unit, or who has left open work there; in at most three queries.

    Those who have left come first, then those who will, then by name.
    """
    found = _open_work(unit, today)
    held = _posts(unit)
    people = {posts[0].user_id: posts[0].user for posts in held.values()}
    people |= User.objects.in_bulk([pk for pk in found if pk not in people])
    lines = [_workload(person, held.get(pk, []), found.get(pk, {}), today) for pk, person in people.items()]
    shown = [line for line in lines if line.total or not line.has_left]
    far = date.max
    return sorted(
        shown, key=lambda line: (not line.must_hand_over, line.leaves_on or far, line.person.full_name, line.person.pk)
    )


def _open_work(unit: Unit, today: date) -> dict[int, dict[str, int]]:
    """Person id -> figures; each equals the list of `bound_to`."""
    rows = (
        Task.objects.open()
        .filter(lead=unit, officer__isnull=False)
        .order_by()
        .values("officer")
        .annotate(
            total=Count("pk"),
            parts=Count("pk", filter=Q(assigning_organisation=F("lead"))),
            late=Count("pk", filter=time_state_q(TimeState.OVERDUE, today)),
        )
    )
    return {row.pop("officer"): row for row in rows}


def _posts(unit: Unit) -> dict[int, list[Post]]:
    """Person id -> posts of the unit in which one works on tasks, the newest first."""
    posts: dict[int, list[Post]] = {}
    rows = Post.objects.filter(unit=unit, role__in=WORK_ON_TASKS).select_related("user", "unit")
    for post in rows.order_by("-valid_from", "-pk"):
        posts.setdefault(post.user_id, []).append(post)
    return posts


def _workload(person: User, posts: list[Post], figures: dict[str, int], today: date) -> Workload:
    now = [post for post in posts if post.valid_from <= today and (post.valid_to is None or post.valid_to > today)]
    ends = [post.valid_to for post in now]
    return Workload(
        person=person,
        post=next(iter(now or posts), None),
        has_left=not now or not person.is_active,
        leaves_on=max(day for day in ends if day) if ends and all(ends) else None,
        **figures,
    )
