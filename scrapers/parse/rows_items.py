"""Provisions numbered in brackets, and definitions. Pure."""

from bills.text.tree import QUOTED_TEXT
from scrapers.parse import rows_forms as forms
from scrapers.parse.rows_forms import Beginning, beginning
from scrapers.parse.rows_frames import Frame, Sibling, is_near, right_edge, stands_with
from scrapers.parse.rows_input import Row
from scrapers.parse.rows_kinds import (
    is_roman_place,
    kind_within,
)
from scrapers.parse.rows_numbers import Series, comes_after, follows, is_first, series_of
from scrapers.parse.rows_quotes import matching_end
from scrapers.parse.rows_state import DEEPEST, State


class Items(State):
    """Reads subsections, paragraphs, sub-paragraphs and definitions."""

    def _item(self, begins: Beginning, row: Row, *, is_fresh: bool) -> bool:
        """A numbered provision in brackets."""
        if begins.form != "bracket" or len(self._stack) > DEEPEST or not self._stack:
            return False
        floor = self._quote_floor()
        if is_fresh:
            return self._open_item(begins, row, len(self._stack) - 1, self._fresh_series(begins))
        if self._is_in_margin(row):
            return False
        top = len(self._stack) - 1
        if top and self._stack[top].kind == "cross-heading" and self._stack[top - 1].is_bare:
            top -= 1
        first = self._first_of_list(begins, self._stack[top])
        if first:
            return self._open_item(begins, row, top, first)
        found = self._sibling_of(begins, row, floor)
        if found is None and begins.number == "i" and self._stack[-1].series == "letter":
            found = None if forms.asks_for_more(self._said) else (len(self._stack) - 1, "roman")
        return found is not None and self._open_item(begins, row, *found)

    def _is_in_margin(self, row: Row) -> bool:
        """Whether the row stands exactly where the words before it wrap, in mid-sentence: it goes on with them."""
        here = self._stack[-1]
        return is_near(row.x, here.text_x, by=1.5) and not forms.may_end_item(self._said)

    def _first_of_list(self, begins: Beginning, here: Frame) -> Series | None:
        """The series that begins here: after a dash, or under a heading."""
        is_due = (
            forms.ends_with_dash(self._said)
            or self._said.endswith("-")
            or (here.kind in {"clause", "section", "article", "schedule paragraph"} and not here.words)
        )
        if not is_due or here.is_division:
            return None
        found = [each for each in series_of(begins.number) if is_first(begins.number, each)]
        if here.kind in {"clause", "section", "schedule paragraph"} and not here.words:
            found = [each for each in found if each == "digit"] or found
            if not found and "digit" in series_of(begins.number):
                found = ["digit"]
        if not found and here.kind == QUOTED_TEXT:
            return None
        if "roman" in found and here.series == "letter" and here.kind != "clause":
            return "roman"
        return found[0] if found else None

    def _sibling_of(self, begins: Beginning, row: Row, floor: int) -> tuple[int, Series] | None:
        """The open provision whose list this number carries on, and in which series."""
        found: list[tuple[int, int, Series]] = []
        for at in range(len(self._stack) - 1, max(floor - 1, 0) - 1, -1):
            for series in series_of(begins.number):
                sibling = self._stack[at].children.get(series)
                rank = self._rank(begins, row, series, sibling) if sibling else None
                if rank is not None:
                    found.append((rank, -at, series))
        if not found:
            return None
        _, at, series = min(found, key=lambda each: each[:2])
        return -at, series

    def _rank(self, begins: Beginning, row: Row, series: Series, sibling: Sibling) -> int | None:
        """How well a number carries a list on: 0 the next in its place, 3 a later one anywhere; None not at all."""
        where = stands_with(row.x, begins.printed, sibling)
        if where is False or self._is_reference(begins, series, is_placed=bool(where)):
            return None
        if follows(begins.number, sibling.number, series):
            rank = 0 if where else 1
        elif comes_after(begins.number, sibling.number, series):
            rank = 2 if where else 3
        else:
            return None
        if where:
            return None if forms.asks_for_more(self._said) else rank
        fits = forms.may_end_item(self._said) if rank < 2 else forms.is_complete(self._said)
        return rank if fits else None

    def _is_reference(self, begins: Beginning, series: Series, *, is_placed: bool) -> bool:
        """Whether the words after a number show it to be one of several named: "(2) or (3) does not apply"."""
        if forms.names_another(begins.rest):
            return True
        is_inside = series == "digit" and begins.rest[:1].islower() and not self._quote_floor()
        return is_inside and not is_placed and not forms.is_complete(self._said)

    def _fresh_series(self, begins: Beginning) -> Series:
        """The series of the first number inside quoted text: by its form, and by what the instruction names."""
        found = list(series_of(begins.number))
        about = self._stack[-1].about.split("\n")[0]
        if "roman" in found and "letter" in found:
            is_roman = is_roman_place(about) or (begins.number == "i" and "paragraph (h)" not in about)
            return "roman" if is_roman else "letter"
        return found[0] if found else "letter"

    def _open_item(self, begins: Beginning, row: Row, parent: int, series: Series) -> bool:
        """Begin a numbered provision inside the one at `parent`."""
        is_headed = parent + 1 < len(self._stack) and self._stack[parent + 1].kind == "cross-heading"
        self._pop_to(parent + 1 + is_headed)
        self._stack[-1].is_heading_open = False
        holder = self._stack[parent]
        is_last = forms.ends_list(self._said)
        holder.has_list = True
        holder.is_heading_open = False
        kind = kind_within(series, holder)
        before = holder.children.get(series)
        steps = self._steps() + (0 if series == "digit" and holder.is_bare else 1)
        frame = Frame(kind, begins.number, series, steps, row.x, is_last=is_last)
        sibling = Sibling(begins.number, row.x, right_edge(row.x, begins.printed), before.text_x if before else None)
        holder.children[series] = sibling
        self._begin(frame)
        self._say_part("number", begins.printed)
        inner = beginning(begins.rest)
        if inner.form == "bracket" and inner.number in {"a", "i"} and _opens_list(inner.rest):
            return self._open_item(
                inner,
                Row(row.page, row.line, None, begins.rest, row.place),
                len(self._stack) - 1,
                next(iter(each for each in series_of(inner.number) if is_first(inner.number, each))),
            )
        self._words(begins.rest, row)
        return True

    def _definition(self, text: str, row: Row, *, is_fresh: bool) -> bool:
        """A defined term in a list of definitions."""
        if not text or text[0] not in forms.OPENERS or not self._stack:
            return False
        end = matching_end(text)
        if end and not text[end:].strip(" .,;"):
            return False
        floor = self._quote_floor()
        holder = next(
            (at - 1 for at in range(len(self._stack) - 1, floor - 1, -1) if self._stack[at].kind == "definition"), None
        )
        if is_fresh or (forms.ends_with_dash(self._said) and holder is None):
            holder = len(self._stack) - 1
        elif holder is None or not forms.may_end_item(self._said):
            holder = self._definitions_before(floor)
        if holder is None or (not is_fresh and forms.asks_for_more(self._said)):
            return False
        self._pop_to(holder + 1)
        self._stack[-1].has_list = True
        self._stack[-1].children["definition"] = Sibling("", row.x, None)
        self._begin(Frame("definition", steps=self._steps() + 1, number_x=row.x))
        self._words(text, row)
        return True

    def _definitions_before(self, floor: int) -> int | None:
        """The innermost open provision that already holds definitions."""
        if not forms.is_complete(self._said):
            return None
        for at in range(len(self._stack) - 1, max(floor - 1, 0) - 1, -1):
            if "definition" in self._stack[at].children:
                return at
        return None


def _opens_list(words: str) -> bool:
    """Whether words after a second number are its own, not part of "(a) or (b)"."""
    return bool(words) and not forms.names_another(words)
