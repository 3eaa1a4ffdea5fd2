"""Bills, stages, sittings, publications and news in the shapes of the Bills API (its specification, /swagger)."""

from datetime import date
from typing import Any

from tracker.replica.people import Person
from tracker.replica.reference import SESSION, TYPE_NAMES
from tracker.replica.world import Day, FictionalBill, News, Publication, Stage

EXTENSIONS = {"text/xml": "xml", "text/html": "html"}


def midnight(day: date) -> str:
    """A date as the API dresses it."""
    return f"{day}T00:00:00"


def bill_summary(bill: FictionalBill, today: Day) -> dict[str, Any]:
    """A Bill as the list has it; an Act has its own title and stands in neither House."""
    day = today.day
    now = bill.stage_now(day)
    is_act = bill.act is not None and bill.act[0] <= day
    ended = bill.withdrawn is not None and bill.withdrawn <= day
    return {
        "billId": bill.bill_id,
        "shortTitle": bill.act[1] if bill.act and is_act else bill.title,
        "formerShortTitle": None,
        "currentHouse": "Unassigned" if is_act else now.house,
        "originatingHouse": bill.house,
        "lastUpdate": f"{bill.last_update(day).isoformat()}7",
        "billWithdrawn": midnight(bill.withdrawn) if bill.withdrawn and ended else None,
        "isDefeated": False,
        "billTypeId": bill.type_id,
        "introducedSessionId": SESSION,
        "includedSessionIds": [SESSION],
        "isAct": is_act,
        "currentStage": stage_summary(bill, now),
    }


def bill_full(bill: FictionalBill, today: Day) -> dict[str, Any]:
    """A Bill by itself."""
    sponsors = [
        {
            "member": member(person) if person else None,
            "organisation": {"name": department, "url": None} if department else None,
            "sortOrder": order,
        }
        for order, (person, department) in enumerate(bill.sponsors, 1)
    ]
    return {
        "longTitle": bill.long_title,
        "summary": bill.summary,
        "sponsors": sponsors,
        "promoters": [],
        "petitioningPeriod": None,
        "petitionInformation": None,
        "agent": None,
        **bill_summary(bill, today),
    }


def member(person: Person) -> dict[str, Any]:
    """A Member as sponsors of Bills and of amendments carry one."""
    return {
        "memberId": person.member_id,
        "name": person.name,
        "party": person.party,
        "partyColour": person.colour,
        "house": person.house,
        "memberPhoto": f"https://example.org/fictional/{person.member_id}/photo",
        "memberPage": f"https://example.org/fictional/{person.member_id}",
        "memberFrom": person.member_from,
    }


def sitting_id(stage: Stage, place: int) -> int:
    """The id of a stage's first, second … sitting."""
    return stage.bill_stage_id * 100 + place


def sittings_of(bill: FictionalBill, stage: Stage) -> list[dict[str, Any]]:
    """The days of a stage, in no promised order: the last stands first."""
    rows = [
        {
            "id": sitting_id(stage, place),
            "stageId": stage.kind,
            "billStageId": stage.bill_stage_id,
            "billId": bill.bill_id,
            "date": midnight(day),
        }
        for place, day in enumerate(stage.sittings, 1)
    ]
    return rows[::-1]


def stage_summary(bill: FictionalBill, stage: Stage) -> dict[str, Any]:
    """A stage as the list of a Bill's stages has it."""
    return {
        "id": stage.bill_stage_id,
        "stageId": stage.kind,
        "sessionId": SESSION,
        "description": stage.name,
        "abbreviation": stage.abbreviation,
        "house": stage.house,
        "stageSittings": sittings_of(bill, stage),
        "sortOrder": bill.stages.index(stage) + 1,
    }


def stage_full(bill: FictionalBill, stage: Stage, today: Day) -> dict[str, Any]:
    """A stage by itself, with its committee and its neighbours."""
    stages = bill.stages_on(today.day)
    place = stages.index(stage)
    committee = {"id": 980_001, "name": stage.committee, "category": "Public Bill", "house": stage.house, "url": None}
    return {
        **stage_summary(bill, stage),
        "committee": committee if stage.committee else None,
        "nextStageBillStageId": stages[place + 1].bill_stage_id if place + 1 < len(stages) else None,
        "previousStageBillStageId": stages[place - 1].bill_stage_id if place else None,
        "lastUpdate": f"{bill.last_update(today.day).isoformat()}7",
        "hasMotions": bool(stage.ping_pong),
    }


def document(publication: Publication, document_id: int) -> tuple[dict[str, Any], bytes] | None:
    """A file of a publication: what it is, and its bytes."""
    for place, (content_type, content) in enumerate(publication.contents, 1):
        if document_id == publication.publication_id * 10 + place:
            described = {
                "id": document_id,
                "filename": f"{publication.name}.{EXTENSIONS[content_type]}",
                "contentType": content_type,
                "contentLength": len(content),
            }
            return described, content
    return None


def publication_row(publication: Publication, *, with_house: bool) -> dict[str, Any]:
    """A publication; the list of a stage leaves the House out."""
    ids = [publication.publication_id * 10 + place for place in range(1, len(publication.files) + 1)]
    found = [document(publication, each) for each in ids]
    link = {
        "id": publication.publication_id * 10 + 9,
        "title": publication.title,
        "url": publication.link,
        "contentType": "application/pdf",
    }
    row: dict[str, Any] = {
        "id": publication.publication_id,
        "title": publication.title,
        "publicationType": {
            "id": publication.type_id,
            "name": TYPE_NAMES[publication.type_id],
            "description": "A document of the fictional Parliament.",
        },
        "displayDate": midnight(publication.published),
        "links": [link] if publication.link else [],
        "files": [described for described, _ in filter(None, found)],
    }
    return {"house": publication.house, **row} if with_house else row


def bill_publications(bill: FictionalBill, today: Day) -> dict[str, Any]:
    """All publications of a Bill."""
    rows = [publication_row(each, with_house=True) for each in bill.published_on(today.day)]
    return {"billId": bill.bill_id, "publications": rows}


def stage_publications(bill: FictionalBill, stage: Stage, today: Day) -> dict[str, Any]:
    """The publications of a stage, those of a sitting under it."""
    out = [each for each in bill.published_on(today.day) if each.bill_stage_id == stage.bill_stage_id]
    sittings = [
        {
            "sittingId": sitting_id(stage, place),
            "publications": [publication_row(each, with_house=False) for each in out if each.sitting == day],
        }
        for place, day in enumerate(stage.sittings, 1)
    ]
    return {
        "billStageId": stage.bill_stage_id,
        "publications": [publication_row(each, with_house=False) for each in out if each.sitting is None],
        "sittings": [row for row in sittings if row["publications"]],
    }


def news_row(article: News) -> dict[str, Any]:
    """A news item; its content is HTML."""
    return {
        "id": article.article_id,
        "title": article.title,
        "content": article.content,
        "displayDate": midnight(article.published),
    }
