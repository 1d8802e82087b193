"""Where the name of a body or an officer begins and ends: "Sở Y tế", "các đơn vị có liên quan", "Giám đốc các sở".

Two things tell the end: the verb that says what the body is to do, and the first small word that no name goes on with.
"""

from __future__ import annotations

import re

from .strands import LOWER, UPPER, Strand
from .verbs import FIRST_WORDS, VERB
from .vocabulary import GROUP_MEMBERS, GROUPED, NAME_WORDS, PARTY_START, PLAIN_START, TYPE_NAMES

DETERMINER = re.compile(
    r"(?:tất cả các|tất cả(?= lực lượng| cán bộ| cơ quan| đơn vị)|toàn thể"
    r"|các|những|mọi|từng|mỗi|liên(?= bộ| sở| ngành| cơ quan)|toàn bộ)\s+(?:đồng chí\s+)?"
)
_GIVEN = re.compile(r"(?:được giao|được phân công|không)$")
_BY_SOMEBODY = re.compile(r"\sđược(?:\s[\w,]+){1,6}$")  # "các Hội được Đảng, Nhà nước giao nhiệm vụ"
_MEDIA = re.compile(r"(?:báo chí|cơ quan thông tin|phát thanh)(?:,| và)$|cơ quan$")  # "cơ quan báo chí, truyền thông"
_GIVEN_TASKS = re.compile(r"được giao nhiệm vụ$")
_WHO_IS = re.compile(
    r"(?:giao|phân công|lấy ý kiến|chỉ định|ủy quyền|xin ý kiến|kiểm tra|thanh tra|giám sát|hỗ trợ|đầu tư|lựa chọn)"
)
# Verbs that also stand inside names: "Cục Kết cấu hạ tầng xây dựng tham mưu", "các đơn vị quản lý đường bộ".
_IN_NAMES = re.compile(
    r"(?:xây dựng|quản lý|kiểm tra|bồi dưỡng|hỗ trợ|bảo vệ|giám sát|truyền thông|tuyên truyền|vận hành|khai thác"
    r"|sử dụng|điều tra|xử lý|thẩm định|đăng ký|thông tin|cung cấp|điều phối|kiểm soát|xét xử|ứng dụng|kinh doanh)$"
)
_ENDS_NAMES = re.compile(r"(?:xây dựng|truyền thông|quản lý|vận hành|bồi dưỡng|sử dụng)$")
_DOCUMENT = re.compile(rf"(?:{'|'.join(TYPE_NAMES)})(?!\w)")  # "các Bộ xây dựng Đề án": what they write is no name
_CENTRE = re.compile(r"(?:trung tâm|viện)$")  # named by what it does: "trung tâm phục vụ hành chính công"
_CENTRES_WORK = re.compile(
    r"(?:phục vụ|giới thiệu|dự báo|tích hợp|ứng phó|kiểm định|phát triển|nghiên|nghiên cứu|giám sát)$"
)
_PLAIN_DUTY = re.compile(r"\s(?:chủ trì|phối hợp|tham mưu|theo dõi|có trách nhiệm|chịu trách nhiệm)")
_NOUN_BEFORE = re.compile(
    r"(?:phạm vi|thẩm quyền|quyền|(?<!lực lượng )chức năng|nhiệm vụ|công tác|lĩnh vực|hoạt động|dịch vụ|về|của|thuộc"
    r"|thanh tra,?|có chức năng [\w ]{2,20},)$"
)
_DESCRIBED = re.compile(
    r"(?:các vụ|các cục|các phòng|đài|đoàn|cơ quan|công ty|đơn vị|lực lượng|tổ chức|doanh nghiệp|bộ phận|tổ|đội|cấp"
    r"|cơ sở|cảnh sát)$"
)
_PREDICATE = re.compile(
    r"\s*(?:,|việc|công tác|theo|các|những|chặt chẽ|tốt|nghiêm|có|hiệu quả|đầy đủ|kịp thời|thường xuyên|đến|và|cho"
    r"|\w+ (?:hiệu quả|nghiêm|chặt chẽ))"
)
_AT_WORK = re.compile(
    r"đang\s+(?:hoạt động|làm việc|công tác|sinh sống|thi công|triển khai (?:dự án|thi công)|quản lý|sử dụng)"
)
_OBJECT = re.compile(r"\s+(?:việc|công tác|tình hình)(?!\w)")
_OF_SOMEBODY = re.compile(r"\s+(?:thuộc|do)\s")
_GENERIC = re.compile(r"(?:đơn vị|cơ quan|bộ phận|phòng)$")
_ATTRIBUTE = re.compile(
    r"chủ trì(?!,)|phối hợp|quản lý|sử dụng|tham mưu|xin|lấy ý kiến|thẩm định|kiểm tra|trình|soạn|thi hành|tổng hợp"
    r"|xử lý"
)
_MODAL = re.compile(r"(?:\s\w+){0,3}?\s(?:phải|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|cần)(?!\w)")
# A name walked through: capitals with the syllable that goes on with them, figures, small words that names have.
_CAPITAL = re.compile(rf"(?=[{UPPER}])[^\W\d_]+|\d+(?:[./-]\d+)*|[IVX]+\b")
_SYLLABLE = re.compile(rf"\s[{LOWER}]+(?!\w)")
_BETWEEN = re.compile(r"(?:\s*(?:[,;:/&]|–|-)\s*(?:và\s+)?|\s+(?:và|cùng|cùng với|hoặc)\s+|\s+)(?=\S)")
_BRIDGES = [re.compile(rf"([{LOWER}]+(?:\s[{LOWER}]+){{{n}}})(?:,?\s(?:-\s|và\s)?)") for n in range(3)]
_BODY = re.compile(rf"(?:{PARTY_START.pattern})|(?:{GROUPED.pattern})|(?:các|những)\s")
_WORDS = "|".join(sorted(NAME_WORDS.split("|"), key=len, reverse=True))
_NAME_WORD = re.compile(rf"(?:{_WORDS})(?!\w)")
_SMALL_NOUN = re.compile(
    rf"(?:{_WORDS})(?!\w)|(?:{PARTY_START.pattern})|(?:{GROUPED.pattern})|(?:{GROUP_MEMBERS.pattern})"
)
_BRACKET = re.compile(r"\([^()]*\)|[“\"][^”\"]*[”\"]")
# Verbs that stand in capitals behind a colon: "Đối với các xã: Tổ chức ..." lists no names.
_ORDERS = re.compile(
    r"(?:tổ chức (?!chính trị|xã hội|đảng)|rà soát|ban hành|quán triệt|tuyên truyền|phân công|bố trí|cung cấp"
    r"|đôn đốc|giám sát"
    r"|kiểm tra|xây dựng (?:kế hoạch|phương án|chương trình|đề án|quy)|hoàn thành|tập trung|bảo đảm|đảm bảo|nghiên cứu"
    r"|đề xuất|chuẩn bị|hỗ trợ|cập nhật|là |có )"
)
# Verbs that names of bodies begin with: "các Bộ: Xây dựng, Thông tin và Truyền thông".
_ALSO_NAMES = {
    "xây dựng",
    "thông tin",
    "quản lý",
    "kiểm tra",
    "giám sát",
    "bảo vệ",
    "hỗ trợ",
    "truyền thông",
    "phát triển",
}
_GROUP_BEFORE_COLON = re.compile(
    r"(?:(?<!cán )bộ|sở|ngành|tỉnh|thành phố|xã|phường|đơn vị|cơ quan|ban|phòng|địa phương|giám đốc|thủ trưởng)\s*$"
    r"|(?<!\w)(?:các|những)\s+(?:[\w ]{2,20},\s+){0,3}(?:tập đoàn|(?:tổng )?công ty|đảng ủy|đảng uỷ|cục|vụ|viện|trường"
    r"|hội)\s*$"
)
BARE_HEAD = re.compile(r"(?:ban|tổ|sở|ngành|bộ|phòng|cổng|cục|hội|vụ|đội|trạm|cấp|đài|quỹ|khoa|báo|đoàn|viện)")
_MARK = re.compile(r"[().:;]")
_WORD = re.compile(r"\w+")
LONGEST = 420  # letters of a phrase
GENERIC = 2  # syllables of "cơ quan", "đơn vị", which are named by their charge
LONGEST_GROUP = 90  # letters before a colon behind which names stand
LONGEST_GAP = 5  # syllables between the end as words tell it and the verb: so many may be part of the name
LONGEST_ATTRIBUTE = 9  # syllables of what bodies have: "các địa phương có nông sản xuất khẩu qua biên giới"


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
    verb = _verb_after(strand, start, stop)
    end = _end_by_words(strand, start, stop if verb is None else verb)
    if BARE_HEAD.fullmatch(strand.low[start:end].strip()) and (verb is None or strand.text[end:verb].strip()):
        return None
    whole = stop if stop < limit or limit == len(strand) else None
    if verb is None and whole is None:
        return end
    gap = strand.low[end : stop if verb is None else verb]
    longest = LONGEST_ATTRIBUTE if gap.lstrip().startswith("có ") else LONGEST_GAP
    if len(gap.split()) <= longest and not re.search(r"[,;\d]", gap):
        return whole if verb is None else verb
    return end


