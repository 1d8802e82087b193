from directives.reading import read
from directives.reading.exchange import as_exchange
from tests.directives.reading.samples import letter, reading_of


def test_the_form_in_which_readings_are_exchanged():
    form = as_exchange(reading_of("cong_van_hai_cot"))
    assert (form["kind"], form["number"], form["date"]) == ("công văn", "1204/SYT-NVY", "2025-05-09")
    assert form["based_on"] == [{"number": "2210/BYT-DP", "date": "2025-05-02", "issuer": "Bộ Y tế"}]
    assert form["recipients"] == ["Giám đốc các bệnh viện", "Trung tâm Kiểm soát bệnh tật tỉnh"]
    first = form["items"][0]
    assert (first["label"], first["level"], first["lead"]) == ("1", 1, ["Trung tâm Kiểm soát bệnh tật tỉnh"])
    assert first["deadline"] == {"text": "trước ngày 20/5/2025", "date": "2025-05-20"}
    assert form["signer"] == "Nguyễn Văn A"


def test_labels_are_exchanged_as_printed():
    proposal = read(letter("Sở yêu cầu:\n\n– Việc một;\n\n+ Việc hai."))
    assert [one["label"] for one in as_exchange(proposal)["items"]] == ["–", "+"]


def test_what_is_blank_is_null():
    form = as_exchange(reading_of("cong_van_muc_diem"))
    assert (form["number"], form["symbol"], form["date"]) == (None, "SXD-VP", None)
    assert form["date_text"] == "ngày tháng 8 năm 2025"
    assert form["warnings"]
