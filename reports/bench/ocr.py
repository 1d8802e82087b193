"""Recognition of a page beside Tesseract's own command on the same picture, with the same data and one core each."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from PIL import Image, ImageDraw, ImageFont

from directives.readers import Session, read_file
from reports.bench.timing import Work

#: Where a typeface with Vietnamese letters may lie: the one that tests draw scans with, then Debian's.
FONTS = (
    settings.BASE_DIR / "node_modules/@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf",
    Path("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf"),
)
A4 = (2480, 3508)  # at 300 dots an inch
LINE = "Giao Văn phòng Sở chủ trì, phối hợp với các phòng rà soát quy chế làm việc, báo cáo trước ngày {day}/4."


def recognition(folder: Path) -> tuple[Work, Work] | str:
    """Ours and Tesseract's own, or the word why they can't be set side by side here."""
    command = shutil.which("tesseract")
    font = next((path for path in FONTS if path.exists()), None)
    if command is None:
        return "recognition of a page: skipped, there is no tesseract command here"
    if font is None:
        return "recognition of a page: skipped, there is no typeface with Vietnamese letters here"
    page = folder / "page.png"
    draw(page, font)
    return ours(page), theirs(page, command)


def draw(path: Path, font: Path) -> None:
    """A full page of text as a scanner would see it."""
    page = Image.new("L", A4, 255)
    pen, face = ImageDraw.Draw(page), ImageFont.truetype(str(font), 46)
    for number in range(34):
        pen.text((220, 250 + number * 88), LINE.format(day=number % 28 + 1), font=face, fill=0)
    page.save(path, dpi=(300, 300))


def ours(page: Path) -> Callable[[], object]:
    """As the child process of a reader does it, from the bytes to the text."""
    data, tessdata = page.read_bytes(), str(settings.TESSDATA_DIR)
    return lambda: read_file(data, filename=page.name, session=Session(is_slow=True, tessdata=tessdata))


def theirs(page: Path, command: str) -> Callable[[], object]:
    arguments = [command, str(page), "stdout", "-l", "vie", "--tessdata-dir", str(settings.TESSDATA_DIR), "--oem", "1"]
    one_core = os.environ | {"OMP_THREAD_LIMIT": "1"}
    return lambda: subprocess.run(arguments, env=one_core, check=True, capture_output=True)
