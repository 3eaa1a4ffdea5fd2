"""Finished public pages, kept in memory until something that they show changes.

A kept page is answered before any session or template is looked at, so it costs one query for the number of its
version (bills/versions.py). Kept is only what a view marked (bills/finished.py), for readers who
brought no session; so nothing of a signed-in reader's can be given to another.

A page also ends by the clock: at the next midnight in London ("next sits today"), when an embargo lifts, and after
a minute at the latest, because "last checked" turns stale by itself.
"""

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response

from bills.versions import version_sql
from coalition.querysets import as_moment, next_embargo_sql

LONGEST = timedelta(minutes=1)
KNOWN_FOR = 24 * 60 * 60
"""Seconds for which it is remembered what a page shows, so that its version can be read before its rows."""
LARGEST = 128 * 1024
"""Bytes. A larger answer is made anew each time: so the thousand things that are kept take some 128 MB at most."""
GZIP = re.compile(r"\bgzip\b")


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer as it went out, what it shows, and how long it may be given again."""

    shows: tuple[int, ...] | None
    version: int | None
    made_at: datetime
    until: datetime
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def answer(self) -> HttpResponse:
        """The answer again, for one more reader."""
        return HttpResponse(self.body, headers=dict(self.headers))


class KeptPages:
    """Answers from what is kept where it still stands; keeps what may be kept; answers 304 where nothing is new."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The page. Anything but a plain reading by a stranger passes through."""
        if not _is_plain(request):
            return self.get_response(request)
        address, now = _address(request), timezone.now()
        kept: Kept | None = caches["pages"].get(address)
        standing = standing_of(kept.shows, now) if kept else None
        if kept and standing and kept.version == standing.version and kept.made_at <= now < kept.until:
            return _if_new(request, kept.answer())
        response = self.get_response(request)
        if _may_be_kept(response):
            # The version must be older than the rows: of a page seen for the first time, only what it shows is kept.
            is_known = kept is not None and kept.shows == response.shows  # type: ignore[attr-defined]
            caches["pages"].set(address, _kept(response, standing if is_known else None, now), KNOWN_FOR)
        return _if_new(request, response)


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides whether a page still stands: the version of what it shows, and when the next embargo lifts."""

    version: int
    lifts: datetime | None


def standing_of(shows: Iterable[int] | None, at: datetime) -> Standing:
    """Both at a moment, in one query of plain SQL: nothing else is asked for a page that is kept."""
    version, parameters = version_sql(shows)
    lifts, more = next_embargo_sql(at)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {version}, {lifts}", [*parameters, *more])
        number, moment = cursor.fetchone()
    return Standing(int(number), as_moment(moment))


def _is_plain(request: HttpRequest) -> bool:
    cookies = request.COOKIES
    return (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in cookies
        and "messages" not in cookies
        and "HTTP_AUTHORIZATION" not in request.META
    )


def _address(request: HttpRequest) -> str:
    """All of a request that an answer may depend on: two that differ in anything else get the same bytes."""
    told = request.META
    parts = (
        str(request.scheme),
        told.get("HTTP_HOST", ""),
        request.get_full_path(),
        "gzip" if GZIP.search(told.get("HTTP_ACCEPT_ENCODING", "")) else "plain",
        "part" if "HTTP_HX_REQUEST" in told else "whole",
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _may_be_kept(response: HttpResponseBase) -> bool:
    return (
        isinstance(response, HttpResponse)
        and hasattr(response, "shows")
        and response.status_code == 200
        and not response.cookies
        and len(response.content) <= LARGEST
    )


def _kept(response: HttpResponseBase, standing: Standing | None, now: datetime) -> Kept:
    """The answer to keep, as what it shows stood before its rows were read; where that is not known, never given."""
    return Kept(
        shows=response.shows,  # type: ignore[attr-defined]
        version=standing.version if standing else None,
        made_at=now,
        until=_end(now, standing.lifts) if standing else now,
        headers=tuple(response.items()),
        body=response.content if standing else b"",  # type: ignore[attr-defined]
    )


def _end(now: datetime, lifts: datetime | None) -> datetime:
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    return min(now + LONGEST, midnight, *([lifts] if lifts else []))


def _if_new(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """The answer, or 304 without a body where the reader has it already."""
    etag = response.get("ETag")
    if not etag or response.status_code != 200 or not isinstance(response, HttpResponse):
        return response
    return get_conditional_response(request, etag=etag, response=response) or response
