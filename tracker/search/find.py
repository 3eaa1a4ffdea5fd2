"""The search itself: what the pages, the feeds and whoever else asks are given.

Published things of the coalition are compared with what is in force at this moment, before anything is counted: what
waits under embargo, is withdrawn or superseded is neither found nor counted nor shown in a facet (design law 7).
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from amendments.models import Listing
from amendments.wording import paper_words
from bills.models import Bill
from coalition.models import Release
from coalition.public import newest
from coalition.querysets import in_force
from tracker.search.asked import Asked, label_of, read
from tracker.search.backend import Candidate, Limits, backend
from tracker.search.documents import OURS, RELEASED, Kind, facet, range_of
from tracker.search.excerpt import excerpt, marked
from tracker.search.expression import tiers
from tracker.search.models import SearchDocument

MOST = 500
"""Documents that one search finds; of more, the first by tier and day are found and counted."""
PAGE = 20
VALUES = 12
"""Of a facet; those with fewer results are reached by narrowing another."""
YES = "yes"


@dataclass(frozen=True, slots=True)
class Filters:
    """What a search is narrowed to; "" for anything. An unknown value finds nothing."""

    kind: str = ""
    bill: str = ""
    house: str = ""
    stage: str = ""
    decision: str = ""
    ours: str = ""

    @classmethod
    def from_query(cls, query: Mapping[str, Any]) -> "Filters":
        """The filters of an address; other things in it are passed over."""
        return cls(**{each.name: str(query.get(each.name, ""))[:250] for each in fields(cls)})

    @property
    def active(self) -> dict[str, str]:
        """Those that narrow, by name."""
        given = {each.name: getattr(self, each.name) for each in fields(self)}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True, slots=True)
class Found:
    """One result, ready to be shown. `title` and `excerpt` are safe HTML in which <mark> stands round what matched.

    `lists` names the dated lists on which it carried the number that was asked for.
    """

    kind: str
    kind_words: str
    title: SafeString
    plain_title: str
    url: str
    bill: Bill | None
    stage_words: str
    place: str
    decision: str
    excerpt: SafeString
    lists: Sequence[str]
    is_ours: bool
    document: SearchDocument


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, in words, and how many of what was found have it."""

    value: str
    words: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Results:
    """A page of what was found. `is_more` says that there were more than MOST; `facets` by the names of Filters."""

    asked: Asked
    filters: Filters
    total: int = 0
    is_more: bool = False
    found: Sequence[Found] = ()
    facets: Mapping[str, Sequence[FacetValue]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Public:
    """What of ours the public may read at this moment: releases, and the amendments that carry a published ask."""

    releases: frozenset[int]
    amendments: frozenset[int]


def search(
    query: str, filters: Filters | None = None, limit: int = PAGE, *, start: int = 0, at: datetime | None = None
) -> Results:
    """Find documents: all words must occur, numbers come first. Never raises, whatever the query. Five queries."""
    asked, filters = read(query), filters or Filters()
    if not asked.parts:
        return Results(asked, filters)
    public = _public(at)
    limits = _limits(filters, public)
    if limits is None:
        return Results(asked, filters, facets=_facets([], filters, public))
    facets = [
        facet(name, filters.active[name]) for name in ("bill", "house", "stage", "decision") if name in filters.active
    ]
    candidates = backend().candidates(tiers(asked, facets), limits, MOST + 1)
    shown = candidates[:MOST]
    return Results(
        asked,
        filters,
        total=len(shown),
        is_more=len(candidates) > MOST,
        found=_shown(shown[start : start + limit], asked, public),
        facets=_facets(shown, filters, public),
    )


def _public(at: datetime | None) -> _Public:
    rows = in_force(at).exclude(kind=Release.Kind.COALITION)
    standing = newest(rows.only("pk", "kind", "object_id", "fields"))
    asks = [each for (kind, _), each in standing.items() if kind == Release.Kind.ASK]
    links = (link for each in asks for link in each.fields.get("links", ()))
    return _Public(
        releases=frozenset(each.pk for each in standing.values()),
        amendments=frozenset(link["amendment"] for link in links if link.get("amendment")),
    )


def _limits(filters: Filters, public: _Public) -> Limits | None:
    """Which documents may be found; None where none may."""
    released = SearchDocument.objects.filter(id__range=RELEASED)
    never = released.exclude(release__in=public.releases).values_list("pk", flat=True)
    only = None
    if filters.ours:
        carrying = SearchDocument.objects.filter(kind=Kind.AMENDMENT, object_id__in=public.amendments)
        shown = released.filter(release__in=public.releases)
        only = frozenset({*carrying.values_list("pk", flat=True), *shown.values_list("pk", flat=True)})
    if filters.ours not in ("", YES) or (filters.kind and filters.kind not in Kind.values):
        return None
    lowest, highest = range_of(filters.kind) if filters.kind else (0, 2**63 - 1)
    return Limits(lowest, highest, frozenset(never), only)


# ---- what is shown of each ----
SHOWN = (
    *("kind", "object_id", "bill_id", "stage_words", "decision", "title", "place", "text", "release_id"),
    *("bill__short_title", "bill__is_fictional", "release__object_id"),
)


def _shown(page: Sequence[Candidate], asked: Asked, public: _Public) -> list[Found]:
    rows = SearchDocument.objects.select_related("bill", "release").only(*SHOWN).in_bulk([each.id for each in page])
    lists = _lists([each.object_id for each in page if each.kind == Kind.AMENDMENT], asked)
    return [_found(rows[each.id], each, asked, public, lists) for each in page if each.id in rows]


def _found(
    row: SearchDocument, candidate: Candidate, asked: Asked, public: _Public, lists: Mapping[int, Sequence[str]]
) -> Found:
    is_amendment = row.kind == Kind.AMENDMENT
    return Found(
        kind=row.kind,
        kind_words=row.get_kind_display(),
        title=marked(row.title, asked),
        plain_title=row.title,
        url=_url(row),
        bill=row.bill,
        stage_words=row.stage_words,
        place=row.place,
        decision=row.decision,
        excerpt=excerpt(row.text, asked),
        lists=lists.get(row.object_id, ()) if is_amendment else (),
        is_ours=_is_ours(candidate, public),
        document=row,
    )


def _is_ours(candidate: Candidate, public: _Public) -> bool:
    return candidate.kind in OURS or (candidate.kind == Kind.AMENDMENT and candidate.object_id in public.amendments)


def _url(row: SearchDocument) -> str:
    match row.kind:
        case Kind.AMENDMENT:
            return reverse("amendments:detail", args=[row.bill_id, row.object_id])
        case Kind.ASK:
            return reverse("coalition:public-ask", args=[row.object_id])
        case Kind.PAPER:
            return reverse("coalition:public-paper", args=[row.object_id])
        case Kind.ACT:
            return reverse("coalition:public-act", args=[row.object_id])
        case Kind.CLAUSE if row.release:
            return reverse("clause-timeline", args=[row.release.object_id, row.object_id])
    return reverse("bills:detail", args=[row.bill_id])


def _lists(amendments: Sequence[int], asked: Asked) -> dict[int, list[str]]:
    """By amendment, the dated lists that give it a number that was asked for, newest first. One query at most."""
    found: dict[int, list[str]] = {}
    if not amendments or not asked.labels:
        return found
    rows = Listing.objects.filter(amendment__in=amendments, paper__is_current=True).select_related("paper")
    for row in rows.order_by("-paper__effective_at", "-paper"):
        if label_of(row.number) in asked.labels:
            found.setdefault(row.amendment_id, []).append(paper_words(row.paper))
    return found


# ---- facets ----
def _facets(candidates: Sequence[Candidate], filters: Filters, public: _Public) -> dict[str, list[FacetValue]]:
    counts = {
        "kind": Counter(each.kind for each in candidates),
        "bill": Counter(str(each.bill_id or "") for each in candidates),
        "house": Counter(each.house for each in candidates),
        "stage": Counter(each.stage_words for each in candidates),
        "decision": Counter(each.decision for each in candidates),
        "ours": Counter(YES for each in candidates if _is_ours(each, public)),
    }
    shown = {name: _most_frequent(counted, filters.active.get(name, "")) for name, counted in counts.items()}
    words = {"kind": dict(Kind.choices), "bill": _titles(shown["bill"]), "ours": {YES: "What we published or ask for"}}
    return {
        name: [
            FacetValue(value, str(words.get(name, {}).get(value, value)), count, value == filters.active.get(name))
            for value, count in found
        ]
        for name, found in shown.items()
    }


def _most_frequent(counted: Counter[str], chosen: str) -> list[tuple[str, int]]:
    """The values with the most results; what was chosen first, even without any."""
    found = sorted(((value, count) for value, count in counted.items() if value), key=lambda each: (-each[1], each[0]))
    rest = [each for each in found if each[0] != chosen][:VALUES]
    return [(chosen, counted[chosen]), *rest] if chosen else rest


def _titles(bills: Sequence[tuple[str, int]]) -> dict[str, str]:
    numbers = [int(value) for value, _ in bills if value.isascii() and value.isdigit() and len(value) < 19]
    return {str(pk): title for pk, title in Bill.objects.filter(pk__in=numbers).values_list("pk", "short_title")}
