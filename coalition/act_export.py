"""One version of a reference text as a file of the documented format, with every key: importing it changes nothing."""

from coalition.act_editing import levels
from coalition.act_files.markdown import write_markdown
from coalition.act_files.records import ReadClause, tidy
from coalition.act_files.table import write_csv
from coalition.models import ActVersion

TYPES = {"md": "text/markdown; charset=utf-8", "csv": "text/csv; charset=utf-8"}


def export(version: ActVersion, kind: str) -> str:
    """The file's text; `kind` is one of TYPES. CSV begins with a byte order mark, for spreadsheets."""
    clauses = read_clauses(version)
    return write_markdown(version.act.title, clauses) if kind == "md" else "\ufeff" + write_csv(clauses)


def read_clauses(version: ActVersion) -> list[ReadClause]:
    """The clauses of a version as a file would hold them, in order; without numbers where they are not known."""
    order = list(version.wordings.select_related("clause").order_by("position"))
    return [
        ReadClause(
            place="",
            level=level,
            number=each.number if version.act.numbers_are_known else "",
            heading=each.heading,
            text=tidy(each.text),
            notes=tidy(each.notes),
            extent=each.extent,
            key=each.clause.key,
        )
        for level, each in zip(levels(order), order, strict=True)
    ]
