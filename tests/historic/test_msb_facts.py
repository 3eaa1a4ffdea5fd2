"""Every fact of the shared record of the Modern Slavery Bill is in the imported database, or a table says why not.

The wording of the product's own file is its own, so free text (gists, remarks, questions) is looked for as "said",
and facts (labels, names, dates, figures, targets, addresses) as they are. A new file, row or field fails.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from amendments.models import Amendment, ChainStep
from amendments.wording import target_words
from bills.models import BillStage, Division
from tests.historic.msb import account, facts, numbers, words_in
from tracker import demonstration

pytestmark = pytest.mark.django_db

ELSEWHERE = {
    "README.md": "explains the marks; no facts of its own but the attempts without a row (tested below)",
    "asks.json": "the coalition's work: accounted for in test_msb_coalition_facts.py",
    "alternative_bill.json": "the coalition's work: accounted for in test_msb_coalition_facts.py",
    "paper_shapes.json": "shapes for the parser of saved pages, not facts of this Bill's record",
}
"""Files whose facts are not this import's, and where they belong."""
HERE = {
    "stages.json", "divisions.json", "amendments.json", "clause_drift.json", "later_bills.json", "sources.json",
    "decision_vocab.json",
}  # fmt: skip

STAGE_OF_CODE = {
    "C-PBC": "c-pbc", "C-Report": "c-report", "L-Committee": "l-committee", "L-Report": "l-report", "L-3R": "l-3r",
    "LordsAmdts": "c-ccla", "C-CCLA": "c-ccla", "L-CCA": "l-cca",
}  # fmt: skip
STAGE_KEYS = (
    "draft", "joint-committee", "c-1r", "c-2r", "c-pbc", "c-report", "c-3r", "l-1r", "l-2r", "l-committee",
    "l-report", "l-3r", "c-ccla", "l-cca", "assent",
)  # fmt: skip
STARS = {"black": "★", "white": "☆"}
MARK_OF = {"verified": "verified"}


def test_every_file_of_facts_is_accounted_for(msb):
    assert {path.name for path in msb.iterdir()} == HERE | set(ELSEWHERE)


# ---- stages ----
def test_every_stage_is_there_with_every_field(msb, bill):
    rows = facts(msb, "stages.json")
    stages = list(bill.stages.order_by("sort_order"))
    assert [stage.historic_key for stage in stages] == list(STAGE_KEYS)
    assert len(rows) == len(stages) == 15
    for row, stage in zip(rows, stages, strict=True):
        account(row, _stage_checks(stage), f"stages[{row['seq']}]")


def _stage_checks(stage: BillStage) -> dict[str, Callable[[Any], object]]:
    stated = stage.historic
    prints = {each.print_number: each for each in stage.named_prints.all()}

    def printed(told: str) -> bool:
        number = re.match(r"((?:HL )?Bill \d+) (2014-15)", told)
        assert number
        named = prints[number[1]]
        rest = words_in(named.stage_version, named.published_on)
        return (
            named.historic["session"] == number[2]
            and all(word in rest for word in re.findall(r"amended|committee|lords amendments", told.casefold()))
            and ("11 Dec 2014" not in told or named.published_on == date(2014, 12, 11))
        )

    def same_name(told: str) -> bool:
        first = {"Draft bill published (Cm 8770)": "Draft Bill published"}.get(told, told.split(" (", maxsplit=1)[0])
        first = {"Joint Committee on the Draft Modern Slavery Bill": "Joint Committee on the draft Bill"}.get(
            first, first
        )
        return stage.description.startswith(first)

    return {
        "seq": lambda seq: stage.sort_order == seq,
        "stage": same_name,
        "house": lambda house: stage.house.casefold() == house.casefold(),
        "sittings": lambda days: _sittings_of(stage) == sorted(_sitting(day) for day in days),
        "src": lambda keys: stated["sources"] == keys,
        "c": lambda mark: stated["evidence"] == mark,
        "amendment_stage_codes": lambda codes: all(STAGE_OF_CODE[code] == stage.historic_key for code in codes),
        "appointed": lambda days: (
            stated["appointed_in_commons"] == days["Commons"] and stated["appointed_in_lords"] == days["Lords"]
        ),
        "ordered_printed": lambda day: stated["ordered_printed"] == day,
        "published": lambda day: stated["published"] == day,
        "paper": lambda paper: stated["paper"] == paper,
        "print": printed,
        "chairs": lambda names: stated["chairs"] == names,
        "act": lambda act: stated["act"] == act,
        "note": lambda note: _note_is_told(note, stage),
    }


def _sitting(told: str) -> tuple[str, str, bool]:
    return told[:10], told[11:13] if len(told) > 10 else "", "(" in told


def _sittings_of(stage: BillStage) -> list[tuple[str, str, bool]]:
    return sorted((str(each.date), each.part, bool(each.note)) for each in stage.sittings.all())


