"""The clauses and Schedules of a print as plain rows: what commands write and what prints are compared by. Pure."""

from typing import Literal, NamedTuple

from bills.text.running import RunningText
from bills.text.tree import Provision

UNITS = frozenset({"clause", "schedule"})


class Unit(NamedTuple):
    """A clause or a Schedule. `number` is bare ("2A"; "" for the only Schedule); `text` is one printed unit a row."""

    kind: Literal["clause", "schedule"]
    number: str
    heading: str
    text: str


def units_of(running: RunningText) -> list[Unit]:
    """Every clause and every Schedule of the Bill itself, in order; what is in quoted text is part of its clause."""
    return [
        Unit("clause" if each.kind == "clause" else "schedule", each.bare_number, each.heading, running.rows(each))
        for each in unit_provisions(running)
    ]


def unit_provisions(running: RunningText) -> list[Provision]:
    """The provisions that `units_of` writes out."""
    return [each for each in running.printed.all if each.kind in UNITS and not each.is_quoted]
