"""Which Bill and which stage a paper or a print belongs to: found by what the file says, never guessed.

A file names its Lawmaker project, the Bill's title, the House and the stage in words. Where that does not lead to
exactly one Bill or stage, the person is asked to say which.
"""

import re

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from bills.history import Why, create_tracked
from bills.models import Bill, BillStage
from scrapers.records import PaperRecord

HOUSE_WORDS = (("lords", "Lords"), ("commons", "Commons"))
STAGE_KINDS: tuple[tuple[str, dict[str, frozenset[int]]], ...] = (
    ("report", {"Commons": frozenset({9}), "Lords": frozenset({4})}),
    ("consideration of", {"Commons": frozenset({12, 42}), "Lords": frozenset({13})}),
    ("ping", {"Commons": frozenset({12, 42}), "Lords": frozenset({13})}),
    ("3rd reading", {"Commons": frozenset({10}), "Lords": frozenset({5})}),
    ("third reading", {"Commons": frozenset({10}), "Lords": frozenset({5})}),
    ("whole house", {"Commons": frozenset({49}), "Lords": frozenset({3})}),
    ("re-committ", {"Commons": frozenset({48}), "Lords": frozenset({3})}),
    ("committee", {"Commons": frozenset({8, 48, 49}), "Lords": frozenset({3})}),
)


class CannotPlace(ValueError):
    """No Bill or stage, or more than one, fits; the message says what a person can do."""


def house_named(words: str) -> str:
    """ "Commons" or "Lords" from "House of Commons"; the words themselves where they name neither."""
    return next((house for needle, house in HOUSE_WORDS if needle in words.casefold()), words)


def kinds_named(stage: str, house: str) -> frozenset[int]:
    """The kinds of stage (API stageIds) that a paper's words can mean in a House; empty where none is known."""
    words = stage.casefold()
    return next((kinds.get(house, frozenset()) for needle, kinds in STAGE_KINDS if needle in words), frozenset())


def find_bill(*, project: str, title: str) -> Bill | None:
    """The one Bill with this Lawmaker project, else the one with this title. Raises CannotPlace for several."""
    if project:
        of_project = Bill.objects.filter(Q(lawmaker_project=project) | Q(prints__lawmaker_project=project))
        if found := _only_one(of_project.distinct(), f"belongs to {project}"):
            return found
    return _only_one(Bill.objects.filter(short_title__iexact=title), f"is called “{title}”") if title else None


def _only_one(bills: QuerySet[Bill], what: str) -> Bill | None:
    found = list(bills[:2])
    if len(found) > 1:
        raise CannotPlace(f"more than one Bill {what}: say which with --bill ID")
    return found[0] if found else None


def find_stage(bill: Bill, paper: PaperRecord) -> BillStage | None:
    """The one stage of the Bill that the paper's words mean, or None. Raises CannotPlace for several."""
    house = house_named(paper.house)
    stages = [stage for stage in bill.stages.all() if stage.is_listed and stage.house == house]
    kinds = kinds_named(paper.stage, house)
    fitting = [stage for stage in stages if stage.kind_id_received in kinds] or [
        stage for stage in stages if same_words(stage.description, paper.stage)
    ]
    if len(fitting) > 1:
        named = ", ".join(f"{stage.pk} ({stage})" for stage in fitting)
        raise CannotPlace(f"the paper's stage “{paper.stage}” fits several stages: say which with --stage ID: {named}")
    return fitting[0] if fitting else None


def same_words(one: str, other: str) -> bool:
    """Whether two names of a stage are one but for case, spaces and marks."""
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold()


def place_paper(paper: PaperRecord, *, bill: Bill | None = None, stage: BillStage | None = None) -> BillStage:
    """The stage that a paper belongs to.

    A Bill or a stage that the tracker does not know yet is created from what the paper itself says. Raises
    CannotPlace where the paper contradicts the given Bill or stage, or does not say enough.
    """
    if stage is not None:
        check_bill(stage.bill, project=paper.lawmaker_project, title=paper.bill_title)
        _check_house(stage, paper)
        return stage
    if bill is not None:
        check_bill(bill, project=paper.lawmaker_project, title=paper.bill_title)
    else:
        bill = find_bill(project=paper.lawmaker_project, title=paper.bill_title)
    if bill is None:
        if not paper.bill_title:
            raise CannotPlace("the paper does not name its Bill: say which with --bill ID")
        bill = create_bill(paper.bill_title, paper.lawmaker_project, house_named(paper.house))
    found = find_stage(bill, paper)
    if found is None and not paper.stage:
        raise CannotPlace("the paper does not name its stage: say which with --stage ID")
    return found or _create_stage(bill, paper)


def check_bill(bill: Bill, *, project: str, title: str) -> None:
    """Raise CannotPlace where a file is of another Lawmaker project than the prints and papers known of this Bill.

    Titles prove nothing either way: they change on the way to an Act.
    """
    known = {bill.lawmaker_project, *bill.prints.values_list("lawmaker_project", flat=True)} - {""}
    if project and known and project not in known:
        projects = ", ".join(sorted(known))
        raise CannotPlace(f"it is about “{title}” ({project}), not about “{bill}” ({projects})")


def _check_house(stage: BillStage, paper: PaperRecord) -> None:
    house = house_named(paper.house)
    houses = {known for _, known in HOUSE_WORDS}
    if {house, stage.house} <= houses and house != stage.house:
        raise CannotPlace(f"it is a paper of the {paper.house}, and the stage is “{stage}”")


def _why(sentence: str) -> Why:
    return Why(reason=sentence, effective_at=timezone.now())


def create_bill(title: str, project: str, house: str) -> Bill:
    """A Bill known only from a paper or a print: its title, its Lawmaker project and the House it was found in."""
    bill = Bill(short_title=title, lawmaker_project=project, current_house=house)
    return create_tracked(
        Bill, [bill], _why("First seen in a paper; not yet matched with Parliament's list of Bills")
    )[0]


@transaction.atomic
def _create_stage(bill: Bill, paper: PaperRecord) -> BillStage:
    house = house_named(paper.house)
    kinds = kinds_named(paper.stage, house)
    stage = BillStage(
        bill=bill,
        description=paper.stage,
        house=house,
        kind_id_received=next(iter(kinds)) if len(kinds) == 1 else None,
        sort_order=bill.stages.count() + 1,
    )
    return create_tracked(BillStage, [stage], _why("First seen in an amendment paper"))[0]
