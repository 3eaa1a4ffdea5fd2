"""What a search finds, as a feed: each thing once, under its own name, with the day that it has in the search."""

from datetime import datetime, time
from html import unescape

from django.http import QueryDict
from django.urls import reverse
from django.utils.html import strip_tags

from amendments.history import LONDON
from tracker.feeds.entries import MOST, Entry, Told, newest_first
from tracker.feeds.words import in_one_line, readable
from tracker.search.documents import day_of
from tracker.search.find import Filters, Found, search

UNDATED = datetime(1900, 1, 1, tzinfo=LONDON)
"""The time of what no source gives a day; at the end of a feed."""


def told_of_search(query: QueryDict) -> tuple[str, Told]:
    """The lasting name of the feed of these words and filters, and what it tells. Five queries."""
    words, filters = query.get("q", ""), Filters.from_query(query)
    asked = QueryDict(mutable=True)
    asked.update({"q": words, **filters.active})
    results = search(words, filters, MOST)
    return f"search?{asked.urlencode()}", Told(
        title=in_one_line(f"Search: {words}"),
        subtitle="Bills, amendments, clauses and what the coalition published, as a search of the tracker finds them.",
        path=f"{reverse('search')}?{asked.urlencode()}",
        since=UNDATED,
        entries=newest_first(map(_entry, results.found)),
    )


def _entry(found: Found) -> Entry:
    day = day_of(found.document.pk)
    at = datetime.combine(day, time.min, LONDON) if day else UNDATED
    about = [found.kind_words, found.bill.short_title if found.bill else "", found.stage_words, found.place]
    words = [". ".join(filter(None, about)), found.decision, unescape(strip_tags(found.excerpt))]
    return Entry(
        key=f"found-{found.kind}-{found.document.object_id}",
        kind=str(found.kind_words),
        title=in_one_line(found.plain_title),
        words=tuple(filter(None, map(readable, words))),
        path=found.url,
        published=at,
        updated=at,
    )
