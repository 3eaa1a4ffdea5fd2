"""Cross-references in plain words: brought up to date only where they can mean nothing but this Bill."""

import pytest

from tests.engine.small_bill import amended, clause, reasons, small_bill

BILL = """1 First
Lamps are kept.
2 Second
Lamps are cleaned.
3 Third
{said}"""


def third(said: str) -> str:
    """Clause 3 of a Bill whose clause 1 is left out: it becomes clause 2."""
    result = amended("Page 1, line 1, leave out Clause 1", bill=small_bill(BILL.format(said=said)))
    return clause(result, "2")


@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        ("A keeper licensed under section 2 is bound.", "A keeper licensed under section 1 is bound."),
        ("Sections 2 and 3 extend to Wales.", "Sections 1 and 2 extend to Wales."),
        ("Nothing in section 2(1) of this Act counts.", "Nothing in section 1(1) of this Act counts."),
    ],
)
def test_a_bare_reference_means_this_bill(said: str, becomes: str) -> None:
    assert third(said) == becomes


@pytest.mark.parametrize(
    "said",
    [
        "Under section 2 of the Harbours Act 1964 lamps are kept.",
        "Under sections 2, 3 and 9 of the Harbours Act 1964 lamps are kept.",
        "Under section 2 (lamps) of the Harbours Act 1964 lamps are kept.",
        "The Harbours Act 1964 is amended as follows, and section 2 is omitted.",
        "In section 2 omit “lamp”.",
        "Section 22 and section 2A stay.",
    ],
)
def test_what_may_mean_another_act_is_left_alone(said: str) -> None:
    assert third(said) == said


def test_in_an_amending_provision_only_what_says_this_act_moves() -> None:
    said = "In section 2 of the Harbours Act 1964 (as amended by section 2 of this Act) omit “lamp”."
    assert third(said) == said.replace("section 2 of this Act", "section 1 of this Act")


class TestInNewText:
    """New text cites the print it was tabled to; the next print gives what it cites the new number."""

    NEW = (
        "To move the following Clause—\n‘Horns\n(1) A horn is a lamp.\n"
        "(2) See sections 2(1), 4 and 5, section 5 of the Harbours Act 1964 and subsection (1).’."
    )

    def test_a_new_clause_follows_the_numbers_of_the_print(self) -> None:
        result = amended(self.NEW, position="after clause 2")
        row = clause(result, "3").split("\n")[1]
        assert row == "(2) See sections 2(1), 5 and 6, section 5 of the Harbours Act 1964 and subsection (1)."

    def test_new_subsections_cite_each_other_and_the_print(self) -> None:
        result = amended(
            "Clause 1, page 1, line 5, at end insert—\n‘(1A) Oil is fuel.\n(1B) See subsections (1A) and (2).’.",
            "Clause 2, page 1, line 16, leave out “five years” and insert “a term under section 1(1A)”",
        )
        assert reasons(result) == ["", ""]
        assert "(3) See subsections (2) and (4)." in clause(result, "1").split("\n")
        assert "A licence lasts for a term under section 1(2)." in clause(result, "2")

    def test_a_reference_goes_on_to_what_takes_the_place_of_its_target(self) -> None:
        result = amended(
            "Clause 2, page 1, line 15, at end insert—\n‘(1A) A licence is free.’.",
            "Clause 2, page 1, line 16, leave out subsection (2) and insert—\n‘(2) A licence ends.’.",
        )
        assert clause(result, "2").endswith(
            "(3) A licence ends.\n(4) Regulations under subsection (3) may change its length."
        )

    def test_words_put_into_another_act_keep_their_numbers(self) -> None:
        result = amended(
            "Page 1, line 3, leave out Clause 1", "Clause 3, page 1, line 22, after “green” insert “under section 2”"
        )
        assert "must be green under section 2." in clause(result, "2")

    def test_a_reference_that_two_amendments_could_mean_is_left(self) -> None:
        order = "Clause 1, page 1, line 5, at end insert—\n‘(1A) See subsection (1A).’."
        assert clause(amended(order, order.replace("See", "Read")), "1").count("subsection (1A)") == 2
