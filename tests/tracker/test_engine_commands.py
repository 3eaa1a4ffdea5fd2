"""The engine's commands as a person runs them: files in, one JSON file out, clear errors, nothing half-written."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.engine.small_bill import PAGES, rows

AMENDMENTS = [
    {
        "number": "1",
        "instruction": "Clause 1, page 1, line 4, leave out ‘must’ and insert ‘may’.",
        "decision": "Agreed",
    },
    {"number": "2", "instruction": "Clause 2, page 1, line 16, leave out subsection (2).", "decision": "Withdrawn"},
    {"number": "3", "instruction": "Clause 2, page 1, line 4, leave out ‘must’.", "decision": "Agreed to"},
    {
        "number": "NC1",
        "instruction": "To move the following Clause—\n‘Relief keepers\n"
        "(1) There may be relief keepers.\n(2) They keep lamps.’.",
        "decision": "AgreedOnDivision",
        "position": "after clause 1",
    },
]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "print.json").write_text(json.dumps(rows(*PAGES)), encoding="utf-8")
    (tmp_path / "amendments.json").write_text(json.dumps(AMENDMENTS), encoding="utf-8")
    return tmp_path


def applied(files: Path, *options: str) -> dict[str, Any]:
    out = files / "out.json"
    call_command(
        "apply_amendments", str(files / "print.json"), str(files / "amendments.json"), "--json", str(out), *options
    )
    return json.loads(out.read_text(encoding="utf-8"))


def test_everything_is_applied_or_refused_with_its_reason(files: Path) -> None:
    result = applied(files)
    assert [(row["number"], row["status"]) for row in result["results"]] == [
        ("1", "applied"),
        ("2", "applied"),
        ("3", "refused"),
        ("NC1", "applied"),
    ]
    first, _, refused, _ = result["results"]
    assert (first["provision"], first["page"], first["line"], first["reason"]) == ("clause 1", 1, 4, "")
    assert refused["reason"].startswith("no such line: page 1, line 4 is not in clause 2")
    assert [(row["number"], row["heading"]) for row in result["clauses"]][:3] == [
        ("1", "Duty to keep lamps"),
        ("2", "Relief keepers"),
        ("3", "Licences"),
    ]
    assert result["clauses"][1]["text"] == "(1) There may be relief keepers.\n(2) They keep lamps."
    assert [row["number"] for row in result["schedules"]] == ["1"]


def test_only_what_was_agreed_goes_in(files: Path) -> None:
    result = applied(files, "--agreed-only")
    assert [row["number"] for row in result["results"]] == ["1", "3", "NC1"]
    assert "A licence lasts for five years" in result["clauses"][2]["text"]


def test_only_the_numbers_asked_for(files: Path) -> None:
    assert [row["number"] for row in applied(files, "--only", "2, nc1")["results"]] == ["2", "NC1"]


def test_a_new_clause_without_a_place_says_so(files: Path) -> None:
    moved = [{**AMENDMENTS[3], "position": None}]
    (files / "amendments.json").write_text(json.dumps(moved), encoding="utf-8")
    result = applied(files)
    assert result["results"][0]["placed"] is False
    assert result["clauses"][-1]["heading"] == "Relief keepers"


@pytest.mark.parametrize(("decision", "clauses"), [("NotStoodPart", 4), ("StoodPart", 5)])
def test_a_notice_to_oppose_takes_the_clause_out_only_where_it_succeeded(
    files: Path, decision: str, clauses: int
) -> None:
    notice = "Jane Doe gives notice of her intention to oppose the Question that Clause 4 stand part of the Bill."
    rows = [{"number": "C4", "instruction": notice, "decision": decision}]
    (files / "amendments.json").write_text(json.dumps(rows), encoding="utf-8")
    assert len(applied(files)["clauses"]) == clauses


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("{", "line 1"),
        ('"amendments"', "a list of amendments is due"),
        ("[3]", r"\[0\]: is a number where an object is due"),
        ('[{"instruction": "leave out"}]', r"\[0\]\.number"),
        ('[{"number": "1", "instruction": 3}]', r"\[0\]\.instruction"),
        ('[{"number": "1", "instruction": "x"}, {"number": "1", "instruction": "y"}]', "amendment 1 stands twice"),
    ],
)
def test_bad_amendments_are_refused_naming_the_file_the_place_and_the_reason(
    files: Path, body: str, said: str
) -> None:
    (files / "amendments.json").write_text(body, encoding="utf-8")
    with pytest.raises(CommandError, match=said) as raised:
        applied(files)
    assert "amendments.json" in str(raised.value)
    assert not (files / "out.json").exists()


def test_a_number_that_is_not_there_is_refused(files: Path) -> None:
    with pytest.raises(CommandError, match="it holds no amendment 99"):
        applied(files, "--only", "99")


def test_two_prints_are_compared_and_explained(files: Path) -> None:
    later = PAGES[0].replace("A keeper must keep", "A keeper may keep")
    (files / "later.json").write_text(json.dumps(rows(later, PAGES[1])), encoding="utf-8")
    out = files / "out.json"
    call_command(
        *("compare_prints", str(files / "print.json"), str(files / "later.json"), "--json", str(out)),
        *("--amendments", str(files / "amendments.json")),
    )
    result = json.loads(out.read_text(encoding="utf-8"))
    assert result["counts"]["changed"] == 1
    assert result["counts"]["added"] == result["counts"]["removed"] == 0
    (row,) = result["provisions"]
    assert (row["class"], row["old"], row["new"]) == ("changed", "clause 1(1)", "clause 1(1)")
    assert {"kind": "clause", "old": "2", "new": "2", "heading": "Licences"} in result["clauses"]
    assert result["differences"][-1]["by"] == ["1"]
