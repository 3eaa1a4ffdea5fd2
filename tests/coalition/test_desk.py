"""The desk tells officers what changed and what waits; the members' page what needs their organisation."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from amendments.models import Amendment
from bills.history import Why, update_tracked
from coalition import writing
from coalition.models import AskClause, Assurance, LastLook, Outcome, Person, Position
from tests.coalition.briefings_world import a_paper, a_text, an_amendment
from tests.coalition.links_world import a_link
from tests.coalition.people import People, an_act, an_ask, signed_in
from tests.world import World


@pytest.fixture
def mine(people: People, world: World):
    """An ask of the officer's organisation, and an amendment of the stage the Bill is at, linked."""
    ask = an_ask(world.lanterns, lead=people.beacon)
    stage = world.lanterns.stages.get(bill_stage_id=world.lanterns.current_stage_id_received)
    amendment = an_amendment(stage, "12")
    a_link(people.officer, amendment, ask=ask, confirmed=True, relation="implements")
    return ask, amendment


def desk(people: People, address: str = "/desk/") -> str:
    return " ".join(signed_in(people.officer).get(address).content.decode().split())


def changed(amendment: Amendment, grades: str, **facts) -> None:
    for name, value in facts.items():
        setattr(amendment, name, value)
    update_tracked(Amendment, [(amendment, grades)], list(facts), Why("A newer list was read", timezone.now()))


def seen(people: People) -> None:
    signed_in(people.officer).post("/desk/seen/", {"at": timezone.now().isoformat()})


def test_words_target_and_decision_are_told_and_the_rest_is_one_count(people: People, mine) -> None:
    _, amendment = mine
    seen(people)
    assert "Wording changed" not in desk(people)
    changed(amendment, "number", number="13")
    page = desk(people)
    assert "1 other amendment changed only in number, place or names." in page
    assert "1 ask has" not in page
    changed(amendment, "text", text="At end insert “lanterns”.")
    changed(amendment, "decision", decision="Agreed")
    page = desk(people)
    assert "<strong>Wording changed; Agreed</strong>" in page
    assert "1 ask has news" in page


def test_only_the_button_says_that_it_was_seen_and_what_came_after_the_page_was_opened_stays_new(
    people: People, mine
) -> None:
    _, amendment = mine
    opened = timezone.now()
    changed(amendment, "text", text="At end insert “lanterns”.")
    desk(people)
    assert not LastLook.objects.exists()
    signed_in(people.officer).post("/desk/seen/", {"at": opened.isoformat()})
    assert "Wording changed" in desk(people)
    signed_in(people.officer).post("/desk/seen/", {"at": "2999-01-01T00:00:00+00:00"})
    assert LastLook.objects.get().at <= timezone.now()
    assert "Wording changed" not in desk(people)


def test_the_first_look_says_so_and_tells_changes_but_not_that_amendments_are_there(people: People, mine) -> None:
    page = desk(people)
    assert "This is your first look" in page and "First seen" not in page and "1 ask has" not in page
    changed(mine[1], "text", text="At end insert “lanterns”.")
    page = desk(people)
    assert "This is your first look" in page and "Wording changed" not in page  # it came within the same days
    seen(people)
    page = desk(people)
    assert "Since you marked the desk as seen" in page and "first look" not in page


def test_an_amendment_that_comes_later_is_first_seen_unless_a_historic_record_brought_it(
    people: People, world: World
) -> None:
    seen(people)
    assert "Since you marked the desk as seen" in desk(people)  # without any ask of theirs
    ask = an_ask(world.lanterns, lead=people.beacon)
    stage = world.lanterns.stages.get(bill_stage_id=world.lanterns.current_stage_id_received)
    old = an_amendment(stage, "13", key="13", historic_key="old-13")
    a_link(people.officer, old, ask=ask, confirmed=True, relation="implements")
    assert "First seen" not in desk(people)
    new = an_amendment(stage, "14", key="14")
    a_link(people.officer, new, ask=ask, confirmed=True, relation="implements")
    page = desk(people)
    assert page.count("First seen") == 1 and "1 ask has news" in page


def test_the_desk_leads_to_what_can_be_brought_in(people: People) -> None:
    assert 'href="/desk/import/"' in desk(people)


@pytest.mark.parametrize(
    "at",
    ["", "yesterday", "2026-13-45T99:00:00+00:00", "2026-01-01T00:00:00", "0001-01-01T00:00:00+23:59"],
)
def test_a_moment_that_cannot_be_read_means_now(people: People, at: str) -> None:
    assert signed_in(people.officer).post("/desk/seen/", {"at": at}).status_code == 302
    assert timezone.now() - LastLook.objects.get().at < timedelta(minutes=1)


def test_an_ask_that_nothing_live_carries_is_a_gap(people: People, mine) -> None:
    _, amendment = mine
    assert "1 live at this stage" in desk(people)
    changed(amendment, "decision", decision="Agreed")
    assert "<strong>Gap</strong>" in desk(people)


def test_an_amendment_linked_to_a_clause_carries_the_ask_that_rests_on_it(people: People, world: World, mine) -> None:
    act = an_act(world.lanterns, {"steps": "Every step must be lit."})
    clause = act.clauses.get()
    other = an_ask(world.lanterns, "steps", lead=people.beacon)
    pair = writing.create(AskClause(ask=other, clause=clause), by=None)
    amendment = mine[1]
    a_link(people.officer, amendment, clause=clause, confirmed=True, relation="implements")
    assert "<strong>Gap</strong>" not in desk(people)
    writing.change(pair, {"is_listed": False}, by=None)
    assert "<strong>Gap</strong>" in desk(people)


