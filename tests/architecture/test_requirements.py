"""Every requirement of the field (docs/requirements.md) has a test that carries its id.

The id stands in the name of the test (test_a6_…) or in its docstring.
"""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import ROOT

LAST = {"A": 12, "B": 5, "C": 7, "D": 9, "E": 10, "F": 11, "G": 12}
ELSEWHERE = {"G10"}  # a link between documents and its chain: B1, B4
REQUIREMENTS = [
    requirement
    for letter, last in LAST.items()
    for number in range(1, last + 1)
    if (requirement := f"{letter}{number}") not in ELSEWHERE
]
_IN_NAME = re.compile(r"(?<=_)([a-g]\d{1,2})(?=_)")
_IN_WORDS = re.compile(r"\b([A-G]\d{1,2})\b")
_ROW = re.compile(r"^\| ([A-G]\d{1,2}) \|", re.MULTILINE)
_NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")


def ids_of_tests() -> Iterator[tuple[str, str]]:
    """(id, test) for each test function that pytest collects under tests/."""
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        module = ast.parse(path.read_text(encoding="utf-8"))
        for node in _tests(module):
            named = [found.upper() for found in _IN_NAME.findall(f"{node.name}_")]
            for one in {*named, *_IN_WORDS.findall(ast.get_docstring(node) or "")}:
                yield one, f"{path.name}::{node.name}"


def _tests(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Functions named test_… of the module and of its classes named Test…."""
    for node in module.body:
        if isinstance(node, ast.ClassDef) and node.name.startswith("Test"):
            yield from (
                each for each in node.body if isinstance(each, ast.FunctionDef) and each.name.startswith("test_")
            )
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            yield node


@pytest.fixture(scope="module")
def tested() -> set[str]:
    return {one for one, _ in ids_of_tests()}


@pytest.mark.parametrize("requirement", REQUIREMENTS)
def test_a_requirement_has_a_test_of_its_own(requirement, tested):
    assert requirement in tested, f"no test carries {requirement} in its name or docstring"


def test_the_page_of_requirements_names_each_once_with_tests_that_there_are():
    page = (ROOT / "docs/requirements.md").read_text(encoding="utf-8")
    assert _ROW.findall(page) == REQUIREMENTS
    wrong = [
        f"{path}::{name}"
        for path, name in _NAMED.findall(page)
        if f"def {name}(" not in (ROOT / "tests" / path).read_text(encoding="utf-8")
    ]
    assert wrong == []
