"""All that the page of a reference text shows, in six queries however many clauses, links and asks it has.

A print that it has to follow a provision into is read once more, the first time.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Q, Subquery

from amendments import wording
from amendments.decisions import Decision, decision
from amendments.models import Amendment
from bills.models import BillPrint, BillStage
from coalition.act_editing import levels, text_hash
from coalition.clauses import NAMED, full_number
from coalition.models import ActVersion, AlternativeAct, AskClause, ClauseLink, ClauseWording, Outcome
from coalition.provision_now import standing_of
from coalition.querysets import visible_to
from coalition.roles import Visitor, is_officer

CARRIES = {ClauseLink.Relation.IMPLEMENTS, ClauseLink.Relation.PARTLY, ClauseLink.Relation.IN_LIEU}
STANDING = (ClauseLink.State.CONFIRMED, ClauseLink.State.REOPENED)
SHOWN = 5
NEVER_SHOWN = ("our_text", "their_text", "our_quotation", "their_quotation", "reason", "note")
HEAVY = ("lines", "readings", "disputed", "workflow", "statement", "summary_text", "note", "decision_explanation")


@dataclass(frozen=True, slots=True)
class AskShown:
    """An ask that rests on the clause, and the latest judgement on it; None where nobody has judged yet."""

    pk: int
    title: str
    judgement: str | None
    judged_on: date | None


@dataclass(frozen=True, slots=True)
class AmendmentShown:
    """An amendment tied to the clause by a link that a person confirmed."""

    link: ClauseLink
    title: str
    address: str
    stage: BillStage
    decision: Decision
    through: str
    """The ask whose link it is; "" for a link of the clause itself."""


@dataclass(frozen=True, slots=True)
class ProvisionShown:
    """What stands in the Bill, or in the Act that it became, for the clause."""

    link: ClauseLink
    words: str
    where: str
    remark: str
    """Its number in the print of the link, or that its place today is not certain; "" where nothing is to be said."""
    address: str


@dataclass(frozen=True, slots=True)
class ClauseShown:
    """One clause of the text with all that is tied to it and visible to this visitor."""

    wording: ClauseWording
    level: int
    name: str
    """“clause 12(1)”; "" where numbers are not known."""
    asks: tuple[AskShown, ...]
    amendments: tuple[AmendmentShown, ...]
    provisions: tuple[ProvisionShown, ...]
    suggested: int
    is_gap: bool

    @property
    def lines(self) -> list[str]:
        """The text, one printed line each."""
        return [line for line in self.wording.text.split("\n") if line.strip()]

    @property
    def text_depth(self) -> int:
        """How deep its text is set: one step inside the heading of a whole."""
        return max(1, self.level)

    @property
    def has_ties(self) -> bool:
        """Whether anything is tied to it, or said of it alone."""
        return bool(self.asks or self.amendments or self.provisions or self.suggested or self.wording.extent)

    @property
    def first_amendments(self) -> tuple[AmendmentShown, ...]:
        """Those shown at once."""
        return self.amendments[:SHOWN]

    @property
    def more_amendments(self) -> tuple[AmendmentShown, ...]:
        """Those folded away."""
        return self.amendments[SHOWN:]


@dataclass(frozen=True, slots=True)
class ActShown:
    """The page: one version of the text, clause by clause."""

    act: AlternativeAct
    versions: tuple[ActVersion, ...]
    version: ActVersion | None
    is_newest: bool
    clauses: tuple[ClauseShown, ...]
    newest_print: BillPrint | None
    text_hash: str

    @property
    def is_draft(self) -> bool:
        """Whether the version shown is the draft."""
        return self.is_newest and self.version is not None and self.version.issued_at is None

    @property
    def gaps(self) -> int:
        """How many clauses nothing stands for and no amendment carries."""
        return sum(each.is_gap for each in self.clauses)

    @property
    def outcomes(self) -> list[tuple[str, int]]:
        """How many of the asks that rest on the text were last judged what; the words of the judgements, in order."""
        judged = {ask.pk: ask.judgement for each in self.clauses for ask in each.asks}
        count = Counter(judged.values())
        return [(label.lower(), count[value]) for value, label in Outcome.Judgement.choices if count[value]]


def act_page(user: Visitor, act: AlternativeAct, version_number: int | None = None) -> ActShown | None:
    """The page of an act that is visible to the visitor; None for a version that does not exist."""
    versions = tuple(visible_to(user, ActVersion).filter(act=act).order_by("-number"))
    version = next((each for each in versions if version_number in {None, each.number}), None)
    if version is None and version_number is not None:
        return None
    wordings = list(version.wordings.select_related("clause").order_by("position")) if version else []
    clause_ids = [each.clause_id for each in wordings]
    asks = asks_of(user, clause_ids)
    links = links_of(user, clause_ids, {ask.pk for found in asks.values() for ask in found})
    newest_print = newest_print_of(act.bill_id)
    shown = Tied(asks, links, newest_print, counts_suggested=is_officer(user))
    clauses = _clauses(act, wordings, shown)
    is_newest = not versions or version == versions[0]
    return ActShown(act, versions, version, is_newest, clauses, newest_print, text_hash(wordings))


def asks_of(user: Visitor, clause_ids: Iterable[int]) -> Mapping[int, Sequence[AskShown]]:
    """The visible asks that rest on each clause, with the latest judgement. One query."""
    judged = visible_to(user, Outcome).filter(ask=OuterRef("ask"), is_listed=True).order_by("-on", "-pk")
    rests = (
        visible_to(user, AskClause)
        .filter(clause__in=list(clause_ids), is_listed=True)
        .annotate(judgement=Subquery(judged.values("judgement")[:1]), judged_on=Subquery(judged.values("on")[:1]))
        .order_by("ask__order", "ask_id")
        .values_list("clause_id", "ask_id", "ask__title", "judgement", "judged_on")
    )
    found: dict[int, list[AskShown]] = defaultdict(list)
    for clause_id, *facts in rests:
        found[clause_id].append(AskShown(*facts))
    return found


def links_of(user: Visitor, clause_ids: Iterable[int], ask_ids: Iterable[int]) -> list[ClauseLink]:
    """The visible links of these clauses, and those of these asks that name no clause; rejected ones left out."""
    ours = Q(clause__in=list(clause_ids)) | Q(ask__in=list(ask_ids), clause__isnull=True)
    rows = visible_to(user, ClauseLink).filter(ours).exclude(state=ClauseLink.State.REJECTED)
    return list(rows.select_related("bill_print").defer(*NEVER_SHOWN, "bill_print__tree", "bill_print__problems"))


def newest_print_of(bill_id: int) -> BillPrint | None:
    """The Bill's newest print, without its tree."""
    return BillPrint.objects.filter(bill=bill_id).defer("tree", "problems").first()


