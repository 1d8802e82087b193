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
    PUBLICATION = "publication", "Đường dẫn bài đăng và ngày đăng"
    NONE = "none", "Không yêu cầu văn bản"


class Handling(TextChoices):
    """What the Office proposes to the leaders about a task, and what a decision says is to follow."""

    REMIND = "remind", "Đôn đốc bằng văn bản"
    EXPLAIN = "explain", "Yêu cầu giải trình"
    EXTEND = "extend", "Gia hạn"
    TRANSFER = "transfer", "Chuyển đơn vị khác chủ trì"
    HASTEN = "hasten", "Lãnh đạo làm việc trực tiếp với đơn vị"
    CENSURE = "censure", "Kiểm điểm trách nhiệm"
    CANCEL = "cancel", "Hủy nhiệm vụ"
    OTHER = "other", "Xử lý khác"


class Outcome(TextChoices):
    """What a review of long-delayed work concludes about one task."""

    GO_ON = "go_on", "Tiếp tục thực hiện theo cam kết"
    REMIND = "remind", "Đôn đốc bằng văn bản"
    EXTEND = "extend", "Đơn vị xin gia hạn"
    TRANSFER = "transfer", "Chuyển đơn vị khác chủ trì"
    CANCEL = "cancel", "Đề nghị hủy"
    ESCALATE = "escalate", "Báo cáo lãnh đạo"


class Restriction(TextChoices):
    NORMAL = "normal", "Bình thường"
    RESTRICTED = "restricted", "Hạn chế"  # officers see it only where it is theirs


class RegulationChange(TextChoices):
    """What a new regulation does to those before it."""

    NEW = "new", "Ban hành mới"
    AMENDS = "amends", "Sửa đổi, bổ sung"
    REPLACES = "replaces", "Thay thế"


class DisseminationForm(TextChoices):
    """How a directive was made known."""

    CONFERENCE = "conference", "Hội nghị, cuộc họp quán triệt"
    BRIEFING = "briefing", "Lồng ghép trong họp giao ban, sinh hoạt đơn vị"
    ONLINE = "online", "Trực tuyến"
    WRITING = "writing", "Gửi văn bản đến từng người, ký nhận"
    OTHER = "other", "Hình thức khác, nêu ở tóm tắt kết quả"


class TransferTime(TextChoices):
    """How the time goes on when another unit takes the lead."""

    FRESH = "fresh", "Tính hạn mới"
    REMAINING = "remaining", "Giữ hạn còn lại"
