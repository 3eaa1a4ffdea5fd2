"""The rows of one PDF page: characters on one baseline, from left to right, as words. Pure.

Body text ends before x = 500 on A4; the figures 5, 10, 15 … to the right of that number the lines. Characters outside
the page are not printed: Lawmaker leaves some there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

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

    `gaps` are places in `text` where a column may begin, with its left edge.
    """

    top: float
    x: float
    text: str
    size: float
    figure: str = ""
    gaps: list[tuple[int, float, float]] = field(default_factory=list)


def rows_of(characters: Iterable[Mapping[str, Any]], width: float, height: float) -> list[PdfRow]:
    """The rows of a page from top to bottom. A row with a figure and no words has text ""."""
    seen = [each for each in characters if -1 < each["x0"] < width and -1 < each["top"] < height]
    rows = [row for line in _lines(seen) if (row := _row(line, width)) is not None]
    _part_columns(rows)
    return rows


def _lines(characters: Sequence[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    """Characters that share a baseline, top line first, each from left to right."""
    line: list[Mapping[str, Any]] = []
    base = 0.0
    for each in sorted(characters, key=lambda each: -each["matrix"][5]):
        if line and base - each["matrix"][5] > _SAME_LINE:
            yield sorted(line, key=lambda each: each["x0"])
            line = []
        if not line:
            base = each["matrix"][5]
        line.append(each)
    if line:
        yield sorted(line, key=lambda each: each["x0"])


def _row(line: Sequence[Mapping[str, Any]], width: float) -> PdfRow | None:
    body = [each for each in line if each["x0"] < width * MARGIN and not each["text"].isspace()]
    figure = "".join(each["text"] for each in line if each["x0"] >= width * MARGIN).strip()
    if not body:
        return PdfRow(line[0]["top"], 0, "", line[0]["size"], figure) if figure else None
    first = body[0]
    row = PdfRow(first["top"], first["x0"], "", max(each["size"] for each in body), figure)
    chunks = [first["text"]]
    length = len(first["text"])
    blanks = [each for each in line if each["text"].isspace()]
    for before, each in pairwise(body):
        gap = each["x0"] - before["x1"]
        if gap > _SPACE * each["size"] or (gap > 0 and _is_blank_between(before, each, blanks)):
            if gap > _COLUMN:
                row.gaps.append((length, each["x0"], gap))
            chunks.append(" ")
            length += 1
        chunks.append(each["text"])
        length += len(each["text"])
    row.text = "".join(chunks)
    return row


def _is_blank_between(
    before: Mapping[str, Any], after: Mapping[str, Any], blanks: Sequence[Mapping[str, Any]]
) -> bool:
    return any(before["x0"] < each["x0"] < after["x0"] for each in blanks)


def _part_columns(rows: Sequence[PdfRow]) -> None:
    """Put a tab where a table's next column begins."""
    edges = [{round(edge) for _, edge, _ in row.gaps} for row in rows]
    empty: set[int] = set()
    for at, row in enumerate(rows):
        beside = (edges[at - 1] if at else empty) | (edges[at + 1] if at + 1 < len(rows) else empty)
        for place, edge, gap in row.gaps:
            if _is_number(row.text[:place]):
                continue
            if gap > _WIDE_COLUMN or any(abs(round(edge) - other) <= 1 for other in beside):
                row.text = f"{row.text[:place]}\t{row.text[place + 1 :]}"


def _is_number(text: str) -> bool:
    """Whether the words before a gap are only numbers of provisions, or name a Schedule whose note follows."""
    return all(word.strip("“‘(). ").isalnum() and len(word) < 9 for word in text.split()) and (
        text.lower().startswith("schedule") or all(any(c.isdigit() or c == "(" for c in w) for w in text.split())
    )
