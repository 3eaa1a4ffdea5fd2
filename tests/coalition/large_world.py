"""One Bill with as much work as a coalition has, or a small one of the same make: for figures and counts of queries.

Seeded: the same numbers in, the same rows out. Written in bulk through the doors that keep history, in a few seconds.
Harbours are its subject, as in tests/world.py; today is whatever today is.
"""

import hashlib
import random
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone

from amendments.models import Amendment, AmendmentPaper, Listing
from bills.history import Why, create_tracked, update_tracked
from bills.models import Bill, BillPrint, BillStage
from bills.text.tree import Print, Provision
from coalition.models import (
    ActVersion,
    AlternativeAct,
    AlternativeClause,
    Ask,
    AskClause,
    Assurance,
    Briefing,
    BriefingAsk,
    BriefingVersion,
    ClauseLink,
    ClauseWording,
    Coalition,
    Membership,
    Organisation,
    Outcome,
    Person,
    Position,
    SignOff,
)
from tests.world import a_bill, a_course

WORDS = (
    "harbour",
    "authority",
    "must",
    "keep",
    "every",
    "lamp",
    "on",
    "the",
    "steps",
    "lit",
    "from",
    "dusk",
    "until",
    "dawn",
)
DECISIONS = ("", "", "", "Agreed", "Negatived", "WithdrawnBeforeDebate")


@dataclass(frozen=True)
class Size:
    """How much of everything there is."""

    organisations: int = 12
    clauses: int = 60
    amendments: int = 2_000
    asks: int = 40
    links: int = 600
    papers: int = 20


LARGE = Size()
SMALL = Size(organisations=4, clauses=6, amendments=40, asks=6, links=24, papers=3)


@dataclass(frozen=True)
class LargeWorld:
    """What tests ask of it."""

    bill: Bill
    stage: BillStage
    act: AlternativeAct
    officer: User
    """A policy officer of the first organisation; a third of the asks are theirs."""
    member: User
    """A member who speaks for the first organisation."""
    organisation: Organisation


def a_large_world(size: Size = LARGE, seed: int = 7) -> LargeWorld:
    """All of it."""
    chance = random.Random(seed)
    now = timezone.now()
    why = Why("Brought in for a test", now - timedelta(days=20))
    organisations = _organisations(size, why)
    officer = _user("large-officer", Person.Role.OFFICER, organisations[0], why)
    member = _user("large-member", Person.Role.MEMBER, organisations[0], why)
    bill = a_bill("Large Harbours Bill", 4999)
    stages = a_course(
        bill,
        [
            (6, [date.today() - timedelta(days=90)]),
            (7, [date.today() - timedelta(days=60)]),
            (8, [date.today() - timedelta(days=2), date.today() + timedelta(days=5)]),
            (9, []),
        ],
        current=2,
    )
    amendments = _amendments(size, bill, stages[2], chance, why)
    for number in (98, 99):
        _a_print(size, bill, number, why)
    act, clauses = _an_act(size, bill, organisations[0], why)
    asks = _asks(size, bill, organisations, clauses, Person.objects.get(user=officer), chance, why)
    _links(size, bill, clauses, asks, amendments, chance, why)
    _papers(size, stages[2], organisations, asks, clauses, amendments, chance, why)
    _positions(size, organisations, amendments, chance, why)
    return LargeWorld(bill, stages[2], act, officer, member, organisations[0])


def _user(name: str, role: str, organisation: Organisation, why: Why) -> User:
    user = User.objects.create_user(name, password="a long password")
    create_tracked(Person, [Person(user=user, name=name.title(), role=role, organisation=organisation)], why)
    return user


def _organisations(size: Size, why: Why) -> list[Organisation]:
    if not Coalition.objects.exists():
        create_tracked(Coalition, [Coalition(name="Lights on the Water")], why)
    rows = [Organisation(name=f"Organisation {at:02}") for at in range(1, size.organisations + 1)]
    rows = create_tracked(Organisation, rows, why)
    spells = [Membership(organisation=each, joined_on=date(2020, 1, 1)) for each in rows]
    create_tracked(Membership, spells, why)
    return rows


