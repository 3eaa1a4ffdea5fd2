"""However a page was copied, an amendment is read right or its fault is named: never another's number or names."""

import re
from collections.abc import Sequence

import pytest

from scrapers.parse import old_pages
from scrapers.records import PaperRecord
from tests.scrapers.old_pages import BYTES, COMMONS, LAYOUTS, LORDS, Tabled, carried, commons, lords

UNSEEN = re.compile("[\u200b\u00ad]")


def words(text: str) -> str:
    return re.sub(r"[\W_]+", "", UNSEEN.sub("", text)).casefold()


def read(text: str | bytes) -> PaperRecord:
    paper = old_pages.parse([text if isinstance(text, bytes) else text.encode()])
    assert isinstance(paper, PaperRecord)
    return paper


def silent_faults(paper: PaperRecord, tabled: Sequence[Tabled]) -> list[str]:
    """What is wrong and not said: the measure of every layout."""
    truth, names = {one.number: one for one in tabled}, carried(tabled)
    said = {problem.place for problem in paper.problems}
    found = []
    for record in paper.amendments:
        if record.place in said:
            continue
        one = truth.get(record.number)
        if one is None:
            found.append(f"{record.place} is no amendment of this paper")
            continue
        if words(record.text or "") != words(one.words):
            found.append(f"{record.place} says {record.text!r}")
        if tuple(name.name for name in record.sponsors or ()) != names[one.number]:
            found.append(f"{record.place} has {record.sponsors}")
        if words(record.statement or "") != words(" ".join(one.statement)):
            found.append(f"{record.place} is explained by {record.statement!r}")
        if record.star != one.star:
            found.append(f"{record.place} has the star {record.star!r}")
    if len(paper.amendments) != len(tabled) and not paper.problems:
        found.append(f"{len(paper.amendments)} amendments, and nothing said")
    return found


def is_right(paper: PaperRecord, tabled: Sequence[Tabled]) -> bool:
    return (
        not silent_faults(paper, tabled)
        and [r.number for r in paper.amendments] == [t.number for t in tabled]
        and not paper.problems
    )


@pytest.mark.parametrize("name", LAYOUTS.every)
def test_a_commons_paper_is_right_in_this_layout(name: str) -> None:
    paper = read(LAYOUTS.every[name](commons()))
    assert silent_faults(paper, COMMONS) == []
    assert [record.number for record in paper.amendments] == ["61", "98", "12", "NC34"], paper.problems
    assert paper.problems == ()


@pytest.mark.parametrize("name", LAYOUTS.every)
@pytest.mark.parametrize("cells", [False, True], ids=["paragraphs", "cells"])
def test_a_lords_list_is_right_in_this_layout(name: str, cells: bool) -> None:
    paper = read(LAYOUTS.every[name](lords(cells=cells)))
    assert silent_faults(paper, LORDS) == []
    assert [record.number for record in paper.amendments] == ["24ZA", "24ZAA", "67", "59A"], paper.problems
    assert paper.problems == ()
    assert [record.provision for record in paper.amendments] == ["clause 1", "clause 1", "", "schedule 2"]


@pytest.mark.parametrize(
    "first", ["tables inside a table", "closing tags of cells and rows missing", "each cell a paragraph"]
)
@pytest.mark.parametrize("second", LAYOUTS.every)
def test_two_changes_at_once_are_never_silently_wrong(first: str, second: str) -> None:
    for text, tabled in ((commons(), COMMONS), (lords(), LORDS), (lords(cells=True), LORDS)):
        paper = read(LAYOUTS.every[second](LAYOUTS.every[first](text)))
        assert silent_faults(paper, tabled) == []


@pytest.mark.parametrize("name", BYTES)
def test_the_bytes_decide_the_encoding_not_what_the_page_declares(name: str) -> None:
    for text, tabled in ((commons(), COMMONS), (lords(), LORDS)):
        assert is_right(read(BYTES[name](text)), tabled)


