"""Answers in the shapes of the Bills API, in our own words, for the tests of its client."""

import json
from collections.abc import Sequence
from typing import Any


def envelope(items: Sequence[Any], total: int | None, per_page: int = 100) -> bytes:
    """A page of a list; without its total where that is None."""
    page: dict[str, Any] = {"items": list(items), "itemsPerPage": per_page}
    if total is not None:
        page["totalResults"] = total
    return json.dumps(page, ensure_ascii=False).encode()


def kinds(ids: Sequence[int], total: int | None, word: str = "Stage") -> bytes:
    """A page of the list of kinds of stage."""
    return envelope([{"id": n, "name": f"{word} {n}", "house": "Commons"} for n in ids], total)


def stage(number: int, **more: Any) -> dict[str, Any]:
    """A Bill's occurrence of a stage."""
    return {
        "id": number,
        "stageId": 8,
        "sessionId": 39,
        "description": "Committee stage",
        "abbreviation": "CS",
        "house": "Commons",
        "stageSittings": [],
        "sortOrder": number,
        **more,
    }


def bill(number: int, updated: str = "2026-11-20T10:00:00", **more: Any) -> dict[str, Any]:
    """A Bill as the list has it."""
    return {
        "billId": number,
        "shortTitle": f"Lighthouse Keepers Bill {number}",
        "formerShortTitle": None,
        "currentHouse": "Commons",
        "originatingHouse": "Commons",
        "lastUpdate": updated,
        "billWithdrawn": None,
        "isDefeated": False,
        "billTypeId": 1,
        "introducedSessionId": 39,
        "includedSessionIds": [39],
        "isAct": False,
        "currentStage": stage(1),
        **more,
    }


def amendment(number: int, **more: Any) -> dict[str, Any]:
    """An amendment as the list of a stage has it."""
    return {
        "summaryText": [f'Clause 1, page 1, line {number}, leave out "lamp" and insert "light"'],
        "amendmentId": number,
        "amendmentType": "EditBillBody",
        "clause": 1,
        "schedule": None,
        "pageNumber": 1,
        "lineNumber": number,
        "amendmentPosition": "",
        "marshalledListText": str(number),
        "dNum": f"hoc{number}",
        "id": 0,
        "billId": 7,
        "billStageId": 70,
        "statusIndicator": "",
        "decision": "NoDecision",
        "decisionExplanation": "The House has not considered this amendment.",
        "sponsors": [],
        **more,
    }
