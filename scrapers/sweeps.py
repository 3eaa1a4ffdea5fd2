"""Reading a whole list of Parliament, page by page, and knowing whether it really was the whole list.

The Bills API pages by Skip and Take and states a total (sources: "Bills API: base facts"). A list may move while it is
read, be cut short, or fail half way; then what was received is still returned, and `is_complete` is False with the
reason. Only a complete sweep may say that something is no longer listed (design law 2).
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Generic, TypeVar

from django.utils import timezone

from scrapers.models import Snapshot
from scrapers.records import Page, ParseProblem

T = TypeVar("T")
Progress = Callable[[int, int | None, str], None]
"""Told after every page: items received, the total where it is known, and what is being read."""

MOST_PAGES = 1000


@dataclass(frozen=True, slots=True)
class PageRead(Generic[T]):
    """One request for one page: its snapshot where anything came at all, and the page or the problem."""

    page: Page[T] | None
    snapshot: Snapshot | None
    is_new: bool = False
    problem: str = ""


ReadPage = Callable[[int], PageRead[T]]
"""From the number of items to skip to the page that follows them."""


@dataclass(frozen=True, slots=True)
class Sweep(Generic[T]):
    """A list as it was received: unique items in list order, and whether they are all.

    `expected` is the total that the source stated first. `problem` says in plain words why the sweep is incomplete, ""
    where it is complete. `snapshot_ids` are the pages that could be read, in order: the items can be read from
    them again.
    `new_snapshots` is False when every byte was known before. That alone does not end the path: bytes may be known
    from a sweep that was never taken in. It ends where `snapshot_ids` are those of the last run that was taken in.
    """

    items: tuple[T, ...]
    is_complete: bool
    expected: int | None
    problem: str
    problems: tuple[ParseProblem, ...]
    snapshot_ids: tuple[int, ...]
    new_snapshots: bool
    requests: int
    finished_at: datetime


@dataclass(slots=True)
class _Walk(Generic[T]):
    """What has been received so far, and everything that speaks against calling it complete."""

    read_page: ReadPage[T]
    key: Callable[[T], Hashable]
    name: str
    on_progress: Progress | None = None
    items: dict[Hashable, T] = field(default_factory=dict)
    expected: int | None = None
    skip: int = 0
    twice: int = 0
    reasons: list[str] = field(default_factory=list)
    problems: list[ParseProblem] = field(default_factory=list)
    snapshot_ids: list[int] = field(default_factory=list)
    new_snapshots: bool = False
    requests: int = 0

    def read(self, skip: int) -> PageRead[T]:
        read = self.read_page(skip)
        self.requests += 1
        self.new_snapshots |= read.is_new
        return read

    def doubt(self, reason: str) -> None:
        """Something that speaks against calling the list complete, said once."""
        if reason not in self.reasons:
            self.reasons.append(reason)

    def next_page(self) -> Page[T] | None:
        """The page after what was received; None where it failed, which is then among the reasons."""
        read = self.read(self.skip)
        if read.page is None:
            self.doubt(f"the page from item {self.skip + 1} failed: {read.problem}")
            return None
        if read.snapshot:
            self.snapshot_ids.append(read.snapshot.pk)
        if self.expected is None:
            self.expected = read.page.total
        self.problems += [_placed(problem, self.skip) for problem in read.page.problems]
        self.skip += len(read.page.items)
        return read.page

    def take(self, page: Page[T]) -> bool:
        """Add a page's items; True where at least one was not there before."""
        before = len(self.items)
        for item in page.items:
            self.items.setdefault(self.key(item), item)
        added = len(self.items) - before
        self.twice += len(page.items) - added
        if self.on_progress:
            self.on_progress(len(self.items), self.expected, self.name)
        return added > 0

    def is_at_the_end(self, page: Page[T]) -> bool:
        return not page.items or page.total is None or self.skip >= page.total

    def sweep(self) -> Sweep[T]:
        if self.problems:
            count = len(self.problems)
            first = self.problems[0]
            self.doubt(f"{count} could not be read, the first at {first.place}: {first.reason}")
        return Sweep(
            items=tuple(self.items.values()),
            is_complete=not self.reasons,
            expected=self.expected,
            problem="; ".join(self.reasons),
            problems=tuple(self.problems),
            snapshot_ids=tuple(self.snapshot_ids),
            new_snapshots=self.new_snapshots,
            requests=self.requests,
            finished_at=timezone.now(),
        )


