"""PURE: which answers to a paper count. A sign-off binds one exact text and the membership of its day (design law 8).

An answer counts where it was given in time and the organisation was a member on that London day. Of an organisation's
answers that count the last one stands, whatever text it was about; it is valid while the text reads exactly so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from coalition.membership import Spell, was_member

LONDON = ZoneInfo("Europe/London")


class State(StrEnum):
    """What an organisation's answer is worth for the text as it reads now."""

    VALID = "valid"
    LAPSED = "lapsed"
    NOT_COUNTED = "not counted"
    NONE = "no answer"


class Reason(StrEnum):
    """Why an answer does not count, in words that follow a colon."""

    LATE = "given after the deadline"
    NOT_A_MEMBER = "not a member of the coalition on that day"
    NOT_KNOWN = "not known to have been a member on that day"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: to which text (`sha256`, version `number`), what, and when (aware). `id` orders equal moments."""

    id: int
    sha256: str
    number: int
    answer: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one organisation stands. `answer` is the one that stands (None without any).

    `reason` says why it does not count. `uncounted` are later answers that do not count and so changed nothing.
    """

    state: State
    answer: Answer | None = None
    reason: Reason | None = None
    uncounted: tuple[tuple[Answer, Reason], ...] = ()


def london_day(moment: datetime) -> date:
    """The day in London: half past midnight in summer is still the day before in UTC, and not in London."""
    return moment.astimezone(LONDON).date()


def why_not(answer: Answer, spells: Sequence[Spell], sign_by: datetime | None) -> Reason | None:
    """Why an answer does not count; None where it does. An answer at the very moment of the deadline is in time."""
    if sign_by is not None and answer.at > sign_by:
        return Reason.LATE
    member = was_member(spells, london_day(answer.at))
    if member is None:
        return Reason.NOT_KNOWN
    return None if member else Reason.NOT_A_MEMBER


def standing_of(sha256: str, answers: Iterable[Answer], spells: Sequence[Spell], sign_by: datetime | None) -> Standing:
    """Where an organisation stands on the text with this hash, of its answers to any version of the paper."""
    judged = [(each, why_not(each, spells, sign_by)) for each in sorted(answers, key=lambda each: (each.at, each.id))]
    if not judged:
        return Standing(State.NONE)
    last = max((place for place, (_, reason) in enumerate(judged) if reason is None), default=None)
    if last is None:
        answer, reason = judged[-1]
        return Standing(State.NOT_COUNTED, answer, reason)
    answer = judged[last][0]
    later = tuple((each, reason) for each, reason in judged[last + 1 :] if reason is not None)
    return Standing(State.VALID if answer.sha256 == sha256 else State.LAPSED, answer, uncounted=later)
