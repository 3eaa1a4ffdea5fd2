"""Which Bill, stage and amendment a division was about. Pure; certain or not at all.

What a machine stores must follow from what Parliament wrote: one Bill of that title, one stage that sat that day in
that House and answers to the title's words, one amendment that bore the number on the lists in force that day. Where
two of anything would do, nothing is chosen: they become the options of a suggestion, and a person decides.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from scrapers.parse.division_titles import (
    AMENDMENT,
    LORDS_AMENDMENT,
    MOTION,
    ON_THE_LIST,
    PROCEDURE,
    STAGES,
    STAND_PART,
    Question,
    label_of,
    named_in,
    question_of,
)

PING_PONG = frozenset({12, 13, 42})
OPEN_DECISIONS = frozenset({"", "NoDecision", "QuestionProposed"})
DECIDED_YES = OPEN_DECISIONS | {"Agreed", "AgreedOnDivision", "NotStoodPart"}
DECIDED_NO = OPEN_DECISIONS | {"Disagreed", "NegativedOnDivision", "StoodPart"}
"""The words for what became of an amendment with which the figures of a division agree."""


@dataclass(frozen=True, slots=True)
class Vote:
    """A division, as its API tells of it; `day` is the day in London."""

    house: str
    day: date | None
    title: str
    note: str = ""
    ayes: int | None = None
    noes: int | None = None


@dataclass(frozen=True, slots=True)
class BillFacts:
    """A Bill and every title it has had."""

    pk: int
    titles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageFacts:
    """A stage with the days on which it sat; `kind` is the Bills API's stageId."""

    pk: int
    bill: int
    house: str
    kind: int | None
    name: str
    days: frozenset[date]


@dataclass(frozen=True, slots=True)
class Carried:
    """An amendment with the number that one list gave it; `on` says which list, in words."""

    amendment: int
    number: str
    is_motion: bool = False
    provision: str = ""
    is_stand_part: bool = False
    decision: str = ""
    on: str = ""


@dataclass(frozen=True, slots=True)
class Lists:
    """What the lists of a stage carried: those in force on the day, and all others. `are_known`: any was in force."""

    in_force: Sequence[Carried] = ()
    others: Sequence[Carried] = ()
    are_known: bool = False


ListsOf = Callable[[int, date], Lists]
"""From a stage and a day to its lists."""


@dataclass(frozen=True, slots=True, order=True)
class Option:
    """One answer that a person may confirm."""

    bill: int
    stage: int | None = None
    amendment: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is certain (None: not), why, and what is left open: `doubt` is "" where nothing is.

    `options` are what a person may choose from, the likeliest first; empty where nothing is left open.
    """

    bill: int | None = None
    stage: int | None = None
    amendment: int | None = None
    reason: str = ""
    doubt: str = ""
    options: tuple[Option, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether nothing is left for a person to decide."""
        return not self.doubt


def match(vote: Vote, bills: Sequence[BillFacts], stages: Sequence[StageFacts], lists: ListsOf) -> Verdict | None:
    """What a division was about, as far as it is certain. None where its title names none of these Bills."""
    read = [(bill, question) for bill in bills if (question := _question(vote, bill))]
    if not read:
        return None
    if len(read) > 1:
        doubt = f"{len(read)} Bills answer to this title"
        return Verdict(doubt=doubt, options=_options(vote, read, stages))
    (bill, question) = read[0]
    if not any((named := named_in(vote.title, title)) and named.at_start for title in bill.titles):
        doubt = "its title speaks of the Bill, but does not begin with it"
        return Verdict(doubt=doubt, options=_options(vote, read, stages))
    return _of_bill(vote, bill, question, [stage for stage in stages if stage.bill == bill.pk], lists)


def _question(vote: Vote, bill: BillFacts) -> Question | None:
    return next((found for title in bill.titles if (found := question_of(vote.title, vote.note, title))), None)


def _of_bill(vote: Vote, bill: BillFacts, question: Question, stages: Sequence[StageFacts], lists: ListsOf) -> Verdict:
    fitting = _fitting(vote, question, stages)
    if question.kind == PROCEDURE and not fitting:
        return Verdict(bill.pk, reason="The title names the Bill; it was about procedure, not one of its stages")
    sat = [stage for stage in fitting if vote.day in stage.days]
    options = tuple(Option(bill.pk, stage.pk) for stage in sat or fitting) or (Option(bill.pk),)
    if not sat:
        return Verdict(bill.pk, doubt="no sitting that it could belong to is known on that day", options=options)
    if len(sat) > 1:
        names = " and ".join(stage.name for stage in sat)
        return Verdict(bill.pk, doubt=f"{names} both answer to it on that day", options=options)
    (stage,) = sat
    if not question.is_understood:
        known = stage.pk if question.stage else None
        return Verdict(bill.pk, known, doubt="its words say more than we can read for certain", options=options)
    reason = f"The title names the Bill, and {stage.name} sat that day"
    if question.kind not in ON_THE_LIST:
        return Verdict(bill.pk, stage.pk, reason=reason)
    return _on_the_list(vote, question, stage, lists(stage.pk, vote.day), reason) if vote.day else Verdict(bill.pk)


