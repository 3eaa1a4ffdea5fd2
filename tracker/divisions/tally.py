"""Who voted how in a division, by Member and by party, from the stored names. Pure.

The Commons count tellers in neither figure and do not list them among the Ayes and Noes. The Lords list them among the
Contents and Not Contents as well. Parties are named as Parliament's data names them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

FOR, AGAINST, NO_VOTE = "for", "against", "none"
LOBBIES = {
    "ayes": FOR, "contents": FOR, "noes": AGAINST, "not_contents": AGAINST, "no_vote_recorded": NO_VOTE,
}  # fmt: skip
TELLERS = {
    "aye_tellers": FOR, "content_tellers": FOR, "no_tellers": AGAINST, "not_content_tellers": AGAINST,
}  # fmt: skip
NO_PARTY = "No party named"
NOT_PARTIES = frozenset(
    {NO_PARTY, "Independent", "Crossbench", "Non-affiliated", "Non-Affiliated", "Bishops", "Speaker", "Lord Speaker"}
)
"""Benches whose Members vote each for themselves: no majority of theirs is told."""
FEWEST_FOR_A_MAJORITY = 3


@dataclass(frozen=True, slots=True)
class Voter:
    """A Member in a division; `side` is FOR, AGAINST or NO_VOTE."""

    member_id: int
    name: str
    party: str
    side: str
    is_teller: bool = False
    sits_for: str = ""
    list_as: str = ""
    proxy: str = ""

    @property
    def in_order(self) -> tuple[str, str]:
        """Where the Member stands in a list by name."""
        return (self.list_as or self.name).casefold(), self.name


@dataclass(frozen=True, slots=True)
class PartySplit:
    """How many of a party voted for, against, and have no vote recorded. Tellers of the Commons are in none."""

    party: str
    ayes: int
    noes: int
    no_vote: int

    @property
    def voted(self) -> int:
        """How many of them voted."""
        return self.ayes + self.noes


def voters_of(votes: Mapping[str, Sequence[Mapping[str, Any]]]) -> tuple[Voter, ...]:
    """Everybody whom the data names, each once, by name."""
    telling = {each["member_id"] for lobby in TELLERS for each in votes.get(lobby, ())}
    found: dict[tuple[int, str], Voter] = {}
    for lobby, side in [*LOBBIES.items(), *TELLERS.items()]:
        for each in votes.get(lobby, ()):
            found.setdefault((each["member_id"], side), _voter(each, side, each["member_id"] in telling))
    return tuple(sorted(found.values(), key=lambda voter: voter.in_order))


def _voter(each: Mapping[str, Any], side: str, is_teller: bool) -> Voter:
    return Voter(
        member_id=int(each["member_id"]),
        name=str(each["name"]),
        party=str(each.get("party") or NO_PARTY),
        side=side,
        is_teller=is_teller,
        sits_for=str(each.get("from") or ""),
        list_as=str(each.get("list_as") or ""),
        proxy=str(each.get("proxy_name") or ""),
    )


def split_of(votes: Mapping[str, Sequence[Mapping[str, Any]]]) -> tuple[PartySplit, ...]:
    """Each party's votes as they stand in the lobbies, the party with most votes first."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for lobby, side in LOBBIES.items():
        for each in votes.get(lobby, ()):
            counts[str(each.get("party") or NO_PARTY)][side] += 1
    found = [PartySplit(party, each[FOR], each[AGAINST], each[NO_VOTE]) for party, each in counts.items()]
    return tuple(sorted(found, key=lambda split: (-split.voted, -split.no_vote, split.party)))


def majority_of(split: PartySplit) -> str:
    """The side on which most of a party voted; "" for a bench without a whip, for too few, and for a draw."""
    if split.party in NOT_PARTIES or split.ayes == split.noes or max(split.ayes, split.noes) < FEWEST_FOR_A_MAJORITY:
        return ""
    return FOR if split.ayes > split.noes else AGAINST


def against_their_party(voters: Iterable[Voter], splits: Iterable[PartySplit]) -> tuple[Voter, ...]:
    """Those who voted on the other side from most of their party."""
    most = {split.party: majority_of(split) for split in splits}
    return tuple(
        voter for voter in voters if voter.side != NO_VOTE and most.get(voter.party) not in ("", None, voter.side)
    )


def missing_names(
    votes: Mapping[str, Sequence[Any]], ayes: int | None, noes: int | None
) -> dict[str, tuple[int, int]]:
    """The sides of which the data names fewer Members than it counts: by side, (named, counted)."""
    named = {
        side: sum(len(votes.get(lobby, ())) for lobby, of in LOBBIES.items() if of == side) for side in (FOR, AGAINST)
    }
    counted = {FOR: ayes, AGAINST: noes}
    return {side: (named[side], count) for side, count in counted.items() if count is not None and named[side] < count}
