"""How questions are read, and how both databases are asked. No database."""

import pytest

from tracker.search.asked import label_of, read
from tracker.search.excerpt import excerpt, marked
from tracker.search.expression import for_fts5, for_tsquery, tiers
from tracker.search.words import FILLER, MOST_OF_ONE, bare_words, stream, words_of


def words(text: str) -> list[str]:
    return [each.word for each in words_of(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Renters’ Reform", ["renters", "reform"]),
        ("a person’s PERSON'S", ["a", "person", "person"]),
        ("section 14(2)(a)", ["section", "14", "2", "a"]),
        ("Café naïve ﬁne", ["cafe", "naive", "fine"]),
        ("“oil”—lamp’s " + "x" * 50, ["oil", "lamp", "x" * 40]),
        ("snake_case 👻 -- ''", ["snake", "case"]),
    ],
)
def test_a_text_is_taken_apart_into_words_without_case_accents_and_apostrophes(text: str, expected: list[str]) -> None:
    assert words(text) == expected
    assert bare_words(text) == expected


def test_a_word_knows_where_it_stands_in_the_text() -> None:
    text = "“Every harbour’s lamp”"
    assert [text[each.start : each.end] for each in words_of(text)] == ["Every", "harbour’s", "lamp"]


def test_a_word_too_many_leaves_the_places_of_the_others_as_they_are() -> None:
    kept = stream(["lamp"] * (MOST_OF_ONE + 1) + ["oil"])
    assert kept[-2:] == [FILLER, "oil"]


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("NC18 modern slavery", {"nc18"}),
        ("new clause 18", {"nc18"}),
        ("amendment 94", {"94"}),
        ("clause 52", {"c52"}),
        ("schedule 1", {"s1"}),
        ("Lords 72A", {"72a"}),
        ("HL Bill 51", {"hlbill51"}),
        ("Bill 8", {"bill8"}),
        ("94", {"94"}),
        ("section 14", set()),
        ("motion A1", {"a1"}),
        ("modern slavery 2015", set()),
    ],
)
def test_printed_numbers_are_recognised(question: str, labels: set[str]) -> None:
    assert read(question).labels == labels


def test_a_printed_number_is_kept_as_it_is_asked_for() -> None:
    assert [label_of(each) for each in ("NC18", "72A", "HL Bill 51")] == ["nc18", "72a", "hlbill51"]


def test_quoted_words_stand_side_by_side_and_only_the_last_loose_word_may_go_on() -> None:
    asked = read("lamp “oil of the” harb")
    assert [(each.words, each.is_beginning) for each in asked.parts] == [
        (("lamp",), False),
        (("oil", "of", "the"), False),
        (("harb",), True),
    ]
    assert not read("harb “oil”").parts[0].is_beginning
    assert not read("ha").parts[0].is_beginning
    assert not read("lamps for the").parts[-1].is_beginning
    assert read("renters' unclosed \"quote here").parts[-1].words == ("quote", "here")


@pytest.mark.parametrize(
    "question", ["", " ", "\x00", "👻", '"', "***", "\ud800", "() AND", '""""', "\u202e", "-" * 100_000]
)
def test_any_text_can_be_read(question: str) -> None:
    assert [each.words for each in read(question).parts] in ([], [("and",)])


def test_a_long_question_is_cut_and_says_so() -> None:
    assert read("lamp " * 30).is_cut
    assert read("x" * 100_000).is_cut
    assert not read("lamp oil").is_cut


def test_nothing_that_is_asked_for_reaches_the_syntax_of_either_database() -> None:
    for tier in tiers(read("a\"b' OR NEAR(x) col:y -z ^q | & ! <-> :*")):
        told = for_fts5(tier.expression) + for_tsquery(tier.expression)
        assert "NEAR" not in told
        assert "col:" not in told
        assert "''" not in told


def test_what_matched_is_marked_and_everything_else_is_escaped() -> None:
    asked = read('script "lamp oil"')
    html = excerpt("Leave out <script>alert(1)</script> and insert lamp oil & more", asked)
    assert "&lt;<mark>script</mark>&gt;" in html
    assert "<mark>lamp oil</mark> &amp; more" in html
    assert "<script" not in html
    assert marked("<b>Lamp</b> oil", asked) == "&lt;b&gt;Lamp&lt;/b&gt; oil"


def test_the_excerpt_is_the_stretch_that_holds_most_of_the_question() -> None:
    text = "lamp " + "word " * 200 + "the lamp oil of the harbour " + "word " * 200
    html = excerpt(text, read("oil lamp harbour"))
    assert html.startswith("… ")
    assert html.endswith(" …")
    assert "<mark>lamp</mark> <mark>oil</mark> of the <mark>harbour</mark>" in html
    assert len(html) < 400
