"""Cross-references in plain words: brought up to date only where they can mean nothing but this Bill."""

import pytest

from tests.engine.small_bill import amended, clause, small_bill

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
