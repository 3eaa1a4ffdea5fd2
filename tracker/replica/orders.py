"""What a fictional amendment does to a print, and how the papers say it. Page and line are read off the print."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from tracker.replica.layout import LaidOut, Mark, lay_out
from tracker.replica.units import Unit, read_units

OUTERMOST = re.compile(r"(?:Schedule )?\w+")
UNIT_WORDS = {"subsection": "subsection", "level": "paragraph", "subparagraph": "sub-paragraph"}


@dataclass(frozen=True, slots=True)
class Order:
    """One operative order, in the words of its author.

    `at` is an address in the print ("3(2)(a)", "Schedule 1 2(1)"). `out` are words to leave out, or "unit" for the
    whole of `at`, "clause" for a whole clause, "lines" for its lines. `put` are words to insert, `after` the words
    they follow; without those they stand at the end, or in the place of what is left out. `block` is an outline to
    insert. `new` is "Clause" or "Schedule" for a new one, whose `block` is its text. `amends` is the dnum of the
    amendment that this one would change. `motion` replaces all of it by other words.
    """

    at: str = ""
    out: str = ""
    put: str = ""
    after: str = ""
    block: str = ""
    append: str = ""
    new: str = ""
    follows: str = ""
    amends: str = ""
    motion: str = ""


@dataclass(frozen=True, slots=True)
class Worded:
    """An order as a paper prints it. `provision` is "3", "Schedule 1", "NC4" or "" and `mark` its page and line.

    `op` is Lawmaker's word (insert, leaveOut, substitute, leaveOutClause, newClause, newSchedule or ""), `blocks`
    what is inserted, `lead` the instruction before it and `append` the words after its closing quotation mark.
    """

    lead: str
    op: str
    provision: str = ""
    mark: Mark | None = None
    blocks: tuple[Unit, ...] = ()
    append: str = ""


def worded(order: Order, printed: LaidOut, others: Mapping[str, tuple[str, Order]], *, lords: bool = False) -> Worded:
    """The order as printed. `others` are the numbers and orders of the stage's amendments by dnum.

    Raises ValueError or KeyError where the print does not hold what the order names: a mistake in the story.
    """
    if order.motion:
        return Worded(order.motion, "", _provision(order.at) if order.at else "")
    if order.new:
        return _new(order, lords=lords)
    if order.amends:
        number, target = others[order.amends]
        block = lay_out(read_units(target.block))
        page, line = _mark(order, block)
        return Worded(f"Line {line}, {_action(order, block)}", _op(order), number, (0, line))
    page, line = mark = _mark(order, printed)
    provision = _provision(order.at)
    name = provision if provision.startswith("Schedule") else f"Clause {provision}"
    blocks = read_units(order.block) if order.block else ()
    if order.out == "clause":
        return Worded(f"Page {page}, line {line}, leave out {name}", "leaveOutClause", provision, mark)
    if order.out == "lines":
        last = printed.last[order.at][1]
        return Worded(f"{name}, page {page}, leave out lines {line} to {last}", "leaveOut", provision, mark)
    lead = f"{name}, page {page}, line {line}, {_action(order, printed)}"
    return Worded(lead, _op(order), provision, mark, blocks, order.append)


def _new(order: Order, *, lords: bool) -> Worded:
    op = f"new{order.new}"
    lead = f"To move the following {order.new}—"
    if lords:
        lead = f"After {order.follows}, insert the following new {order.new}—"
    return Worded(lead, op, blocks=read_units(order.block))


def _provision(address: str) -> str:
    found = OUTERMOST.match(address)
    if not found:
        raise ValueError(f"{address!r} is not an address")
    return found[0]


def _mark(order: Order, printed: LaidOut) -> Mark:
    """Of the words named; of the last line for "at end"; of the first line for a whole unit."""
    words = order.out if order.out not in ("", "unit", "clause", "lines") else order.after
    if words:
        return printed.line_of(order.at, words)
    return printed.first[order.at] if order.out else printed.last[order.at]


def _action(order: Order, printed: LaidOut) -> str:
    put = f"“{order.put}”" if order.put else ""
    if order.after:
        return f"after “{order.after}” insert {put}"
    if not order.out:
        return f"at end insert {put}" if put else "at end insert—"
    out = f"leave out “{order.out}”" if order.out != "unit" else f"leave out {_unit_name(order.at, printed)}"
    if put:
        return f"{out} and insert {put}"
    return f"{out} and insert—" if order.block else out


def _unit_name(address: str, printed: LaidOut) -> str:
    unit = printed.by_address[address]
    return f"{UNIT_WORDS.get(unit.kind, 'paragraph')} {unit.num}"


def _op(order: Order) -> str:
    if order.out and (order.put or order.block):
        return "substitute"
    return "leaveOut" if order.out else "insert"
