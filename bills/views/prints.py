"""Two prints of a Bill compared, and where each clause stood in every print."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bills.finished import finished
from bills.models import Bill, BillPrint
from bills.prints import comparison_of, prints_of, readable, running_of
from bills.text.clause_map import MapRow, clause_map
from bills.text.comparing import CLASSES, Class, Comparison
from bills.text.print_rows import CHANGES, NUMBERS, UnitCompared, heading_of, rows_of, units_compared
from bills.text.redline import Span
from bills.text.redline_lines import Fold, LineRedline

PER_PAGE = 40
"""Clauses a page."""
MOST_PRINTS = 12
"""Columns of the clause map: the newest of more prints."""
UNREAD = "The words of these prints are not kept in a form that can be compared."
SHOWN: dict[str, tuple[str, tuple[Class, ...]]] = {
    "changes": ("All changes of words", CHANGES),
    "changed": ("Changed", ("changed",)),
    "added": ("Added", ("added",)),
    "removed": ("Removed", ("removed",)),
    "numbers": ("New numbers only", NUMBERS),
    "everything": ("Everything", CLASSES),
}
"""What `show` may ask for: the words of its link, and the classes."""


@dataclass(frozen=True, slots=True)
class ComparedPage:
    """A clause as the page shows it."""

    unit: UnitCompared
    heading: list[Span]
    rows: list[LineRedline | Fold]


@require_safe
def compare_prints(request: HttpRequest, pk: int, old: int, new: int) -> HttpResponse:
    """An older and a newer print; the other way round it leads to this order. Two queries, the prints in memory."""
    bill = get_object_or_404(Bill, pk=pk)
    prints = prints_of(pk)
    by_pk = {each.pk: each for each in prints}
    if old not in by_pk or new not in by_pk or old == new:
        raise Http404
    if prints.index(by_pk[old]) > prints.index(by_pk[new]):
        return redirect("bills:compare-prints", pk, new, old)
    context = {
        "bill": bill,
        "trail": _trail(bill),
        "old": by_pk[old],
        "new": by_pk[new],
        "others": [(one, two) for one, two in pairwise(prints) if (one.pk, two.pk) != (old, new)],
    }
    try:
        comparison = comparison_of(by_pk[old], by_pk[new])
    except ValueError:
        context["answer"] = UNREAD
    else:
        context |= _compared(request, comparison)
    return finished(request, render(request, "bills/compare_prints.html", context), [pk])


@require_safe
def clause_map_page(request: HttpRequest, pk: int) -> HttpResponse:
    """The number of each clause and Schedule in every print. Two queries with the prints in memory."""
    bill = get_object_or_404(Bill, pk=pk)
    prints = readable(prints_of(pk)[-MOST_PRINTS:])
    rows = clause_map([running_of(each) for each in prints], [comparison_of(*pair) for pair in pairwise(prints)])
    context = {
        "bill": bill,
        "trail": _trail(bill),
        "prints": prints,
        "rows": [(row, list(zip(row.cells, [None, *_addresses(prints)], strict=True))) for row in rows],
        "pairs": list(pairwise(prints)),
        "answer": _map_answer(prints, rows),
    }
    return finished(request, render(request, "bills/clause_map.html", context), [pk])


def _trail(bill: Bill) -> list[tuple[str, str]]:
    return [("Bills", reverse("bills:list")), (bill.short_title, bill.get_absolute_url())]


def _compared(request: HttpRequest, comparison: Comparison) -> dict[str, Any]:
    asked = request.GET.get("show", "")
    asked = asked if asked in SHOWN else "changes"
    wanted = SHOWN[asked][1]
    units = [each for each in units_compared(comparison) if any(each.counts[kind] for kind in wanted)]
    page = Paginator(units, PER_PAGE).get_page(request.GET.get("page") or _page_with(request.GET.get("at", ""), units))
    counts = comparison.counts
    return {
        "answer": _answer(counts),
        "asked": asked,
        "choices": [
            (key, words, sum(counts[kind] for kind in classes), f"?{urlencode({'show': key})}")
            for key, (words, classes) in SHOWN.items()
        ],
        "page": page,
        "page_numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
        "units": [ComparedPage(each, heading_of(each), rows_of(each, comparison, wanted)) for each in page],
    }


def _page_with(anchor: str, units: list[UnitCompared]) -> int:
    """The page on which a clause stands; the first where it is on none."""
    return next((at for at, each in enumerate(units) if each.anchor == anchor), 0) // PER_PAGE + 1


def _answer(counts: dict[str, int]) -> str:
    """The counts in a sentence; a provision is a clause, a subsection, a paragraph."""
    told: list[str] = []
    for kind in CHANGES:
        if count := counts[kind]:
            noun = "" if told else " provision" if count == 1 else " provisions"
            verb = "" if kind == "changed" else " was" if count == 1 else " were"
            told.append(f"{count:,}{noun}{verb} {kind}")
    numbers, same = sum(counts[kind] for kind in NUMBERS), counts["identical"]
    parts = [", ".join(told) or "No provision reads differently"]
    parts += [f"{numbers:,} {'has a new number' if numbers == 1 else 'have new numbers'} only"] if numbers else []
    return "; ".join([*parts, f"{same:,} {'is' if same == 1 else 'are'} the same"]) + "."


def _addresses(prints: list[BillPrint]) -> list[str]:
    """For each print but the first, the page that compares it with the one before."""
    return [
        f"{reverse('bills:compare-prints', args=[one.bill_id, one.pk, two.pk])}?show=everything"
        for one, two in pairwise(prints)
    ]


def _map_answer(prints: list[BillPrint], rows: list[MapRow]) -> str:
    if not prints:
        return "No print of this Bill has been read here."
    moved = sum(len({each.name for each in row.cells if each}) > 1 for row in rows)
    many = f"{len(prints)} prints" if len(prints) > 1 else "1 print"
    if not moved:
        return f"In {many} every clause and schedule has kept its number."
    return f"In {many} {moved} of {len(rows)} clauses and schedules did not keep the same number."
