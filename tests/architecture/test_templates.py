"""Pages obey the Content-Security-Policy and never switch escaping off."""

import re

import pytest

from tests.architecture.source import APPS, ROOT, modules, templates

FORBIDDEN = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")[^>]*>", re.I),
    "inline style": re.compile(r"<style\b|\sstyle\s*=", re.I),
    "inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.I),
    "script of a link": re.compile(r"javascript:", re.I),
    "something from outside": re.compile(r"<(?:script|link|img|iframe)\b[^>]*(?:src|href)=[\"']?(?:https?:)?//", re.I),
    "escaping switched off": re.compile(r"\|\s*safe\b|{%\s*autoescape\s+off"),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_has(what):
    found = [
        f"{path.relative_to(ROOT)}: {match.group(0)}"
        for path in templates()
        for match in FORBIDDEN[what].finditer(path.read_text())
        if not (what == "escaping switched off" and path.suffix == ".txt")
    ]
    assert found == []


def test_no_code_marks_text_as_safe_or_exempts_a_form():
    source = {path: (ROOT / path).read_text() for path, _ in modules(*APPS, "config")}
    assert [path for path, text in source.items() if re.search(r"\bmark_safe\b|\bcsrf_exempt\b", text)] == []
