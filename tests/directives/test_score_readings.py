"""`manage.py score_readings`: a table over a folder of documents that were read by hand."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.directives.reading.corpus import FOLDER, NAMES


def table(*arguments):
    out = StringIO()
    call_command("score_readings", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_the_table_has_a_line_a_document_and_the_figure_of_all():
    lines = table(str(FOLDER))
    assert [line.split()[0] for line in lines[1:-2]] == [name[:36] for name in NAMES]
    assert lines[-2].startswith("all ")
    assert lines[-1].endswith(f"over {len(NAMES)} documents")


def test_documents_can_be_left_out_by_a_word_of_their_names():
    assert not any(line.startswith("ocr-") for line in table(str(FOLDER), "--exclude", "ocr"))


def test_a_folder_without_readings_by_hand_is_told(tmp_path):
    with pytest.raises(CommandError, match="no document"):
        table(str(tmp_path))
