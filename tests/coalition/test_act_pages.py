"""The pages of reference texts: what they tell whom, and what they cost."""

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amendments.models import Amendment
from coalition import review, writing
from coalition.act_editing import newest_version
from coalition.models import AlternativeAct, AskClause, ClauseLink, ClauseWording, Outcome
from tests.coalition.briefings_world import an_amendment
from tests.coalition.large_world import SMALL, Size, a_large_world
from tests.coalition.people import People, an_act, an_ask, signed_in
from tests.world import World


@pytest.fixture
def act(people: People, world: World) -> AlternativeAct:
    return an_act(world.lanterns, {"lamps": "Light every step.", "bells": "Ring a bell."}, author="Our lawyers")


@pytest.fixture
def amendment(world: World) -> Amendment:
    return an_amendment(world.lanterns.stages.get(description="Committee stage", house="Lords"), "12", key="act-page")


def page(user: User | None, name: str, pk: int, **query: Any) -> str:
    answer = signed_in(user).get(reverse(f"coalition:{name}", args=[pk]), query)
    assert answer.status_code == 200, answer.status_code
    return " ".join(answer.content.decode().split())


def a_link(act: AlternativeAct, people: People, *, confirmed: bool = True, **facts: Any) -> ClauseLink:
    clause = act.clauses.get(key="lamps")
    wanted = {"clause": clause, "is_shared": True, "relation": "implements", **facts}
    link = writing.create(ClauseLink(bill=act.bill, **wanted), by=people.officer)
    if confirmed:
        review.confirm(link, by=people.officer)
    return link


def an_outcome(act: AlternativeAct, people: People, **facts: Any) -> None:
    ask = an_ask(act.bill, **facts)
    writing.create(AskClause(ask=ask, clause=act.clauses.get(key="lamps")), by=people.officer)
    for day, judgement in (("2026-10-01", "achieved"), ("2026-11-01", "partly")):
        writing.create(Outcome(ask=ask, on=day, judgement=judgement, summary="S"), by=people.officer)


def test_the_act_page_tells_what_stands_what_carries_and_what_became(
    act: AlternativeAct, people: People, amendment: Amendment
) -> None:
    a_link(act, people, amendment=amendment)
    a_link(act, people, provision="clause 4")
    an_outcome(act, people)
    found = page(people.member, "act", act.pk)
    for words in ("Our lawyers", "Amendment 12", "Committee stage", "Clause 4", "Every harbour step is lit"):
        assert words in found
    assert "Partly achieved" in found
    assert "decision__word" in found
    assert found.count("act-clause__gap") == 1, "the other clause has nothing"
    assert "for 1 clause nothing in the Bill stands" in found


def test_a_suggestion_is_counted_for_officers_and_shown_to_nobody_as_a_link(
    act: AlternativeAct, people: People, amendment: Amendment
) -> None:
    a_link(act, people, confirmed=False, amendment=amendment)
    officers, members = page(people.officer, "act", act.pk), page(people.member, "act", act.pk)
    assert "1 suggested link to review" in officers
    assert "suggested link" not in members
    assert "Amendment 12" not in officers
    assert "for 2 clauses nothing in the Bill stands" in members


@pytest.mark.parametrize("name", ["act", "clause"])
def test_private_links_asks_and_outcomes_stay_private(
    act: AlternativeAct, people: People, amendment: Amendment, name: str
) -> None:
    a_link(act, people, amendment=amendment, is_shared=False, owner=people.beacon)
    an_outcome(act, people, title="Secret aim", is_shared=False, owner=people.beacon)
    pk = act.pk if name == "act" else act.clauses.get(key="lamps").pk
    for user, sees in ((people.officer, True), (people.other_member, True), (people.member, False)):
        found = page(user, name, pk)
        assert ("Amendment 12" in found, "Secret aim" in found) == (sees, sees), user


@pytest.mark.parametrize("name", ["act", "act-export", "clause"])
def test_a_private_text_is_missing_for_other_organisations(people: People, world: World, name: str) -> None:
    hidden = an_act(world.lanterns, {"own": "Ours."}, title="Hidden", is_shared=False, owner=people.beacon)
    pk = hidden.clauses.get().pk if name == "clause" else hidden.pk
    address = reverse(f"coalition:{name}", args=[pk, "md"] if name == "act-export" else [pk])
    codes = {user.username: signed_in(user).get(address).status_code for user in (people.member, people.outsider)}
    assert codes == {"mabel": 404, "odo": 404}
    assert signed_in(people.other_member).get(address).status_code == 200
    assert signed_in(None).get(address).status_code == 302
    assert "Hidden" not in signed_in(people.member).get(reverse("coalition:acts")).content.decode()


