"""One print of a Bill as a tree of provisions whose words, numbers and places are exact. Pure.

`scrapers.parse.bill_print` builds it; `BillPrint.tree` keeps it as JSON: `Print.from_json(bill_print.tree)`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, NamedTuple

from bills.text.address import Address

Part = Literal["number", "note", "heading", "text"]
PARTS: tuple[Part, ...] = ("number", "note", "heading", "text")
"""The four texts of a provision, in the order in which they are printed."""
PageLine = tuple[int, int]
QUOTED_TEXT = "quoted text"
TABLE = "table"
_NOT_ADDRESSED = frozenset({QUOTED_TEXT, TABLE, "definition"})
_STEPS = frozenset({"subsection", "paragraph", "sub-paragraph", "sub-sub-paragraph"})


class Reference(NamedTuple):
    """A cross-reference: the words [start:end] of a part point at the provision with this GUID (eId as a hint)."""

    part: Part
    start: int
    end: int
    guid: str
    eid: str


class Marker(NamedTuple):
    """A printed line begins at character `offset` of a part of the provision with this index."""

    page: int
    line: int
    provision: int
    part: Part
    offset: int


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision of one print. GUID is its identity from print to print; the eId changes with renumbering.

    `index` is its place in reading order, from 0. `kind` is Parliament's word: part, chapter, cross-heading, clause,
    subsection, paragraph, sub-paragraph, definition, schedules, schedule, schedule paragraph; inside quoted text also
    section and article; "quoted text" for what stands between one pair of quotation marks, and "table".

    `text` is its own words: what stands before, between and after its children. A child stands at character `at` of
    its parent's `text`. A new paragraph, or words after children that begin a line, start with a line break; words
    that follow a child on its last line do not. White space is otherwise single spaces; quotation marks are there.
    `note` is the reference printed beside a Schedule's number ("Section 5"). `starts` and `ends` are the (page, line)
    of its first and its last words, children included; None in a print without markers.
    """

    index: int
    kind: str
    guid: str
    eid: str
    number: str
    note: str
    heading: str
    text: str
    at: int
    is_quoted: bool
    starts: PageLine | None
    ends: PageLine | None
    references: tuple[Reference, ...]
    children: tuple["Provision", ...]

    def part(self, name: Part) -> str:
        """One of its own four texts."""
        found: str = getattr(self, name)
        return found

    def pieces(self) -> Iterator["str | Provision"]:
        """Its own words and its children, in reading order; the strings joined are `text`."""
        start = 0
        for child in self.children:
            if child.at > start:
                yield self.text[start : child.at]
            yield child
            start = max(start, child.at)
        if start < len(self.text):
            yield self.text[start:]

    def walk(self) -> Iterator["Provision"]:
        """It and all that stands inside it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    @property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The cells of a table, row by row; none for any other kind."""
        return tuple(tuple(row.split("\t")) for row in self.text.split("\n")) if self.kind == TABLE else ()

    @property
    def bare_number(self) -> str:
        """The number without brackets, full stop or word: "2A" of "(2A)", "1" of "Schedule 1", "" of "Schedule"."""
        found = re.search(r"(\w+)\W*$", self.number)
        number = found[1] if found else ""
        has_digit = any(each.isdigit() for each in number)
        return number if has_digit or self.number.startswith("(") else ""


