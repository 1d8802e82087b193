"""The filters of the list of tasks; the address holds their whole state.  Exports of the list use the same class."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import django_filters
from django import forms
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from directives.models import Directive
from directives.types import SourceKind
from tasks.deadlines import TimeState
from tasks.kinds import DutyKind
from tasks.models import Consultation, MeritRecord, Opinion, Task, TaskSeries
from tasks.opinions import OpinionState
from tasks.querysets import TaskQuerySet
from tasks.querysets.opinions import ConsultationQuerySet
from tasks.querysets.series import Filing, filing_q
from tasks.statuses import Status
from units.models import Unit, User
from units.querysets import within
from units.roles import ORGANISATION_ROLES, Role
from units.services.succession import heirs_today
from units.widgets import DayInput, UnitSelect

OPEN = ("open", "Đang mở")
FILED = ("owed", "Phải báo cáo")  # all but what is left out
SCOPES = (
    ("assigned", "Cơ quan, đơn vị tôi giao"),
    ("lead", "Đơn vị tôi chủ trì"),
    ("coordinating", "Đơn vị tôi phối hợp"),
)
ATTENTION = (
    ("mine", "Chờ tôi xử lý"),
    ("sent_back", "Bị trả lại để làm tiếp"),
    ("handover", "Người thực hiện đã thôi giữ vị trí"),
    ("extension", "Xin gia hạn, chờ quyết định"),
    ("proposal", "Có tờ trình chờ quyết định"),
    ("extended", "Gia hạn nhiều lần"),
    ("explanation", "Chờ đơn vị giải trình"),
    ("escalated", "Đã báo cáo, chờ ý kiến lãnh đạo"),
    ("check_in", "Việc thường xuyên thiếu báo cáo kỳ"),
    ("coordinate", "Chờ đơn vị tôi báo cáo phối hợp"),
    ("silent", "Đơn vị phối hợp quá hạn chưa báo cáo"),
    ("aged", "Không thời hạn, quá 3 tháng không báo cáo"),
)
BY_UNIT = (
    ("now", "Đang chủ trì, gộp cả đơn vị cũ đã sáp nhập về"),
    ("then", "Được giao ban đầu, trước sắp xếp đơn vị"),
)
SORTS = {
    "due_on": F("due_on").asc(nulls_last=True),
    "-due_on": F("due_on").desc(nulls_last=True),
    "assigned_on": F("assigned_on").asc(),
    "-assigned_on": F("assigned_on").desc(),
    "lead": F("lead__path").asc(),
    "-lead": F("lead__path").desc(),
    "status": F("status").asc(),
    "-status": F("status").desc(),
}
DEFAULT_SORT = "due_on"


class MeritFilter(django_filters.FilterSet):
    """The filters of commendation and accountability."""

    kind = django_filters.ChoiceFilter(label="Loại", choices=MeritRecord.Kind.choices, empty_label="Tất cả")
    form = django_filters.ChoiceFilter(label="Hình thức", choices=MeritRecord.Form.choices, empty_label="Mọi hình thức")
    unit = django_filters.ModelChoiceFilter(
        label="Đơn vị",
        queryset=lambda request: Unit.objects.none(),
        widget=UnitSelect,
        empty_label="Mọi đơn vị",
    )
    decided_from = django_filters.DateFilter(
        label="Từ ngày", field_name="decided_on", lookup_expr="gte", widget=DayInput
    )
    decided_to = django_filters.DateFilter(
        label="Đến ngày", field_name="decided_on", lookup_expr="lte", widget=DayInput
    )

    class Meta:
        model = MeritRecord
        fields: list[str] = []

    def __init__(self, data: Mapping[str, str] | None, *, queryset: QuerySet, user: User) -> None:
        super().__init__(data, queryset=queryset)
        self.filters["unit"].queryset = Unit.objects.filter(pk__in=queryset.order_by().values("unit"))


class TaskFilter(django_filters.FilterSet):
    """`today` judges time; `user` says whose organisation and unit are meant."""

    q = django_filters.CharFilter(
        label="Từ khóa", method="by_words", widget=forms.TextInput(attrs={"placeholder": "Nội dung, số văn bản"})
    )
    status = django_filters.ChoiceFilter(
        label="Trạng thái", choices=[OPEN, *Status.choices], method="by_status", empty_label="Mọi trạng thái"
    )
    time = django_filters.ChoiceFilter(
        label="Thời hạn", choices=TimeState.choices, method="by_time", empty_label="Mọi thời hạn"
    )
    unit = django_filters.ModelChoiceFilter(
        label="Đơn vị chủ trì",
        queryset=lambda request: Unit.objects.none(),
        method="by_unit",
        widget=UnitSelect,
        empty_label="Mọi đơn vị",
    )
    by = django_filters.ChoiceFilter(
        label="Tính cho đơn vị", choices=BY_UNIT, method="as_it_is", empty_label="Đang chủ trì"
    )
    only = django_filters.BooleanFilter(
        label="Không gồm đơn vị cấp dưới", method="as_it_is", widget=forms.CheckboxInput
    )
    attention = django_filters.ChoiceFilter(
        label="Cần chú ý", choices=ATTENTION, method="by_attention", empty_label="Tất cả"
    )
    scope = django_filters.ChoiceFilter(label="Phạm vi", choices=SCOPES, method="by_scope", empty_label="Tất cả")
    source = django_filters.ChoiceFilter(
        label="Nguồn", choices=SourceKind.choices, field_name="source_kind", empty_label="Mọi nguồn"
    )
    duty = django_filters.ChoiceFilter(
        label="Loại việc", choices=DutyKind.choices, field_name="duty_kind", empty_label="Mọi loại"
    )
    due_from = django_filters.DateFilter(label="Hạn từ", field_name="due_on", lookup_expr="gte", widget=DayInput)
    due_to = django_filters.DateFilter(label="Hạn đến", field_name="due_on", lookup_expr="lte", widget=DayInput)
    assigned_from = django_filters.DateFilter(
        label="Giao từ", field_name="assigned_on", lookup_expr="gte", widget=DayInput
    )
    assigned_to = django_filters.DateFilter(
        label="Giao đến", field_name="assigned_on", lookup_expr="lte", widget=DayInput
    )
    directive = django_filters.ModelChoiceFilter(
        label="Văn bản", queryset=lambda request: Directive.objects.none(), widget=forms.HiddenInput
    )

    filing = django_filters.ChoiceFilter(
        label="Báo cáo định kỳ", choices=(*Filing.choices, FILED), method="by_filing", empty_label="Tất cả"
    )
    series = django_filters.ModelChoiceFilter(
        label="Việc định kỳ",
        queryset=lambda request: TaskSeries.objects.none(),
        field_name="series_unit__series",
        widget=forms.HiddenInput,
    )
    period = django_filters.CharFilter(label="Kỳ", field_name="period_key", widget=forms.HiddenInput, max_length=10)
    period_year = django_filters.CharFilter(
        label="Năm", field_name="period_key", lookup_expr="startswith", widget=forms.HiddenInput, max_length=4
    )
    chain = django_filters.ModelChoiceFilter(
        label="Chuỗi văn bản",
        queryset=lambda request: Directive.objects.none(),
        method="by_chain",
        widget=forms.HiddenInput,
    )

    whole = django_filters.ModelChoiceFilter(
        label="Phần việc của nhiệm vụ",
        queryset=lambda request: Task.objects.none(),
        method="by_whole",
        widget=forms.HiddenInput,
    )
    parts = django_filters.BooleanFilter(label="Phần việc", method="by_parts", widget=forms.HiddenInput)

    class Meta:
        model = Task
        fields: list[str] = []

    def __init__(self, data: Mapping[str, str] | None, *, queryset: TaskQuerySet, user: User, today: date) -> None:
        super().__init__(data, queryset=queryset)
        self.user, self.today = user, today
        for name in ("directive", "chain"):
            self.filters[name].queryset = Directive.objects.visible_to(user)
        self.filters["series"].queryset = TaskSeries.objects.visible_to(user)
        self.filters["whole"].queryset = Task.objects.visible_to(user)
        self.filters["unit"].queryset = self._units()

    def _units(self) -> QuerySet:
        post = self.user.acting_post
        if post is None:
            return Unit.objects.none()
        if post.role not in ORGANISATION_ROLES:
            return Unit.objects.within(post.unit)
        # A unit that has moved away, or is gone, keeps what this organisation gave it.
        given = Task.objects.assigned_by_organisation(post.organisation)
        led = given.filter(Q(lead=OuterRef("pk")) | Q(lead_when_given=OuterRef("pk")))
        return Unit.objects.filter(within(post.organisation) | Exists(led))

    @property
    def qs(self) -> TaskQuerySet:
        """Filtered; `sort` in the address orders it, the nearest due date first where it says nothing."""
        return super().qs.order_by(SORTS[self.sort], "pk")

    @property
    def sort(self) -> str:
        wanted = self.data.get("sort", "")
        return wanted if wanted in SORTS else DEFAULT_SORT

    def by_words(self, queryset: TaskQuerySet, name: str, value: str) -> QuerySet:
        return queryset.search(value)

    def by_status(self, queryset: TaskQuerySet, name: str, value: str) -> QuerySet:
        return queryset.open() if value == OPEN[0] else queryset.filter(status=value)

    def by_time(self, queryset: TaskQuerySet, name: str, value: str) -> QuerySet:
        return queryset.in_state(TimeState(value), self.today)

    def by_unit(self, queryset: TaskQuerySet, name: str, value: Unit) -> QuerySet:
        units = Unit.objects.filter(pk=value.pk) if self.form.cleaned_data.get("only") else Unit.objects.within(value)
        match self.form.cleaned_data.get("by"):
            case "then":
                return queryset.given_to(units)
            case "now":
                heirs = heirs_today(self.today)
                meant = set(units.filter(pk__in=set(heirs.values())).values_list("pk", flat=True))
                gone = [unit for unit, heir in heirs.items() if heir in meant]
                return queryset.filter(Q(lead__in=units) | Q(lead__in=gone))
        return queryset.filter(lead__in=units)

    def as_it_is(self, queryset: TaskQuerySet, name: str, value: object) -> QuerySet:
        """`only` and `by` are read by `by_unit`."""
        return queryset

    def by_attention(self, queryset: TaskQuerySet, name: str, value: str) -> QuerySet:
        if value == "aged":
            return queryset.aged(self.today)
        if value == "check_in":
            return queryset.check_in_missing(self.today)
        if value == "coordinate":
            return queryset.mine_to_coordinate(self.user)
        if value == "silent":
            return queryset.silent_coordination(self.today)
        if value == "sent_back":
            return queryset.running().sent_back_last()
        if value == "handover":
            return queryset.of_officers_gone(self.today)
        if value == "extension":
            return queryset.extension_asked()
        if value == "proposal":
            return queryset.proposed()
        if value == "extended":
            return queryset.extended_often()
        if value == "explanation":
            return queryset.explanation_asked()
        if value == "escalated":
            return queryset.escalated()
        return queryset.waiting_for(self.user, self.today)

    def by_filing(self, queryset: TaskQuerySet, name: str, value: str) -> QuerySet:
        if value == FILED[0]:
            return queryset.recurring().exclude(filing_q(Filing.LEFT_OUT, self.today))
        return queryset.filed(Filing(value), self.today)

    def by_chain(self, queryset: TaskQuerySet, name: str, value: Directive) -> QuerySet:
        if self.form.cleaned_data.get("parts"):
            return queryset.parts_of_chain(value.pk, user=self.user)
        return queryset.of_chain(value.pk, user=self.user)

    def by_whole(self, queryset: TaskQuerySet, name: str, value: Task) -> QuerySet:
        """What stands below the task at any depth."""
        return queryset.below(value.pk)

    def by_parts(self, queryset: TaskQuerySet, name: str, value: bool) -> QuerySet:
        """Parts alone, or none of them."""
        return queryset.parts() if value else queryset.filter(parent__isnull=True)

    def by_scope(self, queryset: TaskQuerySet, name: str, value: str) -> QuerySet:
        post = self.user.acting_post
        if post is None:
            return queryset.none()
        if value == "assigned":
            giver = post.unit if post.role == Role.HEAD else post.organisation
            return queryset.assigned_by_organisation(giver)
        return queryset.filter(lead=post.unit) if value == "lead" else queryset.coordinated_by(post.unit)


CONSULTATION_TABS = (
    ("waiting", "Chờ đơn vị tôi trả lời"),
    ("asked", "Đơn vị tôi hỏi"),
    ("all", "Tất cả"),
)


class ConsultationFilter(django_filters.FilterSet):
    """The filters of the list of consultations.  State, unit and day speak of one opinion that the person may see; the
    day is that on which it began to count: of silence the one after the date, of an answer its own."""

    q = django_filters.CharFilter(
        label="Từ khóa", method="by_words", widget=forms.TextInput(attrs={"placeholder": "Nội dung xin ý kiến"})
    )
    state = django_filters.ChoiceFilter(
        label="Ý kiến",
        choices=[*OpinionState.choices, ("not_in_time", "Không trả lời đúng hạn")],
        method="by_opinion",
        empty_label="Mọi tình trạng",
    )
    unit = django_filters.ModelChoiceFilter(
        label="Đơn vị được hỏi",
        queryset=lambda request: Unit.objects.none(),
        method="as_it_is",
        widget=UnitSelect,
        empty_label="Mọi đơn vị",
    )
    since = django_filters.DateFilter(label="Từ ngày", method="as_it_is", widget=DayInput)
    until = django_filters.DateFilter(label="Đến ngày", method="as_it_is", widget=DayInput)
    tab = django_filters.ChoiceFilter(
        choices=CONSULTATION_TABS, method="by_tab", widget=forms.HiddenInput, empty_label=None
    )

    class Meta:
        model = Consultation
        fields: list[str] = []

    def __init__(
        self, data: Mapping[str, str] | None, *, queryset: ConsultationQuerySet, user: User, today: date
    ) -> None:
        super().__init__(data, queryset=queryset)
        self.user, self.today = user, today
        asked = Opinion.objects.visible_to(user).filter(unit=OuterRef("pk"))
        self.filters["unit"].queryset = Unit.objects.filter(Exists(asked))

    @property
    def qs(self) -> ConsultationQuerySet:
        """Filtered, the nearest date first among those still open to answers, then the newest."""
        found = super().qs
        if self.is_bound and self.form.is_valid():
            found = found.filter(Exists(self._opinions())) if self._narrows() else found
        return found.order_by("-due_on", "-pk")

    def _narrows(self) -> bool:
        return any(self.form.cleaned_data.get(name) for name in ("state", "unit", "since", "until"))

    def _opinions(self) -> QuerySet:
        values = self.form.cleaned_data
        found = Opinion.objects.visible_to(self.user).filter(consultation=OuterRef("pk"))
        if unit := values.get("unit"):
            found = found.filter(unit=unit)
        state = values.get("state")
        if state == "not_in_time":
            found = found.not_answered_in_time(self.today)
        elif state:
            found = found.in_state(OpinionState(state), self.today)
        return found.counting_between(values.get("since"), values.get("until"), by_answer=state == OpinionState.LATE)

    def by_words(self, queryset: ConsultationQuerySet, name: str, value: str) -> QuerySet:
        return queryset.search(value)

    def by_opinion(self, queryset: ConsultationQuerySet, name: str, value: str) -> QuerySet:
        """Read by `qs`, together with the unit and the days."""
        return queryset

    def as_it_is(self, queryset: ConsultationQuerySet, name: str, value: object) -> QuerySet:
        """Read by `qs`, together with the state."""
        return queryset

    def by_tab(self, queryset: ConsultationQuerySet, name: str, value: str) -> QuerySet:
        if value == "waiting":
            return queryset.waiting_for(self.user, self.today)
        return queryset.asked_by_unit_of(self.user) if value == "asked" else queryset
