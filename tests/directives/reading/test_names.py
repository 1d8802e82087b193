"""Where the name of a body ends."""

import pytest

from directives.reading.names import party_end, starts_party
from directives.reading.verbs import FIRST_WORDS, VERB
from tests.directives.reading.samples import strand


def name_in(text: str) -> str | None:
    end = party_end(strand(text), 0)
    return None if end is None else text[:end].strip()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sở Tài chính rải đều kinh phí 70% cho các xã.", "Sở Tài chính"),  # a verb that no list holds
        ("Điện lực Tây Hà tỉa cành, gia cố cây.", "Điện lực Tây Hà"),
        ("Trung tâm Phát triển quỹ đất tỉnh chủ trì.", "Trung tâm Phát triển quỹ đất tỉnh"),
        ("Cục Kết cấu hạ tầng xây dựng tham mưu việc chỉ đạo.", "Cục Kết cấu hạ tầng xây dựng"),
        ("Các đơn vị quản lý đường bộ khu vực tổ chức trực.", "Các đơn vị quản lý đường bộ khu vực"),
        ("Các đơn vị quản lý chặt chẽ tài sản.", "Các đơn vị"),
        ("Các đơn vị có chức năng đào tạo, bồi dưỡng thuộc tỉnh niêm yết công khai.",
         "Các đơn vị có chức năng đào tạo, bồi dưỡng thuộc tỉnh"),
        ("Các doanh nghiệp đang hoạt động trong khu công nghiệp", "Các doanh nghiệp đang hoạt động trong khu công nghiệp"),
        ("Các thành viên Ban Chỉ đạo công tác Dân số tỉnh và các đơn vị căn cứ thi hành.",
         "Các thành viên Ban Chỉ đạo công tác Dân số tỉnh và các đơn vị"),
        ("Các Bộ: Xây dựng, Nông nghiệp và Môi trường chỉ đạo.", "Các Bộ: Xây dựng, Nông nghiệp và Môi trường"),
        ("Các sở, ban, ngành: Chủ trì việc rà soát.", "Các sở, ban, ngành"),
        ("Ban chất của vấn đề là quản lý.", None),  # a head alone is nobody
        ("Khẩn trương rà soát.", None),
    ],
)  # fmt: skip
def test_a_name_ends_at_its_verb_or_at_the_first_word_that_no_name_goes_on_with(text, name):
    assert name_in(text) == name


@pytest.mark.parametrize("text", ["Cấp Oresol cho trạm y tế", "Ban hành quy chế", "Bộ hồ sơ", "liên minh các hộ"])
def test_words_that_only_look_like_a_body_begin_none(text):
    assert not starts_party(strand(text), 0)


@pytest.mark.parametrize("verb", ["chủ trì", "hằng tháng", "hàng quý", "tổ chức", "Khẩn trương", "trình", "đăng ký"])
def test_every_verb_is_found_by_its_first_word(verb):
    assert VERB.match(verb)
    assert verb.split()[0] in FIRST_WORDS
