"""When to ask again, and how long to wait first. Pure: statuses, headers and moments in, seconds out."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

MAX_TRIES = 4
FIRST_WAIT = 1.0
LONGEST_WAIT = 30.0


def is_worth_retrying(status: int) -> bool:
    """408 (timed out), 429 (too many requests) and every server error may pass; other answers are final."""
    return status in {408, 429} or 500 <= status <= 599


def seconds_before_retry(tries: int, retry_after: str, now: datetime) -> float:
    """Seconds to wait after the `tries`-th try: 1, 2, 4 … at most 30, and never less than the server asked for.

    `retry_after` is the header: seconds, or a date (RFC 9110, 10.2.3). What cannot be read counts as not sent.
    """
    backoff = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (tries - 1))
    return max(backoff, asked_seconds(retry_after, now))


def asked_seconds(retry_after: str, now: datetime) -> float:
    """What a Retry-After header asks for, in seconds from `now`; 0.0 where it asks for nothing or is unreadable."""
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return 0.0
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
