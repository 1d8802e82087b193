"""Words of a scan: looked at as they were meant, shown as they were written."""

from hypothesis import given
from hypothesis import strategies as st

from directives.reading import read
from directives.reading.mending import is_damaged, mended
from directives.reading.strands import plain
from tests.directives.reading.samples import letter, text_of

SCANNED = """Sở yêu cầu các đon vi thực hiên các nhiêm vu sau:

1. Phòng Nghiệp vụ khan trương ra soát, chu tri, phối hop với các cơ quan lien quan báo cáo két quả trước ngày 30/6/2025.

2. Các đơn vi phôi hợp chăt chẽ, kip thời báo cáo; day mạnh kiem tra, tăng cuong quan lý nha nước.
"""


def test_marks_that_a_scan_dropped_are_put_back_for_the_grammar():
    assert mended("khan trương phôi hợp") == "khẩn trương phối hợp"


def test_case_is_kept():
    assert mended("KHAN TRƯƠNG, Phôi hợp") == "KHẨN TRƯƠNG, Phối hợp"


def test_a_syllable_of_a_sound_pair_is_left_alone():
    assert mended("chủ động chỉ đạo") == "chủ động chỉ đạo"  # not "đồng chí"


def test_a_clean_text_is_not_taken_for_a_scan():
    assert not is_damaged(text_of("ke_hoach").splitlines())
    assert is_damaged(SCANNED.splitlines())


def test_what_is_shown_stays_as_it_was_written():
    first, second = read(letter(SCANNED)).items
    assert [lead.text for lead in first.leads] == ["Phòng Nghiệp vụ"]
    assert [one.text for one in first.coordinating] == ["các cơ quan lien quan"]
    assert first.text.startswith("Phòng Nghiệp vụ khan trương ra soát")
    assert [lead.text for lead in second.leads] == ["Các đơn vi"]


@given(st.text())
def test_mending_changes_marks_alone(text):
    assert plain(mended(text)) == plain(text)
