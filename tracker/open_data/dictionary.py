"""The data dictionary, from the declared tables: every table and column of answers and files, and what each means."""

from collections.abc import Iterator

from tracker.open_data import licence
from tracker.open_data.columns import Column, Table
from tracker.open_data.lines import IN_FILES
from tracker.open_data.released import PARTS, RELEASED


def groups() -> list[tuple[str, tuple[Table, ...]]]:
    """Parliament's record, then what the coalition published, each with its tables."""
    return [("Parliament’s record", IN_FILES), ("What the coalition published", (*RELEASED, *PARTS))]


def where(column: Column) -> str:
    """Where a column stands, where that is not everywhere."""
    if column.parts:
        return f"each as in {column.parts.name}"
    if not column.is_in_answers:
        return "JSON Lines only"
    if not column.is_in_files:
        return "API only"
    return ""


def kind_words(column: Column) -> str:
    """What it holds, and whether it can be null."""
    return f"{column.kind.value}, or null" if column.is_null else column.kind.value


def markdown() -> str:
    """The dictionary as docs/data-dictionary.md holds it."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Data dictionary"
    yield ""
    yield "Made from `tracker/open_data/` by `python manage.py data_dictionary`; do not edit. The site shows it at"
    yield "`/data/dictionary/`."
    yield ""
    yield f"Parliament’s record: {licence.PARLIAMENT_LINE} <{licence.OPEN_PARLIAMENT}>"
    yield ""
    yield f"Ours: {licence.OUR_LINE} <{licence.CREATIVE_COMMONS}>"
    for title, tables in groups():
        yield f"\n## {title}"
        for table in tables:
            yield f"\n### {table.name}\n\n{table.about}\n"
            yield "| column | holds | means |\n|---|---|---|"
            for each in table.columns:
                place = f" ({where(each)})" if where(each) else ""
                yield f"| `{each.name}` | {kind_words(each)} | {each.about.replace('|', '/')}{place} |"