def _verb_after(strand: Strand, start: int, stop: int) -> int | None:
    place = start
    for word in _WORD.finditer(strand.words, start, stop):
        if word.start() < place or word[0] not in FIRST_WORDS:
            continue
        found = VERB.match(strand.words, word.start(), stop)
        if found is None:
            continue
        if word.start() > start and not _is_attribute(strand, start, found):
            return word.start()
        longer = _NAME_WORD.match(strand.low, word.start(), stop)
        place = max(found.end(), longer.end() if longer else 0)
    return None


def _end_by_words(strand: Strand, start: int, stop: int) -> int:
    """The end of the words that go on with a name; a few unknown ones may stand between two that do."""
    determiner = DETERMINER.match(strand.low, start)
    place = end = determiner.end() if determiner else start
    after_capital = False
    while place < stop:
        word = _word_at(strand, place)
        if word is None:
            bridge = next(
                (b for form in _BRIDGES if (b := form.match(strand.words, place, stop)) and _goes_on(strand, b.end())),
                None,
            )
            if bridge is None:
                break
            end = bridge.end(1)
            after_capital = False
        else:
            is_capital = word.re is _CAPITAL
            end = word.end()
            syllable = _SYLLABLE.match(strand.words, end, stop) if is_capital and not after_capital else None
            if syllable and not _noun_at(strand, end + 1):
                end = syllable.end()
            after_capital = is_capital and not syllable
        between = _BETWEEN.match(strand.low, end, stop)
        if between is None:
            break
        place = between.end()
    return min(end, stop)


