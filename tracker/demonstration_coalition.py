"""The coalition's work in the demonstration: asks, reference texts, links, outcomes and papers, from two files.

`anti_trafficking_monitoring_group.json` holds public facts about a real coalition, worded by us; `fair_ferries.json`
belongs to the fictional Bill. Both go through the doors that people use: writing, review, versions, publish.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.test.utils import override_settings
from django.utils import timezone

from amendments.models import Amendment
from bills.models import Bill, Division
from coalition import publish, review, signoff, versions, writing
from coalition.models import (
    ActVersion,
    AlternativeAct,
    AlternativeClause,
    Ask,
    AskClause,
    Briefing,
    BriefingAsk,
    ClauseLink,
    ClauseWording,
    Coalition,
    Ground,
    Membership,
    Organisation,
    Outcome,
    Person,
    Theme,
)

FOLDER = Path(__file__).parent / "demonstrations"
REAL, FICTION = FOLDER / "anti_trafficking_monitoring_group.json", FOLDER / "fair_ferries.json"
NOTE = "The demonstration"
FERRIES = 900001
FIRST_EVENING = date(2026, 11, 17)


@dataclass
class _Loading:
    """One file on its way in: its Bill, who writes, and what was made so far, by the file's own keys."""

    bill: Bill
    by: User
    clauses: dict[str, AlternativeClause] = field(default_factory=dict)
    asks: dict[str, Ask] = field(default_factory=dict)

    def create(self, row: Any) -> Any:
        """Written with its history."""
        return writing.create(row, by=self.by, note=NOTE)

    def amendment(self, key: str | None) -> Amendment | None:
        """By the key of the historic file, or by dnum."""
        if not key:
            return None
        found = Amendment.objects.filter(bill=self.bill)
        return found.filter(historic_key=key).first() or found.get(dnum=key)

    def division(self, key: str | None) -> Division | None:
        """By the key of the historic file."""
        return Division.objects.get(bill=self.bill, historic_key=key) if key else None


def load_real(bill: Bill, by: User) -> None:
    """The asks, texts and papers of the coalition of 2014-15, published."""
    load(REAL, bill, by)
    publish_all(bill, by)


def load_fiction(day: date, by: User) -> None:
    """The coalition's work on the fictional Bill, begun on the evening of the first list in the Lords."""
    bill = Bill.objects.filter(bill_id=FERRIES).first()
    if bill is not None and day >= FIRST_EVENING:
        load(FICTION, bill, by)


def load(path: Path, bill: Bill, by: User) -> None:
    """Bring one file in, in one transaction; where the Bill has asks already, nothing."""
    if Ask.objects.filter(bill=bill).exists():
        return
    content = json.loads(path.read_text(encoding="utf-8"))
    at = _Loading(bill, by)
    with transaction.atomic(), override_settings(MFA_REQUIRED=False):  # nobody signs in: this program writes for them
        if "coalition" in content and not Coalition.objects.exists():
            at.create(Coalition(**content["coalition"]))
        for each in content["organisations"]:
            _organisation(at, each)
        for each in content["acts"]:
            _act(at, each)
        for order, each in enumerate(content["asks"], start=1):
            _ask(at, each, order)
        for each in content["briefings"]:
            _briefing(at, each)


def publish_all(bill: Bill, by: User) -> int:
    """Publish the coalition, and the Bill's acts, asks and papers that are not open to sign; returns how many."""
    done = 0
    coalition = Coalition.objects.get()
    rows: list[Any] = [coalition]
    rows += list(bill.alternative_acts.all())
    rows += list(bill.asks.all())
    rows += list(bill.briefings.filter(is_open_to_sign=False))
    for row in rows:
        publish.publish(row, by=by, note=NOTE)
        done += 1
    return done


def _organisation(at: _Loading, facts: Mapping[str, Any]) -> None:
    organisation = at.create(Organisation(name=facts["name"], nations=facts["nations"]))
    spell = facts["membership"]
    at.create(
        Membership(
            organisation=organisation,
            joined_on=_day(spell.get("joined_on")),
            seen_on=_day(spell.get("seen_on")),
            source_url=spell["source_url"],
            note=spell["note"],
        )
    )


