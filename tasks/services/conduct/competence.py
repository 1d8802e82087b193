"""Returns for want of competence and what was decided about them (requirement F1)."""

from __future__ import annotations

from functools import partial

from tasks.models import TaskEvent
from tasks.services.conduct.acts import acts, line_of, with_former_lead
from tasks.services.conduct.column import Column, Line
from tasks.statuses import Action


def _given_away(event: TaskEvent) -> Line:
    said = f"Chuyển {event.lead.label} chủ trì." + (f" {event.note}" if event.note else "")
    return Line(event.effective_on, event.task.title, said, event.task_id)


RETURNED = Column(
    key="tra-lai",
    label="Trả lại vì không đúng thẩm quyền",
    help="Số lần đơn vị trả lại nhiệm vụ vì cho là không đúng thẩm quyền, theo ngày trả lại.",
    unit="lead",
    rows=partial(acts, Action.RETURN),
    line=line_of,
)
INSISTED = Column(
    key="giu-nguyen",
    label="Trả lại, được giữ nguyên",
    help="Số lần đơn vị trả lại nhưng lãnh đạo, Văn phòng giữ nguyên đơn vị chủ trì, theo ngày quyết định.",
    unit="lead",
    rows=partial(acts, Action.INSIST),
    line=line_of,
)
TRANSFERRED_OUT = Column(
    key="chuyen-di",
    label="Chuyển đi",
    help="Số nhiệm vụ của đơn vị được chuyển cho đơn vị khác, theo ngày chuyển.",
    unit="former_lead",
    rows=lambda organisation, starts_on, ends_on: with_former_lead(
        acts(Action.TRANSFER, organisation, starts_on, ends_on)
    ),
    line=_given_away,
)
TRANSFERRED_IN = Column(
    key="nhan-chuyen",
    label="Nhận chuyển đến",
    help="Số nhiệm vụ đơn vị nhận từ đơn vị khác, theo ngày chuyển.",
    unit="lead",
    rows=partial(acts, Action.TRANSFER),
    line=line_of,
)
