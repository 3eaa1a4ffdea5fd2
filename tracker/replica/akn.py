"""Units as Lawmaker's Akoma Ntoso: with the marks of printed lines in a Bill, without them in an amendment.

The shape is that of Parliament's files (quotation marks of definitions are attributes, tables are XHTML in `foreign`,
Schedules are `sched_1`). GUIDs are made from names, so a provision keeps its GUID from print to print.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from uuid import NAMESPACE_URL, uuid5

from tracker.replica.layout import LaidOut
from tracker.replica.units import Unit, address_of

NAMESPACES = (
    'xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0" '
    'xmlns:ukl="https://www.legislation.gov.uk/namespaces/UK-AKN"'
)
XHTML = "http://www.w3.org/1999/xhtml"
TAGS = {
    "subsection": ("subsection", "prov2", "subsec"),
    "paragraph": ("paragraph", "schProv1", "para"),
    "subparagraph": ("subparagraph", "schProv2", "subpara"),
}
LEVELS = (("para1", "para"), ("para2", "subpara"), ("para3", "subsubpara"))
HEADED = re.compile(r"Schedule \w+|\d+[A-Z]*")
DEFINED = re.compile(r"“([^”]+)”(.*)", re.DOTALL)


def guid(*names: str) -> str:
    """A GUID that is the same whenever it is made from the same names."""
    return f"_{uuid5(NAMESPACE_URL, '/'.join(('fictional', *names)))}"


def component(target: str, *names: str) -> str:
    """The processing instruction by which Lawmaker knows a component; the series is its identity."""
    series = uuid5(NAMESPACE_URL, "/".join(("series", *names)))
    return f'<?{target} componentId="{series}" seriesId="{series}" versionNumber="1"?>'


@dataclass(frozen=True)
class Writer:
    """Writes units. `laid_out` None means without marks; `root` keeps the GUIDs of two documents apart."""

    root: str
    laid_out: LaidOut | None = None

    def units(self, units: tuple[Unit, ...], within: str = "", eid: str = "", level: int = 0) -> str:
        """All of them, in order. `within` and `eid` are the address and eId of what holds them."""
        return "".join(
            self._unit(unit, address_of(unit, within, count), eid, level, count) for count, unit in enumerate(units, 1)
        )

    def _unit(self, unit: Unit, address: str, eid: str, level: int, count: int) -> str:
        if unit.kind in ("crossheading", "section", "schedule"):
            return self._headed(unit, address, count)
        if unit.kind == "definition":
            return self._definition(unit, address, f"{eid}__def_{count}", level)
        if unit.kind == "closing":
            return f'<wrapUp eId="{eid}__wrapup"><p>{self._words(address, "text", unit.text)}</p></wrapUp>'
        if unit.kind == "text":
            return f"<content><p>{self._words(address, 'text', unit.text)}</p></content>"
        if unit.kind == "table":
            return f"<content>{self._table(unit, address, eid)}</content>"
        tag, css, short = TAGS.get(unit.kind) or ("level", *LEVELS[level])
        own = f"{eid}__{short}_{unit.num.strip('()')}" if eid else f"{short}_{unit.num.strip('()')}"
        return self._numbered(unit, address, own, (tag, css), level + (unit.kind == "level"))

    def _numbered(self, unit: Unit, address: str, eid: str, tag: tuple[str, str], level: int) -> str:
        number = f"<num>{self._words(address, 'num', unit.num)}</num>"
        inside = self._inside(unit, address, eid, level)
        return f'<{tag[0]} GUID="{self._guid(address)}" class="{tag[1]}" eId="{eid}">{number}{inside}</{tag[0]}>'

    def _inside(self, unit: Unit, address: str, eid: str, level: int) -> str:
        """The words of a unit, then what it holds; a table stands with the words that lead to it."""
        words = f"<p>{self._words(address, 'text', unit.text)}</p>" if unit.text else ""
        tables = [(n, child) for n, child in enumerate(unit.children, 1) if child.kind == "table"]
        if tables:
            found = "".join(self._table(child, address_of(child, address, n), eid) for n, child in tables)
            return f"<content>{words}{found}</content>"
        if unit.children:
            intro = f'<intro eId="{eid}__intro">{words}</intro>' if words else ""
            return intro + self.units(unit.children, address, eid, level)
        return f"<content>{words}</content>"

    def _headed(self, unit: Unit, address: str, count: int) -> str:
        heading = f"<heading>{self._words(address, 'heading', unit.heading)}</heading>"
        if unit.kind == "crossheading":
            inside = self.units(unit.children, address)
            identity = f'GUID="{guid(self.root, unit.heading)}" class="group7" eId="xhdg_{count}" name="crossheading"'
            return f"<hcontainer {identity}>{heading}{inside}</hcontainer>"
        inside = self.units(unit.children, address, f"{'sec' if unit.kind == 'section' else 'sched'}_{unit.num}")
        identity = guid(self.root, unit.kind, unit.heading)
        if unit.kind == "section":
            number = f"<num>{self._words(address, 'num', unit.num)}</num>" if unit.num else "<num/>"
            eid = f"sec_{unit.num}" if unit.num else "sec"
            return f'<section GUID="{identity}" class="prov1" eId="{eid}">{number}{heading}{inside}</section>'
        note = f'<authorialNote class="referenceNote"><p>{escape(unit.note)}</p></authorialNote>' if unit.note else ""
        printed = self._words(address, "num", f"Schedule {unit.num}") if unit.num else ""
        attributes = f'GUID="{identity}" class="sch" eId="sched_{unit.num}" name="schedule"'
        return f"<hcontainer {attributes}><num>{printed}{note}</num>{heading}{inside}</hcontainer>"

    def _definition(self, unit: Unit, address: str, eid: str, level: int) -> str:
        opening = f'<hcontainer GUID="{self._guid(address)}" class="definition" eId="{eid}" name="definition">'
        return f"{opening}{self._inside(unit, address, eid, level)}</hcontainer>"

    def _table(self, unit: Unit, address: str, eid: str) -> str:
        rows = "".join(
            f"<tr>{''.join(self._cell(address, n, column, cell) for column, cell in enumerate(row))}</tr>"
            for n, row in enumerate(unit.rows)
        )
        table = f'<table xmlns="{XHTML}" cols="{len(unit.rows[0])}"><tbody>{rows}</tbody></table>'
        return f'<tblock class="table" eId="{eid}__tbl"><foreign>{table}</foreign></tblock>'

    def _cell(self, address: str, row: int, column: int, text: str) -> str:
        pieces = self.laid_out.pieces.get((address, f"row{row}")) if self.laid_out else None
        words = _piece(pieces[column][0], text) if pieces else escape(text)
        return f'<td><p xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0">{words}</p></td>'

    def _guid(self, address: str) -> str:
        """From the heading of the clause or Schedule and the path below it, so that renumbering does not change it."""
        found = HEADED.match(address)
        if not found or not self.laid_out:
            return guid(self.root, address)
        return guid(self.root, self.laid_out.by_address[found[0]].heading, address[found.end() :])

    def _words(self, address: str, part: str, text: str) -> str:
        """Words with the mark of each line they begin; a defined term loses its quotation marks to attributes."""
        pieces = self.laid_out.pieces.get((address, part)) if self.laid_out else None
        return " ".join(_piece(mark, words) for mark, words in pieces) if pieces else _term(text)


def _piece(mark: tuple[int, int] | None, words: str) -> str:
    return f"<?L {mark[0]}-{mark[1]}?>{_term(words)}" if mark else _term(words)


def _term(words: str) -> str:
    found = DEFINED.fullmatch(words)
    if not found:
        return escape(words)
    name = re.sub(r"\W", "", found[1])
    marks = 'ukl:endQuote="”" ukl:startQuote="“"'
    return f'<def eId="def_{name}" {marks}>{escape(found[1])}</def>{escape(found[2])}'


def lines_of(units: tuple[Unit, ...], depth: int = 1) -> Iterator[tuple[int, str, str]]:
    """(indentation, number, words) of each line of a block, as the Bills API gives them; a table is its own HTML."""
    for unit in units:
        if unit.kind == "table":
            rows = "".join(f"<tr>{''.join(f'<td>{escape(c)}</td>' for c in row)}</tr>" for row in unit.rows)
            yield depth, "", f"<table>{rows}</table>"
            continue
        if unit.heading:
            yield depth, "", f"<b>{escape(unit.heading)}</b>"
        if unit.text or (unit.num and not unit.heading):
            yield depth, unit.num, escape(unit.text, quote=False)
        yield from lines_of(unit.children, depth + (unit.kind in ("subsection", "level", "definition")))
