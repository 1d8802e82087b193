"""How much one file that was handed in may ask for.  Whatever is above gets a sentence."""

from __future__ import annotations

from files.types import MAX_BYTES, MEGABYTE

MAX_UPLOAD_BYTES = MAX_BYTES
MAX_PAGES = 300  # of all files in one upload together
MAX_UNPACKED_BYTES = 200 * MEGABYTE
MAX_ENTRIES = 5_000  # of an archive, which an Office file is
MAX_CHARACTERS = 1_000_000
MAX_PIXELS = 120_000_000  # of one picture: A3 at 600 dots an inch has 70 million
MAX_INNER_FILES = 50  # of an e-mail or a package
MAX_NESTING = 3  # e-mails in e-mails; the parts of one e-mail may lie MAX_PART_NESTING deep
MAX_PART_NESTING = 20

PAGE_SECONDS = 90  # for the recognition of one page
CONVERSION_SECONDS = 90  # for LibreOffice
