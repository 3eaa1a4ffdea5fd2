"""Redlines of two texts, word by word."""

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bills.text.redline import Span, redline, words_changed
from bills.text.words import LARGEST_TABLE, runs

PIECES = ["lamp", "keeper", "a", "x-y", "Tŷ’s", ",", ";", "“", "”", " ", "  ", "\n", "\u00a0", "1(2)", "…", "_"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=30)


def joined(spans: list[Span], *kinds: str) -> str:
    return "".join(span.text for span in spans if span.kind in kinds)


def marked_up(spans: list[Span]) -> str:
    marks = {"same": "{}", "inserted": "[+{}+]", "removed": "[-{}-]"}
    return "".join(marks[span.kind].format(span.text) for span in spans)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_back_exactly_from_any_redline(old: str, new: str) -> None:
    spans = redline(old, new)
    assert joined(spans, "same", "inserted") == new
    assert joined(spans, "same", "removed") == old


@given(TEXTS, TEXTS)
def test_no_two_neighbours_are_of_one_kind_and_none_is_empty(old: str, new: str) -> None:
    spans = redline(old, new)
    assert all(span.text for span in spans)
    assert all(one.kind != two.kind for one, two in pairwise(spans))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("", "", ""),
        ("A lamp.", "A lamp.", "A lamp."),
        ("", "A lamp.", "[+A lamp.+]"),
        ("A lamp.", "", "[-A lamp.-]"),
        ("The keeper must light the lamp.", "The keeper may light the lamp.",
         "The keeper [-must-][+may+] light the lamp."),
        ("lit at dusk by a keeper", "lit at dusk, by a keeper", "lit at dusk[+,+] by a keeper"),
        ("a well-kept lamp burning", "a well-lit lamp burning", "a [-well-kept-][+well-lit+] lamp burning"),
        ("The lamp is lit", "The great lamp is lit", "The[+ great+] lamp is lit"),
        ("one two three", "one  two three", "one[- -][+  +]two three"),
    ],
)  # fmt: skip
def test_whole_words_are_marked_never_letters(old: str, new: str, shown: str) -> None:
    assert marked_up(redline(old, new)) == shown


def test_a_small_island_of_equal_words_between_changes_is_merged() -> None:
    old, new = "before dusk of the day every keeper rests", "before dawn of the week every keeper rests"
    assert marked_up(redline(old, new)) == "before [-dusk of the day-][+dawn of the week+] every keeper rests"


def test_three_equal_words_between_changes_stay() -> None:
    old, new = "dusk on that same day", "dawn on that same night"
    assert marked_up(redline(old, new)) == "[-dusk-][+dawn+] on that same [-day-][+night+]"


def test_equal_words_at_the_ends_stay_however_few() -> None:
    assert marked_up(redline("The lamp", "The light")) == "The [-lamp-][+light+]"
    assert marked_up(redline("red lamp", "green lamp")) == "[-red-][+green+] lamp"


def test_words_are_counted_and_punctuation_is_not() -> None:
    assert words_changed("a lamp, lit", "a lamp lit daily at dusk") == (3, 0)
    assert words_changed("a lamp; lit", "a lamp, lit") == (0, 0)
    assert words_changed("must be lit", "may") == (1, 3)


def test_counts_are_the_fewest_possible_even_where_islands_are_merged() -> None:
    assert words_changed("dusk of the day", "dawn of the week") == (2, 2)


def test_counts_agree_with_the_lengths_of_the_texts() -> None:
    chance = random.Random(9)
    for _ in range(500):
        old = [chance.choice("abcde") for _ in range(chance.randrange(20))]
        new = [chance.choice("abcde") for _ in range(chance.randrange(20))]
        inserted, removed = words_changed(" ".join(old), " ".join(new))
        assert len(old) - removed + inserted == len(new)


def test_two_huge_different_texts_become_one_replacement_instead_of_a_long_wait() -> None:
    size = int(LARGEST_TABLE**0.5) + 1
    old = ["same", *(f"a{at}" for at in range(size))]
    new = ["same", *(f"b{at}" for at in range(size))]
    assert [(run.is_equal, run.old_stop - run.old_start) for run in runs(old, new)] == [(True, 1), (False, size)]