def test_a_link_that_waits_carries_nothing_and_is_shown_to_review(people: People, world: World, mine) -> None:
    ask = an_ask(world.lanterns, "piers", title="Piers are lit", lead=people.beacon)
    a_link(people.officer, mine[1], ask=ask)
    page = desk(people)
    assert "1 link waits." in page
    assert "Piers are lit and Amendment 12" in page
    assert "<strong>Gap</strong>" in page


def test_asks_of_others_come_only_with_all(people: People, world: World) -> None:
    an_ask(world.lanterns, "foghorns", title="Foghorns are heard", lead=people.harbour)
    theirs = Person.objects.get(user=people.officer)
    an_ask(world.lanterns, "buoys", title="Buoys are painted", lead=people.harbour, officer=theirs)
    assert "Foghorns are heard" not in desk(people)
    assert "Buoys are painted" in desk(people)
    assert "Foghorns are heard" in desk(people, "/desk/?all=1")


def test_papers_say_who_is_missing_and_who_answered_an_earlier_text(people: People) -> None:
    paper = a_paper("Light the steps")
    first = paper.versions.get()
    first.signoffs.create(organisation=people.harbour, answer="signs", sha256=first.sha256, at=timezone.now())
    assert "1 answered, 1 missing" in desk(people)
    assert "Missing: Beacon Trust<" in desk(people)
    a_text(paper, "Other words.")
    page = desk(people)
    assert "0 answered, 2 missing" in page
    assert "Answered an earlier text: Harbour Watch" in page
    writing.change(paper, {"sign_by": timezone.now() - timedelta(minutes=1)}, by=None)
    assert "No paper waits for an answer." in desk(people)


def test_what_is_due_comes_first(people: People, world: World) -> None:
    an_ask(
        world.lanterns,
        "clerk",
        lead=people.beacon,
        next_step="Ask the clerk",
        next_step_on=date.today() - timedelta(days=1),
    )
    promise = Assurance(
        bill=world.lanterns,
        given_by="Lord Quay",
        given_on=date.today() - timedelta(days=30),
        words="We will look.",
        due_on=date.today() - timedelta(days=2),
    )
    writing.create(promise, by=None)
    page = desk(people)
    assert "Assurance by Lord Quay" in page
    assert "Ask the clerk" in page
    assert page.index("Lord Quay") < page.index('id="asks"')
    writing.change(promise, {"outcome": "kept"}, by=None)
    assert "Lord Quay" not in desk(people)


def test_a_paper_that_cites_an_old_number_is_named(people: People, mine) -> None:
    _, amendment = mine
    cited = {"kind": "amendment", "id": amendment.pk, "label": "amendment 12", "number": "12", "decision": ""}
    a_text(a_paper(body=None), "Text.", references=[cited])
    assert "Every paper cites today’s" in desk(people)
    changed(amendment, "number", number="14")
    assert "Amendment 12 is now" in desk(people)


def test_an_empty_desk_says_what_will_stand_there(people: People) -> None:
    page = desk(people)
    assert "No ask is yours" in page
    assert "No link waits for review." in page


@pytest.mark.parametrize(
    ("who", "status"), [("administrator", 200), ("officer", 200), ("member", 404), ("outsider", 404)]
)
def test_the_desk_is_for_officers(people: People, who: str, status: int) -> None:
    client = signed_in(getattr(people, who))
    assert client.get("/desk/").status_code == status
    assert client.post("/desk/seen/").status_code == (302 if status == 200 else 404)
    assert client.get("/desk/seen/").status_code == (405 if status == 200 else 404)


# ---- the members' page ----


def our_work(user) -> str:
    return " ".join(signed_in(user).get("/desk/our-work/").content.decode().split())


def test_a_paper_waits_until_the_exact_text_is_answered(people: People) -> None:
    paper = a_paper("Light the steps")
    page = our_work(people.member)
    assert f"/desk/papers/{paper.pk}/sign/" in page
    assert "1 paper waits for your answer." in page
    first = paper.versions.get()
    first.signoffs.create(organisation=people.harbour, answer="signs", sha256=first.sha256, at=timezone.now())
    assert "Nothing needs you now." in our_work(people.member)
    a_text(paper, "Every harbour step should be brightly lit.")
    assert "Your earlier answer has lapsed:" in our_work(people.member)


def test_a_member_reads_their_line_and_what_happened_to_their_asks_and_no_others(
    people: People, world: World, mine
) -> None:
    _, amendment = mine
    ours = an_ask(world.lanterns, "foghorns", title="Foghorns are heard", lead=people.harbour)
    an_ask(world.lanterns, "hidden", title="A private thought", is_shared=False, lead=people.harbour)
    for days, said in ((9, "Refused at first."), (1, "Granted in the end.")):
        on = date.today() - timedelta(days=days)
        writing.create(Outcome(ask=ours, on=on, judgement="partly", summary=said), by=None)
    for organisation, note in ((people.harbour, "We like it."), (people.beacon, "They do not.")):
        line = Position(amendment=amendment, organisation=organisation, stance="support", note=note, is_shared=True)
        writing.create(line, by=None)
    page = our_work(people.member)
    assert "Granted in the end." in page
    assert "We like it." in page
    for foreign in ("Refused at first.", "They do not.", "A private thought", "Every harbour step is lit"):
        assert foreign not in page


def test_somebody_without_an_organisation_is_told_so(people: People) -> None:
    assert "You do not speak for an organisation" in our_work(people.administrator)
    assert signed_in(people.outsider).get("/desk/our-work/").status_code == 404
