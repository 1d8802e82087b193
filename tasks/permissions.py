"""May this person do this to this task?  By product.md's table; the screen shows the reason of a refusal.

A unit answers through its head, a deputy, or someone delegated to such a post (who then acts in it).  A subordinate
organisation that leads a task answers through its leader as well.  The assigning organisation decides through its
Office and its leaders.
"""

from __future__ import annotations

from collections.abc import Callable

from tasks.kinds import Restriction
from tasks.models import (
    Coordination,
    Escalation,
    Extension,
    Inspection,
    MeritRecord,
    Opinion,
    Petition,
    Proposal,
    Task,
    TaskEvent,
    TaskSeries,
)
from tasks.models.rules import rules_of
from tasks.querysets.opinions import answered_for
from tasks.statuses import Action
from units.models import Post, Unit, User
from units.refusals import Allowed, Denied, Verdict
from units.roles import (
    ANSWER_FOR_UNIT,
    ASSIGN_TASKS,
    CONFIRM_RESULTS,
    DECIDE_TASKS,
    ESCALATE_TASKS,
    FOLLOW_UP_TASKS,
    LOG_DIRECTIVES,
    REMIND_UNITS,
    WATCH_DASHBOARD,
    WORK_ON_TASKS,
    Role,
)

_NO_POST = Denied("Bạn chưa giữ vị trí công tác nào đang có hiệu lực. Liên hệ người quản trị.")


def can_watch(user: User) -> Verdict:
    """The dashboard of the organisation."""
    if (post := user.acting_post) is None:
        return _NO_POST
    if post.role not in WATCH_DASHBOARD:
        return Denied("Bảng điều hành dành cho lãnh đạo và Văn phòng.")
    return Allowed()


def can_see_conduct(user: User) -> Verdict:
    """How units conduct themselves: Văn phòng and leaders of all units, a head of the own one."""
    if (post := user.acting_post) is None:
        return _NO_POST
    if post.role not in WATCH_DASHBOARD | ANSWER_FOR_UNIT:
        return Denied("Bảng chấp hành dành cho lãnh đạo, Văn phòng và thủ trưởng đơn vị.")
    return Allowed()


def can_assign(user: User) -> Verdict:
    """Give tasks in the name of the organisation."""
    if (post := user.acting_post) is None:
        return _NO_POST
    if post.role not in ASSIGN_TASKS:
        return Denied("Chỉ lãnh đạo và Văn phòng được giao nhiệm vụ.")
    return Allowed()


def can_settle_rules(user: User) -> Verdict:
    """How the organisation handles its tasks: its leaders say."""
    if (post := user.acting_post) is None:
        return _NO_POST
    if post.role not in DECIDE_TASKS:
        return Denied("Chỉ lãnh đạo được thay đổi quy định xử lý nhiệm vụ của cơ quan.")
    return Allowed()


def can_inspect(user: User) -> Verdict:
    """Plan and lead inspections of the organisation's units."""
    if (post := user.acting_post) is None:
        return _NO_POST
    if post.role not in WATCH_DASHBOARD:
        return Denied("Kiểm tra do lãnh đạo và Văn phòng tổ chức.")
    return Allowed()


def can_inspect_here(user: User, inspection: Inspection) -> Verdict:
    verdict = can_inspect(user)
    if verdict and user.acting_post.organisation.pk != inspection.organisation_id:  # type: ignore[union-attr]
        return Denied(f"Cuộc kiểm tra này do {inspection.organisation.label} tổ chức.")
    return verdict


def can_record_merit(user: User, category: str = "") -> Verdict:
    """Leaders and the Office; what touches harassment and corruption leaders alone."""
    if (post := user.acting_post) is None:
        return _NO_POST
    if post.role not in WATCH_DASHBOARD:
        return Denied("Biểu dương và trách nhiệm do lãnh đạo, Văn phòng ghi nhận.")
    if category == MeritRecord.Category.INTEGRITY and post.role != Role.LEADER:
        return Denied("Nội dung nhũng nhiễu, tham nhũng, tiêu cực chỉ lãnh đạo được ghi nhận và xem.")
    return Allowed()


