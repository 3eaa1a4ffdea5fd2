"""A print as one running text, with every character's provision, and every printed line's characters. Pure.

Amendments are resolved, applied and shown on this text: a place in a Bill is a range [start:end] of it. One printed
unit stands on a row: its number, a space, its words; rows are parted by line breaks.
"""

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from bills.text.page_line import PageLineIndex
from bills.text.tree import PARTS, QUOTED_TEXT, PageLine, Part, Print, Provision

Range = tuple[int, int]
_ROW_NUMBERS = frozenset({"schedule", "part", "chapter", "schedules"})
"""Kinds whose number stands on a row of its own: "Schedule 1", then the heading below it."""
_EVEN = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "\n": " ", "\t": " ", "\xa0": " ", "‑": "-", "‐": "-"}
)


class Piece(NamedTuple):
    """Characters [start:end] of the running text are [offset:offset + end - start] of a part of a provision."""

    start: int
    end: int
    provision: int
    part: Part
    offset: int


def even(text: str) -> str:
    """The text for comparison, character by character: straight quotation marks, all white space a space.

    The result has as many characters as the text. Curly and straight marks differ between prints of one Bill, and a
    phrase goes on over the end of a line; nothing else is evened out.
    """
    return text.translate(_EVEN)


class RunningText:
    """The words of one print in reading order. `text[piece.start:piece.end]` is what the tree holds, exactly."""

    def __init__(self, printed: Print) -> None:
        self.printed = printed
        self._chunks: list[str] = []
        self._length = 0
        self._last = "\n"
        self.pieces: list[Piece] = []
        self._spans: list[list[int]] = [[0, 0] for _ in printed.all]
        for top in printed.provisions:
            self._write(top, "\n")
        self.text = "".join(self._chunks)

    @cached_property
    def even(self) -> str:
        """The text as `even` compares it; the same offsets."""
        return even(self.text)

    @cached_property
    def index(self) -> PageLineIndex:
        """The printed lines of the print."""
        return PageLineIndex(self.printed)

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    @cached_property
    def _by_part(self) -> dict[tuple[int, Part], list[Piece]]:
        found: dict[tuple[int, Part], list[Piece]] = {}
        for piece in self.pieces:
            found.setdefault((piece.provision, piece.part), []).append(piece)
        return found

    @cached_property
    def parents(self) -> tuple[int, ...]:
        """For each provision the index of the one that holds it; -1 for the outermost."""
        found = [-1] * len(self.printed.all)
        for each in self.printed.all:
            for child in each.children:
                found[child.index] = each.index
        return tuple(found)

    def range_of(self, provision: Provision) -> Range:
        """From its number to its last word, all that it holds included."""
        start, end = self._spans[provision.index]
        return start, end

    def part_range(self, provision: Provision, part: Part) -> Range | None:
        """Where one of its own parts stands, first to last character; None where it has no such part."""
        pieces = self._by_part.get((provision.index, part))
        return (pieces[0].start, pieces[-1].end) if pieces else None

    def body_range(self, provision: Provision) -> Range:
        """Its words without its own number, note and heading."""
        start, end = self.range_of(provision)
        heads = [found[1] for part in PARTS[:-1] if (found := self.part_range(provision, part))]
        after = max(heads, default=start)
        while after < end and self.text[after] in " \n":
            after += 1
        return after, end

    def piece_at(self, at: int) -> Piece:
        """The piece that holds this character, or the one before it for white space between two."""
        return self.pieces[max(0, bisect_right(self._starts, at) - 1)]

    def holder_at(self, at: int) -> Provision:
        """The innermost provision whose own words hold this character."""
        return self.printed.all[self.piece_at(at).provision]

    def around(self, provision: Provision) -> Iterator[Provision]:
        """The provision and all that hold it, innermost first."""
        at = provision.index
        while at >= 0:
            yield self.printed.all[at]
            at = self.parents[at]

    def offset_of(self, provision: int, part: Part, offset: int) -> int:
        """Where character `offset` of a part stands in the running text; its end for an offset after the last."""
        pieces = self._by_part[provision, part]
        for piece in pieces:
            if piece.offset <= offset < piece.offset + piece.end - piece.start:
                return piece.start + offset - piece.offset
        return pieces[-1].end

    @cached_property
    def _lines(self) -> dict[PageLine, tuple[Range, ...]]:
        found: dict[PageLine, tuple[Range, ...]] = {}
        for line in self.index.lines:
            ranges: list[Range] = []
            run = -1
            for span in self.index.spans(*line):
                start = self.offset_of(span.provision, span.part, span.start)
                end = self.offset_of(span.provision, span.part, span.end - 1) + 1
                while start < end and self.text[start] in " \n\t":
                    start += 1
                while start < end and self.text[end - 1] in " \n\t":
                    end -= 1
                if start == end:
                    continue
                if ranges and span.run == run and not self.text[ranges[-1][1] : start].strip():
                    ranges[-1] = (ranges[-1][0], end)
                else:
                    ranges.append((start, end))
                run = span.run
            found[line] = tuple(ranges)
        return found

    def line_ranges(self, page: int, line: int) -> tuple[Range, ...]:
        """The characters of a printed line: one range, or several where a table's columns stand side by side.

        A line without a marker belongs to the marked line before it (bills.text.page_line); () for no such line.
        """
        marked = self.index.marked_line(page, line)
        return self._lines[marked] if marked else ()

    def line_at(self, at: int) -> PageLine | None:
        """The printed line that holds this character; None in a print or on a page without markers."""
        marks = self._marks
        before = bisect_right(marks, (at, (10**9, 0))) - 1
        return marks[before][1] if before >= 0 else None

    @cached_property
    def _marks(self) -> list[tuple[int, PageLine]]:
        return sorted((start, line) for line, ranges in self._lines.items() for start, _ in ranges)

    def rows(self, provision: Provision) -> str:
        """The words of a provision as rows, without its own number, note and heading."""
        start, end = self.body_range(provision)
        return self.text[start:end]

    def _write(self, provision: Provision, gap: str) -> None:
        """Write a provision; `gap` is the white space before its first word."""
        span = self._spans[provision.index]
        began = False
        for part in PARTS[:-1]:
            words = provision.part(part)
            if not words:
                continue
            self._append(words, "\n" if gap == "joint" else gap, provision.index, part, 0)
            if not began:
                span[0], began = self._length - len(words), True
            is_hung = part == "number" and provision.kind not in _ROW_NUMBERS
            gap = " " if is_hung else "\n"
        self._write_text(provision, gap, span, began)
        span[1] = self._length

    def _write_text(self, provision: Provision, gap: str, span: list[int], began: bool) -> None:
        offset = 0
        for piece in provision.pieces():
            if isinstance(piece, Provision):
                self._write(piece, "\n" if gap == "joint" else gap)
                start, gap = self._spans[piece.index][0], "joint"
            else:
                self._append(piece, _joint(piece) if gap == "joint" else gap, provision.index, "text", offset)
                start = self._length - len(piece)
                offset += len(piece)
                gap = "" if provision.kind == QUOTED_TEXT and offset == len(piece) == 1 else "\n"
            if not began:
                span[0], began = start, True
        if not began:
            span[0] = self._length

    def _append(self, words: str, gap: str, provision: int, part: Part, offset: int) -> None:
        if gap and self._length and not self._last.isspace():
            self._chunks.append(gap)
            self._length += 1
        start = self._length
        self._chunks.append(words)
        self._length += len(words)
        self._last = words[-1]
        self.pieces.append(Piece(start, self._length, provision, part, offset))


def _joint(words: str) -> str:
    """What parts own words from the child before them, on whose last row they follow."""
    return " " if words[0].isalnum() or words[0] in "(“‘—" else ""
