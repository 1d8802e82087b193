"""Documents for people name only commands and files that exist."""

import re
import subprocess
import sys

import pytest
from django.core.management import get_commands

from tests.architecture.source import ROOT

DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.fixture(scope="module")
def door_help() -> str:
    return subprocess.run(
        [sys.executable, ROOT / "dondoc", "--help"], capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_command_in_a_document_exists(document, door_help):
    text = document.read_text()
    door = {name for name in re.findall(r"\./dondoc ([a-z]+)", text) if not re.search(rf"(?m)^ +{name} ", door_help)}
    manage = {name for name in re.findall(r"manage\.py ([a-z_]+)", text) if name not in get_commands()}
    assert door | manage == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_file_that_a_document_links_to_exists(document):
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", document.read_text())
    assert [link for link in links if not (document.parent / link).exists()] == []
