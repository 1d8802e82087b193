"""Headings that name whose duties stand under them: "Sở Y tế có trách nhiệm:", "Đối với các xã:"."""

from __future__ import annotations

import re

from .names import DETERMINER, lists_names, names_follow, party_end, starts_party
from .parties import parties_in
from .strands import Strand
from .verbs import VERB

_RESPONSIBLE = re.compile(r"\s(?:có|chịu) trách nhiệm(?:\s+\w+){0,4}\s*:?$|\s*:$")
_DUTY_VERB = re.compile(
    r"(?<!\w)(?:chủ trì|phối hợp|tham mưu|triển khai|(?<!ban )chỉ đạo|báo cáo|rà soát|tăng cường|đẩy mạnh"
    r"|tổ chức (?!đảng|chính|xã)"
    r"|trực|bố trí|cử|gồm|lập|ban hành|một|khẩn trương|hoàn thành|khắc phục|nâng cấp|thực hiện(?! dịch vụ))(?!\w)"
)
# Verbs that say what a group of bodies is, not what it is to do: "hoạt động trong lĩnh vực", "sử dụng lao động".
_DESCRIBES = re.compile("trong|tại|thực hiện|quản lý|sử dụng|khai thác|vận hành|xây dựng|tham gia|thông tin")
LONGEST_GROUP = 200  # letters of a heading that is nothing but a group of bodies
_TOWARDS = re.compile(r"đối với\s+(?=\S)")
_HEADING_ENDS = re.compile(r"[^.;:]{3,160}(?=:)")
_TO_THE_PUBLIC = re.compile(r"(?<!\w)(?:cá nhân|hộ|người|công dân|cán bộ|công chức|viên chức|đối tượng|tổ chức)(?!\w)")


def named_by_heading(sentence: Strand, place: int) -> list[Strand]:
    """ "12. Các tổ chức, cá nhân khai thác nước dưới đất có trách nhiệm": all before it names who."""
    if not starts_party(sentence, place):
        return []
    if responsible := _RESPONSIBLE.search(sentence.low, place):
        names = sentence.cut(place, responsible.start())
        return parties_in(names) if not _DUTY_VERB.search(names.low) else []
    # "7. Các doanh nghiệp hoạt động trong lĩnh vực vận tải": what it says of them is no order
    names = sentence.cut(place).trim(" .;")
    if len(names) >= LONGEST_GROUP or not DETERMINER.match(names.low):
        return []
    says = [found[0] for found in VERB.finditer(names.words)]
    return parties_in(names) if says and all(_DESCRIBES.fullmatch(verb) for verb in says) else []


def turned_to(sentence: Strand, place: int, *, bare: bool) -> list[Strand]:
    """ "2. Đối với Sở Y tế: ...": a heading of what these are to do, where they are no members of the public."""
    towards = _TOWARDS.match(sentence.low, place)
    if not towards or not starts_party(sentence, towards.end()):
        return []
    colon = _HEADING_ENDS.match(sentence.text, towards.end())
    if colon and lists_names(colon[0]) and names_follow(sentence, colon.end()):
        colon = None  # "Đối với các Sở: A, B": names stand behind it
    end = colon.end() if colon else party_end(sentence, towards.end()) or 0
    is_heading = sentence.text[end : end + 1] == ":" or (bare and end >= len(sentence.trim(" .;")))
    names = sentence.cut(towards.end(), end)
    return parties_in(names) if is_heading and not _TO_THE_PUBLIC.search(names.low) else []
