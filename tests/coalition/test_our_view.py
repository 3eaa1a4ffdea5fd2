"""“Our view” on an amendment's page and “ours” in the list: for the coalition's own people, each what they may."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from amendments.models import Amendment
from coalition import writing
from coalition.models import AlternativeClause, Briefing, BriefingVersion, Position
from tests.amendments.listed import MONDAY, an_amendment, make_stage, publish, table
from tests.amendments.reading import words_of
from tests.coalition.links_world import CLAUSE, a_link
from tests.coalition.people import People, an_act, signed_in
from tests.coalition.test_link_pages import static_files_as_they_are  # noqa: F401


@pytest.fixture
def amendment(people: People) -> Amendment:
    stage = make_stage()
    (row,) = table([an_amendment(stage, "2", "Insert “lit from dusk until dawn”")])
    publish(stage, [row], MONDAY)
    an_act(stage.bill, CLAUSE)
    return row


def a_position(people: People, amendment: Amendment, organisation, **facts) -> Position:
    wanted = {"stance": "support", "note": f"Note of {organisation}", "owner": organisation, **facts}
    return writing.create(Position(amendment=amendment, organisation=organisation, **wanted), by=None)


def seen_by(user, amendment: Amendment) -> str:
    return words_of(signed_in(user).get(amendment.get_absolute_url()))


def state(client, amendment: Amendment, **values: object):
    given = {"stance": "oppose", "note": "Too weak", **values}
    return client.post(reverse("coalition:position", args=[amendment.pk]), given)


def test_strangers_and_outsiders_see_nothing_of_it(people: People, amendment: Amendment) -> None:
    a_position(people, amendment, people.harbour, is_shared=True)
    a_link(people.officer, amendment, clause=AlternativeClause.objects.get(), is_shared=True)
    for who in (None, people.outsider):
        words = seen_by(who, amendment)
        assert "Our view" not in words and "Note of" not in words and "Link to our work" not in words
    assert "Our view" in seen_by(people.member, amendment)


def test_a_strangers_page_is_the_same_with_and_without_our_work(people: People, amendment: Amendment) -> None:
    def page() -> bytes:
        return signed_in(None).get(amendment.get_absolute_url()).content

    before = page()
    a_position(people, amendment, people.harbour, is_shared=True)
    a_link(people.officer, amendment, clause=AlternativeClause.objects.get(), is_shared=True, confirmed=True)
    assert page() == before


def test_the_page_of_a_signed_in_reader_is_kept_by_no_cache(people: People, amendment: Amendment) -> None:
    for address in (amendment.get_absolute_url(), amendment.stage.get_absolute_url()):
        answer = signed_in(people.member).get(address)
        assert {"private", "no-store"} <= set(answer["Cache-Control"].split(", "))
        assert "ETag" not in answer
        assert "no-store" not in signed_in(None).get(address).get("Cache-Control", "")


def test_each_sees_the_positions_that_are_shared_or_their_own(people: People, amendment: Amendment) -> None:
    a_position(people, amendment, people.harbour)
    a_position(people, amendment, people.beacon)
    a_position(people, amendment, people.tide, is_shared=True)
    seen = {
        who: {
            str(o) for o in (people.harbour, people.beacon, people.tide) if f"Note of {o}" in seen_by(who, amendment)
        }
        for who in (people.member, people.other_member, people.officer)
    }
    assert seen == {
        people.member: {"Harbour Watch", "Tide and Shore"},
        people.other_member: {"Beacon Trust", "Tide and Shore"},
        people.officer: {"Harbour Watch", "Beacon Trust", "Tide and Shore"},
    }


def test_a_private_link_of_another_organisation_is_not_shown(people: People, amendment: Amendment) -> None:
    a_link(people.other_member, amendment, clause=AlternativeClause.objects.get())
    assert "Clause 1: Lit steps" not in seen_by(people.member, amendment)
    assert "Clause 1: Lit steps" in seen_by(people.other_member, amendment)


def test_papers_that_cite_it_are_shown_by_their_latest_version(people: People, amendment: Amendment) -> None:
    def a_paper(title: str, *references: list, **facts) -> None:
        paper = writing.create(Briefing(title=title, bill=amendment.bill, **facts), by=None)
        for number, cited in enumerate(references, start=1):
            BriefingVersion.objects.create(
                briefing=paper,
                number=number,
                title=title,
                sha256="0" * 64,
                references=cited,
                written_at=timezone.now(),
            )

    cites = [{"kind": "amendment", "id": amendment.pk, "label": "Amendment 2"}]
    a_paper("Cites it", [], cites, is_shared=True)
    a_paper("Cited it once", cites, [], is_shared=True)
    a_paper("Private paper", cites, owner=people.beacon)
    words = seen_by(people.member, amendment)
    assert "Cites it , version 2" in words or "Cites it, version 2" in words
    assert "Cited it once" not in words and "Private paper" not in words
    assert "Private paper" in seen_by(people.officer, amendment)


def test_a_member_states_the_position_of_their_own_organisation_only(people: People, amendment: Amendment) -> None:
    client = signed_in(people.member)
    assert state(client, amendment, organisation=people.beacon.pk).status_code == 422
    assert not Position.objects.exists()
    assert state(client, amendment, organisation=people.harbour.pk, why="Trustees met").status_code == 302
    stated = Position.objects.get()
    row = stated.history.get()
    assert (stated.stance, stated.owner, stated.is_shared) == ("oppose", people.harbour, False)
    assert (row.history_user, row.history_change_reason) == (people.member, "Trustees met")
    assert (
        client.get(reverse("coalition:position", args=[amendment.pk]), {"organisation": people.beacon.pk}).context[
            "chosen"
        ]
        == people.harbour
    )


def test_an_officer_states_any_position(people: People, amendment: Amendment) -> None:
    assert state(signed_in(people.officer), amendment, organisation=people.tide.pk).status_code == 302
    assert Position.objects.get().organisation == people.tide


def test_of_two_people_who_state_a_position_the_second_is_told(people: People, amendment: Amendment) -> None:
    state(signed_in(people.member), amendment, organisation=people.harbour.pk)
    again = state(signed_in(people.officer), amendment, organisation=people.harbour.pk, stance="support", note="Fine")
    words = words_of(again)
    assert again.status_code == 409
    assert "Mabel changed this" in words
    assert "stored now: Opposes" in words and "stored now: Too weak" in words and "You typed: Fine" in words
    assert Position.objects.get().stance == "oppose"
    seen = {"revision": 1, "revision_of": people.harbour.pk}
    state(signed_in(people.officer), amendment, organisation=people.harbour.pk, stance="support", **seen)
    assert Position.objects.get().stance == "support"


def test_a_form_opened_on_one_organisations_position_does_not_overwrite_anothers(
    people: People, amendment: Amendment
) -> None:
    a_position(people, amendment, people.beacon)
    a_position(people, amendment, people.harbour)
    client, address = signed_in(people.officer), reverse("coalition:position", args=[amendment.pk])
    opened = client.get(address).context["form"].initial
    assert (opened["organisation"], opened["revision"]) == (people.beacon, 1)
    sent = {"revision": opened["revision"], "revision_of": opened["revision_of"], "organisation": people.harbour.pk}
    met = state(client, amendment, **sent)
    assert met.status_code == 409 and "stored now: Note of Harbour Watch" in words_of(met)
    assert Position.objects.get(organisation=people.harbour).stance == "support"
    shown = met.context["form"].data
    state(client, amendment, **{**sent, "revision": shown["revision"], "revision_of": shown["revision_of"]})
    assert Position.objects.get(organisation=people.harbour).stance == "oppose"


def test_the_list_marks_what_is_ours_for_members_with_one_more_question_and_strangers_pay_nothing(
    people: People, amendment: Amendment
) -> None:
    address = amendment.stage.get_absolute_url()

    def asked(user) -> int:
        client = signed_in(user)
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        return sum("coalition_clauselink" in query["sql"] for query in seen)

    a_link(people.officer, amendment, clause=AlternativeClause.objects.get(), is_shared=True, confirmed=True)
    assert "Ours: linked" in words_of(signed_in(people.member).get(address))
    assert "Ours" not in words_of(signed_in(None).get(address))
    assert (asked(None), asked(people.member)) == (0, 1)


def test_an_earlier_form_at_another_stage_is_hinted_at(people: People, amendment: Amendment) -> None:
    text = "Keepers. The authority must appoint a keeper for each light who reports on it to Parliament once a year."
    facts = {"op": "new_clause", "provision": "", "heading": "Keepers"}
    earlier = make_stage()
    (old,) = table([an_amendment(earlier, "NC1", text, **facts)])
    later = amendment.stage
    old.bill = later.bill
    Amendment.objects.filter(pk=old.pk).update(bill=later.bill)
    (now,) = table([an_amendment(later, "NC7", text.replace("once a", "every"), **facts)])
    words = seen_by(people.member, now)
    assert "Perhaps the same aim at another stage" in words and "Nearly the same words" in words
    assert "Perhaps the same aim" not in seen_by(None, now)
