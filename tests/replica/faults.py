"""Broken sweeps by seed: one list of the fictional Parliament, read while one thing goes wrong with it.

    replica.faults = broken(seed)      # one instance for one sweep
    ...sweep...
    replica.faults = None

The same seed always breaks the same page in the same way. A request that is tried again fails in the same way again.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from math import ceil
from random import Random
from typing import Any

from tracker.replica.answers import Answer

LIST = re.compile(r"/(Amendments|PingPongItems)\?.*\bSkip=(\d+)")
ERROR_PAGE = b"<!DOCTYPE html><html><head><title>Sorry</title></head><body><h1>Something went wrong</h1></body></html>"
STATUSES = (HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.BAD_GATEWAY, HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.NOT_FOUND)  # fmt: skip # noqa: E501
Page = dict[str, Any]


@dataclass
class BrokenSweep:
    """A fault for one sweep. `kind` is what goes wrong; `struck` is True once it has."""

    seed: int
    kind: str
    where: float
    """How far into the list, 0 to 1."""
    random: Random = field(default_factory=Random)
    pages: dict[int, Page] = field(default_factory=dict)
    struck: bool = False

    def __call__(self, path: str, good: Answer) -> Answer:
        """The good answer, or what comes instead of it."""
        found = LIST.search(path)
        if not found or good.status != HTTPStatus.OK:
            return good
        page: Page = json.loads(good.body)
        skip = int(found[2])
        self.pages.setdefault(skip, page)
        if not self._is_the_page(skip, page):
            return good
        self.struck = True
        self.random = Random(f"{self.seed}:{skip}")
        return FAULTS[self.kind](self, good, json.loads(good.body), skip)

    def _is_the_page(self, skip: int, page: Page) -> bool:
        """Whether this is the page to break; a total moves from it on, and some break the whole list."""
        count = max(1, ceil(page["totalResults"] / page["itemsPerPage"]))
        first = 1 if self.kind in LATER and count > 1 else 0
        chosen = min(count - 1, first + int(self.where * (count - first)))
        at = skip // page["itemsPerPage"]
        return at >= chosen if self.kind == "moving total" else self.kind in WHOLE or at == chosen

    def before(self, skip: int) -> Page | None:
        """The page that came before this one."""
        earlier = [each for each in self.pages if each < skip]
        return self.pages[max(earlier)] if earlier else None


def broken(seed: int) -> BrokenSweep:
    """The broken sweep of a seed; every kind comes up equally often."""
    random = Random(seed)
    kind = KINDS[seed % len(KINDS)]
    return BrokenSweep(seed, kind, random.random())


def _sent(good: Answer, page: Page) -> Answer:
    return replace(good, body=json.dumps(page, ensure_ascii=False).encode())


def _failed(sweep: BrokenSweep, good: Answer, page: Page, skip: int) -> Answer:
    return Answer(b"", "text/plain", STATUSES[sweep.seed // len(KINDS) % len(STATUSES)])


def _duplicated(sweep: BrokenSweep, good: Answer, page: Page, skip: int) -> Answer:
    """The page before comes again; on a list of one page, each item comes twice."""
    before = sweep.before(skip)
    return _sent(good, before if before else {**page, "items": page["items"] * 2})


def _moving_total(sweep: BrokenSweep, good: Answer, page: Page, skip: int) -> Answer:
    """The total is another from this page on, up or down by a few."""
    moved = max(0, page["totalResults"] + Random(sweep.seed).choice((-3, -2, -1, 1, 2, 3)))
    return _sent(good, {**page, "totalResults": moved})


def _cut_short(sweep: BrokenSweep, good: Answer, page: Page, skip: int) -> Answer:
    """The list ends before its end, however it is paged, while the total stays."""
    end = int(page["totalResults"] * sweep.where)
    return _sent(good, {**page, "items": page["items"][: max(0, end - skip)]})


def _shrunken(sweep: BrokenSweep, good: Answer, page: Page, skip: int) -> Answer:
    """The whole list is consistently shorter, as if Parliament were rewriting it: one sweep cannot see that."""
    total = int(page["totalResults"] * sweep.where)
    return _sent(good, {**page, "items": page["items"][: max(0, total - skip)], "totalResults": total})


def _error_page(sweep: BrokenSweep, good: Answer, page: Page, skip: int) -> Answer:
    return Answer(ERROR_PAGE, "text/html; charset=utf-8")


def _truncated(sweep: BrokenSweep, good: Answer, page: Page, skip: int) -> Answer:
    return replace(good, body=good.body[: sweep.random.randrange(1, len(good.body))])


def _repeated_item(sweep: BrokenSweep, good: Answer, page: Page, skip: int) -> Answer:
    """One item stands in another's place as well as in its own; a lone item stands twice."""
    items = list(page["items"])
    if len(items) > 1:
        here, there = sweep.random.sample(range(len(items)), 2)
        items[there] = items[here]
    return _sent(good, {**page, "items": items if len(items) > 1 else items * 2})


def _shifted(sweep: BrokenSweep, good: Answer, page: Page, skip: int) -> Answer:
    """An item was put in at the top meanwhile: the last item of the page before comes again, the last one not."""
    before = sweep.before(skip)
    first = before["items"][-1:] if before else page["items"][:1]
    return _sent(good, {**page, "items": [*first, *page["items"][:-1]]})


def _reordered(sweep: BrokenSweep, good: Answer, page: Page, skip: int) -> Answer:
    """The same items in another order, and none missing: harmless, but the list as read is not one list."""
    items = list(page["items"])
    sweep.random.shuffle(items)
    return _sent(good, {**page, "items": items})


FAULTS: dict[str, Callable[[BrokenSweep, Answer, Page, int], Answer]] = {
    "failed page": _failed,
    "duplicated page": _duplicated,
    "moving total": _moving_total,
    "cut short": _cut_short,
    "shrunken": _shrunken,
    "error page": _error_page,
    "truncated": _truncated,
    "repeated item": _repeated_item,
    "shifted": _shifted,
    "reordered page": _reordered,
}
KINDS = tuple(FAULTS)
LATER = frozenset({"duplicated page", "moving total", "shifted"})
"""These need a page before the one they break."""
WHOLE = frozenset({"cut short", "shrunken"})
"""These touch every page alike."""
UNSEEN = frozenset({"shrunken", "reordered page"})
"""What one sweep alone cannot tell from the truth; everything else must make it incomplete."""