def sweep_list(
    read_page: ReadPage[T], key: Callable[[T], Hashable], name: str, on_progress: Progress | None = None
) -> Sweep[T]:
    """Read a whole list. Complete only if every page came and was read without a problem, every item came once, their
    number is the stated total, and the first page, asked again after the last, still says the same total and items.
    """
    walk = _Walk(read_page, key, name, on_progress)
    first = page = walk.next_page()
    pages = 0
    while page is not None:
        pages += 1
        has_more = walk.take(page) and not walk.is_at_the_end(page)
        if not has_more or pages == MOST_PAGES:
            break
        page = walk.next_page()
        if page is not None and page.total != walk.expected:
            walk.doubt(f"the total moved from {walk.expected} to {page.total} while the list was read")
    if first is not None and page is not None:
        if walk.requests > 1:
            _check_again(walk, first)
        _check_count(walk)
    return walk.sweep()


def sweep_since(
    read_page: ReadPage[T],
    key: Callable[[T], Hashable],
    updated_at: Callable[[T], datetime | None],
    since: datetime,
    name: str,
    on_progress: Progress | None = None,
) -> Sweep[T]:
    """Read a list that is in order of update, newest first, until an item older than `since`; older ones are left out.

    An item that is updated meanwhile jumps to the top, which is harmless: the next walk finds it there. A list that is
    not in that order, or whose total falls meanwhile, makes the sweep incomplete. An item without a moment is kept.
    """
    walk = _Walk(read_page, key, name, on_progress)
    newest_allowed: datetime | None = None
    page = walk.next_page()
    while page is not None:
        moments = [moment for item in page.items if (moment := updated_at(item)) is not None]
        if _rises(moments, newest_allowed):
            walk.doubt("the list is not in order of update")
        has_new = walk.take(page)
        if walk.reasons or walk.is_at_the_end(page) or any(moment < since for moment in moments):
            break
        if not has_new:
            walk.doubt("the same page came again")
            break
        newest_allowed = moments[-1] if moments else newest_allowed
        page = walk.next_page()
        if page is not None and (page.total or 0) < (walk.expected or 0):
            walk.doubt(f"the total fell from {walk.expected} to {page.total} while the list was read")
    if walk.expected is None and page is not None:
        walk.doubt("the list states no total")
    walk.items = {k: item for k, item in walk.items.items() if (updated_at(item) or since) >= since}
    return walk.sweep()


def sweep_one_page(
    read_page: ReadPage[T], key: Callable[[T], Hashable], name: str, on_progress: Progress | None = None
) -> Sweep[T]:
    """Read what comes in one answer: a list that is never paged, or the first page of a search.

    Complete if the answer came and was read without a problem; `expected` may be more than what one page holds.
    """
    walk = _Walk(read_page, key, name, on_progress)
    page = walk.next_page()
    if page is not None:
        walk.take(page)
    return walk.sweep()


def _check_again(walk: _Walk[T], first: Page[T]) -> None:
    """The first page once more, after the last: same total, same items in the same places.

    Where only their words changed meanwhile, the newer page takes the place of the older, so that no change is lost:
    its bytes are kept now and will not be new the next time.
    """
    read = walk.read(0)
    if read.page is None:
        walk.doubt(f"the total could not be read again: {read.problem}")
    elif read.page.total != walk.expected:
        walk.doubt(f"the total moved from {walk.expected} to {read.page.total} while the list was read")
    elif [walk.key(item) for item in read.page.items] != [walk.key(item) for item in first.items]:
        walk.doubt("the list moved while it was read")
    elif read.is_new and read.snapshot:
        walk.snapshot_ids[0] = read.snapshot.pk
        walk.items.update((walk.key(item), item) for item in read.page.items)
        walk.problems += [_placed(problem, 0) for problem in read.page.problems]


def _check_count(walk: _Walk[T]) -> None:
    if walk.expected is None:
        walk.doubt("the list states no total")
    elif len(walk.items) != walk.expected and not walk.problems:
        walk.doubt(f"the list states {walk.expected} items, {len(walk.items)} came")
    if walk.twice and not walk.problems:
        walk.doubt(f"{walk.twice} items came twice")


def _rises(moments: list[datetime], newest_allowed: datetime | None) -> bool:
    ordered = [newest_allowed, *moments] if newest_allowed else moments
    return any(later > earlier for earlier, later in pairwise(ordered))


def _placed(problem: ParseProblem, skip: int) -> ParseProblem:
    """Where in the whole list: the places of a page start at its own first item."""
    return ParseProblem(f"after item {skip}: {problem.place}", problem.reason) if skip else problem
