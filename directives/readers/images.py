"""Photographs and scans: PNG, JPEG, and TIFF of several pages."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from directives.readers import limits
from directives.readers.content import Content, Part, Session
from directives.readers.ocr import recogniser, text_of_page
from directives.readers.refusal import ACCEPTED, UnreadableDocument
from files.types import JPEG, PNG, TIFF

#: Width of A4 below which letters get too small for Tesseract, and above which nothing is gained.
NARROWEST, WIDEST = 1600, 4200
RECOGNISED = "Chữ do máy nhận dạng từ ảnh: đối chiếu từng chỗ với bản gốc."
_TYPES = {"PNG": PNG, "JPEG": JPEG, "TIFF": TIFF, "MPO": JPEG}
#: What Pillow raises on pictures that are broken or made to break it; our own limit stands before its bomb errors.
BROKEN = (
    UnidentifiedImageError,
    Image.DecompressionBombError,
    SyntaxError,
    ValueError,
    TypeError,
    LookupError,
    EOFError,
    OSError,
)


def read_image(data: bytes, name: str, session: Session) -> Content:
    try:
        pages, media_type = _look(data)
        session.expect(pages)
        session.demand_slow()
        texts = []
        with recogniser(session.tessdata) as api:
            for number, page in enumerate(_pages(data), start=1):
                texts.append(text_of_page(page, api, number))
                session.page_done()
    except UnreadableDocument:
        raise
    except BROKEN as error:
        raise UnreadableDocument(f"Ảnh bị hỏng, không mở được. {ACCEPTED}") from error
    return Content(media_type, (Part(name, media_type, "\n\n".join(texts), (RECOGNISED,)),))


def _look(data: bytes) -> tuple[int, str]:
    """How many pages, and the kind; by the heads alone, before any of it is decoded."""
    with _opened(data) as image:
        pages = 0
        for frame in ImageSequence.Iterator(image):
            pages += 1
            width, height = frame.size
            if width * height > limits.MAX_PIXELS:
                raise UnreadableDocument(
                    f"Ảnh quá lớn: {width} × {height} điểm ảnh. Quét lại ở 300 dpi rồi gửi lại. {ACCEPTED}"
                )
            if pages > limits.MAX_PAGES or image.format != "TIFF":
                break
        return pages, _TYPES[image.format or ""]


def _pages(data: bytes) -> Iterator[Image.Image]:
    with _opened(data) as image:
        if image.format != "TIFF":
            yield prepared(image)
            return
        for frame in ImageSequence.Iterator(image):
            yield prepared(frame)


def _opened(data: bytes) -> Image.Image:
    Image.MAX_IMAGE_PIXELS = None  # `_look` has its own limit and its own words
    return Image.open(BytesIO(data), formats=["PNG", "JPEG", "TIFF", "MPO"])


def prepared(image: Image.Image) -> Image.Image:
    """In shades of grey on white, upright as the camera says, and of a size that Tesseract likes."""
    upright = ImageOps.exif_transpose(image) or image
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        shown = upright.convert("RGBA")
        upright = Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown)
    grey = upright.convert("L")
    shorter = min(grey.size)
    if shorter < NARROWEST or shorter > WIDEST:
        factor = min(max(NARROWEST / shorter, 1), 3) if shorter < NARROWEST else WIDEST / shorter
        size = (max(round(grey.width * factor), 1), max(round(grey.height * factor), 1))
        if size[0] * size[1] <= limits.MAX_PIXELS:
            grey = grey.resize(size, Image.Resampling.LANCZOS)
    return grey
