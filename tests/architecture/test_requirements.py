"""Every requirement on logging (A), cascading (B) and splitting (C) of directives has a test that carries its id.

The id stands in the name of the test (test_a6_…) or in its docstring.
"""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.architecture.source import ROOT

REQUIREMENTS = [
    f"{letter}{number}" for letter, last in (("A", 12), ("B", 5), ("C", 7)) for number in range(1, last + 1)
]
_IN_NAME = re.compile(r"(?<=_)([abc]\d{1,2})(?=_)")
_IN_WORDS = re.compile(r"\b([ABC]\d{1,2})\b")


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
