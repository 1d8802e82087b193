"""Every act on a task with its form and its service."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tasks.forms.act_form import ActForm, NoteForm, ReasonForm
from tasks.forms.check_ins import CheckInForm, PlanCheckInsForm
from tasks.forms.competence import TransferForm
from tasks.forms.coordinations import (
    AddCoordinationForm,
    AskCoordinationForm,
    AskMoreForm,
    ProgressCoordinationForm,
    ReportCoordinationForm,
)
from tasks.forms.escalations import EscalateForm
from tasks.forms.explanations import AskExplanationForm, GiveExplanationForm, GuideForm
from tasks.forms.extensions import AskExtensionForm, OfferExtensionForm
from tasks.forms.lifecycle import ReportForm, SendBackForm, SuspendForm
from tasks.forms.officers import HandOverForm, NameOfficerForm
from tasks.forms.parts import GivePartForm
from tasks.forms.proposals import ApproveProposalForm, ProposeForm
from tasks.forms.submitting import SubmitForm
from tasks.models import Task
from tasks.services import (
    check_ins,
    competence,
    coordinations,
    escalations,
    explanations,
    extensions,
    guidance,
    lifecycle,
    officers,
    parts,
    proposals,
    suspension,
)
from tasks.statuses import Action


@dataclass(frozen=True)
class Act:
    """How an act is offered: its form, its service, what it answers when done.  A rare one is never the main one.
    `by_unit`: an act of the side that does the work, not of the one that gave it; `by_coordinating`: a third side.
    `says_why`: where it is not possible now the page says why; an act that answers what was not asked is left out."""

    form: type[ActForm]
    service: Callable[..., Task]
    icon: str
    done: str
    is_rare: bool = False
    is_grave: bool = False
    by_unit: bool = False
    by_coordinating: bool = False
    says_why: bool = False


ACTS: dict[Action, Act] = {
    Action.ACCEPT: Act(NoteForm, lifecycle.accept, "check", "Đã tiếp nhận nhiệm vụ.", by_unit=True),
    Action.REPORT: Act(ReportForm, lifecycle.report_progress, "message", "Đã ghi nhận báo cáo tiến độ.", by_unit=True),
    Action.CHECK_IN: Act(CheckInForm, check_ins.check_in, "calendar-check", "Đã ghi nhận báo cáo kỳ.", by_unit=True),
    Action.SUBMIT: Act(
        SubmitForm,
        lifecycle.submit,
        "send",
        "Đã gửi báo cáo hoàn thành. Cơ quan, đơn vị giao việc sẽ xác nhận.",
        by_unit=True,
    ),
    Action.CONFIRM: Act(NoteForm, lifecycle.confirm, "circle-check", "Đã xác nhận hoàn thành."),
    Action.SEND_BACK: Act(
        SendBackForm, lifecycle.send_back, "arrow-back-up", "Đã trả lại để đơn vị làm tiếp.", says_why=True
    ),
    Action.GIVE_PART: Act(
        GivePartForm, parts.give_part, "corner-down-right", "Đã giao phần việc.", is_rare=True, by_unit=True
    ),
    Action.PLAN_CHECK_INS: Act(
        PlanCheckInsForm, check_ins.plan_check_ins, "repeat", "Đã đặt kỳ báo cáo.", is_rare=True
    ),
    Action.ADD_COORDINATION: Act(
        AddCoordinationForm, coordinations.add_coordination, "user-plus", "Đã thêm đơn vị phối hợp.", is_rare=True
    ),
    Action.ASK_COORDINATION: Act(
        AskCoordinationForm,
        coordinations.ask_coordination,
        "users",
        "Đã gửi yêu cầu phối hợp.",
        is_rare=True,
        by_unit=True,
    ),
    Action.REPORT_COORDINATION: Act(
        ReportCoordinationForm,
        coordinations.report_coordination,
        "send",
        "Đã báo cáo kết quả phối hợp. Đơn vị chủ trì đã được thông báo.",
        by_coordinating=True,
    ),
    Action.PROGRESS_COORDINATION: Act(
        ProgressCoordinationForm,
        coordinations.progress_coordination,
        "message",
        "Đã ghi nhận báo cáo tiến độ phối hợp.",
        by_coordinating=True,
    ),
    Action.ASK_MORE: Act(
        AskMoreForm, coordinations.ask_more, "arrow-back-up", "Đã yêu cầu bổ sung.", is_rare=True, by_unit=True
    ),
    Action.NAME_OFFICER: Act(
        NameOfficerForm, officers.name_officer, "user-plus", "Đã ghi nhận phân công.", is_rare=True, by_unit=True
    ),
    Action.HAND_OVER: Act(
        HandOverForm, officers.hand_over, "arrows-exchange", "Đã bàn giao.", is_rare=True, by_unit=True
    ),
    Action.ASK_EXTENSION: Act(
        AskExtensionForm,
        extensions.ask_extension,
        "calendar-due",
        "Đã gửi đề nghị gia hạn. Hạn chỉ thay đổi khi cơ quan, đơn vị giao việc đồng ý.",
        is_rare=True,
        by_unit=True,
        says_why=True,
    ),
    Action.TAKE_OFFER: Act(
        NoteForm, extensions.take_offer, "calendar-check", "Đã nhận hạn được đề nghị.", by_unit=True
    ),
    Action.DECLINE_OFFER: Act(
        ReasonForm, extensions.decline_offer, "calendar-x", "Đã trả lời. Hạn đang áp dụng giữ nguyên.", by_unit=True
    ),
    Action.WITHDRAW_EXTENSION: Act(
        NoteForm, extensions.withdraw_extension, "arrow-back-up", "Đã rút đề nghị gia hạn.", is_rare=True, by_unit=True
    ),
    Action.GRANT_EXTENSION: Act(NoteForm, extensions.grant_extension, "calendar-check", "Đã gia hạn nhiệm vụ."),
    Action.OFFER_EXTENSION: Act(
        OfferExtensionForm, extensions.offer_extension, "calendar", "Đã đề nghị hạn khác. Chờ đơn vị trả lời."
    ),
    Action.REFUSE_EXTENSION: Act(
        ReasonForm, extensions.refuse_extension, "calendar-x", "Đã trả lời không đồng ý gia hạn."
    ),
    Action.PROPOSE: Act(
        ProposeForm,
        proposals.propose,
        "file-text",
        "Đã trình. Lãnh đạo sẽ xem xét, quyết định.",
        is_rare=True,
        by_unit=True,
    ),
    Action.WITHDRAW_PROPOSAL: Act(
        NoteForm, proposals.withdraw_proposal, "arrow-back-up", "Đã rút tờ trình.", is_rare=True, by_unit=True
    ),
    Action.APPROVE_PROPOSAL: Act(
        ApproveProposalForm, proposals.approve_proposal, "circle-check", "Đã phê duyệt tờ trình."
    ),
    Action.RETURN_PROPOSAL: Act(
        ReasonForm, proposals.return_proposal, "arrow-back-up", "Đã yêu cầu đơn vị bổ sung tờ trình."
    ),
    Action.REFUSE_PROPOSAL: Act(
        ReasonForm, proposals.refuse_proposal, "circle-x", "Đã trả lời không phê duyệt tờ trình."
    ),
    Action.GIVE_EXPLANATION: Act(
        GiveExplanationForm, explanations.give_explanation, "message", "Đã gửi giải trình.", by_unit=True
    ),
    Action.ASK_EXPLANATION: Act(
        AskExplanationForm,
        explanations.ask_explanation,
        "help-circle",
        "Đã yêu cầu giải trình. Đơn vị được báo ngay.",
        is_rare=True,
    ),
    Action.WITHDRAW_EXPLANATION: Act(
        ReasonForm, explanations.withdraw_explanation, "arrow-back-up", "Đã rút yêu cầu giải trình.", is_rare=True
    ),
    Action.GUIDE: Act(GuideForm, guidance.guide, "info-circle", "Đã gửi hướng dẫn đến đơn vị.", is_rare=True),
    Action.ESCALATE: Act(
        EscalateForm,
        escalations.escalate_one,
        "arrow-forward-up",
        "Đã báo cáo lãnh đạo. Ý kiến chỉ đạo sẽ được ghi vào nhiệm vụ.",
        is_rare=True,
    ),
    Action.RETURN: Act(
        ReasonForm,
        competence.return_for_transfer,
        "arrow-back-up",
        "Đã trả lại. Lãnh đạo sẽ xem xét điều chuyển.",
        is_rare=True,
        by_unit=True,
        says_why=True,
    ),
    Action.TRANSFER: Act(
        TransferForm, competence.transfer, "arrows-exchange", "Đã chuyển đơn vị chủ trì.", says_why=True
    ),
    Action.INSIST: Act(
        ReasonForm, competence.insist, "corner-down-right", "Đã giữ nguyên đơn vị chủ trì.", says_why=True
    ),
    Action.SUSPEND: Act(SuspendForm, suspension.suspend, "player-pause", "Đã tạm dừng nhiệm vụ.", is_rare=True),
    Action.RESUME: Act(NoteForm, suspension.resume, "refresh", "Nhiệm vụ được tiếp tục thực hiện.", says_why=True),
    Action.CANCEL: Act(ReasonForm, lifecycle.cancel, "ban", "Đã hủy nhiệm vụ.", is_rare=True, is_grave=True),
    Action.REOPEN: Act(ReasonForm, lifecycle.reopen, "refresh", "Đã mở lại nhiệm vụ.", is_rare=True, says_why=True),
}
