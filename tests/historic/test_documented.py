"""docs/historic-format.md names what the code reads: every table, every column, every mark and arrow, and no other."""

import re
from pathlib import Path

import pytest

from scrapers.historic_format import ARROWS, EVIDENCE, TABLES
from scrapers.parse.historic import parse
from tracker.demonstration import MODERN_SLAVERY

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "historic-format.md").read_text(encoding="utf-8")


def test_every_table_is_documented_and_no_other():
    assert re.findall(r"^### (\w+)$", PAGE, re.MULTILINE) == list(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_every_column_of_a_table_is_documented_and_no_other(name):
    part = re.search(rf"^### {name}\n(.*?)(?=^### |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    told = re.findall(r"^\| `(\w+)`( \*)? \|", part[1], re.MULTILINE)
    assert [(column, bool(star)) for column, star in told] == [
        (each.name, each.required) for each in TABLES[name].columns
    ]


def test_every_mark_and_arrow_is_documented():
    assert all(f"`{word}`" in PAGE for word in (*EVIDENCE, *ARROWS))


def test_the_example_that_the_page_names_can_be_read():
    assert "tracker/demonstrations/modern_slavery_bill.json" in PAGE
    assert parse(MODERN_SLAVERY.read_bytes()).bill["title"] == "Modern Slavery Bill"
