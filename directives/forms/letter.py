"""What is typed of a document that the office is to issue, and the `Letter` that comes of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms

from directives.confirmed import Copy, Party
from directives.forms.fields import say_what_is_missing
from directives.forms.head import copy_of
from directives.letters import ADDRESSED, TO_KNOW, TO_POST, Letter
from directives.models import Directive
from directives.numbering import ISSUED_TYPES
from directives.services.parties import Directory, each_once
from directives.signing import Capacity, Signature, refusals
from directives.types import DocumentType, Priority
from units.models import Post, Unit, User
from units.roles import Role
from units.widgets import UnitSelect, UnitSelectMultiple

MAX_BODY = 200_000
MOST_FOUND = 5
#: Who may sign, with the leaders first.
SIGNERS = (Role.LEADER, Role.HEAD, Role.MONITOR)
WEBSITE = Copy(f"Cổng thông tin điện tử ({TO_POST})", TO_POST)


def lines_field(label: str, *, help_text: str, rows: int = 3, **options: Any) -> forms.CharField:
    """One entry a line."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, widget=widget, max_length=10_000, **options)


class LetterForm(forms.Form):
    """Drawn from a draft's content (`initial`), or bound to what was sent or kept."""

    document_type = forms.ChoiceField(label="Loại văn bản", choices=[(kind.value, kind.label) for kind in ISSUED_TYPES])
    priority = forms.ChoiceField(label="Độ khẩn", choices=Priority.choices)
    drafter = forms.ChoiceField(label="Đơn vị soạn thảo", required=False, widget=UnitSelect)
    subject = forms.CharField(
        label="Trích yếu",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Không ghi “V/v”; hệ thống thêm theo loại văn bản.",
    )
    implements = forms.ModelMultipleChoiceField(
        Directive.objects.none(),
        label="Văn bản được triển khai",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    implements_add = forms.CharField(
        label="Thêm văn bản được triển khai",
        required=False,
        max_length=100,
        help_text="Ghi số, ký hiệu, ví dụ 271/UBND-VP8, rồi lưu.",
    )
    addressees = forms.MultipleChoiceField(
        label="Kính gửi: đơn vị, nhóm đơn vị",
        required=False,
        widget=UnitSelectMultiple,
        help_text="Nhóm được thay bằng các đơn vị thuộc nhóm vào ngày ban hành.",
    )
    addressees_other = lines_field(
        "Kính gửi: nơi khác", required=False, rows=2, help_text="Mỗi dòng một nơi, ghi như in trên văn bản."
    )
    bases = lines_field("Căn cứ", required=False, rows=2, help_text="Mỗi dòng một căn cứ, bắt đầu bằng “Căn cứ …”.")
    body = forms.CharField(
        label="Nội dung",
        max_length=MAX_BODY,
        widget=forms.Textarea(attrs={"rows": 16}),
        help_text="Mỗi đoạn một dòng, đánh số như in: “1.”, “a)”, “-”. Nội dung giao việc được đọc từ các số này.",
    )
    informed = forms.MultipleChoiceField(
        label="Gửi để biết",
        required=False,
        widget=UnitSelectMultiple,
        help_text="Đơn vị xem được văn bản, không bị giao nhiệm vụ.",
    )
    recipients = lines_field(
        "Nơi nhận",
        rows=3,
        help_text="Mỗi dòng một nơi, mục đích trong ngoặc, ví dụ UBND tỉnh (b/c). Dòng “Lưu: VT, VP” là bản lưu. "
        "“Như trên” và nơi nhận để biết được thêm khi in.",
    )
    posts_online = forms.BooleanField(label="Đăng Cổng thông tin điện tử", required=False)
    is_electronic_only = forms.BooleanField(label="Chỉ gửi bản điện tử", required=False)
    place = forms.CharField(label="Địa danh", max_length=60, help_text="Đứng trước ngày tháng, ví dụ Sông Mây.")
    signer = forms.ChoiceField(label="Người ký", widget=UnitSelect)
    capacity = forms.ChoiceField(label="Thẩm quyền ký", choices=Capacity.choices)
    principal = forms.CharField(
        label="Ký thay, thay mặt",
        max_length=100,
        required=False,
        help_text="Với TM., KT., TL., TUQ.: chức vụ hoặc tập thể được thay, ví dụ Giám đốc.",
    )
    signer_title = forms.CharField(
        label="Chức vụ in trên văn bản", max_length=100, required=False, help_text="Bỏ trống: theo vị trí công tác."
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        organisation: Unit,
        user: User,
        directory: Directory,
        day: date,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        say_what_is_missing(self)
        self.organisation, self.user, self.directory = organisation, user, directory
        self.posts = _signers(organisation, day)
        names = [(value, name) for value, name in directory.names if value != f"u{organisation.pk}"]
        units = [(value, name) for value, name in names if value.startswith("u")]
        groups = [(value, name) for value, name in names if value.startswith("g")]
        for name in ("addressees", "informed"):
            self.fields[name].choices = [("Nhóm đơn vị", groups), ("Đơn vị", units)]  # type: ignore[attr-defined]
        below = Unit.objects.open_on(day).filter(organisation=organisation)
        self.units = {str(unit.pk): unit for unit in below}
        self.fields["drafter"].choices = [("", "Chọn đơn vị")] + [  # type: ignore[attr-defined]
            (pk, unit.name) for pk, unit in self.units.items()
        ]
        self.fields["signer"].choices = [("", "Chọn người ký")] + [  # type: ignore[attr-defined]
            (pk, f"{post.user}, {post.title}") for pk, post in self.posts.items()
        ]
        chosen = self["implements"].value() or []
        keys = [key for key in map(str, chosen) if key.isdecimal() and len(key) < 18]
        self.seen = Directive.objects.visible_to(user)
        self.fields["implements"].queryset = self.seen.filter(pk__in=keys)  # type: ignore[attr-defined]
        self.fields["implements"].label_from_instance = words_of  # type: ignore[attr-defined]

    def clean_implements_add(self) -> Directive | None:
        words = self.cleaned_data["implements_add"]
        if not words:
            return None
        found = list(self.seen.named(words).order_by("-logged_at")[: MOST_FOUND + 1])
        if not found:
            raise forms.ValidationError("Không tìm thấy văn bản có số này trong sổ. Kiểm tra lại số, ký hiệu.")
        if len(found) > 1:
            names = "; ".join(words_of(one) for one in found[:MOST_FOUND])
            raise forms.ValidationError(f"Có nhiều văn bản trùng số: {names}. Ghi thêm ký hiệu hoặc ngày.")
        return found[0]

    def clean_recipients(self) -> tuple[Copy, ...]:
        copies = tuple(filter(None, map(copy_of, self.cleaned_data["recipients"].splitlines())))
        if any(len(copy.as_printed) > 500 for copy in copies):
            raise forms.ValidationError("Mỗi dòng nơi nhận không quá 500 ký tự.")
        if not any(copy.is_archive for copy in copies):
            raise forms.ValidationError("Thêm dòng bản lưu, ví dụ “Lưu: VT, VP”.")
        return copies

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        kind = values.get("document_type")
        if kind == DocumentType.OFFICIAL_DISPATCH and not values.get("drafter") and "drafter" not in self.errors:
            self.add_error("drafter", "Chọn đơn vị soạn thảo: ký hiệu công văn có tên viết tắt của đơn vị này.")
        if kind in ADDRESSED and not (values.get("addressees") or values.get("addressees_other")):
            self.add_error("addressees", "Chọn nơi gửi, hoặc ghi ở ô “Kính gửi: nơi khác”.")
        if post := self.posts.get(str(values.get("signer", ""))):
            wrong = refusals(self.signature(), is_deputy=post.is_deputy, is_leader=post.role == Role.LEADER)
            for name, sentence in wrong.items():
                if name not in self.errors:
                    self.add_error(name, sentence)
        return values

    def typed(self) -> dict[str, Any]:
        """What a bound form holds, right or wrong, as a draft keeps it; a document just named stands among the
        chosen."""
        found = {name: self[name].data for name in self.fields}
        for name in ("posts_online", "is_electronic_only"):
            found[name] = bool(found[name])
        for name in ("implements", "addressees", "informed"):
            found[name] = list(found[name] or [])
        named = None if self.errors.get("implements_add") else self.cleaned_data.get("implements_add")
        if named:
            found["implements"] = list(dict.fromkeys([*found["implements"], str(named.pk)]))
            found["implements_add"] = ""
        return {name: "" if value is None else value for name, value in found.items()}

    # What comes of it, once it was asked whether it is valid; what is wrong or missing stays blank.
    def letter(self) -> Letter:
        values = self.cleaned_data
        copies = values.get("recipients", ())
        to_know = tuple(copy for copy in copies if TO_KNOW in copy.purpose)
        others = tuple(copy for copy in copies if TO_KNOW not in copy.purpose)
        if values.get("posts_online") and not any("đăng" in copy.purpose for copy in others):
            others = (*others, WEBSITE)
        known = (self._certain(copy.as_printed.rpartition("(")[0].strip()) for copy in to_know)
        written = filter(None, (line.strip(" -–;,.") for line in values.get("addressees_other", "").splitlines()))
        kind = values.get("document_type") or DocumentType.OFFICIAL_DISPATCH
        return Letter(
            document_type=kind,
            subject=values.get("subject", ""),
            body=values.get("body", ""),
            signature=self.signature(),
            addressees=each_once([*self._chosen("addressees"), *map(self._certain, written)]),
            informed=each_once([*self._chosen("informed"), *known]),
            recipients=others,
            bases=tuple(values.get("bases", "").splitlines()),
            priority=values.get("priority") or Priority.NORMAL,
            place=values.get("place", ""),
            is_electronic_only=bool(values.get("is_electronic_only")),
        )

    def signature(self) -> Signature:
        values = self.cleaned_data
        post = self.posts.get(str(values.get("signer", "")))
        return Signature(
            name=post.user.full_name if post else "",
            title=values.get("signer_title") or (post.title if post else ""),
            capacity=Capacity(values.get("capacity") or Capacity.OWN),
            principal=values.get("principal", ""),
        )

    @property
    def drafting_unit(self) -> Unit | None:
        return self.units.get(str(self.cleaned_data.get("drafter", "")))

    @property
    def implemented(self) -> list[Directive]:
        named = self.cleaned_data.get("implements_add")
        chosen = list(self.cleaned_data.get("implements", ()))
        return [*chosen, named] if named and named not in chosen else chosen

    def _chosen(self, name: str) -> Iterable[Party]:
        for value in self.cleaned_data.get(name, ()):
            kind, pk = value[:1], int(value[1:])
            names = self.directory.units if kind == "u" else self.directory.groups
            yield Party(names[pk], **{"unit_id" if kind == "u" else "group_id": pk})

    def _certain(self, words: str) -> Party:
        """A unit or group that the words name beyond doubt; else the words alone."""
        party = self.directory.party(words[:500])
        return replace(party, alternatives=()) if not party.doubt else Party(words[:500])


def words_of(directive: Directive) -> str:
    """ "Công văn 271/UBND-VP8 ngày 11/05/2023 của UBND tỉnh: chấn chỉnh …"."""
    day = f" ngày {directive.issued_text}" if directive.issued_text else ""
    subject = directive.subject if len(directive.subject) < 90 else f"{directive.subject[:88].rsplit(' ', 1)[0]}…"
    return f"{directive}{day} của {directive.issuing_body}: {subject}"


def _signers(organisation: Unit, day: date) -> dict[str, Post]:
    posts = Post.objects.on(day).filter(unit__organisation=organisation, role__in=SIGNERS)
    rows = sorted(
        posts.select_related("user", "unit"), key=lambda post: (SIGNERS.index(Role(post.role)), post.is_deputy, post.pk)
    )
    return {str(post.pk): post for post in rows}
