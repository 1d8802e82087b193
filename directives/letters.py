"""A document that the office is about to issue: what it says, to whom, over whose signature.  Pure values, no rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from directives.confirmed import Copy, Party
from directives.signing import Signature
from directives.types import DocumentType, Priority

TO_DO, TO_KNOW, TO_POST = "để thực hiện", "để biết", "đăng tin"
#: The types that open with Kính gửi; any other names those who carry it out in Nơi nhận.
ADDRESSED = frozenset({DocumentType.OFFICIAL_DISPATCH, DocumentType.OFFICIAL_TELEGRAM})
AS_ABOVE = Copy("Như trên")


@dataclass(frozen=True)
class Annex:
    """A table behind the letter, on a page on its side; `left` are the columns of words, `widths` in mm."""

    title: str
    headings: tuple[str, ...]
    widths: tuple[float, ...]
    left: frozenset[int]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Letter:
    """`body` is the text between Kính gửi and Nơi nhận, a line a paragraph, numbered as it shall be printed; `bases`
    are the lines of Căn cứ before it.  `informed` get a copy to know and no task; `recipients` are the other lines of
    Nơi nhận, the archive copy among them."""

    document_type: str
    subject: str
    body: str
    signature: Signature
    addressees: tuple[Party, ...] = ()
    informed: tuple[Party, ...] = ()
    recipients: tuple[Copy, ...] = ()
    bases: tuple[str, ...] = ()
    priority: str = Priority.NORMAL
    place: str = ""
    is_electronic_only: bool = False
    annex: Annex | None = None

    @property
    def copies(self) -> tuple[Copy, ...]:
        """Nơi nhận as printed: those who carry it out, those who are to know, the others, the archive copy last."""
        if self.document_type in ADDRESSED:
            first: tuple[Copy, ...] = (AS_ABOVE,) if self.addressees else ()
        else:
            first = tuple(Copy(f"{party.as_printed} ({TO_DO})", TO_DO) for party in self.addressees)
        known = tuple(Copy(f"{party.as_printed} ({TO_KNOW})", TO_KNOW) for party in self.informed)
        said = [copy for copy in self.recipients if copy.as_printed.casefold() != AS_ABOVE.as_printed.casefold()]
        others = tuple(copy for copy in said if not copy.is_archive)
        return (*first, *known, *others, *(copy for copy in said if copy.is_archive))

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The body's lines, the last one closed by "./."."""
        lines = [line.strip() for line in self.body.splitlines() if line.strip()]
        if lines and not lines[-1].endswith("./."):
            lines[-1] = f"{lines[-1].rstrip(' .;:,/')}./."
        return tuple(lines)

    @property
    def legal_bases(self) -> tuple[str, ...]:
        """Căn cứ, each with its mark: semicolons, a full stop after the last."""
        lines = [line.strip().rstrip(";.,") for line in self.bases if line.strip()]
        return tuple(f"{line}{';' if place < len(lines) else '.'}" for place, line in enumerate(lines, start=1))


@dataclass(frozen=True)
class Letterhead:
    """What the office adds: names as they were on the day, number and date.  `on` None: a draft, which has neither."""

    agency: str
    superior: str
    reference: str
    on: date | None = None
