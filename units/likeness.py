"""Names that scanning has damaged: which name may stand behind words that no unit has.  Pure.

A likeness is a proposal with a doubt, never more.  Words that are good Vietnamese are taken for what they say: a
scanner turns "chức" into "chirc", which no one writes, but "Tân An" and "Tân Anh" are two communes.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from units.naming import BEGINS_WITH_KIND, words_of_place

#: A syllable as Vietnamese writes it, without marks.
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?"
    r"(?:uye|ieu|yeu|oai|oay|uay|uoi|uou|oeo|uya|uyu|ye|ie|oa|oe|uo|uy|ua|ia|iu|ai|ao|au|ay|eo|eu|oi|ui|uu|ue|[aeiouy])"
    r"(?:ng|nh|ch|[cmnpt])?"
)
_NUMERAL = re.compile(r"\b(?:\d+|i{1,3}|iv|vi{0,3}|ix|x)\b")
_LETTERS = str.maketrans({"0": "o", "1": "i", "l": "i"})


def skeleton(words: str) -> str:
    """What is left where l/1/I, O/0, rn/m, vv/w are one and spaces may be lost: equal for a name and its scan."""
    return words.replace(" ", "").replace("rn", "m").replace("vv", "w").translate(_LETTERS)


def alike(written: str, names: dict[str, str], known_words: Collection[str]) -> list[str]:
    """Those of the names that damage may have turned into what is written, the likeliest only (several if equal).

    `names`: normal name -> its skeleton.  `known_words`: words that names here hold; one of them is no damage.
    """
    looks = skeleton(written)
    near = process.extract(looks, names, scorer=Levenshtein.distance, score_cutoff=_most_damage(looks), limit=20)
    found = [(distance, name) for _, distance, name in near if not distance or _is_damaged(written, name, known_words)]
    least = min((distance for distance, _ in found), default=0)
    return [name for distance, name in found if distance == least]


def _most_damage(looks: str) -> int:
    """Letters that may differ: none in a short name, three in a long one."""
    return sum(len(looks) >= length for length in (7, 11, 20))


def _is_damaged(written: str, name: str, known_words: Collection[str]) -> bool:
    if _NUMERAL.findall(written) != _NUMERAL.findall(name):
        return False
    kind, its_kind = BEGINS_WITH_KIND.match(written), BEGINS_WITH_KIND.match(name)
    if kind and its_kind and kind.group() != its_kind.group():  # "Bộ Nội vụ" is no scan of "Sở Nội vụ"
        return False
    ours, theirs = written.split(), name.split()
    if len(ours) != len(theirs):  # spaces lost or won: every word of its own must be no word
        return not any(_is_word(word, known_words) for word in ours if word not in theirs)
    place = len(theirs) - words_of_place(name)
    pairs = [(at, a, b) for at, (a, b) in enumerate(zip(ours, theirs, strict=True)) if skeleton(a) != skeleton(b)]
    if any(Levenshtein.distance(a, b) > max(1, len(b) // 2) for _, a, b in pairs):
        return False
    words = [(at, a, b) for at, a, b in pairs if _is_word(a, known_words)]
    if not words:
        return True
    at, word, whole = words[0]
    # One good word of a long name may be damage still; a short one only where a letter was lost, one of a place never.
    is_plausible = len(word) > 3 or (len(word) == len(whole) - 1 and Levenshtein.distance(word, whole) == 1)
    return len(words) == 1 and len(theirs) > 3 and at < place and is_plausible and word not in known_words


def _is_word(word: str, known_words: Collection[str]) -> bool:
    return word in known_words or bool(_SYLLABLE.fullmatch(word))
