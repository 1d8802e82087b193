"""E-mails and packages: which part is the directive, what came beside it, and what the envelope adds."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from directives.confirmed import Deadline, Node
from directives.models import Attachment, DocumentText, Enclosure, Relation
from directives.services import intake
from directives.services.logging import log_directive
from directives.services.packages import is_same, with_due_date
from directives.services.parties import load_directory
from directives.services.proposals import proposed
from files.models import StoredFile
from files.services.storage import read
from tests.directives.conftest import DISPATCH, NOW, SECRET
from tests.factories.arrivals import LETTER, mail, package, word_file
from tests.factories.files import make_office_file
from units.models import AuditEvent

ANNEX = "PHỤ LỤC\nDanh sách các đơn vị báo cáo\nPhòng Một\nPhòng Hai"


def receive(office, data: bytes, name: str = "den") -> DocumentText:
    return intake.receive_file(data=data, name=name, by=office.registrar, now=NOW)


def started(office, document: DocumentText):
    """What the review starts with."""
    return proposed(document, load_directory(office.organisation, on=date(2026, 3, 10)))


def doubts(document: DocumentText) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for doubt in document.reading.proposal["doubts"]:
        found.setdefault(doubt["field"], []).append(doubt["message"])
    return found


def test_of_an_e_mail_the_attachment_that_reads_like_a_directive_is_it(office):
    data = mail(
        "Kính gửi Quý cơ quan, xin gửi kèm công văn.",
        ("phu-luc.txt", ANNEX.encode()),
        ("cv 58.docx", word_file(DISPATCH)),
        ("bang.xlsx", make_office_file("xl/workbook.xml")),
    )
    document = receive(office, data, "thu.eml")
    assert document.file_name == "cv 58.docx"
    assert document.reading.proposal["code_number"] == "58"
    came = list(document.enclosures.values_list("position", "name"))
    assert came == [(1, "phu-luc.txt"), (2, "bang.xlsx"), (3, "thu.eml")]
    assert read(document.enclosures.get(position=3).file) == data
    assert all(file.checked_at for file in StoredFile.objects.all())


def test_an_e_mail_without_such_an_attachment_is_the_directive_itself(office):
    document = receive(office, mail(DISPATCH, ("phu-luc.txt", ANNEX.encode())), "thu.eml")
    assert document.file_name == "thu.eml"
    assert document.text.startswith("ỦY BAN NHÂN DÂN")
    assert [came.name for came in document.enclosures.all()] == ["phu-luc.txt"]


def test_on_logging_what_came_beside_becomes_attachments_a7(office):
    document = receive(
        office, mail("Gửi kèm.", ("cv.docx", word_file(DISPATCH)), ("pl.txt", ANNEX.encode())), "thu.eml"
    )
    directive = log_directive(document=document, data=started(office, document), by=office.registrar, now=NOW)
    kept = Attachment.objects.filter(directive=directive).values_list("name", "is_main")
    assert list(kept) == [("cv.docx", True), ("pl.txt", False), ("thu.eml", False)]


def test_a_secret_file_anywhere_inside_refuses_the_whole(office, tmp_path):
    for data in (
        mail("Gửi kèm.", ("cv.txt", DISPATCH.encode()), ("pl.txt", SECRET.encode())),
        package(("cv.txt", DISPATCH.encode()), ("pl.docx", word_file(SECRET))),
        mail("Chuyển.", ("thu.eml", mail(SECRET))),
    ):
        with pytest.raises(ValidationError) as refused:
            receive(office, data)
        assert refused.value.code == "secret"
    assert not StoredFile.objects.exists()
    assert not Enclosure.objects.exists()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    assert AuditEvent.objects.filter(kind="secret_refused").count() == 3


def test_the_review_starts_from_the_envelope(office):
    text = DISPATCH.replace("V/v chấn chỉnh việc xử lý văn bản\n", "").replace("Số: 58/UBND-NC", "Số:     /UBND-NC")
    document = receive(office, package(("cv.docx", word_file(text)), priority="3"), "goi.edxml")
    start = started(office, document)
    assert (start.code_number, start.code_notation) == ("58", "UBND-NC")
    assert start.issued.on == date(2026, 3, 2)
    assert start.subject == "chấn chỉnh việc xử lý văn bản"
    assert start.priority == "express"
    assert document.package_id == "H99.2026.000058"
    assert [came.name for came in document.enclosures.all()] == ["goi.edxml"]


def test_a_spelling_is_no_difference_and_the_printed_one_stays(office):
    document = receive(office, package(("cv.docx", word_file(DISPATCH))))
    assert started(office, document).issuing_body == "ỦY BAN NHÂN DÂN TỈNH BÌNH AN"
    assert not any("Gói tin ghi" in words for field in doubts(document).values() for words in field)


def test_what_differs_is_a_doubt_that_says_both(office):
    document = receive(office, package(("cv.docx", word_file(DISPATCH)), number="59", organisation="Sở Xây dựng"))
    start = started(office, document)
    assert (start.code_number, start.issuing_body) == ("59", "Sở Xây dựng")
    found = doubts(document)
    assert "Gói tin ghi số “59”, văn bản in “58”: hãy kiểm tra." in found["number"]
    assert "Gói tin ghi cơ quan “Sở Xây dựng”" in found["issuing_body"][0]


@pytest.mark.parametrize(
    ("how", "field", "words"),
    [
        ({"steering": "3"}, "steering", "báo cáo thực hiện chỉ đạo"),
        ({"steering": "1"}, "steering", "không phải là văn bản chỉ đạo"),
        ({"business": "1"}, "business", "yêu cầu thu hồi"),
        ({"priority": "4"}, "priority", "Hỏa tốc hẹn giờ"),
        ({"due": "2026/05/01"}, "deadlines", "01/05/2026"),
    ],
)
def test_what_else_the_envelope_says_is_told(office, how, field, words):
    found = doubts(receive(office, package(("cv.docx", word_file(DISPATCH)), **how)))
    assert any(words in sentence for sentence in found[field])


@pytest.mark.parametrize("steering", ["0", "2"])
def test_an_ordinary_package_tells_nothing(office, steering):
    assert not {"steering", "business", "deadlines"} & set(
        doubts(receive(office, package(("cv.docx", word_file(DISPATCH)), steering=steering)))
    )


def test_the_due_date_goes_to_instructions_that_state_none(office):
    document = receive(office, package(("cv.docx", word_file(DISPATCH)), due="2026/05/01"))
    nodes = started(office, document).nodes
    taken = {node.text[:30]: [stated.due_on for stated in node.deadlines] for node in nodes}
    assert taken["Giao Phòng Tổ chức cán bộ chủ "] == [date(2026, 4, 15)]
    last = [node for node in nodes if "công khai kết quả" in node.text]
    assert [stated.as_printed for node in last for stated in node.deadlines] == ["hạn xử lý 01/05/2026 (theo gói tin)"]


def test_only_the_lowest_instructions_without_any_deadline_take_it():
    def row(level: int, kind: str = "item", *deadlines: Deadline) -> Node:
        return Node(f"{level}", level=level, kind=kind, deadlines=deadlines)

    stated = Deadline("date", "trước 15/4", date(2026, 4, 15))
    rows = (row(1), row(2), row(2, "item", stated), row(1, "item", stated), row(2), row(1, "heading"), row(2),
            row(1), row(2, "continuation", stated))  # fmt: skip
    taken = [bool(node.deadlines) for node in with_due_date(rows, date(2026, 5, 1))]
    assert taken == [False, True, True, True, False, False, True, False, True]
    assert with_due_date(rows, None) == rows


def test_what_it_answers_becomes_a_citation_once(office):
    answered = (
        "<ResponseFor><OrganId>H1</OrganId><Code>{}</Code><PromulgationDate>2026/01/20</PromulgationDate></ResponseFor>"
    )
    header = answered.format("12/VP-TH") + answered.format("77/SNV-VP")
    cited = started(office, receive(office, package(("cv.docx", word_file(DISPATCH)), header=header))).citations
    assert [(one.reference, one.relation) for one in cited if one.reference == "12/VP-TH"] == [
        ("12/VP-TH", Relation.IMPLEMENTS)
    ]
    added = next(one for one in cited if one.reference == "77/SNV-VP")
    assert (added.relation, added.issued_on) == (Relation.MENTIONS, date(2026, 1, 20))


def test_it_arrived_when_it_was_handed_in_not_when_machines_passed_it_on(office):
    start = started(office, receive(office, package(("cv.docx", word_file(DISPATCH)))))
    assert start.arrived_at == NOW
    assert start.arrived_at != datetime(2026, 3, 2, 8, 15, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))


def test_a_package_with_nothing_to_read_is_refused(office):
    with pytest.raises(ValidationError, match="không có chữ nào"):
        receive(office, package(("bang.xlsx", make_office_file("xl/workbook.xml"))))


def test_a_file_that_can_not_be_read_is_told_and_not_kept_apart(office):
    document = receive(office, package(("cv.docx", word_file(LETTER)), ("khoa.pdf", b"%PDF-1.4 x")))
    assert "Tệp kèm “khoa.pdf” không được tách riêng" in doubts(document)["enclosures"][0]
    assert [came.name for came in document.enclosures.all()] == ["den"]


def test_the_same_in_another_spelling():
    assert is_same("UBND tỉnh Bình An", "ỦY BAN NHÂN DÂN TỈNH BÌNH AN")
    assert is_same("V/v rà soát quy chế", "Rà soát quy chế")
    assert is_same("058", "58")
    assert not is_same("58", "59")
