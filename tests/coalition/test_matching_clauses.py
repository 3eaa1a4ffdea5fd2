"""Which clause is which, from version to version: only where there is no doubt."""

from coalition.matching.clauses import Known, Match, match_clauses

LAMPS = Known("lamps", "Every step is lit", "A harbour authority must light every step of every harbour by night.")
BELLS = Known("bells", "Bells", "A harbour authority must ring a bell in fog, every two minutes, until it lifts.")
NETS = Known("nets", "Nets", "Nets must be mended on land and never on a public step or a public landing.")


def match(*read: Known) -> list[Match]:
    return match_clauses(read, [LAMPS, BELLS, NETS])


def test_a_key_in_the_file_is_the_identity() -> None:
    assert match(Known("bells", "Every step is lit", LAMPS.text)) == [Match("bells", "key")]
    assert match(Known("horns", "Bells", BELLS.text)) == [Match("", "new")]


def test_without_a_key_a_heading_that_stands_once_is() -> None:
    assert match(Known("", "every  STEP is lit", "Other words.")) == [Match("lamps", "heading")]


def test_a_heading_that_stands_twice_says_nothing() -> None:
    twice = [Known("", "Bells", "Short."), Known("", "Bells", "Shorter.")]
    assert match(*twice) == [Match("", "new"), Match("", "new")]


def test_a_text_clearly_like_one_other_is_that_clause() -> None:
    reworded = BELLS.text.replace("two minutes", "three minutes")
    assert match(Known("", "Signals in fog", reworded)) == [Match("bells", "text")]


def test_a_text_like_two_others_is_left_to_a_person() -> None:
    one = Known("one", "A", "A harbour authority must light the steps at the north pier by night.")
    two = Known("two", "B", "A harbour authority must light the steps at the south pier by night.")
    read = Known("", "C", "A harbour authority must light the steps at the east pier by night.")
    assert match_clauses([read], [one, two]) == [Match("", "unclear")]
    assert match_clauses([read, read], [one]) == [Match("", "unclear")] * 2


def test_no_clause_is_given_twice_and_one_that_is_gone_only_by_its_key() -> None:
    gone = Known("lamps", LAMPS.heading, LAMPS.text, is_current=False)
    assert match_clauses([Known("", LAMPS.heading, LAMPS.text)], [gone]) == [Match("", "new")]
    assert match_clauses([Known("lamps", "X", "Y")], [gone]) == [Match("lamps", "key")]
    both = match(Known("lamps", "X", "Y"), Known("", LAMPS.heading, LAMPS.text))
    assert both == [Match("lamps", "key"), Match("", "new")]
