"""A Bill with one of everything that open data holds, and what a coalition published of its own."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from amendments.models import Amendment, AmendmentDivision, Chain, ChainStep, Sponsorship
from bills.history import create_tracked, update_tracked
from bills.models import Bill, Division, Member, NamedPrint, NewsArticle, ProvisionPath, RelatedBill
from coalition import publish, review, writing
from coalition.models import Ask, Briefing, ClauseLink, Ground, Outcome
from tests.coalition.briefings_world import a_list, a_paper, a_print, an_amendment
from tests.coalition.people import People, a_coalition, an_act, an_ask
from tests.world import NOW, TODAY, World, a_run, a_world, why


@dataclass(frozen=True)
class Open:
    """The world, the Bill and its amendment, and the released things."""

    world: World
    people: People
    bill: Bill
    amendment: Amendment
    ask: Ask
    paper: Briefing
    act: Any


def an_open_world() -> Open:
    """All of it; the amendment was reworded once, and carries two names and two numbers."""
    world, people = a_world(), a_coalition()
    bill = world.lanterns
    stage = bill.stages.get(description="Committee stage", house="Lords")
    amendment = an_amendment(stage, "12", key="7", decision="Withdrawn", statement="Steps are dark.")
    a_list(stage, {amendment: "12"}, NOW - timedelta(days=2))
    a_list(stage, {amendment: "14"}, NOW - timedelta(days=1))
    amendment.text = "At end insert “bright lamps”."
    update_tracked(Amendment, [(amendment, "text typography")], ["text"], why(NOW))
    member = Member.objects.get()
    names = [
        Sponsorship(amendment=amendment, member=member, member_key="m70001", printed_name="Ada Quill", order=1),
        Sponsorship(amendment=amendment, member_key="lord sedge", printed_name="Lord Sedge", order=2),
    ]
    create_tracked(Sponsorship, names, why())
    votes = {"ayes": [{"member_id": 70001, "name": "Ada Quill"}], "noes": []}
    division = Division(
        house="Lords", division_id=31, bill=bill, stage=stage, date=NOW, title="Lit steps", ayes=1, noes=0, votes=votes
    )
    create_tracked(Division, [division], why())
    create_tracked(AmendmentDivision, [AmendmentDivision(amendment=amendment, division=division)], why())
    chain = create_tracked(Chain, [Chain(bill=bill, order=1, aim="Lit steps", historic_key="lit")], why())[0]
    first = create_tracked(
        ChainStep, [ChainStep(chain=chain, order=1, amendment=amendment, historic_key="a", date=TODAY)], why()
    )[0]
    second = ChainStep(chain=chain, order=2, label="Section 4", historic_key="b", follows=first, arrow="enacted")
    create_tracked(ChainStep, [second], why())
    create_tracked(NewsArticle, [NewsArticle(bill=bill, article_id=5, title="=News", display_date=NOW)], why())
    create_tracked(NamedPrint, [NamedPrint(bill=bill, order=1, print_number="Bill 8", historic_key="p8")], why())
    create_tracked(ProvisionPath, [ProvisionPath(bill=bill, order=1, name="Steps", historic_key="s")], why())
    create_tracked(RelatedBill, [RelatedBill(bill=bill, order=1, kind="bill", title="Later", historic_key="l")], why())
    a_print(bill, "Bill 9", ("1", "2"), date(2026, 6, 10))
    a_run("amendments", bill=bill, stage=stage)
    ask, act, paper = _published(bill, amendment, people)
    return Open(world, people, bill, amendment, ask, paper, act)


def _published(bill: Bill, amendment: Amendment, people: People) -> tuple[Ask, Any, Briefing]:
    by = people.officer
    publish.publish(people.coalition, by=by)
    act = an_act(bill, {"lit-steps": "Every step is lit."}, source_url="https://example.org/act")
    writing.change(act.versions.get(), {"issued_at": NOW}, by=by)
    ask = an_ask(bill, summary="Light them.")
    link = writing.create(ClauseLink(bill=bill, ask=ask, amendment=amendment, is_shared=True), by=by)
    review.confirm(link, by=by)
    writing.create(Ground(ask=ask, kind="other", place="Article 1"), by=by)
    writing.create(Outcome(ask=ask, on=TODAY, judgement="unclear", summary="Open.", amendment=amendment), by=by)
    paper = a_paper(bill=bill)
    for row in (act, ask, paper):
        publish.publish(row, by=by)
    return ask, act, paper
