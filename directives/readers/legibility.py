"""Whether the words that a PDF file carries are words, or what is left of them without its fonts."""

from __future__ import annotations

import re
import unicodedata

#: Of these, every official page holds some; all carry marks, which old fonts (TCVN3, VNI) and lost ones don't show.
_COMMON_WORDS = """
và của các có về việc với được không phải tại từ đến này đã là để những một thực hiện ngày tháng năm số công văn nhân
dân sở tỉnh ủy đơn vị báo cáo nội định chỉ đạo kính gửi nơi nhận
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+")
_STRANGE_SHARE = 0.2  # of the characters
_COMMON_SHARE = 0.03  # of the words
_ENOUGH_WORDS = 30


def is_legible(text: str) -> bool:
    """False where most characters are none (private use, control, replacement), or where a page full of words has
    next to none that Vietnamese uses.  Little text is given the benefit of the doubt."""
    marks = [char for char in text if not char.isspace()]
    strange = sum(char == "\ufffd" or unicodedata.category(char) in ("Co", "Cn", "Cc") for char in marks)
    if strange > _STRANGE_SHARE * len(marks):
        return False
    words = _WORD.findall(unicodedata.normalize("NFC", text).lower())
    common = sum(word in _COMMON for word in words)
    return len(words) < _ENOUGH_WORDS or common >= _COMMON_SHARE * len(words)
