"""Stages and sitting days from a page of the old website, written to a Bill that Parliament's data do not know.

Stages have no ids there: one is the same where its House and its kind, or else its words, are. A page adds and never
takes away: it says nothing of what it does not show.
"""

from typing import Any

from bills.history import Why
from bills.models import Bill, BillStage, Sitting, StageKind
from scrapers.placing import CannotPlace, kinds_named, same_words
from scrapers.records import OldStageRecord, StagePageRecord
from scrapers.rows import Rows, Tally

KINDS = {
    ("1st reading", "Lords"): 1,
    ("2nd reading", "Lords"): 2,
    ("Committee stage", "Lords"): 3,
    ("Report stage", "Lords"): 4,
    ("3rd reading", "Lords"): 5,
    ("1st reading", "Commons"): 6,
    ("2nd reading", "Commons"): 7,
    ("Committee stage", "Commons"): 8,
    ("Report stage", "Commons"): 9,
    ("3rd reading", "Commons"): 10,
    ("Royal Assent", "Unassigned"): 11,
    ("Consideration of Lords amendments", "Commons"): 12,
    ("Consideration of Commons amendments", "Lords"): 13,
    ("Committee of the whole House", "Commons"): 49,
}
"""Parliament's numbers of the kinds of stage (stageId)."""


def write_old_stages(bill: Bill, page: StagePageRecord, why: Why) -> tuple[Tally, list[str]]:
    """Add the stages and days that the Bill lacks; returns what was written, and a sentence for each stage.

    Raises CannotPlace where the Bill has two stages that one of the page could be.
    """
    stored = list(bill.stages.filter(is_listed=True))
    known = set(StageKind.objects.values_list("id", flat=True))
    order = max((stage.sort_order for stage in stored), default=0)
    stages: Rows[BillStage] = Rows(BillStage)
    found: list[tuple[OldStageRecord, BillStage]] = []
    for record in page.stages:
        same = _same(stored, record)
        if same is None:
            order += 1
            kind = KINDS.get((record.description, record.house))
            wanted: dict[str, Any] = {
                "kind_id": kind if kind in known else None,
                "kind_id_received": kind,
                "sort_order": order,
            }
            wanted |= {"description": record.description, "house": record.house, "is_listed": True}
            same = stages.want(None, wanted, bill=bill)
        found.append((record, same))
    new = {id(stage) for stage in stages.new}
    tally = stages.apply(why)
    days: Rows[Sitting] = Rows(Sitting)
    lines = []
    for record, stage in found:
        have = set(stage.sittings.values_list("date", flat=True)) if id(stage) not in new else set()
        added = [day for day in record.days if day not in have]
        for day in added:
            days.want(None, {"date": day, "is_listed": True}, stage=stage)
        lines.append(_sentence(stage, len(added), is_new=id(stage) in new))
    tally += days.apply(why)
    return tally, lines


def _same(stored: list[BillStage], record: OldStageRecord) -> BillStage | None:
    kind = KINDS.get((record.description, record.house))
    kinds = {kind} if kind else kinds_named(record.description, record.house)
    of_house = [stage for stage in stored if record.house in (stage.house, "Unassigned")]
    same = [stage for stage in of_house if stage.kind_id_received in kinds]
    same = same or [stage for stage in of_house if same_words(stage.description, record.description)]
    if len(same) > 1:
        raise CannotPlace(f"the Bill has more than one stage that “{record.description} ({record.house})” could be")
    return same[0] if same else None


def _sentence(stage: BillStage, added: int, *, is_new: bool) -> str:
    days = f"{added} sitting day{'' if added == 1 else 's'}"
    if is_new:
        return f"{stage}: a new stage with {days}"
    return f"{stage}: {days} added" if added else f"{stage}: nothing new"
