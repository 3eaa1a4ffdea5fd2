"""A clause as amended, row by row: numbers in the margin with their old ones, depths, and where each change stands."""

from amendments.amended_rows import AmendedRow, rows_of_unit
from tests.engine.small_bill import amended


def rows(*texts: str, unit: str) -> list[AmendedRow]:
    """The rows of the clause or Schedule that has this number in the text as amended."""
    result = amended(*texts)
    kind, _, number = unit.partition(" ")
    (found,) = [each for each in result.units if each.kind == kind and each.number == number and not each.is_left_out]
    return rows_of_unit(found, result)


def shown(row: AmendedRow) -> str:
    """A row as one string: depth, number, words."""
    return f"{row.depth} {row.num} {''.join(span.text for span in row.spans if span.kind != 'removed')}".strip()


def test_rows_hang_their_numbers_and_tell_their_depth() -> None:
    found = rows("Clause 1, page 1, line 4, leave out “dusk”", unit="clause 1")
    assert [(row.num, row.depth) for row in found] == [
        ("(1)", 0), ("(2)", 0), ("(a)", 1), ("(b)", 1), ("(c)", 1), ("(3)", 0)
    ]  # fmt: skip
    assert [row.state for row in found][:2] == ["changed", "same"]


def test_the_mark_that_opens_quoted_text_stands_with_its_number() -> None:
    found = rows("Clause 3, page 1, line 22, leave out “green” and insert “red”", unit="clause 3")
    assert [shown(row) for row in found] == [
        "0  After section 12 of the Harbours Act 1964 insert—",
        "1 “12A Lamps in harbours",
        "2 (1) A harbour must have a lamp.",
        "2 (2) The lamp must be red.",
        "2 (3) The lamp must be kept dry.”",
    ]


def test_a_removed_row_is_one_and_what_moves_up_keeps_its_old_number_beside_it() -> None:
    found = rows("Clause 1, page 1, line 6, leave out subsection (2)", unit="clause 1")
    removed = [row for row in found if row.state == "removed"]
    assert [row.num for row in removed] == ["(2)", "(a)", "(b)", "(c)"]
    assert all(row.by == ("1",) for row in removed)
    assert (found[-1].num, found[-1].old_num, found[-1].state, found[-1].by) == ("(2)", "(3)", "same", ())


def test_inserted_rows_stand_at_the_depth_of_the_provisions_beside_them() -> None:
    found = rows("Clause 1, page 1, line 9, at end insert—\n“(d) the lamp is new.”", unit="clause 1")
    (inserted,) = [row for row in found if row.state == "inserted"]
    assert (inserted.num, inserted.depth, inserted.page) == ("(d)", 1, None)


def test_a_change_is_placed_on_the_line_it_stands_on_and_not_where_its_row_begins() -> None:
    found = rows("Clause 1, page 1, line 5, leave out “dawn” and insert “day”", unit="clause 1")
    assert (found[0].page, found[0].line) == (1, 5)


def test_a_cross_reference_that_follows_is_no_change_of_words() -> None:
    found = rows("Clause 2, page 1, line 13, leave out subsection (1)", unit="clause 2")
    last = found[-1]
    assert [(span.text, span.was) for span in last.spans if span.was] == [("1", "2")]
    assert all(span.kind == "same" for span in last.spans)
