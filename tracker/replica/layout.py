"""Printing: which words of a Bill stand on which page and line. A simple line breaker, with true answers.

An amendment names page and line of the print it was tabled to; here both come from one calculation, so they agree.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tracker.replica.units import Unit, address_of

WIDTH = 72
LINES = 34
STEP = 4
"""Letters on a line, lines on a page, letters of indentation for each level."""
Mark = tuple[int, int]
Piece = tuple[Mark | None, str]
"""Words up to the next line; the mark of the line they begin, None where they go on with a line that is begun."""


@dataclass(frozen=True)
class LaidOut:
    """A print: pieces by (address, part), where part is num, heading, text or row0, row1 …"""

    units: tuple[Unit, ...]
    pieces: Mapping[tuple[str, str], tuple[Piece, ...]]
    first: Mapping[str, Mark]
    last: Mapping[str, Mark]
    by_address: Mapping[str, Unit]

    def line_of(self, address: str, words: str) -> Mark:
        """Page and line on which `words` begin in a unit's own text. Raises ValueError unless just once."""
        pieces = [*self.pieces.get((address, "heading"), ()), *self.pieces.get((address, "text"), ())]
        whole = " ".join(text for _, text in pieces)
        if whole.count(words) != 1:
            raise ValueError(f"“{words}” stands {whole.count(words)} times in {address}")
        start, end, mark = whole.index(words), 0, self.first[address]
        for own, text in pieces:
            mark = own or mark
            end += len(text) + 1
            if start < end:
                break
        return mark


def lay_out(units: tuple[Unit, ...]) -> LaidOut:
    """Print these units from page 1, line 1. Schedules begin a new page."""
    press = _Press()
    press.all(units, "", 0)
    return LaidOut(units, press.pieces, press.first, press.last, press.by_address)


class _Press:
    """The print while it is being set."""

    def __init__(self) -> None:
        self.mark: Mark = (1, 0)
        self.room = WIDTH
        self.pieces: dict[tuple[str, str], tuple[Piece, ...]] = {}
        self.first: dict[str, Mark] = {}
        self.last: dict[str, Mark] = {}
        self.by_address: dict[str, Unit] = {}
        self.number_waits = False

    def all(self, units: tuple[Unit, ...], within: str, depth: int) -> None:
        for count, unit in enumerate(units, 1):
            address = address_of(unit, within, count)
            self.by_address[address] = unit
            self.unit(unit, address, depth)
            self.last[address] = self.mark

    def unit(self, unit: Unit, address: str, depth: int) -> None:
        if unit.kind == "schedule":
            self.new_page()
        begun = self.number(unit, address, depth)
        self.first[address] = begun
        if unit.heading:
            self.words(address, "heading", unit.heading, depth, anew=unit.kind in ("schedule", "crossheading"))
        if unit.text:
            self.words(address, "text", unit.text, depth, anew=not unit.num)
        for count, row in enumerate(unit.rows):
            mark = self.new_line(depth)
            self.pieces[address, f"row{count}"] = tuple((mark, cell) for cell in row)
        self.number_waits = unit.kind == "paragraph" and not unit.text
        self.all(unit.children, address, depth + (unit.kind not in ("crossheading", "section", "schedule")))

    def number(self, unit: Unit, address: str, depth: int) -> Mark:
        """Set the number, on a line of its own beginning unless a paragraph's number has begun the line."""
        if not unit.num:
            return self.following()
        shares, self.number_waits = self.number_waits, False
        mark = None if shares else self.new_line(depth)
        printed = f"Schedule {unit.num}" if unit.kind == "schedule" else unit.num
        self.pieces[address, "num"] = ((mark, printed),)
        self.room -= len(printed) + 1
        return self.mark

    def words(self, address: str, part: str, text: str, depth: int, *, anew: bool) -> None:
        mark = self.new_line(depth) if anew else None
        pieces: list[Piece] = []
        held: list[str] = []
        for word in text.split(" "):
            if self.room < len(word) and (held or pieces or mark is None):
                if held:
                    pieces.append((mark, " ".join(held)))
                held, mark = [], self.new_line(depth)
            held.append(word)
            self.room -= len(word) + 1
        self.pieces[address, part] = (*pieces, (mark, " ".join(held)))

    def new_line(self, depth: int) -> Mark:
        self.mark = self.following()
        self.room = WIDTH - STEP * depth
        return self.mark

    def following(self) -> Mark:
        page, line = self.mark
        return (page, line + 1) if line < LINES else (page + 1, 1)

    def new_page(self) -> None:
        page, line = self.mark
        self.mark = (page, line) if line == 0 else (page, LINES)


def lines_in(laid_out: LaidOut) -> Iterator[tuple[Mark, str]]:
    """Every printed line with its words, in order; the cells of a table row side by side."""
    lines: dict[Mark, list[str]] = {}
    mark: Mark = (1, 1)
    for pieces in laid_out.pieces.values():
        for own, text in pieces:
            mark = own or mark
            lines.setdefault(mark, []).append(text)
    yield from ((mark, " ".join(texts)) for mark, texts in lines.items())


def words_of(text: str) -> str:
    """Letters and digits only, in one case: what two settings of one text have in common."""
    return re.sub(r"[\W_]+", "", text).casefold()
