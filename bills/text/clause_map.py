"""Where each clause and Schedule stood in every print of a Bill: one row a clause, one cell a print. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bills.text.comparing import Class, Comparison
from bills.text.plain import unit_provisions
from bills.text.print_rows import UnitCompared, units_compared
from bills.text.running import RunningText
from bills.text.tree import Provision


@dataclass(frozen=True, slots=True)
class MapCell:
    """A clause in one print. `state` is how it differs from the print before it; None in the first one."""

    provision: Provision
    state: Class | None = None
    anchor: str = ""

    @property
    def name(self) -> str:
        """ "3", "Schedule 1"."""
        number = self.provision.bare_number
        return number if self.provision.kind == "clause" else f"Schedule {number}".strip()


@dataclass(slots=True)
class MapRow:
    """One clause through all prints; None where a print has not got it."""

    cells: list[MapCell | None]

    @property
    def heading(self) -> str:
        """Its newest heading."""
        return next(each.provision.heading for each in reversed(self.cells) if each)


def clause_map(prints: Sequence[RunningText], comparisons: Sequence[Comparison]) -> list[MapRow]:
    """The rows in the order of the newest print; what is gone stands behind what it followed last.

    `comparisons` are of each two neighbouring prints, one fewer than the prints, which are in order, oldest first.
    """
    rows: list[MapRow] = []
    standing: dict[int, MapRow] = {}
    for at, text in enumerate(prints):
        before = standing
        standing = {}
        compared = _by_new(comparisons[at - 1]) if at else {}
        back = {there: here for here, there in comparisons[at - 1].pairs.items()} if at else {}
        for unit in unit_provisions(text):
            row = before.get(back.get(unit.index, -1)) or MapRow([None] * at)
            found = compared.get(unit.index)
            row.cells.append(MapCell(unit, found.state if found else None, found.anchor if found else ""))
            standing[unit.index] = row
        rows = _merged(rows, list(standing.values()))
        for row in rows:
            row.cells += [None] * (at + 1 - len(row.cells))
    return rows


def _by_new(comparison: Comparison) -> dict[int, UnitCompared]:
    return {each.new.index: each for each in units_compared(comparison) if each.new}


def _merged(rows: list[MapRow], present: list[MapRow]) -> list[MapRow]:
    """The rows of a print in its order, each followed by those that stood behind it before and are gone."""
    here = {id(row) for row in present}
    behind: dict[int, list[MapRow]] = {}
    last = 0
    for row in rows:
        if id(row) in here:
            last = id(row)
        else:
            behind.setdefault(last, []).append(row)
    found = behind.get(0, [])
    for row in present:
        found += [row, *behind.get(id(row), [])]
    return found
