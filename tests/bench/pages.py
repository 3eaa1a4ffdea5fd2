"""Pages of the Bills API on disk, in our own words: many Bills of a hundred amendments, five names on each."""

import json
from pathlib import Path
from typing import Any

BILLS_OF = 100
NAMES = 5
HOUSES = ("Commons", "Lords")


FIRST = 5000
"""Parliament's number of the first Bill, unless said otherwise."""


def write(folder: Path, amendments: int, variant: str = "first", *, first: int = FIRST) -> int:
    """Write one page of a hundred amendments per Bill, whose numbers go up from `first`; returns how many pages.

    Variants: "first"; "noise" (other photos and colours, the same record); "changed" (exactly one in a hundred
    reworded).
    """
    folder.mkdir(parents=True, exist_ok=True)
    pages = amendments // BILLS_OF
    for bill in range(pages):
        items = [_item(bill, place, variant, first) for place in range(1, BILLS_OF + 1)]
        page = {"items": items, "totalResults": BILLS_OF, "itemsPerPage": BILLS_OF}
        (folder / f"{bill:04}.json").write_text(json.dumps(page, ensure_ascii=False), encoding="utf-8")
    return pages


def _item(bill: int, place: int, variant: str, first: int) -> dict[str, Any]:
    words = f"Clause {place % 40 + 1}, page {place % 60 + 1}, line {place % 36 + 1}, leave out “harbour {place}” and"
    words += (
        f" insert “any harbour, pier or landing stage that the authority of district {bill} has named in its register”"
    )
    if variant == "changed" and place == 50:
        words += " or list"
    noise = "b" if variant == "noise" else "a"
    return {
        "summaryText": [words],
        "amendmentId": 1_000_000 + bill * 1000 + place,
        "amendmentType": "EditBillBody",
        "clause": place % 40 + 1,
        "schedule": None,
        "pageNumber": place % 60 + 1,
        "lineNumber": place % 36 + 1,
        "amendmentPosition": "",
        "marshalledListText": str(place),
        "dNum": f"hoc{place}",
        "id": 0,
        "billId": first + bill,
        "billStageId": first + bill,
        "statusIndicator": "★",
        "decision": "NoDecision",
        "decisionExplanation": "The House has not considered this amendment.",
        "sponsors": [_name(bill, place, order, noise) for order in range(1, NAMES + 1)],
    }


def _name(bill: int, place: int, order: int, noise: str) -> dict[str, Any]:
    member = (bill * 37 + place * 11 + order * 101) % 650
    return {
        "isLead": order == 1,
        "sortOrder": order,
        "memberId": 900_000 + member,
        "name": f"Member Number {member}",
        "party": f"Party of the {member % 7} Tides",
        "partyColour": f"0{noise}63ba",
        "house": HOUSES[member % 2],
        "memberPhoto": f"https://example.org/{noise}/{member}",
        "memberPage": f"https://example.org/{member}",
        "memberFrom": f"North Quay {member}",
    }
