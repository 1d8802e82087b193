"""Posting a directive for the public (đăng Cổng thông tin điện tử): a task whose result is an address and a day.

Requirement G11."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from directives.models import Directive
from tasks.kinds import DeadlineKind, ResultKind
from tasks.models import Task
from tasks.permissions import can_assign
from tasks.querysets import TaskQuerySet
from tasks.services.assigning import AssignmentLine, assign_tasks
from tasks.statuses import OPEN
from units.models import Unit, User
from units.refusals import Conflict, demand


@transaction.atomic
def give_posting(*, directive: Directive, lead: Unit, site: str, due_on: date | None, by: User, now: datetime) -> Task:
    """The task of the unit that posts the directive on `site`.  Conflict while another such task is not ended."""
    demand(can_assign(by))
    locked = Directive.objects.select_for_update(of=("self",)).get(pk=directive.pk)
    running = postings_of(locked, by).filter(status__in=OPEN).select_related("lead").first()
    if running:
        raise Conflict(f"{running.lead.label} đang được giao đăng tải văn bản này. Xem nhiệm vụ đã giao.")
    line = AssignmentLine(
        title=title_of(locked, site),
        leads=(lead,),
        deadline_kind=DeadlineKind.DATE if due_on else DeadlineKind.NONE,
        due_on=due_on,
        result_kind=ResultKind.PUBLICATION,
    )
    [task] = assign_tasks(lines=[line], by=by, now=now, directive=locked)
    return task


def postings_of(directive: Directive, user: User) -> TaskQuerySet:
    """Tasks of posting the directive that the person sees, the newest first."""
    rows: TaskQuerySet = Task.objects.visible_to(user)
    return rows.filter(directive=directive, result_kind=ResultKind.PUBLICATION).order_by("-pk")


def title_of(directive: Directive, site: str) -> str:
    """ "Đăng tải Công văn 45/SGDĐT-VP ngày 10/03/2026 trên Cổng thông tin điện tử: …"."""
    day = f" ngày {directive.issued_text}" if directive.issued_text else ""
    return f"Đăng tải {directive}{day} trên {site}: {directive.subject}"[:2000]
