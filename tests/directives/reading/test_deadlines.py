from datetime import date

import pytest

from directives.reading.deadlines import deadlines_of
from tests.directives.reading.samples import item, reading_of, strand

ISSUED = date(2025, 6, 2)


def stated(text, issued_on=ISSUED):
    return deadlines_of([strand(text)], issued_on, issued_on.year)


@pytest.mark.parametrize(
    ("text", "due_on"),
    [
        ("Báo cáo trước 17 giờ ngày 15 tháng 10 năm 2025.", date(2025, 10, 15)),
        ("Gửi trước 20/7/2025 (qua thư điện tử).", date(2025, 7, 20)),
        ("Báo cáo kết quả trước ngày 15/6.", date(2025, 6, 15)),
        ("Báo cáo kết quả trước ngày 30 tháng 11.", date(2025, 11, 30)),
        ("Nộp báo cáo trước ngày 15/01.", date(2026, 1, 15)),
        ("Thời gian hoàn thành: Quý III/2025.", date(2025, 9, 30)),
        ("Thời hạn hoàn thành: 31/10/2025.", date(2025, 10, 31)),
        ("Thời gian thực hiện: tháng 8/2025.", date(2025, 8, 31)),
        ("Lấy mẫu hai lần; thời gian quan trắc từ tháng 3 đến tháng 10 năm 2026; 240 mẫu.", date(2026, 10, 31)),
        ("Cuối tháng 10 năm 2025: giao ban các vùng.", date(2025, 10, 31)),
        ("Báo cáo kết quả trước Thứ Tư ngày 03/12/2025.", date(2025, 12, 3)),
        ("Thời gian kiểm tra từ ngày 15/10/2025 đến ngày 20/12/2025.", date(2025, 12, 20)),
        ("Hoàn thành trong năm 2025.", date(2025, 12, 31)),
        ("Báo cáo Ủy ban nhân dân tỉnh trong tháng 11.", date(2025, 11, 30)),
        ("Hoàn thành trước tháng 9 năm 2025.", date(2025, 8, 31)),
        ("Hoàn thành việc bàn giao đến hết ngày 30/9/2025.", date(2025, 9, 30)),
        ("Trong quý IV/2025, hoàn thành việc bàn giao.", date(2025, 12, 31)),
        ("Đến ngày 31/12/2025, hoàn thành số hóa.", date(2025, 12, 31)),
        ("Từ nay đến ngày 30/11/2025 hoàn thành khảo sát.", date(2025, 11, 30)),
        ("Hoàn thành nhiệm vụ trước ngày 15 tháng 12/2025.", date(2025, 12, 15)),
        ("Thời gian thực hiện: Từ tháng 8/2025 đến tháng 12/2025.", date(2025, 12, 31)),
        ("Báo cáo trong tháng 01.", date(2026, 1, 31)),
        ("Thời gian thực hiện: Tháng 11 - 12/2025.", date(2025, 12, 31)),
        ("Hoàn thành trong tháng 10 và tháng 11 năm 2025.", date(2025, 11, 30)),
        ("Thời gian: từ ngày 01/12/2025 đến ngày 20/12/2025.", date(2025, 12, 20)),
        ("Hạn hoàn thành 15/11/2025.", date(2025, 11, 15)),
        ("Thời gian thực hiện: Tháng 12/2025 - 01/2026.", date(2026, 1, 31)),
        ("Chậm nhất là cuối quý III năm 2025, các sở phải báo cáo.", date(2025, 9, 30)),
        ("Hoàn thành trong tháng 9, 12 xã còn lại báo cáo.", date(2025, 9, 30)),
        ("Trong tháng 9, 15 xã phải hoàn thành.", date(2025, 9, 30)),
        ("Hoàn thành trước tháng 10, 11 năm 2025.", date(2025, 9, 30)),
        ("Về việc báo cáo trước ngày 30/10/2025: giao Sở Y tế thực hiện.", date(2025, 10, 30)),
        ("Phấn đấu đến cuối năm 2025 hoàn thành 100% số hộ.", date(2025, 12, 31)),
        ("Tháng 12/2025: Ban hành kế hoạch.", date(2025, 12, 31)),
        ("Từ nay đến hết năm 2025, các trường sửa chữa phòng học.", date(2025, 12, 31)),
    ],
)
def test_words_that_fix_a_day(text, due_on):
    assert [one.due_on for one in stated(text)] == [due_on]


