"""What one part of the page hands to its template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Section:
    """`template` finds `facts` under the name `section`."""

    template: str
    facts: dict[str, Any]
