"""read_print: one print from disk, in any of its three forms, written out as JSON; nothing is stored."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.scrapers.pdf_maker import bill_pages, pdf

ROWS = [
    {"page": 1, "line": 1, "text": "1 Keeping bees"},
    {"page": 1, "line": 2, "text": "(1) A person may keep—"},
    {"page": 1, "line": 3, "text": "(a) bees, or"},
    {"page": 1, "line": 4, "text": "(b) wasps."},
    {"page": 2, "line": 1, "text": "SCHEDULE"},
    {"page": 2, "line": 2, "text": "Section 1"},
    {"page": 2, "line": 3, "text": "BEES"},
    {"page": 2, "line": 4, "text": "1 Bees hum."},
]


def run(path: Path, out: Path) -> dict:
    call_command("read_print", str(path), "--json", str(out), stdout=StringIO(), stderr=StringIO())
    return json.loads(out.read_text(encoding="utf-8"))


def test_rows_are_written_out_by_clause_schedule_and_line(tmp_path: Path) -> None:
    file = tmp_path / "print.txt"
    file.write_text(json.dumps(ROWS), encoding="utf-8")
    told = run(file, tmp_path / "out.json")
    assert list(told) == [
        *("title", "house", "print_number", "stage_version", "source"),
        *("index", "clauses", "schedules", "lines", "problems"),
    ]
    assert told["source"] == "rows"
    assert told["index"] == {"pages": 2, "lines": 8, "unindexed_pages": []}
    assert told["clauses"] == [
        {"number": "1", "heading": "Keeping bees", "text": "(1) A person may keep—\n(a) bees, or\n(b) wasps."}
    ]
    assert told["schedules"] == [{"number": "", "heading": "BEES", "text": "1 Bees hum."}]
    assert told["lines"] == ROWS
    assert told["problems"] == []


def test_a_pdf_is_known_by_its_content_and_says_which_pages_have_no_lines(tmp_path: Path) -> None:
    pages = bill_pages([[(72, "1 Bees"), (83, "(1) Bees hum.")], [(83, f"({n}) They do.") for n in range(2, 8)]])
    pages[1] = [word for word in pages[1] if word[2] != "5"]
    file = tmp_path / "print.xml"
    file.write_bytes(pdf(pages))
    told = run(file, tmp_path / "out.json")
    assert (told["source"], told["title"]) == ("pdf", "Bees Bill")
    assert told["index"] == {
        "pages": 1,
        "lines": 2,
        "unindexed_pages": [{"page": 2, "reason": "line 5 has no margin figure"}],
    }
    assert told["clauses"][0]["text"].endswith("(7) They do.")
    assert told["problems"] == [
        {"place": "page 2", "reason": "its lines are not indexed: line 5 has no margin figure"}
    ]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "it is empty"),
        (b"no print at all", "XML"),
        (b"[1, 2]", "row 1"),
        (b'[{"page": 1, "line": 1, "text": "Nothing numbered"}]', "no row begins a clause"),
        (b"{", "not whole JSON"),
        (b"%PDF-1.7 broken", "cannot be read"),
    ],
)
def test_bad_input_names_the_file_the_place_and_the_reason(tmp_path: Path, body: bytes, says: str) -> None:
    file, out = tmp_path / "bad", tmp_path / "out.json"
    file.write_bytes(body)
    with pytest.raises(CommandError) as refused:
        run(file, out)
    assert str(refused.value).startswith(f"{file}: ")
    assert says in str(refused.value)
    assert not out.exists()


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"nowhere\.json: it cannot be read: No such file"):
        run(tmp_path / "nowhere.json", tmp_path / "out.json")
