"""How long the reader takes: ten pages beside one pass over their letters, ten times as much beside the ten pages."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable, Iterator
from functools import partial

from directives.reading import read
from directives.reading.strands import plain
from reports.bench.measures import Measure

PAGES = 10
LETTERS_A_PAGE = 2_500
WIDTH = 72

_HEAD = """\
ỦY BAN NHÂN DÂN
TỈNH A

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc

Số: 15/CT-UBND

A, ngày 05 tháng 3 năm 2026

CHỈ THỊ
Về việc tăng cường kỷ luật, kỷ cương trong xử lý công việc

Thực hiện Chỉ thị số 10/CT-TTg ngày 02/02/2026 của Thủ tướng Chính phủ, Chủ tịch Ủy ban nhân dân tỉnh yêu cầu:

"""
_ITEMS = """\
{n}. Sở Nội vụ chủ trì, phối hợp với Văn phòng Ủy ban nhân dân tỉnh và các cơ quan có liên quan rà soát, sửa đổi quy \
chế làm việc, cắt giảm ít nhất 20% thời gian giải quyết hồ sơ, báo cáo kết quả trước ngày 15 tháng 4 năm 2026.

Trường hợp quá thời hạn mà chưa xử lý xong thì người đứng đầu phải giải trình bằng văn bản, nêu rõ nguyên nhân và cam \
kết thời gian hoàn thành theo Quyết định số 12/QĐ-UBND ngày 06/01/2026 của Ủy ban nhân dân tỉnh.

a) Các sở, ban, ngành công khai danh mục công việc chậm muộn trên cổng thông tin điện tử của đơn vị;

b) Giám đốc Sở Tài chính; Chủ tịch Ủy ban nhân dân các xã, phường bố trí kinh phí, phương tiện làm việc:

- Phân công một công chức theo dõi, đôn đốc từng nhiệm vụ đến kết quả cuối cùng;

- Cập nhật tiến độ lên hệ thống định kỳ hằng tháng, chậm nhất ngày 25.

"""
_TAIL = """\
Nơi nhận:
- Như trên;
- Văn phòng Chính phủ (b/c);
- Lưu: VT, TH.

CHỦ TỊCH

Nguyễn Văn A
"""
_CONFUSIONS = {"đ": "d", "ế": "ê", "ổ": "ỗ", "ẩ": "â", "ủ": "u", "I": "l", ";": ":", "–": "-"}
_SHARE_CONFUSED = 0.1


def measures_of_reading() -> Iterator[Measure]:
    """Two lines for each form in which texts arrive; the second's ratio says whether time grows with length alone."""
    for form, arrived in FORMS.items():
        ten, hundred = arrived(directive(PAGES)), arrived(directive(10 * PAGES))
        yield Measure(f"reading, {form}", partial(read, ten), partial(plain, ten), f"{PAGES} pages")
        yield Measure(f"reading at length, {form}", partial(read, hundred), partial(read, ten), f"{10 * PAGES} pages")


def directive(pages: int) -> str:
    """A directive of so many pages, numbered through."""
    count = pages * LETTERS_A_PAGE // len(_ITEMS) + 1
    return _HEAD + "".join(_ITEMS.format(n=n) for n in range(1, count + 1)) + _TAIL


def wrapped(text: str) -> str:
    """In lines of one width, as pages of the web and PDF files give it."""
    return "\n".join(textwrap.fill(line, WIDTH) for line in text.split("\n"))


def scanned(text: str) -> str:
    """With the slips of a scan: letters taken for others, pages numbered in the middle of sentences."""
    chance = random.Random(26)
    lines = wrapped("".join(_CONFUSIONS.get(c, c) if chance.random() < _SHARE_CONFUSED else c for c in text)).split(
        "\n"
    )
    for page, place in enumerate(range(40, len(lines), 41), start=2):
        lines[place:place] = ["", f"{page}", ""]
    return "\n".join(lines)


FORMS: dict[str, Callable[[str], str]] = {"clean": str, "wrapped": wrapped, "scanned": scanned}
