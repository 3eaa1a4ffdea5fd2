"""Live references of papers: from `[[amendment:123]]` to its name today, where it leads, and what it rests on.

Resolved whenever a paper is shown, for the eyes of its reader; what is unknown or not for these eyes reads as one and
the same named problem. `kept` is what a version keeps of each, for coalition/stale.py.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.db.models import F
from django.urls import NoReverseMatch, reverse

from amendments.models import Amendment, AmendmentPaper
from amendments.wording import of_paper, title_of
from bills.models import Bill, BillPrint, BillStage
from bills.text.address import from_words
from bills.text.tree import Print
from coalition.asked import whole_number
from coalition.clauses import clause_label, current_wordings
from coalition.markdown import Cited, Words
from coalition.models import ClauseWording
from coalition.querysets import visible_to
from coalition.released import released_wordings
from coalition.roles import Visitor

KINDS = ("amendment", "clause", "provision")
A_CLAUSE = "a clause of the coalition’s own text"
"""What the public reads for a clause that is not public: it tells nothing."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What one reference reads. `problem` says in plain words why it cannot be read ("" where it can).

    `kept` are the facts that a version keeps; `list_words` and `print_words` name the list and the print it rests on.
    """

    code: str
    label: str = ""
    url: str = ""
    problem: str = ""
    list_words: str = ""
    print_words: str = ""
    kept: Mapping[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> Words:
        """What the reader sees."""
        if self.problem:
            return Words(f"[{self.problem}]", is_problem=True)
        return Words(self.label, self.url)


def resolve(cited: Iterable[Cited], bill: Bill | None, viewer: Visitor | None) -> dict[str, Resolved]:
    """What each reference reads for a viewer; None is the public. By code; at most six queries."""
    by_kind: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    found: dict[str, Resolved] = {}
    for each in cited:
        if each.kind in by_kind:
            by_kind[each.kind][each.code] = each.of
        else:
            known = ", ".join(KINDS)
            found[each.code] = Resolved(each.code, problem=f"“{each.kind}” is no kind of reference: use {known}")
    clauses = _public_clauses if viewer is None else _clauses_for(viewer)
    return {
        **found,
        **_amendments(by_kind["amendment"], bill),
        **clauses(by_kind["clause"]),
        **_provisions(by_kind["provision"], bill),
    }


def _ids(wanted: Mapping[str, str]) -> list[int]:
    return [pk for pk in map(whole_number, wanted.values()) if pk is not None]


def _missing(code: str, kind: str, of: str) -> Resolved:
    return Resolved(code, problem=f"{kind} {of} is not known")


# ---- amendments ----


def stage_words(stage: BillStage) -> str:
    """ "Commons committee", "Lords report": a stage as a label has it."""
    name = stage.description.casefold().removesuffix(" stage").strip()
    name = name.replace("lords amendments", "Lords amendments").replace("commons amendments", "Commons amendments")
    return f"{stage.house} {name}" if stage.house in {"Commons", "Lords"} else name


def amendment_label(amendment: Amendment, bill: Bill | None = None) -> str:
    """ "amendment NC18 (Commons committee)"; of another Bill than the paper's, with that Bill's title."""
    other = "" if bill is not None and amendment.bill_id == bill.pk else f", {amendment.stage.bill.short_title}"
    return f"{amendment_name(amendment)} ({stage_words(amendment.stage)}{other})"


def amendment_name(amendment: Amendment) -> str:
    """ "amendment NC18", "motion A1", "amendment (a) to NC4", inside a sentence."""
    if amendment.number and not amendment.number.startswith("("):
        return f"{amendment.get_kind_display().lower()} {amendment.number}"
    title = title_of(amendment)
    return title[:1].lower() + title[1:]


def newest_lists(stages: Iterable[int]) -> dict[int, AmendmentPaper]:
    """The newest complete list of each stage. One query."""
    found: dict[int, AmendmentPaper] = {}
    for paper in AmendmentPaper.objects.filter(stage__in=set(stages), is_complete=True).defer(
        "orders", "withdrawn", "legend", "problems"
    ):
        found.setdefault(paper.stage_id, paper)
    return found


def _amendments(wanted: Mapping[str, str], bill: Bill | None) -> dict[str, Resolved]:
    if not wanted:
        return {}
    rows = {row.pk: row for row in Amendment.objects.filter(pk__in=_ids(wanted)).select_related("stage__bill")}
    lists = newest_lists(row.stage_id for row in rows.values())
    found = {}
    for code, of in wanted.items():
        row = rows.get(whole_number(of) or 0)
        if row is None:
            found[code] = _missing(code, "amendment", of)
            continue
        paper = lists.get(row.stage_id)
        label = amendment_label(row, bill)
        found[code] = Resolved(
            code,
            label,
            row.get_absolute_url(),
            list_words=f"{of_paper(paper)} ({stage_words(row.stage)})" if paper else "",
            kept={
                "kind": "amendment",
                "id": row.pk,
                "code": code,
                "label": label,
                "number": row.number,
                "decision": row.decision,
                "list": paper.pk if paper else None,
                "print": None,
            },
        )
    return found


# ---- clauses of our own texts ----


def words_hash(wording: ClauseWording) -> str:
    """A short hash of what a clause says: its heading and its text."""
    return hashlib.sha256(f"{wording.heading}\n{wording.text}".encode()).hexdigest()[:16]


def label_of_clause(wording: ClauseWording) -> str:
    """ "clause 7 of the Harbour Lights (Alternative) Bill"; by its heading where its number is not known."""
    act = wording.version.act
    title = act.title if act.title[:4].casefold() == "the " else f"the {act.title}"
    if wording.heading and not (act.numbers_are_known and wording.number):
        return f"the clause “{wording.heading}” of {title}"
    return f"{clause_label(wording, act)} of {title}"


def _clauses_for(viewer: Visitor) -> Any:
    def clauses(wanted: Mapping[str, str]) -> dict[str, Resolved]:
        if not wanted:
            return {}
        rows = current_wordings(visible_to(viewer, ClauseWording).filter(clause__in=_ids(wanted)))
        return _resolved_clauses(wanted, {row.clause_id: row for row in rows}, "coalition:clause")

    return clauses


def _public_clauses(wanted: Mapping[str, str]) -> dict[str, Resolved]:
    """Clauses as the release of their act has them, where it is in force; else words that tell nothing."""
    found = _resolved_clauses(wanted, released_wordings(_ids(wanted)), "")
    return {code: Resolved(code, A_CLAUSE) if each.problem else each for code, each in found.items()}


def _resolved_clauses(wanted: Mapping[str, str], rows: Mapping[int, ClauseWording], page: str) -> dict[str, Resolved]:
    found = {}
    for code, of in wanted.items():
        row = rows.get(whole_number(of) or 0)
        if row is None:
            found[code] = _missing(code, "clause", of)
            continue
        label = label_of_clause(row)
        found[code] = Resolved(
            code,
            label,
            _address(page, row.clause_id) if page else "",
            kept={
                "kind": "clause",
                "id": row.clause_id,
                "code": code,
                "label": label,
                "number": row.number,
                "words": words_hash(row),
                "list": None,
                "print": None,
            },
        )
    return found


def _address(name: str, pk: int) -> str:
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""


# ---- provisions of the Bill ----


def newest_prints(bills: Iterable[int]) -> dict[int, BillPrint]:
    """The newest print of each Bill, without its tree. One query."""
    found: dict[int, BillPrint] = {}
    rows = BillPrint.objects.filter(bill__in=set(bills)).defer("tree", "problems")
    for each in rows.order_by(F("published_on").desc(nulls_last=True), "-pk"):
        found.setdefault(each.bill_id, each)
    return found


def print_words(printed: BillPrint) -> str:
    """ "Bill 96", or what else a print is called."""
    return printed.print_number or printed.stage_version or "the latest print"


@lru_cache(maxsize=16)
def _addresses(print_pk: int, sha256: str) -> frozenset[str] | None:
    """Every address of a print; None where its text is not kept. A print never changes, so it is read once."""
    tree = BillPrint.objects.values_list("tree", flat=True).get(pk=print_pk)
    return frozenset(Print.from_json(tree).by_address) if tree else None


def _provisions(wanted: Mapping[str, str], bill: Bill | None) -> dict[str, Resolved]:
    if not wanted:
        return {}
    printed = newest_prints([bill.pk]).get(bill.pk) if bill else None
    return {code: _provision(code, of, bill, printed) for code, of in wanted.items()}


def _provision(code: str, of: str, bill: Bill | None, printed: BillPrint | None) -> Resolved:
    if bill is None:
        return Resolved(code, problem=f"“{of}” is of no Bill: file this paper under a Bill first")
    address = from_words(of)
    if address is None or address.kind == "amendment":
        return Resolved(code, problem=f"“{of}” is not a place in a Bill that can be read: write “clause 48”")
    known = _addresses(printed.pk, printed.sha256) if printed else None
    if printed and known is not None and str(address) not in known:
        return Resolved(code, problem=f"{address} does not stand in {print_words(printed)}")
    where = print_words(printed) if printed else "the Bill"
    label = f"{address} of {where}"
    kept = {
        "kind": "provision",
        "id": bill.pk,
        "code": code,
        "label": label,
        "number": str(address),
        "list": None,
        "print": printed.pk if printed else None,
    }
    return Resolved(code, label, bill.get_absolute_url(), print_words=where if printed else "", kept=kept)
