"""Which names as printed may become other names of a unit or group, once a person said what they mean.  Pure.

What is learned matches with certainty from then on, so only what names one body does.
"""

from __future__ import annotations

from typing import Literal

from units.matching import Matcher
from units.naming import is_generic, names_several, without_head

#: As long as the column.
LONGEST = 200


def may_learn(matcher: Matcher, written: str, kind: Literal["unit", "group"], pk: int) -> bool:
    """Whether the words, said to mean this unit or group, tell something that is not known and holds elsewhere.

    Not what is known for certain; not the full name of another; not words about whoever it concerns, nor lists; not
    what may mean several alike, such as a unit that was divided: that is decided anew in each document.
    """
    words = without_head(written)
    if not words or len(written) > LONGEST or names_several(written):
        return False
    if is_generic(words):
        return False
    if any((one.kind, one.pk) != (kind, pk) for one in matcher.bearers(written)):
        return False
    match = matcher.match(written)
    if match is None:
        return True
    if match.meant is None:
        return not match.alternatives
    return bool(match.doubt) or (match.meant.kind, match.meant.pk) != (kind, pk)