def _word_at(strand: Strand, place: int) -> re.Match[str] | None:
    return (
        _noun_at(strand, place)
        or _CAPITAL.match(strand.words, place)
        or _BRACKET.match(strand.text, place)
        or VERB.match(strand.words, place)  # those before the end of the name stand inside it
    )


def _goes_on(strand: Strand, place: int) -> bool:
    """Whether a name surely goes on here, behind words that none is known to hold: with a capital or a body."""
    letter = strand.words[place : place + 1]
    return letter.isupper() or bool(_BODY.match(strand.low, place))


def _noun_at(strand: Strand, place: int) -> re.Match[str] | None:
    """A noun of bodies, or a small word that names go on with."""
    form = PARTY_START if strand.words[place : place + 1].isupper() else _SMALL_NOUN
    return form.match(strand.low, place)


def _is_attribute(strand: Strand, start: int, found: re.Match[str]) -> bool:
    """ "cơ quan chủ trì phải", "đơn vị được lấy ý kiến": the verb belongs to the name."""
    before = strand.low[start : found.start()].rstrip()
    if (
        (_GIVEN.search(before) and not _has_own_name(strand, start, before))
        or (before.endswith(" được") and _WHO_IS.match(found[0]))
        or (found[0] in ("giao", "phân công", "lựa chọn") and _BY_SOMEBODY.search(before))
        or (found[0] in ("truyền thông", "thông tin") and _MEDIA.search(before))
        or _goes_on_as_name(strand, found)
        or (_GIVEN_TASKS.match(found[0]) and _MODAL.match(strand.low, found.end()))
        or _AT_WORK.match(strand.low, found.start())
        or _OF_SOMEBODY.match(strand.low, found.end())
    ):
        return True
    if found[0] == "tại" and strand.low.startswith(" điều ", found.end()):
        return True
    if found[0] in ("trong", "tại") and before.endswith(("hoạt động", "làm việc", "công tác", "sinh sống")):
        return True
    if _ENDS_NAMES.match(found[0]) and _PLAIN_DUTY.match(strand.low, found.end()):
        return True
    behind = found.end() + 1
    writes = bool(_DOCUMENT.match(strand.low, behind))
    proper = strand.text[behind : behind + 1].isupper() and not (writes or starts_party(strand, behind))
    if _CENTRE.search(before) and _CENTRES_WORK.match(found[0]) and not _PREDICATE.match(strand.low, found.end()):
        return True
    if _IN_NAMES.match(found[0]) and (
        (proper and not strand.text[start : found.start()].islower())
        or _NOUN_BEFORE.search(before)
        or (_DESCRIBED.search(before) and not writes and not _PREDICATE.match(strand.low, found.end()))
    ):
        return True
    if not _GENERIC.search(before) or not _ATTRIBUTE.match(found[0]):
        return False
    # "Đơn vị chủ trì thực hiện ...": a bare "đơn vị" is named by its charge alone.
    is_bare = bool(_GENERIC.fullmatch(before)) and found[0] == "chủ trì" and VERB.match(strand.words, behind)
    return bool(is_bare or _MODAL.match(strand.low, found.end()))


