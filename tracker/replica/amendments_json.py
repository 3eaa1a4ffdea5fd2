"""Amendments and ping-pong items in the shapes of the Bills API: seventeen keys in a list, more in full."""

from datetime import date
from html import escape
from typing import Any

from tracker.replica.akn import lines_of
from tracker.replica.bills_json import member
from tracker.replica.orders import Worded
from tracker.replica.people import Person
from tracker.replica.reference import EXPLANATIONS
from tracker.replica.tabled import Tabled
from tracker.replica.world import FictionalBill, PingPongItem, Stage

TYPES = {
    "newClause": "AddClauseOrSchedule",
    "newSchedule": "AddClauseOrSchedule",
    "leaveOutClause": "DeleteClauseOrSchedule",
    "leaveOut": "DeleteClauseOrSchedule",
}
WITHDRAWN = "[Withdrawn] "


def listed(bill: FictionalBill, stage: Stage, each: Tabled, day: date) -> dict[str, Any]:
    """An amendment as the list has it: its instruction, without its block or statement. `id` is always 0."""
    words = stage.worded(each, day)
    prefix = WITHDRAWN if each.withdrawn and each.withdrawn <= day else ""
    heading = [f"“{block.heading}" for block in words.blocks[:1] if block.heading]
    return {"summaryText": [prefix + words.lead, *heading], **_common(bill, stage, each, words, day)}


def detailed(bill: FictionalBill, stage: Stage, each: Tabled, day: date) -> dict[str, Any]:
    """An amendment in full: its lines with their numbers and markup, and its explanatory statement."""
    words = stage.worded(each, day)
    lines = [(0, "", escape(words.lead, quote=False)), *lines_of(words.blocks)]
    if words.append:
        depth, number, text = lines[-1]
        lines[-1] = (depth, number, f"{text}”{words.append}")
    note = ""
    if each.order.amends:
        target = next(other for other in stage.amendments if other.dnum == each.order.amends)
        note = f"As an Amendment to {target.lead.name}’s proposed New Clause {target.number_on(day)}:—"
    return {
        **_common(bill, stage, each, words, day),
        "amendmentLines": [_line(*line) for line in lines],
        "explanatoryTextPrefix": "Member’s explanatory statement" if each.why else None,
        "explanatoryText": f"<p>{escape(each.why, quote=False)}</p>" if each.why else None,
        "amendmentNote": note,
        "amendmentLocation": _location(each, words),
        "mainHeader": "",
    }


def _location(each: Tabled, words: Worded) -> str:
    if not words.provision or words.provision.startswith("Schedule"):
        return words.provision
    return f"{'New Clause' if each.order.amends else 'Clause'} {words.provision}"


def _common(bill: FictionalBill, stage: Stage, each: Tabled, words: Worded, day: date) -> dict[str, Any]:
    page, line = words.mark or (0, 0)
    schedule = words.provision.removeprefix("Schedule ") if words.provision.startswith("Schedule ") else ""
    clause = "" if schedule or each.order.amends else words.provision
    decision = each.decision_on(day)
    return {
        "amendmentId": stage.amendment_id(each),
        "amendmentType": TYPES.get(words.op, "EditBillBody"),
        "clause": int(clause) if clause else None,
        "schedule": int(schedule) if schedule else None,
        "pageNumber": page or None,
        "lineNumber": each.api_line or line or None,
        "amendmentPosition": "",
        "marshalledListText": each.number_on(day),
        "dNum": each.dnum.lower(),
        "id": 0,
        "billId": bill.bill_id,
        "billStageId": stage.bill_stage_id,
        "statusIndicator": each.star_on(day, stage.last_list(day)),
        "decision": decision,
        "decisionExplanation": EXPLANATIONS[decision],
        "sponsors": [_sponsor(person, n) for n, person in enumerate(each.people_on(day), 1)],
    }


def _sponsor(person: Person, order: int) -> dict[str, Any]:
    return {"isLead": order == 1, "sortOrder": order, **member(person)}


def _line(depth: int, number: str, text: str) -> dict[str, Any]:
    hanging = number or None
    return {"text": text, "indentation": depth, "hangingIndentation": hanging, "isImage": False, "imageType": None}


def ping_pong_listed(bill: FictionalBill, stage: Stage, item: PingPongItem) -> dict[str, Any]:
    """A ping-pong item as the list has it: the object stands under the name of its kind, the other is null."""
    return _of_kind(item, _ping_pong(bill, stage, item))


def ping_pong_detailed(bill: FictionalBill, stage: Stage, item: PingPongItem) -> dict[str, Any]:
    """A ping-pong item in full, with the amendments in lieu that it holds."""
    inside = [
        {
            "number": number,
            "decision": decision,
            "sortOrder": order,
            "text": [_line(*line) for line in lines],
            "sponsors": [],
        }
        for order, (number, decision, lines) in enumerate(item.in_lieu, 1)
    ]
    group = {"text": [_line(*line) for line in item.lines], "amendments": inside, "sortOrder": 1}
    return _of_kind(item, {**_ping_pong(bill, stage, item), f"{item.kind.lower()}Groups": [group]})


def _ping_pong(bill: FictionalBill, stage: Stage, item: PingPongItem) -> dict[str, Any]:
    return {
        "id": item.item_id,
        "billId": bill.bill_id,
        "billStageId": stage.bill_stage_id,
        "statusIndicator": "",
        "decision": item.decided,
        "decisionExplanation": EXPLANATIONS[item.decided],
        "sponsors": [_sponsor(item.lead, 1)],
        "type": item.kind,
        "number": item.number,
        "summary": item.summary,
    }


def _of_kind(item: PingPongItem, inner: dict[str, Any]) -> dict[str, Any]:
    both: dict[str, Any] = {"type": item.kind, "amendment": None, "motion": None}
    return {**both, item.kind.lower(): inner}
