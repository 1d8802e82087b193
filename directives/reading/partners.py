"""Who takes part in a duty beside the one who leads: "phối hợp với A và B", "cùng C", "có sự tham gia của D"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from .names import party_end, starts_party
from .parties import ONE_NOUN, parties_in
from .strands import Strand

TAKE_PART = re.compile(
    r"(?<!\w)(?<!cơ quan )(?<!đơn vị )(?<![Qq]uy chế )(?<![Cc]hương trình )"
    r"(?:[Pp]hối (?:kết )?hợp|[Kk]ết hợp(?=\s(?:chặt chẽ\s)?với\s))"
    r"(?:(?:,| và|, và) (?!tạo điều kiện)[\w ]{2,24}?"
    r"(?=\s(?:với|cùng|giữa|các|chính quyền|lực lượng|địa phương|cơ quan|đơn vị|[A-ZĐỦ])))?"
    r"(?:\s+(?:chặt chẽ|thực hiện|hiệu quả|có hiệu quả|tốt|đồng bộ|thường xuyên|kịp thời"
    r"|công tác))?\s+(?:(?:cùng với|cùng|với|giữa)\s+)?"
)
_ALONGSIDE = re.compile(
    r"(?:chủ trì,?|có trách nhiệm,?|phối hợp,|đầu mối,?)\s+cùng\s+(?:với\s+)?"
    r"|(?<!huy động )(?<!thu hút )(?:có )?sự tham gia của\s+|^cùng với\s+"
    r"|chủ trì,\s+làm việc với\s+"
)
# Words that name nobody in particular.
NO_NAME = re.compile(
    r".* mình|(?:cơ quan|đơn vị|bộ phận|phòng|liên ngành)|(?:các )?(?:cơ quan|đơn vị|bộ phận|phòng) chủ trì"
)
BEFORE_NAME = re.compile(r"[,;:]\s|\sdo\s|\sgiao\s|\sbởi\s")


def partners_of(sentence: Strand) -> Iterator[Strand]:
    """The bodies that a sentence says to take part."""
    for found in _ALONGSIDE.finditer(sentence.low):
        end = party_end(sentence, found.end())
        if end is not None and end > found.end():
            yield from parties_in(sentence.cut(found.end(), end))
    for found in TAKE_PART.finditer(sentence.words):
        if not starts_party(sentence, found.end()):
            yield from _before_takes_part(sentence, found.start())
            continue
        end = party_end(sentence, found.end())
        if end is not None and end > found.end():
            phrase = sentence.cut(found.end(), end)
            names = parties_in(phrase)
            # After "các Bộ:" and "các Bộ Tài chính," stand bare names; elsewhere a piece that is no body ends the list.
            are_bare = ": " in phrase.text or ONE_NOUN.match(phrase.text)
            yield from names if are_bare else takewhile(lambda party: starts_party(party, 0), names)


def _before_takes_part(sentence: Strand, place: int) -> list[Strand]:
    """ "Sở A chủ trì, Sở B phối hợp thực hiện": the name between the comma and "phối hợp"."""
    marks = list(BEFORE_NAME.finditer(sentence.low, max(0, place - 120), place))
    if not marks or not starts_party(sentence, marks[-1].end()) or party_end(sentence, marks[-1].end()) != place:
        return []
    return parties_in(sentence.cut(marks[-1].end(), place))
