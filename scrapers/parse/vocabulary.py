"""Words that Parliament uses where we expect one of a list: an unknown one is kept, and named here to be logged.

The lists are Parliament's own (sources, "Enumerations"). They have grown before, so they never limit what is stored.
"""

from collections.abc import Iterator
from typing import Any

from scrapers.records import AmendmentRecord, BillRecord, PublicationRecord, ReferenceRecord, StageRecord

HOUSES = frozenset({"Commons", "Lords", "Unassigned", "All", "Joint", ""})
DECISIONS = frozenset({
    "NoDecision", "Withdrawn", "Disagreed", "NotMoved", "Agreed", "QuestionProposed", "NotSelected",
    "WithdrawnBeforeDebate", "StoodPart", "NotStoodPart", "Preempted", "NotCalled", "NegativedOnDivision",
    "AgreedOnDivision", "",
})  # fmt: skip
AMENDMENT_TYPES = frozenset({
    "EditLongTitle", "EditBillBody", "AddClauseOrSchedule", "DeleteClauseOrSchedule", "Motion", "Amendment", "",
})  # fmt: skip
STARS = frozenset({"★", "☆", ""})
CATEGORIES = frozenset({"Public", "Private", "Hybrid", ""})
EXPECTED: dict[type, dict[str, frozenset[str]]] = {
    AmendmentRecord: {"decision": DECISIONS, "raw_type": AMENDMENT_TYPES, "star": STARS},
    BillRecord: {"current_house": HOUSES, "originating_house": HOUSES},
    StageRecord: {"house": HOUSES},
    PublicationRecord: {"house": HOUSES},
    ReferenceRecord: {"house": HOUSES, "category": CATEGORIES},
}


def unknown_words(record: Any) -> tuple[str, ...]:
    """What a record of the Bills API says in words that are not on Parliament's list, as "decision: Postponed".

    Meant for records of the Bills API; papers use words of their own.
    """
    return tuple(_unknown(record))


def _unknown(record: Any) -> Iterator[str]:
    for name, known in EXPECTED.get(type(record), {}).items():
        word = getattr(record, name)
        if word is not None and word not in known:
            yield f"{name}: {word}"
    if isinstance(record, AmendmentRecord):
        yield from (f"sponsors.house: {s.house}" for s in record.sponsors or () if s.house not in HOUSES)
    if isinstance(record, BillRecord) and record.current_stage:
        yield from (f"current_stage.{word}" for word in _unknown(record.current_stage))
