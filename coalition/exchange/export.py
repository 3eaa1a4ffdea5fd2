"""Records as files, for somebody's eyes: what they may not see is not in them, and no cell can be run as a formula."""

from coalition.exchange.csv_file import write_csv
from coalition.exchange.kinds import KINDS
from coalition.roles import Visitor

ALL = "all"
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def exported(kind: str, form: str, user: Visitor) -> bytes:
    """One kind, or all of them as sheets of a workbook. Raises KeyError for what there is not, Unreadable for a text
    that does not fit into a cell."""
    from coalition.exchange.xlsx_file import write_xlsx  # openpyxl is 9 MB in every process: only when asked for

    wanted = list(KINDS.values()) if kind == ALL and form == "xlsx" else [KINDS[kind]]
    tables = [(each.name, each.names, map(each.cells, each.rows(user))) for each in wanted]
    return {"csv": lambda: write_csv(*tables[0][1:]), "xlsx": lambda: write_xlsx(tables)}[form]()