class Tied:
    """What is tied to clauses, by clause: asks, amendments, provisions, and how many links wait for review."""

    def __init__(
        self,
        asks: Mapping[int, Sequence[AskShown]],
        links: Sequence[ClauseLink],
        newest_print: BillPrint | None,
        *,
        counts_suggested: bool,
    ) -> None:
        self.asks, self.newest_print = asks, newest_print
        self.suggested: Counter[int] = Counter()
        self.amendments: dict[int, list[AmendmentShown]] = defaultdict(list)
        self.provisions: dict[int, list[ProvisionShown]] = defaultdict(list)
        self.carried: set[int] = set()
        titles = {ask.pk: ask.title for found in asks.values() for ask in found}
        clauses_of: dict[int, list[int]] = defaultdict(list)
        for clause_id, found in asks.items():
            for ask in found:
                clauses_of[ask.pk].append(clause_id)
        known = _amendments(link.amendment_id for link in links if link.amendment_id and link.state in STANDING)
        for link in links:
            through = "" if link.clause_id else titles.get(link.ask_id or 0, "")
            for clause_id in [link.clause_id] if link.clause_id else clauses_of[link.ask_id or 0]:
                if link.state not in STANDING:
                    self.suggested[clause_id] += counts_suggested
                else:
                    self._take(clause_id, link, known, through)

    def _take(self, clause_id: int, link: ClauseLink, known: Mapping[int, Amendment], through: str) -> None:
        if link.relation in CARRIES:
            self.carried.add(clause_id)
        if link.amendment_id:
            self.amendments[clause_id].append(_amendment(link, known[link.amendment_id], through))
        else:
            self.provisions[clause_id].append(_provision(link, self.newest_print))

    def clause(self, wording: ClauseWording, level: int, name: str, *, is_gap: bool) -> ClauseShown:
        """One clause with what is tied to it; amendments in the order of their stages."""
        pk = wording.clause_id
        amendments = sorted(self.amendments[pk], key=lambda each: (each.stage.sort_order, each.link.amendment_id or 0))
        return ClauseShown(
            wording,
            level,
            name,
            tuple(self.asks.get(pk, ())),
            tuple(amendments),
            tuple(self.provisions[pk]),
            self.suggested[pk],
            is_gap,
        )


def _amendments(ids: Iterable[int]) -> dict[int, Amendment]:
    rows = Amendment.objects.filter(pk__in=set(ids)).select_related("stage")
    return {row.pk: row for row in rows.defer(*HEAVY)}


def _amendment(link: ClauseLink, amendment: Amendment, through: str) -> AmendmentShown:
    title, address = wording.title_of(amendment), amendment.get_absolute_url()
    return AmendmentShown(link, title, address, amendment.stage, decision(amendment.decision), through)


def _provision(link: ClauseLink, newest_print: BillPrint | None) -> ProvisionShown:
    if link.act_section:
        section = link.act_section[:1].upper() + link.act_section[1:]
        return ProvisionShown(link, section, "the Act", remark="", address=link.act_url)
    now = standing_of(link, newest_print)
    return ProvisionShown(link, now.words, now.where, now.remark, address="")


def _clauses(act: AlternativeAct, wordings: Sequence[ClauseWording], tied: Tied) -> tuple[ClauseShown, ...]:
    depths = levels(wordings)
    by_clause = {each.clause_id: each for each in wordings}
    whole_of = {each.clause_id: _whole(each, by_clause) for each in wordings}
    covered = {whole_of[clause] for clause in tied.carried if clause in whole_of}
    return tuple(
        tied.clause(
            each,
            depth,
            _name(each, by_clause) if act.numbers_are_known else "",
            is_gap=each.clause_id == whole_of[each.clause_id] and each.clause_id not in covered,
        )
        for each, depth in zip(wordings, depths, strict=True)
    )


def _whole(wording: ClauseWording, by_clause: Mapping[int, ClauseWording]) -> int:
    while wording.parent_id and wording.parent_id in by_clause:
        wording = by_clause[wording.parent_id]
    return wording.clause_id


def _name(wording: ClauseWording, by_clause: Mapping[int, ClauseWording]) -> str:
    above, at = [], by_clause.get(wording.parent_id or 0)
    while at is not None:
        above.append(at.number)
        at = by_clause.get(at.parent_id or 0)
    number = full_number(wording.number, *above)
    return number if not number or NAMED.match(number) else f"clause {number}"
