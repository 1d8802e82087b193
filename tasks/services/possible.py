"""What can't be done with a task now for another reason than its status, each with the reason as a sentence."""

from __future__ import annotations

from tasks.models import Task
from tasks.services import escalations, explanations, extensions, officers, parts, proposals, reviews
from tasks.statuses import UNDER_WAY, Action


def why_not_now(task: Task) -> dict[Action, str]:
    """The act -> why not; "" or no entry where nothing stands against it.  The services ask the same questions again
    of the locked task."""
    of_date = extensions.why_not_now(task, list(task.extensions.all())) if task.status in UNDER_WAY else {}
    of_proposal = proposals.why_not_now(task, list(task.proposals.all())) if task.status in UNDER_WAY else {}
    return (
        of_date
        | of_proposal
        | explanations.why_not_now(list(task.explanations.all()))
        | escalations.why_not_now(task.escalated.all())
        | reviews.why_not_now()
        | officers.why_not_now(task)
        | parts.why_whole_forbids(task.parent, task)
    )
