"""Where a Bill stands, in one sentence: the answer at the top of its page, and the few words of it in a list."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format

from bills.models import Bill, StageKind
from bills.sessions import last_session, latest_session, session_name

AT_STAGE, ACT, WITHDRAWN, DEFEATED, SESSION_OVER, UNKNOWN = (
    "at-stage",
    "act",
    "withdrawn",
    "defeated",
    "session-over",
    "unknown",
)
IN_HOUSE = {"Commons": " in the Commons", "Lords": " in the Lords"}


@dataclass(frozen=True, slots=True)
class Standing:
    """`kind` is one of the words above; `sentence` is the whole answer; `short` is what a list shows."""

    kind: str
    sentence: str
    short: str


@dataclass(frozen=True, slots=True)
class StageFacts:
    """What is known of the Bill's current stage and of the days that matter; all may be missing."""

    description: str = ""
    house: str = ""
    kind_id: int | None = None
    next_sitting: date | None = None
    royal_assent: date | None = None


def standing_of(bill: Bill, stage: StageFacts, highest_session: int | None = None) -> Standing:
    """Where the Bill stands, as far as Parliament's record says; nothing is concluded from silence.

    A Bill whose last session is not the present one is said to have gone no further: that it lapsed, the record does
    not say in as many words.
    """
    name = bill.short_title if bill.short_title.startswith("The ") else f"The {bill.short_title}"
    kind = _kind(bill, stage, highest_session)
    if kind == AT_STAGE:
        return Standing(kind, f"{name} {_at(stage)}. {_next(stage)}", stage_words(stage))
    return _ended(kind, name, bill, stage)


def stage_words(stage: StageFacts) -> str:
    """ "Committee stage, Lords"; "Stage not known" where no source says."""
    house = stage.house if stage.house in IN_HOUSE else ""
    return ", ".join(part for part in (stage.description, house) if part) or "Stage not known"


def _kind(bill: Bill, stage: StageFacts, highest_session: int | None) -> str:
    if bill.is_act:
        return ACT
    if bill.withdrawn_on:
        return WITHDRAWN
    if bill.is_defeated:
        return DEFEATED
    session = last_session(bill.introduced_session, bill.included_sessions)
    if session is not None and session < latest_session(highest_session):
        return SESSION_OVER
    return AT_STAGE if stage.description else UNKNOWN


def _ended(kind: str, name: str, bill: Bill, stage: StageFacts) -> Standing:
    session = session_name(last_session(bill.introduced_session, bill.included_sessions))
    reached = f", {_phrase(stage)}" if stage.description else ""
    endings: dict[str, tuple[str, str]] = {
        ACT: (f"{name} became law{_on(stage.royal_assent)}.", "Became an Act"),
        WITHDRAWN: (f"{name} was withdrawn{_on(bill.withdrawn_on)}.", "Withdrawn"),
        DEFEATED: (f"{name} was defeated{reached}.", "Defeated"),
        SESSION_OVER: (
            f"{name} was last before Parliament in the session {session}{reached}, and went no further.",
            f"Session {session} over",
        ),
        UNKNOWN: (f"No source says which stage {name.replace('The ', 'the ', 1)} has reached.", "Stage not known"),
    }
    return Standing(kind, *endings[kind])


def _at(stage: StageFacts) -> str:
    if stage.kind_id == StageKind.ROYAL_ASSENT:
        return "awaits Royal Assent"
    return f"is {_phrase(stage)}"


def _phrase(stage: StageFacts) -> str:
    """ "at committee stage in the Lords": the first letter is lowered, Parliament's words are otherwise kept."""
    words = stage.description if stage.description.startswith("Royal") else _lowered(stage.description)
    return f"at {words}{IN_HOUSE.get(stage.house, '')}"


def _lowered(words: str) -> str:
    return words[:1].lower() + words[1:]


def _next(stage: StageFacts) -> str:
    if stage.next_sitting is None:
        return "No further sitting has been announced."
    return f"Next sitting: {date_format(stage.next_sitting, 'j F Y')}."


def _on(day: Any) -> str:
    return f" on {date_format(day, 'j F Y')}" if day else ""