def can_see_merit(user: User) -> Verdict:
    """The list, as far as it goes for each."""
    if (post := user.acting_post) is None:
        return _NO_POST
    if post.role in (Role.ADMINISTRATOR, Role.REGISTRAR):
        return Denied("Hồ sơ này dành cho lãnh đạo, Văn phòng và đơn vị được biểu dương.")
    return Allowed()


def can_log_petition(user: User) -> Verdict:
    """Văn thư and the Office enter what was sent in, leaders too."""
    if (post := user.acting_post) is None:
        return _NO_POST
    if post.role not in LOG_DIRECTIVES | WATCH_DASHBOARD:
        return Denied("Kiến nghị, đề xuất do văn thư, Văn phòng vào sổ.")
    return Allowed()


def can_answer_petition(user: User, petition: Petition) -> Verdict:
    """Give it to a unit, enter its answer: the Office and the leaders of the organisation that it reached."""
    if (post := user.acting_post) is None:
        return _NO_POST
    if post.role not in ASSIGN_TASKS or post.organisation.pk != petition.organisation_id:
        return Denied(f"Chỉ lãnh đạo hoặc Văn phòng của {petition.organisation.label} giao và trả lời kiến nghị này.")
    return Allowed()


def can_accept(user: User, task: Task) -> Verdict:
    return _answers_for_lead(user, task, "tiếp nhận nhiệm vụ")


def can_report(user: User, task: Task) -> Verdict:
    """The head or an officer of the leading unit; of an officer's part the officer alone."""
    if (post := user.acting_post) is None:
        return _NO_POST
    if task.is_officers_part or _answers_for_lead(user, task, ""):
        return _answers_for_lead(user, task, "báo cáo tiến độ")
    if post.role in WORK_ON_TASKS and post.unit_id == task.lead_id:
        return Allowed()
    return Denied(f"Chỉ {task.lead.label} là đơn vị chủ trì được báo cáo tiến độ.")


def can_check_in(user: User, task: Task) -> Verdict:
    """Who may report progress reports for a period too."""
    return can_report(user, task)


def can_plan_check_ins(user: User, task: Task) -> Verdict:
    return _decides_for_assigner(user, task, ASSIGN_TASKS, "lãnh đạo hoặc Văn phòng", "đặt kỳ báo cáo")


def can_manage_series(user: User, series: TaskSeries) -> Verdict:
    """Change, move or end a recurring duty: who gives tasks in the name of the organisation that gave it."""
    if (post := user.acting_post) is None:
        return _NO_POST
    if post.role in ASSIGN_TASKS and post.organisation.pk == series.organisation_id:
        return Allowed()
    return Denied(f"Chỉ lãnh đạo hoặc Văn phòng của {series.organisation.label} được thay đổi việc định kỳ này.")


def can_submit(user: User, task: Task) -> Verdict:
    return _answers_for_lead(user, task, "báo cáo hoàn thành")


def can_return(user: User, task: Task) -> Verdict:
    return _answers_for_lead(user, task, "trả lại vì không đúng thẩm quyền")


def can_confirm(user: User, task: Task) -> Verdict:
    """The assigning organisation, but never the person who handed the result in."""
    verdict = _decides_for_assigner(user, task, CONFIRM_RESULTS, "Văn phòng hoặc lãnh đạo", "xác nhận kết quả")
    if not verdict:
        return verdict
    submissions = TaskEvent.objects.filter(task=task, action=Action.SUBMIT).order_by("-seq")
    if submissions.values_list("by", flat=True).first() == user.pk:
        return Denied("Bạn là người đã báo cáo hoàn thành nhiệm vụ này; việc xác nhận phải do người khác thực hiện.")
    return verdict


def can_send_back(user: User, task: Task) -> Verdict:
    return _decides_for_assigner(user, task, CONFIRM_RESULTS, "Văn phòng hoặc lãnh đạo", "trả lại kết quả")


