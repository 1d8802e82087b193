"""`manage.py reading_report`: accuracy by field from real use."""

import json
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from directives.services.logging import log_directive
from directives.services.parties import load_directory
from directives.services.proposals import proposed
from directives.services.reading_quality import quality
from directives.types import DocumentType
from tests.directives.conftest import DISPATCH, NOW
from tests.directives.steps import draft


def report(*options):
    out = StringIO()
    call_command("reading_report", *options, stdout=out)
    return out.getvalue()


def logged(office, number, at=NOW, **changes):
    """A document that was logged with these corrections of what was read."""
    document = draft(office, DISPATCH.replace("Số: 58", f"Số: {number}"))
    data = proposed(document, load_directory(office.organisation, on=at.date()))
    return log_directive(document=document, data=replace(data, **changes), by=office.registrar, now=at)


@pytest.fixture
def year(office):
    """Four documents: of the first the number was wrong, of the second a row too many, of the others nothing."""
    logged(office, 1, code_number="7")
    nodes = proposed(draft(office), load_directory(office.organisation, on=NOW.date())).nodes
    logged(office, 2, nodes=nodes[:-1])
    logged(office, 3)
    logged(office, 4, at=NOW + timedelta(days=30), document_type=DocumentType.NOTICE)
    return office


def by_name(found):
    return {one["name"]: one for one in found["fields"]}


def test_accuracy_by_field_is_counted_from_what_was_kept(year):
    found = json.loads(report("--json"))
    assert found["documents"] == 4
    fields = by_name(found)
    number = fields["number"]
    assert (number["right"], number["readings"], number["kept"], number["changed"]) == (3, 4, 3, 1)
    assert (number["share_right"], number["precision"], number["recall"]) == (0.75, 0.75, 0.75)
    items = fields["items"]
    assert (items["right"], items["removed"], items["added"]) == (3, 1, 0)
    assert items["precision"] < 1
    assert items["recall"] == 1
    assert fields["signer"]["precision"] is None
    assert found["frequent"] == []


def test_the_period_and_the_type_narrow_the_report(year):
    assert json.loads(report("--json", "--until", "10/03/2026"))["documents"] == 3
    assert json.loads(report("--json", "--since", "11/03/2026"))["documents"] == 1
    assert json.loads(report("--json", "--since", "10/03/2026", "--until", "10/03/2026"))["documents"] == 3
    assert json.loads(report("--json", "--type", "thông báo"))["documents"] == 1
    assert json.loads(report("--json", "--type", "official_dispatch"))["documents"] == 3


def test_sources_are_told_apart_by_file_and_reader(year):
    (source,) = json.loads(report("--json"))["sources"]
    assert (source["media_type"], source["readings"]) == ("", 4)
    assert source["fields"] > source["right"] > 0


def test_examples_are_shown_only_where_asked_for(year):
    assert "→" not in report()
    shown = report("--examples")
    assert "Số (1 lần): 1 → 7" in shown
    assert "Loại văn bản (1 lần): Công văn → Thông báo" in shown
    assert len(json.loads(report("--json", "--examples", "1"))["frequent"]) == 3


def test_the_tables_are_for_people(year):
    shown = report().splitlines()
    assert shown[0] == "Kết quả đọc văn bản, theo 4 văn bản đã kiểm tra và vào sổ."
    number = next(line for line in shown if line.startswith("Số "))
    assert number.split() == ["Số", "3/4", "75,0%", "3", "1", "0", "0", "75,0%", "75,0%"]
    assert any(line.startswith("dán văn bản") for line in shown)
    heads = [at for at, line in enumerate(shown) if line.startswith(("Mục", "Nguồn"))]
    assert len({len(line) for line in shown[heads[0] : heads[1] - 1]}) == 1  # one width: the columns stand straight


def test_without_documents_it_says_so(db):
    assert "Chưa có văn bản nào" in report()


@pytest.mark.parametrize("wrong", [("--since", "2026-03-01"), ("--until", "31/02/2026"), ("--type", "thơ")])
def test_wrong_options_are_told(db, wrong):
    with pytest.raises(CommandError, match="“"):
        report(*wrong)


def test_the_report_takes_as_many_queries_for_many_documents_as_for_few(office, django_assert_num_queries):
    logged(office, 1)
    with django_assert_num_queries(3):
        quality(examples=3)
    for number in range(2, 6):
        logged(office, number, code_number=str(number + 10))
    with django_assert_num_queries(3):
        assert quality(examples=3).documents == 5
