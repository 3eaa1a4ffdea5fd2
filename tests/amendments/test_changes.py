"""What changed between two lists: who is who, what kind of change it is, and nothing that did not change."""

import time
from dataclasses import fields, replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from amendments.changes import GRADES, ListComparison, comparable_text, compare, displaced, grade, match
from scrapers.records import AmendmentRecord, SponsorRecord

QUILL = SponsorRecord("Ada Quill", True, 1, 4001)
FINCH = SponsorRecord("Bo Finch", False, 2, 88)


def listed(number: str, dnum: str = "", text: str = "Clause 2, leave out “lamp”", **said: object) -> AmendmentRecord:
    """An amendment as one paper states it."""
    facts = {"op": "leave_out", "provision": "clause 2", "page": 3, "line": 4, "sponsors": (QUILL,), "statement": ""}
    return AmendmentRecord(
        place=f"amendment {number}",
        number=number,
        position=0,
        dnum=dnum.casefold(),
        dnum_printed=dnum,
        text=text,
        text_is_full=True,
        **(facts | said),  # type: ignore[arg-type]
    )


def changed(found: ListComparison) -> dict[str, list[str]]:
    """The lists of a comparison that hold something."""
    return {f.name: getattr(found, f.name) for f in fields(found)[2:] if getattr(found, f.name)}


