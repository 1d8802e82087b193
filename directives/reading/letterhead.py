"""The letterhead: the body that issues, beside the national name, and the marks of urgency and secrecy."""

from __future__ import annotations

import re
from typing import Literal

from .lines import Line
from .proposal import Passage
from .strands import NOTHING, Strand, joined
from .vocabulary import is_capitals

Priority = Literal["normal", "urgent", "very_urgent", "express"]
_MOTTO_WORDS = ["c[o0]ng", "h[o0]a", "xa", "h[o0]i", "chu", "nghia", "viet", "nam"]
_TELLING = (0, 3, 4, 5)  # of two neighbouring words of the national name: where they stand in no name of a body
_MOTTO_PIECES = "|".join(
    " ".join(_MOTTO_WORDS[start : start + length])
    for length in range(8, 1, -1)
    for start in range(9 - length)
    if any(start <= pair < start + length - 1 for pair in _TELLING)
)
STATE_MOTTO = re.compile(
    rf"(?<!\w)(?:{_MOTTO_PIECES})(?!\w)|^cong$|^h[o0]a xa h[o0]i$|^(?:viet )?nam$"
    rf"|d[o0]c l[aâ]p\W+(?:t[uư] do\W*)?(?:hanh phuc)?|tu do\W+hanh phuc|^hanh phuc$|"
    r"^dang$|(?:dang )?cong san viet nam|dang cong san$|dang cong$|^(?:cong )?san(?: viet(?: nam)?)?$"
)
STAMP = re.compile(
    r"(?:nguoi ky|ky boi|email|co quan|thoi gian ky|ngay ky|dia chi|chuc vu|cong thong tin|ten to chuc|so den"
    r"|ngay den|den so|chuyen|giay den|ky hieu ho so|noi dung ky|loai van ban)\s*:"
)
PRIORITIES: dict[str, Priority] = {
    "hoa toc": "express",
    "hoa toc hen gio": "express",
    "thuong khan": "very_urgent",
    "khan": "urgent",
}
SECRECY = re.compile(r"(?:(?:độ|mức độ|dấu chỉ độ)\s+mật\s*:\s*)?(tuyệt mật|tối mật|mật)")
ORGAN_HEADS = re.compile(
    r"(?:uy ban|ubnd|hdnd|hoi dong|so|bo|tong cuc|cuc|chi cuc|van phong|ban|trung tam|truong|hoi|phong|thanh tra"
    r"|tinh uy|thanh uy|huyen uy|quan uy|thi uy|dang uy|dang bo|dang doan|"
    r"hoc vien|vien|benh vien|tap doan|tong cong ty|cong ty|cong an|kho bac|ngan hang|bao hiem|toa an|lien doan"
    r"|lien minh|doan|thu tuong|chinh phu|quoc hoi|chu tich|kiem toan|dai|bao|chi nhanh|quan khu|hiep hoi"
    r"|khoa)(?!\w)"
)  # fmt: skip
# "UBND TỈNH A" above "SỞ Y TẾ": the department is that of the province.
_OF_A_PLACE = re.compile(r"((?:uy ban nhan dan|ubnd)\s+)(?:tinh|thanh pho|tp)\W")
_UNDER_A_PLACE = re.compile(r"(?:so|ban (?!thuong vu|chap hanh)|thanh tra)(?!\w)(?!.*\b(?:tinh|thanh pho)\b)")
LONG_HEADS = (
    "tong cuc",
    "chi cuc",
    "uy ban nhan dan",
    "hoi dong nhan dan",
    "van phong",
    "trung tam",
    "so tai",
    "ban quan ly",
)
DANGLING = re.compile(
    r"(?:^|\s)(?:uy|uy ban|hoi dong|van phong|ban|so|bo|cuc|va|tong|chi|thanh|tinh|trung tam|giao duc|chap hanh"
    r"|quan ly|cua|,)$"
)


def issuing_body_of(letterhead: list[Line]) -> Passage | None:
    """The body itself, the last name of the left column; a department with the place of the body above it."""
    names: list[list[Strand]] = []
    for line in letterhead:
        strand = _without_motto(line.strand)
        if (
            not strand
            or STAMP.search(strand.plain)
            or SECRECY.fullmatch(strand.low.strip(" .:()"))
            or strand.plain.strip() in PRIORITIES
        ):
            continue
        if not is_capitals(strand.text) or re.search(r"\d{3}", strand.text):
            continue
        dangling = names and DANGLING.search(names[-1][-1].plain)
        is_body = " " in strand.text and (ORGAN_HEADS.match(strand.plain) or _is_damaged_head(strand))
        if names and (dangling or not is_body):
            names[-1].append(strand)
        else:
            names.append([strand])
    own = joined(names[-1]).trim(" -–*_.") if names else NOTHING
    if not own:
        return None
    above = joined(names[-2]) if len(names) > 1 else NOTHING
    place = _OF_A_PLACE.match(above.plain)
    if place and _UNDER_A_PLACE.match(own.plain) and above.plain[place.end(1) :] not in own.plain:
        return Passage(f"{own.text} {above.text[place.end(1) :]}", own.span)
    return own.passage


def _is_damaged_head(strand: Strand) -> bool:
    """Whether a body's kind opens the line but for one letter that a scan misread: "TONG CYC THUE"."""
    return any(
        sum(a != b for a, b in zip(head, strand.plain, strict=False)) == 1 and strand.plain[len(head) :][:1] == " "
        for head in LONG_HEADS
    )


def _without_motto(strand: Strand) -> Strand:
    found = STATE_MOTTO.search(strand.plain)
    if not found:
        return strand
    left, right = strand.cut(0, found.start()), strand.cut(found.end())
    return left.trim(" -–") or _without_motto(right)


def priority_of(lines: list[Line]) -> Priority:
    """The degree of urgency stamped in the head."""
    for line in lines:
        key = line.strand.plain.strip(" .()[]:*!").removeprefix("cong dien ")
        if key in PRIORITIES and line.text[:1].isupper():
            return PRIORITIES[key]
    return "normal"


def secrecy_of(lines: list[Line]) -> Strand:
    """A mark of secrecy that stands alone on its line, or beside the motto."""
    for line in lines:
        strand = line.strand.trim(" .:()[]*!-–")
        if (SECRECY.fullmatch(strand.low) and strand.text[:1].isupper()) or strand.text in (
            "MAT",
            "TOI MAT",
            "TUYET MAT",
        ):
            return strand
        if STATE_MOTTO.search(strand.plain) and (
            found := re.search(r"(?:^|\s)(TUYỆT MẬT|TỐI MẬT|MẬT)(?:\s|$)", strand.text)
        ):
            return strand.cut(found.start(1), found.end(1))
    return NOTHING
