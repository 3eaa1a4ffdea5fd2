"""One reading of an instruction, word by word from the left: what is taken is never given back. Pure."""

import re
from typing import Literal

from amendments.engine.instruction import Locator
from amendments.engine.quotes import PLACEHOLDER, Quote, Quoted


class Unread(ValueError):
    """No rule reads on from here; the message says why in plain words, or is "" where there is no more to say."""


class Cursor:
    """A place in what an instruction says. Every form is matched at the place, and nothing before it is seen again.

    `locator` is what has been read of the place in the Bill; rules further on fill in what they say of it. `provision`
    is the one that the source's own field names, for "leave out the Clause" where the words name none.
    """

    __slots__ = ("at", "column", "lines", "locator", "provision", "quotes", "said")

    def __init__(self, quoted: Quoted, provision: str = "") -> None:
        self.provision = provision
        self.said = quoted.said
        self.quotes = quoted.quotes
        self.lines = quoted.lines
        self.at = 0
        self.locator = Locator()
        self.column = ""

    def take(self, form: re.Pattern[str]) -> re.Match[str] | None:
        """The form's match here, stepping over it; None, standing still, where it does not match."""
        found = form.match(self.said, self.at)
        if found:
            self.at = found.end()
        return found

    def quote(self, at: int) -> Quote:
        """The quotation whose placeholder begins at this offset. Raises Unread for an empty one."""
        quote = self.quotes[self.said.count(PLACEHOLDER, 0, at)]
        if not quote.lines:
            raise Unread("nothing stands between its quotation marks")
        return quote

    def rest(self) -> str:
        """The words not read yet, the quotations in them shown by their first words."""
        quotes = iter(self.quotes[self.said.count(PLACEHOLDER, 0, self.at) :])
        shown = re.sub(PLACEHOLDER, lambda _: f"“{_short(next(quotes).words)}”", self.said[self.at :])
        return _short(shown, 200)


def named(kind: str, number: str | None) -> str:
    """A provision in normal form (bills.text.address): "clause 2A", "schedule"."""
    return f"{kind.casefold()} {(number or '').upper()}".strip()


def side_of(word: str) -> Literal["after", "before", "end", "beginning"]:
    """The side that a word names; it must be one of the four, in any case of letters."""
    return word.casefold()  # type: ignore[return-value]


def _short(words: str, longest: int = 40) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1]}…"
