"""Asks: what we want, apart from what Parliament decided; who may read and write them."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bills.history import update_tracked
from bills.models import Bill
from coalition import review, writing
from coalition.asks import lines_of
from coalition.models import Ask, AskClause, ClauseLink, Ground, Outcome
from tests.amendments.listed import an_amendment
from tests.coalition.people import People, an_act, an_ask, signed_in
from tests.world import World, why


@pytest.fixture
def ask(people: People, world: World) -> Ask:
    return an_ask(world.lanterns, summary="So that nobody falls.")


@pytest.fixture
def officer(people: People) -> Client:
    return signed_in(people.officer)


def page(client: Client, name: str, *args: int, **query: str) -> str:
    answer = client.get(reverse(f"coalition:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def linked(ask: Ask, people: People, decision: str = "", number: str = "7"):
    stage = ask.bill.stages.get(description="Committee stage", house="Lords")
    amendment = an_amendment(stage, number, text="leave out “may” and insert “must”", decision=decision)
    amendment.save()
    link = writing.create(
        ClauseLink(bill=ask.bill, ask=ask, amendment=amendment, relation="implements", is_shared=True),
        by=people.officer,
    )
    review.confirm(link, by=people.officer)
    return amendment


def typed(ask: Ask, **changed: object) -> dict[str, object]:
    """The ask's form as a browser sends it, with these fields changed."""
    facts = {
        "bill": ask.bill_id, "reference": ask.reference, "title": ask.title, "summary": ask.summary, "group": "",
        "priority": ask.priority, "state": ask.state, "is_shared": "on", "revision": ask.revision,
    }  # fmt: skip
    return {**facts, **changed}


# ---- what is live, and the gap ----


@pytest.mark.parametrize(("decision", "is_gap"), [("", False), ("QuestionProposed", False), ("Withdrawn", True)])
def test_an_ask_without_an_undecided_amendment_at_this_stage_is_a_gap(ask, people, decision, is_gap) -> None:
    linked(ask, people, decision)
    assert lines_of(people.officer, Ask.objects.select_related("bill"))[0].is_gap is is_gap


def test_a_suggested_link_fills_no_gap(ask: Ask, people: People) -> None:
    amendment = linked(ask, people)
    review.reopen(ClauseLink.objects.get(amendment=amendment), by=people.officer)
    assert lines_of(people.officer, Ask.objects.select_related("bill"))[0].is_gap


def test_there_is_no_gap_where_the_bill_is_at_no_stage(people: People, world: World) -> None:
    line = lines_of(people.officer, [an_ask(world.pageants)])[0]
    assert not line.is_gap


# ---- who sees what ----


def test_members_read_shared_asks_and_cannot_change_them(ask: Ask, people: People) -> None:
    member = signed_in(people.member)
    assert ask.title in page(member, "asks")
    assert "Edit" not in page(member, "ask", ask.pk)
    for name in ("ask-edit", "ask-state"):
        assert member.get(reverse(f"coalition:{name}", args=[ask.pk])).status_code == 404


def test_another_organisations_ask_is_a_missing_page_and_not_counted(people: People, world: World) -> None:
    private = an_ask(world.lanterns, "own", title="Beacon alone", is_shared=False, owner=people.beacon)
    member = signed_in(people.member)
    assert "Beacon alone" not in page(member, "asks")
    assert "0 asks" in page(member, "asks")
    assert member.get(reverse("coalition:ask", args=[private.pk])).status_code == 404
    assert "Beacon alone" in page(signed_in(people.other_member), "asks")


def test_a_private_link_is_not_on_a_shared_ask_for_members(ask: Ask, people: People) -> None:
    writing.create(ClauseLink(bill=ask.bill, ask=ask, act_section="section 99", is_shared=False), by=people.officer)
    assert "Section 99" in page(signed_in(people.officer), "ask", ask.pk)
    assert "Section 99" not in page(signed_in(people.member), "ask", ask.pk)


@pytest.mark.parametrize(("query", "shown"), [
    ({"priority": "must"}, {"A"}),
    ({"state": "tabled"}, {"B"}),
    ({"priority": "hostile'--"}, {"A", "B"}),
    ({}, {"A", "B"}),
])  # fmt: skip
def test_the_list_is_filtered(officer, people, world, query, shown) -> None:
    an_ask(world.lanterns, "a", title="Ask A", priority="must")
    an_ask(world.lanterns, "b", title="Ask B", state="tabled")
    text = page(officer, "asks", **query)
    assert {name for name in ("A", "B") if f"Ask {name}" in text} == shown