def can_transfer(user: User, task: Task) -> Verdict:
    return _decides_for_assigner(user, task, ASSIGN_TASKS, "lãnh đạo hoặc Văn phòng", "chuyển đơn vị chủ trì")


def can_insist(user: User, task: Task) -> Verdict:
    return _decides_for_assigner(user, task, ASSIGN_TASKS, "lãnh đạo hoặc Văn phòng", "giữ nguyên đơn vị chủ trì")


def can_give_part(user: User, task: Task) -> Verdict:
    if task.is_officers_part:
        return Denied("Phần việc này đã giao đến cá nhân nên không giao tiếp.")
    return _answers_for_lead(user, task, "giao phần việc")


def can_add_coordination(user: User, task: Task) -> Verdict:
    return _decides_for_assigner(user, task, ASSIGN_TASKS, "lãnh đạo hoặc Văn phòng", "thêm đơn vị phối hợp")


def can_ask_coordination(user: User, task: Task) -> Verdict:
    return _answers_for_lead(user, task, "yêu cầu đơn vị phối hợp")


def coordination_of(user: User, task: Task) -> Coordination | None:
    """What the person's unit was last asked for in the task; without a query where they were fetched before."""
    if (post := user.acting_post) is None:
        return None
    if post.role in WORK_ON_TASKS:
        unit = post.unit_id
    elif post.role == Role.LEADER:
        unit = post.organisation.pk
    else:
        return None
    return next((one for one in task.coordinations.all() if one.unit_id == unit and one.is_current), None)


def can_progress_coordination(user: User, task: Task) -> Verdict:
    """The head or an officer of a coordinating unit; of a coordinating organisation its leaders (requirement F2)."""
    if (post := user.acting_post) is None:
        return _NO_POST
    if coordination_of(user, task):
        return Allowed()
    return Denied(f"Chỉ đơn vị phối hợp được báo cáo phần phối hợp; {post.unit.label} không phối hợp nhiệm vụ này.")


def can_report_coordination(user: User, task: Task) -> Verdict:
    verdict = can_progress_coordination(user, task)
    if verdict and user.acting_post and user.acting_post.role == Role.OFFICER:
        unit = user.acting_post.unit.label
        return Denied(f"Chỉ thủ trưởng, cấp phó hoặc người được ủy quyền của {unit} được báo cáo kết quả phối hợp.")
    return verdict


def can_name_officer(user: User, task: Task) -> Verdict:
    """Who of the unit works on the task."""
    if task.is_officers_part:
        return Denied("Phần việc này đã giao đến cá nhân. Thủ trưởng đơn vị đổi người thực hiện bằng “Bàn giao”.")
    return _answers_for_lead(user, task, "phân công chuyên viên")


def can_hand_over(user: User, task: Task) -> Verdict:
    """The work of one person of the unit passes to another; of an officer's part, too, whoever answers for the unit."""
    if (post := user.acting_post) is None:
        return _NO_POST
    return Allowed() if answers_for(post, task.lead) else _only_who_answers(task.lead, "bàn giao công việc")


def can_hand_over_in(user: User, unit: Unit) -> Verdict:
    """See what is open with the people of the unit, and hand it over."""
    if (post := user.acting_post) is None:
        return _NO_POST
    return Allowed() if answers_for(post, unit) else _only_who_answers(unit, "bàn giao công việc")


def can_strike(user: User, event: TaskEvent) -> Verdict:
    """Strike out a note or a file: who wrote it, or who answers for the writer's side (the head of the unit; the Office
    and the leaders of the organisation that gave the task)."""
    if (post := user.acting_post) is None:
        return _NO_POST
    if event.by is None or event.post is None:
        return Denied("Diễn biến do hệ thống ghi nên không gạch bỏ.")
    if event.by_id == user.pk:
        return Allowed()
    if event.post.role in WORK_ON_TASKS and answers_for(post, event.post.unit):
        return Allowed()
    of_organisation = event.post.organisation.pk == post.organisation.pk
    if event.post.role in CONFIRM_RESULTS and post.role in CONFIRM_RESULTS and of_organisation:
        return Allowed()
    return Denied(f"Chỉ {event.by}, hoặc người phụ trách {event.post.unit.label}, được gạch bỏ nội dung này.")


