"""Pages of a long list without counting it: one row more than the page tells whether there is another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

LAST = 10_000


@dataclass(frozen=True, slots=True)
class PageOf:
    """Some rows of a list, the page's number from 1, and the numbers of its neighbours."""

    rows: Sequence[Any]
    number: int
    older: int | None
    newer: int | None


def page_of(rows: QuerySet[Any], asked: str | None, size: int) -> PageOf:
    """The page that was asked for; anything that is no page number is page 1. One query."""
    number = int(asked) if asked and asked.isascii() and asked.isdigit() and 0 < int(asked[:9]) <= LAST else 1
    found = list(rows[(number - 1) * size : number * size + 1])
    return PageOf(found[:size], number, number + 1 if len(found) > size else None, number - 1 or None)
