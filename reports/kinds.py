"""The columns of the summary form: where each task of a report belongs, exactly one for every task."""

from __future__ import annotations

from django.db.models import TextChoices


class Bucket(TextChoices):
    """The first four are counted and add up to Tổng số (form of UBND tỉnh Đắk Lắk); the others are noted under it."""

    DONE_IN_TIME = "done_in_time", "HT trong hạn"
    DONE_LATE = "done_late", "HT trễ hạn"
    OPEN_IN_TIME = "open_in_time", "Chưa HT trong hạn"
    OPEN_LATE = "open_late", "Chưa HT trễ hạn"
    STANDING = "standing", "Việc thường xuyên"
    CANCELLED = "cancelled", "Đã hủy"


COUNTED = (Bucket.DONE_IN_TIME, Bucket.DONE_LATE, Bucket.OPEN_IN_TIME, Bucket.OPEN_LATE)
#: Form E of task lists says the same in full.
IN_FULL: dict[Bucket, str] = {
    Bucket.DONE_IN_TIME: "Hoàn thành trong hạn",
    Bucket.DONE_LATE: "Hoàn thành trễ hạn",
    Bucket.OPEN_IN_TIME: "Chưa hoàn thành trong hạn",
    Bucket.OPEN_LATE: "Chưa hoàn thành trễ hạn",
    Bucket.STANDING: "Việc thường xuyên, không tính vào tổng số",
    Bucket.CANCELLED: "Đã hủy, không tính vào tổng số",
}
