"""How deep the lines of a block stand, where the source gives them one after the other. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from amendments.engine.hung import DEFINITION, LETTER, SUBSECTION, rank_of


@dataclass(slots=True)
class Level:
    """One open level of numbering: its rank, and the number last printed on it."""

    rank: int
    num: str


@dataclass(slots=True)
class Levels:
    """The open levels inside one quotation. `base` is the depth of its outermost lines, `first` its first row.

    A number of an outer rank after numbers of an inner one shows that those were inside something not printed here:
    `shifted` is then the count of levels by which the rows since `first` stand deeper.
    """

    base: int
    first: int = 0
    open: list[Level] = field(default_factory=list)
    shifted: int = 0

    def numbered(self, num: str, before: str) -> int:
        """The depth of a line with this number; `before` is what the line before it said, "" for none."""
        above = self.open[-1].num if self.open else ""
        rank = rank_of(num, above, opens=opens_list(before))
        return self.ranked(self._rank_of_unnumbered(before) if rank is None else rank, num)

    def ranked(self, rank: int, num: str = "") -> int:
        """The depth of a line of this rank."""
        had = bool(self.open)
        while self.open and self.open[-1].rank > rank:
            self.open.pop()
        if had and not self.open:
            self.shifted += 1
        if self.open and self.open[-1].rank == rank:
            self.open[-1].num = num
        else:
            self.open.append(Level(rank, num))
        return self.base + len(self.open) - 1

    def flush(self, before: str, after: str, *, to_definition: bool) -> int:
        """The depth of words without a number; `after` is the number of the next line, "" for none.

        One deeper after a dash. Below a list, that of the line on which the list hangs: of two lists, one inside the
        other, the one that the next number goes on with, else the outer.
        """
        if opens_list(before) or not self.open:
            self.open.append(Level(SUBSECTION if not self.open else self.open[-1].rank + 1, ""))
            return self.base + len(self.open) - 1
        following = rank_of(after, self.open[-1].num) if after else DEFINITION if to_definition else None
        self.open.pop()
        while len(self.open) > 1 and (following is None or self.open[-1].rank > following):
            self.open.pop()
        return self.base + max(0, len(self.open) - 1)

    def in_definition(self) -> bool:
        """Whether the last line stands in a definition."""
        return any(level.rank == DEFINITION for level in self.open)

    def restart(self) -> int:
        """A heading: everything below it begins anew at the outermost depth."""
        self.open.clear()
        return self.base

    def _rank_of_unnumbered(self, before: str) -> int:
        """The rank of "( )": a list's first after a dash; the outermost after a full stop, which ends a list."""
        if not self.open:
            return SUBSECTION
        if opens_list(before):
            return max(LETTER, self.open[-1].rank + 1)
        return self.open[0].rank if before.endswith(".") else self.open[-1].rank


def opens_list(text: str) -> bool:
    """Whether a list follows these words."""
    return text.endswith(("—", "–", ":", "--"))


def outermost_last(ranks: Sequence[int | None]) -> int:
    """How many lines at the head of a block stand inside something not printed in it: (b), then (5A).

    `ranks` are those of the outermost lines in order. 0 where the first number is of the outermost rank.
    """
    known = [(at, rank) for at, rank in enumerate(ranks) if rank is not None]
    if not known or known[0][1] <= min(rank for _, rank in known):
        return 0
    outermost = min(rank for _, rank in known)
    return next(at for at, rank in known if rank == outermost)
