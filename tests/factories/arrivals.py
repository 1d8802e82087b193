"""What arrives, made on the spot from our own words: drawn scans, PDF files of pictures, e-mails, edXML packages."""

from __future__ import annotations

import base64
import difflib
import io
import re
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from docx import Document
from PIL import Image, ImageDraw, ImageFont

ROOT = Path(__file__).resolve().parent.parent.parent
#: The metric twin of the typeface in which official documents are written; a development package of package.json.
FONT = ROOT / "node_modules/@expo-google-fonts/tinos/400Regular/Tinos_400Regular.ttf"
A4 = (1654, 2339)  # at 200 dots an inch
NEW, OLD = "http://www.mic.gov.vn/TBT/QCVN_102_2016", "http://www.e-doc.vn/Schema/"

LETTER = """ỦY BAN NHÂN DÂN TỈNH BÌNH AN
Số: 58/UBND-NC
Bình An, ngày 02 tháng 3 năm 2026
V/v chấn chỉnh việc xử lý văn bản

Kính gửi: Các phòng thuộc Sở.

Ủy ban nhân dân tỉnh yêu cầu:
1. Giao Phòng Tổ chức cán bộ chủ trì, phối hợp với Văn phòng Sở rà soát
quy chế làm việc, báo cáo trước ngày 15/4/2026.
2. Văn phòng Sở theo dõi, đôn đốc, tổng hợp kết quả.
3. Các phòng khẩn trương xử lý văn bản tồn đọng, quá hạn./."""
SECOND_PAGE = """4. Phòng Kế hoạch - Tài chính bố trí kinh phí thực hiện.
5. Thủ trưởng các đơn vị chịu trách nhiệm trước Giám đốc Sở.

Nơi nhận:
- Như trên;
- Lưu: VT, NC.
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH"""
SECRET_LETTER = LETTER.replace("Số: 58/UBND-NC", "TỐI MẬT\nSố: 58/UBND-NC")


def drawn(text: str, size: tuple[int, int] = A4) -> Image.Image:
    """A page as a scanner would see it, black on white."""
    page = Image.new("L", size, 255)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(str(FONT), 36)
    for number, line in enumerate(text.splitlines()):
        pen.text((150, 150 + number * 56), line, font=font, fill=0)
    return page


def picture(*texts: str, form: str = "PNG") -> bytes:
    """One picture; with TIFF a page for each text."""
    first, *rest = [drawn(text) for text in texts]
    more = {"save_all": True, "append_images": rest} if rest else {}
    return saved(first, form, **more)


def saved(image: Image.Image, form: str, **how: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **how)
    return buffer.getvalue()


def scanned_pdf(*texts: str) -> bytes:
    """A PDF file of pictures alone."""
    first, *rest = [drawn(text) for text in texts]
    return saved(first, "PDF", resolution=200, save_all=True, append_images=rest)


def word_file(text: str) -> bytes:
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def zipped(**entries: bytes | str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def mail(body: str, *files: tuple[str, bytes], html: bool = False) -> bytes:
    message = EmailMessage()
    message["From"] = "van-thu@binhan.example"
    message["To"] = "van-thu@sonoivu.example"
    message["Subject"] = "Gửi công văn"
    message["Date"] = "Mon, 02 Mar 2026 08:00:00 +0700"
    message.set_content(body, subtype="html" if html else "plain")
    for name, data in files:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def package(
    *files: tuple[str, bytes],
    namespace: str = NEW,
    prefix: str = "edXML",
    header: str = "",
    steering: str = "2",
    priority: str = "0",
    due: str = "",
    number: str = "58",
    organisation: str = "UBND tỉnh Bình An",
    document_id: str = "H99.2026.000058",
    business: str = "0",
    encode: Callable[[bytes], str] | None = None,
) -> bytes:
    """An edXML package; `encode` turns the bytes of a file into what stands in the XML."""
    to_words = encode or (lambda data: base64.b64encode(data).decode())
    attached = "".join(
        f"<Attachment><ContentType>application/octet-stream</ContentType><ContentId>cid{n}</ContentId>"
        f"<AttachmentName>{name}</AttachmentName>"
        f"<ContentTransferEncoded>{to_words(data)}</ContentTransferEncoded></Attachment>"
        for n, (name, data) in enumerate(files)
    )
    whole = f"""<edXML><edXMLEnvelope><edXMLHeader><MessageHeader>
<From><OrganId>H99</OrganId><OrganName>{organisation}</OrganName></From>
<To><OrganId>H99.1</OrganId><OrganName>Sở Nội vụ</OrganName></To>
<Code><CodeNumber>{number}</CodeNumber><CodeNotation>UBND-NC</CodeNotation></Code>
<PromulgationInfo><Place>Bình An</Place><PromulgationDate>2026/03/02</PromulgationDate></PromulgationInfo>
<DocumentType><Type>2</Type><TypeName>Công văn</TypeName></DocumentType>
<Subject>chấn chỉnh việc xử lý văn bản</Subject>
<SignerInfo><Competence>KT.</Competence><Position>PHÓ CHỦ TỊCH</Position><FullName></FullName></SignerInfo>
<DueDate>{due}</DueDate><ToPlaces><Place>Như trên</Place><Place>Lưu: VT</Place></ToPlaces>
<OtherInfo><Priority>{priority}</Priority></OtherInfo>{header}
<SteeringType>{steering}</SteeringType><DocumentId>{document_id}</DocumentId></MessageHeader>
<TraceHeaderList><TraceHeader><OrganId>H99</OrganId><Timestamp>2026/03/02 08:15:00</Timestamp></TraceHeader>
<Bussiness><BussinessDocType>{business}</BussinessDocType></Bussiness></TraceHeaderList></edXMLHeader></edXMLEnvelope>
<AttachmentEncoded>{attached}</AttachmentEncoded></edXML>"""
    mark = f"{prefix}:" if prefix else ""
    declared = f'xmlns{":" + prefix if prefix else ""}="{namespace}"'
    named = re.sub(r"<(/?)(\w+)", rf"<\1{mark}\2", whole).replace("edXML>", f"edXML {declared}>", 1)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{named}'.encode()


def likeness(found: str, expected: str) -> float:
    """The share of right characters, white space aside."""
    one, other = " ".join(found.split()), " ".join(expected.split())
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
