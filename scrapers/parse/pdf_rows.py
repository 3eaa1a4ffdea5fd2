"""The rows of one PDF page: characters on one baseline, from left to right, as words. Pure.

Body text ends before x = 500 on A4; the figures 5, 10, 15 … to the right of that number the lines. Characters outside
the page are not printed: Lawmaker leaves some there.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

MARGIN = 500 / 595.28
"""Where the margin of figures begins, as a share of the page's width."""
MOST_CHARACTERS = 30_000
_SAME_LINE = 3.5
"""Points between two baselines that are one line: figures and small capitals stand a little off."""
_SPACE = 0.14
"""Share of the type size that parts two words where no space was set."""
_COLUMN, _WIDE_COLUMN = 8.0, 22.0
"""Points between two columns where a row above or below has the same edge, and where none does."""


@dataclass(slots=True)
class PdfRow:
    """One printed line: `top` from the top of the page, left edge, words, the size of its type, and its figure.

    `gaps` are the spaces in `text`: place, left edge of the word after it, width in points.
    """

    top: float
    x: float
    text: str
    size: float
    figure: str = ""
    gaps: list[tuple[int, float, float]] = field(default_factory=list)


class Letter(NamedTuple):
    """One character: its box in points from the left and the top, its baseline from the bottom, its type size."""

    text: str
    x0: float
    x1: float
    top: float
    base: float
    size: float


def letters_of(layout: Any) -> list[Letter]:
    """The characters of a page as pdfplumber lays it out (`page.layout`), those inside figures included.

    `page.chars` holds the same with thirty facts each, and takes half as long again.
    """
    height = layout.height
    found: list[Letter] = []
    waiting = [layout]
    while waiting:
        for each in waiting.pop():
            if hasattr(each, "matrix") and hasattr(each, "adv"):
                found.append(Letter(each.get_text(), each.x0, each.x1, height - each.y1, each.matrix[5], each.size))
            elif hasattr(each, "__iter__"):
                waiting.append(each)
    return found


def rows_of(letters: Iterable[Letter], width: float, height: float) -> list[PdfRow]:
    """The rows of a page from top to bottom. A row with a figure and no words has text ""."""
    seen = [each for each in letters if -1 < each.x0 < width and -1 < each.top < height]
    rows = [row for line in _lines(seen) if (row := _row(line, width)) is not None]
    _part_columns(rows)
    return rows


def _lines(letters: Sequence[Letter]) -> Iterator[list[Letter]]:
    """Characters that share a baseline, top line first, each from left to right."""
    line: list[Letter] = []
    base = 0.0
    for each in sorted(letters, key=lambda each: -each.base):
        if line and base - each.base > _SAME_LINE:
            yield sorted(line, key=lambda each: each.x0)
            line = []
        if not line:
            base = each.base
        line.append(each)
    if line:
        yield sorted(line, key=lambda each: each.x0)


def _row(line: Sequence[Letter], width: float) -> PdfRow | None:
    body = [each for each in line if each.x0 < width * MARGIN and not each.text.isspace()]
    figure = "".join(each.text for each in line if each.x0 >= width * MARGIN).strip()
    if not body:
        return PdfRow(line[0].top, 0, "", line[0].size, figure) if figure else None
    row = PdfRow(body[0].top, body[0].x0, "", max(each.size for each in body), figure)
    chunks = [body[0].text]
    length = len(body[0].text)
    blanks = [each.x0 for each in line if each.text.isspace()]
    for before, each in pairwise(body):
        gap = each.x0 - before.x1
        if gap > _SPACE * each.size or (gap > 0 and any(before.x0 < blank < each.x0 for blank in blanks)):
            row.gaps.append((length, each.x0, gap))
            chunks.append(" ")
            length += 1
        chunks.append(each.text)
        length += len(each.text)
    row.text = "".join(chunks)
    return row


def _part_columns(rows: Sequence[PdfRow]) -> None:
    """Put a tab where a table's next column begins: after a wide gap, or at the edge of the rows above and below."""
    wide = [_edges(row, _COLUMN) for row in rows]
    found: list[set[int]] = []
    for at, row in enumerate(rows):
        beside = _beside(wide, at)
        found.append({edge for edge in wide[at] if _is_close(edge, beside[0] | beside[1])} | _edges(row, _WIDE_COLUMN))
    for at, row in enumerate(rows):
        above, below = _beside(found, at)
        shared = {edge for edge in _edges(row, 0) if _is_close(edge, above) and _is_close(edge, below)}
        for place, edge, _ in row.gaps:
            if round(edge) in found[at] | shared:
                row.text = f"{row.text[:place]}\t{row.text[place + 1 :]}"


def _edges(row: PdfRow, least: float) -> set[int]:
    """Left edges of words after a gap of at least so many points, but for one after a provision's number."""
    return {round(edge) for place, edge, gap in row.gaps if gap > least and not _is_number(row.text[:place])}


def _beside(edges: Sequence[set[int]], at: int) -> tuple[set[int], set[int]]:
    return edges[at - 1] if at else set(), edges[at + 1] if at + 1 < len(edges) else set()


def _is_close(edge: int, others: set[int]) -> bool:
    return any(abs(edge - other) <= 1 for other in others)


def _is_number(text: str) -> bool:
    """Whether the words before a gap are only numbers of provisions, or name a Schedule whose note follows."""
    return all(word.strip("“‘(). ").isalnum() and len(word) < 9 for word in text.split()) and (
        text.lower().startswith("schedule") or all(any(c.isdigit() or c == "(" for c in w) for w in text.split())
    )