def _fitting(vote: Vote, question: Question, stages: Sequence[StageFacts]) -> list[StageFacts]:
    """The stages of that House that answer to the words, whatever day they sat."""
    of_house = [stage for stage in stages if stage.house == vote.house]
    if question.kind == LORDS_AMENDMENT or (question.kind == MOTION and not question.stage):
        return [stage for stage in of_house if stage.kind in PING_PONG]
    if not question.stage:
        return of_house
    return [stage for stage in of_house if stage.kind in STAGES[question.stage]]


def _on_the_list(vote: Vote, question: Question, stage: StageFacts, lists: Lists, reason: str) -> Verdict:
    found = _carrying(question, lists.in_force)
    elsewhere = _carrying(question, lists.others)
    ids = list(dict.fromkeys(each.amendment for each in found))
    others = [each.amendment for each in elsewhere if each.amendment not in ids]
    told = _in_words(question)

    def open_to(doubt: str) -> Verdict:
        options = [Option(stage.bill, stage.pk, pk) for pk in dict.fromkeys([*ids, *others])]
        return Verdict(stage.bill, stage.pk, None, reason, doubt, (*options, Option(stage.bill, stage.pk)))

    if question.kind == STAND_PART and not ids and not others:
        return Verdict(stage.bill, stage.pk, reason=f"{reason}; the question was on {told} itself")
    doubt = _doubt(vote, question, lists, found, told)
    if doubt:
        options = [Option(stage.bill, stage.pk, pk) for pk in dict.fromkeys([*ids, *others])]
        return Verdict(stage.bill, stage.pk, None, reason, doubt, (*options, Option(stage.bill, stage.pk)))
    return Verdict(stage.bill, stage.pk, ids[0], f"{reason}; it was {told} on {found[0].on}")


def _doubt(vote: Vote, question: Question, lists: Lists, found: Sequence[Carried], told: str) -> str:
    """Why it is not certain which amendment a question was put on; "" where it is."""
    if not lists.are_known:
        return f"no list that was in force on that day is known, so nothing says what was {told}"
    count = len({each.amendment for each in found})
    if not count:
        return f"no list in force on that day has {told}"
    if count > 1:
        return f"{count} amendments were {told} on the lists in force on that day"
    if question.label.startswith("(") and not question.to:
        return f"what {told} would change is not said"
    against = _contradiction(vote, question, found)
    return f"it was {told} on that day, but {against}" if against else ""


def _carrying(question: Question, lists: Iterable[Carried]) -> list[Carried]:
    """The entries that a question's number, or its clause, can mean."""
    if question.kind == STAND_PART:
        clause = question.label.replace("clause", "clause ")
        return [each for each in lists if each.is_stand_part and each.provision == clause]
    wanted = [
        each
        for each in lists
        if label_of(each.number) == question.label and each.is_motion == (question.kind == MOTION)
    ]
    if question.label.startswith("(") and question.to:
        return [each for each in wanted if label_of(each.provision) == question.to]
    return wanted


def _contradiction(vote: Vote, question: Question, found: Sequence[Carried]) -> str:
    """What Parliament's word for the amendment's fate says against this division; "" where they agree."""
    if question.kind not in (AMENDMENT, MOTION) or vote.ayes is None or vote.noes is None:
        return ""
    if vote.ayes == vote.noes:
        return ""
    possible = DECIDED_YES if vote.ayes > vote.noes else DECIDED_NO
    wrong = next((each.decision for each in found if each.decision not in possible), "")
    return f"Parliament’s word for what became of that one is “{wrong}”" if wrong else ""


def _in_words(question: Question) -> str:
    if question.kind == STAND_PART:
        return question.label.replace("clause", "clause ")
    shown = question.label if question.label.startswith("(") else question.label.upper()
    name = {MOTION: "Motion", LORDS_AMENDMENT: "Lords amendment"}.get(question.kind, "number")
    return f"{name} {shown}"


def _options(
    vote: Vote, read: Iterable[tuple[BillFacts, Question]], stages: Sequence[StageFacts]
) -> tuple[Option, ...]:
    """Each Bill with the stages that would answer, those that sat that day first; the Bill alone where none would."""
    found: list[tuple[bool, Option]] = []
    for bill, question in read:
        fitting = _fitting(vote, question, [stage for stage in stages if stage.bill == bill.pk])
        sat = [stage for stage in fitting if vote.day in stage.days]
        found += [(False, Option(bill.pk, stage.pk)) for stage in sat] or [(True, Option(bill.pk))]
    return tuple(option for _, option in sorted(found, key=lambda each: each[0]))
