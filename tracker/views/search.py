"""The search of everything public."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bills.finished import EVERY_BILL, finished
from tracker.search.find import MOST, PAGE, Filters, Results, search

FACETS = {
    "kind": "Kind",
    "ours": "The coalition",
    "bill": "Bill",
    "house": "House",
    "stage": "Stage",
    "decision": "Decision",
}


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """What was found, twenty a page, with facets. At most six queries, whatever is asked."""
    query = request.GET.get("q", "")
    filters = Filters.from_query(request.GET)
    number = _page(request.GET.get("page", ""))
    results = search(query, filters, start=(number - 1) * PAGE)
    if results.total and not results.found:
        number = (results.total - 1) // PAGE + 1
        results = search(query, filters, start=(number - 1) * PAGE)
    page = Paginator(range(results.total), PAGE).get_page(number)
    context = {
        "query": query[:MOST],
        "results": results,
        "most": MOST,
        "facets": _facets(results),
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
    }
    return finished(request, render(request, "tracker/found.html", context), EVERY_BILL)


def _page(asked: str) -> int:
    return int(asked) if asked.isascii() and asked.isdigit() and 0 < int(asked[:6]) <= MOST else 1


def _facets(results: Results) -> list[dict[str, Any]]:
    """Those facets that can narrow further, or already do."""
    found: list[dict[str, Any]] = []
    for name, words in FACETS.items():
        values = results.facets.get(name, ())
        chosen = next((each for each in values if each.is_chosen), None)
        if chosen or len(values) > 1 or (name == "ours" and values):
            found.append({"name": name, "words": words, "chosen": chosen, "values": values})
    return found
