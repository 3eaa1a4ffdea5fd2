"""The stale-reference alarm: what a paper cites that has been superseded since its newest text was written.

Every finding is a plain sentence. Nothing is stored: the newest text's kept references (`BriefingVersion.references`)
are held against Parliament's record and our own texts of today.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q

from amendments.decisions import decision
from amendments.models import Amendment, AmendmentPaper
from amendments.wording import of_paper
from bills.models import BillPrint
from bills.prints import address_in
from coalition.clauses import current_wordings
from coalition.models import Briefing, BriefingVersion, ClauseWording
from coalition.references import amendment_name, print_words, stage_words, words_hash
from coalition.signoff import with_latest


@dataclass(frozen=True, slots=True)
class Stale:
    """One superseded citation. `kind` is number, unlisted, decision, list, print or clause; `code` the reference.

    `code` is empty for a finding about the whole paper (a newer list of a stage, a newer print of the Bill of which it
    cannot be told where the cited provision stands). Findings
    of kind clause speak of our own texts: show them only to who may read those (officers may).
    """

    kind: str
    sentence: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class _Today:
    amendments: Mapping[int, Amendment]
    clauses: Mapping[int, ClauseWording]
    lists: Mapping[int, AmendmentPaper]
    cited_lists: Mapping[int, AmendmentPaper]
    prints: Mapping[int, BillPrint]
    cited_prints: Mapping[int, BillPrint]


def stale_references(briefings: Iterable[Briefing]) -> dict[int, list[Stale]]:
    """What each paper cites that is superseded, by the paper's id; papers without a finding are left out.

    Six queries for one paper or for hundreds. An officer's view: nothing is hidden by who reads.
    """
    return stale_among(_newest_references([each.pk for each in briefings]))


def stale_among(kept: Mapping[int, list[dict[str, Any]]]) -> dict[int, list[Stale]]:
    """The same where the newest texts' references are at hand, by the paper's id. At most four queries."""
    if not any(kept.values()):
        return {}
    today = _today([reference for references in kept.values() for reference in references])
    found = {pk: list(_findings(references, today)) for pk, references in kept.items()}
    return {pk: findings for pk, findings in found.items() if findings}


def _newest_references(papers: list[int]) -> dict[int, list[dict[str, Any]]]:
    rows_of: Any = with_latest(Briefing.objects.filter(pk__in=papers))
    newest = dict(rows_of.values_list("pk", "latest_number"))
    rows = BriefingVersion.objects.filter(briefing__in=papers).values_list("briefing_id", "number", "references")
    return {pk: references for pk, number, references in rows if newest.get(pk) == number}


def _today(references: list[dict[str, Any]]) -> _Today:
    ids: dict[str, set[int]] = {"amendment": set(), "clause": set(), "provision": set()}
    for each in references:
        ids[each["kind"]].add(each["id"])
    amendments = Amendment.objects.select_related("stage__bill").in_bulk(ids["amendment"])
    wordings = current_wordings(ClauseWording.objects.filter(clause__in=ids["clause"])) if ids["clause"] else []
    lists, cited_lists = _lists({row.stage_id for row in amendments.values()}, _named(references, "list"))
    prints, cited_prints = _prints(ids["provision"], _named(references, "print"))
    return _Today(amendments, {row.clause_id: row for row in wordings}, lists, cited_lists, prints, cited_prints)


def _named(references: list[dict[str, Any]], what: str) -> set[int]:
    return {each[what] for each in references if each.get(what)}


def _lists(stages: set[int], cited: set[int]) -> tuple[dict[int, AmendmentPaper], dict[int, AmendmentPaper]]:
    """The newest complete printed list of each stage, by stage, and the cited ones. One query.

    Parliament's data read again is no newer list to cite: what it changes of an amendment is told of that amendment.
    """
    if not stages and not cited:
        return {}, {}
    rows = AmendmentPaper.objects.filter(Q(stage__in=stages, is_complete=True) | Q(pk__in=cited))
    newest: dict[int, AmendmentPaper] = {}
    by_pk = {row.pk: row for row in rows.defer("orders", "withdrawn", "legend", "problems")}
    for row in by_pk.values():
        if row.is_complete and row.stage_id in stages and row.source != AmendmentPaper.Source.API:
            newest.setdefault(row.stage_id, row)
    return newest, by_pk


def _prints(bills: set[int], cited: set[int]) -> tuple[dict[int, BillPrint], dict[int, BillPrint]]:
    """The newest print of each Bill, by Bill, and the cited ones. One query."""
    if not bills and not cited:
        return {}, {}
    rows = BillPrint.objects.filter(Q(bill__in=bills) | Q(pk__in=cited)).defer("tree", "problems")
    newest: dict[int, BillPrint] = {}
    by_pk = {row.pk: row for row in rows.order_by(F("published_on").desc(nulls_last=True), "-pk")}
    for row in by_pk.values():
        newest.setdefault(row.bill_id, row)
    return newest, by_pk


def _findings(references: Iterable[dict[str, Any]], today: _Today) -> Iterator[Stale]:
    """What is stale in one paper, each finding once, in the order of its references."""
    told: set[Stale] = set()
    by_kind = {"amendment": _of_amendment, "clause": _of_clause, "provision": _of_provision}
    for reference in references:
        for finding in by_kind[reference["kind"]](reference, today):
            if finding not in told:
                told.add(finding)
                yield finding


def _of_amendment(reference: Mapping[str, Any], today: _Today) -> Iterator[Stale]:
    row = today.amendments.get(reference["id"])
    if row is None:
        return
    code, label = reference.get("code", ""), _sentence_start(reference["label"])
    if row.number != reference.get("number", row.number):
        now = amendment_name(row) if row.number else "without a number"
        yield Stale("number", f"{label} is now {now}.", code)
    if not row.is_listed:
        yield Stale("unlisted", f"{label} is no longer on the latest list.", code)
    if row.decision != reference.get("decision", row.decision):
        known = decision(row.decision)
        yield Stale("decision", f"{label} has been decided: {known.plain or known.official}.", code)
    newest, cited = today.lists.get(row.stage_id), today.cited_lists.get(reference.get("list") or 0)
    if newest and cited and newest.effective_at > cited.effective_at:
        stage = stage_words(row.stage)
        yield Stale(
            "list", f"{_sentence_start(of_paper(newest))} ({stage}) is newer than {of_paper(cited)}, cited here."
        )


def _of_clause(reference: Mapping[str, Any], today: _Today) -> Iterator[Stale]:
    row = today.clauses.get(reference["id"])
    code, label = reference.get("code", ""), _sentence_start(reference["label"])
    if row is None:
        yield Stale("clause", f"{label} is gone.", code)
        return
    if row.is_gone:  # type: ignore[attr-defined]
        yield Stale("clause", f"{label} is not in the newest version of its text.", code)
    if row.version.act.numbers_are_known and row.number != reference.get("number", row.number):
        yield Stale("clause", f"{label} is now numbered {row.number or 'nothing'}.", code)
    if words_hash(row) != reference.get("words", words_hash(row)):
        yield Stale("clause", f"{label} has been reworded.", code)


def _of_provision(reference: Mapping[str, Any], today: _Today) -> Iterator[Stale]:
    newest, cited = today.prints.get(reference["id"]), today.cited_prints.get(reference.get("print") or 0)
    if newest and (cited is None or newest.pk != cited.pk):
        than = f"than {print_words(cited)}, cited here" if cited else "and stood in no print when this was written"
        became = _became(reference, cited, newest)
        code = reference.get("code", "") if became else ""
        said = became or "clauses may have been renumbered"
        yield Stale("print", f"{_sentence_start(print_words(newest))} is newer {than}: {said}.", code)


def _became(reference: Mapping[str, Any], cited: BillPrint | None, newest: BillPrint) -> str:
    """What the newest print made of a cited provision, by the clause map; "" where that cannot be told."""
    address = reference.get("number", "")
    now = address_in(newest, cited, address) if cited and address else None
    if now is None:
        return ""
    if not now:
        return f"{address} has no certain counterpart there"
    return f"{address} is {now} there" if now != address else f"{address} has kept its number"


def _sentence_start(words: str) -> str:
    return words[:1].upper() + words[1:]
