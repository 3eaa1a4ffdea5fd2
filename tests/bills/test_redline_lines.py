"""Redlines of an amendment's printed lines."""

import random
from collections.abc import Sequence
from typing import Any

from bills.text.redline_lines import Fold, LineRedline, aligned, fold, redline_lines, words_of

INSTRUCTION = "Clause 2, page 3, line 4, at end insert—"
LAMP = "The keeper must light the lamp at dusk."
REST = "A keeper who is ill may rest until relieved."
FEE = "No fee is due from fishing boats."


def lines(*rows: tuple[str, str]) -> list[dict[str, Any]]:
    return [{"text": text, "num": num, "depth": 1 if num else 0, "kind": "text"} for num, text in rows]


def states(found: Sequence[LineRedline | Fold]) -> list[str]:
    return [f"fold {line.count}" if isinstance(line, Fold) else line.state for line in found]


def test_a_changed_word_marks_its_line_only() -> None:
    old = lines(("", INSTRUCTION), ("(1)", LAMP), ("(2)", REST))
    new = lines(("", INSTRUCTION), ("(1)", LAMP.replace("dusk", "dawn")), ("(2)", REST))
    found = redline_lines(old, new)
    assert states(found) == ["same", "changed", "same"]
    assert [(span.kind, span.text) for span in found[1].spans] == [
        ("same", "The keeper must light the lamp at "),
        ("removed", "dusk"),
        ("inserted", "dawn"),
        ("same", "."),
    ]


def test_an_inserted_line_renumbers_the_rest_without_changing_it() -> None:
    found = redline_lines(lines(("(1)", LAMP), ("(2)", FEE)), lines(("(1)", LAMP), ("(2)", REST), ("(3)", FEE)))
    assert states(found) == ["same", "inserted", "same"]
    assert (found[2].num, found[2].old_num) == ("(3)", "(2)")
    assert found[0].old_num == ""


def test_a_removed_line_keeps_its_old_number() -> None:
    found = redline_lines(lines(("(1)", LAMP), ("(2)", REST), ("(3)", FEE)), lines(("(1)", LAMP), ("(2)", FEE)))
    assert [(line.state, line.num) for line in found] == [("same", "(1)"), ("removed", "(2)"), ("same", "(2)")]


def test_lines_that_have_little_in_common_are_one_removed_and_one_inserted() -> None:
    assert states(redline_lines(lines(("(1)", LAMP)), lines(("(1)", FEE)))) == ["removed", "inserted"]


def test_a_changed_line_is_found_among_new_ones() -> None:
    new = lines(("(1)", FEE), ("(2)", LAMP.replace("must", "may")), ("(3)", REST))
    found = redline_lines(lines(("(1)", LAMP)), new)
    assert states(found) == ["inserted", "changed", "inserted"]
    assert (found[1].num, found[1].old_num) == ("(2)", "(1)")


def test_long_unchanged_passages_fold_and_their_neighbours_stay_open() -> None:
    same = [(f"({at})", f"Rule {at} of the harbour stands.") for at in range(1, 9)]
    found = redline_lines(lines(*same, ("(9)", LAMP)), lines(*same, ("(9)", LAMP.replace("dusk", "dawn"))))
    assert states(found) == ["fold 7", "same", "changed"]
    assert isinstance(found[0], Fold)
    assert [line.num for line in found[0].lines] == [num for num, _ in same[:7]]


def test_a_short_unchanged_passage_is_not_folded() -> None:
    same = [(f"({at})", f"Rule {at} of the harbour stands.") for at in range(1, 4)]
    assert states(redline_lines(lines(*same, ("", LAMP)), lines(*same, ("", FEE)))) == [
        "same", "same", "same", "removed", "inserted",
    ]  # fmt: skip


def test_a_table_is_compared_by_its_cells() -> None:
    table = {"text": "", "num": "", "depth": 0, "kind": "table", "rows": [["Lamp", "Fee"], ["Great", "£4"]]}
    dearer = {**table, "rows": [["Lamp", "Fee"], ["Great", "£5"]]}
    assert words_of(table) == "Lamp\tFee\nGreat\t£4"
    assert states(redline_lines([table], [dearer])) == ["changed"]


def test_lines_with_keys_missing_read_as_plain_text() -> None:
    found = redline_lines([], [{"text": LAMP}])
    assert isinstance(found[0], LineRedline)
    assert (found[0].state, found[0].num, found[0].depth, found[0].kind) == ("inserted", "", 0, "text")


def test_the_old_and_the_new_lines_can_be_read_back_in_order() -> None:
    chance = random.Random(21)
    words = [LAMP, REST, FEE, LAMP.replace("dusk", "dawn"), FEE.replace("fishing", "small"), "and", ""]
    for _ in range(400):
        old = lines(*(("", chance.choice(words)) for _ in range(chance.randrange(7))))
        new = lines(*(("", chance.choice(words)) for _ in range(chance.randrange(7))))
        found = aligned(old, new)
        for rows, gone in ((old, "inserted"), (new, "removed")):
            read = [
                "".join(span.text for span in line.spans if span.kind != gone) for line in found if line.state != gone
            ]
            assert read == [words_of(row) for row in rows]


def test_folding_hides_nothing_for_good() -> None:
    same = lines(*((f"({at})", f"Rule {at} of the harbour.") for at in range(20)))
    found = fold(aligned(same, same))
    assert states(found) == ["fold 20"]
    assert isinstance(found[0], Fold)
    assert [line.num for line in found[0].lines] == [line["num"] for line in same]


def test_a_block_with_very_many_changed_lines_is_still_compared() -> None:
    old = lines(*(("", f"Boat {at} may land at pier {at}.") for at in range(150)))
    new = lines(*(("", f"Boat {at} may moor at pier {at}.") for at in range(150)))
    assert set(states(aligned(old, new))) == {"changed"}
