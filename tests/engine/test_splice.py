"""Laws of spliced text, whatever the edits: nothing of the print is lost, nothing comes from nowhere."""

from hypothesis import given
from hypothesis import strategies as st

from amendments.engine.conflict import clashes, without_clashes
from amendments.engine.instruction import Line, New
from amendments.engine.locate import Edit
from amendments.engine.splice import kept_text, spliced

WORDS = st.sampled_from(["lamp", "keeper", "(1)", "dusk,", "until", "dawn.", "“tower”", "rope;", "and"])
TEXTS = st.lists(st.lists(WORDS, min_size=1, max_size=6), min_size=1, max_size=6).map(
    lambda rows: "\n".join(" ".join(row) for row in rows)
)


@st.composite
def edited(draw: st.DrawFn) -> tuple[str, list[Edit]]:
    """A text and edits of whole words in it, in order, none touching another."""
    text = draw(TEXTS)
    starts = [0, *(at + 1 for at, mark in enumerate(text) if mark in " \n")]
    edits, after = [], 0
    for number, start in enumerate(starts):
        if start < after or not draw(st.booleans()):
            continue
        end = next((at for at in range(start, len(text)) if text[at] in " \n"), len(text))
        new = draw(st.one_of(st.none(), WORDS))
        is_insertion = new is not None and draw(st.booleans())
        is_rows = is_insertion and end < len(text) and text[end] == "\n"
        place = (end, end) if is_insertion else (start, end)
        lines = New((Line(new),), is_block=is_rows) if new is not None else None
        edits.append(Edit(str(number), *place, lines, is_rows=is_rows))
        after = end + 1
    return text, edits


@given(edited())
def test_what_stays_and_what_goes_is_the_print(given_: tuple[str, list[Edit]]) -> None:
    text, edits = given_
    spans = spliced(text, 0, len(text), edits)
    assert "".join(span.text for span in spans if span.kind != "inserted") == text


@given(edited())
def test_every_word_that_comes_or_goes_names_its_amendment(given_: tuple[str, list[Edit]]) -> None:
    text, edits = given_
    numbers = {edit.number for edit in edits}
    for span in spliced(text, 0, len(text), edits):
        assert (span.by in numbers) if span.kind != "same" else span.by == ""


@given(edited())
def test_the_words_that_remain_are_those_expected(given_: tuple[str, list[Edit]]) -> None:
    text, edits = given_
    expected = list(text)
    for edit in reversed(edits):
        new = edit.new.words if edit.new else ""
        expected[edit.start : edit.end] = f" {new} " if new else " "
    now = kept_text(spliced(text, 0, len(text), edits))
    assert "".join(now.split()) == "".join("".join(expected).split())
    assert "  " not in now
    assert "\n\n" not in now


@given(edited())
def test_without_edits_the_text_is_as_it_was(given_: tuple[str, list[Edit]]) -> None:
    assert kept_text(spliced(given_[0], 0, len(given_[0]), [])) == given_[0]


RANGES = st.tuples(st.integers(0, 40), st.integers(0, 8))


@given(st.lists(RANGES, max_size=12))
def test_what_stands_together_never_touches_one_character_twice(ranges: list[tuple[int, int]]) -> None:
    edits = [Edit(str(at), start, start + size) for at, (start, size) in enumerate(ranges)]
    kept, stopped = without_clashes(edits)
    taken = [at for edit in kept for at in range(edit.start, edit.end)]
    assert len(taken) == len(set(taken))
    assert {edit.number for edit in kept} | set(stopped) == {edit.number for edit in edits}
    assert clashes(kept) == []
