"""An uploaded file as tables of our kinds. Pure of records: columns are known, cells are read later."""

from coalition.exchange.csv_file import read_csv
from coalition.exchange.kinds import KINDS, Kind
from coalition.exchange.tables import Sheet, Unreadable

Tables = list[tuple[Kind, Sheet]]


def read_tables(extension: str, body: bytes) -> Tables:
    """The tables in the order in which they come in. Raises Unreadable in plain words."""
    if extension == ".csv":
        sheet = read_csv(body)
        found = [(_kind_of(sheet), sheet)]
    else:
        from coalition.exchange.xlsx_file import read_xlsx  # openpyxl is 9 MB in every process: only when asked for

        found = [(_kind_called(sheet), sheet) for sheet in read_xlsx(body)]
    for kind, sheet in found:
        _check_columns(kind, sheet)
    order = list(KINDS)
    return sorted(found, key=lambda pair: order.index(pair[0].name))


def _kind_called(sheet: Sheet) -> Kind:
    if sheet.name not in KINDS:
        raise Unreadable(f"The sheet “{sheet.name[:60]}” is not one of {', '.join(KINDS)}. Rename or delete it.")
    return KINDS[sheet.name]


def _kind_of(sheet: Sheet) -> Kind:
    found = [kind for kind in KINDS.values() if kind.telling in sheet.header]
    if len(found) != 1:
        told = ", ".join(f"“{kind.telling}” for {kind.name}" for kind in KINDS.values())
        raise Unreadable(f"What the file holds cannot be told: it needs the column {told}, and only one of them.")
    return found[0]


def _check_columns(kind: Kind, sheet: Sheet) -> None:
    where = f"Sheet {sheet.name}" if sheet.name else "The file"
    for name in sheet.header:
        if name not in kind.names:
            raise Unreadable(f"{where} has a column “{name[:60]}”, which {kind.name} do not have.")
    if not sheet.rows:
        raise Unreadable(f"{where} has headings and no rows.")
