"""The Bills API: Bills, stages, sittings, publications, news and reference lists (sources, sections 1 to 6).

Every function takes the bytes of an answer and raises UnreadableSource, naming place and reason, where they are not
that answer. In a list, a row that cannot be taken is left out and stands in the page's problems.
"""

from collections.abc import Mapping
from dataclasses import replace
from operator import attrgetter
from typing import Any

from scrapers.parse.amendments_api import amendment, amendments_page
from scrapers.parse.pages import read_one, read_page
from scrapers.parse.ping_pong import ping_pong_item, ping_pong_page
from scrapers.parse.publications_api import document, publications
from scrapers.parse.reading import Row, RowRefused
from scrapers.records import (
    BillRecord,
    BillSponsorRecord,
    NewsRecord,
    Page,
    ReferenceRecord,
    SittingRecord,
    SponsorRecord,
    StageRecord,
)

__all__ = [
    "amendment", "amendments_page", "bill", "bill_types_page", "bills_page", "document", "news_page",
    "ping_pong_item", "ping_pong_page", "publication_types_page", "publications", "sittings_page", "stage",
    "stage_kinds_page", "stages_page",
]  # fmt: skip


def bills_page(body: bytes) -> Page[BillRecord]:
    """A page of the list of Bills. What only the single Bill tells is None."""
    return read_page(body, lambda row, _: _bill(row), attrgetter("bill_id"))


def bill(body: bytes) -> BillRecord:
    """One Bill, with long title, summary (HTML as received), sponsors, promoters and agent."""
    return read_one(body, lambda row, _: _bill(row))


def stages_page(body: bytes) -> Page[StageRecord]:
    """A page of a Bill's stages, each with its sittings in the order received."""
    return read_page(body, lambda row, _: _stage(row), attrgetter("bill_stage_id"))


def stage(body: bytes) -> StageRecord:
    """One stage, with its committee, its neighbours and when it was last updated."""
    return read_one(body, lambda row, _: _stage(row))


def sittings_page(body: bytes) -> Page[SittingRecord]:
    """A page of sittings of all Bills; future ones are normal."""
    return read_page(body, lambda row, _: _sitting(row), attrgetter("sitting_id"))


def news_page(body: bytes) -> Page[NewsRecord]:
    """A page of a Bill's news; `content` is HTML as received."""
    return read_page(body, lambda row, _: _article(row), attrgetter("article_id"))


def stage_kinds_page(body: bytes) -> Page[ReferenceRecord]:
    """A page of the kinds of stage, each with its House."""
    return read_page(body, lambda row, _: _reference(row), attrgetter("id"))


def bill_types_page(body: bytes) -> Page[ReferenceRecord]:
    """A page of the types of Bill, each with its category; `description` is HTML as received."""
    return read_page(body, lambda row, _: _reference(row), attrgetter("id"))


def publication_types_page(body: bytes) -> Page[ReferenceRecord]:
    """A page of the types of publication."""
    return read_page(body, lambda row, _: _reference(row), attrgetter("id"))


def _bill(row: Row) -> BillRecord:
    current = row.row("currentStage")
    return BillRecord(
        bill_id=row.identity("billId"),
        short_title=row.required("shortTitle", 500),
        former_short_title=row.text("formerShortTitle", 500),
        current_house=row.text("currentHouse", 30),
        originating_house=row.text("originatingHouse", 30),
        last_update=row.moment("lastUpdate"),
        withdrawn_on=_stated_day(row, "billWithdrawn"),
        is_defeated=row.boolean("isDefeated"),
        bill_type_id=row.integer("billTypeId"),
        introduced_session=row.integer("introducedSessionId"),
        included_sessions=_sessions(row),
        is_act=row.boolean("isAct"),
        current_stage=_stage(current) if current else None,
        long_title=row.text("longTitle"),
        summary=row.text("summary"),
        sponsors=_sponsors(row),
        promoters=tuple(each.flat() for each in row.rows("promoters")) if "promoters" in row.fields else None,
        petitioning_period=row.text("petitioningPeriod"),
        petition_information=row.text("petitionInformation"),
        agent=_flat(row, "agent"),
    )