def can_ask_extension(user: User, task: Task) -> Verdict:
    return _answers_for_lead(user, task, "xin gia hạn")


def can_answer_offer(user: User, task: Task) -> Verdict:
    return _answers_for_lead(user, task, "trả lời hạn được đề nghị")


def can_decide_extension(user: User, task: Task) -> Verdict:
    """The leaders of the assigner, and its Office where they have said so; never the person who asked."""
    by_office = rules_of(task.assigning_organisation).office_decides_extensions
    roles, who = (CONFIRM_RESULTS, "lãnh đạo hoặc Văn phòng") if by_office else (DECIDE_TASKS, "lãnh đạo")
    verdict = _decides_for_assigner(user, task, roles, who, "quyết định gia hạn")
    if verdict and task.extensions.filter(status__in=Extension.OPEN, asked_by=user).exists():
        return Denied("Bạn là người đã xin gia hạn; việc quyết định phải do người khác thực hiện.")
    return verdict


def can_propose(user: User, task: Task) -> Verdict:
    return _answers_for_lead(user, task, "trình cấp trên")


def can_decide_proposal(user: User, task: Task) -> Verdict:
    """The leaders of the assigner, of a part who gave it; never the person who sent the proposal."""
    verdict = _decides_for_assigner(user, task, DECIDE_TASKS, "lãnh đạo", "quyết định tờ trình")
    if verdict and task.proposals.filter(status=Proposal.Status.SENT, sent_by=user).exists():
        return Denied("Bạn là người đã trình; việc quyết định phải do người khác thực hiện.")
    return verdict


def can_ask_explanation(user: User, task: Task) -> Verdict:
    return _decides_for_assigner(user, task, FOLLOW_UP_TASKS, "Văn phòng hoặc lãnh đạo", "yêu cầu giải trình")


def can_give_explanation(user: User, task: Task) -> Verdict:
    return _answers_for_lead(user, task, "giải trình")


def can_guide(user: User, task: Task) -> Verdict:
    return _decides_for_assigner(user, task, FOLLOW_UP_TASKS, "Văn phòng hoặc lãnh đạo", "hướng dẫn thực hiện")


def can_remind(user: User, task: Task) -> Verdict:
    return _follows_up(user, task, REMIND_UNITS, "Văn phòng", "đôn đốc bằng văn bản")


def can_review(user: User, task: Task) -> Verdict:
    return _follows_up(user, task, FOLLOW_UP_TASKS, "Văn phòng hoặc lãnh đạo", "rà soát")


def can_escalate(user: User, task: Task) -> Verdict:
    return _follows_up(user, task, ESCALATE_TASKS, "Văn phòng", "báo cáo lãnh đạo")


def can_decide_escalation(user: User, task: Task) -> Verdict:
    """The leaders; never the person who put it before them."""
    verdict = _follows_up(user, task, DECIDE_TASKS, "lãnh đạo", "cho ý kiến chỉ đạo")
    waiting = Escalation.objects.filter(lines__task=task, status=Escalation.Status.WAITING)
    if verdict and waiting.filter(asked_by=user).exists():
        return Denied("Bạn là người đã báo cáo; ý kiến chỉ đạo phải do lãnh đạo khác quyết định.")
    return verdict


def can_follow_up(user: User) -> Verdict:
    """Letters of reminder, reviews of long-delayed work: in the name of the organisation."""
    if (post := user.acting_post) is None:
        return _NO_POST
    if post.role not in FOLLOW_UP_TASKS:
        return Denied("Theo dõi, đôn đốc là việc của Văn phòng và lãnh đạo cơ quan.")
    return Allowed()


def can_remind_units(user: User) -> Verdict:
    """Write and issue letters of reminder."""
    if (post := user.acting_post) is None:
        return _NO_POST
    if post.role not in REMIND_UNITS:
        return Denied("Soạn, ban hành công văn đôn đốc là việc của Văn phòng.")
    return Allowed()


