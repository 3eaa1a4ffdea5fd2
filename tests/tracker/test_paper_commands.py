"""The commands that read and compare papers without storing anything."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tests.scrapers.paper_xml import amendment, paper

KEYS = ["number", "dnum", "op", "provision", "page", "line", "status", "reason"]


def run(*arguments: str) -> tuple[str, str]:
    """(standard output, standard error) of a command."""
    out, err = StringIO(), StringIO()
    call_command(*arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.fixture
def papers(tmp_path: Path) -> tuple[str, str]:
    """Two papers: in the second one amendment is gone, others are new, reworded, signed, decided, renumbered."""
    lit = "Clause 3, page 4, line 5, leave out “lit”"
    at = {"type": "leaveOut", "provision": "sec_3", "page": "p_4__ln_5"}
    old, new = tmp_path / "old.xml", tmp_path / "new.xml"
    old.write_bytes(
        paper(
            amendment("1", "HoC1"),
            amendment("2", "HoC2", lit, **at),
            amendment("3", "HoC3", star="★"),
            amendment("4", "HoC4"),
        )
    )
    new.write_bytes(
        paper(
            amendment("1", "HoC1", decision="Agreed to", supporters=[("Bo Finch [R]", 88)]),
            amendment("2", "HoC2", lit.replace("lit", "unlit"), **at),
            amendment("5", "HoC3"),
            amendment("NC1", "HoC9", "To move the following Clause—", type="newClause", provision="", page=""),
        )
    )
    return str(old), str(new)


def test_a_comparison_is_written_as_json(papers: tuple[str, str], tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    run("compare_papers", *papers, "--json", str(out))
    assert json.loads(out.read_text(encoding="utf-8")) == {
        "old": 4,
        "new": 4,
        "added": ["HoC9"],
        "absent": ["HoC4"],
        "text_changed": ["HoC2"],
        "sponsors_changed": ["HoC1"],
        "renumbered": ["HoC3"],
        "decision_changed": ["HoC1"],
        "star_changed": ["HoC3"],
    }


def test_a_dash_writes_json_and_nothing_else_to_standard_output(papers: tuple[str, str]) -> None:
    out, _ = run("compare_papers", *papers, "--json", "-")
    assert json.loads(out)["added"] == ["HoC9"]
    rows = json.loads(run("parse_paper", papers[0], "--json", "-")[0])
    assert [row["dnum"] for row in rows] == ["HoC1", "HoC2", "HoC3", "HoC4"]


def test_without_json_a_person_reads_what_changed_by_printed_number(papers: tuple[str, str]) -> None:
    out, _ = run("compare_papers", *papers)
    assert "Lanterns Bill [HL]" in out
    assert "NC1" in out
    assert "which does not mean withdrawn" in " ".join(out.split())


def test_papers_of_two_bills_are_not_compared(papers: tuple[str, str], tmp_path: Path) -> None:
    other = tmp_path / "other.xml"
    other.write_bytes(paper(amendment(), variables={"varProjectId": "UK1", "varBillTitle": "Moths Bill"}))
    with pytest.raises(CommandError, match=r"Lanterns Bill.*Moths Bill"):
        run("compare_papers", papers[0], str(other), "--json", "-")


def test_papers_given_in_the_wrong_order_are_noticed(papers: tuple[str, str], tmp_path: Path) -> None:
    earlier = tmp_path / "earlier.xml"
    earlier.write_bytes(paper(amendment(), variables={"varPublishDate": "2026-01-01"}))
    assert "is the later one" in run("compare_papers", papers[0], str(earlier), "--json", "-")[1]


def test_a_parsed_paper_says_of_each_amendment_what_and_where(tmp_path: Path) -> None:
    file, out = tmp_path / "paper.xml", tmp_path / "out.json"
    file.write_bytes(paper(amendment("1", "HoC1"), amendment("(a)", "HoC2", provision="sec_8")))
    _, told = run("parse_paper", str(file), "--json", str(out))
    rows: list[dict[str, Any]] = json.loads(out.read_text(encoding="utf-8"))
    assert [list(row) for row in rows] == [KEYS, KEYS]
    assert list(rows[0].values()) == ["1", "HoC1", "substitute", "clause 2", 3, 4, "ok", ""]
    assert (rows[1]["status"], rows[1]["reason"]) == ("problem", "the text says clause 2, its code says clause 8")
    assert "2 amendments, 1 rows with a problem" in told


def test_words_that_no_rule_reads_are_a_problem_with_its_reason(tmp_path: Path) -> None:
    file = tmp_path / "paper.xml"
    lost, odd = "Clause 2, page 3, line 4, leave out “lit", "Clause 2, page 3, line 4, leave out the lights"
    file.write_bytes(paper(amendment("1", "HoC1", lost), amendment("2", "HoC2", odd)))
    rows = json.loads(run("parse_paper", str(file), "--json", "-")[0])
    assert [(row["status"], row["provision"], row["page"], row["line"]) for row in rows] == [
        ("problem", "clause 2", 3, 4)
    ] * 2
    assert rows[0]["reason"].startswith("unbalanced quotes: a quotation is not closed, near")
    assert rows[1]["reason"] == "unreadable instruction: not understood: “the lights”"


def test_a_code_of_another_operation_is_a_problem_with_both_readings(tmp_path: Path) -> None:
    file = tmp_path / "paper.xml"
    file.write_bytes(paper(amendment("1", "HoC1", "Clause 2, page 3, line 4, leave out “lit”", type="insert")))
    [row] = json.loads(run("parse_paper", str(file), "--json", "-")[0])
    assert (row["status"], row["op"]) == ("problem", "leave_out")
    assert row["reason"].endswith("the words say leave out, its code says insert")


def test_what_could_not_be_read_at_all_has_a_row_of_its_own(tmp_path: Path) -> None:
    file = tmp_path / "paper.xml"
    file.write_bytes(paper(amendment(), '<component class="mystery"/>'))
    rows = json.loads(run("parse_paper", str(file), "--json", "-")[0])
    assert [row["status"] for row in rows] == ["ok", "problem"]
    assert rows[1]["reason"].startswith("component 2: ")


def test_without_json_the_rows_are_shown_as_a_table(papers: tuple[str, str]) -> None:
    out, _ = run("parse_paper", papers[0])
    assert "clause 2" in out
    assert "HoC4" in out


BAD = {
    "empty": (b"", "it is empty"),
    "cut short": (paper(amendment())[:-40], "line 1"),
    "HTML": (b"<!DOCTYPE html><html></html>", "web page"),
    "a bomb": (b'<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>', "DOCTYPE"),
    "no paper": (b"<rss/>", "rss: it is not an amendment paper"),
}


@pytest.mark.parametrize(("body", "says"), BAD.values(), ids=BAD)
def test_bad_input_is_one_clear_line_and_no_file(tmp_path: Path, body: bytes, says: str) -> None:
    file, out = tmp_path / "bad.xml", tmp_path / "out.json"
    file.write_bytes(body)
    for command in (["parse_paper", str(file)], ["compare_papers", str(file), str(file)]):
        with pytest.raises(CommandError) as refused:
            run(*command, "--json", str(out))
        assert str(refused.value).startswith(f"{file}: ")
        assert says in str(refused.value)
        assert "\n" not in str(refused.value)
    assert [path.name for path in tmp_path.iterdir()] == ["bad.xml"]


@pytest.mark.parametrize(("missing", "reason"), [("nowhere.xml", "it cannot be read"), (".", "not a file")])
def test_a_file_that_cannot_be_read_is_named(tmp_path: Path, missing: str, reason: str) -> None:
    with pytest.raises(CommandError, match=reason):
        run("parse_paper", str(tmp_path / missing), "--json", "-")


def test_a_place_that_cannot_be_written_is_named_and_keeps_what_was_there(
    papers: tuple[str, str], tmp_path: Path
) -> None:
    with pytest.raises(CommandError, match="it cannot be written"):
        run("compare_papers", *papers, "--json", str(tmp_path / "no" / "out.json"))
    (tmp_path / "taken").mkdir()
    with pytest.raises(CommandError, match="it cannot be written"):
        run("parse_paper", papers[0], "--json", str(tmp_path / "taken"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new.xml", "old.xml", "taken"]
