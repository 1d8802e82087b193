from datetime import date

from directives.reading.citations import citations_of
from directives.reading.exchange import based_on
from tests.directives.reading.samples import reading_of, strand


def cited(text, *, in_preamble=True):
    return [
        (one.relation, one.reference, one.issued_on, one.issuing_body)
        for one in citations_of(strand(text), in_preamble=in_preamble)
    ]


def test_two_parents_and_one_that_is_only_mentioned():
    text = (
        "Thực hiện Công văn số 318/UBND-VP6 ngày 12/5/2025 và Công văn số 122/UBND-VP3 ngày 16/5/2025 "
        "của UBND tỉnh An Bình "
        "để triển khai Công điện số 47/CD-TTg ngày 05/5/2025 của Thủ tướng Chính phủ, Sở yêu cầu:"
    )
    assert cited(text) == [
        ("implements", "318/UBND-VP6", date(2025, 5, 12), "UBND tỉnh An Bình"),
        ("implements", "122/UBND-VP3", date(2025, 5, 16), "UBND tỉnh An Bình"),
        ("mentions", "47/CĐ-TTg", date(2025, 5, 5), "Thủ tướng Chính phủ"),
    ]


def test_legal_bases_with_and_without_a_number():
    assert cited("Căn cứ Luật Lưu trữ ngày 21 tháng 6 năm 2024;") == [("legal_basis", None, date(2024, 6, 21), None)]
    assert cited("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư;") == [
        ("legal_basis", "30/2020/NĐ-CP", date(2020, 3, 5), "Chính phủ")
    ]


def test_what_a_decision_replaces():
    relations = {one.reference: one.relation for one in reading_of("quyet_dinh").citations}
    assert relations["411/QĐ-UBND"] == "replaces"
    assert relations["90/TTr-SNV"] == "legal_basis"


def test_what_an_item_names_is_mentioned():
    assert cited("Triển khai Kế hoạch số 57/KH-UBND ngày 12/9/2025.", in_preamble=False)[0][0] == "mentions"


def test_labels_and_figures_are_no_documents():
    assert cited("1/ Các đơn vị nộp 1/2 số tiền ngày 15/7/2025, tốc độ 60km/h, 24/7.") == []


def test_a_reading_rests_on_what_its_preamble_names_once():
    assert [one.reference for one in based_on(reading_of("quyet_dinh"))] == ["30/2020/NĐ-CP", "90/TTr-SNV"]
    assert [one.reference for one in based_on(reading_of("cong_van_muc_diem"))] == ["918/UBND-NC"]
