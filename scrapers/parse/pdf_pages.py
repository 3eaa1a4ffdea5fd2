"""The printed pages of a Bill in a PDF: running heads taken off, body rows counted, margin figures checked. Pure.

A page is indexed only where every margin figure 5, 10, 15 … stands beside the row of that count and none is missing.
The page figure is printed in the head, so it is not the number of the PDF page.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from scrapers.parse.pdf_rows import PdfRow
from scrapers.parse.rows_input import Row, words_of

_HEAD_DEPTH = 0.16
"""Share of the page's height in which a running head can stand."""
_FOOT = re.compile(r"(?:(?:HL\s+)?Bill\s+\d{1,4}\b.{0,20}|\d{2}/\d)")
_DIVISION_HEAD = re.compile(r"(?:Part|Schedule|Chapter)\s+\w{1,5}\s*[—–-]\s*\S.*", re.IGNORECASE)
_STEP = 5
_SLACK = 4
"""Points by which rows of one head differ."""
_SECOND_ROW = 25
"""Points under a head in which it can go on: "Part 1—Offences"."""


@dataclass(frozen=True, slots=True)
class BodyPage:
    """One printed page: its figure, its rows in order, and why its lines cannot be told ("" where they can)."""

    page: int
    rows: tuple[Row, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class RunningHead:
    """How far down the running head of this file reaches, in points, and the Bill's name in it."""

    bottom: float
    title: str


def running_head(pages: Sequence[Sequence[PdfRow]], height: float) -> RunningHead:
    """The head that the pages of one file share: the Bill's name where it stands most often, above the page figure."""
    tops: dict[str, Counter[float]] = {}
    for rows in pages:
        for row in rows:
            words = _without_figure(row.text)
            if row.top < height * _HEAD_DEPTH and words.endswith(("Bill", "[HL]", "[Lords]")):
                tops.setdefault(words, Counter())[round(row.top)] += 1
    if not tops:
        return RunningHead(0, "")
    name = max(tops, key=lambda words: tops[words].total())
    return RunningHead(tops[name].most_common(1)[0][0] + _SLACK, name)


def body_pages(pages: Sequence[Sequence[PdfRow]], head: RunningHead) -> list[BodyPage]:
    """The pages from the one that bears the figure 1 on, as long as the figures rise.

    A page without a figure between them is the next page if it has margin figures; without, it is the back cover.
    """
    found: list[BodyPage] = []
    for place, rows in enumerate(pages, start=1):
        last = found[-1].page if found else 0
        figure = _page_figure(rows, head)
        if figure is None and found:
            if not any(row.figure for row in rows):
                break
            figure = last + 1
        if figure is None or figure <= last or (not found and figure != 1):
            continue
        found.append(_body_page(figure, _body(rows, head), f"PDF page {place}"))
    return found


def missing_pages(found: Sequence[BodyPage]) -> list[int]:
    """Page figures that no page bears, between the first and the last."""
    figures = {each.page for each in found}
    return sorted(set(range(1, max(figures, default=0))) - figures)


def _page_figure(rows: Sequence[PdfRow], head: RunningHead) -> int | None:
    for row in rows:
        if row.top > head.bottom:
            return None
        words = row.text.split()
        for word in (words[:1], words[-1:]):
            if word and word[0].isdecimal() and len(word[0]) < 5:
                return int(word[0])
    return None


def _body(rows: Sequence[PdfRow], head: RunningHead) -> list[PdfRow]:
    """The rows below the head and above the foot."""
    body = [row for row in rows if row.top > head.bottom]
    while body and body[0].top < head.bottom + _SECOND_ROW and _DIVISION_HEAD.fullmatch(body[0].text):
        body.pop(0)
    while body and _FOOT.fullmatch(body[-1].text):
        body.pop()
    return body


def _body_page(page: int, rows: Sequence[PdfRow], place: str) -> BodyPage:
    printed = [row for row in rows if row.text]
    start = _first_line(printed) if page == 1 else 0
    reason = _fault(rows, printed[start:])
    kept = [
        Row(page, 0 if at < start or reason else at - start + 1, row.x, words_of(row.text), place)
        for at, row in enumerate(printed)
    ]
    return BodyPage(page, tuple(kept), reason)


def _first_line(rows: Sequence[PdfRow]) -> int:
    """How many rows of the first page stand before line 1: lines are counted after the words of enactment."""
    for at, row in enumerate(rows):
        if re.search(r"as\s+follows\s*:?\s*[—–-]+$", row.text):
            return at + 1
    return 0


def _fault(rows: Sequence[PdfRow], counted: Sequence[PdfRow]) -> str:
    """Why the margin figures do not bear the count out; "" where they do."""
    stray = next((row.figure for row in rows if row.figure and not row.text), None)
    if stray is not None:
        return f"the margin figure {stray} stands beside no line"
    found = {at: row.figure for at, row in enumerate(counted, start=1) if row.figure}
    for at, figure in found.items():
        if figure != str(at) or at % _STEP:
            return f"the margin figure {figure} stands beside line {at}"
    missing = next((at for at in range(_STEP, len(counted) + 1, _STEP) if at not in found), None)
    return f"line {missing} has no margin figure" if missing else ""


def _without_figure(text: str) -> str:
    return re.sub(r"^\d{1,4}\s+|\s+\d{1,4}$", "", text)
