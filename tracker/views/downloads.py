"""Open data to take away: bulk files, what the coalition published, Parliament's own XML, and what the columns mean.

Bulk files hold Parliament's record alone. What the coalition published is read when it is asked for, so an embargo and
a withdrawal hold to the second.
"""

import io
import logging
from collections.abc import Mapping
from typing import IO, Any

from django.db.models import Max
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from amendments.models import AmendmentPaper
from bills.finished import EVERY_BILL, finished
from bills.models import Bill, BillPrint
from bills.publications import is_web_address
from scrapers import snapshots
from scrapers.models import Snapshot
from tracker.models import DataFile
from tracker.open_data import dictionary, licence, lines
from tracker.open_data.cells import write_csv, write_xlsx
from tracker.open_data.due import ALL
from tracker.open_data.files import opened
from tracker.views.pages import page_of

log = logging.getLogger(__name__)

Form = DataFile.Form
TYPES = {
    Form.JSONL: "application/jsonl",
    Form.CSV: "application/zip",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
AKN = "application/akn+xml"
BILLS_A_PAGE = 50


@require_safe
def data_page(request: HttpRequest) -> HttpResponse:
    """What there is to download: when each file was made, its size, SHA-256 and what it holds. Four queries."""
    scopes = DataFile.objects.exclude(scope=ALL).values("scope").annotate(made_at=Max("made_at")).order_by("scope")
    page = page_of(scopes, request.GET.get("page"), BILLS_A_PAGE)
    wanted = [each["scope"] for each in page.rows]
    files = DataFile.objects.filter(scope__in=[ALL, *wanted])
    by_scope: dict[int, list[DataFile]] = {}
    for each in files:
        by_scope.setdefault(each.scope, []).append(each)
    titles = Bill.objects.in_bulk(wanted)
    context = {
        "whole": by_scope.get(ALL, []),
        "bills": [(titles[pk], by_scope.get(pk, [])) for pk in wanted if pk in titles],
        "page": page,
        "forms": Form.choices,
        "licence": licence,
    }
    return finished(request, render(request, "tracker/open_data/data.html", context), EVERY_BILL)


@require_safe
def dictionary_page(request: HttpRequest) -> HttpResponse:
    """What each column means. No query beyond the reader's own session."""
    tables = [
        (title, [(table, [_entry(column) for column in table.columns]) for table in found])
        for title, found in dictionary.groups()
    ]
    context = {"groups": tables, "licence": licence}
    return finished(request, render(request, "tracker/open_data/dictionary.html", context), ())


def _entry(column: Any) -> Mapping[str, str]:
    return {
        "name": column.name,
        "kind": dictionary.kind_words(column),
        "about": column.about,
        "where": dictionary.where(column),
    }


@require_safe
def data_file(request: HttpRequest, form: str, pk: int = ALL) -> HttpResponseBase:
    """A bulk file of Parliament's record: of everything, or of one Bill. Missing until it is made."""
    found = opened(pk, form)
    if found is None:
        raise Http404
    row, file = found
    name = f"bill-{pk}.{form}" if pk else f"all.{form}"
    etag = quote_etag(row.sha256)
    if (known := get_conditional_response(request, etag=etag)) is not None:
        file.close()
        known["ETag"] = etag
        return known
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[Form(form)])
    answer["ETag"] = etag
    answer["Link"] = f'<{licence.OPEN_PARLIAMENT}>; rel="license"'
    return answer


@require_safe
def published_file(request: HttpRequest, form: str, pk: int | None = None) -> HttpResponse:
    """What the coalition published, on a Bill or on all, as it stands at this moment."""
    if form not in Form.values:
        raise Http404
    objects = list(lines.published(pk))
    if pk is not None and not any(each.get("bill") == pk for each in objects[1:]):
        raise Http404
    out = io.BytesIO()
    _WRITE[Form(form)](objects, out)
    answer = HttpResponse(out.getvalue(), content_type=TYPES[Form(form)])
    name = f"campaigns-{pk}.{form}" if pk else f"campaigns.{form}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Link"] = f'<{licence.CREATIVE_COMMONS}>; rel="license"'
    return finished(request, answer, EVERY_BILL)


def _write_lines(objects: list[dict[str, Any]], out: IO[bytes]) -> None:
    out.writelines(lines.line(each).encode() for each in objects)


_WRITE: Mapping[Form, Any] = {
    Form.JSONL: _write_lines,
    Form.CSV: lambda objects, out: write_csv(objects, out, lines.PUBLISHED),
    Form.XLSX: lambda objects, out: write_xlsx(objects, out, lines.PUBLISHED),
}


@require_safe
def paper_xml(request: HttpRequest, pk: int) -> HttpResponse:
    """An amendment paper in Akoma Ntoso, byte for byte as Parliament gave it; missing where it gave none."""
    paper = get_object_or_404(AmendmentPaper.objects.only("snapshot_id", "source_url", "bill_id"), pk=pk)
    snapshot = Snapshot.objects.select_related("body_ref").filter(pk=paper.snapshot_id or 0).first()
    return _akoma_ntoso(request, snapshot, f"amendment-paper-{pk}.xml", paper.source_url, paper.bill_id)


@require_safe
def print_xml(request: HttpRequest, pk: int) -> HttpResponse:
    """A print of a Bill in Akoma Ntoso, byte for byte as Parliament gave it; missing where it gave none."""
    row = get_object_or_404(BillPrint.objects.only("sha256", "bill_id"), pk=pk)
    snapshot = Snapshot.objects.select_related("body_ref").filter(body_ref=row.sha256).order_by("pk").first()
    return _akoma_ntoso(request, snapshot, f"print-{pk}.xml", "", row.bill_id)


def _akoma_ntoso(request: HttpRequest, snapshot: Snapshot | None, name: str, address: str, bill: int) -> HttpResponse:
    if snapshot is None:
        raise Http404
    try:
        body = snapshots.body(snapshot)
    except snapshots.DamagedSnapshot as error:
        log.error("%s", error)
        raise Http404 from error
    if not body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or b"akomaNtoso" not in body[:4096]:
        raise Http404
    answer = HttpResponse(body, content_type=AKN)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    source = next((each for each in (address, snapshot.url) if is_web_address(each)), "")
    links = [f'<{licence.OPEN_PARLIAMENT}>; rel="license"', *([f'<{source}>; rel="via"'] if source else [])]
    answer["Link"] = ", ".join(links)
    return finished(request, answer, [bill])
