"""Those who gave the tasks choose task by task, before the administrator carries the reorganisation out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, F, OuterRef

from notices.models import Kind
from notices.services.outbox import Message, notify
from tasks.models import SuccessorChoice, Task
from tasks.permissions import can_assign
from tasks.querysets import TaskQuerySet
from tasks.services.history import day_of
from tasks.services.reorganising.telling import link_to
from tasks.services.telling import People
from units.models import Reorganisation, ReorganisedUnit, User
from units.querysets import ReorganisationQuerySet
from units.refusals import Conflict, demand
from units.roles import ASSIGN_TASKS, Role
from units.services.reorganising.layout import STAY, Layout
from units.services.reorganising.preparing import described


def to_choose(reorganisation: Reorganisation, user: User) -> TaskQuerySet:
    """Open tasks led by a unit that is reorganised, given by the person's organisation."""
    post = user.acting_post
    if post is None or post.role not in ASSIGN_TASKS:
        return Task.objects.none()
    sources = reorganisation.lines.filter(side=ReorganisedUnit.Side.FROM).values("unit")
    seen = Task.objects.visible_to(user).open().filter(assigning_organisation=post.organisation)
    return seen.filter(lead__in=sources).exclude(assigning_organisation=F("lead"))


def concerning(user: User) -> ReorganisationQuerySet:
    """Reorganisations that the person may see: of units of their organisation, or of units that lead its tasks."""
    seen = Reorganisation.objects.visible_to(user)
    post = user.acting_post
    if post is None or post.role not in ASSIGN_TASKS:
        return seen
    given = Task.objects.open().filter(assigning_organisation=post.organisation, lead=OuterRef("unit"))
    lines = ReorganisedUnit.objects.filter(Exists(given), reorganisation=OuterRef("pk"), side=ReorganisedUnit.Side.FROM)
    return Reorganisation.objects.filter(Exists(lines)) | seen


@transaction.atomic
def choose_successors(*, reorganisation: Reorganisation, choices: Mapping[int, str], by: User, now: datetime) -> int:
    """Keep the successor of each of these tasks; returns how many.  ValidationError, keyed by the task, for a successor
    that there is not; Conflict once the reorganisation is no longer being prepared."""
    demand(can_assign(by))
    locked = Reorganisation.objects.select_for_update(of=("self",)).get(pk=reorganisation.pk)
    if not locked.is_open:
        raise Conflict(f"Đợt sắp xếp này {locked.get_state_display()} nên không chọn được nữa.")
    layout = Layout(locked)
    known = set(to_choose(locked, by).filter(pk__in=choices).values_list("pk", flat=True))
    may_stay = any(layout.stays(unit) for unit in layout.units)
    wrong = {
        str(task): "Chọn một đơn vị tiếp nhận."
        for task, value in choices.items()
        if task in known and layout.target(value) is None and not (value == STAY and may_stay)
    }
    if wrong:
        raise ValidationError(wrong)
    lines = {task: layout.target(value) for task, value in choices.items() if task in known}
    SuccessorChoice.objects.bulk_create(
        [
            SuccessorChoice(
                reorganisation=locked,
                task_id=task,
                line=line,
                chosen_by=by,
                chosen_in_post=by.acting_post,
                chosen_at=now,
            )
            for task, line in lines.items()
        ],
        batch_size=500,
        update_conflicts=True,
        unique_fields=["reorganisation", "task"],
        update_fields=["line", "chosen_by", "chosen_in_post", "chosen_at"],
    )
    return len(lines)


def ask_for_choices(*, reorganisation: Reorganisation, by: User, now: datetime) -> int:
    """Tell the offices whose tasks go to more than one unit that they may choose; each person once."""
    layout = Layout(reorganisation)
    if layout.is_plain or not layout.targets:
        return 0
    theirs = Task.objects.open().filter(lead__in=layout.units).exclude(assigning_organisation=F("lead"))
    givers = set(theirs.order_by().values_list("assigning_organisation", flat=True))
    people = People(units=(), organisations=givers, on=day_of(now))
    told = {person.pk: person for giver in givers for person in people.in_role(giver, Role.MONITOR, Role.LEADER)}
    title = "Chọn đơn vị tiếp nhận nhiệm vụ trước khi sắp xếp đơn vị"
    link, key = f"{link_to(reorganisation.pk)}nhiem-vu/", f"reorganisation:{reorganisation.pk}:choose"
    return notify(
        messages=[
            Message(person, Kind.REORGANISED, key, title, link, described(reorganisation))
            for person in told.values()
            if person.pk != by.pk
        ],
        now=now,
    )
