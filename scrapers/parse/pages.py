"""Pages of lists and whole answers, from the bytes of an answer to records and the problems met on the way."""

from collections.abc import Callable, Hashable, Iterator
from typing import Any, TypeVar

from scrapers.parse.json_body import kind_of, load_object
from scrapers.parse.reading import Row, RowRefused
from scrapers.records import Page, ParseProblem, UnreadableSource

T = TypeVar("T")


def read_page(
    body: bytes, build: Callable[[Row, int], T], key: Callable[[T], Hashable], *, items: str = "items"
) -> Page[T]:
    """A page of a list: `{items, totalResults, itemsPerPage}`. Raises UnreadableSource where that is not what came.

    A row that cannot be taken, or that stands twice, is left out and reported.
    """
    envelope = Row(load_object(body), "", [])
    if items not in envelope.fields:
        raise UnreadableSource(items, "is missing: this is not a page of a list")
    values = envelope.listed(items)
    if values is None:
        raise UnreadableSource(items, envelope.problems[0].reason)
    total = envelope.integer("totalResults")
    per_page = envelope.integer("itemsPerPage")
    found = tuple(read_rows(values, items, build, key, envelope.problems))
    return Page(found, total, per_page, tuple(envelope.problems))


def read_rows(
    values: list[Any],
    name: str,
    build: Callable[[Row, int], T],
    key: Callable[[T], Hashable],
    problems: list[ParseProblem],
) -> Iterator[T]:
    """The records of a list of objects, each built from its row and its index; twins and refused rows are reported."""
    first: dict[Hashable, str] = {}
    for index, value in enumerate(values):
        place = f"{name}[{index}]" if name else f"[{index}]"
        if type(value) is not dict:
            problems.append(ParseProblem(place, f"is {kind_of(value)} where an object is due"))
            continue
        try:
            record = build(Row(value, place, problems), index)
        except RowRefused as refused:
            problems.append(refused.problem)
            continue
        seen = first.setdefault(key(record), place)
        if seen is not place:
            problems.append(ParseProblem(place, f"stands twice in this list: it is also {seen}"))
            continue
        yield record


def read_one(body: bytes, build: Callable[[Row, int], T]) -> T:
    """One record that is a whole answer. Raises UnreadableSource for anything wrong with it: it is taken whole."""
    row = Row(load_object(body), "", [])
    try:
        record = build(row, 0)
    except RowRefused as refused:
        raise UnreadableSource(refused.problem.place, refused.problem.reason) from refused
    for problem in row.problems:
        raise UnreadableSource(problem.place, problem.reason)
    return record
