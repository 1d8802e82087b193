"""Documents as no office writes them: bytes changed, pieces lost or told again, parts of a package that contradict."""

from __future__ import annotations

import random
import zipfile
from copy import deepcopy
from io import BytesIO
from xml.etree import ElementTree as ET

WORDS = (
    "",
    "-1",
    "0",
    "99999999999999999999",
    "x",
    "²",
    "rId1",
    "..",
    "%1%2%9",
    "External",
    "\u202e",
    "none",
    "bullet",
)
NOISE = (
    "\x00", "\x1b[31m", "\u202e", "\u2066", "\u200f", "\ufeff", "\u0301" * 40, "\ud800", "\U0001f600", "\u2028", "\f", "İ", "ﬁ", "٣",
    "ngày 31 tháng 02 năm 0000", "ngày 99/99/9999", "trước ngày 30/2", "năm 99999", "quý IX", "1.2.3.4.5.6.7.8.9. ", "Điều 999999999. ",
    "XXXXXX. ", "(((((", "Kính gửi:", "Nơi nhận:", "./.", "|" * 30, "*" * 30, "\t" * 30,
)  # fmt: skip
CORE_PARTS = ("word/document.xml", "word/numbering.xml", "word/styles.xml", "[Content_Types].xml")


def mangled_text(text: str, chance: random.Random) -> str:
    """Cut short, blocks told again or moved, and noise between the words."""
    for _ in range(chance.randint(1, 8)):
        start, end = sorted(chance.randint(0, len(text)) for _ in range(2))
        block = text[start : min(end, start + 400)]
        text = chance.choice(
            (
                text[:start] + text[end:],
                text[:start] + block * chance.randint(2, 12) + text[end:],
                text[:start] + chance.choice(NOISE) + text[start:],
                block + text,
                text[:end],
            )
        )[:60_000]
    return text


def mangled_bytes(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 10)):
        if not changed:
            break
        start = chance.randrange(len(changed))
        end = min(len(changed), start + chance.randint(1, 200))
        how = chance.randrange(5)
        if how == 0:
            changed[start] = chance.randrange(256)
        elif how == 1:
            del changed[start:end]
        elif how == 2:
            changed[start:start] = changed[start:end] * chance.randint(1, 20)
        elif how == 3:
            changed[start:end] = chance.randbytes(end - start)
        else:
            del changed[start + len(changed) // 2 :]
    return bytes(changed)


def mangled_package(data: bytes, chance: random.Random) -> bytes:
    """A Word document whose parts are well-formed and wrong: elements lost, doubled, renamed, attributes changed."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    written = [name for name in parts if name.endswith((".xml", ".rels"))]
    for _ in range(chance.randint(1, 2)):
        name = chance.choice(CORE_PARTS if chance.random() < 0.8 else written)
        parts[name] = mangled_xml(parts[name], chance)
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            if chance.random() > 0.01:
                archive.writestr(name, content)
    return file.getvalue()


def mangled_xml(data: bytes, chance: random.Random) -> bytes:
    root = ET.fromstring(data)
    for _ in range(chance.randint(1, 5)):
        parents = [element for element in root.iter() if len(element)]
        if not parents:
            break
        parent = chance.choice(parents)
        child = chance.choice(list(parent))
        how = chance.randrange(6)
        if how == 0:
            parent.remove(child)
        elif how == 1:
            parent.append(deepcopy(child))
        elif how == 2:
            child.tag = chance.choice(parents).tag
        elif how == 3:
            chance.choice(parents).append(deepcopy(child))
        elif child.attrib:
            name = chance.choice(list(child.attrib))
            if how == 4:
                del child.attrib[name]
            else:
                child.attrib[name] = chance.choice(WORDS)
    return ET.tostring(root)