def _amendments(size: Size, bill: Bill, stage: BillStage, chance: random.Random, why: Why) -> list[Amendment]:
    """All on one complete list; one in twenty was reworded, one in twenty only renumbered, since the list before."""
    rows = [
        Amendment(
            bill=bill,
            stage=stage,
            api_key=f"amendment:{9_000_000 + at}",
            dnum=f"big{at}",
            number=str(at),
            op="insert",
            provision=f"clause {at % max(size.clauses, 1) + 1}",
            page=at % 60 + 1,
            line=at % 30 + 1,
            text=f"after “harbour {at}” insert “{' '.join(chance.choices(WORDS, k=14))}”",
            text_is_full=True,
            decision=DECISIONS[at % len(DECISIONS)],
        )
        for at in range(1, size.amendments + 1)
    ]
    create_tracked(Amendment, rows, why)
    listed = AmendmentPaper.objects.create(
        bill=bill,
        stage=stage,
        source=AmendmentPaper.Source.PAPER,
        sha256=hashlib.sha256(b"large list").hexdigest(),
        published_on=date.today() - timedelta(days=2),
        effective_at=timezone.now() - timedelta(days=2),
        is_complete=True,
        house="Commons",
    )
    Listing.objects.bulk_create(
        [Listing(paper=listed, amendment=row, number=row.number, position=at) for at, row in enumerate(rows, 1)],
        batch_size=500,
    )
    lately = Why("A newer list was read", timezone.now() - timedelta(days=2))
    reworded, renumbered, decided = rows[::20], rows[1::20], rows[2::20]
    for row in reworded:
        row.text += " , as altered"
    for row in renumbered:
        row.number += "A"
    for row in decided:
        row.decision = "Agreed"
    update_tracked(Amendment, [(row, "text") for row in reworded], ["text"], lately)
    update_tracked(Amendment, [(row, "number place") for row in renumbered], ["number"], lately)
    update_tracked(Amendment, [(row, "decision") for row in decided], ["decision"], lately)
    return rows


def _a_print(size: Size, bill: Bill, number: int, why: Why) -> None:
    provisions = tuple(
        Provision(
            at, "clause", f"g{at}", "", str(at + 1), "", f"Clause {at + 1}", "Words.", 0, False, None, None, (), ()
        )
        for at in range(size.clauses)
    )
    row = BillPrint(
        bill=bill,
        sha256=hashlib.sha256(f"large print {number}".encode()).hexdigest(),
        print_number=f"Bill {number}",
        house="Commons",
        published_on=date.today() - timedelta(days=180 - number),
        clause_count=size.clauses,
        tree=Print(provisions, ()).to_json(),
    )
    create_tracked(BillPrint, [row], why)


def _an_act(size: Size, bill: Bill, owner: Organisation, why: Why) -> tuple[AlternativeAct, list[AlternativeClause]]:
    """Two versions of the coalition's own Bill: the first issued, the second with every fifth clause reworded."""
    row = AlternativeAct(bill=bill, title="Harbours (Alternative) Bill", is_shared=True, owner=owner)
    act = create_tracked(AlternativeAct, [row], why)[0]
    keys = [AlternativeClause(act=act, key=f"clause-{at}") for at in range(1, size.clauses + 1)]
    clauses = create_tracked(AlternativeClause, keys, why)
    for number in (1, 2):
        issued = why.effective_at if number == 1 else None
        version = create_tracked(ActVersion, [ActVersion(act=act, number=number, issued_at=issued)], why)[0]
        wordings = [
            ClauseWording(
                version=version,
                clause=clause,
                position=at,
                number=str(at),
                heading=f"Lamps of kind {at}",
                text=f"The harbour authority must keep lamp {at} lit"
                + (" until dawn." if number > 1 > at % 5 else "."),
                notes="So that nobody falls.",
            )
            for at, clause in enumerate(clauses, start=1)
        ]
        create_tracked(ClauseWording, wordings, why)
    return act, clauses


