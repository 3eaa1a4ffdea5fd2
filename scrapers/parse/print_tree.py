"""The body of a Bill print in Lawmaker XML, read into a tree of provisions with its printed lines. Pure.

Traps: words after a processing instruction are its tail; quotation marks of quoted text and of defined terms are
attributes; tables are XHTML; `b` may wrap a whole subsection; indentation is white space inside the text.
"""

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from bills.text.tree import QUOTED_TEXT, TABLE, Part, Print
from scrapers.parse.akn import AKN, UKL, name_of
from scrapers.parse.print_draft import Draft
from scrapers.records import ParseProblem

# fmt: off
_STRUCTURES = frozenset((
    "part", "chapter", "section", "subsection", "article", "paragraph", "subparagraph", "level",
    "hcontainer", "quotedStructure", "embeddedStructure", "tblock",
))
_TRANSPARENT = frozenset((
    "content", "intro", "wrapUp", "mod", "foreign", "blockContainer", "b", "i", "u", "sub", "sup", "inline", "span",
    "term", "abbr", "rref", "mref", "a", "date", "def", "br",
))
# fmt: on
_BLOCKS = frozenset({"p", "num", "heading"})
_PARTS: Mapping[str, Part] = {"num": "number", "heading": "heading", "subheading": "heading", "authorialNote": "note"}
_QUOTATIONS = frozenset({"quotedStructure", "embeddedStructure"})
_KINDS = {
    ("hcontainer", "crossheading"): "cross-heading",
    ("paragraph", "schProv1"): "schedule paragraph",
    ("subparagraph", "schProv2"): "sub-paragraph",
    ("level", "para1"): "paragraph",
    ("level", "para2"): "sub-paragraph",
    ("level", "para3"): "sub-sub-paragraph",
    ("level", "unnumberedParagraph"): "unnumbered paragraph",
}
_NO_WORDS = {"img": "an image", "math": "a formula", "svg": "a drawing", "object": "an embedded object"}
_LAID_OUT = frozenset(AKN + name for name in (*_STRUCTURES, "body", "content", "intro", "wrapUp"))
_START, _END = UKL + "startQuote", UKL + "endQuote"
_TARGET = UKL + "targetGuid"
_LINE = re.compile(r"\s*(\d{1,4})-(\d{1,3})\s*")


def read_body(body: etree._Element, variables: Mapping[str, str]) -> tuple[Print, tuple[ParseProblem, ...]]:
    """The print that a `body` element holds, and what in it could not be read.

    `variables` fill the placeholders (`#varBillTitle`) that stand for words.
    """
    reader = _Reader(variables)
    reader.inside(body, "text")
    return Print(tuple(reader.draft.finished), tuple(reader.draft.markers)), tuple(reader.problems)


