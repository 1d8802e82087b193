"""Copies the few files that the system needs from node_modules. Standard library only.

Makes in static/vendor: `fonts.css` with `fonts/*.woff2`, and `icons.svg`, a sprite with one `<symbol id="name">` for
each name in assets/icons.txt. htmx is not among them: django-htmx brings it. Makes in assets/tessdata, which no address
leads to: Tesseract's data for Vietnamese.
"""

import gzip
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
TARGET = ROOT / "static" / "vendor"
TESSDATA = ROOT / "assets" / "tessdata"
#: The best of Tesseract's Vietnamese models with whole numbers: a fifth of the size of the other, as right, quicker.
TRAINED = MODULES / "@tesseract.js-data" / "vie" / "4.0.0_best_int" / "vie.traineddata.gz"

#: (package, styles): Inter for the interface, as its figures can be tabular (those of Be Vietnam Pro can not), and
#: Source Serif 4 for the text of a directive. Both carry all 146 Vietnamese letters in these cuts.
FONTS = (
    ("inter", ("400", "500", "600", "700")),
    ("source-serif-4", ("400", "600", "700", "400-italic")),
)

_FACE = re.compile(r"@font-face\s*{[^}]*}")
_FILE = re.compile(r"url\(\./files/([\w-]+-(?:latin|vietnamese)-\d+-\w+\.woff2)\)")
_SOURCE = re.compile(r"src:[^;]*;")
_SOURCE_MAP = re.compile(r"(?m)^\s*(?://[#@]|/\*[#@]) sourceMappingURL=.*$")
_PATH = re.compile(r"<(?:path|circle|rect|line|polyline|polygon|ellipse)\b[^>]*/>")


def icon_names() -> list[str]:
    """One name a line; `#` starts a comment."""
    lines = (line.split("#")[0].strip() for line in (ROOT / "assets" / "icons.txt").read_text().splitlines())
    return sorted({line for line in lines if line})


def font_faces(package: str, styles: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """(rule, file) of each cut that Vietnamese needs: latin and vietnamese, as woff2 alone."""
    for style in styles:
        sheet = (MODULES / "@fontsource" / package / f"{style}.css").read_text()
        for face in _FACE.findall(_SOURCE_MAP.sub("", sheet)):
            if found := _FILE.search(face):
                file = found.group(1)
                yield (
                    _SOURCE.sub(f"src: url(fonts/{file}) format('woff2');", face),
                    file,
                )


def copy_fonts() -> None:
    (TARGET / "fonts").mkdir(parents=True)
    rules = []
    for package, styles in FONTS:
        for rule, file in font_faces(package, styles):
            shutil.copyfile(
                MODULES / "@fontsource" / package / "files" / file,
                TARGET / "fonts" / file,
            )
            rules.append(rule)
    (TARGET / "fonts.css").write_text("\n".join(rules) + "\n")


def symbol(name: str) -> str:
    """The drawing of one Tabler outline icon, without the invisible square that each of them begins with."""
    source = MODULES / "@tabler" / "icons" / "icons" / "outline" / f"{name}.svg"
    if not source.exists():
        raise SystemExit(f"assets/icons.txt: Tabler has no outline icon named {name!r}.")
    shapes = [shape for shape in _PATH.findall(source.read_text()) if 'stroke="none"' not in shape]
    return f'<symbol id="{name}" viewBox="0 0 24 24">{"".join(shapes)}</symbol>'


def build_sprite() -> None:
    symbols = "\n".join(symbol(name) for name in icon_names())
    (TARGET / "icons.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n')


def unpack_tessdata() -> None:
    TESSDATA.mkdir(exist_ok=True)
    with gzip.open(TRAINED) as packed, (TESSDATA / "vie.traineddata").open("wb") as file:
        shutil.copyfileobj(packed, file)


def main() -> None:
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    copy_fonts()
    build_sprite()
    unpack_tessdata()
    print(f"static/vendor: {len(list(TARGET.rglob('*.woff2')))} font files, {len(icon_names())} icons")


if __name__ == "__main__":
    main()
