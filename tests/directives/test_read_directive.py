"""manage.py read_directive."""

import json

import pytest
from django.core.management import call_command

from tests.directives.reading.samples import FOLDER

pytestmark = pytest.mark.django_db


def test_one_json_object_a_line_in_order(capsys):
    call_command("read_directive", "--json", str(FOLDER / "ke_hoach.txt"), str(FOLDER / "cong_dien.txt"))
    kinds = [json.loads(line)["kind"] for line in capsys.readouterr().out.splitlines()]
    assert kinds == ["kế hoạch", "công điện"]


def test_words_for_people(capsys):
    call_command("read_directive", str(FOLDER / "cong_van_hai_cot.txt"))
    printed = capsys.readouterr().out
    assert "Số, ký hiệu: 1204/SYT-NVY" in printed
    assert "chủ trì: Trung tâm Kiểm soát bệnh tật tỉnh" in printed
    assert "(20/05/2025)" in printed


def test_a_bad_file_is_told_of_after_the_rest_was_read(capsys, tmp_path):
    (tmp_path / "hong.docx").write_bytes(b"PK\x03\x04")
    with pytest.raises(SystemExit) as stop:
        call_command(
            "read_directive", str(tmp_path / "hong.docx"), str(tmp_path / "khong-co"), str(FOLDER / "ke_hoach.txt")
        )
    out, err = capsys.readouterr()
    assert stop.value.code == 1
    assert "88/KH-UBND" in out
    assert "hong.docx" in err
    assert "không mở được tệp" in err
