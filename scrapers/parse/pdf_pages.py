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
    """The head that the pages of one file share: rows near the top that repeat, but for the page figure."""
    seen: Counter[str] = Counter()
    tops: dict[str, float] = {}
    for rows in pages:
        for row in rows:
            words = _without_figure(row.text)
            if row.top < height * _HEAD_DEPTH and words and not words[0].isdigit():
                seen[words] += 1
                tops[words] = max(tops.get(words, 0), row.top)
    named = [words for words, times in seen.most_common() if times > 1 and words.endswith(("Bill", "[HL]", "[Lords]"))]
    if not named:
        return RunningHead(0, "")
    return RunningHead(tops[named[0]] + 4, named[0])


def body_pages(pages: Sequence[Sequence[PdfRow]], head: RunningHead) -> list[BodyPage]:
    """The pages from the one that bears the figure 1 to the last that follows it in order."""
    found: list[BodyPage] = []
    for place, rows in enumerate(pages, start=1):
        figure = _page_figure(rows, head)
        if figure is None or figure != len(found) + 1:
            if found and figure is None and not any(row.figure for row in rows):
                break
            if not found or figure is not None:
                continue
            figure = len(found) + 1
        found.append(_body_page(figure, _body(rows, head), f"PDF page {place}"))
    return found


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
    size = Counter(round(row.size, 1) for row in body).most_common(1)[0][0] if body else 0
    while body and body[0].size < size - 0.5 and _DIVISION_HEAD.fullmatch(body[0].text):
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