def _goes_on_as_name(strand: Strand, verb: re.Match[str]) -> bool:
    """ "cơ quan kiểm tra, giám sát": words of a name that begin like a verb; "kiểm tra, giám sát việc" are none."""
    longer = _NAME_WORD.match(strand.low, verb.start())
    return longer is not None and longer.end() > verb.end() and not _OBJECT.match(strand.low, longer.end())


def _has_own_name(strand: Strand, start: int, before: str) -> bool:
    """Whether a body is named before "được giao": "Sở Xây dựng", which no charge needs to tell from others."""
    named = before.rpartition(" được ")[0]
    return strand.text[start].isupper() and len(named.split()) > GENERIC and not DETERMINER.match(strand.low, start)


def _mark_after(strand: Strand, start: int, limit: int) -> int:
    """The first ".", ":" or ";" that ends a phrase.

    A colon after "Các Bộ", "các tỉnh" introduces names; a semicolon may stand between two names.
    """
    text, depth, listed = strand.text, 0, False
    for mark in _MARK.finditer(text, start, limit):
        place, letter = mark.start(), mark[0]
        if letter == "(":
            depth += 1
        elif letter == ")":
            depth = max(0, depth - 1)
        elif (
            depth
            or (letter == ":" and names_follow(strand, place) and lists_names(text[start:place]))
            or (
                letter == ";"
                and place + 2 < limit
                and (starts_party(strand, place + 2) or (listed and text[place + 2].isupper()))
            )
        ):
            listed = listed or letter == ":"
            continue
        elif letter in ":;" or (letter == "." and not text[place + 1 : place + 2].strip()):
            return place
    return limit


def names_follow(strand: Strand, colon: int) -> bool:
    """Whether a name, not a verb, stands behind the colon."""
    place = colon + 1 + strand.text[colon + 1 : colon + 2].isspace()
    small = VERB.match(strand.low, place)
    is_verb = (small and small[0] not in _ALSO_NAMES) or _ORDERS.match(strand.low, place)
    return strand.text[place : place + 1].isupper() and not is_verb


def lists_names(text: str) -> bool:
    """Whether names stand behind a colon after these words: "các Bộ:", "Giám đốc các sở, ban:", "các Tập đoàn:"."""
    return len(text) < LONGEST_GROUP and bool(_GROUP_BEFORE_COLON.search(text.lower()))
