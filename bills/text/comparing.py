"""Two prints of one Bill compared, provision by provision: what is the same, renumbered, changed, new and gone. Pure.

Renumbering and cross-references are most of what changes between prints (engines, section 2d); a reader wants to see
them apart from changed words.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from bills.text.aligning import aligned
from bills.text.redline import Span, redline
from bills.text.running import RunningText, even
from bills.text.tree import Provision

Class = Literal["identical", "renumbered only", "cross-reference only", "changed", "added", "removed"]
CLASSES: tuple[Class, ...] = ("identical", "renumbered only", "cross-reference only", "changed", "added", "removed")
_NUMBER = r"(?:\d+[A-Z]*|\([A-Za-z0-9]{1,6}\))(?:\([A-Za-z0-9]{1,6}\))*"
_REFERENCE = re.compile(
    rf"\b((?:[Ss]ub-?)?[Ss]ections?|[Cc]lauses?|(?:[Ss]ub-?){{0,2}}[Pp]aragraphs?|Schedules?|Parts?|Chapters?) "
    rf"{_NUMBER}(?:(?:, and|, or|,| and| or| to) {_NUMBER})*"
)


@dataclass(frozen=True, slots=True)
class Compared:
    """One provision in both prints; `old` or `new` is None for what was added or removed."""

    kind: Class
    old: Provision | None
    new: Provision | None


class Comparison:
    """Two prints side by side. Provisions without words of their own (quoted text as such) are not counted."""

    def __init__(self, old: RunningText, new: RunningText) -> None:
        self.old = old
        self.new = new
        self.pairs = aligned(old, new)

    @cached_property
    def provisions(self) -> tuple[Compared, ...]:
        """Every provision of either print, in the order of the new one; what was removed stands where it stood."""
        return tuple(self._compared())

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many provisions are of each class; every class is there."""
        found = Counter(each.kind for each in self.provisions)
        return {kind: found.get(kind, 0) for kind in CLASSES}

    def redline_of(self, each: Compared) -> list[Span]:
        """The provision's own words as a redline, number and heading first."""
        return redline(_own(each.old) if each.old else "", _own(each.new) if each.new else "")

    def _compared(self) -> Iterator[Compared]:
        back = {there: here for here, there in self.pairs.items()}
        removed = [each for each in self.old.printed.all if each.index not in self.pairs and _has_words(each)]
        waiting = iter(removed)
        gone = next(waiting, None)
        for other in self.new.printed.all:
            here = back.get(other.index)
            while gone is not None and here is not None and gone.index < here:
                yield Compared("removed", gone, None)
                gone = next(waiting, None)
            if not _has_words(other):
                continue
            if here is None:
                yield Compared("added", None, other)
            else:
                one = self.old.printed.all[here]
                yield Compared(classed(one, other), one, other)
        while gone is not None:
            yield Compared("removed", gone, None)
            gone = next(waiting, None)


def classed(old: Provision, new: Provision) -> Class:
    """How one provision differs in its own words: heading, note and text, and its number."""
    if (old.heading, old.note, old.text) == (new.heading, new.note, new.text):
        return "identical" if old.number == new.number else "renumbered only"
    return "cross-reference only" if masked(old) == masked(new) else "changed"


def masked(provision: Provision) -> tuple[str, str]:
    """Heading and text with every cross-reference masked: those the source marks, and those in plain words."""
    text = provision.text
    for each in sorted(provision.references, key=lambda reference: -reference.start):
        if each.part == "text":
            text = f"{text[: each.start]}§{text[each.end :]}"
    return provision.heading, masked_words(text.replace("§", "0"))


def masked_words(text: str) -> str:
    """The text evened out, with the numbers of its plain cross-references masked: "section 12(3)" is "section §"."""
    return _REFERENCE.sub(r"\1 §", even(text))


def _has_words(each: Provision) -> bool:
    return bool(each.number or each.heading or any(mark.isalnum() for mark in each.text))


def _own(each: Provision) -> str:
    return " ".join(word for word in (each.number, each.heading, each.text) if word)