MEMBERS = (
    "Field|Butler-Sloss|Derby|Doocey|Hanham|Kennedy|McColl|Warner|Bruce|Connarty|Mactaggart|Randall|Spelman|Stunell"
)


def _note_is_told(note: str, stage: BillStage) -> bool:
    told = words_in(stage.historic.get("remark"), stage.historic.get("members"), stage.historic.get("chairs"))
    names = re.findall(MEMBERS, note)
    spelled = {"11": "eleven"}
    wanted = {spelled.get(number, number.casefold()) for number in numbers(note)}
    return bool(told) and all(name.casefold() in told for name in names) and all(word in told for word in wanted)


# ---- divisions ----
def test_every_division_is_there_with_every_field(msb, bill):
    rows = facts(msb, "divisions.json")
    stored = {row.historic_key: row for row in bill.divisions.all()}
    assert len(rows) == len(stored) == 8
    for row in rows:
        account(row, _division_checks(stored[row["id"]], row), f"divisions {row['id']}")


def _division_checks(stored: Division, row: dict[str, Any]) -> dict[str, Callable[[Any], object]]:
    stated = stored.historic
    asked = words_in(stored.title, stated.get("remark"), stored.stage and stored.stage.description)
    result = words_in(stated["result"], stated.get("casting_vote"))
    number_mark = "inferred" if row["id"] == "HC-2014-11-04-71" else "verified"
    uncertain = ("not found", "inferred", "wednesday", "tuesday 14 oct")
    key = {"agreed": "agreed", "negatived": "negatived", "disagreed": "disagreed", "tie": "equal"}
    return {
        "id": lambda key: stored.historic_key == key,
        "number": lambda number: (stored.number, stated["number_evidence"]) == (number, number_mark),
        "date": lambda day: str(stored.date.astimezone(demonstration.EVENING.tzinfo).date()) == day,
        "house": lambda house: stored.house == house.split()[0],
        "question": lambda question: numbers(question) - {"83E", "1", "2"} <= numbers(asked)
        and all(word in asked for word in ("83e", "programme order") if word in question.casefold()),
        "aye": lambda figure: stored.ayes == figure,
        "no": lambda figure: stored.noes == figure,
        "result": lambda told: key[re.match(r"\w+", told)[0]] in result
        and ("Pritchard" not in told or "pritchard" in result)
        and ("Government defeat" not in told or "defeat of the government" in result)
        and ("Motion A agreed" not in told or "motion a was then agreed" in result),
        "src": lambda keys: stated["sources"] == keys,
        "c": lambda mark: stated["evidence"] == mark,
        "note": lambda note: all(word in asked for word in uncertain if word in note.casefold()),
    }  # fmt: skip


def test_each_division_decides_the_amendments_that_name_it(msb, bill):
    wanted = {(row["id"], row["division"]) for row in facts(msb, "amendments.json") if row["division"]}
    found = bill.amendments.filter(divided_on__is_listed=True).values_list(
        "historic_key", "divided_on__division__historic_key"
    )
    assert set(found) == wanted
    assert len(wanted) == 7  # the amendment of 23 February 2015 was not found


# ---- amendments ----
def test_every_amendment_is_there_with_every_field(msb, bill):
    rows = facts(msb, "amendments.json")
    stored = {row.historic_key: row for row in bill.amendments.select_related("stage")}
    assert len(rows) == len(stored) == 61
    for row in rows:
        account(row, _amendment_checks(stored[row["id"]], row), f"amendment {row['id']}")


def _amendment_checks(stored: Amendment, row: dict[str, Any]) -> dict[str, Callable[[Any], object]]:
    stated = stored.historic
    names = [name.printed_name for name in stored.sponsorships.order_by("order")]
    chains = set(ChainStep.objects.filter(amendment=stored).values_list("chain__historic_key", flat=True))
    said = words_in(stored.gist, stated.get("remark"), target_words(stored), stored.number)
    return {
        "id": lambda key: stored.historic_key == key,
        "stage": lambda code: stored.stage.historic_key == STAGE_OF_CODE[code]
        and (stated.get("series") == "Lords amendment") == (code == "LordsAmdts"),
        "label": lambda label: stored.number == (label or ""),
        "gist": lambda gist: bool(stored.gist)
        and stored.gist.casefold() != gist.casefold()
        and _place_of(gist) in ((stored.page, stored.line), None)
        and ("(Government)" not in gist or stored.is_government is True),
        "sponsors": lambda printed: names == printed,
        "target": lambda target: stated["target"] == target,
        "decision": lambda told: _decision_is_told(told, stored),
        "source": lambda key: stated["sources"][0] == key,
        "ask": lambda ask: "the coalition's own key: tied when its work comes in",
        "chain": lambda chain: chains == ({chain} if chain else set()),
        "paper": lambda paper: _listed_there(paper, row, stored),
        "star": lambda star: star is None or stored.listings.get().star == STARS[star],
        "c": lambda mark: stated["evidence"] == mark,
        "note": lambda note: note is None or _remark_is_told(note, said),
        "division": lambda key: set(stored.divided_on.values_list("division__historic_key", flat=True))
        == ({key} if key else set()),
    }  # fmt: skip


