"""The feeds of the Bills site, in our own words."""

from datetime import UTC, datetime

import pytest

from scrapers.parse.rss import feed
from scrapers.records import UnreadableSource


def a_feed(*items: str, stage: str = "p4", atom: str = "a10") -> bytes:
    spaces = f'xmlns:{stage}="urn:bills" xmlns:{atom}="http://www.w3.org/2005/Atom"'
    return f"<rss version='2.0' {spaces}><channel><title>Bills</title>{''.join(items)}</channel></rss>".encode()


def item(more: str = "", number: int = 4128, stage: str = "p4", atom: str = "a10") -> str:
    return f"""<item {stage}:stage="Committee stage">
      <guid isPermaLink="true">https://bills.parliament.uk/bills/{number}</guid>
      <link>https://bills.parliament.uk/bills/{number}</link>
      <category>Government Bill</category><category>Lords</category>
      <title>Lighthouse Keepers Bill [HL]</title><description>A bill about lamps.</description>
      <{atom}:updated>2026-07-17T18:05:12+01:00</{atom}:updated>{more}</item>"""


def test_an_item_names_its_bill_its_stage_and_both_categories() -> None:
    page = feed(a_feed(item()))
    (found,) = page.items
    assert (found.bill_id, found.stage, found.categories) == (4128, "Committee stage", ("Government Bill", "Lords"))
    assert found.updated == datetime(2026, 7, 17, 17, 5, 12, tzinfo=UTC)
    assert (page.total, page.problems) == (1, ())


def test_generated_prefixes_do_not_matter() -> None:
    assert feed(a_feed(item(stage="p9", atom="q1"), stage="p9", atom="q1")).items == feed(a_feed(item())).items


@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("<pubDate>Fri, 17 Jul 2026 18:05:12 +0100</pubDate>", datetime(2026, 7, 17, 17, 5, 12, tzinfo=UTC)),
        ("<pubDate>Fri, 17 Jul 2026 18:05:12 Z</pubDate>", datetime(2026, 7, 17, 18, 5, 12, tzinfo=UTC)),
        ("<updated>2026-07-17T17:05:12Z</updated>", datetime(2026, 7, 17, 17, 5, 12, tzinfo=UTC)),
        ("<updated>2026-07-17T18:05:12</updated>", datetime(2026, 7, 17, 17, 5, 12, tzinfo=UTC)),
        ("", None),
    ],
)
def test_times_are_read_in_every_form_that_occurs(said: str, moment: datetime | None) -> None:
    (found,) = feed(a_feed(f"<item><guid>publication-1</guid>{said}</item>")).items
    assert (found.updated, found.bill_id) == (moment, None)


def test_a_time_that_cannot_be_read_keeps_the_item_without_it() -> None:
    page = feed(a_feed("<item><guid>1</guid><pubDate>lately</pubDate></item>"))
    assert (page.items[0].updated, [p.place for p in page.problems]) == (None, ["item[0].updated"])


def test_an_item_without_an_address_and_a_twin_are_left_out_and_reported() -> None:
    page = feed(a_feed(item(), "<item><title>x</title></item>", item()))
    assert (len(page.items), page.total) == (1, 3)
    assert [p.place for p in page.problems] == ["item[1]", "item[2].guid"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Service unavailable</body></html>",
        b'{"items": []}',
        b"<rss><channel><item>",
        b"<rss version='2.0'/>",
        b'<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>',
        b'<!DOCTYPE rss SYSTEM "file:///etc/passwd"><rss><channel/></rss>',
    ],
)
def test_what_is_not_a_feed_is_refused(body: bytes) -> None:
    with pytest.raises(UnreadableSource):
        feed(body)
