import pytest

from directives.reading import read
from tests.directives.reading.samples import reading_of

HEAD = "SỞ NỘI VỤ\nSố: 15/SNV-VP\nAn Bình, ngày 02 tháng 6 năm 2025\n\n"
REST = "\n\nSở Nội vụ yêu cầu các đơn vị:\n\n1. Việc một.\n"


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("Kính gửi: Các phòng thuộc Sở.", ["Các phòng thuộc Sở"]),
        ("Kính gửi: Sở Y tế; Sở Tài chính.", ["Sở Y tế", "Sở Tài chính"]),
        ("Kính gửi: Sở Y tế, Sở Tài chính.", ["Sở Y tế", "Sở Tài chính"]),
        ("Kính gửi: Các sở, ban, ngành tỉnh.", ["Các sở, ban, ngành tỉnh"]),
        (
            "Kính gửi: Ủy ban nhân dân các xã, phường thuộc tỉnh và các đơn vị\nliên quan\nVới tinh thần khẩn trương, Sở Nội vụ đã "
            "triển khai công tác sắp xếp các đơn vị",
            ["Ủy ban nhân dân các xã, phường thuộc tỉnh và các đơn vị liên quan"],
        ),
        ("Kính gửi: Công ty A (Địa chỉ: Khu công nghiệp B, xã C).", ["Công ty A"]),
        ("Kính gửi:\n\n- Sở Y tế;\n- Các xã, phường;\nđặc khu.", ["Sở Y tế", "Các xã, phường; đặc khu"]),
        ("Kính gửi:\nSở Y tế;\nSở Tài chính.", ["Sở Y tế", "Sở Tài chính"]),
        ("Kính gửi: - Sở Y tế;\n- Sở Tài chính.", ["Sở Y tế", "Sở Tài chính"]),
        ("Kính gửi:\n\n- Sở Y tế;\n- Bí thư Huyện ủy để lãnh đạo, chỉ đạo.", ["Sở Y tế", "Bí thư Huyện ủy"]),
        ("Kính gửi: Các\nDoanh nghiệp trên địa bàn tỉnh", ["Các Doanh nghiệp trên địa bàn tỉnh"]),
        ("**Kính\ngửi:**\n|\n- Sở Y tế;\n- Sở Tài chính.", ["Sở Y tế", "Sở Tài chính"]),
    ],
)
def test_addressees(lines, expected):
    proposal = read(HEAD + lines + REST)
    assert [one.text for one in proposal.addressees] == expected
    assert [one.label for one in proposal.items] == ["1"]


def test_addressees_of_a_telegram():
    assert [one.text for one in reading_of("cong_dien").addressees] == [
        "Bộ trưởng các Bộ: Công Thương, Xây dựng, Nông nghiệp và Môi trường",
        "Chủ tịch Ủy ban nhân dân các tỉnh, thành phố trực thuộc Trung ương",
    ]


def test_a_plan_is_written_to_no_one():
    assert reading_of("ke_hoach").addressees == ()
