"""A print as one running text: rows as a reader expects them, and places that lead back to the tree exactly."""

from pathlib import Path

import pytest

from bills.text.plain import Unit, units_of
from bills.text.running import RunningText, even
from scrapers.parse.bill_print import parse
from tests.scrapers.printed import clause, print_file, quoted, subsection

PRINTS = (
    "prints/dpdi_bill265_as_introduced.xml",
    "prints/dpdi_bill314_as_amended_in_committee.xml",
    "prints/social_housing_bill177_brought_from_lords.xml",
    "pdf/reul_hl89.xml",
)
INNER = '<subsection GUID="_i" eId="i"><num>(2A)</num><content><p>Lamps are lit at dusk.</p></content></subsection>'


def running(*provisions: str) -> RunningText:
    return RunningText(parse(print_file("\n".join(provisions))).tree)


def test_a_clause_is_rows_of_number_and_words() -> None:
    text = running(clause(1, subsection("1", "Keepers must keep lamps.") + subsection("2", "Lamps are kept dry.")))
    (unit,) = units_of(text)
    assert (unit.kind, unit.number) == ("clause", "1")
    assert unit.text == "(1) Keepers must keep lamps.\n(2) Lamps are kept dry."


def test_quoted_text_stands_between_its_marks_and_what_follows_them_stays_on_their_row() -> None:
    body = f"<content><p><mod>After subsection (2) insert—{quoted(INNER)}; and</mod></p></content>"
    (unit,) = units_of(running(clause(1, body)))
    assert unit.text == "After subsection (2) insert—\n“(2A) Lamps are lit at dusk.”; and"


def test_a_clause_in_quoted_text_is_no_clause_of_the_bill() -> None:
    section = '<section class="prov1" GUID="_s" eId="s"><num>4A</num><content><p>Lamps.</p></content></section>'
    units = units_of(running(clause(1, f"<content><p><mod>insert—{quoted(section)}</mod></p></content>")))
    assert [(unit.kind, unit.number) for unit in units] == [("clause", "1")]
    assert isinstance(units[0], Unit)


def test_each_definition_stands_on_a_row_of_its_own() -> None:
    terms = "".join(
        f'<hcontainer GUID="_{n}" class="definition" eId="sec_1__def_{n}" name="definition">'
        f"<content><p>“{n}” means a lamp;</p></content></hcontainer>"
        for n in ("beacon", "buoy")
    )
    intro = "<intro><p>In this Act—</p></intro>"
    assert running(clause(1, intro + terms)).rows(running(clause(1, intro + terms)).printed.all[0]).split("\n") == [
        "In this Act—",
        "“beacon” means a lamp;",
        "“buoy” means a lamp;",
    ]


def test_text_is_evened_out_character_by_character() -> None:
    said = "“lamp’s”\nnon‑stop\ttext"
    assert even(said) == '"lamp\'s" non-stop text'
    assert len(even(said)) == len(said)


@pytest.mark.shared
@pytest.mark.parametrize("name", PRINTS)
def test_every_piece_of_a_real_print_is_what_its_tree_holds(shared: Path, name: str) -> None:
    text = RunningText(parse((shared / "lawmaker" / name).read_bytes()).tree)
    all_provisions = text.printed.all
    for piece in text.pieces:
        held = all_provisions[piece.provision].part(piece.part)
        assert text.text[piece.start : piece.end] == held[piece.offset : piece.offset + piece.end - piece.start]
    for each in all_provisions:
        start, end = text.range_of(each)
        assert all(start <= text.range_of(child)[0] <= text.range_of(child)[1] <= end for child in each.children)


@pytest.mark.shared
@pytest.mark.parametrize("name", PRINTS[1:])
def test_every_printed_line_of_a_real_print_is_found_in_its_running_text(shared: Path, name: str) -> None:
    text = RunningText(parse((shared / "lawmaker" / name).read_bytes()).tree)
    wrong = []
    for page, line in text.index.lines:
        said = " ".join(" ".join(text.text[slice(*each)] for each in text.line_ranges(page, line)).split())
        if said != " ".join(text.index.text(page, line).split()):
            wrong.append((page, line, said))
        if said and text.line_at(text.line_ranges(page, line)[0][0]) != (page, line):
            wrong.append((page, line, "line_at"))
    assert wrong == []
