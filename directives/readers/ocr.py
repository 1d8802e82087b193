"""Pictures of pages to text: Tesseract with its Vietnamese data, one core a page."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ["OMP_THREAD_LIMIT"] = "1"  # before the library is loaded: its threads make a page take twice as long

import tesserocr
from PIL import Image

from directives.readers import limits
from directives.readers.refusal import UnreadableDocument

DOTS_AN_INCH = 300
_SURE = 60  # per cent: below it the page may lie on its side
_WIDE_GAP = 4  # spaces: what is as far apart stands in two columns


@contextmanager
def recogniser(tessdata: str) -> Iterator[tesserocr.PyTessBaseAPI]:
    """Tesseract, loaded once for all pages of a file.  UnreadableDocument where its data are missing."""
    if not (Path(tessdata) / "vie.traineddata").exists():
        raise UnreadableDocument(
            "Máy chủ chưa cài dữ liệu nhận dạng chữ nên chưa đọc được bản quét. Dán nội dung văn bản, hoặc báo người "
            "quản trị."
        )
    with tesserocr.PyTessBaseAPI(path=tessdata, lang="vie", psm=tesserocr.PSM.AUTO, oem=tesserocr.OEM.LSTM_ONLY) as api:
        api.SetVariable("preserve_interword_spaces", "1")
        yield api


def text_of_page(image: Image.Image, api: tesserocr.PyTessBaseAPI, number: int) -> str:
    """The words of a page in reading order; a page that can hardly be read is tried in the other three directions."""
    text, confidence = _recognised(image, api, number)
    if confidence >= _SURE or not text:
        return text
    turned = [_recognised(image.rotate(angle, expand=True), api, number) for angle in (180, 90, 270)]
    return max([(text, confidence), *turned], key=lambda found: found[1])[0]


def _recognised(image: Image.Image, api: tesserocr.PyTessBaseAPI, number: int) -> tuple[str, int]:
    api.SetImage(image)
    api.SetSourceResolution(DOTS_AN_INCH)
    if not api.Recognize(limits.PAGE_SECONDS * 1000):
        raise UnreadableDocument(
            f"Nhận dạng chữ ở trang {number} quá lâu nên đã dừng lại. Quét lại văn bản đen trắng, 300 dpi, rồi gửi lại."
        )
    text = re.sub(rf"(?<=\S) {{2,{_WIDE_GAP - 1}}}(?=\S)", " ", api.GetUTF8Text())
    return text.strip(), api.MeanTextConf()
