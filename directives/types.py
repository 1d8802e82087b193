"""Pure lists of the field: document types (Decree 30/2020 Article 7, Annex III), urgency, source kinds."""

from __future__ import annotations

from django.db.models import TextChoices


class DocumentType(TextChoices):
    OFFICIAL_DISPATCH = "official_dispatch", "Công văn"
    OFFICIAL_TELEGRAM = "official_telegram", "Công điện"
    DIRECTIVE = "directive", "Chỉ thị"
    RESOLUTION = "resolution", "Nghị quyết"
    DECISION = "decision", "Quyết định"
    PLAN = "plan", "Kế hoạch"
    NOTICE = "notice", "Thông báo"
    CONCLUSION_NOTICE = "conclusion_notice", "Thông báo kết luận"
    CONCLUSION = "conclusion", "Kết luận"
    GUIDANCE = "guidance", "Hướng dẫn"
    PROGRAMME = "programme", "Chương trình"
    REGULATION = "regulation", "Quy chế"
    RULE = "rule", "Quy định"
    PROPOSAL = "proposal", "Tờ trình"
    REPORT = "report", "Báo cáo"
    SCHEME = "scheme", "Đề án"
    MINUTES = "minutes", "Biên bản"
    INVITATION = "invitation", "Giấy mời"
    REFERRAL_NOTE = "referral_note", "Phiếu chuyển"
    DECREE = "decree", "Nghị định"
    CIRCULAR = "circular", "Thông tư"
    LAW = "law", "Luật"
    PRESS_REPORT = "press_report", "Tin báo"
    OTHER = "other", "Văn bản khác"


class Priority(TextChoices):
    """Decree 30/2020: three levels of urgency besides the ordinary."""

    NORMAL = "normal", "Thường"
    URGENT = "urgent", "Khẩn"
    VERY_URGENT = "very_urgent", "Thượng khẩn"
    EXPRESS = "express", "Hỏa tốc"


class SourceKind(TextChoices):
    """Where a duty comes from."""

    DOCUMENT = "document", "Văn bản"
    PRESS = "press", "Báo chí"
    MEETING = "meeting", "Cuộc họp"
    LEADER_WORD = "leader_word", "Ý kiến lãnh đạo"
    INSPECTION = "inspection", "Kết luận kiểm tra"
    PETITION = "petition", "Kiến nghị, đề xuất"
    WORK_PROGRAMME = "work_programme", "Chương trình công tác"


def source_kinds() -> list[tuple[str, str]]:
    """Called by the fields, so that a new source needs no migration."""
    return SourceKind.choices


class Relation(TextChoices):
    """What a cited document is to the one that cites it."""

    LEGAL_BASIS = "legal_basis", "căn cứ"
    IMPLEMENTS = "implements", "thực hiện"
    ALSO_APPLIES = "also_applies", "gắn với"
    AMENDS = "amends", "sửa đổi, bổ sung"
    REPLACES = "replaces", "thay thế"
    CORRECTS = "corrects", "đính chính"
    RECALLS = "recalls", "thu hồi"
    MENTIONS = "mentions", "nhắc đến"


#: Relations that act on an earlier document; a circle of them would say that something came before itself.
ONE_WAY = (Relation.IMPLEMENTS, Relation.AMENDS, Relation.REPLACES, Relation.CORRECTS, Relation.RECALLS)
#: Relations that change what the earlier document is worth (Decree 30/2020, Article 18).
CHANGING = (Relation.RECALLS, Relation.REPLACES, Relation.AMENDS, Relation.CORRECTS)


def document_type_named(name: str | None) -> str:
    """The type of a Vietnamese name in any case ("công văn"), or OTHER."""
    wanted = (name or "").casefold()
    return next(
        (value for value, label in DocumentType.choices if label.casefold() == wanted),
        DocumentType.OTHER,
    )


def spoken_type(value: str) -> str:
    """The words by which people ask for a type; a công văn is called CV though the decree gives it no abbreviation."""
    label = dict(DocumentType.choices).get(value, "")
    return f"{label} CV" if value == DocumentType.OFFICIAL_DISPATCH else label


def name_of_label(label: str) -> str:
    """How a sentence names the instruction of a label: "mục 3", "điểm a"; a dash has no name of its own."""
    plain = label.rstrip(".)")
    if not any(character.isalnum() for character in plain):
        return ""
    return f"{'điểm' if len(plain) == 1 and plain.islower() else 'mục'} {plain}"
