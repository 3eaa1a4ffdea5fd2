"""The text of an amendment or order as structured lines, as Parliament prints it. One walk over the elements.

Depth is indentation from 0: the instruction stands at 0, what it inserts at 1, each numbered level below one deeper.
A quotation mark that opens a numbered line is printed before the number, so there it is part of `num`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from scrapers.parse.akn import AKN, child_of, clean, name_of, quote_mark, text_of
from scrapers.records import Line

NOTES = frozenset({"amendmentContext", "amendContext", "hcOrderDate", "decision"})
HEADED = frozenset({"part", "chapter", "division", "title", "hcontainer"})
WRAPPERS = frozenset({"quotedStructure", "embeddedStructure", "content", "intro", "wrapUp", "tblock"})
OUTER = frozenset({"component", "statement", "mainBody", "amendmentContent"})
GROUPS = HEADED | WRAPPERS | OUTER
PLAIN = frozenset({"num", "heading", "subheading", "content", "intro", "wrapUp", "p", "block", "tblock"})
SECTION_PARTS = PLAIN | {"subsection"}
QUOTED = frozenset({"quotedStructure", "embeddedStructure"})
CONTAINERS = frozenset({"content", "intro", "wrapUp", "level", "subsection", "paragraph", "subparagraph", "section"})
TABLES = frozenset({"table", "foreign"})


@dataclass(slots=True)
class _Open:
    """A line while it is being written."""

    num: str
    lead: str
    depth: int
    kind: str
    parts: list[str] = field(default_factory=list)
    awaits_text: bool = False
    rows: tuple[tuple[str, ...], ...] = ()

    def closed(self) -> Line:
        return Line(self.lead + clean("".join(self.parts)), self.num, self.depth, self.kind, self.rows)


def lines_of(elements: Iterable[etree._Element], variables: Mapping[str, str]) -> tuple[Line, ...]:
    """The printed lines of these elements in order; blank ones left out.

    `variables` are the paper's own: Lawmaker leaves most of the `ref`s that stand for one empty.
    """
    writer = _Writer(variables)
    for element in elements:
        writer.structure(element, name_of(element), 0, "text")
    lines = (line.closed() for line in writer.lines)
    return tuple(line for line in lines if line.text or line.num)


def joined(lines: Iterable[Line]) -> str:
    """The same lines as plain text: one a row, the number before the words."""
    return "\n".join(f"{line.num} {line.text}".strip() for line in lines)


class _Writer:
    """Collects lines during one walk; `quote` is an opening mark that waits for the line it opens."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = variables
        self.lines: list[_Open] = []
        self.quote = ""
        self.starts_anew = True

    def structure(self, element: etree._Element, name: str, depth: int, kind: str) -> None:
        """An element that holds blocks, or is one; `name` is its local name."""
        if name in CONTAINERS:
            self._container(element, name, depth, kind)
        elif name == "p":
            self._paragraph(element, depth, kind)
        elif name == "num":
            self._number(element, depth, kind)
        elif name in ("heading", "subheading"):
            self._paragraph(element, depth, "heading")
        elif name == "block":
            self._paragraph(element, depth, _kind_of_block(element))
        elif name in QUOTED:
            self._quoted(element, depth)
        elif name:
            self._unusual(element, name, depth, kind)

    def _unusual(self, element: etree._Element, name: str, depth: int, kind: str) -> None:
        text = element.text
        if name in TABLES and (found := _rows(element)):
            self._table(found, depth)
        elif name == "img":
            self._begin(depth, "image").parts.append(element.get("alt") or element.get("title") or "[image]")
        elif text and not text.isspace():
            self._paragraph(element, depth, kind)
        else:
            self._container(element, name, depth, kind)

    def _container(self, element: etree._Element, name: str, depth: int, kind: str) -> None:
        if name == "hcontainer" and element.get("name") == "definition":
            kind = "definition"
        deeper = depth + 1 if _indents(element, name) else depth
        level_with_it = SECTION_PARTS if name in ("section", "article") else PLAIN
        for child in element:
            inner = name_of(child)
            self.structure(child, inner, depth if inner in level_with_it else deeper, kind)
            tail = child.tail
            if tail and not tail.isspace():
                self._write(tail, depth, kind)

    def _number(self, element: etree._Element, depth: int, kind: str) -> None:
        number = text_of(element)
        if number:
            self._begin(depth, kind, number).awaits_text = True

    def _paragraph(self, element: etree._Element, depth: int, kind: str) -> None:
        last = self.lines[-1] if self.lines else None
        if last is not None and last.awaits_text:
            last.awaits_text, last.kind = False, kind
        else:
            self.starts_anew = True
        self._inline(element, depth, kind)

    def _inline(self, element: etree._Element, depth: int, kind: str) -> None:
        if element.text:
            self._write(element.text, depth, kind)
        for child in element:
            name = name_of(child)
            if name in QUOTED:
                self._quoted(child, depth + 1)
            elif name in TABLES or name in ("p", "img"):
                self.structure(child, name, depth, kind)
            elif name in ("br", "eol"):
                self._write(" ", depth, kind)
            elif name:
                self._phrase(child, name, depth, kind)
            if child.tail:
                self._write(child.tail, depth, kind)

    def _phrase(self, element: etree._Element, name: str, depth: int, kind: str) -> None:
        if name == "inline" and element.get("name") == "AppendText":
            self._trim()
        if name == "ref" and not element.text and element.get("class") == "placeholder":
            self._write(self.variables.get(element.get("href", "").lstrip("#"), ""), depth, kind)
        self._write(quote_mark(element, "startQuote"), depth, kind)
        self._inline(element, depth, kind)
        self._write(quote_mark(element, "endQuote"), depth, kind)

    def _quoted(self, element: etree._Element, depth: int) -> None:
        self.quote += quote_mark(element, "startQuote")
        self.starts_anew = True
        if element.text and not element.text.isspace():
            self._write(element.text, depth, "text")
        self._container(element, "quotedStructure", depth, "text")
        closing = quote_mark(element, "endQuote")
        if closing:
            if self.quote:
                self._begin(depth, "text")
            self._trim()
            self.starts_anew = False
            self.lines[-1].parts.append(closing)

    def _trim(self) -> None:
        """Drop the indentation after the last word, so that what follows stands against it."""
        parts = self.lines[-1].parts if self.lines else []
        while parts and parts[-1].isspace():
            parts.pop()
        if parts:
            parts[-1] = parts[-1].rstrip()

    def _table(self, rows: tuple[tuple[str, ...], ...], depth: int) -> None:
        line = self._begin(depth, "table")
        line.rows = rows
        line.parts.append("; ".join(" | ".join(cells) for cells in rows))
        self.starts_anew = True

    def _begin(self, depth: int, kind: str, number: str = "") -> _Open:
        num, lead = (self.quote + number, "") if number else ("", self.quote)
        self.quote = ""
        self.starts_anew = False
        self.lines.append(_Open(num, lead, depth, kind))
        return self.lines[-1]

    def _write(self, text: str, depth: int, kind: str) -> None:
        if not text:
            return
        if self.starts_anew or not self.lines:
            if text.isspace():
                return
            self._begin(depth, kind)
        self.lines[-1].parts.append(text)


def _indents(element: etree._Element, name: str) -> bool:
    """Whether what the element holds stands deeper than itself: not in headed groups, but in a definition."""
    if name == "blockContainer":
        return child_of(element, AKN + "num") is not None
    return name not in GROUPS or (name == "hcontainer" and element.get("name") == "definition")


def _kind_of_block(element: etree._Element) -> str:
    name = element.get("name") or ""
    if name in NOTES:
        return "note"
    if name == "instruction":
        return "motion" if child_of(element, AKN + "docIntroducer") is not None else "instruction"
    return "text"


def _rows(element: etree._Element) -> tuple[tuple[str, ...], ...]:
    """The cells of a table, row by row; () where there is none."""
    rows = (row for row in element.iter() if name_of(row) == "tr")
    cells = (tuple(text_of(cell) for cell in row if name_of(cell) in ("td", "th")) for row in rows)
    return tuple(row for row in cells if row)
