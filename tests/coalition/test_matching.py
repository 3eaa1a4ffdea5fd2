"""Likeness of texts: what is suggested on a small corpus of our own, why, and what is left alone."""

import pytest

from coalition.matching.lineage import Trace, ancestors
from coalition.matching.quotation import marked, words_as_in
from coalition.matching.suggest import Suggester

CLAUSES = {
    "lamps": "Lamps on steps. The harbour authority must keep every lamp on the steps lit from dusk until dawn.",
    "keeper": "A keeper for each light. There is an independent keeper for every lighthouse, who may inspect it.",
    "bells": "Fog bells. A bell must be rung at intervals of one minute while fog lies on the water of a harbour.",
    "fees": "Fees. No fee may be charged for mooring a lifeboat at a quay that is owned by a public authority.",
    "maps": "Charts. The Secretary of State must publish a chart of every light, free of charge, once in each year.",
    "ferry": "Ferries. The master of a ferry must report a light that has failed to the harbour authority at once.",
}
AMENDMENTS = {
    "After “steps” insert “, and keep every lamp on the steps lit from dusk until one hour after dawn,”": "lamps",
    "New clause “Independent keeper. The Government must appoint an independent keeper of lights.”": "keeper",
    "Insert “A bell is to be rung at intervals of two minutes while fog lies on the water.”": "bells",
    "Insert “A public authority which owns a quay may not charge a fee for the mooring of lifeboats there”": "fees",
    "Insert “a chart of every light is to be published and available free of charge”": "maps",
    "Insert “Masters of ferries must report failed lights to the authority”": "ferry",
}
UNRELATED = [
    "Leave out “may” and insert “must”",
    "Page 3, line 4, leave out subsection (2)",
    "Insert “regulations under this section are subject to annulment in pursuance of a resolution of either House”",
    "Insert “This Act comes into force two months after it is passed”",
]


def test_each_amendment_finds_its_clause_first_and_unrelated_ones_find_none() -> None:
    suggester = Suggester(CLAUSES)
    first = {text: [one.key for one in suggester.candidates(text, 1)] for text in AMENDMENTS}
    right = sum(found == [AMENDMENTS[text]] for text, found in first.items())
    false = [text for text in UNRELATED if suggester.candidates(text)]
    print(f"own corpus: {right} of {len(AMENDMENTS)} first; {len(false)} of {len(UNRELATED)} false")
    assert first == {text: [key] for text, key in AMENDMENTS.items()}
    assert false == []


def test_the_reason_shows_the_words_that_are_shared() -> None:
    (first, *_) = Suggester(CLAUSES).candidates(next(iter(AMENDMENTS)), 1)
    assert "every lamp on the steps lit from dusk until”" in first.reason


def test_an_empty_text_is_suggested_to_nobody() -> None:
    assert Suggester(CLAUSES).candidates("") == []
    assert Suggester({}).candidates("Lamps on the steps") == []
    assert Suggester({"empty": ""}).candidates("Lamps on the steps") == []


@pytest.mark.parametrize(
    ("text", "given", "found"),
    [
        ("leave out “may” and insert", 'out "may" and', "out “may” and"),
        ("the harbour\n  authority", "harbour authority", "harbour\n  authority"),
        ("a ship’s lamp", "ship's lamp", "ship’s lamp"),
        ("a — b", "a - b", "a — b"),
        ("a lamp", "a lantern", None),
        ("a lamp", "A lamp", None),
        ("a lamp", "  ", ""),
        ("", "lamp", None),
    ],
)
def test_a_quotation_is_found_whatever_its_white_space_and_marks(text: str, given: str, found: str | None) -> None:
    assert words_as_in(text, given) == found


def test_a_marked_text_is_the_text() -> None:
    pieces = marked("keep every lamp lit", "every  lamp")
    assert "".join(piece.text for piece in pieces) == "keep every lamp lit"
    assert [piece.text for piece in pieces if piece.is_quoted] == ["every lamp"]
    assert marked("", "") == []


LONG = "Keepers. The authority must appoint a keeper for each light who reports on it to Parliament once a year."


def test_an_amendment_tabled_again_is_found_and_says_why() -> None:
    old = Trace(1, LONG, "new_clause", heading="Keepers", names=frozenset({"Ada Quill"}))
    new = Trace(2, LONG.replace("once a year", "every year"), "new_clause", heading="Keepers", names=old.names)
    (found,) = ancestors(new, [old])
    assert (found.key, found.kind) == (1, "tabled again")
    assert found.reason == "Nearly the same words, the same heading, “Keepers” and the same name, Ada Quill."


def test_one_formula_at_two_places_is_no_descent() -> None:
    formula = "leave out “may” and insert “must”"
    here, there = Trace(1, formula, "substitute", "clause 2"), Trace(2, formula, "substitute", "clause 3")
    assert ancestors(here, [there]) == []
    assert ancestors(here, [Trace(3, formula, "substitute", "clause 2")]) == []  # nothing but the formula agrees
