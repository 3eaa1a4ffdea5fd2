"""From a path of the Bills API, or a votes API (/data/), to the fictional Parliament's answer on a given day. Pure.

As in the real one, an unknown parameter is ignored and an error is an RFC 7807 report.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

from tracker.replica import amendments_json, bills_json, feeds, reference, votes
from tracker.replica.world import Day, FictionalBill, Stage

DEFAULT_TAKE = 20
PAGE = (("skip", 0), ("take", 25))
JSON, RSS = "application/json; charset=utf-8", "application/rss+xml; charset=utf-8"
PROBLEM = "application/problem+json; charset=utf-8"
Query = Mapping[str, str]


@dataclass(frozen=True)
class Answer:
    """What is sent back."""

    body: bytes
    content_type: str = JSON
    status: int = HTTPStatus.OK


class NotThere(LookupError):
    """Nothing stands at the path."""


def answer(today: Day, target: str) -> Answer:
    """The answer to a path with its query, such as "/Bills/900001/Stages?Skip=0&Take=100"; never raises."""
    parts = urlsplit(target)
    query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    for pattern, act in ROUTES:
        found = pattern.fullmatch(parts.path)
        if found:
            try:
                return act(today, query, *found.groups())
            except NotThere:
                return _problem(HTTPStatus.NOT_FOUND, f"Nothing stands at {parts.path}")
            except ValueError as error:
                return _problem(HTTPStatus.BAD_REQUEST, str(error))
    return _problem(HTTPStatus.NOT_FOUND, f"Nothing stands at {parts.path}")


def in_json(value: object) -> Answer:
    """A value as the API sends it: UTF-8, quotation marks as they are."""
    return Answer(json.dumps(value, ensure_ascii=False).encode())


def page_of(items: Iterable[Any], query: Query, row: Callable[[Any], dict[str, Any]]) -> Answer:
    """One page of a list: what Skip and Take ask for, and the total of all. Raises ValueError for a wrong number."""
    every = list(items)
    skip, take = _number(query, "Skip", 0), _number(query, "Take", DEFAULT_TAKE)
    rows = [row(item) for item in every[skip : skip + take]]
    return in_json({"items": rows, "totalResults": len(every), "itemsPerPage": take})


def _number(query: Query, name: str, otherwise: int) -> int:
    given = query.get(name, str(otherwise))
    if not given.isdecimal():
        raise ValueError(f"The value '{given}' is not valid for {name}.")
    return int(given)


def _problem(status: HTTPStatus, detail: str) -> Answer:
    report = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail}
    return Answer(json.dumps(report).encode(), PROBLEM, status)


# ---- Bills ----
def _bills(today: Day, query: Query) -> Answer:
    term, house = query.get("SearchTerm", "").casefold(), query.get("CurrentHouse", "All")
    rows = [bills_json.bill_summary(bill, today) for bill in today.bills]
    rows = [row for row in rows if term in row["shortTitle"].casefold() and house in ("All", row["currentHouse"])]
    order = query.get("SortOrder", "TitleAscending")
    key = "lastUpdate" if order.startswith("DateUpdated") else "shortTitle"
    rows.sort(key=lambda row: str(row[key]), reverse=order.endswith("Descending"))
    return page_of(rows, query, lambda row: row)


def _known(today: Day, bill_id: str) -> FictionalBill:
    bill = today.bill(int(bill_id))
    if bill is None:
        raise NotThere
    return bill


def _known_stage(today: Day, bill_id: str, stage_id: str) -> tuple[FictionalBill, Stage]:
    bill = _known(today, bill_id)
    stage = today.stage(bill, int(stage_id))
    if stage is None:
        raise NotThere
    return bill, stage


def _bill(today: Day, query: Query, bill_id: str) -> Answer:
    return in_json(bills_json.bill_full(_known(today, bill_id), today))


def _stages(today: Day, query: Query, bill_id: str) -> Answer:
    bill = _known(today, bill_id)
    return page_of(bill.stages_on(today.day), query, lambda stage: bills_json.stage_summary(bill, stage))


def _stage(today: Day, query: Query, bill_id: str, stage_id: str) -> Answer:
    return in_json(bills_json.stage_full(*_known_stage(today, bill_id, stage_id), today))


def _sittings(today: Day, query: Query) -> Answer:
    rows = [
        row
        for bill in today.bills
        for stage in bill.stages_on(today.day)
        if query.get("House", stage.house) == stage.house
        for row in bills_json.sittings_of(bill, stage)
        if query.get("DateFrom", "") <= row["date"][:10] <= query.get("DateTo", "9999")
    ]
    return page_of(rows, query, lambda row: row)


# ---- publications and news ----
def _publications(today: Day, query: Query, bill_id: str) -> Answer:
    return in_json(bills_json.bill_publications(_known(today, bill_id), today))


def _stage_publications(today: Day, query: Query, bill_id: str, stage_id: str) -> Answer:
    return in_json(bills_json.stage_publications(*_known_stage(today, bill_id, stage_id), today))


def _document(today: Day, query: Query, publication_id: str, document_id: str, download: str | None) -> Answer:
    publication = today.publication(int(publication_id))
    found = bills_json.document(publication, int(document_id)) if publication else None
    if found is None:
        raise NotThere
    described, content = found
    return Answer(content, described["contentType"]) if download else in_json(described)


def _news(today: Day, query: Query, bill_id: str) -> Answer:
    articles = [each for each in _known(today, bill_id).news if each.published <= today.day]
    return page_of(articles, query, bills_json.news_row)


# ---- amendments ----
def _amendments(today: Day, query: Query, bill_id: str, stage_id: str) -> Answer:
    bill, stage = _known_stage(today, bill_id, stage_id)
    day = today.day
    term, number = query.get("SearchTerm", "").casefold(), query.get("AmendmentNumber", "")
    decision, member = query.get("Decision", "All"), query.get("MemberId", "")
    chosen = [
        each
        for each in stage.listed(day)
        if number in ("", each.number_on(day))
        and decision in ("All", each.decision_on(day))
        and member in ("", *(str(person.member_id) for person in each.people_on(day)))
        and (not term or term in stage.worded(each, day).lead.casefold())
    ]
    return page_of(chosen, query, lambda each: amendments_json.listed(bill, stage, each, day))


def _amendment(today: Day, query: Query, bill_id: str, stage_id: str, amendment_id: str) -> Answer:
    bill, stage = _known_stage(today, bill_id, stage_id)
    for each in stage.listed(today.day):
        if stage.amendment_id(each) == int(amendment_id):
            return in_json(amendments_json.detailed(bill, stage, each, today.day))
    raise NotThere


def _ping_pong(today: Day, query: Query, bill_id: str, stage_id: str) -> Answer:
    bill, stage = _known_stage(today, bill_id, stage_id)
    return page_of(stage.ping_pong, query, lambda item: amendments_json.ping_pong_listed(bill, stage, item))


def _ping_pong_item(today: Day, query: Query, bill_id: str, stage_id: str, item_id: str) -> Answer:
    bill, stage = _known_stage(today, bill_id, stage_id)
    for item in stage.ping_pong:
        if item.item_id == int(item_id):
            return in_json(amendments_json.ping_pong_detailed(bill, stage, item))
    raise NotThere


# ---- divisions ----
def _divisions(house: str) -> Callable[..., Answer]:
    """The bare list of a House, without voters in the Commons; or its number alone."""
    prefix = "queryParameters." if house == "Commons" else ""
    names = {"term": "searchTerm", "first": "startDate", "last": "endDate"}

    def act(today: Day, query: Query, what: str) -> Answer:
        given = {name.casefold(): value for name, value in query.items()}
        wanted = {key: given.get(f"{prefix}{name}".casefold(), "") for key, name in names.items()}
        found = [
            each
            for each in votes.divisions_on(today, house)
            if wanted["term"].casefold() in each.title.casefold()
            and (wanted["first"] or "0") <= each.day.isoformat() <= (wanted["last"] or "9999")
        ]
        if what == "searchTotalResults":
            return in_json(len(found))
        skip, take = (_number(given, f"{prefix}{name}".casefold(), default) for name, default in PAGE)
        return in_json([votes.in_list(each) for each in found[skip : skip + take]])

    return act


def _division(today: Day, query: Query, division_id: str) -> Answer:
    for each in votes.divisions_on(today, "Commons"):
        if each.division_id == int(division_id):
            return in_json(votes.in_full(each))
    raise NotThere


# ---- reference lists and feeds ----
def _reference(keys: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> Callable[..., Answer]:
    def act(today: Day, query: Query) -> Answer:
        return page_of(rows, query, lambda row: {**dict(zip(keys, row, strict=True)), **described})

    described = {} if "house" in keys else {"description": "A kind in the fictional Parliament."}
    return act


def _bills_feed(today: Day, query: Query, kind: str) -> Answer:
    return Answer(feeds.bills_feed(today, kind), RSS)


def _bill_feed(today: Day, query: Query, bill_id: str) -> Answer:
    return Answer(feeds.bill_feed(_known(today, bill_id), today), RSS)


STAGE = r"/Bills/(\d+)/Stages/(\d+)"
ROUTES: tuple[tuple[re.Pattern[str], Callable[..., Answer]], ...] = tuple(
    (re.compile(pattern, re.ASCII), act)
    for pattern, act in (
        ("/Bills", _bills),
        (r"/Bills/(\d+)", _bill),
        (r"/Bills/(\d+)/Stages", _stages),
        (STAGE, _stage),
        (f"{STAGE}/Amendments", _amendments),
        (rf"{STAGE}/Amendments/(\d+)", _amendment),
        (f"{STAGE}/PingPongItems", _ping_pong),
        (rf"{STAGE}/PingPongItems/(\d+)", _ping_pong_item),
        (f"{STAGE}/Publications", _stage_publications),
        (r"/Bills/(\d+)/Publications", _publications),
        (r"/Bills/(\d+)/NewsArticles", _news),
        (r"/Publications/(\d+)/Documents/(\d+)(/Download)?", _document),
        ("/Sittings", _sittings),
        ("/Stages", _reference(("id", "name", "house"), reference.STAGE_KINDS)),
        ("/BillTypes", _reference(("id", "category", "name"), reference.BILL_TYPES)),
        ("/PublicationTypes", _reference(("id", "name"), reference.PUBLICATION_TYPES)),
        ("/Rss/(all|public|private)bills.rss", _bills_feed),
        (r"/Rss/Bills/(\d+).rss", _bill_feed),
        (r"/data/divisions\.json/(search|searchTotalResults)", _divisions("Commons")),
        (r"/data/division/(\d+)\.json", _division),
        (r"/data/Divisions/(search|searchTotalResults)", _divisions("Lords")),
    )
)
