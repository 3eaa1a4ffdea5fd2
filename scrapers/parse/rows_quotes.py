"""Which quotation marks are open, mark by mark: inline ones and those around inserted text. Pure.

“ ” count and nest. ‘ ’ are the quotes of prints of 2003 to 2014, and ’ is also the apostrophe: it closes nothing
before a letter, nor after the s of a plural whose line goes on. A straight quote opens before a word, else closes;
a “ misprinted after a word closes, a ” before one opens.
"""

from collections.abc import Iterator

from scrapers.parse.rows_forms import OPENERS

_BEFORE_OPENER = ' (—–[“‘"/'
_STOPS = ".,;:!?)—–”’]"
_JOINERS = ("and", "or", "but")


class Quotes:
    """The quotation marks open at one point of the print, innermost last."""

    def __init__(self) -> None:
        self._open: list[tuple[str, bool]] = []

    @property
    def has_inline(self) -> bool:
        """Whether a mark within a sentence is open."""
        return bool(self._open) and not self._open[-1][1]

    @property
    def _has_double(self) -> bool:
        return any(closing == "”" for closing, _ in self._open)

    def open_block(self, mark: str) -> None:
        """Inserted text begins with this mark."""
        self._open.append((OPENERS[mark], True))

    def make_block(self) -> str:
        """The inline mark opened last turns out to stand around provisions; gives its closing mark."""
        closing, _ = self._open.pop()
        self._open.append((closing, True))
        return closing

    def forget_inline(self) -> bool:
        """Drop inline marks that were never closed; tells whether there were any."""
        had = self.has_inline
        while self.has_inline:
            self._open.pop()
        return had

    def forget_block(self) -> None:
        """Drop the innermost inserted text, whose end was not printed, and what is open inside it."""
        self.forget_inline()
        if self._open:
            self._open.pop()

    def closings(self, text: str, following: str | None) -> Iterator[int]:
        """Read the marks of a line; yields the place of each that closes inserted text.

        `following` is the next line, None at the end: an apostrophe after an s may need it.
        """
        for at, each in enumerate(text):
            if each not in '“”‘’"':
                continue
            is_odd = each == "“" and self._open and not _opens(text, at) and self._open[-1][0] == "”"
            mark = "”" if is_odd else each
            if each == "”" and not self._has_double and _opens(text, at):
                mark = "“"
            if mark in OPENERS and (mark == "“" or _opens(text, at)):
                self._open.append((OPENERS[mark], False))
            elif self._closes(mark, text, at, following) and self._open.pop()[1]:
                yield at

    def _closes(self, mark: str, text: str, at: int, following: str | None) -> bool:
        if not self._open or self._open[-1][0] != mark:
            return False
        return mark != "’" or not _is_apostrophe(text, at, following, is_block=self._open[-1][1])


def _opens(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else ""
    return before in _BEFORE_OPENER and not after.isspace()


def _is_apostrophe(text: str, at: int, following: str | None, *, is_block: bool) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1 :]
    if after[:1].isalnum():
        return True
    if before in _STOPS or before not in "sS":
        return False
    if not after.strip():
        return following is not None and following[:1].islower()
    if not after.startswith(" ") or after.strip(_STOPS + " ") in _JOINERS:
        return False
    return is_block or "’" in after.split("‘", 1)[0]


def matching_end(text: str) -> int:
    """Where the quotation that a line opens with closes again, one past its mark; 0 where it does not on this line."""
    quotes = Quotes()
    quotes.open_block(text[0])
    for at in quotes.closings(text[1:], None):
        return at + 2
    return 0
