"""Rows of a print read one after another and dictated to a Draft. Pure.

What a row begins is decided by its number's place in the series that are open, by how the row before it ends, by
quotation marks, and by its left edge where that is known. What none of these decide goes on with the words before.
The steps, each in a file of its own: rows_quoted, rows_headings, rows_bare, rows_items, rows_state.
"""

from collections.abc import Sequence
from dataclasses import replace

from bills.text.tree import QUOTED_TEXT, TABLE
from scrapers.parse import rows_forms as forms
from scrapers.parse.rows_forms import beginning
from scrapers.parse.rows_frames import NEAR, Frame, is_near
from scrapers.parse.rows_input import Row
from scrapers.parse.rows_numbers import series_of
from scrapers.parse.rows_quoted import QuotedText
from scrapers.parse.rows_state import UNNUMBERED
from scrapers.parse.rows_widths import has_room, width

_CELL_ROWS, _WIDEST_CELL = 12, 200
"""Rows that one cell of a table may take, and points that its words may be wide."""
_LAST_ITEM, _ANY_ITEM = 0.97, 0.88
"""Shares of a line: words return to the margin far more often after the item that followed "and" or "or"."""


class RowsReader(QuotedText):
    """Reads the rows of one print into `draft`."""

    def read(self, front: int, cover: int) -> None:
        """Read every row; `front` rows stand before the Bill's first provision, `cover` rows after its last."""
        end = len(self._rows) - cover
        self._plain("front matter", self._rows[:front])
        self._said = "."
        for at in range(front, end):
            self._at = at
            self._row(self._rows[at])
        opened = next((frame.row for frame in self._stack if frame.kind == QUOTED_TEXT), None)
        if self._quotes.has_inline or opened is not None:
            self._problem("quotation marks are open at the end of the print")
        self.unclosed = opened
        self._pop_to(0)
        self._plain("back cover", self._rows[end:])

    def _plain(self, kind: str, rows: Sequence[Row]) -> None:
        """Rows that are no provisions, one paragraph each."""
        if not rows:
            return
        self._begin(Frame(kind))
        for row in rows:
            if row.line:
                self._mark(row)
            self.draft.block("text")
            self.draft.say("text", row.text)
        self._pop_to(0)

    def _row(self, row: Row) -> None:
        self._mark(row)
        self._before_words, self._row_words = self._row_words, ""
        if "\t" in row.text or self._continues_table(row):
            self._table_row(row)
            return
        if self._stack and self._stack[-1].kind == TABLE:
            self._pop_to(len(self._stack) - 1)
            self._said = "."
        self._close_doubtful(row)
        text, is_fresh = self._opened(row)
        if row.x is not None and text != row.text:
            row = replace(row, x=row.x + width(row.text[0]))
        if not text:
            return
        begins = beginning(text)
        if self._quotes.has_inline and not self._leaves_inline(begins, row):
            self._more(row, text)
            return
        if not (
            self._division(begins, row, is_fresh=is_fresh)
            or self._numbered(begins, row, is_fresh=is_fresh)
            or self._item(begins, row, is_fresh=is_fresh)
            or self._definition(text, row, is_fresh=is_fresh)
            or self._heading(text, row, is_fresh=is_fresh)
        ):
            self._more(row, text, is_fresh=is_fresh)

    def _more(self, row: Row, text: str, *, is_fresh: bool = False) -> None:
        """Words that begin nothing: they go on, or return to the margin of a provision around."""
        if not self._stack:
            self._begin(Frame("front matter"))
        here = self._stack[-1]
        if is_fresh:
            self._words(text, row)
            return
        if self._unnumbered_item(here, row, text):
            return
        is_joiner = text in {"and", "or", "but"} or text[0] in ",.;:)"
        holder = None if self._quotes.has_inline or is_joiner else self._returns_to(row)
        if holder is not None:
            self._pop_to(holder + 1)
            self.draft.block("text")
        elif (
            forms.ends_with_dash(self._said)
            or (here.is_bare and not here.words and here.heading)
            or self._begins_paragraph(here, text)
        ):
            self.draft.block("text")
        elif self._before_words:
            self._full.setdefault(here.steps, []).append(width(self._before_words))
        if here.text_x is None and holder is None and here.words and row.x is not None:
            here.text_x = row.x
            self._remember_margin(here)
        self._words(text, row)

    def _begins_paragraph(self, here: Frame, text: str) -> bool:
        """Whether a sentence begins on a line of its own: the line before was left unfilled."""
        measure = self._measures.get(here.steps)
        is_sentence = self._said.endswith(".") and text[0].isupper() and not self._quotes.has_inline
        return bool(is_sentence and measure and has_room(self._before_words, text, measure, _ANY_ITEM))

    def _unnumbered_item(self, here: Frame, row: Row, text: str) -> bool:
        """An item of a list without numbers, after words that end in a dash: each has its own line or lines."""
        if self._quotes.has_inline:
            return False
        if here.kind == UNNUMBERED:
            if forms.asks_for_more(self._said) or not (self._said.endswith(";") or self._stands_apart(here, row)):
                return False
            self._pop_to(len(self._stack) - 1)
        elif not forms.ends_with_dash(self._said) or not self._begins_plain_list(text):
            return False
        self._begin(Frame(UNNUMBERED, steps=self._steps() + 1, number_x=row.x))
        self._words(text, row)
        return True

    def _stands_apart(self, item: Frame, row: Row) -> bool:
        """Whether a row begins where the item before it began, or the row before left room for its first word."""
        if row.x is not None and item.number_x is not None:
            return is_near(row.x, item.number_x, by=1.5)
        measure = self._measures.get(item.steps)
        return bool(measure and has_room(self._before_words, row.text, measure, _ANY_ITEM))

    def _begins_plain_list(self, text: str) -> bool:
        """Whether this row and the next are items of a list without numbers."""
        row, following = self._rows[self._at], self._following(1)
        if following is None or beginning(following.text).form or text[0] in forms.OPENERS:
            return False
        if text.endswith(";") and following.text.endswith(";"):
            return True
        measure = self._measures.get(self._steps() + 1)
        is_apart = bool(measure and has_room(text, following.text, measure, _ANY_ITEM))
        ends = (".", ",", "—", ":")
        return is_apart and row.x == following.x and not text.endswith(ends) and not following.text.endswith(ends)

    def _remember_margin(self, here: Frame) -> None:
        for frame in reversed(self._stack[:-1]):
            sibling = frame.children.get(here.series or "definition")
            if sibling is not None:
                sibling.text_x = here.text_x
                return

    def _returns_to(self, row: Row) -> int | None:
        """The provision around the list whose margin the row stands in again; None where the words go on."""
        floor = self._quote_floor()
        lists = [at for at in range(floor, len(self._stack) - 1) if self._stack[at].has_list]
        if floor and self._stack[floor - 1].has_list:
            lists = [at for at in lists if at >= floor]
        if not lists or self._stack[-1].is_heading_open:
            return None
        if row.x is not None and self._knows_margins():
            return self._by_edge(row.x, lists)
        if forms.ends_list(self._said) or not (forms.is_complete(self._said) or self._said.endswith((",", ")"))):
            return None
        here = self._stack[-1]
        measure = self._measures.get(here.steps)
        if not measure or here.kind == QUOTED_TEXT:
            return None
        share = _LAST_ITEM if here.is_last else _ANY_ITEM
        return lists[-1] if has_room(self._before_words, row.text, measure, share) else None

    def _knows_margins(self) -> bool:
        return any(frame.text_x is not None or frame.number_x is not None for frame in self._stack)

    def _by_edge(self, x: float, lists: list[int]) -> int | None:
        here = self._stack[-1]
        if is_near(x, here.text_x, by=1.5):
            return None
        for at in reversed(lists):
            frame = self._stack[at]
            if is_near(x, frame.text_x) or (frame.text_x is None and self._is_left_of_list(x, at)):
                return at
        return None

    def _is_left_of_list(self, x: float, at: int) -> bool:
        """Whether the edge is no further right than the list's numbers, and not left of its holder's number.

        In prints before 2015 the numbers of a list stand in the margin of the words around it.
        """
        frame, item = self._stack[at], self._stack[at + 1]
        if item.number_x is None or x <= (frame.number_x or 0) - 1:
            return False
        return x < item.number_x + (NEAR if item.number else -1)

    def _table_row(self, row: Row) -> None:
        """Columns parted by tabs."""
        text = row.text
        if self._stack and self._stack[-1].kind == TABLE:
            self.draft.border("\n")
        else:
            text, _ = self._opened(row)
            self._begin(Frame(TABLE, steps=self._steps()))
        is_inside = True
        for at, cell in enumerate(text.split("\t")):
            if not is_inside:
                self._words(f" {cell}", row)
                continue
            if at:
                self.draft.border("\t")
            ends = list(self._quotes.closings(cell, None))
            self.draft.say("text", cell[: ends[0]] if ends else cell)
            if ends:
                self._close_block(cell[ends[0] :])
                self._say_words(cell[ends[0] + 1 :])
                is_inside = False

    def _continues_table(self, row: Row) -> bool:
        """Whether a row of one column stands inside a table."""
        if not self._stack or self._stack[-1].kind != TABLE:
            return False
        if row.text[0].isalnum() and beginning(row.text).form == "" and width(row.text) <= _WIDEST_CELL:
            return not self._rows_to_numbered(is_fresh=False)
        for ahead in range(_CELL_ROWS):
            each = self._following(ahead)
            if each is None or "\t" in each.text:
                return each is not None
            begins = beginning(each.text)
            is_numbered = begins.form == "bracket" and "digit" in series_of(begins.number)
            if is_numbered or begins.form not in {"", "bracket"} or width(each.text) > _WIDEST_CELL:
                return False
        return False