def _asks(
    size: Size,
    bill: Bill,
    organisations: list[Organisation],
    clauses: list[AlternativeClause],
    officer: Person,
    chance: random.Random,
    why: Why,
) -> list[Ask]:
    today = date.today()
    rows = [
        Ask(
            bill=bill,
            reference=f"ask-{at}",
            title=f"Every lamp of kind {at} is lit",
            is_shared=True,
            owner=organisations[at % len(organisations)],
            lead=organisations[at % len(organisations)],
            officer=officer if at % 3 == 0 else None,
            state=Ask.State.TABLED,
            next_step="Ask the clerk" if at % 4 == 0 else "",
            next_step_on=today + timedelta(days=at % 9 - 4) if at % 4 == 0 else None,
            order=at,
        )
        for at in range(size.asks)
    ]
    asks = create_tracked(Ask, rows, why)
    pairs = [AskClause(ask=ask, clause=clauses[at % len(clauses)]) for at, ask in enumerate(asks)]
    create_tracked(AskClause, pairs, why)
    outcomes = [
        Outcome(ask=ask, on=today - timedelta(days=at % 30), judgement="partly", summary="Lit until midnight only.")
        for at, ask in enumerate(asks)
        if at % 2
    ]
    create_tracked(Outcome, outcomes, why)
    promised = [
        Assurance(
            bill=bill,
            ask=ask,
            given_by="Lord Quay",
            given_on=today - timedelta(days=40),
            words="We will look at the lamps.",
            due_on=today - timedelta(days=at + 1),
            is_shared=True,
        )
        for at, ask in enumerate(asks[: size.asks // 4])
    ]
    create_tracked(Assurance, promised, why)
    return asks


def _links(
    size: Size,
    bill: Bill,
    clauses: list[AlternativeClause],
    asks: list[Ask],
    amendments: list[Amendment],
    chance: random.Random,
    why: Why,
) -> None:
    """Two in three confirmed, the rest suggested or open again; half from asks, half from clauses."""
    states = ("confirmed", "confirmed", "suggested", "confirmed", "confirmed", "reopened")
    rows = [
        ClauseLink(
            bill=bill,
            ask=chance.choice(asks) if at % 2 else None,
            clause=None if at % 2 else chance.choice(clauses),
            amendment=chance.choice(amendments),
            relation="implements",
            state=states[at % len(states)],
            is_shared=True,
            our_text="Our words.",
            their_text="Their words.",
        )
        for at in range(size.links)
    ]
    create_tracked(ClauseLink, rows, why)


def _papers(
    size: Size,
    stage: BillStage,
    organisations: list[Organisation],
    asks: list[Ask],
    clauses: list[AlternativeClause],
    amendments: list[Amendment],
    chance: random.Random,
    why: Why,
) -> None:
    """Each with two texts, open for sign-off, citing a superseded print.

    Every second organisation answered the first text, a few the second.
    """
    now = timezone.now()
    rows = [
        Briefing(
            title=f"Light lamp {at}",
            bill=stage.bill,
            stage=stage,
            lead=organisations[at % len(organisations)],
            is_shared=True,
            is_open_to_sign=True,
            sign_by=now + timedelta(days=at % 7 + 1),
        )
        for at in range(size.papers)
    ]
    papers = create_tracked(Briefing, rows, why)
    create_tracked(
        BriefingAsk, [BriefingAsk(briefing=each, ask=asks[at % len(asks)]) for at, each in enumerate(papers)], why
    )
    old_print = BillPrint.objects.get(bill=stage.bill, print_number="Bill 98")
    texts: list[BriefingVersion] = []
    for at, paper in enumerate(papers):
        cited = amendments[(at * 20 + 1) % len(amendments)]
        for number in (1, 2):
            body = f"# Lamp {at}\n\nPlease support amendment {cited.number}. " + " ".join(chance.choices(WORDS, k=120))
            texts.append(
                BriefingVersion(
                    briefing=paper,
                    number=number,
                    title=paper.title,
                    body=body,
                    sha256=hashlib.sha256(f"{paper.title}\n\n{body}".encode()).hexdigest(),
                    written_at=now - timedelta(days=6 - number),
                    references=[
                        _reference(cited),
                        _clause_reference(clauses[at % len(clauses)]),
                        _provision_reference(old_print),
                    ],
                )
            )
    BriefingVersion.objects.bulk_create(texts)
    SignOff.objects.bulk_create(
        SignOff(version=text, organisation=each, answer="signs", sha256=text.sha256, at=text.written_at)
        for text in texts
        for place, each in enumerate(organisations)
        if (place % 2 == 1 and text.number == 1) or (place % 6 == 5 and text.number == 2)
    )


def _reference(cited: Amendment) -> dict[str, Any]:
    """As kept when the amendment carried its number without the letter."""
    return {
        "kind": "amendment",
        "id": cited.pk,
        "label": f"amendment {cited.number.rstrip('A')}",
        "list": None,
        "print": None,
        "number": cited.number.rstrip("A"),
        "decision": cited.decision,
        "code": f"amendment:{cited.pk}",
    }


def _clause_reference(cited: AlternativeClause) -> dict[str, Any]:
    return {"kind": "clause", "id": cited.pk, "label": f"our {cited.key}", "code": f"clause:{cited.pk}"}


def _provision_reference(old_print: BillPrint) -> dict[str, Any]:
    label = f"clause 1 of {old_print.print_number}"
    facts = {"kind": "provision", "id": old_print.bill_id, "label": label, "code": "clause 1", "number": "clause 1"}
    return {**facts, "list": None, "print": old_print.pk}


def _positions(
    size: Size, organisations: list[Organisation], amendments: list[Amendment], chance: random.Random, why: Why
) -> None:
    rows = [
        Position(amendment=row, organisation=each, owner=each, stance="support", is_shared=True)
        for row in amendments[: size.amendments // 20]
        for each in organisations[::4]
    ]
    create_tracked(Position, rows, why)
