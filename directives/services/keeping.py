"""A draft from what was read: the directive's text and reading, its file, and what came beside it."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from directives.models import DocumentText, Enclosure, Reading
from directives.readers import Content, Part
from directives.reading.proposal import Proposal
from directives.services.choosing import Chosen
from files.models import StoredFile
from files.services.storage import ENCLOSED_FILES, store
from units.models import Post, User

READER_VERSION = "4"
LONGEST_NAME = 255


def as_stored(proposal: Proposal) -> dict[str, Any]:
    """A proposal as Reading keeps it, with its dates in words."""
    return json.loads(json.dumps(asdict(proposal), cls=DjangoJSONEncoder))


@transaction.atomic
def keep(
    *,
    text: str,
    proposal: Proposal | None,
    by: User,
    post: Post,
    now: datetime,
    stored: StoredFile | None = None,
    file_name: str = "",
    package: dict[str, Any] | None = None,
) -> DocumentText:
    """A draft of the organisation of `post`, with its reading."""
    document = DocumentText.objects.create(
        organisation=post.organisation,
        text=text,
        file=stored,
        file_name=file_name[-LONGEST_NAME:],
        received_by=by,
        received_in_post=post,
        received_at=now,
        package=package,
        package_id=str((package or {}).get("document_id", ""))[:200],
    )
    if proposal is not None:
        Reading.objects.create(
            document=document, proposal=as_stored(proposal), reader_version=READER_VERSION, read_at=now
        )
    return document


@transaction.atomic
def keep_content(
    *,
    content: Content,
    chosen: Chosen,
    upload: StoredFile,
    name: str,
    by: User,
    post: Post,
    received_at: datetime,
    now: datetime,
) -> DocumentText:
    """A draft from a file.  Where the directive was inside it, the inner file becomes the main one, and the upload
    stands last among what came beside."""
    main = chosen.main
    stored = _stored(main, now) if main.data is not None else upload
    document = keep(
        text=main.text,
        proposal=chosen.proposal,
        by=by,
        post=post,
        now=received_at,
        stored=stored,
        file_name=main.name if main.data is not None else name,
        package=content.package,
    )
    beside = {(_stored(part, now).pk, part.name[-LONGEST_NAME:]): None for part in chosen.others}
    if main.data is not None:
        beside[upload.pk, name[-LONGEST_NAME:]] = None
    beside.pop((stored.pk, document.file_name), None)
    Enclosure.objects.bulk_create(
        Enclosure(draft=document, file_id=file, name=named, position=position)
        for position, (file, named) in enumerate(beside, start=1)
    )
    return document


def _stored(part: Part, now: datetime) -> StoredFile:
    assert part.data is not None
    return store(data=part.data, name=part.name, accept=ENCLOSED_FILES, now=now)
