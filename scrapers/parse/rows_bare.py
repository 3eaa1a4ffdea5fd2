"""Provisions numbered without brackets: clauses, sections of amended Acts, paragraphs of Schedules. Pure."""

from scrapers.parse import rows_forms as forms
from scrapers.parse.rows_forms import Beginning, beginning
from scrapers.parse.rows_frames import Frame, Sibling, right_edge, stands_with
from scrapers.parse.rows_input import Row
from scrapers.parse.rows_items import Items
from scrapers.parse.rows_kinds import (
    in_article,
    inserted_kind,
)
from scrapers.parse.rows_numbers import comes_after, follows, is_first, series_of

BARE = "bare"
"""The series of numbers without brackets."""


class BareNumbers(Items):
    """Reads clauses, sections and paragraphs of Schedules."""

    def _numbered(self, begins: Beginning, row: Row, *, is_fresh: bool) -> bool:
        """A clause, a section of an amended Act, or a paragraph of a Schedule."""
        if begins.form != "bare":
            return False
        floor = self._quote_floor()
        if floor:
            kind = self._quoted_bare_kind(begins, row, floor, is_fresh=is_fresh)
        elif self._in_schedule():
            kind = "schedule paragraph" if self._is_next_paragraph(begins, row) else ""
        else:
            kind = "clause" if self._is_next_clause(begins, row) else ""
        if not kind:
            return False
        at = floor
        while at < len(self._stack) and (self._stack[at].is_group):
            at += 1
        self._pop_to(at)
        frame = Frame(kind, begins.number, number_x=row.x, steps=self._steps() + 1)
        sibling = Sibling(begins.number, row.x, right_edge(row.x, begins.printed))
        if kind == "clause":
            self._last_clause = sibling
        else:
            self._holder(floor).children[BARE] = sibling
        self._begin(frame)
        self._say_part("number", begins.printed)
        self._after_number(frame, begins, row, kind)
        return True

    def _after_number(self, frame: Frame, begins: Beginning, row: Row, kind: str) -> None:
        """What stands on the row after the number: a subsection, a heading, or the provision's words."""
        inner = beginning(begins.rest)
        if inner.form == "bracket" and any(is_first(inner.number, each) for each in series_of(inner.number)):
            frame.words = ""
            self._open_item(
                inner, Row(row.page, row.line, None, begins.rest, row.place), len(self._stack) - 1, "digit"
            )
            return
        if kind in {"clause", "section"}:
            frame.is_heading_open = True
            if begins.rest:
                self._say_part("heading", begins.rest)
            return
        self._words(begins.rest, row)

    def _holder(self, floor: int) -> Frame:
        """The frame that remembers bare numbers: the Schedule, or the quoted text."""
        for frame in reversed(self._stack[floor:]):
            if frame.kind in {"schedule", "article"}:
                return frame
        return self._stack[floor - 1] if floor else self._stack[0]

    def _in_schedule(self, end: int | None = None) -> bool:
        return any(frame.kind == "schedule" for frame in self._stack[:end])

    def _is_next_clause(self, begins: Beginning, row: Row) -> bool:
        last = self._last_clause
        if last is None:
            fits = is_first(begins.number, "digit")
        else:
            fits = follows(begins.number, last.number, "digit")
        return fits and self._may_begin_bare(begins, row, last)

    def _is_next_paragraph(self, begins: Beginning, row: Row) -> bool:
        last = self._holder(0).children.get(BARE)
        fits = is_first(begins.number, "digit") if last is None else follows(begins.number, last.number, "digit")
        return fits and self._may_begin_bare(begins, row, last)

    def _may_begin_bare(self, begins: Beginning, row: Row, last: Sibling | None) -> bool:
        """Whether the words around a bare number let it begin a provision."""
        where = None if last is None else stands_with(row.x, begins.printed, last)
        if where is False:
            return False
        if begins.rest and not forms.starts_sentence(begins.rest):
            return False
        if not begins.rest and not self._stands_alone():
            return False
        return self._is_ended() or (where is True and not forms.asks_for_more(self._said))

    def _stands_alone(self) -> bool:
        """Whether a row that is only a number is followed by a heading or by (1)."""
        following = self._following(1)
        return following is not None and (following.text[0].isupper() or following.text.startswith(("(1)", "(A1)")))

    def _quoted_bare_kind(self, begins: Beginning, row: Row, floor: int, *, is_fresh: bool) -> str:
        """What a bare number inside quoted text begins; "" where it is only a figure."""
        holder = self._holder(floor)
        last = holder.children.get(BARE)
        if begins.printed.endswith(".") and holder.kind == "article":
            return "paragraph" if last is None or comes_after(begins.number, last.number, "digit") else ""
        in_schedule = self._stack_has({"schedule"}, floor)
        if not is_fresh and not self._carries_on(begins, row, last, floor):
            return ""
        if in_schedule:
            return "schedule paragraph"
        if is_fresh or not holder.bare_kind:
            holder.bare_kind = self._sort_of_bare(begins, self._stack[floor - 1].about)
        return holder.bare_kind

    def _carries_on(self, begins: Beginning, row: Row, last: Sibling | None, floor: int) -> bool:
        """Whether a bare number may stand here after the last one inside quoted text, or begin a series there."""
        if last is None:
            fits = self._stack_has({"schedule", "part", "chapter", "cross-heading"}, floor)
        else:
            fits = comes_after(begins.number, last.number, "digit")
        return fits and self._may_begin_bare(begins, row, last)

    def _sort_of_bare(self, begins: Beginning, about: str) -> str:
        """Whether quoted text with bare numbers holds sections or paragraphs of a Schedule."""
        if begins.printed.endswith("."):
            return "paragraph"
        if beginning(begins.rest).form == "bracket":
            return "schedule paragraph"
        if in_article(about):
            return "paragraph"
        said = inserted_kind(about)
        if said in {"section", "schedule paragraph"}:
            return said
        return "section" if self._is_heading_like(begins.rest) else "schedule paragraph"

    def _is_heading_like(self, text: str) -> bool:
        following = self._following(1)
        return (
            not text.endswith((".", ",", ";", "—", ":"))
            and following is not None
            and (following.text[0] in "(“" or following.text[0].isupper() or following.text[0].islower())
        )

    def _begins_numbered(self, row: Row, *, is_fresh: bool) -> bool:
        begins = beginning(row.text)
        floor = self._quote_floor()
        if begins.form != "bare":
            return False
        if floor:
            last = self._holder(floor).children.get(BARE)
            groups = {"schedule", "part", "chapter", "cross-heading", "article"}
            if is_fresh or (last is None and self._stack_has(groups, floor)):
                return forms.starts_sentence(begins.rest)
            return (
                last is not None
                and comes_after(begins.number, last.number, "digit")
                and (self._may_begin_bare(begins, row, last))
            )
        return self._is_next_paragraph(begins, row) if self._in_schedule() else self._is_next_clause(begins, row)
