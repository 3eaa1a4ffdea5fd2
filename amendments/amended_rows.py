"""A clause as amended, row by row, as a redline shows it: numbers hung, depths, what stayed, went, came and by whom.

The rows stand in the shape of `bills.text.redline_lines`, so that its fold and the site's templates serve them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from amendments.engine.apply import AmendedUnit, AsAmended
from amendments.engine.instruction import Line
from amendments.engine.locate import Edit
from amendments.engine.splice import CROSS_REFERENCE, RENUMBERING
from bills.text.print_rows import depth_in_unit
from bills.text.redline import Span as WordSpan
from bills.text.redline import SpanKind
from bills.text.redline_lines import LineRedline, LineState
from bills.text.running import RunningText
from bills.text.tree import QUOTED_TEXT, TABLE, PageLine, Provision

LIGHT = frozenset({RENUMBERING, CROSS_REFERENCE})
"""Changes that no amendment orders: the next print's numbers. Shown lightly, never as a change."""
_HOLDERS = frozenset({"clause", "schedule", "part", "chapter", "cross-heading", "schedules"})


@dataclass(frozen=True, slots=True)
class RowSpan(WordSpan):
    """Some words of a row. `by` is the amendment that changed them; `was` the words before a renumbering."""

    by: str = ""
    was: str = ""


@dataclass(frozen=True, slots=True)
class AmendedRow(LineRedline):
    """A row of the text as amended. `by` are the amendments that change it; `page` and `line` its place in the print.

    Where only numbers move, `state` is "same".
    """

    by: tuple[str, ...] = ()
    page: int | None = None
    line: int | None = None


@dataclass(slots=True)
class _Piece:
    """A stretch of one row. `at` is its place in the running text; None for what was inserted."""

    kind: SpanKind
    text: str
    by: str
    at: int | None
    line: Line | None = None
    depth: int = 0


@dataclass(slots=True)
class _Draft:
    pieces: list[_Piece] = field(default_factory=list)
    nums: list[str] = field(default_factory=list)
    old_nums: list[str] = field(default_factory=list)


def rows_of_unit(unit: AmendedUnit, amended: AsAmended) -> list[AmendedRow]:
    """The body of a clause or Schedule, without its own number and heading."""
    running = amended.printed.running
    edits = {edit.number: edit for edit in amended.edits if edit.new is not None and edit.number not in LIGHT}
    start = running.body_range(unit.printed)[0] if unit.printed else 0
    rows = _Rows(running, edits)
    return [rows.made(pieces) for pieces in rows.parted(unit, start) if any(each.text.strip() for each in pieces)]


