"""Days off and working Saturdays of 2023–2026 (Labour Code 2019, Article 112, and the yearly notices)."""

from datetime import date

from django.db import migrations

LAW = "Bộ luật Lao động 2019, Điều 112"
SWAP = "Hoán đổi ngày làm việc theo thông báo của năm"
NOTICE_2026 = "Công văn số 12729/VPCP-KGVX ngày 25/12/2025"

# (month, day) of each weekday off, by year and reason.  24/11 since 2026: to be verified when the law is amended.
OFF = {
    2023: {
        "Nghỉ bù Tết Dương lịch": [(1, 2)],
        "Tết Nguyên đán": [(1, 20), (1, 23), (1, 24), (1, 25), (1, 26)],
        "Ngày Quốc tế Lao động": [(5, 1)],
        "Nghỉ bù Giỗ Tổ Hùng Vương": [(5, 2)],
        "Nghỉ bù Ngày Chiến thắng": [(5, 3)],
        "Quốc khánh": [(9, 1)],
        "Nghỉ bù Quốc khánh": [(9, 4)],
    },
    2024: {
        "Tết Dương lịch": [(1, 1)],
        "Tết Nguyên đán": [(2, 8), (2, 9), (2, 12), (2, 13), (2, 14)],
        "Giỗ Tổ Hùng Vương": [(4, 18)],
        "Ngày Chiến thắng": [(4, 30)],
        "Ngày Quốc tế Lao động": [(5, 1)],
        "Quốc khánh": [(9, 2), (9, 3)],
    },
    2025: {
        "Tết Dương lịch": [(1, 1)],
        "Tết Nguyên đán": [(1, 27), (1, 28), (1, 29), (1, 30), (1, 31)],
        "Giỗ Tổ Hùng Vương": [(4, 7)],
        "Ngày Chiến thắng": [(4, 30)],
        "Ngày Quốc tế Lao động": [(5, 1)],
        "Quốc khánh": [(9, 1), (9, 2)],
    },
    2026: {
        "Tết Dương lịch": [(1, 1)],
        "Tết Nguyên đán": [(2, 16), (2, 17), (2, 18), (2, 19), (2, 20)],
        "Nghỉ bù Giỗ Tổ Hùng Vương": [(4, 27)],
        "Ngày Chiến thắng": [(4, 30)],
        "Ngày Quốc tế Lao động": [(5, 1)],
        "Quốc khánh": [(9, 1), (9, 2)],
        "Ngày Văn hóa Việt Nam": [(11, 24)],
    },
}
# (day off, working Saturday, source)
SWAPS = [
    (date(2024, 4, 29), date(2024, 5, 4), SWAP),
    (date(2025, 5, 2), date(2025, 4, 26), SWAP),
    (date(2026, 1, 2), date(2026, 1, 10), NOTICE_2026),
    (date(2026, 8, 31), date(2026, 8, 22), SWAP),
]


def rows():
    """(date, kind, reason, source) of every exception."""
    for year, reasons in OFF.items():
        for reason, days in reasons.items():
            for month, day in days:
                yield date(year, month, day), "off", reason, LAW
    for off, working, source in SWAPS:
        yield off, "off", f"Nghỉ hoán đổi, làm bù ngày {working:%d/%m/%Y}", source
        yield working, "working", f"Làm bù ngày {off:%d/%m/%Y}", source


def fill(apps, schema_editor):
    CalendarDay = apps.get_model("units", "CalendarDay")
    CalendarDay.objects.bulk_create(
        [CalendarDay(date=day, kind=kind, reason=reason, source=source) for day, kind, reason, source in rows()]
    )


def empty(apps, schema_editor):
    CalendarDay = apps.get_model("units", "CalendarDay")
    CalendarDay.objects.filter(date__in=[day for day, *_ in rows()]).delete()


class Migration(migrations.Migration):
    dependencies = [("units", "0001_initial")]
    operations = [migrations.RunPython(fill, empty)]
