"""Reference lists of the fictional Parliament: the ids are Parliament's own, the descriptions ours."""

BILL_TYPES = (
    (1, "Public", "Government Bill"),
    (2, "Public", "Private Members' Bill (Starting in the House of Lords)"),
    (3, "Public", "Consolidation Bill"),
    (4, "Hybrid", "Hybrid Bill"),
    (5, "Public", "Private Members' Bill (under the Ten Minute Rule)"),
    (6, "Private", "Private Bill"),
    (7, "Public", "Private Members' Bill (Ballot Bill)"),
    (8, "Public", "Private Members' Bill (Presentation Bill)"),
    (9, "Public", "Draft Bill"),
)
STAGE_KINDS = (
    (1, "1st reading", "Lords"), (2, "2nd reading", "Lords"), (3, "Committee stage", "Lords"),
    (4, "Report stage", "Lords"), (5, "3rd reading", "Lords"), (6, "1st reading", "Commons"),
    (7, "2nd reading", "Commons"), (8, "Committee stage", "Commons"), (9, "Report stage", "Commons"),
    (10, "3rd reading", "Commons"), (11, "Royal Assent", "Unassigned"),
    (12, "Consideration of Lords amendments", "Commons"), (13, "Consideration of Commons amendments", "Lords"),
    (14, "Programme motion", "Commons"), (15, "Money resolution", "Commons"), (18, "Carry-over motion", "Commons"),
    (25, "Second reading committee", "Commons"), (42, "Consideration of Lords message", "Commons"),
    (48, "Committee stage (re-committed clauses and schedules)", "Commons"),
    (49, "Committee of the whole House", "Commons"),
)  # fmt: skip
PUBLICATION_TYPES = (
    (3, "Explanatory Notes"), (4, "Briefing papers"), (5, "Bill"), (6, "Act of Parliament"), (7, "Amendment Paper"),
    (8, "Bill proceedings: Commons"), (9, "Select Committee report"), (20, "Selection of amendments: Commons"),
    (21, "Tracked changes versions: Commons"),
)  # fmt: skip
TYPE_NAMES = dict(PUBLICATION_TYPES)
SESSION = 40
EXPLANATIONS = {
    "NoDecision": "The amendment has not been considered.",
    "QuestionProposed": "The amendment was moved and the debate on it is not over.",
    "Agreed": "The amendment was agreed to without a vote.",
    "AgreedOnDivision": "The amendment was agreed to after a vote.",
    "Disagreed": "The amendment was not agreed to.",
    "NegativedOnDivision": "The amendment was voted on and lost.",
    "Withdrawn": "The amendment was debated and then withdrawn by leave.",
    "WithdrawnBeforeDebate": "The amendment was withdrawn before it was reached.",
    "NotMoved": "The amendment was not moved.",
    "NotCalled": "The amendment was not called.",
    "NotSelected": "The amendment was not selected for debate.",
    "Preempted": "The words were removed by an earlier decision.",
    "StoodPart": "The clause or Schedule stood part of the Bill.",
    "NotStoodPart": "The clause or Schedule did not stand part of the Bill.",
}
