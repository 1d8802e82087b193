"""Who is to lead and who is to take part: a phrase of names as single names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from .names import BARE_HEAD, DETERMINER, GENERIC, lists_names, starts_party
from .strands import UPPER, Strand
from .vocabulary import COMPOUND, GROUP_MEMBERS, OFFICERS, PARTY_START

_BARE_GROUP = re.compile(
    r"(?:ban,? ngành|ban|ngành|đoàn thể)(?:\s*,|\s+(?:ngành|tỉnh|thành phố)|$)"
    r"|(?:vụ|cục|tổng cục|viện|phòng)(?:\s*,|\s+(?:có )?(?:liên quan|chức năng|thuộc|của|trong)|$)"
)
_SEPARATOR = re.compile(r"\s*(?:;|,(?:\s+(?:và|cùng))?|\bvà\b|\bhoặc\b|\bcùng với\b|\bcùng\b|\bvới\b)\s*")
_CONCERNED = re.compile(r"(?:cơ quan|đơn vị|tổ chức|địa phương|doanh nghiệp)[^;]{0,40}liên quan")
_OF_A_PLACE = re.compile(r"\w\s(?:tỉnh|thành phố|trung ương)$")  # "các sở, ngành, đoàn thể tỉnh": a group that is whole
_OF_ANOTHER_KIND = re.compile(r"(?:đơn vị|cơ quan|tổ chức) được\s|lực lượng\s")
_PLACE_NAMED = re.compile(rf"(?:tỉnh|thành phố)\s[{UPPER}]")
_BESIDE_A_PLACE = re.compile(r"(?:ubnd |ủy ban nhân dân )?(?:tỉnh|thành phố)\s")
_CHARGE = re.compile(r"\s+được (?:giao|phân công)(?:\s|$).*$")
_NAMELESS = re.compile(r"(?:cơ quan|đơn vị)$")
_ALL_OF = re.compile(r"(?:^|\s)các\s")
_PLACES = re.compile(r"(?:quận|huyện|thị xã|thị trấn|phường|xã|tỉnh|thành phố|đặc khu)\s*(?:,|và\s|$)")
_OF_MANY = re.compile(r"\w+ (?:\w+ )?các\s")  # "Đảng ủy Chính phủ, đảng ủy các bộ"
_HEADS_OF_MANY = re.compile(r"(?:thủ trưởng|lãnh đạo|giám đốc|chủ tịch|người đứng đầu)$")
_HEADS = re.compile(rf"(?:{OFFICERS})")
_ANEW = re.compile(rf"(?:,|;|\s+và)\s+(?=(?:{OFFICERS}|ubnd|ủy ban nhân dân)\s)")
_HEADS_OF_ALL = re.compile(r"(?:người đứng đầu|thủ trưởng|lãnh đạo)\s+các\s+(?!bộ\b|sở\b)")
ONE_NOUN = re.compile(rf"[Cc]ác\s+(?:[Bb]ộ|[Ss]ở|[Cc]ục|[Vv]ụ|[Pp]hòng|[Tt]ập đoàn)\s+(?=[{UPPER}])")
_OWN_NOUN = re.compile(rf"(?!công an$)(?:{PARTY_START.pattern})")
_SAID_AS_ONE = re.compile(r"các (?:bộ|sở),(?: ban,)? ngành|(?<!\w)tỉnh ủy, thành ủy(?!\w)")
_BRACKETS = re.compile(r"\([^()]*\)")
_STRESS = re.compile(
    r"\s+với vai trò(?:\s|$)|,\s+(?:trong phạm vi|theo chức năng|căn cứ)(?:\s|$)"
    r"|,\s+(?:trong vai trò|với tư cách|nhất là|đặc biệt là|trong đó|trước hết là|bao gồm)\s"
    r"|(?<=liên quan)\s+(?:đến|tới|nêu|trong|theo)(?:\s|$)"
)
_ASIDE = re.compile(
    r"\[\d+\]"
    r"|\((?=(?:sau đây|gọi tắt|qua|để|nếu|kèm|trừ|theo|trong đó|có|từ|đã|bao gồm|gồm|viết tắt)\b|[^()]{60})[^()]*\)?"
)
_TIED = re.compile(r"\s(?:và|cùng|hoặc|với)$")
_TRIMMINGS = ' .,;:-–—"“”'
LONGEST_NAME = 34  # words: a longer one is a sentence whose verb was not recognised


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
    found = [_without_charge(name) for name in found]
    found = [name.cut(0, tied.start()) if (tied := _TIED.search(name.low)) else name for name in found]
    return [name for name in found if len(name.text.split()) <= LONGEST_NAME and not BARE_HEAD.fullmatch(name.low)]


def _names_in(phrase: Strand) -> Iterator[Strand]:
    """Names between semicolons; after "các Bộ:" stand bare names, after "các tỉnh:" places that belong to it."""
    colon = phrase.text.find(": ")
    if colon <= 0 or not lists_names(phrase.text[:colon]):
        yield from _distributed(phrase) or _split(phrase, names=False)
        return
    if re.search(r"(?:tỉnh|thành phố|xã|phường)\s*$", phrase.low[:colon]):
        *before, group = _split(phrase.cut(0, colon), names=False)
        yield from before
        yield phrase.cut(phrase.text.rindex(group.text, 0, colon))
        return
    *before, _ = _split(phrase.cut(0, colon), names=False)
    listed = phrase.cut(colon + 1)
    bare = bool(re.search(r"(?:bộ|sở|ngành)\s*$", phrase.low[:colon])) or not starts_party(listed, 0)
    # "Giám đốc các Sở: Y tế, Nội vụ, Chủ tịch UBND các huyện": the bare names end where a title or a head begins anew.
    ends = _ANEW.search(listed.low) if bare else None
    yield from before
    yield from _split(listed.cut(0, ends.start() if ends else None), names=bare)
    if ends:
        yield from _split(listed.cut(ends.end()), names=False)


def _distributed(phrase: Strand) -> list[Strand]:
    """ "các Bộ Tài chính, Nội vụ": the noun is said once for several names; nothing where it is said for one."""
    noun = ONE_NOUN.match(phrase.text)
    pieces = list(_split(phrase, names=True)) if noun else []
    if noun is None or len(pieces) < 2 or _OWN_NOUN.match(pieces[1].low) or not pieces[1].text[0].isupper():
        return []
    if not all(piece.text[0].isupper() or DETERMINER.match(piece.low) for piece in pieces):
        return []
    return [pieces[0].cut(noun.end()), *pieces[1:]]


def _split(phrase: Strand, *, names: bool) -> Iterator[Strand]:
    protected = [m.span() for form in (COMPOUND, _SAID_AS_ONE, _BRACKETS) for m in form.finditer(phrase.low)]
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
    if _PLACE_NAMED.match(phrase.text, after) and _BESIDE_A_PLACE.match(phrase.low, start):
        return True  # "Thành phố A, tỉnh B"
    if not starts_party(phrase, after):
        return False
    if DETERMINER.match(rest):
        left = phrase.low[start:end].strip()
        return not (_HEADS_OF_MANY.search(left) or (_HEADS_OF_ALL.match(left) and separator.strip() == ","))
    if phrase.text[after].isupper() and _PLACES.match(rest) and _ALL_OF.search(phrase.low[start:end]):
        return False  # "các Quận, Huyện, Thị xã"
    if phrase.text[after].isupper():
        return not (
            _BARE_GROUP.match(rest) and re.search(r"các\s(?:bộ|sở|ban|vụ|cục)$", phrase.low[start:end].strip())
        ) and not (rest.startswith("tổng công ty") and phrase.low.startswith("các tập đoàn", start))
    is_member = GROUP_MEMBERS.match(rest)
    if not is_member:
        return True
    left = phrase.low[start:end]
    is_body = phrase.text[start : start + 1].isupper() and not DETERMINER.match(left) and not _HEADS.match(left)
    if is_body and (_CONCERNED.match(rest) or _OF_MANY.match(rest) or _OF_ANOTHER_KIND.match(rest)):
        return True
    if re.search(r"lực lượng(?: \w+){1,2}$", left):
        return False
    last_word = re.split(r"[,;]|\bvà\b", left)[-1].strip()
    if _CONCERNED.match(rest) and _OF_A_PLACE.search(last_word):
        return True
    return not (
        DETERMINER.match(left)
        or re.search(r"\bcác\b", left)
        or GROUP_MEMBERS.match(last_word)
        or re.search(r"(?:xã|phường|huyện|cấp|cơ quan|đơn vị|phòng)$", left)
    )


def _without_charge(name: Strand) -> Strand:
    """ "Ủy ban nhân dân các xã được phân công chủ trì": a body with a name of its own, without its charge."""
    charge = _CHARGE.search(name.low)
    before = name.low[: charge.start()] if charge else ""
    has_own_name = name.text[0].isupper() and len(before.split()) > GENERIC and not _NAMELESS.search(before)
    return name.cut(0, charge.start()) if charge and has_own_name and not DETERMINER.match(name.low) else name


def _without_asides(phrase: Strand) -> Strand:
    """Without remarks in brackets; a name in brackets stays: "Trung tâm A (Sở B)".  The place of the rest is kept."""
    if "(" not in phrase.text and "[" not in phrase.text:
        return phrase
    found = list(_ASIDE.finditer(phrase.low))
    keep = [i for i in range(len(phrase)) if not any(one.start() <= i < one.end() for one in found)]
    keep = [i for i, after in pairwise([*keep, -1]) if after == -1 or phrase.text[i] + phrase.text[after] != "  "]

    def kept(text: str) -> str:
        return "".join(text[i] for i in keep)

    mended = kept(phrase.mended) if phrase.mended is not None else None
    return Strand(kept(phrase.text), tuple(phrase.at[i] for i in keep), mended).cut(0)