def _act(at: _Loading, facts: Mapping[str, Any]) -> None:
    names = ("kind", "title", "author", "numbers_are_known", "source_url", "note")
    published = _day(facts["published_on"])
    act = at.create(
        AlternativeAct(bill=at.bill, published_on=published, is_shared=True, **{name: facts[name] for name in names})
    )
    version = at.create(ActVersion(act=act, number=1, name="as published", dated=published, issued_at=timezone.now()))
    for position, (key, heading, text, notes) in enumerate(facts["clauses"], start=1):
        clause = at.clauses[key] = at.create(AlternativeClause(act=act, key=key))
        number = str(position) if act.numbers_are_known else ""
        at.create(
            ClauseWording(
                version=version,
                clause=clause,
                position=position,
                number=number,
                heading=heading,
                text=text,
                notes=notes,
            )
        )


def _ask(at: _Loading, facts: Mapping[str, Any], order: int) -> None:
    names = ("reference", "title", "summary", "group", "priority", "state")
    theme = Theme.objects.get(name=facts["theme"])
    plain = {name: facts[name] for name in names}
    # No source tells who led a real ask: nobody is said to have.
    officer = Person.objects.filter(user=at.by).first() if at.bill.is_fictional else None
    row = Ask(bill=at.bill, theme=theme, is_shared=True, order=order, officer=officer, **plain)
    ask = at.asks[facts["reference"]] = at.create(row)
    for key in facts["clauses"]:
        at.create(AskClause(ask=ask, clause=at.clauses[key]))
    for ground in facts["grounds"]:
        at.create(Ground(ask=ask, **ground))
    for outcome in facts["outcomes"]:
        _outcome(at, ask, outcome)
    for link in facts["links"]:
        _link(at, ask, link)


def _outcome(at: _Loading, ask: Ask, facts: Mapping[str, Any]) -> None:
    amendment = at.amendment(facts.get("amendment"))
    at.create(
        Outcome(
            ask=ask,
            on=date.fromisoformat(facts["on"]),
            judgement=facts["judgement"],
            summary=facts["summary"],
            source_url=facts["source_url"],
            source_note=facts.get("source_note", ""),
            amendment=amendment,
            division=at.division(facts.get("division")),
            stage=amendment.stage if amendment else None,
        )
    )


def _link(at: _Loading, ask: Ask, facts: Mapping[str, Any]) -> None:
    """A link with an amendment is confirmed; one with a provision or the Act waits for somebody who can check it."""
    amendment = at.amendment(facts.get("amendment"))
    link = at.create(
        ClauseLink(
            bill=at.bill,
            ask=ask,
            amendment=amendment,
            relation=facts["relation"],
            provision=facts.get("provision", ""),
            act_section=facts.get("act_section", ""),
            act_url=facts.get("act_url", ""),
            origin=ClauseLink.Origin.FILE,
            is_shared=True,
        )
    )
    if amendment is not None:
        review.confirm(link, by=at.by, why=NOTE)


def _briefing(at: _Loading, facts: Mapping[str, Any]) -> None:
    ask = at.asks[facts["ask"]]
    paper = at.create(
        Briefing(title=facts["title"], stance=facts["stance"], bill=at.bill, theme=ask.theme, is_shared=True)
    )
    at.create(BriefingAsk(briefing=paper, ask=ask))
    body = facts["body"]
    for key, clause in at.clauses.items():
        body = body.replace(f"[[clause:{key}]]", f"[[clause:{clause.pk}]]")
    for amendment in Amendment.objects.filter(bill=at.bill):
        for key in filter(None, (amendment.historic_key, amendment.dnum)):
            body = body.replace(f"[[amendment:{key}]]", f"[[amendment:{amendment.pk}]]")
    versions.write_text(paper, facts["title"], body, seen=0, by=at.by, note=NOTE)
    if facts.get("is_open_to_sign"):
        paper.refresh_from_db()
        signoff.open_to_sign(paper, timezone.now() + timedelta(days=5), by=at.by, note=NOTE, seen=paper.revision)
    for answer in facts.get("answers", ()):
        _answer(at, paper, answer)


def _answer(at: _Loading, paper: Briefing, facts: Mapping[str, Any]) -> None:
    """An organisation's answer to the paper's text, written down by the officer and marked as made up."""
    paper.refresh_from_db()
    text = signoff.latest_version(paper)
    given = signoff.Given(facts["answer"], comment=facts.get("comment", ""), recorded_note="Made up, to look around.")
    organisation = Organisation.objects.get(name=facts["organisation"])
    signoff.sign(paper, organisation, text.sha256 if text else "", given, by=at.by)


def _day(words: str | None) -> date | None:
    return date.fromisoformat(words) if words else None
