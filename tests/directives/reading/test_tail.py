import pytest

from directives.reading import read
from tests.directives.reading.samples import letter, reading_of


def with_tail(tail):
    return read(letter("1. Việc một./.").split("Nơi nhận")[0] + tail)


def test_two_columns_run_into_one():
    proposal = reading_of("cong_van_hai_cot")
    assert [one.text for one in proposal.recipients] == ["Như trên", "UBND tỉnh (b/c)", "Lưu: VT, NVY"]
    assert (proposal.signature.position, proposal.signature.name) == ("KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC", "Nguyễn Văn A")


def test_entries_on_one_line():
    assert [one.text for one in reading_of("cong_van_van_xuoi").recipients] == [
        "Như trên",
        "CT, các PCT UBND tỉnh (để b/c)",
        "Lưu: VT",
    ]


def test_entries_that_end_in_commas_or_run_over_two_lines():
    proposal = with_tail(
        "Nơi nhận:\n- Các ban đảng,\n- Đảng ủy các bộ,\nngành ở Trung ương,\n- Lưu Văn phòng.\n\n"
        "T/M BAN THƯỜNG VỤ\nBÍ THƯ\n\nNguyễn Văn A"
    )
    assert [one.text for one in proposal.recipients] == [
        "Các ban đảng",
        "Đảng ủy các bộ, ngành ở Trung ương",
        "Lưu Văn phòng",
    ]
    assert proposal.signature.capacity == "TM"


@pytest.mark.parametrize(
    ("lines", "capacity", "position"),
    [
        ("GIÁM ĐỐC", None, "GIÁM ĐỐC"),
        ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", "KT", "KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC"),
        ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG", "TL", "TL. CHỦ TỊCH / CHÁNH VĂN PHÒNG"),
        ("TUQ. GIÁM ĐỐC\nTRƯỞNG PHÒNG", "TUQ", "TUQ. GIÁM ĐỐC / TRƯỞNG PHÒNG"),
        ("Q. GIÁM ĐỐC", "Q", "Q. GIÁM ĐỐC"),
        ("KT. BỘ TRƯỞNG,\nCHỦ NHIỆM\nPHÓ CHỦ NHIỆM", "KT", "KT. BỘ TRƯỞNG, CHỦ NHIỆM / PHÓ CHỦ NHIỆM"),
    ],
)
def test_capacities(lines, capacity, position):
    signature = with_tail(f"Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\n{lines}\n\n(Đã ký)\n\nNguyễn Văn A").signature
    assert (signature.capacity, signature.position, signature.name) == (capacity, position, "Nguyễn Văn A")


def test_a_signature_before_the_distribution_or_without_one():
    for tail in ("GIÁM ĐỐC\n\nNguyễn Văn A\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.", "GIÁM ĐỐC\n\nNguyễn Văn A"):
        proposal = with_tail(tail)
        assert proposal.signature.name == "Nguyễn Văn A"
        assert "GIÁM ĐỐC" not in proposal.items[0].text


def test_what_follows_the_final_mark_is_no_instruction():
    proposal = with_tail("Tài liệu gửi kèm: Biểu số 1.\n\nNơi nhận:\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nNguyễn Văn A")
    assert [one.text for one in proposal.items] == ["Việc một./."]


def test_a_name_without_its_rank():
    assert with_tail("Nơi nhận:\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nĐại tá Nguyễn Văn A").signature.name == "Nguyễn Văn A"


def test_entries_on_one_line_are_told_apart_though_one_ends_with_a_full_stop():
    tail = "| *Nơi nhận:* - Như trên; - Các Sở: Y tế, Nội vụ. - VPUB: các phòng; - Lưu: VT. | |"
    assert [one.text for one in with_tail(tail).recipients] == [
        "Như trên",
        "Các Sở: Y tế, Nội vụ",
        "VPUB: các phòng",
        "Lưu: VT",
    ]


def test_the_filing_note_goes_on_below_its_colon():
    assert [one.text for one in with_tail("Nơi nhận:\n- Như trên;\n- Lưu:\nVT, VP (38b).\n").recipients] == [
        "Như trên",
        "Lưu: VT, VP (38b)",
    ]


def test_polite_closing_words_are_no_instruction():
    text = letter("Sở yêu cầu:\n\n1. Các phòng rà soát.\n\nTrân trọng thông báo./.")
    assert [one.text for one in read(text).items] == ["Các phòng rà soát."]
