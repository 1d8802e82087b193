"""Three separate facts about a duty: what kind it is, what kind of deadline it has, what result is demanded."""

from __future__ import annotations

from django.db.models import TextChoices


class DutyKind(TextChoices):
    ONE_OFF = "one_off", "Một lần"
    STANDING = "standing", "Thường xuyên"  # left out of completion rates
    RECURRING = "recurring", "Định kỳ"
    DISSEMINATION = "dissemination", "Quán triệt, phổ biến"


class DeadlineKind(TextChoices):
    DATE = "date", "Có thời hạn"
    NONE = "none", "Không thời hạn"
    IMMEDIATE = "immediate", "Ngay, khẩn trương"  # the words are kept; no false date
    BY_REGULATION = "by_regulation", "Theo quy định"


class ResultKind(TextChoices):
    DOCUMENT = "document", "Văn bản báo cáo kết quả"
    NEW_REGULATION = "new_regulation", "Văn bản quy định được ban hành hoặc sửa đổi"
    ACKNOWLEDGEMENT = "acknowledgement", "Xác nhận đã quán triệt"
    NONE = "none", "Không yêu cầu văn bản"


class Restriction(TextChoices):
    NORMAL = "normal", "Bình thường"
    RESTRICTED = "restricted", "Hạn chế"  # officers see it only where it is theirs