# ---- typography ----
SAME = [
    ("leave out “lamp”", 'leave out "lamp"'),
    ("leave out ‘lamp’", "leave out “lamp”"),
    ("the Member’s lamp", "the Member's lamp"),
    ("at end insert—", "at end insert –"),
    ("at end insert — “(a) lamp", "at end insert—“(a) lamp"),
    ("line\u00a04,  page 3\nend", "line 4, page 3 end"),
    ("lan\u00adtern", "lantern"),
    ("cafe\u0301", "café"),
    ("and so on…", "and so on..."),
    ("“ lamp ”", "“lamp”"),
    ("oil\u2011lamp", "oil-lamp"),
    ("safe\u200btext", "safetext"),
]
OTHER = [
    ("leave out “lamp”", "leave out lamp"),
    ("leave out “lamp”", "leave out “lamps”"),
    ("Clause 2, line 4", "Clause 2, line 5"),
    ("£1.5 million", "£15 million"),
    ("may", "May"),
    ("lamp, and oil", "lamp and oil"),
    ("a lamp", "alamp"),
    ("10²", "102"),
    ("not lit", "now lit"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spacing_and_the_style_of_marks_are_typography(one: str, other: str) -> None:
    assert comparable_text(one) == comparable_text(other)
    assert grade(listed("1", "HoC1", one), listed("1", "HoC1", other)) == ("typography",)


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_words_figures_case_and_punctuation_are_text(one: str, other: str) -> None:
    assert comparable_text(one) != comparable_text(other)
    assert grade(listed("1", "HoC1", one), listed("1", "HoC1", other)) == ("text",)


@settings(deadline=None)
@given(st.text())
def test_comparable_text_of_comparable_text_is_itself(text: str) -> None:
    once = comparable_text(text)
    assert comparable_text(once) == once


# ---- grades ----
@pytest.mark.parametrize(
    ("changes", "grades"),
    [
        ({}, ()),
        ({"text": "Clause 2, leave out “wick”"}, ("text",)),
        ({"statement": "This removes lamps."}, ("text",)),
        ({"provision": "clause 3"}, ("target",)),
        ({"page": 9}, ("target",)),
        ({"line": None}, ()),
        ({"decision": "Agreed to"}, ("decision",)),
        ({"number": "2"}, ("number",)),
        ({"sponsors": (QUILL, FINCH)}, ("signatures",)),
        ({"sponsors": (replace(QUILL, declared_interest=True),)}, ("signatures",)),
        ({"sponsors": (replace(QUILL, name="Dame Ada Quill"),)}, ()),
        ({"sponsors": None}, ()),
        ({"text": None, "summary_text": None}, ()),
        ({"star": "★", "position": 9}, ()),
        ({"number": "2", "line": 5, "text": "Clause 2, leave out “wick”"}, ("text", "target", "number")),
    ],
)
def test_each_change_has_its_grade_and_silence_is_no_change(
    changes: dict[str, object], grades: tuple[str, ...]
) -> None:
    old = listed("1", "HoC1")
    assert grade(old, replace(old, **changes)) == grades  # type: ignore[arg-type]


def test_a_source_that_no_longer_states_a_decision_has_not_changed_it() -> None:
    assert grade(listed("1", "HoC1", decision="Withdrawn"), listed("1", "HoC1")) == ()


def test_grades_come_weightiest_first_and_place_is_known_from_the_lists_only() -> None:
    old = listed("1", "HoC1")
    new = listed("2", "HoC1", "other words", provision="clause 9", decision="Agreed to", sponsors=(FINCH,))
    assert grade(old, new, moved=True) == GRADES[:-1]


# ---- whole lists ----
def test_the_same_list_twice_shows_nothing() -> None:
    both = [listed(str(n), f"HoC{n}") for n in range(1, 30)]
    assert changed(compare(both, both)) == {}


def test_a_shift_of_every_number_is_a_renumbering_and_nothing_else() -> None:
    old = [listed(str(n), f"HoC{n}", f"Clause {n}, leave out “lamp”") for n in range(1, 30)]
    new = [replace(record, number=str(int(record.number) + 1)) for record in old]
    assert changed(compare(old, new)) == {"renumbered": [record.dnum_printed for record in old]}


def test_entries_spell_the_dnum_as_printed_and_use_the_number_where_there_is_none() -> None:
    old = [listed("1", "HoC1"), listed("2", "", "Clause 9, leave out “wick”")]
    assert changed(compare(old, [])) == {"absent": ["HoC1", "2"]}
    assert changed(compare([], old)) == {"added": ["HoC1", "2"]}


def test_a_number_taken_over_by_another_amendment_is_one_gone_and_one_new() -> None:
    found = compare([listed("5", "HoC1")], [listed("5", "HoC2")])
    assert changed(found) == {"added": ["HoC2"], "absent": ["HoC1"]}


def test_stars_that_come_and_go_are_told_apart_from_everything_else() -> None:
    found = compare([listed("1", "HoC1", star="★"), listed("2", "HoC2")], [listed("1", "HoC1"), listed("2", "HoC2")])
    assert changed(found) == {"star_changed": ["HoC1"]}


def test_a_reordered_list_names_only_what_moved() -> None:
    old = [listed(str(n), f"HoC{n}") for n in range(1, 7)]
    new = [old[4], *old[:4], old[5]]
    assert changed(compare(old, new)) == {"moved": ["HoC5"]}


def test_an_amendment_that_goes_moves_nobody() -> None:
    old = [listed(str(n), f"HoC{n}") for n in range(1, 7)]
    assert changed(compare(old, old[1:])) == {"absent": ["HoC1"]}


# ---- who is who ----
def test_dnums_match_whatever_their_case() -> None:
    assert match([listed("1", "HoC1")], [listed("9", "hoc1")]) == [(0, 0)]


def test_the_series_id_matches_where_a_dnum_is_missing_but_never_against_two_dnums() -> None:
    old = listed("1", "", series_id="s-1")
    assert match([old], [listed("7", "HoC7", "all other words", series_id="s-1")]) == [(0, 0)]
    assert match([listed("1", "HoC1", series_id="s-1")], [listed("1", "HoC2", series_id="s-1")]) == []


NUMBERED_ONLY = {
    "the same number and text": (listed("5"), listed("5", sponsors=(FINCH,)), True),
    "the same number, typography apart": (listed("5"), listed("5", text='Clause 2,  leave out "lamp"'), True),
    "the same text under another number": (listed("5"), listed("6"), True),
    "reworded by the same Member on the same clause": (listed("5"), listed("5", text="new words", line=9), True),
    "reworded at the same line": (listed("5"), listed("5", text="new words", sponsors=(FINCH,)), True),
    "the number alone": (listed("5"), listed("5", text="new", provision="clause 9", sponsors=(FINCH,)), False),
    "number and op, by another Member elsewhere": (
        listed("5"),
        listed("5", text="new", line=9, sponsors=(FINCH,)),
        False,
    ),
    "number and Member, on another clause": (listed("5"), listed("5", text="new", provision="clause 9"), False),
    "no number at all": (listed("", text="a"), listed("", text="b"), False),
}


@pytest.mark.parametrize(("old", "new", "are_one"), NUMBERED_ONLY.values(), ids=NUMBERED_ONLY)
def test_papers_without_dnums_match_on_more_than_the_number(
    old: AmendmentRecord, new: AmendmentRecord, are_one: bool
) -> None:
    assert (match([old], [new]) == [(0, 0)]) is are_one


def test_identical_texts_under_different_numbers_are_not_guessed_apart() -> None:
    old = [listed("5", sponsors=(FINCH,), line=1), listed("6", sponsors=(FINCH,), line=2)]
    new = [listed("7", sponsors=(QUILL,), line=3), listed("8", sponsors=(QUILL,), line=4)]
    assert match(old, new) == []


def test_repeated_numbers_without_dnums_are_told_apart_by_their_text() -> None:
    old = [listed("5", text="Clause 2, leave out “lamp”"), listed("5", text="Clause 9, leave out “wick”")]
    assert match(old, list(reversed(old))) == [(0, 1), (1, 0)]


def test_a_dnum_repeated_in_both_lists_matches_by_number() -> None:
    old = [listed("5", "HoC1", "lamp"), listed("6", "HoC1", "wick")]
    assert match(old, list(reversed(old))) == [(0, 1), (1, 0)]


RECORDS = st.lists(
    st.builds(
        listed,
        number=st.sampled_from(["1", "2", "3", ""]),
        dnum=st.sampled_from(["HoC1", "HoC2", "HoC3", ""]),
        text=st.sampled_from(["lamp", "wick", "oil"]),
        series_id=st.sampled_from(["s1", "s2", ""]),
    ),
    max_size=6,
)


@settings(deadline=None)
@given(RECORDS, RECORDS)
def test_whatever_the_lists_each_amendment_is_matched_once_or_reported(
    old: list[AmendmentRecord], new: list[AmendmentRecord]
) -> None:
    pairs = match(old, new)
    found = compare(old, new)
    assert len({one for one, _ in pairs}) == len({other for _, other in pairs}) == len(pairs)
    assert len(found.absent) == len(old) - len(pairs)
    assert len(found.added) == len(new) - len(pairs)


def test_the_fewest_moves_explain_any_order() -> None:
    for order in permutations(range(5)):
        stay = [position for at, position in enumerate(order) if at not in displaced(order)]
        assert stay == sorted(stay)
    assert displaced([0, 1, 2, 3]) == set()
    assert len(displaced([4, 0, 1, 2, 3])) == 1


def test_hostile_lists_and_texts_take_no_time() -> None:
    twins = [listed(str(n % 7), "HoC1", "lamp") for n in range(4000)]
    start = time.process_time()
    assert changed(compare(twins, twins)) == {}
    for run in ("\u00a0" * 200_000, "- " * 100_000, "“ " * 100_000, "-" * 200_000, "—" * 200_000):
        comparable_text(run)
    assert time.process_time() - start < 3