def test_members_read_and_do_not_edit(act: AlternativeAct, people: People) -> None:
    clause = act.clauses.get(key="lamps")
    client = signed_in(people.member)
    for name, pk in (("act-edit", act.pk), ("act-import", act.pk), ("act-issue", act.pk), ("act-arrange", act.pk)):
        assert client.get(reverse(f"coalition:{name}", args=[pk])).status_code == 404, name
    for name in ("clause-edit", "clause-move", "clause-remove", "clause-restore"):
        assert client.post(reverse(f"coalition:{name}", args=[clause.pk])).status_code == 404, name
    assert "Edit" not in page(people.member, "clause", clause.pk)
    assert ClauseWording.history.filter(history_type="~").count() == 0


@pytest.mark.parametrize("name", ["act", "clause"])
def test_unknown_numbers_are_said_to_be_unknown_and_never_shown(people: People, world: World, name: str) -> None:
    act = an_act(world.lanterns, {"lamps": "Light."}, numbers_are_known=False)
    row = newest_version(act).wordings.get()
    writing.change(row, {"number": "98-former-6", "text": "Light all."}, by=people.officer)
    writing.change(row, {"number": "98-latter-7", "text": "Light it."}, by=people.officer)
    export = signed_in(people.member).get(reverse("coalition:act-export", args=[act.pk, "csv"])).content.decode()
    assert "98-latter-7" not in export
    found = page(people.member, name, act.pk if name == "act" else act.clauses.get().pk)
    assert "98-latter-7" not in found
    assert "98-former-6" not in found
    assert "number not known" in found
    assert "clause numbers of this text are not known" in found


def test_text_of_people_is_never_markup(people: People, world: World) -> None:
    bad = "<script>alert(1)</script>"
    act = an_act(world.lanterns, {"lamps": bad}, title=bad, author=bad, source_url="https://example.org/a")
    newest_version(act).wordings.update(heading=bad, notes=bad, number="1", extent=bad)
    for name, pk in (("act", act.pk), ("clause", act.clauses.get().pk)):
        assert "<script>alert" not in page(people.officer, name, pk)


def edit(client: Any, clause: Any, **values: str) -> Any:
    return client.post(reverse("coalition:clause-edit", args=[clause.pk]), values)


def test_a_conflict_shows_both_texts_and_sending_again_saves(act: AlternativeAct, people: People) -> None:
    row = newest_version(act).wordings.get(clause__key="lamps")
    typed = {"number": "1", "heading": "Lamps", "wording": str(row.pk), "revision": "1"}
    assert edit(signed_in(people.administrator), row.clause, **typed, text="Theirs.").status_code == 302
    client = signed_in(people.officer)
    answer = edit(client, row.clause, **typed, text="Mine.")
    found = answer.content.decode()
    assert answer.status_code == 409
    for words in ("Agnes changed this", "Theirs.", "Mine.", "nothing was overwritten"):
        assert words in found
    row.refresh_from_db()
    assert row.text == "Theirs."
    assert f'name="revision" value="{row.revision}"' in found
    typed["revision"] = str(row.revision)
    assert edit(client, row.clause, **typed, text="Both.").status_code == 302
    row.refresh_from_db()
    assert row.text == "Both."


def test_two_people_who_edit_the_facts_overwrite_nothing(act: AlternativeAct, people: People) -> None:
    address = reverse("coalition:act-edit", args=[act.pk])
    typed = {"kind": "alternative", "numbers_are_known": "on", "is_shared": "on", "revision": "1"}
    assert signed_in(people.officer).post(address, {**typed, "title": "First"}).status_code == 302
    answer = signed_in(people.administrator).post(address, {**typed, "title": "Second"})
    assert answer.status_code == 409
    assert "First" in answer.content.decode()
    act.refresh_from_db()
    assert act.title == "First"