@dataclass(frozen=True)
class Print:
    """A print: its outermost provisions in reading order, and where each marked line begins."""

    provisions: tuple[Provision, ...]
    markers: tuple[Marker, ...]

    @cached_property
    def all(self) -> tuple[Provision, ...]:
        """Every provision in reading order: all[i].index == i."""
        return tuple(each for top in self.provisions for each in top.walk())

    @cached_property
    def by_guid(self) -> Mapping[str, Provision]:
        """Provisions by GUID; a GUID that stands twice is left out, for it identifies nothing."""
        found: dict[str, Provision | None] = {}
        for each in self.all:
            found[each.guid] = None if each.guid in found else each
        return {guid: each for guid, each in found.items() if guid and each is not None}

    @cached_property
    def by_address(self) -> Mapping[str, tuple[Provision, ...]]:
        """Provisions by address in normal form ("clause 2(1)(a)"), from printed numbers, outside quoted text.

        More than one stands under an address whose number is printed twice. Definitions and tables, and what is in
        them, have no address of their own (`bills.text.address.from_eid` says the same).
        """
        found: dict[str, list[Provision]] = {}
        for top in self.provisions:
            for address, each in _addressed(top, None):
                found.setdefault(str(address), []).append(each)
        return {address: tuple(each) for address, each in found.items()}

    def to_json(self) -> dict[str, Any]:
        """Lists of plain values, without loss: `Print.from_json(print.to_json()) == print`."""
        return {
            "format": 1,
            "provisions": [_row(each, parent) for top in self.provisions for each, parent in _with_parents(top, -1)],
            "markers": [[m.page, m.line, m.provision, PARTS.index(m.part), m.offset] for m in self.markers],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Print":
        """The print that `to_json` kept. Raises ValueError for any other format."""
        if kept.get("format") != 1:
            raise ValueError(f"print tree: format {kept.get('format')!r} is not known")
        children: dict[int, list[Provision]] = {}
        for index in range(len(kept["provisions"]) - 1, -1, -1):
            parent, *row = kept["provisions"][index]
            inside = tuple(reversed(children.pop(index, [])))
            children.setdefault(parent, []).append(_provision(index, row, inside))
        markers = tuple(Marker(page, line, at, PARTS[part], off) for page, line, at, part, off in kept["markers"])
        return cls(tuple(reversed(children.pop(-1, []))), markers)


def _with_parents(provision: Provision, parent: int) -> Iterator[tuple[Provision, int]]:
    yield provision, parent
    for child in provision.children:
        yield from _with_parents(child, provision.index)


def _row(each: Provision, parent: int) -> list[Any]:
    references = [[PARTS.index(r.part), r.start, r.end, r.guid, r.eid] for r in each.references]
    names = [each.kind, each.guid, each.eid, each.number, each.note, each.heading, each.text]
    return [parent, *names, each.at, int(each.is_quoted), each.starts, each.ends, references]


def _provision(index: int, row: list[Any], children: tuple[Provision, ...]) -> Provision:
    kind, guid, eid, number, note, heading, text, at, is_quoted, starts, ends, references = row
    lines = (tuple(starts) if starts else None, tuple(ends) if ends else None)
    found = tuple(Reference(PARTS[part], start, end, *target) for part, start, end, *target in references)
    names = (kind, guid, eid, number, note, heading, text)
    return Provision(index, *names, at, bool(is_quoted), *lines, found, children)


def _addressed(provision: Provision, within: Address | None) -> Iterator[tuple[Address, Provision]]:
    if provision.kind in _NOT_ADDRESSED:
        return
    address = _address(provision, within)
    if address is not None and address != within:
        yield address, provision
    for child in provision.children:
        yield from _addressed(child, address)


def _address(provision: Provision, within: Address | None) -> Address | None:
    """The address of a provision inside another's; its holder's where it has none of its own."""
    kind, number = provision.kind, provision.bare_number
    found = within
    match within.kind if within else "", kind:
        case _, "clause" | "schedule":
            found = Address(kind, number)
        case (("" | "part"), "part") if number:
            found = Address(kind, number)
        case "part", "chapter" if within:
            found = Address("part", within.number, chapter=number)
        case "schedule", "part" if within:
            found = Address("schedule", within.number, part=number)
        case "schedule", "schedule paragraph" if within:
            found = Address("schedule", within.number, paragraph=number)
        case (("clause" | "schedule"), _) if within and number and kind in _STEPS:
            found = replace(within, part="", path=(*within.path, number))
    return found
