"""A Bill print as page-line rows, read into the same tree as Lawmaker's XML. Pure.

Rows: `[{"page": 1, "line": 5, "x": 72.5, "text": "…"}]`, `x` optional (scrapers.parse.rows_input). Numbers, quotation
marks, the ends of lines and left edges tell what a row begins (scrapers.parse.rows_reader). Every row is marked, and
`PageLineIndex.text` gives each back as it was.
"""

import re
from collections.abc import Sequence
from typing import Any, Literal

from bills.text.page_line import PageLineIndex
from bills.text.tree import Print
from scrapers.parse import json_body
from scrapers.parse.bill_print import PrintRecord
from scrapers.parse.rows_heads import Front, front_of
from scrapers.parse.rows_input import Row, read_rows
from scrapers.parse.rows_reader import RowsReader
from scrapers.records import ParseProblem, UnreadableSource

_MOST_READINGS = 6
"""The first measures the columns; each further one ends one insertion whose closing mark was not printed."""
_BESIDE_MARKS = re.compile(r"(?<=[“‘\"]) +| +(?=[”’\"])")


def parse(body: bytes) -> PrintRecord:
    """The print in a JSON file of page-line rows.

    Raises UnreadableSource, naming the row and the reason, for what is no list of rows, or holds no clause.
    """
    rows, front = front_of(read_rows(json_body.load(body)))
    return record_of(rows, front, "rows")


def record_of(rows: Sequence[Row], front: Front, source: Literal["pdf", "rows"]) -> PrintRecord:
    """The print in rows without running heads. Raises UnreadableSource where no clause begins in them."""
    tree, problems = tree_of(rows, front)
    kinds = [each.kind for each in tree.all if not each.is_quoted]
    return PrintRecord(
        house=front.house,
        print_number=front.print_number,
        version="",
        stage_version=front.stage_version,
        published_on=None,
        lawmaker_project="",
        title=front.title,
        long_title=front.long_title,
        tree=tree,
        clause_count=kinds.count("clause"),
        schedule_count=kinds.count("schedule"),
        line_count=sum(bool(marker.line) for marker in tree.markers),
        problems=problems,
        source=source,
    )


def read_print(given: Any) -> tuple[Print, tuple[ParseProblem, ...]]:
    """The print that a JSON value of page-line rows holds, and what in it could not be read well.

    Raises UnreadableSource, naming row and reason, for what is no list of rows, or holds no clause.
    """
    return tree_of(*front_of(read_rows(given)))


def tree_of(rows: Sequence[Row], front: Front) -> tuple[Print, tuple[ParseProblem, ...]]:
    """The print in checked rows without running heads. Raises UnreadableSource where no clause begins in them."""
    reader = _reading(rows, front, {}, frozenset())
    doubtful: frozenset[int] = frozenset()
    for _ in range(_MOST_READINGS):
        reader = _reading(rows, front, reader.measures, doubtful)
        if reader.unclosed is None or reader.unclosed in doubtful:
            break
        doubtful |= {reader.unclosed}
    printed = Print(tuple(reader.draft.finished), tuple(reader.draft.markers))
    if not any(each.kind == "clause" and not each.is_quoted for each in printed.all):
        raise UnreadableSource("page-line rows", "no row begins a clause: this is not a print of a Bill")
    return printed, (*reader.problems, *_changed(printed, rows))


def _reading(rows: Sequence[Row], front: Front, measures: dict[int, float], doubtful: frozenset[int]) -> RowsReader:
    reader = RowsReader(rows, measures, doubtful)
    reader.read(front.rows, front.cover)
    return reader


def _changed(printed: Print, rows: Sequence[Row]) -> list[ParseProblem]:
    """Rows that the tree does not give back letter for letter: a fault of the reader, never hidden.

    Only a space inside a quotation mark can be lost: "(b) ”," comes back as "(b)”,".
    """
    index = PageLineIndex(printed)
    return [
        ParseProblem(f"page {row.page}, line {row.line}", "its words are not kept exactly")
        for row in rows
        if row.line and _even(index.text(row.page, row.line)) != _even(row.text)
    ]


def _even(text: str) -> list[str]:
    """The words of a row, without spaces just inside quotation marks."""
    return _BESIDE_MARKS.sub("", text).split()
