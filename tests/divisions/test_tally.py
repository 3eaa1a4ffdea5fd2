"""Who voted how: the sums add up, nobody is counted twice, and a bench without a whip has no rebels."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.divisions.bars import MOST_ROWS, WIDTH, bars_of
from tracker.divisions.result import AGREED, NOT_AGREED, TIED, UNKNOWN, result_of
from tracker.divisions.tally import (
    AGAINST,
    FOR,
    LOBBIES,
    NO_PARTY,
    NO_VOTE,
    NOT_PARTIES,
    PartySplit,
    against_their_party,
    majority_of,
    missing_names,
    split_of,
    voters_of,
)


def person(number: int, party: str | None = "Harbour Alliance", **more: object) -> dict[str, object]:
    return {"member_id": number, "name": f"Member {number}", "party": party, **more}


def test_each_side_is_told_by_party_the_largest_first() -> None:
    votes = {
        "ayes": [person(1), person(2), person(3, "Tidal Party")],
        "noes": [person(4, "Tidal Party"), person(5, None)],
        "no_vote_recorded": [person(6), person(7, "Upland Group")],
        "aye_tellers": [person(8), person(9)],
    }
    assert split_of(votes) == (
        PartySplit("Harbour Alliance", 2, 0, 1),
        PartySplit("Tidal Party", 1, 1, 0),
        PartySplit(NO_PARTY, 0, 1, 0),
        PartySplit("Upland Group", 0, 0, 1),
    )


def test_tellers_of_the_lords_stand_in_their_lobby_once_and_those_of_the_commons_beside_it() -> None:
    lords = voters_of({"contents": [person(1), person(2)], "content_tellers": [person(1)]})
    assert [(voter.member_id, voter.side, voter.is_teller) for voter in lords] == [(1, FOR, True), (2, FOR, False)]
    commons = voters_of({"ayes": [person(2)], "no_tellers": [person(1)]})
    assert [(voter.member_id, voter.side, voter.is_teller) for voter in commons] == [
        (1, AGAINST, True),
        (2, FOR, False),
    ]


def test_a_member_who_went_through_both_lobbies_is_in_both() -> None:
    both = voters_of({"ayes": [person(1)], "noes": [person(1)]})
    assert {voter.side for voter in both} == {FOR, AGAINST}


def test_members_stand_in_the_order_in_which_parliament_lists_them() -> None:
    votes = {"ayes": [person(1, name="Sir Adam Young", list_as="Young, Sir Adam"), person(2, name="Zoe Abbot")]}
    votes["noes"] = [person(3, name="Sam Blue", list_as="Blue, Sam")]
    assert [voter.name for voter in voters_of(votes)] == ["Sam Blue", "Sir Adam Young", "Zoe Abbot"]


@pytest.mark.parametrize(
    ("split", "side"),
    [
        (PartySplit("Tidal Party", 9, 1, 0), FOR),
        (PartySplit("Tidal Party", 1, 9, 0), AGAINST),
        (PartySplit("Tidal Party", 5, 5, 0), ""),
        (PartySplit("Tidal Party", 2, 1, 90), ""),
        *((PartySplit(bench, 90, 1, 0), "") for bench in sorted(NOT_PARTIES)),
    ],
)
def test_only_a_party_with_a_side_has_one(split: PartySplit, side: str) -> None:
    assert majority_of(split) == side


def test_those_against_most_of_their_party_are_named() -> None:
    votes = {
        "ayes": [person(n) for n in range(1, 5)] + [person(20, "Crossbench")],
        "noes": [person(9), person(21, "Crossbench"), person(22, "Crossbench"), person(23, "Crossbench")],
        "no_vote_recorded": [person(10)],
    }
    assert [voter.member_id for voter in against_their_party(voters_of(votes), split_of(votes))] == [9]


def test_names_that_the_data_leaves_out_are_counted() -> None:
    votes = {"ayes": [person(1)], "noes": [person(2), person(3)]}
    assert missing_names(votes, 2, 2) == {FOR: (1, 2)}
    assert missing_names(votes, 1, None) == {}


# ---- the result in words ----
@pytest.mark.parametrize(
    ("house", "ayes", "noes", "outcome", "said"),
    [
        ("Commons", 336, 175, AGREED, "Agreed to, by a majority of 161"),
        ("Commons", 98, 375, NOT_AGREED, "Not agreed to, by a majority of 277"),
        ("Lords", 36, 89, NOT_AGREED, "Not agreed to, by a majority of 53"),
        ("Commons", 150, 150, TIED, "casting vote"),
        ("Commons", 0, 0, TIED, "casting vote"),
        ("Lords", 150, 150, TIED, "The Lords have no casting vote"),
        ("Commons", None, None, UNKNOWN, "The figures were not found"),
        ("Commons", 3, None, UNKNOWN, "The figures were not found"),
    ],
)
def test_the_result_follows_from_the_figures(house, ayes, noes, outcome, said) -> None:
    found = result_of(house, ayes, noes, {}, {})
    assert found.outcome == outcome
    assert said in found.words


def test_a_second_majority_that_was_missed_is_told() -> None:
    facts = {"DoubleMajorityAyeCount": 200, "DoubleMajorityNoCount": 210}
    assert result_of("Commons", 300, 280, facts, {}).outcome == NOT_AGREED
    assert "200 to 210" in result_of("Commons", 300, 280, facts, {}).words
    none = {"DoubleMajorityAyeCount": None, "DoubleMajorityNoCount": None}
    assert result_of("Commons", 300, 280, none, {}).outcome == AGREED


def test_a_historic_tie_tells_of_the_casting_vote_it_knows() -> None:
    stated = {"is_tie": True, "casting_vote": "The Chair voted No", "result": "negatived"}
    words = result_of("Commons", None, None, {}, stated).words
    assert words == "A tie; the figures were not found. The Chair voted No. Negatived"


def test_a_historic_result_is_told_in_the_words_of_its_source() -> None:
    found = result_of("Commons", 276, 209, {}, {"result": "agreed (Lords 72 disagreed)"})
    assert (found.figures, found.words) == ("Ayes 276, Noes 209", "Agreed (Lords 72 disagreed)")


# ---- whatever comes ----
people = st.lists(st.tuples(st.integers(1, 60), st.sampled_from(["A", "B", "Crossbench", None])), max_size=25)
lobbies = st.dictionaries(st.sampled_from([*LOBBIES, "aye_tellers", "not_content_tellers"]), people)


@given(lobbies)
def test_the_table_counts_everybody_of_the_lobbies_once_and_the_drawing_the_same(found) -> None:
    votes = {lobby: [person(number, party) for number, party in members] for lobby, members in found.items()}
    splits = split_of(votes)
    counted = Counter()
    for lobby, side in LOBBIES.items():
        counted[side] += len(votes.get(lobby, ()))
    assert sum(split.ayes for split in splits) == counted[FOR]
    assert sum(split.noes for split in splits) == counted[AGAINST]
    assert sum(split.no_vote for split in splits) == counted[NO_VOTE]
    assert len({split.party for split in splits}) == len(splits)
    drawing = bars_of(splits)
    assert [(bar.party, bar.ayes, bar.noes) for bar in drawing.bars] == [
        (split.party, split.ayes, split.noes) for split in splits if split.voted
    ][:MOST_ROWS]
    assert all(bar.ayes_width + bar.noes_width <= WIDTH for bar in drawing.bars)
    rebels = against_their_party(voters_of(votes), splits)
    assert all(voter.side != NO_VOTE and voter.party not in NOT_PARTIES for voter in rebels)


@given(st.lists(st.builds(PartySplit, st.text(min_size=1, max_size=5), *[st.integers(0, 400)] * 3), max_size=30))
def test_bars_are_to_one_scale(splits) -> None:
    drawing = bars_of(splits)
    widths = [(bar.ayes + bar.noes, bar.ayes_width + bar.noes_width) for bar in drawing.bars]
    for votes, width in widths:
        for more, wider in widths:
            assert (votes <= more) <= (width <= wider + 0.2)
    assert drawing.left_out == max(0, len([split for split in splits if split.voted]) - MOST_ROWS)
