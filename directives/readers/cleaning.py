"""Text as readings want it."""

from __future__ import annotations

import re
import unicodedata

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff]")
_LINE_END = re.compile(r"\r\n?|[\u2028\u2029\u0085\x0c]")


def cleaned(text: str) -> str:
    """NFC, lines ending with "\\n", no control characters, no lone surrogates: spans of a reading are places in it."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return unicodedata.normalize("NFC", _CONTROL.sub("", _LINE_END.sub("\n", whole)))
