"""Saved pages of the old website, given together in their order: which kind they are, and what stands in them."""

import re
from collections.abc import Sequence
from dataclasses import replace

from scrapers.parse import old_commons_paper, old_lords_list, old_stage_page, old_words
from scrapers.parse.old_page import OldPage, read_page
from scrapers.records import PaperRecord, ParseProblem, StagePageRecord, UnreadableSource

MOST_FILES = 40
LORDS = re.compile(
    r"\bmarshalled\s+list\b|\bamendments\s+marked\s+\*|\bHL\s+Bill\s+\d|\bin\s+grand\s+committee\b", re.IGNORECASE
)
COMMONS = re.compile(
    r"\bnotices\s+of\s+amendments\b|\bpublic\s+bill\s+committee\b|\bnew\s+amendments\s+handed\s+in\b|"
    r"\brequired\s+notice\s+period\b|\bconsideration\s+of\s+bill\b|\blords\s+amendments?\s+no\b|\bexplanatory\s+statement\b",
    re.IGNORECASE,
)  # fmt: skip


def parse(bodies: Sequence[bytes], names: Sequence[str] = ()) -> PaperRecord | StagePageRecord:
    """The paper, or the stages, in these pages. One amendment may begin on one page and end on the next.

    `names` are the file names, which may say the print and the committee where the pages do not.

    Raises UnreadableSource for pages of no kind that is known, and for pages of two kinds given together.
    """
    if not bodies or len(bodies) > MOST_FILES:
        raise UnreadableSource("files", f"give one page or up to {MOST_FILES} pages of one paper")
    pages = [read_page(body, place) for place, body in enumerate(bodies)]
    pages = [replace(page, name="".join(names[place : place + 1])) for place, page in enumerate(pages)]
    repeated = [place for place, body in enumerate(bodies) if body in bodies[:place]]
    if repeated:
        raise UnreadableSource(f"file {repeated[0] + 1}", "it is the same page as one before it")
    if old_stage_page.looks_like_stages(pages):
        return old_stage_page.parse(pages)
    return _parser(pages)(pages)


def _parser(pages: Sequence[OldPage]):
    houses = {house for page in pages if (house := _house(page))}
    if len(houses) > 1:
        raise UnreadableSource("files", "some of these pages are of the Commons and some of the Lords")
    if not houses:
        raise UnreadableSource(
            "page", "it is no amendment paper, marshalled list or page of a Bill’s stages of Parliament’s old website"
        )
    return old_lords_list.parse if houses == {"Lords"} else old_commons_paper.parse


def _house(page: OldPage) -> str:
    """Whose paper a page is, by what only one House prints; "" where the page does not show it."""
    texts = [block.text for block in page.blocks]
    cells = [old_words.LEADING_STAR.sub(r"\g<rest>", cell) for block in page.blocks for cell in block.cells]
    openings = [cell for cell in cells if old_words.is_opening(cell)]
    peers = sum(old_words.is_peer(cell) for cell in cells)
    front = " ".join([page.title, *texts[:80]])
    lords = bool(LORDS.search(front)) + (peers > 0) + any(old_words.PROVISION_HEADING.fullmatch(t) for t in texts)
    commons = 2 * bool(COMMONS.search(" ".join(texts))) + any(
        re.match(r"(?:Clause|Schedule)\s+\d+[A-Z]*\s*,\s*page", t) for t in openings
    )
    has_amendments = bool(openings) or any(old_words.GLUED.search(text) for text in texts)
    if not has_amendments or not (lords or commons):
        return ""
    return "Lords" if lords > commons else "Commons"


def problems_of(record: PaperRecord | StagePageRecord) -> tuple[ParseProblem, ...]:
    """What could not be read."""
    return record.problems
