"""Who is to lead and who is to take part: phrases that name bodies and officers, and where a phrase ends.

A phrase begins with the name of a body ("Sở ...", "các đơn vị ...") and goes on until the verb that tells what it is
to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from .strands import Strand
from .verbs import VERB
from .vocabulary import COMPOUND, GROUP_MEMBERS, GROUPED, PARTY_START, PLAIN_START

DETERMINER = re.compile(r"(?:tất cả các|toàn thể|các|những|mọi|từng|mỗi|liên|toàn bộ)\s+(?:đồng chí\s+)?")
_GIVEN = re.compile(r"(?:được giao|được phân công|được|không)$")
# Verbs that also stand inside names: "Cục Kết cấu hạ tầng xây dựng tham mưu", "các đơn vị quản lý đường bộ".
_IN_NAMES = re.compile(
    r"(?:xây dựng|quản lý|kiểm tra|bồi dưỡng|hỗ trợ|bảo vệ|giám sát|truyền thông|tuyên truyền|vận hành|khai thác"
    r"|sử dụng|điều tra|xử lý|thẩm định|đăng ký|thông tin|cung cấp|điều phối|kiểm soát|xét xử)$"
)
_ENDS_NAMES = re.compile(r"(?:xây dựng|truyền thông|quản lý|vận hành|bồi dưỡng|sử dụng)$")
_NOUN_BEFORE = re.compile(
    r"(?:phạm vi|thẩm quyền|quyền|chức năng|nhiệm vụ|công tác|lĩnh vực|hoạt động|dịch vụ|về|của|thuộc"
    r"|có chức năng [\w ]{2,20},)$"
)
_DESCRIBED = re.compile(r"(?:cơ quan|đơn vị|lực lượng|tổ chức|doanh nghiệp|bộ phận|tổ|đội|cấp|cơ sở)$")
_PREDICATE = re.compile(
    r"\s*(?:,|việc|công tác|theo|các|những|chặt chẽ|tốt|nghiêm|có|hiệu quả|đầy đủ|kịp thời|thường xuyên|đến|và|cho"
    r"|\w+ (?:hiệu quả|nghiêm|chặt chẽ))"
)
_AT_WORK = re.compile(r"đang\s+(?:hoạt động|làm việc|công tác|sinh sống|thi công|triển khai dự án|quản lý|sử dụng)")
_OF_SOMEBODY = re.compile(r"\s+(?:thuộc|do)\s")
_GENERIC = re.compile(r"(?:đơn vị|cơ quan|bộ phận|phòng)$")
_ATTRIBUTE = re.compile(
    r"chủ trì(?!,)|phối hợp|quản lý|sử dụng|tham mưu|xin|lấy ý kiến|thẩm định|kiểm tra|trình|soạn|thi hành|tổng hợp"
    r"|xử lý"
)
_BARE_GROUP = re.compile(r"(?:ban,? ngành|ban|ngành|đoàn thể)(?:\s*,|\s+(?:ngành|tỉnh|thành phố)|$)")
_MODAL = re.compile(r"(?:\s\w+){0,3}?\s(?:phải|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|cần)(?!\w)")
_SEPARATOR = re.compile(r"\s*(?:;|,(?:\s+(?:và|cùng))?|\bvà\b|\bcùng với\b|\bcùng\b|\bvới\b)\s*")
_CONCERNED = re.compile(r"(?:cơ quan|đơn vị|tổ chức|địa phương|doanh nghiệp)[^;]{0,40}liên quan")
_HEADS_OF_MANY = re.compile(r"(?:thủ trưởng|lãnh đạo|giám đốc|chủ tịch|người đứng đầu)$")
_HEADS_OF_ALL = re.compile(r"(?:người đứng đầu|thủ trưởng|lãnh đạo)\s+các\s+(?!bộ\b|sở\b)")
_BRACKETS = re.compile(r"\([^()]*\)")
_STRESS = re.compile(
    r",\s+(?:nhất là|đặc biệt là|trong đó|trước hết là|bao gồm)\s|(?<=liên quan)\s+(?:đến|tới|nêu|trong|theo)\s"
)
_ASIDE = re.compile(
    r"\((?=(?:sau đây|gọi tắt|qua|để|nếu|kèm|trừ|theo|trong đó|có|từ|đã|bao gồm|gồm|viết tắt)\b|[^()]{60})[^()]*\)?"
)
_TRIMMINGS = ' .,;:-–—"“”'
LONGEST = 420  # letters of a phrase
LONGEST_NAME = 34  # words: a longer one is a sentence whose verb was not recognised


def starts_party(strand: Strand, place: int) -> bool:
    """Whether a body or an officer is named at this place."""
    low = strand.low
    if found := DETERMINER.match(low, place):
        return bool(GROUPED.match(low, found.end()))
    if strand.text[place : place + 1].isupper():
        return bool(PARTY_START.match(low, place))
    return bool(PLAIN_START.match(low, place))


def party_end(strand: Strand, start: int) -> int | None:
    """Where the phrase that begins at `start` ends: at the verb that follows it, at a mark, or with the text."""
    if not starts_party(strand, start):
        return None
    limit = min(len(strand), start + LONGEST)
    stop = _mark_after(strand, start, limit)
    place = start
    while found := VERB.search(strand.words, place, stop):
        if found.start() > start and not _is_attribute(strand, start, found):
            return found.start()
        place = found.end()
    return stop if stop < limit or limit == len(strand) else None


def _is_attribute(strand: Strand, start: int, found: re.Match[str]) -> bool:
    """ "cơ quan chủ trì phải", "đơn vị được lấy ý kiến": the verb belongs to the name."""
    before = strand.low[start : found.start()].rstrip()
    if (
        _GIVEN.search(before)
        or _AT_WORK.match(strand.low, found.start())
        or _OF_SOMEBODY.match(strand.low, found.end())
    ):
        return True
    if found[0] in ("trong", "tại") and before.endswith(("hoạt động", "làm việc", "công tác", "sinh sống")):
        return True
    if _ENDS_NAMES.match(found[0]) and VERB.match(strand.words, found.end() + 1):
        return True
    if _IN_NAMES.match(found[0]) and (
        _NOUN_BEFORE.search(before) or (_DESCRIBED.search(before) and not _PREDICATE.match(strand.low, found.end()))
    ):
        return True
    if not _GENERIC.search(before) or not _ATTRIBUTE.match(found[0]):
        return False
    return bool(_MODAL.match(strand.low, found.end()))


def _mark_after(strand: Strand, start: int, limit: int) -> int:
    """The first ".", ":" or ";" that ends a phrase.

    A colon after "Các Bộ", "các tỉnh" introduces names; a semicolon may stand between two names.
    """
    text, depth = strand.text, 0
    for place in range(start, limit):
        letter = text[place]
        if letter == "(":
            depth += 1
        elif letter == ")":
            depth = max(0, depth - 1)
        elif (
            depth
            or (letter == ":" and text[place + 1 : place + 3].strip()[:1].isupper() and _lists_names(text[start:place]))
            or (letter == ";" and place + 2 < limit and starts_party(strand, place + 2))
        ):
            continue
        elif letter in ":;" or (letter == "." and not text[place + 1 : place + 2].strip()):
            return place
    return limit


def _lists_names(text: str) -> bool:
    return (
        bool(
            re.search(r"(?:bộ|sở|ngành|tỉnh|thành phố|xã|phường|đơn vị|cơ quan|ban|phòng|địa phương)\s*$", text.lower())
        )
        and len(text) < 90
    )


def parties_in(phrase: Strand) -> list[Strand]:
    """The phrase as single names: "Sở Y tế, Sở Nội vụ và các sở, ban, ngành" is three."""
    phrase = _without_asides(phrase).trim(_TRIMMINGS)
    if stressed := _STRESS.search(phrase.low):
        phrase = phrase.cut(0, stressed.start())
    found: list[Strand] = []
    start = 0
    for end in [*(m.start() for m in re.finditer(";", phrase.text)), len(phrase)]:
        found += _names_in(phrase.cut(start, end).trim(_TRIMMINGS))
        start = end + 1
    return [name for name in found if len(name.text.split()) <= LONGEST_NAME]


def _names_in(phrase: Strand) -> Iterator[Strand]:
    """Names between semicolons; after "các Bộ:" stand bare names, after "các tỉnh:" places that belong to it."""
    colon = phrase.text.find(": ")
    if colon <= 0 or not _lists_names(phrase.text[:colon]):
        return _split(phrase, names=False)
    if re.search(r"(?:tỉnh|thành phố|xã|phường)\s*$", phrase.low[:colon]):
        return iter([phrase])
    listed = phrase.cut(colon + 1)
    return _split(
        listed, names=bool(re.search(r"(?:bộ|sở|ngành)\s*$", phrase.low[:colon])) or not starts_party(listed, 0)
    )


def _split(phrase: Strand, *, names: bool) -> Iterator[Strand]:
    protected = [m.span() for form in (COMPOUND, _BRACKETS) for m in form.finditer(phrase.low)]
    start = 0
    for found in _SEPARATOR.finditer(phrase.low):
        if any(a < found.end() and found.start() < b for a, b in protected):
            continue
        if names or _begins_new(phrase, start, found.start(), found.end(), found[0]):
            if piece := phrase.cut(start, found.start()).trim(_TRIMMINGS):
                yield piece
            start = found.end()
    if piece := phrase.cut(start).trim(_TRIMMINGS):
        yield piece


def _begins_new(phrase: Strand, start: int, end: int, after: int, separator: str) -> bool:
    """Whether the piece after the separator names another body, rather than going on with the group before."""
    rest = phrase.low[after:]
    if not starts_party(phrase, after):
        return False
    if DETERMINER.match(rest):
        left = phrase.low[start:end].strip()
        return not (_HEADS_OF_MANY.search(left) or (_HEADS_OF_ALL.match(left) and separator.strip() != ";"))
    if phrase.text[after].isupper():
        return not (_BARE_GROUP.match(rest) and re.search(r"các\s(?:bộ|sở|ban)$", phrase.low[start:end].strip()))
    is_member = GROUP_MEMBERS.match(rest)
    if not is_member:
        return True
    left = phrase.low[start:end]
    if phrase.text[start : start + 1].isupper() and not DETERMINER.match(left) and _CONCERNED.match(rest):
        return True
    if re.search(r"lực lượng(?: \w+){1,2}$", left):
        return False
    last_word = re.split(r"[,;]|\bvà\b", left)[-1].strip()
    return not (
        DETERMINER.match(left)
        or re.search(r"\bcác\b", left)
        or GROUP_MEMBERS.match(last_word)
        or re.search(r"(?:xã|phường|huyện|cấp|cơ quan|đơn vị|phòng)$", left)
    )


def _without_asides(phrase: Strand) -> Strand:
    """Without remarks in brackets; a name in brackets stays: "Trung tâm A (Sở B)".  The place of the rest is kept."""
    if "(" not in phrase.text:
        return phrase
    found = list(_ASIDE.finditer(phrase.low))
    keep = [i for i in range(len(phrase)) if not any(one.start() <= i < one.end() for one in found)]
    keep = [i for i, after in pairwise([*keep, -1]) if after == -1 or phrase.text[i] + phrase.text[after] != "  "]

    def kept(text: str) -> str:
        return "".join(text[i] for i in keep)

    mended = kept(phrase.mended) if phrase.mended is not None else None
    return Strand(kept(phrase.text), tuple(phrase.at[i] for i in keep), mended).cut(0)