class _Rows:
    """The rows of one unit; `edits` by amendment give the depths of what was inserted."""

    def __init__(self, running: RunningText, edits: Mapping[str, Edit]) -> None:
        self.running = running
        self.edits = edits

    def parted(self, unit: AmendedUnit, start: int) -> Iterator[list[_Piece]]:
        """The spans of the unit parted into rows."""
        at = start
        row: list[_Piece] = []
        for span in unit.spans:
            is_inserted = span.kind == "inserted"
            edit = self.edits.get(span.by) if is_inserted else None
            lines = self._lines(span.by, unit) if is_inserted else ()
            if is_inserted and row and edit is not None and edit.is_rows:
                yield row
                row = []
            number = 0
            for place, words in enumerate(span.text.split("\n")):
                if place:
                    yield row
                    row = []
                if words:
                    line = lines[number] if number < len(lines) else None
                    base = self._base(edit) if edit and edit.is_rows else 0
                    row.append(_Piece(span.kind, words, span.by, None if is_inserted else at, line, base))
                    number += 1
                at += 0 if is_inserted else len(words) + 1
            at -= 0 if is_inserted else 1
        yield row

    def _lines(self, by: str, unit: AmendedUnit) -> Sequence[Line]:
        if by in LIGHT:
            return ()
        if unit.printed is None:
            return [line for line in unit.lines if line.num or line.text]
        edit = self.edits.get(by)
        return [line for line in edit.new.lines if line.num or line.text] if edit and edit.new else ()

    def _base(self, edit: Edit) -> int:
        """The depth at which inserted rows begin: that of the provision beside them."""
        if edit.sibling is not None:
            return self._depth(self.running.printed.all[edit.sibling])
        return self._depth(self.running.holder_at(max(edit.start - 1, 0)))

    def _depth(self, provision: Provision) -> int:
        return depth_in_unit(provision, self.running)

    def made(self, pieces: list[_Piece]) -> AmendedRow:
        """One row. Its number is taken off its words."""
        first = pieces[0]
        draft = _Draft(pieces)
        kind, depth = self._look(first)
        self._take_numbers(draft)
        spans = tuple(_spans(draft.pieces))
        is_light = all(piece.by in LIGHT for piece in pieces if piece.kind != "same")
        kinds = {piece.kind for piece in pieces if piece.by not in LIGHT}
        state: LineState = "same" if is_light and not any(span.was for span in spans) else "changed"
        if not is_light and len(kinds) == 1:
            state = kinds.pop()
        place = self._place(pieces)
        by = dict.fromkeys(piece.by for piece in pieces if piece.by and piece.by not in LIGHT)
        num, old = " ".join(draft.nums), " ".join(draft.old_nums)
        return AmendedRow(
            state=state, spans=spans, num=num, depth=min(depth, 9), kind=kind, old_num=old if old != num else "",
            by=tuple(by), page=place and place[0], line=place and place[1],
        )  # fmt: skip

    def _place(self, pieces: Sequence[_Piece]) -> PageLine | None:
        """The printed line of the first change in the row; of its beginning where nothing changes."""
        at = pieces[0].at
        for piece in pieces if any(each.kind != "same" for each in pieces) else ():
            if piece.kind != "same" and piece.by not in LIGHT:
                at = piece.at if piece.at is not None else at
                break
            at = piece.at + len(piece.text) - 1 if piece.at is not None else at
        return self.running.line_at(at) if at is not None else None

    def _look(self, first: _Piece) -> tuple[str, int]:
        if first.at is None:
            kind = first.line.kind if first.line else "text"
            return kind, first.depth + (first.line.depth if first.line else 0)
        piece = self.running.piece_at(first.at + self._quote_at(first))
        provision = self.running.printed.all[piece.provision]
        if piece.part == "heading" or (piece.part == "number" and provision.kind in _HOLDERS):
            return "heading", self._depth(provision)
        return ("table" if provision.kind == TABLE else "text"), self._depth(provision)

    def _take_numbers(self, draft: _Draft) -> None:
        """Move the numbers that the row begins with to its margin; a renumbered one keeps its old number beside it."""
        while draft.pieces:
            piece = draft.pieces[0]
            number = self._number_of(piece)
            if not number:
                break
            is_old = piece.kind == "removed" and piece.by in LIGHT
            (draft.old_nums if is_old else draft.nums).append(number)
            if not is_old and not (piece.kind == "inserted" and piece.by in LIGHT):
                draft.old_nums.append(number)
            rest = piece.text[len(number) :].lstrip()
            piece.at = piece.at + len(piece.text) - len(rest) if piece.at is not None else None
            piece.text, piece.line = rest, None
            if not rest:
                draft.pieces.pop(0)
        if draft.pieces and draft.nums:
            draft.pieces[0].text = draft.pieces[0].text.lstrip()

    def _number_of(self, piece: _Piece) -> str:
        if piece.at is None:
            if piece.by in LIGHT:
                return piece.text.strip()
            return piece.line.num if piece.line and piece.text.startswith(piece.line.num) else ""
        at = piece.at + self._quote_at(piece)
        stretch = self.running.piece_at(at)
        if stretch.part != "number" or stretch.start != at:
            return ""
        if self.running.printed.all[stretch.provision].kind in {"schedule", "part", "chapter"}:
            return ""
        return piece.text[: stretch.end - piece.at]

    def _quote_at(self, piece: _Piece) -> int:
        """1 where a row begins with the mark that opens quoted text, which belongs to what it opens; else 0."""
        return int(len(piece.text) > 1 and piece.at is not None and piece.text[0] in "“‘" and self._opens(piece.at))

    def _opens(self, at: int) -> bool:
        stretch = self.running.piece_at(at)
        kind = self.running.printed.all[stretch.provision].kind
        return kind == QUOTED_TEXT and stretch.start == at and stretch.end == at + 1


def _spans(pieces: Sequence[_Piece]) -> Iterator[RowSpan]:
    """The words of a row; the old and the new number of a cross-reference are one span."""
    was = ""
    for piece in pieces:
        text = piece.text.replace("\t", " | ")
        if piece.by in LIGHT:
            if piece.kind == "removed":
                was = text
                continue
            yield RowSpan("same", text, piece.by, was)
            was = ""
        elif text:
            yield from _marked(piece.kind, text, piece.by)


def _marked(kind: SpanKind, text: str, by: str) -> Iterator[RowSpan]:
    """The words of a change; the white space round what comes in is not marked, so that lines stay whole."""
    if kind != "inserted" or not text.strip():
        yield RowSpan(kind, text, by)
        return
    words = text.strip()
    before, _, after = text.partition(words)
    for part, is_marked in ((before, False), (words, True), (after, False)):
        if part:
            yield RowSpan("inserted" if is_marked else "same", part, by if is_marked else "")
