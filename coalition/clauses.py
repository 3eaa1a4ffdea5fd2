"""Clauses of reference texts as they read now, and what to call them: for every page that points at a clause.

A printed number is a label of one version; where the numbers of a text are not known, the words say so and no number
is ever shown (domain.md, section 8).
"""

import re

from django.db.models import Exists, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from coalition.models import AlternativeAct, ClauseWording

WORDS = ("number", "heading", "text", "notes", "extent")
"""What people write and edit of a clause."""
NOT_KNOWN = "clause (number not known)"
NO_NUMBER = "clause without a number"
NAMED = re.compile(r"(?i)(part|chapter|schedule|clause|section|article|paragraph)\b")
"""A number that says itself what it numbers: “Part 2”, “Schedule 1”."""


def current_wordings(wordings: QuerySet[ClauseWording]) -> QuerySet[ClauseWording]:
    """Of these wordings (`visible_to(user, ClauseWording)`) the newest of each clause: one query, a row a clause.

    The draft counts: it is the newest version. A clause that the newest version no longer has keeps the last wording
    it had; `is_gone` tells. Each row comes with its version and act, and with what `clause_label` needs.
    """
    newer = ClauseWording.objects.filter(clause=OuterRef("clause"), version__number__gt=OuterRef("version__number"))
    later = ClauseWording.objects.filter(
        version__act=OuterRef("version__act"), version__number__gt=OuterRef("version__number")
    )
    return (
        with_numbers_above(wordings)
        .filter(~Exists(newer))
        .annotate(is_gone=Exists(later))
        .select_related("version__act", "clause")
        .order_by("version__act", "position")
    )


def with_numbers_above(wordings: QuerySet[ClauseWording]) -> QuerySet[ClauseWording]:
    """The wordings with the numbers of what each is part of, two levels up, for `clause_label`."""
    whole = ClauseWording.objects.filter(version=OuterRef("version"), clause=OuterRef("parent"))
    above = ClauseWording.objects.filter(version=OuterRef("version"), clause=OuterRef("parent_above"))
    return wordings.annotate(
        number_above=Coalesce(Subquery(whole.values("number")[:1]), Value("")),
        parent_above=Subquery(whole.values("parent")[:1]),
    ).annotate(number_further_above=Coalesce(Subquery(above.values("number")[:1]), Value("")))


def clause_label(wording: ClauseWording, act: AlternativeAct | None = None) -> str:
    """What to call a clause in a sentence: “clause 12”, “clause 12(1)”, “Schedule 2”, “clause (number not known)”.

    `act` saves a query where the wording's version is not loaded. A part is called by its whole where the wording
    comes from `current_wordings` or `with_numbers_above`.
    """
    known = (act or wording.version.act).numbers_are_known
    if not known:
        return NOT_KNOWN
    if not wording.number:
        return NO_NUMBER
    number = full_number(
        wording.number, getattr(wording, "number_above", ""), getattr(wording, "number_further_above", "")
    )
    return number if NAMED.match(number) else f"clause {number}"


def shown_words(act: AlternativeAct) -> tuple[str, ...]:
    """The words of a clause that pages compare and show: without its number where numbers are not known."""
    return WORDS if act.numbers_are_known else tuple(name for name in WORDS if name != "number")


def full_number(number: str, *above: str) -> str:
    """A number with those above it, nearest first, as far as brackets ask: “(a)”, “(1)”, “12” give “12(1)(a)”."""
    full = number
    for whole in above:
        if not full.startswith("(") or not whole:
            break
        full = whole.rstrip(".") + full
    return full
