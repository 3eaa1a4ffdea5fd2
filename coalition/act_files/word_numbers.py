"""The numbers that Word makes by itself, computed from the definitions in the file: what a reader of it sees. Pure."""

import re
from collections import defaultdict
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn

ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class WordNumbers:
    """Counts as Word counts; ask for every paragraph once, in order."""

    def __init__(self, document: Document) -> None:
        self.levels: dict[str, dict[int, Any]] = {}
        self.abstract_of: dict[str, str] = {}
        self.restarts: dict[str, dict[int, int]] = defaultdict(dict)
        self.counts: dict[str, dict[int, int]] = defaultdict(dict)
        try:
            root: Any = document.part.part_related_by(RT.NUMBERING).element  # type: ignore[attr-defined]
        except KeyError:
            return
        for abstract in root.findall(qn("w:abstractNum")):
            levels = {int(each.get(qn("w:ilvl"))): each for each in abstract.findall(qn("w:lvl"))}
            self.levels[abstract.get(qn("w:abstractNumId"))] = levels
        for number in root.findall(qn("w:num")):
            num_id = number.get(qn("w:numId"))
            self.abstract_of[num_id] = _value(number, "w:abstractNumId")
            for override in number.findall(qn("w:lvlOverride")):
                start = _value(override, "w:startOverride")
                if start:
                    self.restarts[num_id][int(override.get(qn("w:ilvl")))] = int(start)

    def of(self, paragraph: Any) -> str:
        """The number before this paragraph, "" for none. Raises ValueError for a kind that we do not know."""
        num_id, depth = _numbering(paragraph)
        if not num_id or num_id == "0":
            return ""
        abstract = self.abstract_of.get(num_id, "")
        levels = self.levels.get(abstract, {})
        if depth not in levels:
            raise ValueError("Word numbers this paragraph in a way that we cannot read: type the number")
        if _value(levels[depth], "w:numFmt") == "bullet":
            return "•"
        self._count(abstract, num_id, depth)
        return re.sub(
            r"%(\d)", lambda found: self._shown(abstract, int(found[1]) - 1), _value(levels[depth], "w:lvlText")
        )

    def _count(self, abstract: str, num_id: str, depth: int) -> None:
        counts = self.counts[abstract]
        restart = self.restarts[num_id].pop(depth, None)
        if restart is not None:
            counts[depth] = restart
        elif depth in counts:
            counts[depth] += 1
        else:
            counts[depth] = self._start(abstract, depth)
        for deeper in [each for each in counts if each > depth]:
            del counts[deeper]

    def _start(self, abstract: str, depth: int) -> int:
        return int(_value(self.levels[abstract][depth], "w:start") or 1)

    def _shown(self, abstract: str, depth: int) -> str:
        levels = self.levels[abstract]
        if depth not in levels:
            raise ValueError("Word numbers this paragraph in a way that we cannot read: type the number")
        count = self.counts[abstract].setdefault(depth, self._start(abstract, depth))
        return in_figures(count, _value(levels[depth], "w:numFmt") or "decimal")


def in_figures(count: int, kind: str) -> str:
    """A count as Word's kind of figures shows it. Raises ValueError for a kind that we do not know."""
    if kind == "decimal":
        return str(count)
    if kind in {"lowerLetter", "upperLetter"} and count >= 1:
        letters = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letters if kind == "lowerLetter" else letters.upper()
    if kind in {"lowerRoman", "upperRoman"} and count >= 1:
        found = ""
        for value, letters in (*ROMAN, *ROMAN_SMALL):
            found += letters * (count // value)
            count %= value
        return found if kind == "lowerRoman" else found.upper()
    raise ValueError("Word numbers this paragraph in a way that we cannot read: type the number")


def _numbering(paragraph: Any) -> tuple[str, int]:
    """The numbering and level that the paragraph itself, or its style, or the style that one rests on, asks for."""
    num_id, depth = "", ""
    style = paragraph.style
    properties = paragraph._p.pPr
    while True:
        found = properties.find(qn("w:numPr")) if properties is not None else None
        if found is not None:
            num_id, depth = num_id or _value(found, "w:numId"), depth or _value(found, "w:ilvl")
        if style is None:
            return num_id, int(depth or 0)
        properties, style = style.element.find(qn("w:pPr")), style.base_style


def _value(element: Any, child: str) -> str:
    found = element.find(qn(child))
    return "" if found is None else str(found.get(qn("w:val")) or "")
