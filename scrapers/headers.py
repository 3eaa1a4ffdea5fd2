"""What a status and headers say, bounded and in words. Pure."""

from collections.abc import Mapping
from http import HTTPStatus

MOST_HEADERS = 60
LONGEST_VALUE = 1000
LONGEST_NAME = 100
NEVER_KEPT = {"set-cookie", "set-cookie2"}


def kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """What a snapshot keeps of the headers: lower-case names, printable values, bounded; never a cookie."""
    return {
        name.lower()[:LONGEST_NAME]: "".join(mark for mark in value if mark.isprintable())[:LONGEST_VALUE]
        for name, value in list(headers.items())[:MOST_HEADERS]
        if name.lower() not in NEVER_KEPT
    }


def plain_status(status: int) -> str:
    """A status with its words: "503 Service Unavailable"; the bare number where it has none."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