def test_a_clause_page_tells_who_changed_what_and_why_and_restores(act: AlternativeAct, people: People) -> None:
    row = newest_version(act).wordings.get(clause__key="lamps")
    typed = {"number": "1", "heading": "Lamps", "wording": str(row.pk), "revision": "1", "note": "Plainer"}
    client = signed_in(people.officer)
    edit(client, row.clause, **typed, text="Light all steps.")
    found = page(people.member, "clause", row.clause_id)
    for words in ("Plainer", "Oswin", '<del><span class="govuk-visually-hidden">removed: </span>every step'):
        assert words in found
    assert "Restore" not in found
    first = ClauseWording.history.filter(clause=row.clause, history_type="+").get()
    row.refresh_from_db()
    posted = {"entry": first.history_id, "wording": row.pk, "revision": row.revision}
    client.post(reverse("coalition:clause-restore", args=[row.clause_id]), posted)
    row.refresh_from_db()
    assert row.text == "Light every step."


def test_members_do_not_read_what_a_clause_said_while_its_text_was_private(people: People, world: World) -> None:
    act = an_act(world.lanterns, {"lamps": "Secret plan of ours."}, is_shared=False)
    row = newest_version(act).wordings.get()
    writing.change(row, {"text": "Open words."}, by=people.officer)
    writing.change(act, {"is_shared": True}, by=people.officer)
    writing.change(row, {"text": "Newer words."}, by=people.officer)
    found = page(people.member, "clause", row.clause_id)
    assert "Secret" not in found
    assert "Open" in found
    assert "Secret" in page(people.officer, "clause", row.clause_id)


def test_a_text_and_a_clause_are_written_without_a_file(people: People, world: World) -> None:
    client = signed_in(people.officer)
    facts = {"bill": world.lanterns.pk, "title": "Draft Lights Bill", "kind": "draft", "numbers_are_known": "on"}
    client.post(reverse("coalition:act-new"), facts)
    act = AlternativeAct.objects.get()
    assert "no clauses yet" in page(people.officer, "act", act.pk)
    client.post(
        reverse("coalition:clause-new", args=[act.pk]), {"place": "end", "heading": "Lamps", "text": "a \r\nb\r\n"}
    )
    row = newest_version(act).wordings.get()
    assert (row.heading, row.text, row.clause.key) == ("Lamps", "a\nb", "lamps")
    answer = client.post(reverse("coalition:clause-new", args=[act.pk]), {"place": "end"})
    assert "Give it a number, a heading or a text." in answer.content.decode()


def test_moving_taking_out_and_issuing_work_by_plain_forms(act: AlternativeAct, people: People) -> None:
    client = signed_in(people.officer)
    row = newest_version(act).wordings.get(clause__key="lamps")
    seen = client.get(reverse("coalition:act-arrange", args=[act.pk])).context["seen"]
    client.post(reverse("coalition:clause-move", args=[row.clause_id]), {"direction": "down", "seen": seen})
    assert [each.clause.key for each in newest_version(act).wordings.order_by("position")] == ["bells", "lamps"]
    row.refresh_from_db()
    posted = {"wording": row.pk, "revision": row.revision}
    client.post(reverse("coalition:clause-remove", args=[row.clause_id]), posted)
    assert newest_version(act).wordings.get().clause.key == "bells"
    form = client.get(reverse("coalition:act-issue", args=[act.pk])).context["form"]
    client.post(reverse("coalition:act-issue", args=[act.pk]), {"seen": form.initial["seen"], "name": "Final"})
    version = newest_version(act)
    assert version.issued_at
    assert version.name == "Final"


def queries(user: User, act: AlternativeAct) -> int:
    client, address = signed_in(user), reverse("coalition:act", args=[act.pk])
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


@pytest.mark.parametrize("size", [SMALL, Size(amendments=400, links=300)], ids=["small", "large"])
def test_the_act_page_asks_at_most_twelve_queries_however_much_there_is(db, size: Size) -> None:
    large = a_large_world(size)
    assert max(queries(user, large.act) for user in (large.officer, large.member)) <= 12


def test_an_earlier_version_is_read_by_its_number_and_a_wrong_one_is_missing(
    act: AlternativeAct, people: People
) -> None:
    assert "Light every step." in page(people.member, "act", act.pk, version=1)
    client = signed_in(people.member)
    for wrong in ("2", "0", "99999"):
        answer = client.get(reverse("coalition:act", args=[act.pk]), {"version": wrong})
        assert answer.status_code == 404
