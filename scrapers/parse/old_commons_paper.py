"""Amendment papers of the Commons on the old website: notices, consolidated papers, Lords amendments, proceedings.

In print the names come first, one a line, then the number, then the star, then the words. Every amendment has names of
its own: none are carried over. The pages hold parts of a paper, so none ever counts as complete.
"""

from collections.abc import Sequence

from scrapers.parse import old_words as words
from scrapers.parse.old_anchors import COMMONS
from scrapers.parse.old_front import front_of
from scrapers.parse.old_page import OldPage
from scrapers.parse.old_paper import Rules, read_paper
from scrapers.records import PaperRecord


def parse(pages: Sequence[OldPage]) -> PaperRecord:
    """The paper in these pages, given in their order. Raises UnreadableSource where no amendment stands in them."""
    rules = Rules(_kind(pages), "House of Commons", COMMONS, carries_names=False)
    return read_paper(pages, rules, front_of(pages))


def _kind(pages: Sequence[OldPage]) -> str:
    texts = [block.text for page in pages for block in page.blocks]
    front = " ".join(texts[:60]).casefold()
    if any(words.LORDS_AMENDMENT.fullmatch(text) for text in texts):
        return "Commons Lords amendments"
    if "proceedings" in front and any(words.DECIDED_NUMBER.fullmatch(t) or words.DECISION.fullmatch(t) for t in texts):
        return "Commons proceedings"
    return "Commons notices" if "notices of amendments" in front else "Commons amendment paper"
