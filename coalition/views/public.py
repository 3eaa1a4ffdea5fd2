"""The coalition's public pages: released fields alone, looked up at the moment of reading (design laws 7 and 8).

What is private, under embargo, withdrawn or was never there is one and the same missing page.
"""

from collections.abc import Mapping
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bills.finished import EVERY_BILL, finished
from bills.models import Bill
from coalition import public
from coalition.models import Release
from coalition.paper_pdf import NoPdf
from coalition.papers import document_docx, document_pdf, read
from coalition.querysets import in_force, released
from coalition.released import released_version
from coalition.uploads import DOCX, PDF
from coalition.views.paper_files import attachment

Kind = Release.Kind


def _in_force(kind: Release.Kind, pk: int) -> Release:
    release = released(kind, pk)
    if release is None:
        raise Http404
    return release


@require_safe
def campaign_list(request: HttpRequest) -> HttpResponse:
    """The Bills on which something is published, and who we are."""
    about = in_force().filter(kind=Kind.COALITION).first()
    context = {"bills": public.campaigns(), "about": about.fields if about else None}
    return finished(request, render(request, "coalition/public/campaigns.html", context), EVERY_BILL)


@require_safe
def campaign(request: HttpRequest, bill_pk: int) -> HttpResponse:
    """What the coalition asks on one Bill, what became of it, and its papers."""
    found = public.campaign_of(get_object_or_404(Bill, pk=bill_pk))
    if found is None:
        raise Http404
    trail = [_campaigns(), (found.bill.short_title, found.bill.get_absolute_url())]
    context = {"campaign": found, "bill": found.bill, "trail": trail}
    return finished(request, render(request, "coalition/public/campaign.html", context), [bill_pk])


def _campaigns() -> tuple[str, str]:
    return "Campaigns", reverse("coalition:campaigns")


def _placed(release: Release) -> dict[str, Any]:
    """What the page of every release says of its place: the Bill, and the way there."""
    trail, bill = [_campaigns()], release.bill
    if bill:
        trail.append((bill.short_title, reverse("coalition:campaign", args=[bill.pk])))
    return {"release": release, "bill": bill, "trail": trail}


@require_safe
def public_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One paper as it was released."""
    release = _in_force(Kind.BRIEFING, pk)
    context = {**_placed(release), **_paper(release.fields, released_version(release))}
    return finished(request, render(request, "coalition/public/paper.html", context), EVERY_BILL)


@require_safe
def public_paper_file(request: HttpRequest, pk: int, form: str) -> HttpResponseBase:
    """The released paper to take away: the uploaded file, or the text as PDF or Word document."""
    release = _in_force(Kind.BRIEFING, pk)
    version, named = released_version(release), release.fields["signatories"]
    if version is None or (form == "file") != bool(version.file):
        raise Http404
    if form == "file":
        stored = FileResponse(
            version.file.open("rb"), as_attachment=True, filename=version.file_name, content_type=version.file_type
        )
        stored["X-Content-Type-Options"] = "nosniff"
        return stored
    if form == "docx":
        word = attachment(document_docx(version, None, named), DOCX.media_type, version, ".docx")
        return finished(request, word, EVERY_BILL)
    try:
        made = document_pdf(version, None, named)
    except NoPdf as reason:
        return render(request, "coalition/public/no_pdf.html", {"reason": str(reason), "pk": pk}, status=503)
    return finished(request, attachment(made, PDF.media_type, version, ".pdf"), EVERY_BILL)


@require_safe
def public_act(request: HttpRequest, pk: int) -> HttpResponse:
    """A reference text as it was released."""
    release = _in_force(Kind.ACT, pk)
    context = {**_placed(release), **_act(release.fields)}
    return finished(request, render(request, "coalition/public/act.html", context), EVERY_BILL)


def _paper(fields: Mapping[str, Any], version: Any) -> dict[str, Any]:
    return {
        "fields": fields,
        "version": version,
        "kind_words": public.kind_words(Kind.BRIEFING, fields),
        "reading": read(version, None) if version and not version.file else None,
    }


def _act(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "fields": fields,
        "kind_words": public.kind_words(Kind.ACT, fields),
        "clauses": public.tree_of(fields["clauses"]),
    }


def preview_of(kind: str, pk: int, fields: Mapping[str, Any], row: Any) -> dict[str, Any]:
    """The context with which a public page's template would show these fields, and that template's name."""
    if kind == Kind.ASK:
        return {"template": "coalition/public/parts/ask.html", "ask": public.ask_from(pk, fields), "bill": row.bill}
    if kind == Kind.BRIEFING:
        version = row.versions.order_by("-number").first()
        return {"template": "coalition/public/parts/paper.html", "bill": row.bill, **_paper(fields, version)}
    if kind == Kind.ACT:
        return {"template": "coalition/public/parts/act.html", "bill": row.bill, **_act(fields)}
    return {"template": "coalition/public/parts/about.html", "about": fields}
