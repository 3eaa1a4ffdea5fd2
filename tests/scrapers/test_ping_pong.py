"""Ping-pong items: motions and amendments while the Houses exchange a Bill, in our own words."""

import json
from typing import Any

import pytest

from scrapers.parse import bills_api
from scrapers.records import Line, UnreadableSource
from tests.scrapers.payloads import envelope


def motion(number: int = 17, **more: Any) -> dict[str, Any]:
    inner = {
        "id": number,
        "type": "Motion",
        "number": "A",
        "summary": "That this House do not insist on its Amendment 2",
        "decision": "Agreed",
        "statusIndicator": "☆",
        "sponsors": [{"memberId": 901, "name": "Lord Lantern", "isLead": True, "sortOrder": 1}],
        **more,
    }
    return {"type": "Motion", "motion": inner, "amendment": None}


def line(text: str, num: str | None = None) -> dict[str, Any]:
    return {"text": text, "indentation": 0, "hangingIndentation": num, "isImage": False, "imageType": None}


GROUPS = [
    {"text": [line("Second group")], "amendments": [], "sortOrder": 2},
    {
        "text": [line("Lord Lantern to move, That this House do agree")],
        "amendments": [
            {
                "number": "2B",
                "decision": "Disagreed",
                "sortOrder": 1,
                "text": [line("leave out “lamp”", "(1)")],
                "sponsors": [{"memberId": 902, "name": "Lady Wick", "isLead": True, "sortOrder": 1}],
            }
        ],
        "sortOrder": 1,
    },
]


def test_an_item_is_a_motion_or_an_amendment_with_an_id_of_its_own() -> None:
    other = {"type": "Amendment", "motion": None, "amendment": {"id": 18, "number": "2A", "summary": "Clause 4, x"}}
    page = bills_api.ping_pong_page(envelope([motion(), other], 2), skip=20)
    assert page.problems == ()
    assert [(r.kind, r.api_key, r.number, r.position) for r in page.items] == [
        ("motion", "pingpong:17", "A", 21),
        ("amendment", "pingpong:18", "2A", 22),
    ]
    assert (page.items[0].decision, page.items[1].provision) == ("Agreed", "clause 4")


@pytest.mark.parametrize(
    ("item", "place"),
    [
        ({"type": "Speech", "motion": {"id": 1}}, "items[0].type"),
        ({"motion": {"id": 1}}, "items[0].type"),
        ({"type": "Motion", "motion": None}, "items[0].motion"),
        (motion(0), "items[0].motion.id"),
    ],
)
def test_an_item_of_no_known_kind_is_left_out_and_reported(item: dict[str, Any], place: str) -> None:
    page = bills_api.ping_pong_page(envelope([item], 1))
    assert (page.items, [p.place for p in page.problems]) == ((), [place])


def test_the_full_item_keeps_its_groups_in_order_with_decisions_and_names() -> None:
    record = bills_api.ping_pong_item(json.dumps(motion(motionGroups=GROUPS)).encode())
    assert record.lines == (
        Line("Lord Lantern to move, That this House do agree", kind="motion"),
        Line("2B", kind="heading"),
        Line("leave out “lamp”", num="(1)"),
        Line("Decision: Disagreed", kind="note"),
        Line("Names: Lady Wick", kind="note"),
        Line("Second group", kind="motion"),
    )
    assert record.text == "\n".join(
        ["Lord Lantern to move, That this House do agree", "2B", "(1) leave out “lamp”", "Second group"]
    )
    assert (record.text_is_full, record.place) == (True, "motion A")


def test_an_item_without_its_groups_is_not_the_full_item() -> None:
    with pytest.raises(UnreadableSource, match=r"^motion.motionGroups: is missing"):
        bills_api.ping_pong_item(json.dumps(motion()).encode())
