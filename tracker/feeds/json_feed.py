"""A feed as JSON Feed 1.1 (jsonfeed.org): the same entries under the same names as in Atom."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from bills.publications import is_web_address
from tracker.feeds.atom import LANGUAGE, MADE_BY, RIGHTS, tag
from tracker.feeds.entries import Entry, Told

VERSION = "https://jsonfeed.org/version/1.1"
MEDIA_TYPE = "application/feed+json"


def json_of(told: Told, key: str, address: str, whole: Callable[[str], str]) -> bytes:
    """The feed's bytes; see atom_of."""
    feed = {
        "version": VERSION,
        "title": told.title,
        "home_page_url": whole(told.path),
        "feed_url": address,
        "description": f"{told.subtitle} {RIGHTS}",
        "language": LANGUAGE,
        "authors": [{"name": MADE_BY, "url": whole("/")}],
        "items": [_item(entry, whole) for entry in told.entries],
    }
    return json.dumps({**feed, "_about": {"id": tag(key)}}, ensure_ascii=False, indent=1).encode()


def _item(entry: Entry, whole: Callable[[str], str]) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": tag(entry.key),
        "url": whole(entry.path),
        "title": entry.title,
        "content_text": "\n\n".join(entry.words) or entry.title,
        "date_published": _moment(entry.published),
        "date_modified": _moment(entry.updated),
        "tags": [entry.kind],
    }
    if is_web_address(entry.source):
        item["external_url"] = entry.source
    if entry.by:
        item["authors"] = [{"name": entry.by}]
    return item


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
