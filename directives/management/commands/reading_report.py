"""`manage.py reading_report`: how well documents were read, from what people kept and corrected."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from directives.corrections import FIELDS
from directives.services.reading_quality import Fared, Frequent, Quality, Share, Source, quality
from directives.types import DocumentType, document_type_named
from files.types import EXTENSIONS

_LONGEST = 60  # letters of a value in an example
_EXAMPLES = 3


class Command(BaseCommand):
    """One line a field.  "Đúng" counts documents in which the field needed no correction; of the single values "giữ"
    are those kept as proposed, "sửa" those changed, "thêm" put in by a person, "bỏ" taken out.  "Chính xác" is kept
    of proposed, "đầy đủ" kept of what is right.  Nothing that documents say is printed but with --examples."""

    help = "Shows how well documents were read, by field, from what people kept and corrected when they logged them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--since", metavar="dd/mm/yyyy", help="documents logged from this day on")
        parser.add_argument("--until", metavar="dd/mm/yyyy", help="documents logged up to and on this day")
        parser.add_argument("--type", metavar="TYPE", help="one type of document, by its name (công văn) or code")
        parser.add_argument(
            "--examples",
            nargs="?",
            type=int,
            const=_EXAMPLES,
            default=0,
            metavar="N",
            help=f"the N most frequent corrections of each field ({_EXAMPLES} where no N is said)",
        )
        parser.add_argument("--json", action="store_true", help="one JSON object instead of tables")

    def handle(self, *args: Any, **options: Any) -> None:
        since, until = _day(options["since"]), _day(options["until"])
        found = quality(
            since=_start_of(since) if since else None,
            until=_start_of(until + timedelta(days=1)) if until else None,
            document_type=_type(options["type"]),
            examples=max(options["examples"], 0),
        )
        if options["json"]:
            period = {"since": since and since.isoformat(), "until": until and until.isoformat()}
            self.stdout.write(json.dumps(period | _plain(found), ensure_ascii=False))
            return
        self.stdout.write(f"Kết quả đọc văn bản, theo {found.documents} văn bản đã kiểm tra và vào sổ.")
        if not found.documents:
            self.stdout.write("Chưa có văn bản nào trong khoảng này. Văn bản nhập tay không được tính.")
            return
        self.stdout.write("\n" + _table(_FIELD_HEAD, map(_field_line, found.fields)))
        self.stdout.write("\n" + _table(_SOURCE_HEAD, map(_source_line, found.sources)))
        if found.frequent:
            self.stdout.write("\nSửa nhiều nhất\n" + "\n".join(map(_in_words, found.frequent)))


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%d/%m/%Y").date()
    except ValueError:
        raise CommandError(f"“{text}” không phải ngày. Ghi ngày/tháng/năm, ví dụ 01/10/2026.") from None


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day))


def _type(name: str | None) -> str:
    if not name:
        return ""
    value = name if name in DocumentType.values else document_type_named(name)
    if value == DocumentType.OTHER and name.casefold() not in {DocumentType.OTHER, DocumentType.OTHER.label.casefold()}:
        known = ", ".join(label.lower() for label in DocumentType.labels)
        raise CommandError(f"Không có loại văn bản “{name}”. Các loại: {known}.")
    return value


def _percent(share: Share) -> str:
    return "–" if share.percent is None else f"{share.percent:.1f}%".replace(".", ",")


_FIELD_HEAD = ("Mục", "Đúng", "Tỷ lệ", "Giữ", "Sửa", "Thêm", "Bỏ", "Chính xác", "Đầy đủ")
_SOURCE_HEAD = ("Nguồn", "Bản đọc", "Văn bản", "Mục đúng", "Tỷ lệ")


def _field_line(one: Fared) -> tuple[str, ...]:
    counts = (str(count) for count in (one.kept, one.changed, one.added, one.removed))
    right = f"{one.right.part}/{one.right.of}"
    return (FIELDS[one.name], right, _percent(one.right), *counts, _percent(one.precision), _percent(one.recall))


def _source_line(one: Source) -> tuple[str, ...]:
    kind = EXTENSIONS.get(one.media_type, (one.media_type,))[0] if one.media_type else "dán văn bản"
    right = f"{one.right.part}/{one.right.of}"
    return (
        f"tệp {kind}" if one.media_type else kind,
        one.reader_version,
        str(one.readings),
        right,
        _percent(one.right),
    )


def _in_words(one: Frequent) -> str:
    before, after = (_shortened(text) for text in (one.proposed, one.corrected))
    change = f"{before} → {after}" if before and after else f"thêm {after}" if after else f"bỏ {before}"
    return f"  {FIELDS[one.field]} ({one.times} lần): {change}"


def _shortened(text: str) -> str:
    words = " ".join(text.split())
    return f"{words[:_LONGEST]}…" if len(words) > _LONGEST else words


def _table(head: tuple[str, ...], lines: Iterable[tuple[str, ...]]) -> str:
    """Words to the left, figures to the right."""
    columns: list = list(zip(head, *lines, strict=True))
    widths = [max(map(len, column)) for column in columns]
    columns = [
        [cell.rjust(width) if at else cell.ljust(width) for cell in column]
        for at, (column, width) in enumerate(zip(columns, widths, strict=True))
    ]
    return "\n".join(map("  ".join, zip(*columns, strict=True)))


def _plain(found: Quality) -> dict[str, Any]:
    """The figures with their rates, None where there is nothing to divide by."""

    def field(one: Fared) -> dict[str, Any]:
        rates = {"share_right": one.right, "precision": one.precision, "recall": one.recall}
        return asdict(one) | {"right": one.right.part, "readings": one.right.of} | _rates(rates)

    def source(one: Source) -> dict[str, Any]:
        return asdict(one) | {"right": one.right.part, "fields": one.right.of} | _rates({"share_right": one.right})

    return {
        "documents": found.documents,
        "fields": [field(one) for one in found.fields],
        "sources": [source(one) for one in found.sources],
        "frequent": [asdict(one) for one in found.frequent],
    }


def _rates(shares: dict[str, Share]) -> dict[str, float | None]:
    return {name: None if share.percent is None else round(share.percent / 100, 4) for name, share in shares.items()}
