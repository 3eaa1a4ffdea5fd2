"""What the coalition released, as a timeline tells of it. No private table is read here."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from coalition.models import Release
from coalition.public import newest


@dataclass(frozen=True, slots=True)
class AskTold:
    """A released ask, and which of Parliament's rows it is tied to."""

    pk: int
    fields: Mapping[str, Any]
    public_from: datetime
    amendments: frozenset[int]
    divisions: frozenset[int]

    @property
    def title(self) -> str:
        """What is asked, in a few words."""
        return str(self.fields["title"])


@dataclass(frozen=True, slots=True)
class Ours:
    """What the coalition released on a Bill: its asks in order, texts and papers, each once, and since when."""

    asks: tuple[AskTold, ...] = ()
    texts: tuple[Release, ...] = ()
    papers: tuple[Release, ...] = ()
    about: Mapping[str, Any] = field(default_factory=dict)
    first: Mapping[tuple[str, int], datetime] = field(default_factory=dict)
    rewordings: tuple[Release, ...] = ()
    """Later releases of a text that told the clause at hand in other words."""

    @property
    def name(self) -> str:
        """Who asks."""
        return str(self.about.get("name") or "The coalition")


def ours_of(releases: Sequence[Release]) -> Ours:
    """What is public, from releases in force given newest first."""
    standing = newest(releases)
    first: dict[tuple[str, int], datetime] = {}
    for each in releases:
        one = (each.kind, each.object_id)
        first[one] = min(each.public_from, first.get(one, each.public_from))
    by_kind: dict[str, list[Release]] = defaultdict(list)
    for (kind, _), each in sorted(standing.items(), key=lambda found: found[0]):
        by_kind[kind].append(each)
    asks = sorted(by_kind[Release.Kind.ASK], key=lambda each: (each.fields.get("group", ""), each.object_id))
    about = by_kind[Release.Kind.COALITION]
    return Ours(
        asks=tuple(map(_ask_told, asks)),
        texts=tuple(by_kind[Release.Kind.ACT]),
        papers=tuple(by_kind[Release.Kind.BRIEFING]),
        about=about[-1].fields if about else {},
        first=first,
    )


def _ask_told(release: Release) -> AskTold:
    told = [*release.fields["outcomes"], *release.fields["links"]]
    return AskTold(
        pk=release.object_id,
        fields=release.fields,
        public_from=release.public_from,
        amendments=frozenset(each["amendment"] for each in told if each.get("amendment")),
        divisions=frozenset(each["division"] for each in told if each.get("division")),
    )


def about_asks(ours: Ours, asks: Iterable[AskTold]) -> Ours:
    """Of what is released, that which bears on these asks: the texts that they rest on, the papers about them."""
    kept = tuple(asks)
    pks, clauses = {ask.pk for ask in kept}, {clause for ask in kept for clause in ask.fields["rests_on"]}
    return replace(
        ours,
        asks=kept,
        texts=tuple(each for each in ours.texts if clauses & {told["clause"] for told in each.fields["clauses"]}),
        papers=tuple(each for each in ours.papers if pks & set(each.fields["asks"])),
    )


def rewordings_of(releases: Iterable[Release], act: int, clause: int) -> tuple[Release, ...]:
    """Of releases given newest first: those that word the clause otherwise than the one before, oldest first."""
    words = ("heading", "text", "notes", "extent")
    found, before = [], None
    for release in reversed(list(releases)):
        if (release.kind, release.object_id) == (Release.Kind.ACT, act):
            told = next((each for each in release.fields["clauses"] if each["clause"] == clause), None)
            now = [told[word] for word in words] if told else None
            if before is not None and now != before:
                found.append(release)
            before = now if now is not None else before
    return tuple(found)
