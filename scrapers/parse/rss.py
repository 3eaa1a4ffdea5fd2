"""The RSS feeds of the Bills site: which Bills, or which publications of a Bill, are new (sources, "RSS").

Prefixes of namespaces are generated, so elements and attributes are matched by their local names. An item has two
categories, the type of the Bill and the House: both are kept, in order.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from lxml import etree

from scrapers.parse.akn import clean, name_of, parse_xml
from scrapers.records import FeedItem, Page, ParseProblem, UnreadableSource

LONDON = ZoneInfo("Europe/London")
BILL_ADDRESS = re.compile(r"/bills/(\d{1,9})(?:$|[/?#])", re.IGNORECASE)
MOST_ITEMS = 5000


def feed(body: bytes) -> Page[FeedItem]:
    """The items of a feed, in order; `total` is their number. Raises UnreadableSource for what is not RSS.

    An item without a guid and a link is left out and reported; one whose time cannot be read keeps None.
    """
    root = parse_xml(body)
    channel = next((each for each in root if name_of(each) == "channel"), None)
    if name_of(root) != "rss" or channel is None:
        raise UnreadableSource("document", f"is <{name_of(root)[:40]}>, not an RSS feed")
    items = [each for each in channel if name_of(each) == "item"]
    if len(items) > MOST_ITEMS:
        raise UnreadableSource("channel", f"holds more than {MOST_ITEMS} items")
    problems: list[ParseProblem] = []
    found = tuple(_items(items, problems))
    return Page(found, len(items), None, tuple(problems))


def _items(items: list[etree._Element], problems: list[ParseProblem]) -> Iterator[FeedItem]:
    first: dict[str, int] = {}
    for index, element in enumerate(items):
        item = _item(element, f"item[{index}]", problems)
        if item is None:
            problems.append(ParseProblem(f"item[{index}]", "has neither guid nor link"))
        elif first.setdefault(item.guid, index) != index:
            problems.append(ParseProblem(f"item[{index}].guid", f"stands twice: it is also item[{first[item.guid]}]"))
        else:
            yield item


def _item(element: etree._Element, place: str, problems: list[ParseProblem]) -> FeedItem | None:
    guid, link = _first(element, "guid"), _first(element, "link")
    if not (guid or link):
        return None
    found = BILL_ADDRESS.search(guid) or BILL_ADDRESS.search(link)
    return FeedItem(
        guid=guid or link,
        link=link,
        title=_first(element, "title"),
        description=_first(element, "description"),
        categories=tuple(_texts(element, "category")),
        updated=_updated(element, place, problems),
        stage=_stage(element),
        bill_id=int(found[1]) if found else None,
    )


def _texts(element: etree._Element, name: str) -> Iterator[str]:
    return (clean("".join(map(str, child.itertext()))) for child in element if name_of(child) == name)


def _first(element: etree._Element, name: str) -> str:
    return next(_texts(element, name), "")


def _stage(element: etree._Element) -> str:
    given = ((str(name), str(value)) for name, value in element.attrib.items())
    return next((clean(value) for name, value in given if name.rpartition("}")[2] == "stage"), "")


def _updated(element: etree._Element, place: str, problems: list[ParseProblem]) -> datetime | None:
    """The moment of update, or else of publication, in UTC. Without a zone it is London time."""
    said = _first(element, "updated") or _first(element, "pubDate")
    if not said:
        return None
    try:
        return _moment(said)
    except (ValueError, OverflowError):
        problems.append(ParseProblem(f"{place}.updated", f"is {said[:40]!r} where a moment is due"))
        return None


def _moment(said: str) -> datetime:
    try:
        moment = datetime.fromisoformat(said)
    except ValueError:
        moment = parsedate_to_datetime(said)
    return (moment if moment.tzinfo else moment.replace(tzinfo=LONDON)).astimezone(UTC)
