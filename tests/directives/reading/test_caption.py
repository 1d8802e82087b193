"""Heads that a site told in one sentence, in place of the letterhead."""

from datetime import date

import pytest

from directives.reading import read

REST = "\n\nKính gửi: Các đơn vị thuộc Sở\n\nTheo Kế hoạch năm, Sở Y tế yêu cầu:\n\nTrong tuần lễ, các khoa treo băng rôn.\n"


@pytest.mark.parametrize(
    ("caption", "kind", "subject"),
    [
        (
            "Công văn Số: 682/SYT-VP ngày 08 tháng 10 năm 2013 Về việc treo băng rôn",
            "công văn",
            "treo băng rôn",
        ),
        ("Kế hoạch 12/KH-SYT ngày 3/2/2020 của Sở Y tế về phòng, chống dịch", "kế hoạch", "phòng, chống dịch"),
    ],
)
def test_number_date_and_subject_are_read_from_the_sentence(caption, kind, subject):
    proposal = read(f"682\n\nTheo trang tin -\n\n{caption}{REST}")
    assert proposal.document_type == kind
    assert proposal.subject.text == subject
    assert proposal.issuing_body.text == "Sở Y tế"
    assert proposal.issued.on in (date(2013, 10, 8), date(2020, 2, 3))
    assert [item.text for item in proposal.items] == ["Trong tuần lễ, các khoa treo băng rôn."]


def test_the_letterhead_of_a_document_goes_before_what_a_site_says():
    head = (
        "Công văn 9/SYT-VP ngày 1/1/2019 về việc khác\n\nSỞ Y TẾ\n\nSố: 12/SYT-VP\n\nNam Sơn, ngày 02 tháng 3 năm 2020"
    )
    proposal = read(f"{head}{REST}")
    assert (proposal.code_number, proposal.issued.on) == ("12", date(2020, 3, 2))
