"""Facts on which the two sources differ: both values, which source says which, and since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from amendments.models import Amendment
from amendments.story_words import fact_words
from amendments.wording import SOURCE_WORDS, and_list, provision_words, since_words


@dataclass(frozen=True, slots=True)
class Claim:
    """What one source says of a disputed fact, and since when it has said so ("" where that is not known)."""

    source: str
    value: str
    since: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A fact on which the sources differ."""

    fact: str
    claims: tuple[Claim, ...]


def disputes_of(amendment: Amendment) -> list[Dispute]:
    """Every dispute kept on the row, in words; nothing is settled here."""
    return [
        Dispute(
            fact_words(fact),
            tuple(
                Claim(words, value_words(fact, values[source]), _since(amendment.readings, source, fact))
                for source, words in SOURCE_WORDS.items()
                if source in values
            ),
        )
        for fact, values in amendment.disputed.items()
    ]


def value_words(fact: str, value: Any) -> str:
    """A disputed value as a person reads it."""
    if fact == "listed":
        return "on the list" if value else "not on the list"
    if fact == "provision":
        return provision_words(str(value)) or "no provision"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return and_list(str(name) for name in value) or "nobody"
    return str(value) if value not in (None, "") else "nothing"


def _since(readings: dict[str, Any], source: str, fact: str) -> str:
    reading = readings.get(source) or {}
    kept = reading.get(fact)
    at = kept[1] if isinstance(kept, list) and len(kept) == 2 else reading.get("at")
    try:
        moment = datetime.fromisoformat(str(at))
    except ValueError:
        return ""
    return since_words(moment) if moment.tzinfo else ""
