"""Tables as CSV and XLSX: every cell comes back exactly, none is a formula, and what is no table is refused."""

import csv
import io
import zipfile
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bills.text.cells import escaped, unescaped
from coalition.exchange.csv_file import read_csv, write_csv
from coalition.exchange.parts import joined, split
from coalition.exchange.tables import MOST_ROWS, Unreadable, Unusable
from coalition.exchange.xlsx_file import read_xlsx, write_xlsx
from coalition.uploads import LARGEST_TABLE, examined_table

RUN = ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\nx", "'=x", "''=x", "＝1", "＋1", "－1", "＠x"]
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
HARD = TEXT | st.sampled_from([*RUN, "_x000D_", "a\r\nb", "\x0b", "#N/A", " padded ", "'plain", "0123"])


@given(HARD)
def test_escaping_is_undone_exactly(text: str) -> None:
    assert unescaped(escaped(text)) == text


@settings(max_examples=60, deadline=None)
@given(st.lists(HARD.filter(str.strip), min_size=1, max_size=5))
def test_text_comes_back_exactly_from_both_formats(texts: list[str]) -> None:
    rows = [{"a": text, "b": "x"} for text in texts]
    from_csv = read_csv(write_csv(["a", "b"], rows))
    (from_xlsx,) = read_xlsx(write_xlsx([("asks", ["a", "b"], rows)]))
    assert [cells["a"] for _, cells in from_csv.rows] == texts
    assert [cells["a"] for _, cells in from_xlsx.rows] == texts


@pytest.mark.parametrize("text", RUN)
def test_no_cell_is_a_formula(text: str) -> None:
    rows = [{"a": text}]
    (cell,) = list(csv.reader(io.StringIO(write_csv(["a"], rows).decode("utf-8-sig"), newline="")))[1]
    assert cell.startswith("'")
    page = load_workbook(io.BytesIO(write_xlsx([("asks", ["a"], rows)])))["asks"]
    assert page["A2"].data_type == "s"
    assert page["A2"].value.startswith("'")


def test_numbers_days_and_yes_keep_their_types_in_a_workbook() -> None:
    row = {"n": 7, "d": date(2026, 9, 1), "y": True, "none": None}
    body = write_xlsx([("asks", list(row), [row])])
    assert read_xlsx(body)[0].rows == [(2, row)]
    page = load_workbook(io.BytesIO(body))["asks"]
    assert [cell.data_type for cell in page[2]] == ["n", "d", "b", "n"]


def test_a_formula_in_a_workbook_is_no_value() -> None:
    book = Workbook()
    book.active.title = "asks"
    book.active.append(["a"])
    book.active.append(["=1+1"])
    (_, cells), *_ = read_xlsx(saved(book))[0].rows
    assert cells["a"] == Unusable("holds a formula; put its value there")


def test_a_text_that_excel_cannot_hold_is_refused_and_not_cut() -> None:
    with pytest.raises(Unreadable, match="A summary among the asks is longer than a cell"):
        write_xlsx([("asks", ["summary"], [{"summary": "x" * 40_000}])])


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "has no headings"),
        (b"a,a\n1,2", "the column “a” twice"),
        (b"a,,b\n", "a column without a heading"),
        (b"a,b\n1,2,3\n", "Row 2 has a cell to the right of the last heading"),
        (b'a,b\n"x,1\n', "cannot be read as CSV"),
        (b"a\n\xff\n", "Line 2 is not text in UTF-8"),
        ("a,b\n1,2".encode("utf-16"), "not CSV text in UTF-8"),
        (b"a\n" + b"x\n" * (MOST_ROWS + 1), "more than 5,000 rows"),
    ],
)
def test_csv_that_is_no_table_is_refused_with_the_place(body: bytes, told: str) -> None:
    with pytest.raises(Unreadable, match=told):
        read_csv(body)


def test_semicolons_and_tabs_are_read_too() -> None:
    assert read_csv(b"a;b\n1;2,5\n").rows == [(2, {"a": "1", "b": "2,5"})]
    assert read_csv(b"a\tb\n1\t2\n").rows == [(2, {"a": "1", "b": "2"})]


# ---- what is let in at all ----
def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def packed(**parts: bytes) -> bytes:
    """A workbook of ours with further parts or with other bytes in them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(write_xlsx([("asks", ["a"], [{"a": "x"}])]))) as book:
        have = {name: book.read(name) for name in book.namelist()}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in {**have, **{name.replace("__", "/"): body for name, body in parts.items()}}.items():
            made.writestr(name, body)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "body", "told"),
    [
        ("asks.pdf", b"%PDF-1.4", "Choose a CSV file or an Excel workbook"),
        ("asks.xls", b"\xd0\xcf\x11\xe0", "Choose a CSV file or an Excel workbook"),
        ("asks.xlsm", packed(), "may hold macros"),
        ("asks.xlsx", b"title,reference", "is not an Excel workbook"),
        ("asks.xlsx", b"PK\x03\x04 and nonsense", "is damaged"),
        ("asks.csv", packed(), "is not CSV text"),
        ("asks.csv", b"", "is empty"),
        ("asks.csv", b"x" * (LARGEST_TABLE + 1), "larger than 5 MB"),
        ("asks.xlsx", packed(**{"xl__vbaProject.bin": b"x"}), "holds macros"),
        ("asks.xlsx", packed(**{"xl__big.xml": b"0" * 60_000_000}), "would unpack to far more than it is"),
        ("asks.xlsx", packed(**{"xl__workbook.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}), "not as Excel writes it"),
    ],
)
def test_other_files_macros_bombs_and_giants_are_refused_in_plain_words(name: str, body: bytes, told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        examined_table(SimpleUploadedFile(name, body))


def test_our_own_files_are_let_in() -> None:
    assert examined_table(SimpleUploadedFile("A.XLSX", packed())).extension == ".xlsx"
    assert examined_table(SimpleUploadedFile("a.csv", write_csv(["a"], []))).extension == ".csv"


def test_a_workbook_whose_parts_are_nonsense_is_refused() -> None:
    with pytest.raises(Unreadable, match="damaged"):
        read_xlsx(packed(**{"xl__worksheets__sheet1.xml": b"<not xml"}))
    with pytest.raises(Unreadable, match="is empty"):
        read_xlsx(packed(**{"xl__workbook.xml": b"<a/>"}))


@given(st.lists(st.lists(st.text(alphabet="a|\\ \n\rn=-é", max_size=5), min_size=1, max_size=3), max_size=2))
def test_things_in_a_cell_come_back_as_they_were(things: list[list[str]]) -> None:
    clean = [[part.strip() for part in thing] for thing in things if "".join(thing).strip()]
    clean = [thing[: max(at for at, part in enumerate(thing) if part) + 1] for thing in clean]
    assert split(joined(clean)) == clean
