"""Where a printed page and line stand in the words of a print: "page 1, line 12" to spans of provisions. Pure.

A marker stands before the first word of a printed line (`<?L 1-12?>` in Lawmaker's XML), and the line goes on to the
next marker. So a line without a marker belongs to the marked line before it, and cells of a table that repeat a line
give it several runs. A marker of line 0 begins a page whose lines are not known: it ends the line before it, and is no
line itself.
"""

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from bills.text.tree import PARTS, QUOTED_TEXT, PageLine, Part, Print, Provision


class LineSpan(NamedTuple):
    """Characters [start:end] of a part of the provision with this index; they stand on one printed line.

    `is_joined` tells that no white space parts them from the span before: a quotation mark or full stop at a border.
    `run` tells the columns of a table apart: spans of one run follow each other on the paper.
    """

    provision: int
    part: Part
    start: int
    end: int
    is_joined: bool
    run: int


class PageLineIndex:
    """The printed lines of one print. Empty for a print without markers: nothing is ever guessed."""

    def __init__(self, printed: Print) -> None:
        self._print = printed
        self._spans = _spans(printed)
        self._numbers: dict[int, list[int]] = {}
        for page, line in sorted(self._spans):
            if line:
                self._numbers.setdefault(page, []).append(line)

    def __bool__(self) -> bool:
        return bool(self._numbers)

    def __len__(self) -> int:
        """How many different lines are marked."""
        return sum(map(len, self._numbers.values()))

    @property
    def pages(self) -> tuple[int, ...]:
        """The printed page numbers, in order."""
        return tuple(self._numbers)

    @property
    def lines(self) -> tuple[PageLine, ...]:
        """Every marked (page, line), in order."""
        return tuple((page, line) for page, numbers in self._numbers.items() for line in numbers)

    @property
    def unmarked(self) -> tuple[PageLine, ...]:
        """Lines between the first and the last of their page that have no marker of their own."""
        return tuple(
            (page, line)
            for page, numbers in self._numbers.items()
            for line in sorted(set(range(1, numbers[-1])) - set(numbers))
        )

    def marked_line(self, page: int, line: int) -> PageLine | None:
        """The marked line that holds this one: itself, or the one before a gap; None for no such line of the page."""
        numbers = self._numbers.get(page, [])
        before = bisect_right(numbers, line)
        return (page, numbers[before - 1]) if before and line <= numbers[-1] else None

    def spans(self, page: int, line: int) -> tuple[LineSpan, ...]:
        """What stands on a line, in reading order; () where the print has no such line."""
        marked = self.marked_line(page, line)
        return tuple(self._spans[marked]) if marked else ()

    def text(self, page: int, line: int) -> str:
        """The words of a line as printed, a tab between the columns of a table; "" where there is no such line."""
        words, run = "", 0
        for span in self.spans(page, line):
            text = self._print.all[span.provision].part(span.part)[span.start : span.end].strip()
            if text:
                gap = "" if span.is_joined or not words else " " if span.run == run else "\t"
                words, run = words + gap + text.replace("\n", " "), span.run
        return words


def _spans(printed: Print) -> dict[PageLine, list[LineSpan]]:
    """Walk the print in reading order; each marker begins a run that lasts to the next."""
    found: dict[PageLine, list[LineSpan]] = {}
    marks: dict[tuple[int, Part], list[tuple[int, PageLine]]] = {}
    for marker in printed.markers:
        marks.setdefault((marker.provision, marker.part), []).append((marker.offset, (marker.page, marker.line)))
    line: PageLine | None = None
    run = 0
    for provision, part, start, end, is_joined in _segments(printed):
        at = start
        for offset, beginning in marks.get((provision.index, part), ()):
            if not start <= offset < max(end, start + 1):
                continue
            if line is not None and offset > at:
                found[line].append(LineSpan(provision.index, part, at, offset, is_joined and at == start, run))
            at, line, run = offset, beginning, run + 1
            found.setdefault(line, [])
        if line is not None and end > at:
            found[line].append(LineSpan(provision.index, part, at, end, is_joined and at == start, run))
    return found


def _segments(printed: Print) -> Iterator[tuple[Provision, Part, int, int, bool]]:
    """Every stretch of words in reading order: provision, part, start, end, and whether it is joined to the last."""
    for top in printed.provisions:
        yield from _inside(top, is_joined=False)


def _inside(provision: Provision, *, is_joined: bool) -> Iterator[tuple[Provision, Part, int, int, bool]]:
    for part in PARTS[:-1]:
        if provision.part(part):
            yield provision, part, 0, len(provision.part(part)), is_joined
            is_joined = False
    start = 0
    for piece in provision.pieces():
        if isinstance(piece, Provision):
            opens = provision.text[:start]
            is_first = provision.kind == QUOTED_TEXT and piece.at == start and 0 < len(opens) <= 1
            yield from _inside(piece, is_joined=is_first or (is_joined and not start))
            is_joined = False
        else:
            follows = start > 0 or bool(provision.children and provision.children[0].at == 0)
            yield provision, "text", start, start + len(piece), is_joined or (follows and not piece[0].isspace())
            start += len(piece)
            is_joined = False
