"""Publications of the Bills API, in the shape of a Bill's list and of a stage's, and one document of them."""

from collections.abc import Iterator, Mapping
from operator import attrgetter
from typing import Any

from scrapers.parse.json_body import load_object
from scrapers.parse.pages import read_one, read_rows
from scrapers.parse.reading import Row
from scrapers.records import Page, ParseProblem, PublicationRecord, ReferenceRecord, UnreadableSource

by_id = attrgetter("publication_id")


def publications(body: bytes) -> Page[PublicationRecord]:
    """The publications of a Bill (`{billId, publications}`) or of a stage (`{billStageId, publications, sittings}`).

    Never paged: `total` is the number of publications read. One listed for a stage and for one of its sittings is
    one publication, of that sitting. Raises UnreadableSource where the answer is neither.
    """
    whole = Row(load_object(body), "", [])
    if "publications" not in whole.fields:
        raise UnreadableSource("publications", "is missing: this is not a list of publications")
    stage_id = whole.integer("billStageId")
    lists: list[tuple[str, list[Any], int | None]] = [("publications", whole.listed("publications") or [], None)]
    for sitting in _sittings(whole):
        sitting_id = sitting.integer("sittingId")
        lists.append((sitting.place_of("publications"), sitting.listed("publications") or [], sitting_id))
    found: dict[int, PublicationRecord] = {}
    for name, values, sitting_id in lists:
        found.update((by_id(r), r) for r in _read(values, name, stage_id, sitting_id, whole.problems))
    return Page(tuple(found.values()), len(found), None, tuple(whole.problems))


def document(body: bytes) -> Mapping[str, Any]:
    """What a document is: {id, filename, contentType, contentLength}, the length in bytes."""
    return read_one(body, lambda row, _: _file(row))


def _sittings(whole: Row) -> Iterator[Row]:
    for index, value in enumerate(whole.listed("sittings") or ()):
        place = f"sittings[{index}]"
        if type(value) is dict:
            yield Row(value, place, whole.problems)
        else:
            whole.problems.append(ParseProblem(place, "is not an object"))


def _read(
    values: list[Any], name: str, stage_id: int | None, sitting_id: int | None, problems: list[ParseProblem]
) -> Iterator[PublicationRecord]:
    return read_rows(values, name, lambda row, _: _publication(row, stage_id, sitting_id), by_id, problems)


def _publication(row: Row, stage_id: int | None, sitting_id: int | None) -> PublicationRecord:
    kind = row.row("publicationType")
    return PublicationRecord(
        publication_id=row.identity("id"),
        title=row.words("title", 10_000),
        house=row.words("house", 30),
        type=_type(kind) if kind else None,
        display_date=row.moment("displayDate"),
        links=tuple(_link(each) for each in row.rows("links")),
        files=tuple(_file(each) for each in row.rows("files")),
        bill_stage_id=stage_id,
        sitting_id=sitting_id,
    )


def _type(row: Row) -> ReferenceRecord:
    return ReferenceRecord(id=row.identity("id"), name=row.required("name", 200), description=row.words("description"))


def _link(row: Row) -> Mapping[str, Any]:
    row.identity("id")
    link = row.flat()
    if "url" in link:
        link["url"] = row.address("url") or ""
    return link


def _file(row: Row) -> Mapping[str, Any]:
    row.identity("id")
    row.integer("contentLength")
    return row.flat()
