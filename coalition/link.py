"""Making links: by people, and suggested by likeness of texts. What becomes of a link is coalition/review.py's.

Suggestions never pair what already has a link in any state: a rejected one stays rejected.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q, QuerySet

from amendments.models import Amendment, Sponsorship
from amendments.wording import without_target
from bills.models import Bill, BillPrint
from coalition import review, writing
from coalition.clauses import clause_label, current_wordings
from coalition.link_texts import ask_text, texts_of, wording_text
from coalition.matching.lineage import NEW, Ancestor, Trace, ancestors
from coalition.matching.suggest import Candidate, Suggester
from coalition.models import AlternativeClause, Ask, ClauseLink, ClauseWording
from coalition.querysets import visible_to
from coalition.roles import Visitor, organisation_of

Progress = Callable[[int, int | None, str], None]
MOST_LINEAGE = 600
"""Amendments of other stages that one is compared with, the nearest stages first."""


@dataclass(frozen=True, slots=True)
class Ours:
    """A clause or an ask as a list to choose from names it. `value` is "clause:5" or "ask:3"."""

    value: str
    label: str
    text: str
    reason: str = ""
    score: float = 0.0

    @property
    def clause_id(self) -> int | None:
        """The clause, where it is one."""
        kind, _, pk = self.value.partition(":")
        return int(pk) if kind == "clause" else None

    @property
    def ask_id(self) -> int | None:
        """The ask, where it is one."""
        kind, _, pk = self.value.partition(":")
        return int(pk) if kind == "ask" else None


@dataclass(frozen=True, slots=True)
class Theirs:
    """The other side of a link: one of an amendment, a provision of a print, a section of the Act."""

    amendment: Amendment | None = None
    bill_print: BillPrint | None = None
    provision: str = ""
    provision_guid: str = ""
    act_section: str = ""
    act_url: str = ""

    def facts(self) -> dict[str, Any]:
        """As the fields of a link."""
        return {name: getattr(self, name) for name in self.__slots__}

    def condition(self) -> Q:
        """The links with this other side, whichever print they were made in."""
        if self.amendment:
            return Q(amendment=self.amendment)
        if self.act_section:
            return Q(act_section__iexact=self.act_section)
        same = Q(provision=self.provision, bill_print=self.bill_print)
        return same | Q(provision_guid=self.provision_guid) if self.provision_guid else same


class AlreadyLinked(Exception):
    """The pair has a link that this person can see: `link`."""

    def __init__(self, link: ClauseLink) -> None:
        super().__init__("These two are linked already, or were.")
        self.link = link


def propose(
    by: User,
    bill: Bill,
    theirs: Theirs,
    *,
    clause: AlternativeClause | None = None,
    ask: Ask | None = None,
    why: str = "",
    and_confirm: bool = False,
    seen_texts: str | None = None,
    **facts: Any,
) -> ClauseLink:
    """A person ties a clause or an ask to something of Parliament's: a suggestion of their organisation's.

    `facts`: relation, note, our_quotation, their_quotation, is_shared. With `and_confirm` it is confirmed at once, in
    the same transaction (who may, the caller decides). Raises AlreadyLinked, NotInText or TextMoved, nothing written.
    """
    with transaction.atomic():
        Bill.objects.select_for_update().only("pk").get(pk=bill.pk)
        known = visible_to(by, ClauseLink).filter(theirs.condition(), bill=bill, clause=clause, ask=ask).first()
        if known:
            raise AlreadyLinked(known)
        row = ClauseLink(bill=bill, clause=clause, ask=ask, owner=organisation_of(by), **theirs.facts(), **facts)
        texts = texts_of(row)
        if seen_texts is not None and seen_texts != review.seal(texts):
            raise review.TextMoved
        for side, words in review.quotations(row, texts, facts).items():
            setattr(row, side, words)
        writing.create(row, by=by, note=why or "Proposed")
        if and_confirm:
            review.confirm(row, by=by, why=why or "Linked and confirmed")
    return row


# ---- what there is to choose from ----
def ours_of(user: Visitor, bill: Bill) -> list[Ours]:
    """Every ask and clause of the Bill that the visitor may see, asks first. Two queries."""
    return _ours_among(visible_to(user, Ask), visible_to(user, ClauseWording), bill)


def _ours(bill: Bill, by: User | None) -> list[Ours]:
    """As `ours_of`; for the machine itself, whose suggestions officers alone read, all that officers see."""
    return ours_of(by, bill) if by else _ours_among(Ask.objects.all(), ClauseWording.objects.all(), bill)


def _ours_among(asks: QuerySet[Ask], wordings: QuerySet[ClauseWording], bill: Bill) -> list[Ours]:
    asks, wordings = asks.filter(bill=bill), current_wordings(wordings.filter(version__act__bill=bill))
    return [Ours(f"ask:{ask.pk}", ask.title, ask_text(ask)) for ask in asks] + [
        Ours(f"clause:{row.clause_id}", _clause_words(row), wording_text(row))
        for row in wordings
        if not getattr(row, "is_gone", False)
    ]


def _clause_words(row: ClauseWording) -> str:
    label = clause_label(row)
    return f"{label[:1].upper()}{label[1:]}: {row.heading}" if row.heading else label


# ---- suggestions ----
def matching_text(amendment: Amendment) -> str:
    """What an amendment is matched by: heading, wording without its place (else our summary of it), statement."""
    words = without_target(amendment) or amendment.gist
    return "\n".join(part for part in (amendment.heading, words, amendment.statement) if part)


def suggestions_for_amendment(user: Visitor, amendment: Amendment, ours: Iterable[Ours], limit: int = 5) -> list[Ours]:
    """The asks and clauses that the amendment may have to do with, best first, each with its reason.

    None that the visitor can see linked to it already, confirmed, waiting or rejected.
    """
    taken = _taken(visible_to(user, ClauseLink).filter(amendment=amendment))[amendment.pk]
    offered = {one.value: one for one in ours if one.value not in taken}
    found = Suggester({value: one.text for value, one in offered.items()}).candidates(matching_text(amendment), limit)
    return [_with_reason(offered[str(candidate.key)], candidate) for candidate in found]


def _with_reason(one: Ours, candidate: Candidate) -> Ours:
    return Ours(one.value, one.label, one.text, candidate.reason, candidate.score)


def suggestions_for_ours(user: Visitor, bill: Bill, one: Ours, limit: int = 5) -> list[tuple[Amendment, Candidate]]:
    """Amendments of the Bill, on any stage, that a clause or an ask may have to do with, best first."""
    mine = visible_to(user, ClauseLink).filter(clause=one.clause_id, ask=one.ask_id)
    taken = set(mine.exclude(amendment=None).values_list("amendment", flat=True))
    rows = {row.pk: row for row in _amendments(bill) if row.pk not in taken}
    found = Suggester({pk: matching_text(row) for pk, row in rows.items()}).candidates(one.text, limit)
    return [(rows[int(str(candidate.key))], candidate) for candidate in found]


def _amendments(bill: Bill) -> QuerySet[Amendment]:
    wanted = (
        "number",
        "op",
        "provision",
        "page",
        "line",
        "text",
        "summary_text",
        "statement",
        "heading",
        "kind",
        "gist",
    )
    return Amendment.objects.filter(bill=bill).select_related("stage").only(*wanted, "gist", "bill", *STAGE)


STAGE = ("stage__description", "stage__house", "stage__sort_order", "stage__bill")


def _taken(links: QuerySet[ClauseLink]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for amendment, clause, ask in links.values_list("amendment", "clause", "ask"):
        found[amendment].update([f"clause:{clause}"] if clause else [], [f"ask:{ask}"] if ask else [])
    return found


@dataclass(frozen=True, slots=True)
class Looked:
    """What a look through a Bill found: how many suggestions are new, and how many amendments time did not suffice
    for."""

    new: int
    left: int = 0


def keep_suggestions(
    bill: Bill, by: User | None, *, each: int = 2, within: timedelta | None = None, on_progress: Progress | None = None
) -> Looked:
    """Look through the amendments of the Bill, newest first, and keep the likeliest pairs as suggestions.

    For officers: kept suggestions are private to them, and nothing is ever confirmed. A pair that has a link in any
    state, whoever's, is left alone, so that looking again suggests nothing twice and nothing that was rejected. `by`
    None is the machine itself. After `within` it stops and keeps what it has found; the Bill is locked only to keep.
    """
    ours = {one.value: one for one in _ours(bill, by)}
    found, left = _likely(bill, ours, each, within, on_progress) if ours else ([], 0)
    with transaction.atomic():
        Bill.objects.select_for_update().only("pk").get(pk=bill.pk)
        taken = _taken(ClauseLink.objects.filter(bill=bill).exclude(amendment=None))
        new = [(row, candidate) for row, candidate in found if str(candidate.key) not in taken[row.pk]]
        for amendment, candidate in new:
            _suggest(bill, amendment, ours[str(candidate.key)], candidate.reason, by)
    return Looked(len(new), left)


def _likely(
    bill: Bill, ours: dict[str, Ours], each: int, within: timedelta | None, on_progress: Progress | None
) -> tuple[list[tuple[Amendment, Candidate]], int]:
    """The likeliest pairs, and how many amendments were not looked at."""
    suggester = Suggester({value: one.text for value, one in ours.items()})
    rows = list(_amendments(bill).order_by("-pk"))
    ends = monotonic() + within.total_seconds() if within else None
    found: list[tuple[Amendment, Candidate]] = []
    for done, amendment in enumerate(rows):
        if ends is not None and monotonic() >= ends:
            return found, len(rows) - done
        if on_progress:
            on_progress(done, len(rows), "Looking for likely links")
        found += [(amendment, candidate) for candidate in suggester.candidates(matching_text(amendment), each)]
    return found, 0


def _suggest(bill: Bill, amendment: Amendment, one: Ours, reason: str, by: User | None) -> None:
    row = ClauseLink(
        bill=bill,
        amendment=amendment,
        clause_id=one.clause_id,
        ask_id=one.ask_id,
        origin=ClauseLink.Origin.MACHINE,
        reason=reason,
    )
    writing.create(row, by=by, note="Suggested by likeness of the texts")


# ---- descent ----
def lineage_of(amendment: Amendment) -> list[tuple[Amendment, Ancestor]]:
    """Amendments of the Bill's other stages that this one may table again or continue. Three queries; only hints."""
    rows = Amendment.objects.filter(bill=amendment.bill_id).exclude(stage=amendment.stage_id).exclude(text="")
    place = Q(op=amendment.op) if amendment.op in NEW else Q(op=amendment.op, provision=amendment.provision)
    if amendment.op not in NEW and not amendment.provision:
        return []
    others = list(rows.filter(place).select_related("stage").order_by("-stage__sort_order", "pk")[:MOST_LINEAGE])
    names: dict[int, set[str]] = defaultdict(set)
    pks = [row.pk for row in others] + [amendment.pk]
    for pk, key in Sponsorship.objects.filter(amendment__in=pks).values_list("amendment", "printed_name"):
        names[pk].add(key)
    found = {row.pk: row for row in others}
    mine = _trace(amendment, names)
    return [(found[one.key], one) for one in ancestors(mine, [_trace(row, names) for row in others])]


def _trace(row: Amendment, names: dict[int, set[str]]) -> Trace:
    stood = frozenset(names.get(row.pk, ()))
    return Trace(row.pk, row.text, row.op, row.provision, row.heading, row.statement, stood)
