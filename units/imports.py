"""What the lines of an import mean, and what is wrong with them.  Pure: the present state comes in as arguments.

Each problem names the line, the column, what is wrong and what to do; nothing is guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from units.folding import fold
from units.spreadsheets import FORMULA, Line

NAME, SHORT, KIND, PARENT, CODE = "Tên đơn vị", "Tên viết tắt", "Loại", "Đơn vị cấp trên", "Mã định danh"
FULL_NAME, USERNAME, EMAIL, UNIT, ROLE, TITLE = (
    "Họ và tên",
    "Tên đăng nhập",
    "Thư điện tử",
    "Đơn vị",
    "Vai trò",
    "Chức vụ",
)
UNIT_COLUMNS = (NAME, SHORT, KIND, PARENT, CODE)
UNIT_REQUIRED = (NAME, KIND, PARENT)
PEOPLE_COLUMNS = (FULL_NAME, USERNAME, EMAIL, UNIT, ROLE, TITLE)
PEOPLE_REQUIRED = (FULL_NAME, USERNAME, UNIT, ROLE)
LENGTHS = {NAME: 200, SHORT: 60, CODE: 35, FULL_NAME: 100, USERNAME: 150, EMAIL: 254, TITLE: 100}
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]*", re.I)
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")


@dataclass(frozen=True)
class Problem:
    column: str
    words: str


@dataclass
class Checked:
    """A line with what it means (database values by name) and what is wrong with it."""

    line: Line
    meaning: dict[str, Any] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, column: str, words: str) -> None:
        self.problems.append(Problem(column, words))


@dataclass(frozen=True)
class Known:
    """A unit that exists, or a line of the file that will become one."""

    key: object
    names: tuple[str, ...]  # name, short name, code
    parent: object = None


class Choices:
    """The values of a list by their Vietnamese names: the whole label, or a part of it between commas and brackets."""

    def __init__(self, choices: Iterable[tuple[str, str]]) -> None:
        self.labels: list[str] = []
        self._values: dict[str, str] = {}
        for value, label in choices:
            self.labels.append(label)
            for part in (label, *re.split(r"[,()]", label)):
                if fold(part):
                    self._values.setdefault(fold(part), value)

    def value(self, words: str) -> str | None:
        return self._values.get(fold(words))


def units_named(known: Iterable[Known]) -> dict[str, list[Known]]:
    """Units by every folded name that they have."""
    found: dict[str, list[Known]] = {}
    for unit in known:
        for name in {fold(name) for name in unit.names} - {""}:
            found.setdefault(name, []).append(unit)
    return found


def _start(line: Line, required: Sequence[str]) -> Checked:
    """What can be said of a line alone: blanks, lengths, formulas."""
    checked = Checked(line)
    for column, words in line.cells.items():
        if words.startswith(FORMULA):
            checked.refuse(column, "Ô chứa công thức. Dán giá trị thay cho công thức.")
        elif len(words) > LENGTHS.get(column, 300):
            checked.refuse(column, f"Dài {len(words)} ký tự, tối đa {LENGTHS.get(column, 300)}. Rút gọn lại.")
        elif not words and column in required:
            checked.refuse(column, "Để trống. Điền giá trị.")
    return checked


def _one_unit(checked: Checked, column: str, named: dict[str, list[Known]]) -> Known | None:
    words = checked.line.cells[column]
    found = {unit.key: unit for unit in named.get(fold(words), [])}
    if len(found) == 1:
        return next(iter(found.values()))
    if found:
        checked.refuse(column, f"Có {len(found)} đơn vị tên “{words}”. Ghi mã định danh hoặc tên viết tắt.")
    else:
        checked.refuse(column, f"Không có đơn vị “{words}”. Kiểm tra chính tả hoặc nhập đơn vị này trước.")
    return None


def check_units(lines: Sequence[Line], *, known: Sequence[Known], kinds: Choices, top: Known | None) -> list[Checked]:
    """The lines in the order of the file.  Meaning: name, short_name, agency_code, kind and `parent`, the key of a
    known unit or ("line", number) of another line; a blank parent is `top` (None: a root)."""
    here = [
        Known(("line", line.number), (line.cells[NAME], line.cells[SHORT], line.cells[CODE]))
        for line in lines
        if line.cells[NAME]
    ]
    named = units_named([*known, *here])
    checked_lines = []
    for line in lines:
        checked = _start(line, required=(NAME, KIND))
        cells = line.cells
        kind = kinds.value(cells[KIND])
        if cells[KIND] and kind is None:
            checked.refuse(KIND, f"Không có loại “{cells[KIND]}”. Chọn một trong: {'; '.join(kinds.labels)}.")
        parent = top if not cells[PARENT] else _one_unit(checked, PARENT, named)
        checked.meaning = {
            "name": cells[NAME],
            "short_name": cells[SHORT],
            "agency_code": cells[CODE],
            "kind": kind,
            "parent": parent.key if parent else None,
        }
        checked_lines.append(checked)
    _refuse_double_names(checked_lines, known)
    _refuse_circles(checked_lines)
    return checked_lines


def _refuse_double_names(checked_lines: list[Checked], known: Sequence[Known]) -> None:
    taken = {(unit.parent, fold(unit.names[0])) for unit in known}
    first: dict[tuple[object, str], int] = {}
    for checked in checked_lines:
        place = (checked.meaning["parent"], fold(checked.meaning["name"]))
        if not place[1] or any(problem.column == PARENT for problem in checked.problems):
            continue
        if place in taken:
            checked.refuse(NAME, "Đơn vị này đã có. Bỏ dòng này.")
        elif place in first:
            checked.refuse(NAME, f"Trùng với dòng {first[place]}. Giữ một dòng.")
        first.setdefault(place, checked.line.number)


def _refuse_circles(checked_lines: list[Checked]) -> None:
    above = {("line", checked.line.number): checked.meaning["parent"] for checked in checked_lines}
    for checked in checked_lines:
        start = ("line", checked.line.number)
        seen, step = {start}, above[start]
        while step in above and step not in seen:
            seen.add(step)
            step = above[step]
        if step == start:
            checked.refuse(PARENT, "Đơn vị này nằm dưới chính nó qua các dòng khác. Sửa cột Đơn vị cấp trên.")


def in_order(checked_lines: Sequence[Checked]) -> list[Checked]:
    """Parents before children, whatever the order in the file; the lines have no problems."""
    waiting = {("line", checked.line.number): checked for checked in checked_lines}
    ordered: list[Checked] = []
    while waiting:
        ready = [key for key, checked in waiting.items() if checked.meaning["parent"] not in waiting]
        ordered += [waiting.pop(key) for key in ready]
    return ordered


def check_people(
    lines: Sequence[Line], *, known: Sequence[Known], roles: Choices, taken_usernames: set[str]
) -> list[Checked]:
    """The lines in the order of the file.  Meaning: full_name, username, email, role, title and `unit`, a key."""
    named = units_named(known)
    spelled = Counter(line.cells[USERNAME].casefold() for line in lines)
    first: dict[str, int] = {}
    checked_lines = []
    for line in lines:
        checked = _start(line, required=PEOPLE_REQUIRED)
        cells = line.cells
        username = cells[USERNAME].casefold()
        if username and not username.startswith(FORMULA):
            if not _USERNAME.fullmatch(username):
                checked.refuse(USERNAME, "Chỉ dùng chữ không dấu, số, dấu chấm, gạch ngang, gạch dưới, viết liền.")
            elif username in taken_usernames:
                checked.refuse(USERNAME, f"“{username}” đã có người dùng. Chọn tên khác hoặc bỏ dòng này.")
            elif spelled[username] > 1 and username in first:
                checked.refuse(USERNAME, f"Trùng với dòng {first[username]}. Mỗi người một tên đăng nhập.")
            first.setdefault(username, line.number)
        if cells[EMAIL] and not _EMAIL.fullmatch(cells[EMAIL]):
            checked.refuse(EMAIL, f"“{cells[EMAIL]}” không phải địa chỉ thư điện tử. Sửa lại hoặc để trống.")
        role = roles.value(cells[ROLE])
        if cells[ROLE] and role is None:
            checked.refuse(ROLE, f"Không có vai trò “{cells[ROLE]}”. Chọn một trong: {'; '.join(roles.labels)}.")
        unit = _one_unit(checked, UNIT, named) if cells[UNIT] else None
        checked.meaning = {
            "full_name": cells[FULL_NAME],
            "username": username,
            "email": cells[EMAIL],
            "role": role,
            "title": cells[TITLE],
            "unit": unit.key if unit else None,
        }
        checked_lines.append(checked)
    return checked_lines
