"""Parts, Chapters, Schedules and Articles, their headings, and cross-headings. Pure."""

from scrapers.parse import rows_forms as forms
from scrapers.parse.rows_bare import BareNumbers
from scrapers.parse.rows_forms import Beginning, beginning
from scrapers.parse.rows_frames import Frame
from scrapers.parse.rows_input import Row
from scrapers.parse.rows_kinds import (
    names_a_place_for_headings,
)
from scrapers.parse.rows_numbers import follows, is_first, series_of
from scrapers.parse.rows_quotes import matching_end
from scrapers.parse.rows_widths import has_room

_HEADING_ROWS = 4
"""Rows that a heading is allowed."""
_INDENTED = 36
"""Points by which the first margin is indented; headings of divisions are set across the whole page."""
_DIVISIONS = frozenset({"part", "chapter", "schedules", "schedule", "section", "article"})


class Headings(BareNumbers):
    """Reads divisions and headings."""

    def _division(self, begins: Beginning, row: Row, *, is_fresh: bool) -> bool:
        """A Part, Chapter, Schedule or Article."""
        form = begins.form
        if form not in _DIVISIONS:
            return False
        floor = self._quote_floor()
        if not is_fresh and not self._is_ended():
            return False
        if form in {"article", "section"} and not floor:
            return False
        if (
            not is_fresh
            and floor
            and not self._stack_has({"schedule", "part", "chapter", "section", "article"}, floor)
        ):
            return False
        within = {
            "schedules": set[str](),
            "schedule": {"schedules"},
            "part": {"schedules", "schedule"},
            "chapter": {"schedules", "schedule", "part"},
            "section": {"schedules", "schedule", "part", "chapter"},
            "article": {"schedules", "schedule", "part", "chapter", "section"},
        }[form]
        at = floor
        while at < len(self._stack) and self._stack[at].kind in within:
            at += 1
        self._pop_to(at)
        frame = Frame(form, begins.number, steps=self._steps(), is_heading_open=True, is_group=True)
        self._begin(frame)
        if form == "schedules":
            self._say_part("heading", begins.printed)
            frame.is_heading_open = False
            return True
        self._say_part("number", begins.printed)
        if begins.rest:
            self._say_part("note", begins.rest)
        self._said = "."
        return True

    def _heading(self, text: str, row: Row, *, is_fresh: bool) -> bool:
        """The heading of a division or clause, its next row, or a cross-heading."""
        here = self._stack[-1] if self._stack else None
        if here and here.is_heading_open:
            return self._heading_of(here, text, row)
        if not is_fresh and not self._is_ended():
            return False
        if self._is_heading_alone(text, row, is_fresh=is_fresh):
            self._pop_to(self._quote_floor())
            self._begin(Frame("cross-heading", steps=self._steps()))
            self._say_part("heading", text)
            return True
        return self._cross_heading(text, is_fresh=is_fresh) or self._inner_heading(text)

    def _is_heading_alone(self, text: str, row: Row, *, is_fresh: bool) -> bool:
        """Whether inserted text ends on this row with a heading that nothing follows."""
        if not self._quote_floor() or not text[0].isupper():
            return False
        words = text.rstrip(" ;.,")
        if not words.endswith(("”", "’", '"')) or words[:-1].endswith((".", ";", ",", ":")):
            return False
        if is_fresh:
            about = self._stack[-1].about
            return bool(matching_end(row.text)) and names_a_place_for_headings(about)
        return self._said.rstrip("”").endswith(".") and text.count("”") == text.count("“") + 1

    def _heading_of(self, here: Frame, text: str, row: Row) -> bool:
        """A row after a number whose heading may not be complete."""
        if here.kind == "schedule" and not here.heading and forms.is_note(text) and not here.words:
            self._say_part("note", text)
            return True
        if not here.heading:
            self._say_part("heading", text)
            return True
        if not self._is_text_block(here, text) and self._wraps_heading(here, text):
            self._say_part("heading", text)
            return True
        here.is_heading_open = False
        self._said = "."
        return self._cross_heading(text) or self._inner_heading(text)

    def _is_text_block(self, here: Frame, text: str) -> bool:
        """Whether rows under a Schedule's heading are a sentence, not more of the heading."""
        if not here.is_division or not text[0].isupper() or forms.asks_for_more(here.heading[-1]):
            return False
        for ahead in range(_HEADING_ROWS):
            row = self._following(ahead)
            if row is None or (ahead and beginning(row.text).form):
                return False
            if row.text.endswith((".", "—", ":")):
                return True
        return False

    def _wraps_heading(self, here: Frame, text: str) -> bool:
        """Whether a row goes on with the heading above it."""
        before = here.heading[-1]
        if forms.is_capitals(before) and here.kind != "clause":
            return forms.is_capitals(text)
        if not here.is_division and here.kind != "article" and self._numbered_within(3):
            return True
        measure = self._measures.get(1, 0)
        if text[0].islower():
            return True
        return bool(here.is_group and measure and not has_room(before, text, measure + _INDENTED, 0.97))

    def _numbered_within(self, most: int) -> bool:
        """Whether "(1)" comes within so many rows, none of which ends a sentence."""
        for ahead in range(most + 1):
            following = self._following(ahead)
            if following is None:
                return False
            if following.text.startswith("(1) "):
                return True
            if following.text.endswith((".", ";", "—", "”", "’")) or following.text[0] in forms.OPENERS:
                return False
        return False

    def _cross_heading(self, text: str, *, is_fresh: bool = False) -> bool:
        """An unnumbered heading above a clause, a section or a paragraph of a Schedule."""
        ahead = self._rows_to_numbered(is_fresh=is_fresh)
        if not ahead or not forms.starts_sentence(text):
            return False
        floor = self._quote_floor()
        at = floor
        while at < len(self._stack) and self._stack[at].is_group and self._stack[at].kind != "cross-heading":
            at += 1
        self._pop_to(at)
        frame = Frame("cross-heading", steps=self._steps(), is_heading_open=True, is_group=True)
        self._begin(frame)
        self._say_part("heading", text)
        if ahead == 1:
            frame.is_heading_open = False
            self._said = "."
        return True

    def _inner_heading(self, text: str) -> bool:
        """A heading between the subsections of one clause, or the sub-paragraphs of one paragraph of a Schedule."""
        floor = self._quote_floor()
        at = next((at for at in range(len(self._stack) - 1, floor - 1, -1) if self._stack[at].is_bare), None)
        ahead = 0 if at is None or not text[0].isupper() else self._rows_to_next(self._stack[at])
        if at is None or not ahead:
            return False
        self._pop_to(at + 1)
        self._stack[-1].is_heading_open = False
        frame = Frame("cross-heading", steps=self._steps(), is_heading_open=ahead > 1)
        self._begin(frame)
        self._say_part("heading", text)
        return True

    def _rows_to_next(self, holder: Frame) -> int:
        """After how many rows without a stop the next subsection of `holder` begins; 0 where none does soon."""
        last = holder.children.get("digit")
        for ahead in range(_HEADING_ROWS):
            row = self._following(ahead)
            if row is None or "\t" in row.text:
                return 0
            begins = beginning(row.text)
            if ahead and begins.form == "bracket" and "digit" in series_of(begins.number):
                fits = follows(begins.number, last.number, "digit") if last else is_first(begins.number, "digit")
                return ahead if fits and not forms.names_another(begins.rest) else 0
            if begins.form or row.text.endswith((".", ";", ":", "—", ",", ".)", ";)", "”")):
                return 0
        return 0

    def _rows_to_numbered(self, *, is_fresh: bool) -> int:
        """After how many rows, none of them a sentence, a clause or its like begins; 0 where none does soon."""
        said = self._said
        try:
            for ahead in range(_HEADING_ROWS):
                row = self._following(ahead)
                if row is None or "\t" in row.text:
                    return 0
                if ahead and self._begins_numbered(row, is_fresh=is_fresh):
                    return ahead
                if row.text.endswith((".", ";", ":", "—", ",", ".)", ";)")) and not row.text.endswith("etc."):
                    return 0
                if beginning(row.text).form == "bracket":
                    return 0
                self._said = "."
        finally:
            self._said = said
        return 0
