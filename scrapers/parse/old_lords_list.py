"""Marshalled lists and daily sheets of the Lords on the old website.

The clause is a heading; below it stand names in CAPITALS, which hold for every amendment until the next names; then
number and words ("Page 1, line 17, …"). Daily sheets print no numbers.
"""

import re
from collections.abc import Sequence

from scrapers.parse.old_anchors import LORDS
from scrapers.parse.old_front import front_of
from scrapers.parse.old_page import OldPage
from scrapers.parse.old_paper import Rules, read_paper
from scrapers.records import PaperRecord

MARSHALLED = re.compile(r"\bmarshalled\s+list\b|\bhave been marshalled\b", re.IGNORECASE)
DAILY = re.compile(r"\bamendments?\s+to\s+be\s+moved\b", re.IGNORECASE)


def parse(pages: Sequence[OldPage]) -> PaperRecord:
    """The list in these pages, given in their order. Raises UnreadableSource where no amendment stands in them.

    Only a marshalled list that was read without a problem, to the end of its page, counts as complete.
    """
    front = " ".join(block.text for page in pages[:1] for block in page.blocks[:60])
    is_marshalled = MARSHALLED.search(front) is not None
    is_daily = not is_marshalled and DAILY.search(front) is not None
    rules = Rules(
        kind="Lords marshalled list" if is_marshalled else "Lords daily sheet" if is_daily else "Lords list",
        house_name="House of Lords",
        house=LORDS,
        carries_names=True,
        needs_numbers=not is_daily,
    )
    return read_paper(pages, rules, front_of(pages))
