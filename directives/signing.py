"""In which capacity a document is signed (Decree 30/2020, Article 13).  Pure."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices


class Capacity(TextChoices):
    OWN = "own", "Ký theo chức vụ"
    COLLECTIVE = "tm", "TM. (thay mặt tập thể)"
    DEPUTY = "kt", "KT. (ký thay)"
    BY_ORDER = "tl", "TL. (thừa lệnh)"
    AUTHORISED = "tuq", "TUQ. (thừa ủy quyền)"
    ACTING = "q", "Q. (quyền cấp trưởng)"


#: What is printed before the title or body for which the signer stands.
PREFIXES = {
    Capacity.COLLECTIVE: "TM.",
    Capacity.DEPUTY: "KT.",
    Capacity.BY_ORDER: "TL.",
    Capacity.AUTHORISED: "TUQ.",
}


@dataclass(frozen=True)
class Signature:
    """Who signs, by which title, and for whom: `principal` is the head's title ("Giám đốc") or, with TM., the
    collective ("Ủy ban nhân dân"); no học hàm, học vị stands before the name."""

    name: str
    title: str
    capacity: Capacity = Capacity.OWN
    principal: str = ""

    @property
    def lines(self) -> tuple[str, ...]:
        """As printed above the name: ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")."""
        title = self.title.upper()
        if self.capacity == Capacity.ACTING:
            return (f"Q. {title}",)
        prefix = PREFIXES.get(self.capacity)
        return (f"{prefix} {self.principal.upper()}", title) if prefix else (title,)

    @property
    def position(self) -> str:
        """The lines in one, as the reading writes them: "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC"."""
        return " / ".join(self.lines)


def refusals(signature: Signature, *, is_deputy: bool, is_leader: bool) -> dict[str, str]:
    """Field -> why this person can't sign so, and what to do: `is_leader` of the agency, `is_deputy` or its head."""
    capacity, found = signature.capacity, {}
    if capacity in PREFIXES and not signature.principal.strip():
        found["principal"] = (
            "Nhập tên tập thể được thay mặt, ví dụ Ủy ban nhân dân."
            if capacity == Capacity.COLLECTIVE
            else "Nhập chức vụ của người được ký thay, ví dụ Giám đốc."
        )
    if capacity == Capacity.DEPUTY and not (is_leader and is_deputy):
        found["capacity"] = "KT. chỉ dùng khi cấp phó ký thay người đứng đầu. Chọn cấp phó hoặc đổi thẩm quyền ký."
    elif capacity in {Capacity.OWN, Capacity.ACTING} and is_leader and is_deputy:
        found["capacity"] = "Cấp phó ký thay người đứng đầu: chọn KT. và ghi chức vụ của người đứng đầu."
    elif capacity in {Capacity.OWN, Capacity.ACTING, Capacity.COLLECTIVE} and not is_leader:
        found["capacity"] = "Người này không phải lãnh đạo cơ quan: chọn TL. (thừa lệnh) hoặc TUQ. (thừa ủy quyền)."
    elif capacity == Capacity.BY_ORDER and is_leader:
        found["capacity"] = "TL. dùng cho người đứng đầu đơn vị thuộc cơ quan. Lãnh đạo ký theo chức vụ hoặc KT."
    return found
