"""A reference text as CSV, both ways: one row a clause, columns by name (docs/alternative-act-format.md). Pure."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from bills.text.cells import escaped, unescaped
from coalition.act_files.records import FileProblem, ReadAct, ReadClause, checked, decoded

COLUMNS = ("key", "level", "number", "heading", "text", "notes", "extent")
NEEDED = ("heading", "text")
MADE_NEGATIVE = re.compile(r"-\d+")


def read_csv(body: bytes) -> tuple[ReadAct, list[FileProblem]]:
    """What the file says, and what is wrong with it. Raises ValueError for what is no table of ours at all."""
    rows = csv.reader(io.StringIO(decoded(body), newline=""), strict=True)
    try:
        header = [name.strip().casefold() for name in next(rows, [])]
        _check(header)
        problems: list[FileProblem] = []
        clauses = [clause for clause in _clauses(rows, header, problems) if clause]
    except csv.Error as error:
        raise ValueError(f"row {rows.line_num} cannot be read as CSV ({error})") from error
    act, wrong = checked("", clauses)
    return act, problems + wrong


def _check(header: list[str]) -> None:
    missing = [name for name in NEEDED if name not in header]
    unknown = [name for name in header if name not in COLUMNS]
    twice = [name for name in COLUMNS if header.count(name) > 1]
    if missing:
        raise ValueError(f"its first row has no column “{missing[0]}”; columns are {', '.join(COLUMNS)}, with commas")
    if unknown or twice:
        named = (unknown or twice)[0][:60]
        raise ValueError(f"its column “{named}” is {'not known' if unknown else 'there twice'}")


def _clauses(rows: Iterable[list[str]], header: list[str], problems: list[FileProblem]) -> Iterator[ReadClause | None]:
    for count, row in enumerate(rows, start=2):
        place = f"row {count}"
        if not any(cell.strip() for cell in row):
            continue
        if len(row) != len(header):
            problems.append(FileProblem(place, f"it has {len(row)} cells, the first row has {len(header)}"))
            continue
        cells = {name: unescaped(cell).strip() for name, cell in zip(header, row, strict=True)}
        level = cells.pop("level", "") or "1"
        if not re.fullmatch(r"[1-9]", level):
            problems.append(FileProblem(place, f"the level “{level[:20]}” is not a number from 1"))
            continue
        if MADE_NEGATIVE.fullmatch(cells.get("number", "")):
            reason = f"the number reads “{cells['number']}”: a spreadsheet made it of a number in brackets"
            problems.append(FileProblem(place, reason))
        yield ReadClause(place, int(level) - 1, **cells)


def write_csv(clauses: Iterable[ReadClause]) -> str:
    """The same format, every cell safe to open in a spreadsheet: reading it gives the clauses again, places aside."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for each in clauses:
        cells = (each.key, str(each.level + 1), each.number, each.heading, each.text, each.notes, each.extent)
        writer.writerow(map(escaped, cells))
    return out.getvalue()