@pytest.mark.parametrize("number", [one.number for one in COMMONS])
def test_a_lost_number_is_named_and_no_other_takes_its_place(number: str) -> None:
    paper = read(commons().replace(f"<b>{number}</b>", ""))
    assert silent_faults(paper, COMMONS) == []
    lost = [record for record in paper.amendments if not record.number]
    assert len(lost) == 1 and len(paper.amendments) == 4
    assert [(problem.place, problem.reason) for problem in paper.problems] == [
        (lost[0].place, "the number is lost in this copy")
    ]


@pytest.mark.parametrize("number", [one.number for one in LORDS])
def test_a_lost_number_of_the_lords_is_named_after_the_one_before(number: str) -> None:
    paper = read(re.sub(rf"<b>{number}\*?</b>", "", lords()))
    assert silent_faults(paper, LORDS) == []
    before = {"24ZAA": "after 24ZA", "67": "after 24ZAA", "59A": "after 67", "24ZA": "at place 1 in the list"}
    assert [problem.place for problem in paper.problems] == [f"amendment {before[number]}"]


def test_all_numbers_lost_as_in_a_text_extract() -> None:
    paper = read(re.sub(r"<b>(?:61|98|12|NC34)</b>", "", commons()))
    assert [record.number for record in paper.amendments] == ["", "", "", ""]
    assert len({record.place for record in paper.amendments}) == 4
    assert [p.reason for p in paper.problems] == ["the number is lost in this copy"] * 4


@pytest.mark.parametrize("one", COMMONS, ids=lambda one: one.number)
def test_lost_names_are_named_and_nobody_elses_are_taken(one: Tabled) -> None:
    text = commons()
    for name in one.names:
        block = f"<td>{name}</td>"
        at = text.rindex(block, 0, text.index(f"<b>{one.number}</b>"))
        text = text[:at] + "<td></td>" + text[at + len(block) :]
    paper = read(text)
    assert silent_faults(paper, COMMONS) == []
    record = next(r for r in paper.amendments if r.number == one.number)
    assert not record.sponsors
    assert [(p.place, p.reason) for p in paper.problems] == [(record.place, "the names are lost in this copy")]


def test_names_and_number_and_words_in_one_line_of_the_lords() -> None:
    front = "<h1>Harbour Lights Bill</h1><p>MARSHALLED LIST OF AMENDMENTS TO BE MOVED IN COMMITTEE</p><p>Clause 1</p>"
    line = "LORD SALT BARONESS FINCH OF QUAY 24ZA Page 1, line 2, leave out “x” LORD HERON 24ZB* Page 1, line 3, leave out “y”"  # noqa: E501  a page is one line
    paper = read(f"<html><body>{front}<p>{line}</p></body></html>")
    assert [(r.number, r.star, [s.name for s in r.sponsors or ()], r.text) for r in paper.amendments] == [
        ("24ZA", "", ["LORD SALT", "BARONESS FINCH OF QUAY"], "Page 1, line 2, leave out “x”"),
        ("24ZB", "★", ["LORD HERON"], "Page 1, line 3, leave out “y”"),
    ]


def test_names_run_into_a_number_in_the_commons_are_lost_not_guessed() -> None:
    line = "Ann Heron Mike Keane 61 Clause 4, page 2, line 1, leave out ‘x’ Sarah Trent 62 ★ Clause 4, page 2, line 2, leave out ‘y’"  # noqa: E501  a page is one line
    paper = read(f"<html><body><p>Public Bill Committee: 2 September 2014</p><p>{line}</p></body></html>")
    assert [(r.number, r.star) for r in paper.amendments] == [("61", ""), ("62", "★")]
    assert {p.place for p in paper.problems} >= {"amendment 61", "amendment 62"}
    assert "Sarah Trent" not in [s.name for s in paper.amendments[0].sponsors or ()]
