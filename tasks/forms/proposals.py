"""Putting a proposal (tờ trình) before the leaders, and deciding it."""

from __future__ import annotations

from django import forms

from tasks.forms.act_form import ActForm, result_file, words
from tasks.models import Proposal
from tasks.services.proposals import MOST_OPTIONS, Case, Option

_BEYOND, _WITHIN = "beyond", "within"
_NUMBERS = range(1, MOST_OPTIONS + 1)
_BEFORE = ("version", "subject", "legal_basis", "competence", "scope", "exception", "exception_basis", "viewpoint")
_AFTER = ("chosen", "choice_reason", "recommendation", "file")
_KEPT = ("subject", "legal_basis", "competence", "viewpoint", "recommendation", "choice_reason", "exception_basis")


class ProposeForm(ActForm):
    """One that was sent back for completion is filled in with what it said."""

    subject = forms.CharField(
        label="Nội dung trình", max_length=500, error_messages={"required": "Ghi nội dung trình."}
    )
    legal_basis = words("Cơ sở pháp lý", help_text="Điều, khoản, văn bản quy định hoặc chỉ đạo.", rows=2)
    competence = words("Thẩm quyền quyết định", help_text="Cấp nào, người nào quyết định, theo quy định nào.", rows=2)
    viewpoint = words("Quan điểm của đơn vị", rows=2)
    recommendation = words("Kiến nghị", help_text="Việc đề nghị lãnh đạo quyết định.", rows=2)
    chosen = forms.ChoiceField(
        label="Phương án đề xuất",
        required=False,
        widget=forms.RadioSelect,
        choices=[(str(number), f"Phương án {number}") for number in _NUMBERS],
        help_text="Có từ 2 phương án trở lên thì chọn đúng một và nêu lý do.",
    )
    choice_reason = words("Lý do chọn phương án", required=False, rows=2)
    scope = forms.ChoiceField(
        label="Nội dung trình thuộc thẩm quyền của ai",
        widget=forms.RadioSelect,
        choices=[
            (_BEYOND, "Vượt thẩm quyền của đơn vị"),
            (_WITHIN, "Thuộc thẩm quyền của đơn vị, trình theo trường hợp ngoại lệ"),
        ],
        error_messages={"required": "Chọn nội dung trình thuộc thẩm quyền của ai."},
    )
    exception = forms.ChoiceField(
        label="Trường hợp ngoại lệ",
        required=False,
        choices=[("", "Không thuộc trường hợp nào"), *Proposal.ExceptionKind.choices],
        help_text="Chỉ chọn khi nội dung thuộc thẩm quyền của đơn vị.",
    )
    exception_basis = words("Căn cứ của trường hợp ngoại lệ", required=False, rows=2)
    file = result_file("Tệp tờ trình, tài liệu kèm theo")

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        options = {f"option_{number}": words(f"Phương án {number}", required=False, rows=2) for number in _NUMBERS}
        self.fields |= options
        self.order_fields([*_BEFORE, *options, *_AFTER])
        self._fill_in()

    def _fill_in(self) -> None:
        last = max(self.task.proposals.all(), key=lambda one: one.pk, default=None)
        if last is None or last.status != Proposal.Status.RETURNED:
            return
        self.initial.update({name: getattr(last, name) for name in _KEPT})
        self.initial.update(exception=last.exception, scope=_WITHIN if last.exception else _BEYOND)
        for option in last.options.all():
            self.initial[f"option_{option.position}"] = option.content
            if option.is_recommended:
                self.initial["chosen"] = str(option.position)

    def arguments(self) -> dict[str, object]:
        values = super().arguments()
        chosen, scope = values.pop("chosen"), values.pop("scope")
        options = tuple(
            Option(str(values.pop(f"option_{number}")), is_recommended=chosen == str(number)) for number in _NUMBERS
        )
        kept = {name: values.pop(name) for name in (*_KEPT, "exception")}
        return values | {"case": Case(**kept, options=options, is_within_competence=scope == _WITHIN)}


class ApproveProposalForm(ActForm):
    note = words("Ý kiến chỉ đạo", required=False, rows=2)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        open_one = next((one for one in self.task.proposals.all() if one.is_open), None)
        options = list(open_one.options.all()) if open_one else []
        if len(options) > 1:
            self.fields["option"] = forms.TypedChoiceField(
                label="Quyết định theo phương án",
                coerce=int,
                widget=forms.RadioSelect,
                choices=[(each.position, _named(each.position, each.is_recommended)) for each in options],
                initial=next(each.position for each in options if each.is_recommended),
                help_text="Chọn khác phương án đơn vị đề xuất thì ghi lý do.",
            )
            self.order_fields(["version", "option", "note"])


def _named(position: int, is_recommended: bool) -> str:
    return f"Phương án {position}" + (" (đơn vị đề xuất)" if is_recommended else "")