def can_report_to_leaders(user: User) -> Verdict:
    if (post := user.acting_post) is None:
        return _NO_POST
    if post.role not in ESCALATE_TASKS:
        return Denied("Báo cáo lãnh đạo về nhiệm vụ là việc của Văn phòng.")
    return Allowed()


def can_suspend(user: User, task: Task) -> Verdict:
    return _decides_for_assigner(user, task, DECIDE_TASKS, "lãnh đạo", "quyết định tạm dừng")


def can_resume(user: User, task: Task) -> Verdict:
    return _decides_for_assigner(user, task, DECIDE_TASKS, "lãnh đạo", "quyết định tiếp tục thực hiện")


def can_cancel(user: User, task: Task) -> Verdict:
    return _decides_for_assigner(user, task, ASSIGN_TASKS, "lãnh đạo hoặc Văn phòng", "hủy nhiệm vụ")


def can_reopen(user: User, task: Task) -> Verdict:
    return _decides_for_assigner(user, task, CONFIRM_RESULTS, "Văn phòng hoặc lãnh đạo", "mở lại nhiệm vụ")


def can_consult(user: User, task: Task) -> Verdict:
    return _answers_for_lead(user, task, "xin ý kiến, lùi hạn, rút hoặc ghi nhận thống nhất ý kiến")


def can_give_opinion(user: User, task: Task) -> Verdict:
    """Who answers for a unit that was asked about the task; which opinion it is the service sees to."""
    if (post := user.acting_post) is None:
        return _NO_POST
    unit = answered_for(post) if post.role != Role.OFFICER else None
    if unit is not None and Opinion.objects.filter(consultation__task=task, unit=unit).exists():
        return Allowed()
    return Denied("Chỉ thủ trưởng, cấp phó hoặc người được ủy quyền của đơn vị được xin ý kiến được trả lời.")


def can_answer(user: User, opinion: Opinion) -> Verdict:
    """Send this opinion in the name of the unit."""
    if (post := user.acting_post) is None:
        return _NO_POST
    if post.role != Role.OFFICER and answered_for(post) == opinion.unit:
        return Allowed()
    return Denied(f"Chỉ thủ trưởng, cấp phó hoặc người được ủy quyền của {opinion.unit.label} được gửi ý kiến.")


def can_draft(user: User, opinion: Opinion) -> Verdict:
    """Write for the head of the unit to send: its officers as well, of a restricted task the head alone."""
    if (post := user.acting_post) is None:
        return _NO_POST
    if can_answer(user, opinion):
        return Allowed()
    is_open = opinion.consultation.task.restriction == Restriction.NORMAL
    if post.role == Role.OFFICER and post.unit_id == opinion.unit_id and is_open:
        return Allowed()
    return Denied(f"Chỉ người của {opinion.unit.label} được soạn ý kiến của đơn vị.")


