"""Who issued a directive that lost its letterhead."""

import pytest

from directives.reading import read


@pytest.mark.parametrize(
    ("preamble", "closing", "issuer"),
    [
        (
            "Thủ tướng Chính phủ đã ban hành Chỉ thị số 33/CT-TTg. Trước tình hình đó, Bộ Y tế yêu cầu:",
            "",
            "Bộ Y tế",
        ),
        ("Ngày 02/3, Phó Chủ tịch đã chủ trì cuộc họp.", "Văn phòng xin thông báo để các sở biết.", "Văn phòng"),
        (
            "Thực hiện Luật Việc làm, các sở khẩn trương thực hiện:",
            "UBND tỉnh đề nghị các sở báo cáo.",
            "Ủy ban nhân dân tỉnh",
        ),
        ("Thực hiện Luật Việc làm, Thủ trưởng các sở chỉ đạo thực hiện:", "", None),
    ],
)
def test_the_last_to_speak_before_the_orders_else_after_them(preamble, closing, issuer):
    text = f"Kính gửi: Thủ trưởng các sở.\n\n{preamble}\n\n1. Rà soát hồ sơ.\n\n2. Lập danh sách.\n\n{closing}\n"
    issuing_body = read(text).issuing_body
    assert (issuing_body.text if issuing_body else None) == issuer