def test_the_list_is_filtered_by_who_leads_and_names_no_organisation_that_leads_nothing_seen(
    officer, people: People, world: World
) -> None:
    an_ask(world.lanterns, "a", title="Ask A", lead=people.beacon)
    an_ask(world.lanterns, "b", title="Ask B", lead=people.harbour, is_shared=False, owner=people.beacon)
    an_ask(world.lanterns, "c", title="Ask C")
    for lead, shown in ((people.beacon.pk, "A"), (people.harbour.pk, "B"), (0, "C")):
        text = page(officer, "asks", lead=str(lead))
        assert [name for name in "ABC" if f"Ask {name}" in text] == [shown]
    seen_by_member = page(signed_in(people.member), "asks")
    choices = seen_by_member.split('name="lead"')[1].split("</select>")[0]
    assert str(people.beacon) in choices and str(people.harbour) not in choices


def queries_of(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        client.get(address)
    return len(seen)


def test_the_list_costs_the_same_for_three_asks_and_for_sixty(officer, world: World) -> None:
    for n in range(3):
        an_ask(world.lanterns, f"ask-{n}")
    few = queries_of(officer, reverse("coalition:asks"))
    for n in range(3, 60):
        an_ask(world.lanterns, f"ask-{n}")
    assert queries_of(officer, reverse("coalition:asks")) == few <= 12


# ---- writing ----


def test_an_ask_is_added_with_its_clauses_and_a_reason(officer: Client, people: People, world: World) -> None:
    clause = an_act(world.lanterns, {"lamps": "Light."}).clauses.get()
    form = typed(Ask(bill=world.lanterns, reference="new", title="New"), clauses=[clause.pk], note_for_history="Asked")
    assert officer.post(reverse("coalition:ask-new"), form).status_code == 302
    ask = Ask.objects.get()
    assert [row.clause for row in ask.rests_on.all()] == [clause]
    assert (ask.history.get().history_user, ask.history.get().history_change_reason) == (people.officer, "Asked")
    assert "Lamps" in page(officer, "ask", ask.pk)


def test_a_clause_that_is_unticked_goes_and_its_history_stays(officer: Client, ask: Ask) -> None:
    clause = an_act(ask.bill, {"lamps": "Light."}).clauses.get()
    writing.create(AskClause(ask=ask, clause=clause), by=None)
    officer.post(reverse("coalition:ask-edit", args=[ask.pk]), typed(ask))
    row = AskClause.objects.get()
    assert not row.is_listed
    assert row.history.count() == 2


def test_the_second_of_two_officers_sees_both_texts_and_overwrites_nothing(officer, people, ask: Ask) -> None:
    form = typed(ask, title="Mine")
    writing.change(ask, {"title": "Theirs"}, by=people.administrator)
    answer = officer.post(reverse("coalition:ask-edit", args=[ask.pk]), form)
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "Theirs" in text
    assert "Mine" in text
    assert "Agnes" in text
    assert Ask.objects.get().title == "Theirs"


def test_two_officers_who_tick_different_clauses_do_not_undo_each_other(officer, people, ask: Ask) -> None:
    clauses = list(an_act(ask.bill, {"lamps": "Light.", "steps": "Steps.", "rails": "Rails."}).clauses.all())
    address = reverse("coalition:ask-edit", args=[ask.pk])
    mine = typed(ask, clauses=[clauses[1].pk, clauses[2].pk])
    assert signed_in(people.administrator).post(address, typed(ask, clauses=[clauses[0].pk])).status_code == 302
    answer = officer.post(address, mine)
    assert answer.status_code == 409
    assert answer.content.decode().count("checked") >= 2  # both of mine are still ticked
    assert [row.clause for row in ask.rests_on.filter(is_listed=True)] == [clauses[0]]


def test_clauses_of_another_bill_are_refused(officer: Client, ask: Ask, world: World) -> None:
    clause = an_act(world.orchards, {"bees": "Bees."}).clauses.get()
    form = typed(Ask(bill=ask.bill, reference="new", title="New"), clauses=[clause.pk])
    assert officer.post(reverse("coalition:ask-new"), form).status_code == 422


def test_our_work_moves_on_in_one_step_and_parliaments_decision_stays_apart(officer, people, ask: Ask) -> None:
    linked(ask, people, "NegativedOnDivision")
    address = reverse("coalition:ask-state", args=[ask.pk])
    officer.post(address, {"state": "followed_up", "revision": ask.revision, "note_for_history": "Retabled"})
    text = page(officer, "ask", ask.pk)
    assert "Followed up" in text
    assert "Negatived on division" in text
    assert "Retabled" in text


def test_outcomes_make_a_story_in_the_order_of_their_days(officer: Client, ask: Ask) -> None:
    address = reverse("coalition:outcome-new", args=[ask.pk])
    for on, judgement, summary in (("2026-11-19", "not", "Lost again."), ("2026-11-17", "achieved", "Won at first.")):
        told = {"on": on, "judgement": judgement, "summary": summary, "source_note": "Hansard", "is_listed": "on"}
        assert officer.post(address, told).status_code == 302
    text = page(officer, "ask", ask.pk)
    assert text.index("Won at first.") < text.index("Lost again.")
    assert "Not achieved" in text[: text.index("Won at first.")]  # the answer on top is the latest


def test_a_judgement_without_a_source_is_refused(officer: Client, ask: Ask) -> None:
    told = {"on": "2026-11-17", "judgement": "achieved", "summary": "Won.", "is_listed": "on"}
    answer = officer.post(reverse("coalition:outcome-new", args=[ask.pk]), told)
    assert answer.status_code == 422
    assert not Outcome.objects.exists()


def test_a_judgement_that_is_taken_back_counts_no_more_and_is_kept(officer: Client, people: People, ask: Ask) -> None:
    row = writing.create(Outcome(ask=ask, on=date(2026, 11, 17), judgement="achieved", summary="Won."), by=None)
    told = {"on": "2026-11-17", "judgement": "achieved", "summary": "Won.", "source_note": "Hansard", "revision": 1}
    officer.post(reverse("coalition:outcome", args=[ask.pk, row.pk]), told)
    assert lines_of(people.officer, [ask])[0].latest is None
    assert row.history.count() == 2
    assert "Won." not in page(signed_in(people.member), "ask", ask.pk)


def test_an_outcome_of_another_ask_is_missing(officer: Client, ask: Ask, world: World) -> None:
    other = an_ask(world.lanterns, "other")
    row = writing.create(Outcome(ask=other, on=date(2026, 11, 17), judgement="not", summary="Lost."), by=None)
    assert officer.get(reverse("coalition:outcome", args=[ask.pk, row.pk])).status_code == 404


def test_an_earlier_wording_comes_back_and_nothing_else_with_it(officer: Client, people: People, ask: Ask) -> None:
    first = ask.history.get()
    writing.change(ask, {"title": "Worse", "state": "tabled"}, by=people.officer)
    address = reverse("coalition:ask-restore", args=[ask.pk, first.pk])
    sent = {"revision": _revision_sent_to(address, page(officer, "ask", ask.pk))}
    assert officer.post(address, sent).status_code == 302
    stored = Ask.objects.get()
    assert (stored.title, stored.state, stored.revision) == ("Every harbour step is lit", "tabled", 3)


def test_an_earlier_wording_does_not_come_back_over_an_edit_that_nobody_saw(
    officer: Client, people: People, ask: Ask
) -> None:
    first = ask.history.get()
    writing.change(ask, {"title": "Better"}, by=people.officer)
    address = reverse("coalition:ask-restore", args=[ask.pk, first.pk])
    sent = {"revision": _revision_sent_to(address, page(officer, "ask", ask.pk))}
    writing.change(ask, {"title": "Better still"}, by=people.officer)
    told = officer.post(address, sent, follow=True).content.decode()
    assert "nothing was restored" in told and Ask.objects.get().title == "Better still"


def _revision_sent_to(address: str, page: str) -> str:
    form = page.partition(f'action="{address}"')[2].partition("</form>")[0]
    return form.partition('name="revision" value="')[2].partition('"')[0]


def test_grounds_are_told_and_a_hostile_address_is_no_link(officer: Client, ask: Ask) -> None:
    told = {"kind": "convention", "place": "Article 26", "source_url": "javascript:alert(1)", "is_listed": "on"}
    officer.post(reverse("coalition:ground-new", args=[ask.pk]), told)
    assert not Ground.objects.filter(source_url__startswith="javascript").exists()
    assert "javascript:" not in page(officer, "ask", ask.pk)


def test_the_bill_of_an_act_has_no_gaps(ask: Ask, people: People) -> None:
    bill = Bill.objects.get(pk=ask.bill_id)
    bill.is_act = True
    update_tracked(Bill, [(bill, "")], ["is_act"], why())
    assert not lines_of(people.officer, Ask.objects.select_related("bill"))[0].is_gap
