"""What a feed must be, as its format says: RFC 4287 for Atom, jsonfeed.org for JSON Feed 1.1. Each fault is a line."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
TEXT_TYPES = {None, "text", "html", "xhtml"}
JSON_FEED = {
    "version": (str, True),
    "title": (str, True),
    "home_page_url": (str, False),
    "feed_url": (str, False),
    "description": (str, False),
    "language": (str, False),
    "authors": (list, False),
    "items": (list, True),
}
JSON_ITEM = {
    "id": (str, True),
    "url": (str, False),
    "external_url": (str, False),
    "title": (str, False),
    "content_text": (str, True),
    "date_published": (str, False),
    "date_modified": (str, False),
    "authors": (list, False),
    "tags": (list, False),
}


def atom_faults(body: bytes) -> list[str]:
    """What RFC 4287 does not allow; sections in brackets."""
    feed = etree.fromstring(body)
    faults = [] if feed.tag == f"{ATOM}feed" else ["the root is no feed (4.1.1)"]
    faults += _once(feed, "feed", ("id", "title", "updated"), "4.1.1")
    entries = feed.findall(f"{ATOM}entry")
    for number, entry in enumerate(entries):
        faults += _once(entry, f"entry {number}", ("id", "title", "updated"), "4.1.2")
        faults += _links(entry, f"entry {number}", needed="alternate")
    if feed.find(f"{ATOM}author") is None and any(entry.find(f"{ATOM}author") is None for entry in entries):
        faults.append("an entry has no author, nor has the feed (4.1.2)")
    faults += [
        f"an author has no name (3.2): {etree.tostring(each)!r}"
        for each in feed.iter(f"{ATOM}author")
        if not (each.findtext(f"{ATOM}name") or "").strip()
    ]
    ids = [feed.findtext(f"{ATOM}id"), *(entry.findtext(f"{ATOM}id") for entry in entries)]
    faults += [f"an id stands twice (4.1.1): {each}" for each in set(ids) if ids.count(each) > 1]
    faults += [
        f"an id is no absolute address (4.2.6): {each}" for each in ids if not each or not urlsplit(each).scheme
    ]
    faults += [
        f"no moment (3.3): {each.text}"
        for name in ("updated", "published")
        for each in feed.iter(f"{ATOM}{name}")
        if not _is_moment(each.text)
    ]
    faults += [
        f"a text of an unknown type (3.1.1): {each.get('type')}"
        for name in ("title", "summary", "rights", "subtitle")
        for each in feed.iter(f"{ATOM}{name}")
        if each.get("type") not in TEXT_TYPES
    ]
    faults += [
        f"markup in a text (3.1.1): {each.text}"
        for name in ("title", "summary")
        for each in feed.iter(f"{ATOM}{name}")
        if len(each)
    ]
    faults += ["a category has no term (4.2.2)" for each in feed.iter(f"{ATOM}category") if not each.get("term")]
    return faults + _links(feed, "feed", needed="self")


def _once(of: Any, where: str, names: tuple[str, ...], section: str) -> Iterator[str]:
    for name in names:
        found = of.findall(f"{ATOM}{name}")
        if len(found) != 1 or not (found[0].text or "").strip():
            yield f"{where} has {len(found)} {name} ({section})"


def _links(of: Any, where: str, needed: str) -> list[str]:
    links = [(each.get("rel", "alternate"), each.get("href")) for each in of.findall(f"{ATOM}link")]
    faults = [] if needed in {rel for rel, _ in links} else [f"{where} has no {needed} link (4.1.1, 4.1.2)"]
    faults += [f"{where} has two alternate links (4.1.1)"] if [rel for rel, _ in links].count("alternate") > 1 else []
    return faults + [f"{where}: a link is not whole: {href}" for _, href in links if not _is_whole(href)]


def json_faults(body: bytes) -> list[str]:
    """What JSON Feed 1.1 does not allow."""
    feed = json.loads(body)
    faults = list(_fields(feed, JSON_FEED, "feed"))
    if feed.get("version") != "https://jsonfeed.org/version/1.1":
        faults.append("another version")
    for number, item in enumerate(feed.get("items", ())):
        where = f"item {number}"
        faults += _fields(item, JSON_ITEM, where)
        faults += [
            f"{where}: {name} is no moment"
            for name in ("date_published", "date_modified")
            if not _is_moment(item[name])
        ]
        faults += [
            f"{where}: {name} is not whole"
            for name in ("url", "external_url")
            if name in item and not _is_whole(item[name])
        ]
        faults += [f"{where}: a tag is no text" for tag in item.get("tags", ()) if not isinstance(tag, str)]
    for each in (feed, *feed.get("items", ())):
        faults += [
            "an author tells nothing"
            for author in each.get("authors", ())
            if not {"name", "url", "avatar"} & set(author)
        ]
    ids = [item["id"] for item in feed.get("items", ())]
    return faults + [f"an id stands twice: {each}" for each in set(ids) if ids.count(each) > 1]


def _fields(of: dict[str, Any], known: dict[str, tuple[type, bool]], where: str) -> Iterator[str]:
    for name, (kind, is_needed) in known.items():
        if name not in of:
            if is_needed:
                yield f"{where} has no {name}"
        elif not isinstance(of[name], kind) or (kind is str and not of[name]):
            yield f"{where}: {name} is {of[name]!r}"
    for name in of.keys() - known.keys():
        if not name.startswith("_"):
            yield f"{where}: {name} is not in the format"


def _is_moment(text: str | None) -> bool:
    return bool(text and MOMENT.fullmatch(text) and datetime.fromisoformat(text).tzinfo)


def _is_whole(address: str | None) -> bool:
    parts = urlsplit(address or "")
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
