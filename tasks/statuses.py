"""The states of a task, the acts that lead from one to another, and how each is shown.

`TRANSITIONS` is the whole life of a task (product.md, "The life of a task"); a test covers every cell.
Time is another axis: see `tasks.deadlines`.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices

from units.refusals import Conflict


class Status(TextChoices):
    ASSIGNED = "assigned", "Mới giao"
    ACCEPTED = "accepted", "Đã tiếp nhận"
    IN_PROGRESS = "in_progress", "Đang thực hiện"
    SUBMITTED = "submitted", "Chờ xác nhận"
    COMPLETED = "completed", "Hoàn thành"
    RETURNED = "returned", "Chờ điều chuyển"
    SUSPENDED = "suspended", "Tạm dừng"
    CANCELLED = "cancelled", "Đã hủy"


class Action(TextChoices):
    ASSIGN = "assign", "Giao nhiệm vụ"
    ACCEPT = "accept", "Tiếp nhận"
    CHECK_IN = "check_in", "Báo cáo kỳ"
    REPORT = "report", "Báo cáo tiến độ"
    SUBMIT = "submit", "Báo cáo hoàn thành"
    CONFIRM = "confirm", "Xác nhận hoàn thành"
    SEND_BACK = "send_back", "Trả lại để làm tiếp"
    GIVE_PART = "give_part", "Giao phần việc"
    PLAN_CHECK_INS = "plan_check_ins", "Đặt kỳ báo cáo"
    ASK_COORDINATION = "ask_coordination", "Yêu cầu phối hợp"
    REPORT_COORDINATION = "report_coordination", "Báo cáo kết quả phối hợp"
    PROGRESS_COORDINATION = "progress_coordination", "Báo cáo tiến độ phối hợp"
    ASK_MORE = "ask_more", "Yêu cầu bổ sung kết quả phối hợp"
    NAME_OFFICER = "name_officer", "Phân công chuyên viên"
    HAND_OVER = "hand_over", "Bàn giao"
    ASK_EXTENSION = "ask_extension", "Xin gia hạn"
    TAKE_OFFER = "take_offer", "Nhận hạn được đề nghị"
    DECLINE_OFFER = "decline_offer", "Không nhận hạn được đề nghị"
    WITHDRAW_EXTENSION = "withdraw_extension", "Rút đề nghị gia hạn"
    GRANT_EXTENSION = "grant_extension", "Đồng ý gia hạn"
    OFFER_EXTENSION = "offer_extension", "Đề nghị hạn khác"
    REFUSE_EXTENSION = "refuse_extension", "Không đồng ý gia hạn"
    PROPOSE = "propose", "Trình cấp trên quyết định"
    WITHDRAW_PROPOSAL = "withdraw_proposal", "Rút tờ trình"
    APPROVE_PROPOSAL = "approve_proposal", "Phê duyệt tờ trình"
    RETURN_PROPOSAL = "return_proposal", "Yêu cầu bổ sung tờ trình"
    REFUSE_PROPOSAL = "refuse_proposal", "Không phê duyệt tờ trình"
    GIVE_EXPLANATION = "give_explanation", "Giải trình"
    ASK_EXPLANATION = "ask_explanation", "Yêu cầu giải trình"
    WITHDRAW_EXPLANATION = "withdraw_explanation", "Rút yêu cầu giải trình"
    GUIDE = "guide", "Hướng dẫn"
    REMIND = "remind", "Đôn đốc bằng văn bản"
    ESCALATE = "escalate", "Báo cáo lãnh đạo"
    DECIDE_ESCALATION = "decide_escalation", "Cho ý kiến chỉ đạo"
    WITHDRAW_ESCALATION = "withdraw_escalation", "Rút báo cáo lãnh đạo"
    REVIEW = "review", "Kết luận rà soát"
    CONSULT = "consult", "Xin ý kiến"
    GIVE_OPINION = "give_opinion", "Trả lời ý kiến"
    SETTLE_OPINIONS = "settle_opinions", "Thống nhất ý kiến khác nhau"
    EXTEND_CONSULTATION = "extend_consultation", "Lùi hạn trả lời ý kiến"
    WITHDRAW_CONSULTATION = "withdraw_consultation", "Rút xin ý kiến"
    DEEM_CONSENT = "deem_consent", "Ghi nhận coi như đồng ý"
    RETURN = "return", "Trả lại vì không đúng thẩm quyền"
    TRANSFER = "transfer", "Chuyển đơn vị khác"
    INSIST = "insist", "Giữ nguyên đơn vị chủ trì"
    ADD_COORDINATION = "add_coordination", "Thêm đơn vị phối hợp"
    SUSPEND = "suspend", "Tạm dừng"
    RESUME = "resume", "Tiếp tục thực hiện"
    REORGANISE = "reorganise", "Chuyển theo sắp xếp đơn vị"
    CANCEL = "cancel", "Hủy nhiệm vụ"
    REOPEN = "reopen", "Mở lại"


OPEN = frozenset(Status) - {Status.COMPLETED, Status.CANCELLED}
HANDED_IN = frozenset({Status.SUBMITTED, Status.COMPLETED})  # judged by the day of submission
UNDER_WAY = (Status.ASSIGNED, Status.ACCEPTED, Status.IN_PROGRESS)

# Acts on the date of a task under way: its status stays.  Whether one is possible also depends on what was asked
# before; see `tasks.services.extensions`.
EXTENSION_ACTS = (
    Action.ASK_EXTENSION,
    Action.TAKE_OFFER,
    Action.DECLINE_OFFER,
    Action.WITHDRAW_EXTENSION,
    Action.GRANT_EXTENSION,
    Action.OFFER_EXTENSION,
    Action.REFUSE_EXTENSION,
)

# Answers to a proposal (tờ trình) that waits; see `tasks.services.proposals`.
PROPOSAL_ANSWERS = (
    Action.WITHDRAW_PROPOSAL,
    Action.APPROVE_PROPOSAL,
    Action.RETURN_PROPOSAL,
    Action.REFUSE_PROPOSAL,
)
# How the Office follows a task up: possible while it is open.  An explanation that was asked for is owed after the task
# is completed too; what was put before the leaders is decided whatever became of the task.
FOLLOW_UP_ACTS = (Action.ASK_EXPLANATION, Action.GUIDE, Action.ESCALATE, Action.REVIEW)
EXPLANATION_ANSWERS = (Action.GIVE_EXPLANATION, Action.WITHDRAW_EXPLANATION)
ESCALATION_ANSWERS = (Action.DECIDE_ESCALATION, Action.WITHDRAW_ESCALATION)
# Acts on a consultation: whether one is possible also depends on what was asked and answered; see
# `tasks.services.consultations` and `tasks.services.opinions`.  They are offered on the consultation's own page.
CONSULTATION_ACTS: dict[Action, tuple[Status, ...]] = {
    Action.CONSULT: (Status.ACCEPTED, Status.IN_PROGRESS),
    Action.GIVE_OPINION: (*UNDER_WAY, Status.SUBMITTED, Status.RETURNED),
    Action.SETTLE_OPINIONS: (*UNDER_WAY, Status.SUBMITTED),
    Action.EXTEND_CONSULTATION: (*UNDER_WAY, Status.SUBMITTED),
    Action.WITHDRAW_CONSULTATION: (*UNDER_WAY, Status.SUBMITTED),
}
# What the clock does beside the work: in any status, for a task that has ended meanwhile as well.  Such an event takes
# effect on the day when it should have happened, and says nothing of how the task stood: figures read past it.
CLOCK_ACTS = (Action.DEEM_CONSENT,)

# Acts of units that coordinate: also while the lead's result waits for its confirmation.
COORDINATING_ACTS = (Action.REPORT_COORDINATION, Action.PROGRESS_COORDINATION)

# RESUME gives back the status before suspension; the table names what that may be through SUSPEND.
TRANSITIONS: dict[Action, dict[Status, Status]] = {
    Action.ACCEPT: {Status.ASSIGNED: Status.ACCEPTED},
    Action.REPORT: dict.fromkeys(UNDER_WAY, Status.IN_PROGRESS),
    Action.CHECK_IN: dict.fromkeys(UNDER_WAY, Status.IN_PROGRESS),
    Action.SUBMIT: dict.fromkeys((Status.ACCEPTED, Status.IN_PROGRESS), Status.SUBMITTED),
    Action.CONFIRM: {Status.SUBMITTED: Status.COMPLETED},
    Action.SEND_BACK: {Status.SUBMITTED: Status.IN_PROGRESS},
    Action.RETURN: dict.fromkeys((Status.ASSIGNED, Status.ACCEPTED), Status.RETURNED),
    Action.TRANSFER: {Status.RETURNED: Status.ASSIGNED},
    Action.INSIST: {Status.RETURNED: Status.ASSIGNED},
    Action.SUSPEND: dict.fromkeys(UNDER_WAY, Status.SUSPENDED),
    Action.CANCEL: dict.fromkeys(OPEN, Status.CANCELLED),
    Action.REOPEN: {Status.COMPLETED: Status.IN_PROGRESS},
    Action.GIVE_PART: {status: status for status in (Status.ACCEPTED, Status.IN_PROGRESS)},
    Action.PLAN_CHECK_INS: {status: status for status in UNDER_WAY},
    Action.PROPOSE: {status: status for status in (Status.ACCEPTED, Status.IN_PROGRESS)},
    Action.REMIND: {status: status for status in UNDER_WAY},
    **{action: {status: status for status in OPEN} for action in FOLLOW_UP_ACTS},
    **{action: {status: status for status in (*OPEN, Status.COMPLETED)} for action in EXPLANATION_ANSWERS},
    **{action: {status: status for status in Status} for action in ESCALATION_ANSWERS},
    **{
        action: {status: status for status in (Status.ACCEPTED, Status.IN_PROGRESS)}
        for action in (Action.ASK_COORDINATION, Action.ASK_MORE)
    },
    **{action: {status: status for status in (*UNDER_WAY, Status.SUBMITTED)} for action in COORDINATING_ACTS},
    **{
        action: {status: status for status in UNDER_WAY}
        for action in (Action.ADD_COORDINATION, *EXTENSION_ACTS, *PROPOSAL_ANSWERS)
    },
    **{action: {status: status for status in allowed} for action, allowed in CONSULTATION_ACTS.items()},
    **{action: {status: status for status in Status} for action in CLOCK_ACTS},
    Action.NAME_OFFICER: {status: status for status in UNDER_WAY},
    Action.HAND_OVER: {status: status for status in OPEN},
}

# Acts beside the work: they leave every status as it is.  REORGANISE stands in no row: nobody does it to one task,
# `tasks.services.reorganising` does it to all that a unit holds.
ASIDE = sorted(
    {action for action, row in TRANSITIONS.items() if all(status == target for status, target in row.items())}
    | {Action.REORGANISE}
)


def target_of(action: Action, status: Status, *, before_suspension: Status | None = None) -> Status:
    """The status that the act leads to; Conflict with the reason where it can't be done now."""
    if action == Action.RESUME and status == Status.SUSPENDED and before_suspension in UNDER_WAY:
        return Status(before_suspension)
    try:
        return TRANSITIONS[action][status]
    except KeyError:
        raise Conflict(
            f"Không thể {action.label[0].lower()}{action.label[1:]}: nhiệm vụ đang ở trạng thái "
            f"“{Status(status).label}”. Tải lại trang để xem diễn biến mới nhất."
        ) from None


def actions_from(status: Status) -> list[Action]:
    """The acts of people that the table allows from a status, in the order of the list of acts."""
    return [
        action
        for action in Action
        if (status in TRANSITIONS.get(action, {}) and action not in CLOCK_ACTS)
        or (action == Action.RESUME and status == Status.SUSPENDED)
    ]


@dataclass(frozen=True)
class Badge:
    """How a fact is shown: one of the seven tones, an icon and a word."""

    tone: str  # neutral | blue | violet | green | amber | red | grey
    icon: str
    label: str


_LOOK: dict[Status, tuple[str, str]] = {
    Status.ASSIGNED: ("neutral", "inbox"),
    Status.ACCEPTED: ("blue", "check"),
    Status.IN_PROGRESS: ("blue", "progress"),
    Status.SUBMITTED: ("violet", "hourglass"),
    Status.COMPLETED: ("green", "circle-check"),
    Status.RETURNED: ("amber", "arrow-back-up"),
    Status.SUSPENDED: ("grey", "player-pause"),
    Status.CANCELLED: ("grey", "circle-x"),
}


def badge_of(status: Status) -> Badge:
    tone, icon = _LOOK[Status(status)]
    return Badge(tone, icon, Status(status).label)
