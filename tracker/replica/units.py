"""The fictional text of Bills and amendments as a tree, written in a plain outline.

== Heading of a group            a cross-heading
Clause 3 — Delayed sailings      "Clause — Words" where the number is left to the printer
  (1) A sailing is late if—      two spaces deeper for each level
    (a) it leaves late, or
    ~ and nobody said so.        words after paragraphs
  | Delay | Share of fare        a row of a table; rows together are one table
  “sailing” means …              a definition
  . A clause without subsections
Schedule 1 — The Council [Section 5]
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

CLAUSE = re.compile(r"Clause (?:(?P<num>\w+) )?— (?P<heading>.+)")
SCHEDULE = re.compile(r"Schedule (?:(?P<num>\w+) )?— (?P<heading>[^\[]+?)(?: \[(?P<note>.+)\])?")
NUMBERED = re.compile(r"(?P<num>\(\w+\)|\d+[A-Z]*)(?: (?P<text>.+))?")
DIGITS = re.compile(r"\(?\d+[A-Z]*\)?")
INDENT = 2


@dataclass(frozen=True, slots=True)
class Unit:
    """One provision; `note` is the reference beside a Schedule's number.

    `kind` is crossheading, section, schedule, subsection, paragraph, subparagraph, level, definition, closing, table
    or text.
    """

    kind: str
    num: str = ""
    heading: str = ""
    text: str = ""
    note: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    children: tuple["Unit", ...] = ()


def read_units(outline: str) -> tuple[Unit, ...]:
    """The outermost units of an outline. Raises ValueError naming a line that is none of the forms above."""
    lines = [line for line in outline.strip("\n").splitlines() if line.strip()]
    start = min((_depth(line) for line in lines), default=0)
    return tuple(_units([line[start * INDENT :] for line in lines], parent=""))


def _depth(line: str) -> int:
    return (len(line) - len(line.lstrip())) // INDENT


def _units(lines: list[str], parent: str) -> Iterator[Unit]:
    """The units of one level: a line and all deeper lines after it are one."""
    position = 0
    while position < len(lines):
        end = position + 1
        is_row = lines[position].startswith("| ")
        while end < len(lines) and (lines[end].startswith("| ") if is_row else _depth(lines[end])):
            end += 1
        yield _table(lines[position:end]) if is_row else _unit(lines[position], lines[position + 1 : end], parent)
        position = end


def _table(lines: list[str]) -> Unit:
    rows = (line.strip("| ").split("|") for line in lines)
    return Unit("table", rows=tuple(tuple(cell.strip() for cell in row) for row in rows))


def _unit(line: str, deeper: list[str], parent: str) -> Unit:
    unit = _headed(line) or _marked(line) or _numbered(line, parent)
    inside = tuple(_units([each[INDENT:] for each in deeper], unit.kind))
    return Unit(unit.kind, unit.num, unit.heading, unit.text, unit.note, children=inside)


def _headed(line: str) -> Unit | None:
    if line.startswith("== "):
        return Unit("crossheading", heading=line[3:])
    if found := CLAUSE.fullmatch(line):
        return Unit("section", found["num"] or "", found["heading"])
    if found := SCHEDULE.fullmatch(line):
        return Unit("schedule", found["num"] or "", found["heading"], note=found["note"] or "")
    return None


def _marked(line: str) -> Unit | None:
    if line.startswith("“"):
        return Unit("definition", text=line)
    kind = {"~ ": "closing", ". ": "text"}.get(line[:2])
    return Unit(kind, text=line[2:]) if kind else None


def _numbered(line: str, parent: str) -> Unit:
    found = NUMBERED.fullmatch(line)
    if not found:
        raise ValueError(f"not a line of an outline: {line!r}")
    number = found["num"]
    if not DIGITS.fullmatch(number):
        kind = "level"
    elif not number.startswith("("):
        kind = "paragraph"
    else:
        kind = "subparagraph" if parent == "paragraph" else "subsection"
    return Unit(kind, number, text=found["text"] or "")


def addressed(units: tuple[Unit, ...], within: str = "") -> Iterator[tuple[str, Unit]]:
    """Every unit with its address, in printed order: "3", "3(2)", "3(2)(a)", "Schedule 1", "Schedule 1 2(1)(a)".

    What has no number of its own is counted inside its parent: "14(1)#2".
    """
    for count, unit in enumerate(units, 1):
        address = address_of(unit, within, count)
        yield address, unit
        yield from addressed(unit.children, address)


def address_of(unit: Unit, within: str, count: int) -> str:
    """The address of a unit that is number `count` inside its parent."""
    if unit.kind == "section" and unit.num:
        return unit.num
    if unit.kind == "schedule" and unit.num:
        return f"Schedule {unit.num}"
    if not unit.num:
        return f"{within}#{count}"
    return f"{within} {unit.num}".strip() if unit.kind == "paragraph" else f"{within}{unit.num}"
