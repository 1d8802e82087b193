"""Documents of a consultation, its answers and its settlements."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404

from files.serving import file_response
from tasks.models import ConsultationFile


def consultation_file(request: HttpRequest, pk: int, file_pk: int) -> FileResponse:
    """As far as the person sees what it belongs to."""
    seen = ConsultationFile.objects.visible_to(request.user).select_related("file")
    kept = get_object_or_404(seen, pk=file_pk, consultation=pk)
    return file_response(kept.file, name=kept.name)
