"""PURE: was an organisation a member on a day? A sign-off is judged on the membership of its day (design law 8).

Three answers, for we never guess: True, False, and None where what is known does not tell. Callers count None as not
a member, and say that it is not known.
"""

from collections.abc import Iterable
from datetime import date
from typing import Protocol


class Spell(Protocol):
    """What the rule reads of a `Membership`: dates or None. A day is inside from the first, until before the last."""

    @property
    def joined_on(self) -> date | None: ...
    @property
    def seen_on(self) -> date | None: ...
    @property
    def left_on(self) -> date | None: ...


def was_member(memberships: Iterable[Spell], day: date) -> bool | None:
    """Whether an organisation with these spells (in any order) was a member on `day`; None where that is not known.

    One spell that covers the day is enough. Otherwise one that may cover it leaves the question open; no spell at all
    means that nothing is known.
    """
    answers = {covers(spell, day) for spell in memberships}
    if True in answers:
        return True
    return None if None in answers or not answers else False


def covers(spell: Spell, day: date) -> bool | None:
    """Whether one spell covers the day: `joined_on` is inside it, `left_on` is the first day outside.

    Where the joining is not known, the spell covers every day from `seen_on`; before that nobody knows.
    """
    if spell.left_on is not None and spell.left_on <= day:
        return False
    if spell.joined_on is not None:
        return spell.joined_on <= day
    if spell.seen_on is not None and spell.seen_on <= day:
        return True
    return None
