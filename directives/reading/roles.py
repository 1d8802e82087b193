"""Leads and coordinating bodies of an item, found by the place of their names in its sentences."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .headings import named_by_heading, turned_to
from .names import DETERMINER, party_end, starts_party
from .openings import ADVERBIAL, ASKS, ASSIGN, after_topic, beginning
from .parties import parties_in
from .partners import BEFORE_NAME, NO_NAME, TAKE_PART, partners_of
from .sentences import in_brackets, sentences_of
from .strands import LOWER, UPPER, Strand
from .verbs import VERB

_ASSIGN_INSIDE = re.compile(
    rf"(?:;|\bthì|đồng thời,?|(?:,|\bvà)(?=\s+(?:giao|phân công)))\s+(?:cũng\s+)?{ASSIGN.pattern}"
)
_ASKED_AFTER_ADVERBIAL = re.compile(rf"(?:,|;|\bvà|\bthì)\s+(?:cũng\s+)?{ASSIGN.pattern}")
_MUST = re.compile(r"(?:,|;)\s+(?=\w)")
# A report: "Ngày 17-4, Sở X có Công văn số 12/A yêu cầu các trường ...".
_ISSUED_AND_ASKED = re.compile(
    r"\s(?:có|ban hành|ký|gửi)\s+(?:công văn|chỉ thị|công điện|văn bản|kế hoạch|thông báo)(?!\w)[^.;]{0,90}?\s"
    r"(?:yêu cầu|đề nghị|giao|chỉ đạo)\s+(?:trước mắt,?\s+)?"
)
# Those who give duties in every directive; they lead only where one is assigned to them.
_ABOVE_ALL = re.compile(
    r"chính phủ|thủ tướng(?: chính phủ)?|quốc hội|bộ chính trị|ban bí thư|bộ chính trị, ban bí thư"
    r"|ban chấp hành trung ương đảng"
)
_STRAY = re.compile(rf"\.\s+[{LOWER}]")  # a full stop that a scan saw inside a sentence
_ASKED_SOON = re.compile(r"\s(?:yêu cầu|đề nghị|giao)\s")
_STRESSED = re.compile(r"(?:nhất là|đặc biệt là)")
_STANCE = re.compile(
    r"(?:cơ bản |hoàn toàn )?(?:nhất trí|thống nhất (?:với|về|chủ trương|đánh giá)|ghi nhận|đánh giá cao|biểu dương"
    r"|thẳng thắn|chỉ ra|nhận thấy|hoan nghênh|đồng ý|cảm ơn|chúc mừng|trân trọng(?! đề nghị| yêu cầu| kính))(?!\w)"
)
_RECEIVER = re.compile(r"(?:để|nhằm|xem xét|biết|trước ngày|theo quy định|về)(?!\w)")
_OF_A_LIST = re.compile(
    r"(?:chỉ đạo|quy định|báo cáo|ý kiến|thẩm quyền|yêu cầu|kết luận|lãnh đạo) của"
    r"(?:(?!\s(?:tại|ngày|số|về|đã)\s)[^;:.])*$"
)
_NAMES = re.compile(rf"(?<=\s)(?=(?:các|những|[{UPPER}]))")
_WHEN = re.compile(r"(?:sau khi|trước khi|khi|trong quá trình|trong khi)\s[^.;:]{5,90}?\s(?=(?:các|những|toàn thể)\s)")
_CLAUSE = re.compile(r",\s+(?:đồng thời,?\s+)?|\s+thì\s+|(?<=vướng mắc)\s+(?=các\s)|(?<=phát sinh)\s+(?=các\s)")
_CHAIRS = re.compile(r"(?<!\w)(?:chủ trì|làm đầu mối|là đầu mối|là cơ quan (?:chủ trì|đầu mối|thường trực))(?!\w)")
_GIVEN_TOPIC = re.compile(r"(?:công tác|việc|nhiệm vụ|nội dung)\s[^.,;:]{3,80}?\sgiao\s")  # "việc X giao Y đảm nhận"
_TELLS = re.compile(
    r"(?:xin )?thông báo (?:để|kết luận|ý kiến|(?:đến|tới) (?:các |quý )?(?:cơ quan|đơn vị))"
    r"|trân trọng(?! đề nghị| yêu cầu| kính)|ghi nhận|biểu dương|đánh giá cao|vừa (?:ký|ban hành)"
)
_NO_ORDER = re.compile(
    r"(?:chịu trách nhiệm(?: (?:trước|về|toàn|nếu|cá nhân|khi|trong|theo)|,|$)|được(?! giao)|ghi nhận|đánh giá cao"
    r"|đã|đang|sẽ|biểu dương|không|chưa"
    r"|thông báo"
    r"|nhận được|trân trọng)"
)
_BOUND = re.compile(r"(?:phải|có trách nhiệm|cần|chủ động|gửi)(?!\w)")
_PASSIVE = re.compile(r"(?:được lấy ý kiến)")
_FIELD = re.compile(
    r"(?:(?:cơ quan|đơn vị|tổ chức|bộ phận|phòng|cá nhân)(?:,\s*(?:đơn vị|tổ chức|cá nhân|cơ quan))*\s+)?"
    r"(chủ trì|thực hiện|phối hợp|tham mưu|đầu mối|phân công thực hiện|phân công|trách nhiệm"
    r"|chịu trách nhiệm)(?:\s+(?:thực hiện|chính|chủ trì|tham mưu))*\s*:\s*"
)


_AND_THE = re.compile(r"\svà\s+(?=các\s)")


@dataclass(frozen=True)
class Roles:
    leads: tuple[Strand, ...]
    coordinating: tuple[Strand, ...]


NOBODY = Roles((), ())


def roles_of(paragraphs: list[Strand], *, heads_others: bool = False) -> Roles:
    """Who leads and who takes part, as far as the paragraphs of one item say it themselves.

    A bare name is a lead where it `heads_others`: items or paragraphs that say what it is to do.
    """
    leads: list[Strand] = []
    partners: list[Strand] = []
    for number, paragraph in enumerate(paragraphs):
        if field := _FIELD.match(paragraph.low):
            _read_field(paragraph, field, leads, partners)
            continue
        behind_topic = after_topic(paragraph, 0)
        paragraph = paragraph.cut(behind_topic)
        for place, sentence in enumerate(sentences_of(paragraph)):
            begins = number == 0 and place == 0
            opens = begins or (place == 0 and behind_topic > 0)
            leads.extend(_leads_of(sentence, opens=opens, bare=begins and (heads_others or len(paragraphs) > 1)))
            partners.extend(partners_of(sentence))
    taken = {_key(lead) for lead in leads}
    others = (p for p in _unique(partners) if _key(p) not in taken and not NO_NAME.fullmatch(p.low))
    return Roles(_unique(leads), tuple(others))


def _read_field(paragraph: Strand, field: re.Match[str], leads: list[Strand], partners: list[Strand]) -> None:
    """ "Cơ quan chủ trì: Sở A, Sở B; Sở C và các đơn vị liên quan." """
    into = partners if field[1] == "phối hợp" else leads
    for sentence in sentences_of(paragraph.cut(field.end())):
        place = 0
        while starts_party(sentence, place) and (end := party_end(sentence, place)) and end > place:
            into.extend(parties_in(sentence.cut(place, end)))
            again = _AND_THE.search(sentence.low, end) if into is leads else None
            place = again.end() if again and not TAKE_PART.search(sentence.words, end, again.start()) else len(sentence)
        partners.extend(partners_of(sentence))


def _leads_of(sentence: Strand, *, opens: bool, bare: bool) -> list[Strand]:
    low = sentence.low
    place = beginning(low, 0)
    place = after_topic(sentence, place)
    leads: list[Strand] = []
    if opens and (addressed := turned_to(sentence, place, bare=bare)):
        return addressed
    assigned = ASSIGN.match(low, place)
    if bare and (heading := named_by_heading(sentence, assigned.end() if assigned else place)):
        return heading
    if assigned:
        at = when.end() if (when := _WHEN.match(low, assigned.end())) else assigned.end()
        leads += _subject(sentence, at, needs_verb=False)
    elif (told := _ISSUED_AND_ASKED.search(low, place, place + 260)) and starts_party(sentence, told.end()):
        leads += _subject(sentence, told.end(), needs_verb=True)
    elif (given := _GIVEN_TOPIC.match(low, place)) and starts_party(sentence, given.end()):
        leads += _subject(sentence, given.end(), needs_verb=True)
    elif starts_party(sentence, place) and (opens or place > 0 or sentence.text[place].isupper()):
        leads += _subject(sentence, place, needs_verb=not bare, duty=not opens)
    elif ADVERBIAL.match(low, place) and not any(
        starts_party(sentence, asked.end()) for asked in _ASKED_AFTER_ADVERBIAL.finditer(low, place)
    ):
        leads += _after_adverbial(sentence, place)
    insides = _ASKED_AFTER_ADVERBIAL if ADVERBIAL.match(low, place) else _ASSIGN_INSIDE
    read_to = place
    for inside in insides.finditer(low, place):
        if inside.start() >= read_to:
            leads += _subject(sentence, inside.end(), needs_verb=True)
            read_to = party_end(sentence, inside.end()) or read_to
    leads += [found for found in _bound(sentence, place) if not any(one.text.endswith(found.text) for one in leads)]
    leads = leads or _asked_by_somebody(sentence, place) or _before_chairs(sentence)
    return leads if assigned else [lead for lead in leads if not _ABOVE_ALL.fullmatch(lead.low)]


def is_bound(paragraph: Strand) -> bool:
    """Whether the paragraph begins with a body that must do something: "Các địa phương phải ..."."""
    place = beginning(paragraph.low, 0)
    end = party_end(paragraph, place)
    return end is not None and bool(_BOUND.match(paragraph.low, end))


def _bound(sentence: Strand, place: int) -> list[Strand]:
    """ "..., các địa phương phải huy động": whoever is bound by a clause of its own."""
    found: list[Strand] = []
    for at in (place, *(clause.end() for clause in _MUST.finditer(sentence.low, place))):
        if " phải " in sentence.low[at : at + 90] and starts_party(sentence, at) and not in_brackets(sentence.text, at):
            end = party_end(sentence, at)
            if (
                end
                and sentence.low.startswith("phải ", end)
                and not _STRESSED.search(sentence.low, max(0, at - 80), at)
            ):
                named = parties_in(sentence.cut(at, end))
                found += [one for one in named if not any(other.text.endswith(one.text) for other in found)]
    return found


def _asked_by_somebody(sentence: Strand, place: int) -> list[Strand]:
    """ "Đây là việc cấp bách, Chủ tịch UBND tỉnh đề nghị các sở ...": who is asked in a later clause."""
    for clause in _MUST.finditer(sentence.low, place):
        at = clause.end()
        if not (_ASKED_SOON.search(sentence.low, at, at + 120) and sentence.text[at].isupper()):
            continue
        end = party_end(sentence, at)
        if end is not None and ASKS.match(sentence.low, end):
            return _subject(sentence, at, needs_verb=True)
    return []


def _after_adverbial(sentence: Strand, place: int) -> list[Strand]:
    """ "Trên cơ sở ..., Sở Y tế chủ trì": the first clause that names who acts."""
    for clause in _CLAUSE.finditer(sentence.low, place):
        at = clause.end()
        if not starts_party(sentence, at) or _goes_on_with_a_list(sentence, place, clause.start()):
            continue
        named = sentence.text[at].isupper() or DETERMINER.match(sentence.low, at) or "thì" in clause[0]
        end = party_end(sentence, at)
        if end is None or _RECEIVER.match(sentence.low, end) or not (named or _BOUND.match(sentence.low, end)):
            continue
        if _OF_A_LIST.search(sentence.low, max(0, at - 160), clause.start()) and not VERB.match(sentence.words, end):
            continue
        if leads := _subject(sentence, at, needs_verb=True, duty="thì" not in clause[0]):
            return leads
    return []


def _goes_on_with_a_list(sentence: Strand, floor: int, comma: int) -> bool:
    """ "hỗ trợ các chủ đầu tư, các nhà thầu": the name behind the comma is an object too, after "của" it acts."""
    for word in _NAMES.finditer(sentence.text, max(floor, comma - 70), comma):
        if starts_party(sentence, word.start()) and (party_end(sentence, word.start()) or 0) > comma:
            return not sentence.low.endswith(" của ", 0, word.start())
    return False


def _subject(sentence: Strand, start: int, *, needs_verb: bool, duty: bool = False) -> list[Strand]:
    """The names from `start` to the verb.

    With `needs_verb` none where no verb follows; with `duty` none where the verb is no order.

    "UBND tỉnh yêu cầu các sở chủ trì": it is the ones asked who lead.
    """
    end = party_end(sentence, start)
    if end is None or end == start:
        return []
    if needs_verb and (end >= len(sentence) or (sentence.text[end] in ".;" and not _STRAY.match(sentence.text, end))):
        return []
    asked = ASKS.match(sentence.low, end)
    if any(form.match(sentence.low, end) for form in (_TELLS, _STANCE)) or (
        duty and not asked and _NO_ORDER.match(sentence.low, end)
    ):
        return []
    if asked:
        at = when.end() if (when := _WHEN.match(sentence.low, asked.end())) else asked.end()
        return _subject(sentence, at, needs_verb=needs_verb) if starts_party(sentence, at) else []
    names = sentence.cut(start, end)
    if names.low.endswith(" được"):
        return []  # something is done to them
    return (
        [] if (names.text.isupper() and len(names) > 12) or (duty and _PASSIVE.search(names.low)) else parties_in(names)
    )


def _before_chairs(sentence: Strand) -> list[Strand]:
    """ "..., do Sở Y tế chủ trì": the name that stands right before "chủ trì"."""
    for found in _CHAIRS.finditer(sentence.low):
        marks = list(BEFORE_NAME.finditer(sentence.low, max(0, found.start() - 120), found.start()))
        start = marks[-1].end() if marks else 0
        if marks and marks[-1][0].startswith(",") and _goes_on_with_a_list(sentence, 0, marks[-1].start()):
            continue
        if (
            found.start() - start < 120
            and starts_party(sentence, start)
            and party_end(sentence, start) == found.start()
        ):
            return [one for one in parties_in(sentence.cut(start, found.start())) if not one.low.endswith(" mình")]
    return []


def _key(party: Strand) -> str:
    return re.sub(r"\W+", "", party.plain)


def _unique(parties: list[Strand]) -> tuple[Strand, ...]:
    return tuple({_key(party): party for party in reversed(parties)}.values())[::-1]
