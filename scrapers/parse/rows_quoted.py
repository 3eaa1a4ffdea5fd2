"""Where inserted text begins, and where it must have ended though no mark says so. Pure."""

from bills.text.tree import QUOTED_TEXT
from scrapers.parse import rows_forms as forms
from scrapers.parse.rows_forms import Beginning, beginning
from scrapers.parse.rows_frames import Frame
from scrapers.parse.rows_headings import Headings
from scrapers.parse.rows_input import Row
from scrapers.parse.rows_numbers import is_first, series_of
from scrapers.parse.rows_quotes import Quotes, matching_end
from scrapers.parse.rows_state import DEEPEST


class QuotedText(Headings):
    """Opens inserted text, and closes it where its mark is missing."""

    def _opened(self, row: Row) -> tuple[str, bool]:
        """Begin inserted text where the row opens it; gives the words after its mark, and whether it was opened."""
        text = row.text
        if len(self._stack) > DEEPEST:
            return text, False
        if self._quotes.has_inline and self._takes_over(text):
            self._quotes.make_block()
            self._begin(Frame(QUOTED_TEXT, steps=self._steps(), about=self._instruction(), row=self._at))
            return text, True
        if text[0] not in forms.OPENERS or self._quotes.has_inline or not self._expects_insertion(text):
            return text, False
        self._begin(Frame(QUOTED_TEXT, steps=self._steps(), about=self._instruction(), row=self._at))
        self.draft.open_quote("text", text[0])
        self._quotes.open_block(text[0])
        return text[1:].lstrip(), True

    def _takes_over(self, text: str) -> bool:
        """Whether an inline quotation that ends in a dash goes on with numbered provisions."""
        begins = beginning(text)
        if begins.form != "bracket":
            return False
        is_list = any(is_first(begins.number, series) for series in series_of(begins.number))
        joins = forms.opens_block(self._said) or forms.ends_list(self._said)
        return (forms.ends_with_dash(self._said) and is_list) or (joins and bool(begins.rest.strip('”’" .,;')))

    def _expects_insertion(self, text: str) -> bool:
        """Whether a quotation mark that begins a row stands around inserted text, not around a defined term."""
        if not self._stack or not forms.ends_with_dash(self._said):
            return False
        if len(text) > 1 and text[1] in forms.OPENERS:
            return True
        if forms.beginning(text[1:].lstrip()).form:
            return True
        end = matching_end(text)
        return not text[end:].strip(" .,;") if end else forms.inserts(self._said)

    def _leaves_inline(self, begins: Beginning, row: Row) -> bool:
        """Whether a row plainly begins a provision though an inline quotation was never closed."""
        if not self._said.endswith((".", ";")):
            return False
        if begins.form == "" and self._said.endswith(".") and forms.starts_sentence(begins.rest):
            return self._rows_to_numbered(is_fresh=False) > 0
        floor = self._quote_floor()
        if begins.form == "bracket":
            at = self._sibling_of(begins, row, floor)
            return at is not None and self._said.endswith(".")
        if begins.form != "bare":
            return False
        return self._begins_numbered(row, is_fresh=False)

    def _close_doubtful(self, row: Row) -> None:
        """End inserted text that an earlier reading found never closed, where the Bill's next number stands."""
        at = next((at for at, frame in enumerate(self._stack) if frame.kind == QUOTED_TEXT), None)
        if at is None or self._stack[at].row not in self._doubtful:
            return
        begins = beginning(row.text)
        if begins.form != "bare" or not forms.is_complete(self._said):
            return
        is_next = self._is_next_paragraph if self._in_schedule(at) else self._is_next_clause
        if is_next(begins, row):
            self._pop_to(at)
            self._quotes = Quotes()
            self._problem("inserted text that ends here has no closing quotation mark")
