"""What is open while rows are read, and the dictating of words, marks and quotation ends to the Draft. Pure."""

from collections.abc import Sequence

from bills.text.tree import QUOTED_TEXT, Part
from scrapers.parse import rows_forms as forms
from scrapers.parse.print_draft import Draft
from scrapers.parse.rows_eids import Eids
from scrapers.parse.rows_frames import Frame, Sibling
from scrapers.parse.rows_input import Row
from scrapers.parse.rows_quotes import Quotes
from scrapers.parse.rows_widths import width
from scrapers.records import ParseProblem

DEEPEST = 60
"""Provisions inside provisions: none that was ever printed comes near."""
UNNUMBERED = "unnumbered paragraph"
_INDENTATION, _MARGINS, _ENOUGH = 36, 9, 5
"""Points from one margin to the next; how many margins are guessed at; rows that make a measure of their own."""


class State:
    """The open provisions and quotations of one reading.

    `measures` is how wide the column is at each margin, from an earlier reading; `doubtful` the places of rows whose
    inserted text was never closed then: this reading ends it where the Bill's own numbers go on.
    """

    def __init__(self, rows: Sequence[Row], measures: dict[int, float], doubtful: frozenset[int]) -> None:
        self.draft = Draft()
        self.problems: list[ParseProblem] = []
        self._full: dict[int, list[float]] = {}
        self._rows = rows
        self._measures = measures
        self._doubtful = doubtful
        self.unclosed: int | None = None
        self._quotes = Quotes()
        self._stack: list[Frame] = []
        self._eids = Eids()
        self._said = ""
        self._row_words = self._before_words = ""
        self._last_clause: Sibling | None = None
        self._at = 0
        self._unindexed = 0

    @property
    def measures(self) -> dict[int, float]:
        """How wide the column is at each margin: one row in twenty of those that were seen is wider.

        Where few were seen it is what the widest row of the print leaves beside an indentation of today's prints.
        """
        widest = max((width(row.text) for row in self._rows if "\t" not in row.text), default=0)
        found = {steps: widest - _INDENTATION * steps for steps in range(1, _MARGINS)}
        return found | {
            steps: sorted(seen)[len(seen) * 19 // 20] for steps, seen in self._full.items() if len(seen) >= _ENOUGH
        }

    def _begin(self, frame: Frame) -> None:
        if frame.kind != QUOTED_TEXT and self._quotes.forget_inline():
            self._problem("quotation marks do not balance")
        frame.eid = self._eids.of(frame.kind, frame.number, [(each.kind, each.eid) for each in self._stack])
        is_quoted = any(each.kind == QUOTED_TEXT for each in self._stack)
        self.draft.begin(frame.kind, "", frame.eid, is_quoted=is_quoted)
        self._stack.append(frame)

    def _pop_to(self, length: int) -> None:
        while len(self._stack) > length:
            frame = self._stack.pop()
            self.draft.end()
            if frame.kind == QUOTED_TEXT:
                self._quotes.forget_inline()

    def _steps(self) -> int:
        return self._stack[-1].steps if self._stack else 0

    def _stack_has(self, kinds: set[str], start: int) -> bool:
        return any(frame.kind in kinds for frame in self._stack[start:])

    def _is_ended(self) -> bool:
        """Whether the provision that was read last may end here: items without numbers may lack a stop."""
        is_item = bool(self._stack) and self._stack[-1].kind == UNNUMBERED
        return forms.is_complete(self._said) or (is_item and not forms.asks_for_more(self._said))

    def _quote_floor(self) -> int:
        """The place in the stack after the innermost quoted text; 0 outside quotations."""
        for at in range(len(self._stack) - 1, -1, -1):
            if self._stack[at].kind == QUOTED_TEXT:
                return at + 1
        return 0

    def _instruction(self) -> str:
        """The words that say what is inserted: those of the innermost provision, then of those around it."""
        floor = self._quote_floor()
        return "\n".join(frame.words for frame in reversed(self._stack[floor:]) if frame.words)

    def _following(self, ahead: int) -> Row | None:
        at = self._at + ahead
        return self._rows[at] if at < len(self._rows) else None

    def _mark(self, row: Row) -> None:
        """Mark the printed line; of a page without lines only where it begins."""
        if row.line or self._unindexed != row.page:
            self.draft.mark((row.page, row.line))
        self._unindexed = 0 if row.line else row.page

    def _problem(self, reason: str) -> None:
        self.problems.append(ParseProblem(self.draft.place, reason))

    def _words(self, text: str, row: Row) -> None:
        """Say words of the innermost provision; close the quoted text that ends in them."""
        if not text:
            return
        following = self._following(1)
        start = 0
        for at in list(self._quotes.closings(text, following.text if following else None)):
            self._say_words(text[start:at])
            self._close_block(text[at:])
            start = at + 1
        self._say_words(text[start:])

    def _close_block(self, ending: str) -> None:
        """End the innermost quoted text; `ending` begins with its closing mark."""
        floor = self._quote_floor()
        if not floor:
            return
        self._pop_to(floor)
        self.draft.close_quote("text", ending[0])
        self._pop_to(floor - 1)
        self._said = ending[0]
        if ending[1:2] == " " and self._stack:
            self.draft.gap("text")

    def _say_words(self, text: str) -> None:
        if not text.strip():
            return
        here = self._stack[-1]
        joins = self._joins() or text[0] in ",.;:"
        self.draft.say("text", text if joins else " " + text.lstrip(" ") if here.words else text)
        here.words = f"{here.words}{'' if joins else ' '}{text.strip()}"[-400:]
        self._said = here.words[-80:]
        self._row_words += text

    def _joins(self) -> bool:
        """Whether the next words follow the last without a space: a hyphen ended the row."""
        return self._said.endswith(("-", "/")) and not self._said.endswith(("--", " -"))

    def _say_part(self, part: Part, text: str) -> None:
        here = self._stack[-1]
        words = here.heading if part == "heading" else []
        joins = bool(words) and words[-1].endswith("-")
        ends = list(self._quotes.closings(text, None)) if part == "heading" else []
        said = text[: ends[0]] if ends else text
        self.draft.say(part, said if joins or not words else f" {said}")
        if part == "heading":
            here.heading.append(said)
            self._quotes.forget_inline()
        self._said = "."
        if ends:
            self._close_block(text[ends[0] :])
            self._say_words(text[ends[0] + 1 :])