def _stated_day(row: Row, name: str) -> Any:
    """A date whose absence is a statement ("not withdrawn"): one that cannot be read refuses the row."""
    problems = len(row.problems)
    day = row.day(name)
    if len(row.problems) > problems:
        raise RowRefused(row.place_of(name), row.problems.pop().reason)
    return day


def _sessions(row: Row) -> tuple[int, ...]:
    """Ids of sessions; a list with anything else in it refuses the row, for half a list is a wrong one."""
    values = row.listed("includedSessionIds")
    if values is None and "includedSessionIds" in row.fields:
        raise RowRefused(row.place_of("includedSessionIds"), row.problems.pop().reason)
    for index, value in enumerate(values or ()):
        if type(value) is not int or not 0 < value < 1_000_000:
            raise RowRefused(f"{row.place_of('includedSessionIds')}[{index}]", "is not the number of a session")
    return tuple(values or ())


def _flat(row: Row, name: str) -> Mapping[str, Any] | None:
    """A plain object as received; null is "none" ({}), a missing key is "not said" (None)."""
    found = row.row(name)
    if found is not None:
        return found.flat()
    return {} if name in row.fields and row.fields[name] is None else None


def _sponsors(row: Row) -> tuple[BillSponsorRecord, ...] | None:
    """Who brought the Bill in; None where the source does not say. Two in one place are numbered as they stand."""
    if "sponsors" not in row.fields:
        return None
    sponsors = tuple(_bill_sponsor(each, index) for index, each in enumerate(row.rows("sponsors"), 1))
    if len({sponsor.order for sponsor in sponsors}) < len(sponsors):
        ordered = sorted(sponsors, key=attrgetter("order"))
        return tuple(replace(sponsor, order=order) for order, sponsor in enumerate(ordered, 1))
    return sponsors


def _bill_sponsor(row: Row, order: int) -> BillSponsorRecord:
    member, organisation = row.row("member"), row.row("organisation")
    order = row.integer("sortOrder", 32_767) or order
    return BillSponsorRecord(
        order=order,
        member=_member(member, order) if member else None,
        organisation_name=organisation.words("name", 200) if organisation else "",
        organisation_url=(organisation.address("url") or "") if organisation else "",
    )


def _member(row: Row, order: int) -> SponsorRecord:
    return SponsorRecord(
        name=row.required("name", 200),
        is_lead=order == 1,
        order=order,
        member_id=row.integer("memberId") or None,
        party=row.words("party", 100),
        house=row.words("house", 30),
        member_from=row.words("memberFrom", 200),
    )


def _stage(row: Row) -> StageRecord:
    return StageRecord(
        bill_stage_id=row.identity("id"),
        stage_id=row.identity("stageId"),
        session=row.integer("sessionId"),
        description=row.required("description", 200),
        abbreviation=row.text("abbreviation", 30),
        house=row.text("house", 30),
        sort_order=row.integer("sortOrder", 32_767),
        sittings=tuple(_sitting(each) for each in row.rows("stageSittings")),
        committee=_flat(row, "committee"),
        next_id=row.integer("nextStageBillStageId"),
        previous_id=row.integer("previousStageBillStageId"),
        last_update=row.moment("lastUpdate"),
        has_motions=row.boolean("hasMotions"),
    )


def _sitting(row: Row) -> SittingRecord:
    return SittingRecord(
        sitting_id=row.identity("id"),
        stage_id=row.identity("stageId"),
        bill_stage_id=row.identity("billStageId"),
        bill_id=row.identity("billId"),
        date=_stated_day(row, "date"),
    )


def _article(row: Row) -> NewsRecord:
    return NewsRecord(
        article_id=row.identity("id"),
        title=row.words("title"),
        content=row.words("content"),
        display_date=row.moment("displayDate"),
    )


def _reference(row: Row) -> ReferenceRecord:
    return ReferenceRecord(
        id=row.identity("id"),
        name=row.required("name", 200),
        house=row.words("house", 30),
        category=row.words("category", 50),
        description=row.words("description"),
    )
