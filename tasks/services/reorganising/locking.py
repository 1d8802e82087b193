"""Everything open that the units hold, locked so that every act on it comes wholly before or wholly after.

Acts lock a task and then name units; so tasks are locked first here, too, and the units after them.  A task that was
given to a unit in between is taken without waiting: whoever holds it waits for the unit.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import DatabaseError, transaction
from django.db.models import Q

from tasks.models import Task
from tasks.services.reorganising.holdings import HOLDINGS
from tasks.services.reorganising.work import Held
from tasks.statuses import OPEN
from units.models import Unit
from units.refusals import Conflict

CHUNK = 500


def lock_open_work(units: Sequence[Unit]) -> tuple[list[Task], dict[str, list[Held]]]:
    """The open tasks that the units lead or gave and those in which they hold something, and what they hold."""
    tasks = _locked(_concerning(units), nowait=False)
    # Until the end nobody gives the units anything more: rows that name them wait, and are refused afterwards.
    list(Unit.objects.filter(pk__in=[unit.pk for unit in units]).select_for_update(of=("self",)).values_list("pk"))
    held = {holding.key: holding.open_of(units) for holding in HOLDINGS}
    named = {one.task for rows in held.values() for one in rows if one.task is not None}
    missing = (set(_concerning(units)) | named) - set(tasks)
    try:
        with transaction.atomic():
            tasks |= _locked(missing, nowait=True)
    except DatabaseError:
        raise Conflict("Có người vừa giao việc cho đơn vị được sắp xếp. Thực hiện lại sau ít phút.") from None
    return [task for task in tasks.values() if task.status in OPEN], held


def _concerning(units: Sequence[Unit]) -> list[int]:
    theirs = Q(lead__in=units) | Q(assigning_organisation__in=units)
    ids = set(Task.objects.open().filter(theirs).order_by().values_list("pk", flat=True))
    ids |= {one.task for holding in HOLDINGS for one in holding.open_of(units) if one.task is not None}
    return sorted(ids)


def _locked(ids: Collection[int], *, nowait: bool) -> dict[int, Task]:
    """In the order of their ids: a whole is older than its parts and is locked before them."""
    found: dict[int, Task] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), CHUNK):
        rows = Task.objects.select_for_update(of=("self",), nowait=nowait).filter(pk__in=wanted[start : start + CHUNK])
        rows = rows.select_related("lead__organisation", "assigning_organisation__organisation", "officer")
        found |= {task.pk: task for task in rows.select_related("head_at_assignment").order_by("pk")}
    return found
