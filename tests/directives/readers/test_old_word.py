"""Old Word documents go through LibreOffice: a stand-in shows how it is called, the real one, where there is one, that it is."""

import shutil
import subprocess
import sys

import pytest

from directives.readers import Session, SlowReading, UnreadableDocument, limits, read_file
from files.types import DOC
from tests.directives.readers.test_hostile import ole
from tests.factories.arrivals import LETTER, word_file

OLD = ole("WordDocument")


def stand_in(folder, body: str) -> str:
    """A program that is called as LibreOffice is."""
    program = folder / "soffice"
    program.write_text(f"#!{sys.executable}\nimport sys, pathlib, shutil, time\nargs = sys.argv[1:]\n{body}\n")
    program.chmod(0o755)
    return str(program)


def test_the_document_is_converted_in_a_profile_of_its_own(tmp_path):
    (tmp_path / "converted").write_bytes(word_file(LETTER))
    body = f"""
assert any(arg.startswith("-env:UserInstallation=file:///") for arg in args), args
assert "--headless" in args
out = pathlib.Path(args[args.index("--outdir") + 1])
assert pathlib.Path(args[-1]).read_bytes().startswith(b"\\xd0\\xcf")
shutil.copy({str(tmp_path / "converted")!r}, out / "cu.docx")"""
    content = read_file(OLD, filename="cv.doc", session=Session(is_slow=True, soffice=stand_in(tmp_path, body)))
    assert content.media_type == DOC
    assert "Số: 58/UBND-NC" in content.text


def test_a_quick_look_leaves_it_to_a_job(tmp_path):
    with pytest.raises(SlowReading):
        read_file(OLD, filename="cv.doc", session=Session(soffice=stand_in(tmp_path, "")))


def test_one_that_hangs_is_ended(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "CONVERSION_SECONDS", 0.5)
    program = stand_in(tmp_path, "time.sleep(60)")
    with pytest.raises(UnreadableDocument, match="quá lâu"):
        read_file(OLD, filename="cv.doc", session=Session(is_slow=True, soffice=program))


def test_one_that_fails_says_what_to_do(tmp_path):
    with pytest.raises(UnreadableDocument, match="không mở được tệp"):
        read_file(OLD, filename="cv.doc", session=Session(is_slow=True, soffice=stand_in(tmp_path, "sys.exit(1)")))


if soffice := shutil.which("soffice"):

    def test_libreoffice_itself_reads_an_old_document(tmp_path):
        (tmp_path / "cv.docx").write_bytes(word_file(LETTER))
        profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
        to_old = [soffice, profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path)]
        subprocess.run([*to_old, str(tmp_path / "cv.docx")], check=True, capture_output=True, timeout=90)
        data = (tmp_path / "cv.doc").read_bytes()
        content = read_file(data, filename="cv.doc", session=Session(is_slow=True, soffice=soffice))
        assert "Giao Phòng Tổ chức cán bộ chủ trì" in content.text
