"""A drawing of a party split: one bar a party, Ayes from the left, Noes after them. Pure geometry, in CSS pixels.

Each bar carries its own numbers, those of the table beside it: nobody has to measure.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.divisions.tally import PartySplit

WIDTH, ROW, TOP, BAR = 340, 48, 6, 18
MOST_ROWS = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """A party's bar: the widths of its two parts, and where its words and its bar stand."""

    party: str
    ayes: int
    noes: int
    words_y: int
    bar_y: int
    ayes_width: float
    noes_width: float

    @property
    def noes_from(self) -> float:
        """Where the part of the Noes begins."""
        return self.ayes_width + 0.5


@dataclass(frozen=True, slots=True)
class Bars:
    """The whole drawing; `left_out` parties with fewer votes stand in the table alone."""

    bars: tuple[Bar, ...]
    width: int
    height: int
    bar: int
    left_out: int


def bars_of(splits: Iterable[PartySplit]) -> Bars:
    """The drawing of the parties that voted, the largest first. All bars are to one scale."""
    voted = [split for split in splits if split.voted]
    longest = max((split.voted for split in voted), default=0)
    bars = tuple(
        Bar(
            party=split.party,
            ayes=split.ayes,
            noes=split.noes,
            words_y=TOP + place * ROW + 14,
            bar_y=TOP + place * ROW + 20,
            ayes_width=round((WIDTH - 1) * split.ayes / longest, 1),
            noes_width=round((WIDTH - 1) * split.noes / longest, 1),
        )
        for place, split in enumerate(voted[:MOST_ROWS])
    )
    return Bars(bars, WIDTH, TOP + ROW * len(bars), BAR, max(0, len(voted) - MOST_ROWS))
