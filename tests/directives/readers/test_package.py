"""edXML packages: any namespace and prefix, zipped or not; what the envelope says."""

import base64
from xml.etree.ElementTree import fromstring

import pytest

from directives.readers import read_file
from directives.readers.envelope import envelope_of
from files.types import DOCX, EDXML
from tests.factories.arrivals import LETTER, NEW, OLD, package, word_file, zipped


@pytest.mark.parametrize(("namespace", "prefix"), [(NEW, "edXML"), (OLD, "edXML"), (NEW, ""), (OLD, "ns1")])
def test_every_namespace_and_prefix_is_understood(namespace, prefix):
    data = package(("cv.docx", word_file(LETTER)), namespace=namespace, prefix=prefix)
    content = read_file(data, filename="goi.edxml")
    assert content.media_type == EDXML
    assert [part.name for part in content.parts] == ["goi.edxml", "cv.docx"]
    assert "rà soát" in content.parts[1].text
    assert (content.package["number"], content.package["notation"]) == ("58", "UBND-NC")


def test_zipped_files_are_unzipped_and_office_files_are_left_whole():
    data = package(("cv.zip", zipped(**{"a/cong-van.txt": LETTER})), ("cv.docx", word_file(LETTER)))
    parts = read_file(data, filename="goi.edxml").parts
    assert [part.name for part in parts[1:]] == ["cong-van.txt", "cv.docx"]
    assert parts[2].media_type == DOCX


def test_base64_in_lines_is_base64():
    data = package(("a.txt", LETTER.encode()), encode=lambda data: "\n  ".join(base64.b64encode(data).decode()))
    assert read_file(data, filename="a").parts[1].text.strip() == LETTER


def test_the_envelope_in_plain_values():
    header = (
        "<ResponseFor><OrganId>H1</OrganId><Code>12/SNV-VP</Code><PromulgationDate>20/01/2026</PromulgationDate>"
        "<DocumentId>H1.2026.12</DocumentId></ResponseFor>"
    )
    data = package(header=header, due="2026-04-15", priority="4", steering="3")
    found = envelope_of(fromstring(data))
    assert found["issued_on"] == "2026-03-02"
    assert found["due_on"] == "2026-04-15"
    assert (found["priority"], found["steering"], found["business"]) == ("4", "3", "0")
    assert found["organisation"] == "UBND tỉnh Bình An"
    assert found["addressees"] == ["Sở Nội vụ"]
    assert found["places"] == ["Như trên", "Lưu: VT"]
    assert found["response_for"] == [{"reference": "12/SNV-VP", "issued_on": "2026-01-20", "document_id": "H1.2026.12"}]


def test_dates_that_do_not_exist_are_none():
    assert envelope_of(fromstring(package(due="2026/02/31")))["due_on"] is None
    assert envelope_of(fromstring(package(due="khong")))["due_on"] is None
