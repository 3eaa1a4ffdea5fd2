"""The live references that a writer can put into a paper: amendments, clauses of the Bill, and clauses of ours."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from amendments.models import Amendment
from amendments.wording import first_words, without_target
from bills.models import BillPrint
from bills.text.tree import Print
from coalition.clauses import current_wordings
from coalition.models import Briefing, ClauseWording
from coalition.querysets import visible_to
from coalition.references import amendment_label, label_of_clause, newest_prints, print_words
from coalition.roles import Visitor

MOST = 60
"""References of a kind that a page lists; a search finds the others."""


@dataclass(frozen=True, slots=True)
class Insertable:
    """A reference: what to write, what it reads today, and the first words of what it is."""

    code: str
    label: str
    words: str = ""


def insertable(paper: Briefing, viewer: Visitor, query: str = "") -> dict[str, list[Insertable]]:
    """References by kind, for a search or the first ones; nothing for a paper that is filed under no Bill."""
    if paper.bill is None:
        return {}
    query = query.strip()[:100]
    found = {
        "Amendments": list(_amendments(paper, query)),
        "Clauses of our texts": list(_clauses(paper, viewer, query)),
        "Clauses of the Bill": list(_provisions(paper, query)),
    }
    return {kind: rows for kind, rows in found.items() if rows}


def _amendments(paper: Briefing, query: str) -> Iterator[Insertable]:
    rows = Amendment.objects.filter(bill=paper.bill).select_related("stage__bill").defer("lines", "readings")
    if query:
        number = query.casefold().removeprefix("amendment").strip()
        rows = rows.filter(
            Q(number__iexact=number or query) | Q(text__icontains=query) | Q(summary_text__icontains=query)
        )
    elif paper.stage_id:
        rows = rows.filter(stage=paper.stage_id)
    for row in rows.order_by("-stage__sort_order", "-is_listed", "pk")[:MOST]:
        yield Insertable(f"[[amendment:{row.pk}]]", amendment_label(row, paper.bill), first_words(without_target(row)))


def _clauses(paper: Briefing, viewer: Visitor, query: str) -> Iterator[Insertable]:
    rows = current_wordings(visible_to(viewer, ClauseWording).filter(version__act__bill=paper.bill))
    if query:
        rows = rows.filter(Q(number__iexact=query) | Q(heading__icontains=query) | Q(text__icontains=query))
    for row in rows[:MOST]:
        yield Insertable(f"[[clause:{row.clause_id}]]", label_of_clause(row), row.heading or first_words(row.text))


def _provisions(paper: Briefing, query: str) -> Iterator[Insertable]:
    bill = paper.bill
    printed = newest_prints([bill.pk]).get(bill.pk) if bill else None
    tree = BillPrint.objects.values_list("tree", flat=True).get(pk=printed.pk) if printed else None
    if not printed or not tree:
        return
    listed = 0
    for address, places in Print.from_json(tree).by_address.items():
        place = places[0]
        words = f"{address} {place.heading}".casefold()
        if place.kind in {"clause", "schedule"} and query.casefold() in words and listed < MOST:
            listed += 1
            yield Insertable(f"[[provision:{address}]]", f"{address} of {print_words(printed)}", place.heading)