@pytest.mark.parametrize(
    "text",
    [
        "Số hóa tài liệu hình thành trước năm 2015.",
        "Đến hết năm 2030: Có ít nhất 60% doanh nghiệp ứng dụng công nghệ số.",
        "Hỗ trợ thi công các dự án có kế hoạch hoàn thành năm 2025.",
        "Từ nay đến hết năm 2025 chỉ còn hai tháng.",
        "Giải ngân vốn đầu tư công, đạt mục tiêu tăng trưởng kinh tế 8% trong năm 2025.",
        "Thời gian ủy quyền: từ ngày ban hành đến hết ngày 28/02/2027.",
        "Trong thời gian diễn ra lễ từ ngày 11/10/2025 đến ngày 13/10/2025, các công sở treo cờ.",
        "Hoàn thành chỉ tiêu của những tháng cuối năm 2025.",
        "Thời gian: 01 buổi sáng, ngày 26/11/2025, bắt đầu từ 08h00’.",
        "Hoàn thành trong quý IV năm 2025 và các năm tiếp theo.",
        "Về số vốn không giải ngân hết trong năm 2025: Sở Tài chính rà soát, báo cáo.",
        "Thực hiện Công điện về mặt bằng để hoàn thành 3.000 km đường trong năm 2025.",
        "Thực hiện Công văn số 1/UBND-VP ngày 30/12/2025 của UBND tỉnh.",
        "Các dự án đã phê duyệt trước ngày 01/01/2025.",
        "Quyết định này có hiệu lực từ ngày 01/7/2025.",
        "Tổng hợp số liệu từ ngày 15/6 đến ngày 14/9/2025.",
        "Bố trí từ ngân sách nhà nước hằng năm.",
        "Thực hiện nhiệm vụ năm 2025.",
    ],
)
def test_dates_that_are_no_deadlines(text):
    assert [one for one in stated(text) if one.due_on or one.recurrence] == []


@pytest.mark.parametrize(
    ("text", "recurrence"),
    [
        ("Tổng hợp, báo cáo trước ngày 15/12 hằng năm.", "yearly"),
        ("Báo cáo trước ngày 20 hằng tháng.", "monthly"),
        ("Hằng quý báo cáo kết quả.", "quarterly"),
        ("Gửi báo cáo trước ngày 25 của tháng cuối quý.", "quarterly"),
        ("Định kỳ 6 tháng, báo cáo kết quả.", "half-yearly"),
        ("Báo cáo hàng tuần về Văn phòng.", "weekly"),
    ],
)
def test_what_comes_round_again(text, recurrence):
    assert [(one.kind, one.recurrence, one.due_on) for one in stated(text)] == [("recurring", recurrence, None)]


@pytest.mark.parametrize("field", ["Thời gian thực hiện:", "Thời hạn hoàn thành"])
def test_a_field_alone_on_its_line_goes_with_the_line_below(field):
    found = deadlines_of([strand(field), strand("Từ nay đến hết quý III/2025.")], ISSUED, ISSUED.year)
    assert [one.due_on for one in found] == [date(2025, 9, 30)]


def test_days_keep_what_they_are_counted_from():
    (one,) = stated("Trả lời trong vòng 05 ngày làm việc kể từ ngày nhận được công văn này.")
    assert (one.kind, one.days, one.anchor) == ("working_days", 5, "ngày nhận được công văn này")


def test_a_term_open_at_its_end_fixes_no_day():
    (one,) = stated("Thời gian thực hiện: Năm 2025 và các năm tiếp theo.")
    assert (one.text, one.due_on) == ("Năm 2025 và các năm tiếp theo", None)


def test_an_item_may_state_several_deadlines():
    days = [one.due_on for one in stated("Lập danh sách trước ngày 30/6/2025; hoàn thành trước ngày 31/8/2025.")]
    assert days == [date(2025, 6, 30), date(2025, 8, 31)]


def test_a_day_that_does_not_exist_is_none():
    assert stated("Báo cáo trước ngày 31/02/2026.") == ()


def test_deadlines_of_a_plan():
    assert [one.due_on for one in item(reading_of("ke_hoach"), "3.2").deadlines] == [date(2025, 6, 15)]
