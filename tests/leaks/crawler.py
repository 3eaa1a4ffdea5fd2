"""A visitor who tries everything: every route with ids that exist, are private or are missing, and every link found.

Counts canaries in the bodies and headers of answers, differences between a private thing and a missing one, and
answers that fail. What a request changes is undone at once, so that one request cannot hide a leak of the next.
"""

import re
from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import unescape
from http import HTTPStatus
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve

from tests.leaks.planting import CANARY, MISSING, PRIVATE, Planted
from tests.leaks.routes import Route, routes
from tests.leaks.words import body_of, form_of, words_of

METHODS = ("GET", "HEAD", "OPTIONS", "POST")
TOKEN = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|csrftoken=[^;]*|sessionid=[^;]*|[Ee]xpires[=:][^;\n]*'
    r'|nonce-[\w+/=-]+|nonce="[^"]*"'
)
LINK = re.compile(r'(?:href|action|src)="([^"#]+)')
IDS = (
    *("ask", "clause", "act", "briefing", "link", "paper", "outcome", "assurance"),
    *("organisation", "version", "entry", "owner", "lead", "officer"),
)
NOT_THERE = 400
"""From this status on even an ETag must be the same."""
FAILS = 500
REDIRECTS = (301, 302, 303, 307, 308)
MEMBERS_KNOW = re.compile(r"desk/organisations/")
"""Which organisations there are is no secret among them: there, an id that exists differs from a missing one."""
INVITED_KNOW = re.compile(r" /welcome/")
"""Who holds the secret of an invitation reads which coalition invites."""
NOT_COMPARED = re.compile(r"sign-out|account/two-steps|admin/")
"""What ends the session, what shows a secret made by chance, and what is closed as a whole (tests/matrix)."""
NOT_PAGES = re.compile(r"^/(static|media)/")


@dataclass(slots=True)
class Report:
    """What one visitor found."""

    who: str
    routes: int = 0
    pages: int = 0
    leaks: dict[str, list[str]] = field(default_factory=dict)
    """By canary: the requests whose answer held it."""
    differences: list[str] = field(default_factory=list)
    """Requests whose answer tells a private thing from a missing one."""
    failures: list[str] = field(default_factory=list)
    """Requests that were answered 500 or more."""
    reached: set[str] = field(default_factory=set)
    """Routes that answered a GET with 200, as `resolve` calls them."""
    forms: Counter[str] = field(default_factory=Counter)
    """How many answers of each media type were read."""
    found: dict[str, set[str]] = field(default_factory=dict)
    """Canaries that this visitor may read and did, by the media type of the answer."""


