"""A paper to take away: the uploaded file, a PDF, a Word document. Each asks first who is reading."""

from typing import cast

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from coalition.models import BriefingVersion
from coalition.paper_pdf import NoPdf
from coalition.papers import document_docx, document_pdf
from coalition.roles import members_only
from coalition.uploads import DOCX, PDF
from coalition.views.paper import paper_for, version_for


@members_only
@require_safe
def uploaded_file(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The bytes as they were uploaded, always as an attachment: no browser opens them inside our site."""
    version = version_for(request.user, paper_for(request.user, pk), str(number))
    if not version.file or not version.file.storage.exists(str(version.file.name)):
        raise Http404
    response = FileResponse(
        version.file.open("rb"), as_attachment=True, filename=version.file_name, content_type=version.file_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    return cast(HttpResponse, response)  # a streaming one: all that guards and middleware ask of it is the same


@members_only
@require_safe
def paper_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The text as a PDF; where this machine cannot make one, a page that says what to do."""
    version = _text(request, pk)
    try:
        made = document_pdf(version, request.user)
    except NoPdf as reason:
        context = {"room": "briefings", "paper": version.briefing, "version": version, "reason": str(reason)}
        return render(request, "coalition/papers/no_pdf.html", context, status=503)
    return attachment(made, PDF.media_type, version, ".pdf")


@members_only
@require_safe
def paper_docx(request: HttpRequest, pk: int) -> HttpResponse:
    """The text as a Word document."""
    version = _text(request, pk)
    return attachment(document_docx(version, request.user), DOCX.media_type, version, ".docx")


def _text(request: HttpRequest, pk: int) -> BriefingVersion:
    version = version_for(request.user, paper_for(request.user, pk), request.GET.get("version"))
    if version.file:
        raise Http404
    return version


def attachment(made: bytes, media_type: str, version: BriefingVersion, extension: str) -> HttpResponse:
    """Made bytes to save under the paper's title and version."""
    name = f"{slugify(version.title)[:80] or 'paper'}-v{version.number}{extension}"
    response = HttpResponse(made, content_type=media_type)
    response["Content-Disposition"] = str(content_disposition_header(True, name))
    response["X-Content-Type-Options"] = "nosniff"
    return response
