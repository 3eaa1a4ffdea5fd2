"""The print that amendments address: its running text, and what a resolver asks of it. Pure."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TypeVar

from amendments.engine.instruction import Reason, Refusal, Words
from bills.text.address import from_words
from bills.text.plain import unit_provisions
from bills.text.running import Range, RunningText, even
from bills.text.tree import TABLE, PageLine, Print, Provision

T = TypeVar("T")
_CLOSING = frozenset("”’\"').,;: —\n")
_JOINING = frozenset({"and", "or"})


class AddressedPrint:
    """One print, ready to be asked for places. Built once, used for every amendment to it; never changed."""

    def __init__(self, printed: Print, long_title: str = "") -> None:
        self.printed = printed
        self.long_title = long_title
        self.running = RunningText(printed)

    @cached_property
    def _addresses(self) -> dict[int, str]:
        found: dict[int, str] = {}
        for address, provisions in self.printed.by_address.items():
            for each in provisions:
                found.setdefault(each.index, address)
        return found

    @cached_property
    def units(self) -> tuple[Provision, ...]:
        """The clauses and Schedules of the Bill itself, in order."""
        return tuple(unit_provisions(self.running))

    def address_of(self, provision: Provision) -> str:
        """The address of the provision, or of the nearest one around it that has one; "" where none has."""
        return next(
            (self._addresses[e.index] for e in self.running.around(provision) if e.index in self._addresses), ""
        )

    def find(self, address: str) -> tuple[Provision, ...]:
        """What stands under an address in normal form; "schedule" and "schedule 1" both name an only Schedule."""
        found = self.printed.by_address.get(address)
        if found is None and address.startswith("schedule"):
            only = [each for each in self.units if each.kind == "schedule"]
            place = from_words(address)
            if len(only) == 1 and place and place.number in ("", "1") and address in ("schedule", "schedule 1"):
                return tuple(only)
        return found or ()

    def lines_of(self, provision: Provision) -> str:
        """ "page 1, line 3 to page 2, line 9", for people."""
        if not provision.starts or not provision.ends:
            return "no printed lines"
        return f"{in_words(provision.starts)} to {in_words(provision.ends)}"

    def table_at(self, at: int) -> bool:
        """Whether this character stands in a table, whose cells no instruction can address by line."""
        return any(each.kind == TABLE for each in self.running.around(self.running.holder_at(at)))

    def starting_in(self, within: Range, scope: Provision) -> list[Provision]:
        """The provisions inside the scope whose first character stands in this range, outermost first."""
        found = []
        for each in scope.walk():
            start = self.running.range_of(each)[0]
            if within[0] <= start < within[1] and self.running.range_of(each)[1] > start:
                found.append(each)
        return found

    def ending_at(self, end: int, scope: Provision) -> Iterator[Provision]:
        """The provisions inside the scope that end where a line ends, innermost first.

        Closing quotation marks, punctuation, "and" and "or" between the two ends count for nothing.
        """
        inner = self.running.holder_at(max(end - 1, 0))
        for each in self.running.around(inner):
            if self._is_end(each, end):
                yield from self._ending_children(each, end)
                yield each
            if each.index == scope.index:
                return

    def _ending_children(self, provision: Provision, end: int) -> list[Provision]:
        """What inside ends there too although the line's last mark is its holder's own: a closing quotation mark."""
        at, found = provision, []
        while at.children and self._is_end(at.children[-1], end):
            at = at.children[-1]
            found.append(at)
        seen = {each.index for each in self.running.around(self.running.holder_at(max(end - 1, 0)))}
        return [each for each in reversed(found) if each.index not in seen]

    def _is_end(self, provision: Provision, end: int) -> bool:
        own = self.running.range_of(provision)[1]
        low, high = min(own, end), max(own, end)
        between = self.running.text[low:high] if high - low < 40 else "x y"
        return all(word in _JOINING for word in "".join(" " if c in _CLOSING else c for c in between).split())

    def occurrences(self, words: str, within: Range, limit: int) -> list[Range]:
        """Where the words stand in the print as whole words, beginning inside the range, ending before `limit`."""
        return occurrences(self.running.even, words, within, limit)


def occurrences(hay: str, words: str, within: Range, limit: int) -> list[Range]:
    """Where words stand as whole words in an evened text, beginning inside the range, ending before `limit`.

    Quotation marks and white space are compared evenly (bills.text.running.even); everything else exactly.
    """
    needle = " ".join(even(words).split())
    found = []
    at = hay.find(needle, within[0], limit) if needle else -1
    while 0 <= at < within[1]:
        end = at + len(needle)
        if _is_whole(hay, at, end, needle):
            found.append((at, end))
        at = hay.find(needle, at + 1, limit)
    return found


def the_one(words: Words, found: Sequence[T], where: str) -> T | Refusal:
    """Of the places where the words stand the one that is meant: the only one, or that of their ordinal.

    `where` names the place looked at, for people: "at page 2, line 32", "in the long title".
    """
    if not found:
        return Refusal(Reason.NOT_THERE, f"“{words.text}” does not stand {where}")
    if words.ordinal == 0 and len(found) > 1:
        return Refusal(Reason.TWICE, f"“{words.text}” stands {len(found)} times {where}")
    if words.ordinal > len(found):
        return Refusal(Reason.NOT_THERE, f"“{words.text}” stands {len(found)} times {where}, not {words.ordinal}")
    return found[words.ordinal - 1 if words.ordinal > 0 else words.ordinal]


def between(text: str, start: int, end: int) -> Range:
    """The words between two places, without the spaces beside what stays; a row that they part is joined."""
    while start < end and text[start] in " \n":
        start += 1
    while start < end and text[end - 1] == " ":
        end -= 1
    return start, end


def in_words(line: PageLine) -> str:
    """ "page 2, line 32"."""
    return f"page {line[0]}, line {line[1]}"


def is_inside_word(text: str, at: int) -> bool:
    """Whether this place stands between two characters of one word: a word divided at the end of a line."""
    if not 0 < at < len(text):
        return False
    return (text[at - 1].isalnum() or text[at - 1] == "-") and text[at].isalnum()


def _is_whole(hay: str, start: int, end: int, needle: str) -> bool:
    """Whether a hit is whole words; "sub" in "sub-paragraph" and "keeper" in "keeper's" are not."""
    before, after = hay[max(0, start - 2) : start][::-1], hay[end : end + 2]
    return not (needle[0].isalnum() and _goes_on(before)) and not (needle[-1].isalnum() and _goes_on(after))


def _goes_on(beside: str) -> bool:
    """Whether the two characters beside a word, nearest first, are a part of it."""
    return beside[:1].isalnum() or (beside[:1] in ("-", "'") and beside[1:].isalnum())
