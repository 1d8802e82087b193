"""What can't be done with a task now for another reason than its status, each with the reason as a sentence."""

from __future__ import annotations

from tasks.models import Task
from tasks.services import escalations, explanations, extensions, parts, proposals
from tasks.statuses import UNDER_WAY, Action

# Outcomes of a review are recorded, and letters written, on pages of their own.
_ON_OTHER_PAGES = {
    Action.REVIEW: "Ghi kết luận tại trang của đợt rà soát.",
    Action.REMIND: "Soạn công văn đôn đốc tại trang Đôn đốc bằng văn bản.",
}


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
        | _ON_OTHER_PAGES
        | parts.why_whole_forbids(task.parent, task)
    )
