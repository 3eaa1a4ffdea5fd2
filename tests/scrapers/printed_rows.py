"""A print's tree as page-line rows, and how far the tree read back from them agrees with it.

Left edges can be given as prints of today set them (numbers flush right before their words), or as those before 2015
did (a number in the margin of the words around it).
"""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from bills.text.page_line import PageLineIndex
from bills.text.tree import QUOTED_TEXT, TABLE, Print, Provision

Layout = Literal["no edges", "today", "before 2015"]
LAYOUTS: tuple[Layout, ...] = ("no edges", "today", "before 2015")
_IN_MARGIN = frozenset(
    {"clause", "section", "part", "chapter", "schedule", "schedules", "cross-heading", "article", "schedule paragraph"}
)
_HOLDERS = frozenset({"schedule paragraph", "clause", "section"})
_STEP = {"today": 36.0, "before 2015": 28.0}


class Agreement(NamedTuple):
    """How many provisions of the first tree the second has, in order, word for word, and those it has not."""

    same: int
    of: int
    missing: tuple[tuple[str, ...], ...]


def rows_of(printed: Print, layout: Layout) -> list[dict]:
    """Every marked line as a row."""
    index, steps, rows = PageLineIndex(printed), _steps(printed), []
    for page, line in index.lines:
        text = index.text(page, line)
        if text:
            edge = {} if layout == "no edges" else {"x": _edge(printed, index, steps, (page, line), layout)}
            rows.append({"page": page, "line": line, "text": text, **edge})
    return rows


def _steps(printed: Print) -> dict[int, int]:
    """How many margins each provision's words are indented."""
    found: dict[int, int] = {}

    def walk(each: Provision, depth: int) -> None:
        found[each.index] = depth
        for child in each.children:
            is_list = each.kind in _HOLDERS and child.kind in {"paragraph", "definition"}
            more = 0 if child.kind in _IN_MARGIN or child.kind in {QUOTED_TEXT, TABLE} else 1
            walk(child, depth + (2 if is_list else more))

    for top in printed.provisions:
        walk(top, 0)
    return found


def _edge(printed: Print, index: PageLineIndex, steps: dict[int, int], line: tuple[int, int], layout: Layout) -> float:
    spans = index.spans(*line)
    span = spans[1] if printed.all[spans[0].provision].kind == QUOTED_TEXT and len(spans) > 1 else spans[0]
    each = printed.all[span.provision]
    edge = 72 + _STEP[layout] * steps[each.index]
    is_number = span.part == "number" and span.start == 0
    if is_number and each.kind not in _IN_MARGIN:
        edge -= 28 if layout == "before 2015" else 12 + 5 * len(each.number.strip("()"))
    elif each.kind == "clause" and span.part == "heading":
        edge += 30
    elif each.kind in _HOLDERS and span.part == "text":
        edge += _STEP[layout]
    elif each.kind == "definition" and span.start == 0:
        edge -= 12
    elif each.kind in _IN_MARGIN - _HOLDERS:
        edge = 170 + len(each.heading) % 40
    return edge - (4.8 if index.text(*line).startswith("“") else 0)


def agreement(one: Print, other: Print) -> Agreement:
    """How far two trees agree, provision by provision: kind, number, note, heading and words.

    Compared are provisions with a number or a heading. What has neither counts as words of the one around it: how
    Lawmaker wraps quotation marks, defined terms and unnumbered paragraphs does not show on paper. Nor does what a
    provision inside quotation marks is called, nor where the words of one cell of a table go on: tables are left out.
    """
    first, second = list(_compared(one)), list(_compared(other))
    blocks = SequenceMatcher(None, first, second, autojunk=False).get_opcodes()
    same = sum(stop - start for kind, start, stop, _, _ in blocks if kind == "equal")
    missing = tuple(row for kind, start, stop, _, _ in blocks if kind != "equal" for row in first[start:stop])
    return Agreement(same, len(first), missing)


def _compared(printed: Print) -> Iterator[tuple[str, ...]]:
    for each in printed.all:
        if _is_named(each):
            kind = "quoted" if each.is_quoted else each.kind
            heads = [" ".join(text.split()).casefold() for text in (each.number, each.note, each.heading)]
            yield (kind, *heads, " ".join(" ".join(_own(each)).split()).replace(" ”", "”"))


def _is_named(each: Provision) -> bool:
    return bool(each.number or each.heading)


def _own(each: Provision) -> Iterator[str]:
    for piece in each.pieces():
        if isinstance(piece, str):
            yield from (word.strip("“”‘’.,; ") for word in piece.split())
        elif not _is_named(piece) and piece.kind != TABLE:
            yield from _own(piece)