def _remark_is_told(note: str, said: str) -> bool:
    kept = [number for number in numbers(note) if len(number) > 1 and not number.startswith("2014")]
    marks = [word for word in ("inferred", "not found", "memory", "not confirmed") if word in note.casefold()]
    return all(number.casefold() in said for number in kept) and all(word in said for word in marks)


def _place_of(gist: str) -> tuple[int, int] | None:
    found = re.search(r"p(\d+) l(\d+)", gist)
    return (int(found[1]), int(found[2])) if found else None


OFFICIAL = {
    "negatived": {"NegativedOnDivision"},
    "disagreed": {"Disagreed on division"},
    "agreed": {"Agreed", "AgreedOnDivision"},
}
"""How a fact's first word must stand as Parliament's word; everything else must not stand as a decision at all."""


def _decision_is_told(told: str, stored: Amendment) -> bool:
    stated = stored.historic
    first = re.match(r"\w+", told)[0]  # type: ignore[index]
    if "inferred" in told:
        is_marked = stated["decision_evidence"] == "inferred" and stored.decision == ""
        said = words_in(stated["decision_told"])
        return is_marked and "inferred" in said and ("check" not in told or "checked" in said)
    if first in OFFICIAL:
        known = stored.decision in OFFICIAL[first] and stated["decision_evidence"] == "verified"
        return known and ("on division" not in told or "ivision" in stored.decision)
    days = {f"{int(day[8:])} {MONTHS[day[5:7]]} {day[:4]}".casefold() for day in re.findall(r"\d{4}-\d\d-\d\d", told)}
    said = words_in(stated.get("decision_told"))
    return (
        stored.decision == ""
        and stated["decision_evidence"] == "not found"
        and all(day in said for day in days)
        and ("not in Act" not in told or "not in the act" in said)
        and ("NC1" not in told or "nc1" in said)
    )


MONTHS = {"09": "September", "10": "October", "11": "November", "12": "December", "02": "February", "03": "March"}


def _listed_there(paper: str | None, row: dict[str, Any], stored: Amendment) -> bool:
    if paper is None:
        return not stored.listings.exists()
    listing = stored.listings.select_related("paper").get()
    pages = re.search(r"pp?\.([\d-]+)", paper)
    day = re.search(r"(\d+) (Sep|Oct) 2014", paper)
    same_day = day is None or (
        listing.paper.published_on.day == int(day[1]) and f"{listing.paper.published_on:%b}" == day[2]
    )
    named = day is not None or f"({paper})" in listing.paper.title
    return same_day and named and listing.number == (row["label"] or "") and (not pages or pages[1] in listing.pages)


def test_the_same_label_at_two_stages_is_two_amendments(bill):
    def gist(stage: str, label: str) -> str:
        return bill.amendments.get(stage__historic_key=stage, number=label).gist.casefold()

    assert "exploiting a child" in gist("c-pbc", "NC18")
    assert "civil fines" in gist("c-report", "NC18")
    assert "exploiting a person" in gist("c-pbc", "NC17")
    assert "gangmasters" in gist("c-report", "NC17")
    assert "separated" in gist("c-pbc", "93")
    assert "public bodies" in gist("l-report", "93")
    assert "separated" in gist("c-pbc", "94")
    assert "domestic workers" in gist("l-committee", "94")
    assert "advocate" in gist("c-pbc", "59")
    assert "advocate" in gist("l-report", "59")
    for label in ("NC17", "NC18", "93", "94", "59"):
        twins = bill.amendments.filter(number=label)
        assert twins.count() == 2
        chains = [set(row.chain_steps.values_list("chain__historic_key", flat=True)) for row in twins]
        assert (chains[0] == chains[1]) == (label == "59")


def test_no_two_attempts_with_one_label_are_joined_by_an_arrow(bill):
    for step in ChainStep.objects.filter(chain__bill=bill, follows__amendment__isnull=False, amendment__isnull=False):
        assert step.amendment.number != step.follows.amendment.number or not step.amendment.number


def test_four_amendments_have_no_label_and_are_said_to_be_unnumbered(bill, client):
    unnumbered = bill.amendments.filter(number="")
    assert {row.historic_key for row in unnumbered} == {"pbc-odw", "hlc-childexp", "hlc-nrm", "hlr-odw"}
    for row in unnumbered:
        assert "Unnumbered amendment" in client.get(row.get_absolute_url()).content.decode()


def test_a_misprinted_name_and_the_real_one_both_survive(bill, client):
    (name,) = bill.amendments.get(historic_key="pbc-98").sponsorships.exclude(corrected_name="")
    assert (name.printed_name, name.corrected_name) == ("Mike Keane", "Mike Kane")
    page = client.get(bill.amendments.get(historic_key="pbc-98").get_absolute_url()).content.decode()
    assert "Mike Keane" in page
    assert "misprint in the paper for Mike Kane" in page
