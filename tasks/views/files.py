"""Files that were handed in with a report or a result."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404

from files.serving import file_response
from tasks.models import EventFile, Task


def event_file(request: HttpRequest, pk: int, file_pk: int) -> FileResponse:
    """Only of a task that the person may see."""
    task = get_object_or_404(Task.objects.visible_to(request.user), pk=pk)
    kept = get_object_or_404(EventFile.objects.select_related("file"), pk=file_pk, event__task=task)
    return file_response(kept.file, name=kept.name)
