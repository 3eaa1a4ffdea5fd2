"""Names of parliamentary sessions: the Bills API gives only numbers.

The numbers are those of Parliament's What's On calendar. 19 to 28 follow one another from 2005-06 to 2015-16; 31 to
33 were never used. A number not known here is shown as a number.
"""

from collections.abc import Iterable

NAMES = {
    18: "2004-05", 19: "2005-06", 20: "2006-07", 21: "2007-08", 22: "2008-09", 23: "2009-10", 24: "2010-12",
    25: "2012-13", 26: "2013-14", 27: "2014-15", 28: "2015-16", 29: "2016-17", 30: "2017-19", 34: "2019",
    35: "2019-21", 36: "2021-22", 37: "2022-23", 38: "2023-24", 39: "2024-26", 40: "2026-",
}  # fmt: skip
LATEST = max(NAMES)


def session_name(number: int | None) -> str:
    """ "2024-26", "from 2026", or "session 41" for a number without a name; "" for no session."""
    if number is None:
        return ""
    name = NAMES.get(number, f"session {number}")
    return f"from {name[:-1]}" if name.endswith("-") else name.replace("-", "–")


def latest_session(highest_recorded: int | None) -> int:
    """The session that is sitting now, as far as we know: the highest known or recorded."""
    return max(LATEST, highest_recorded or 0)


def last_session(introduced: int | None, included: Iterable[int]) -> int | None:
    """The last session that the Bill belonged to; None where no source says."""
    return max([*included, *([introduced] if introduced is not None else [])], default=None)