class _Reader:
    """Walks the XML in document order and dictates to a Draft."""

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.draft = Draft()
        self.problems: list[ParseProblem] = []
        self._variables = variables
        self._quotes = 0
        self._rows: int | None = None
        self._is_in_cell = False
        self._strange: set[str] = set()

    def inside(self, element: etree._Element, part: Part) -> None:
        """Everything inside an element, in order. Between the elements of a structure white space is layout."""
        is_laid_out = element.tag in _LAID_OUT
        if element.text and not (is_laid_out and element.text.isspace()):
            self._say(part, element.text)
        for child in element:
            self._child(child, part)
            tail = child.tail
            if tail and not (is_laid_out and tail.isspace()):
                self._say(part, tail)

    def _say(self, part: Part, text: str) -> None:
        """Words of the innermost provision; between provisions only white space is expected."""
        if self.draft.is_open:
            self.draft.say(part, text)
        elif text.strip():
            self._problem("words outside every provision")

    def _child(self, child: etree._Element, part: Part) -> None:
        name = name_of(child)
        if not name:
            self._instruction(child)
        elif self._is_in_cell and (name in _STRUCTURES or name in _BLOCKS):
            self.draft.cell_block()
            self._quoted(child, part)
        elif name in _STRUCTURES:
            self._structure(child, name)
        elif not self.draft.is_open:
            self.inside(child, part)
        elif name in _PARTS or name in _BLOCKS:
            part = _PARTS.get(name, part)
            self.draft.block(part)
            self.inside(child, part)
        elif name == "table":
            self._table(child)
        else:
            self._inline(child, name, part)

    def _instruction(self, instruction: Any) -> None:
        """A line marker; every other instruction is the editor's business."""
        if instruction.target != "L":
            return
        found = _LINE.fullmatch(instruction.text or "")
        if found:
            self.draft.mark((int(found[1]), int(found[2])))
        else:
            self._problem(f"the line marker {(instruction.text or '')[:40]!r} is not a page and a line")

    def _structure(self, element: etree._Element, name: str) -> None:
        """A provision, quoted text or a table."""
        kind = self._kind(element, name)
        self._rows = 0 if kind == TABLE else None
        self.draft.begin(kind, element.get("GUID", ""), element.get("eId", ""), is_quoted=self._quotes > 0)
        if kind == QUOTED_TEXT:
            self._quotes += 1
            self._quoted(element, "text")
            self._quotes -= 1
        else:
            self.inside(element, "text")
        self.draft.end()
        self._rows = None

    def _kind(self, element: etree._Element, name: str) -> str:
        """Parliament's word for a structure; Lawmaker's own where there is none."""
        css = element.get("class", "")
        if name in _QUOTATIONS:
            return QUOTED_TEXT
        if name == "tblock":
            return TABLE if element.find(".//{*}table") is not None else css or name
        if name == "section":
            return "section" if self._quotes or css.startswith("group") else "clause"
        label = element.get("name", "") if name == "hcontainer" else css
        return _KINDS.get((name, label)) or (label if name in {"hcontainer", "level"} else "") or name

    def _quoted(self, element: etree._Element, part: Part) -> None:
        """What is inside an element, between the quotation marks that it may have as attributes."""
        self.draft.open_quote(part, element.get(_START) or element.get("startQuote") or "")
        self.inside(element, part)
        self.draft.close_quote(part, element.get(_END) or element.get("endQuote") or "")

    def _table(self, table: etree._Element) -> None:
        """A table: rows parted by line breaks, cells by tabs. One outside any table block becomes a provision."""
        is_alone = self._rows is None
        if is_alone:
            self.draft.begin(TABLE, "", "", is_quoted=self._quotes > 0)
            self._rows = 0
        self._is_in_cell = True
        for row in table.iter("{*}tr"):
            if self._rows:
                self.draft.border("\n")
            self._rows = (self._rows or 0) + 1
            self._cells(row)
        self._is_in_cell = False
        if is_alone:
            self.draft.end()
            self._rows = None

    def _cells(self, row: etree._Element) -> None:
        for at, cell in enumerate(row.iterchildren("{*}td", "{*}th")):
            if at:
                self.draft.border("\t")
            self.inside(cell, "text")

    def _inline(self, element: etree._Element, name: str, part: Part) -> None:
        """Words within a paragraph."""
        if name == "ref":
            self._reference(element, part)
        elif name in _NO_WORDS:
            self._problem(f"{_NO_WORDS[name]}: it has no words to compare or amend")
        else:
            if name not in _TRANSPARENT and name not in self._strange:
                self._strange.add(name)
                self._problem(f"the element <{name}> is not known; its words are kept as plain text")
            self._quoted(element, part)

    def _reference(self, element: etree._Element, part: Part) -> None:
        """A cross-reference, or a placeholder for words that stand elsewhere in the file."""
        eid = element.get("href", "").removeprefix("#")
        if element.get("class") == "placeholder":
            self._say(part, self._variables.get(eid, ""))
            return
        self.draft.begin_reference(element.get(_TARGET, ""), eid)
        self.inside(element, part)
        self.draft.end_reference()

    def _problem(self, reason: str) -> None:
        self.problems.append(ParseProblem(self.draft.place, reason))