CHECKS: dict[Action, Callable[[User, Task], Verdict]] = {
    Action.ACCEPT: can_accept,
    Action.REPORT: can_report,
    Action.CHECK_IN: can_check_in,
    Action.SUBMIT: can_submit,
    Action.CONFIRM: can_confirm,
    Action.SEND_BACK: can_send_back,
    Action.GIVE_PART: can_give_part,
    Action.PLAN_CHECK_INS: can_plan_check_ins,
    Action.ADD_COORDINATION: can_add_coordination,
    Action.ASK_COORDINATION: can_ask_coordination,
    Action.REPORT_COORDINATION: can_report_coordination,
    Action.PROGRESS_COORDINATION: can_progress_coordination,
    Action.ASK_MORE: can_ask_coordination,
    Action.NAME_OFFICER: can_name_officer,
    Action.HAND_OVER: can_hand_over,
    Action.ASK_EXTENSION: can_ask_extension,
    Action.TAKE_OFFER: can_answer_offer,
    Action.DECLINE_OFFER: can_answer_offer,
    Action.WITHDRAW_EXTENSION: can_ask_extension,
    Action.GRANT_EXTENSION: can_decide_extension,
    Action.OFFER_EXTENSION: can_decide_extension,
    Action.REFUSE_EXTENSION: can_decide_extension,
    Action.PROPOSE: can_propose,
    Action.WITHDRAW_PROPOSAL: can_propose,
    Action.APPROVE_PROPOSAL: can_decide_proposal,
    Action.RETURN_PROPOSAL: can_decide_proposal,
    Action.REFUSE_PROPOSAL: can_decide_proposal,
    Action.ASK_EXPLANATION: can_ask_explanation,
    Action.GIVE_EXPLANATION: can_give_explanation,
    Action.WITHDRAW_EXPLANATION: can_ask_explanation,
    Action.GUIDE: can_guide,
    Action.REMIND: can_remind,
    Action.ESCALATE: can_escalate,
    Action.DECIDE_ESCALATION: can_decide_escalation,
    Action.WITHDRAW_ESCALATION: can_escalate,
    Action.REVIEW: can_review,
    Action.CONSULT: can_consult,
    Action.GIVE_OPINION: can_give_opinion,
    Action.SETTLE_OPINIONS: can_consult,
    Action.EXTEND_CONSULTATION: can_consult,
    Action.WITHDRAW_CONSULTATION: can_consult,
    Action.RETURN: can_return,
    Action.TRANSFER: can_transfer,
    Action.INSIST: can_insist,
    Action.SUSPEND: can_suspend,
    Action.RESUME: can_resume,
    Action.CANCEL: can_cancel,
    Action.REOPEN: can_reopen,
}


def _answers_for_lead(user: User, task: Task, act: str) -> Verdict:
    if (post := user.acting_post) is None:
        return _NO_POST
    if task.is_officers_part:
        mine = task.officer_id == post.user_id and post.unit_id == task.lead_id
        return Allowed() if mine else Denied(f"Chỉ {task.officer} là người được giao phần việc này được {act}.")
    return Allowed() if answers_for(post, task.lead) else _only_who_answers(task.lead, act)


def answers_for(post: Post, unit: Unit) -> bool:
    """Its head or a deputy; of an organisation its leader as well."""
    if post.unit_id == unit.pk and post.role in ANSWER_FOR_UNIT:
        return True
    return post.role == Role.LEADER and unit.is_organisation and post.organisation.pk == unit.pk


def _only_who_answers(unit: Unit, act: str) -> Denied:
    return Denied(f"Chỉ thủ trưởng, cấp phó hoặc người được ủy quyền của {unit.label} được {act}.")


def _decides_for_assigner(user: User, task: Task, roles: frozenset[Role], who: str, act: str) -> Verdict:
    if (post := user.acting_post) is None:
        return _NO_POST
    if post.role in roles and post.organisation.pk == task.assigning_organisation_id:
        return Allowed()
    if task.parent_id and post.unit_id == task.assigning_organisation_id and post.role in ANSWER_FOR_UNIT:
        return Allowed()
    if task.parent_id and not task.assigning_organisation.is_organisation:
        return Denied(f"Chỉ thủ trưởng của {task.assigning_organisation.label} là đơn vị giao phần việc được {act}.")
    return Denied(f"Chỉ {who} của {task.assigning_organisation.label} là cơ quan giao việc được {act}.")


def _follows_up(user: User, task: Task, roles: frozenset[Role], who: str, act: str) -> Verdict:
    """In the name of the organisation that gave the task; parts that a unit gave are the unit's own to follow."""
    if (post := user.acting_post) is None:
        return _NO_POST
    if post.role in roles and post.organisation.pk == task.assigning_organisation_id:
        return Allowed()
    if not task.assigning_organisation.is_organisation:
        return Denied(f"Chỉ {task.assigning_organisation.label} là đơn vị giao phần việc theo dõi phần việc này.")
    return Denied(f"Chỉ {who} của {task.assigning_organisation.label} là cơ quan giao việc được {act}.")
