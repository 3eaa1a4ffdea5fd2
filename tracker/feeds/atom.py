"""A feed as Atom (RFC 4287): stable ids as tag: addresses, times in UTC, every link whole."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html_join

from bills.publications import is_web_address
from tracker.feeds.entries import Entry, Told

SINCE = 2026
"""A year in which the site's name was ours, as a tag: address wants it (RFC 4151)."""
LANGUAGE = "en-GB"
MADE_BY = "Amendment Tracker"
RIGHTS = "Contains Parliamentary information licensed under the Open Parliament Licence v3.0."


def tag(key: str) -> str:
    """The lasting name of an entry or a feed: by the site's own name, whichever address it was asked at."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{SINCE}:{key}"


class _Feed(Atom1Feed):
    """Django's, but the time of a feed without an entry is given: it must not change with each reading."""

    def latest_post_date(self) -> datetime:
        dates = [item["updateddate"] for item in self.items]
        since: datetime = self.feed["since"]
        return max(dates, default=since).astimezone(UTC)


def atom_of(told: Told, key: str, address: str, whole: Callable[[str], str]) -> bytes:
    """The feed's bytes. `address` is its own; `whole` makes a path of ours a whole address."""
    feed = _Feed(
        title=told.title,
        link=whole(told.path),
        description=told.subtitle,
        subtitle=told.subtitle,
        language=LANGUAGE,
        author_name=MADE_BY,
        author_link=whole("/"),
        feed_url=address,
        feed_guid=tag(key),
        feed_copyright=RIGHTS,
        since=told.since,
    )
    for entry in told.entries:
        feed.add_item(**_item(entry, whole))
    return feed.writeString("utf-8").encode()


def _item(entry: Entry, whole: Callable[[str], str]) -> dict[str, Any]:
    paragraphs = [(each,) for each in entry.words]
    source = [(entry.source,)] if is_web_address(entry.source) else []
    return {
        "title": entry.title,
        "link": whole(entry.path),
        "unique_id": tag(entry.key),
        "pubdate": entry.published.astimezone(UTC),
        "updateddate": entry.updated.astimezone(UTC),
        "description": format_html_join("", "<p>{}</p>", paragraphs)
        + format_html_join("", '<p><a href="{}">Source</a></p>', source),
        "categories": [entry.kind],
        "author_name": entry.by or None,
    }