class Crawler:
    """One visitor's browser, and what it found so far."""

    def __init__(self, who: str, client: Client, planted: Planted, most_links: int) -> None:
        self.client, self.planted, self.most_links = client, planted, most_links
        self.client.raise_request_exception = False
        self.signed_in = self.client.cookies.output(header="")
        self.secret = planted.secret_from(who)
        self.report = Report(who)
        self.queue: deque[str] = deque()
        self.seen: set[str] = set()

    def look_around(self, addresses: Iterable[str]) -> Report:
        """Reads these addresses, every route without an id, and the links found on the way."""
        every = routes()
        self.report.routes = len(every)
        for address in addresses:
            self._read("GET", address)
        for route in every:
            if not route.has_id:
                self._read_each(route, PRIVATE)
        self._follow()
        return self.report

    def crawl(self, addresses: Iterable[str], ids: Iterable[int]) -> Report:
        """Everything: these addresses, every route, questions, then the links found on the way."""
        every, wanted = routes(), list(ids)
        self.report.routes = len(every)
        for address in addresses:
            self._read("GET", address)
        for route in every:
            for pk in wanted if route.has_id else wanted[:1]:
                self._read_each(route, pk)
            self._compare(route)
        canary = min(self.secret)
        self._read("GET", f"/no-such-page/{MISSING}/")
        self._read("GET", "/", {"page": "no number"})
        for route in every:
            if not route.parameters and not NOT_COMPARED.match(route.shape):
                self._ask_of(route, canary)
        self._follow()
        return self.report

    def _read_each(self, route: Route, pk: int) -> None:
        for address in route.addresses(pk):
            self._read("GET", address)

    def _follow(self) -> None:
        followed = 0
        while self.queue and followed < self.most_links:
            self._read("GET", self.queue.popleft())
            followed += 1

    # ---- one request ----

    def _send(
        self, method: str, address: str, sent: dict[str, Any] | None = None, *, asked: str = ""
    ) -> tuple[int, str, str]:
        """Status, body and headers, searched for canaries other than the one that was asked for.

        Nothing that the request changed stays, and the visitor remains signed in.
        """
        given = {} if method == "OPTIONS" or (method != "POST" and sent is None) else {"data": sent or {}}
        with transaction.atomic():
            answer = getattr(self.client, method.lower())(address, **given)
            body = self._note(f"{method} {address}", answer, asked)
            headers = _headers_of(answer)
            if method == "POST" and answer.status_code in REDIRECTS:
                self._note(f"{method} {address}, the page after it", self.client.get(answer["Location"]), asked)
            transaction.set_rollback(True)
        self.client.cookies = SimpleCookie(self.signed_in)
        if method == "GET" and answer.status_code == HTTPStatus.OK and (route := _route_of(address)) is not None:
            self.report.reached.add(route)
        return answer.status_code, body, headers

    def _note(self, request: str, answer: Any, asked: str) -> str:
        """Search one answer; returns its body."""
        body, form = body_of(answer), form_of(answer)
        self.report.pages += 1
        self.report.forms[form] += 1
        if answer.status_code >= FAILS:
            self.report.failures.append(f"{request}: {answer.status_code}")
        words = f"{words_of(body)}\n{_headers_of(answer)}"
        for canary in {each.lower() for each in CANARY.findall(words)} - {asked}:
            if INVITED_KNOW.search(request) and self.planted.at[canary].startswith("Coalition."):
                continue
            if canary in self.secret:
                self.report.leaks.setdefault(canary, []).append(request)
            else:
                self.report.found.setdefault(form, set()).add(canary)
        return body

    def _read(self, method: str, address: str, sent: dict[str, Any] | None = None) -> None:
        """One request; the links in its answer wait to be followed."""
        self.seen.add(address)
        _, body, headers = self._send(method, address, sent)
        for link in [*LINK.findall(body), *re.findall(r"Location: (\S+)", headers)]:
            self._queue(urljoin(address, unescape(link)))

    def _queue(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.netloc in {"", "testserver"} and not NOT_PAGES.match(parts.path) and parts.scheme in {"", "http"}:
            target = parts.path + (f"?{parts.query}" if parts.query else "")
            if target not in self.seen and target.startswith("/"):
                self.seen.add(target)
                self.queue.append(target)

    # ---- private and missing answer the same ----

    def _compare(self, route: Route) -> None:
        """A private id and a missing one, in the address or as fields of a form, by every method."""
        if NOT_COMPARED.match(route.shape) or (self.report.who == "member" and MEMBERS_KNOW.match(route.shape)):
            return
        for method in METHODS:
            private, missing = (dict.fromkeys(IDS, pk) for pk in (PRIVATE, MISSING))
            for address, other in zip(route.addresses(PRIVATE), route.addresses(MISSING), strict=True):
                if method == "POST":
                    self._both(method, address, other, private, missing)
                elif route.has_id:
                    self._both(method, address, other)
                elif method != "GET":
                    self._send(method, address)

    def _both(
        self, method: str, private: str, missing: str, sent: dict[str, Any] | None = None, other: Any = None
    ) -> None:
        one, two = _plain(self._send(method, private, sent)), _plain(self._send(method, missing, other))
        if one != two:
            self.report.differences.append(f"{method} {private}: {_first_difference(one, two)}")

    def _ask_of(self, route: Route, canary: str) -> None:
        """A search for a private word finds as much as one for a word that stands nowhere."""
        absent = "zq" + "0" * 8 + "q"
        address = route.addresses(PRIVATE)[0]
        one = self._send("GET", address, {"q": canary, **dict.fromkeys(IDS, PRIVATE)}, asked=canary)
        two = self._send("GET", address, {"q": absent, **dict.fromkeys(IDS, MISSING)})
        plain = _plain(one, canary), _plain(two, absent)
        if plain[0] != plain[1]:
            self.report.differences.append(f"GET {address}?q={canary}: {_first_difference(*plain)}")


def _plain(answer: tuple[int, str, str], word: str = "") -> tuple[int, str, str]:
    """The answer without tokens, and with the id and the word that were asked for taken out."""
    status, body, headers = answer
    kept = []
    for text in (body, headers):
        without = TOKEN.sub("", text).replace(str(PRIVATE), "ID").replace(str(MISSING), "ID")
        without = re.sub(r"ETag: \S+|Last-Modified: [^\n]*", "", without) if status < NOT_THERE else without
        kept.append(without.replace(word, "WORD") if word else without)
    return status, kept[0], kept[1]


def _first_difference(one: tuple[int, str, str], two: tuple[int, str, str]) -> str:
    for left, right in zip(one, two, strict=True):
        if left != right:
            a, b = str(left), str(right)
            at = next((at for at, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
            return f"{a[max(at - 60, 0) : at + 60]!r} or {b[max(at - 60, 0) : at + 60]!r}"
    return ""


def _headers_of(answer: Any) -> str:
    headers = "\n".join(f"{name}: {value}" for name, value in sorted(answer.items()))
    return f"{headers}\n{answer.cookies.output()}"


def _route_of(address: str) -> str | None:
    try:
        return resolve(urlsplit(address).path).route
    except Resolver404:
        return None
