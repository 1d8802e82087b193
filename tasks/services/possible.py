"""What can't be done with a task now for another reason than its status, each with the reason as a sentence."""

from __future__ import annotations

from tasks.models import Task
from tasks.services import (
    check_ins,
    coordinations,
    escalations,
    explanations,
    extensions,
    officers,
    parts,
    proposals,
)
from tasks.statuses import UNDER_WAY, Action
from units.models import User

# Outcomes of a review are recorded, and letters written, on pages of their own.
_ON_OTHER_PAGES = {
    Action.REVIEW: "Ghi kết luận tại trang của đợt rà soát.",
    Action.REMIND: "Soạn công văn đôn đốc tại trang Đôn đốc bằng văn bản.",
}


def why_not_now(task: Task, user: User) -> dict[Action, str]:
    """The act -> why not, for the person; "" or no entry where nothing stands against it.  The services ask the same
    questions again of the locked task."""
    of_date = extensions.why_not_now(task, list(task.extensions.all())) if task.status in UNDER_WAY else {}
    of_proposal = proposals.why_not_now(task, list(task.proposals.all())) if task.status in UNDER_WAY else {}
    of_period = {
        Action.PLAN_CHECK_INS: check_ins.why_no_plan(task),
        Action.CHECK_IN: check_ins.why_no_check_in(task),
    }
    return (
        of_date
        | of_proposal
        | of_period
        | explanations.why_not_now(list(task.explanations.all()))
        | escalations.why_not_now(task.escalated.all())
        | coordinations.why_not_now(task, user)
        | _ON_OTHER_PAGES
        | officers.why_not_now(task)
        | parts.why_whole_forbids(task.parent, task)
    )
