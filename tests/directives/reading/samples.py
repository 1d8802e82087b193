"""Documents of the project's own writing, as they arrive: flattened, wrapped, with blanks and slips."""

from pathlib import Path

from directives.reading import read
from directives.reading.proposal import Item, Proposal
from directives.reading.strands import Strand

FOLDER = Path(__file__).parent.parent / "samples"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))


def text_of(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")


def reading_of(name: str) -> Proposal:
    return read(text_of(name))


def strand(text: str) -> Strand:
    """The text as a strand that stands at its own place."""
    return Strand(text, tuple(range(len(text))))


def labels(items: tuple[Item, ...]) -> list[str | None]:
    return [item.label for item in items]


def item(proposal: Proposal, label: str, nth: int = 0) -> Item:
    """The nth item that carries this label."""
    return [one for one in proposal.items if one.label == label][nth]


def letter(body: str, head: str = "Số: 15/SNV-VP\nV/v thử việc đọc\nAn Bình, ngày 02 tháng 6 năm 2025") -> str:
    """A letter with this body, between a plain head and a plain tail."""
    tail = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nGIÁM ĐỐC\n\nNguyễn Văn A"
    return f"SỞ NỘI VỤ\n\n{head}\n\nKính gửi: Các đơn vị thuộc Sở.\n\n{body}\n\n{tail}\n"
