"""Vietnamese words without case, marks and the tone mark's place: what searching and matching compare."""

from __future__ import annotations

import re
import unicodedata


def fold(text: str) -> str:
    """Lower case, no marks, đ as d, every run of other characters one space: "Phòng TCCB – Sở" -> "phong tccb so"."""
    decomposed = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    bare = "".join(char for char in decomposed if unicodedata.category(char) != "Mn")
    return re.sub(r"[^a-z0-9]+", " ", bare).strip()
