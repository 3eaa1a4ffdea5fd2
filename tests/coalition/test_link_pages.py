"""The pages of links: the queue, one link, making one; who may do what, and what nobody may see."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from amendments.models import Amendment
from bills.models import BillPrint
from coalition import review
from coalition.models import AlternativeClause, ClauseLink
from tests.amendments.listed import FRIDAY, an_amendment, change, make_stage, table
from tests.amendments.reading import words_of
from tests.coalition.briefings_world import a_paper
from tests.coalition.links_world import CLAUSE, a_link, read_print, reread
from tests.coalition.people import People, an_act, an_ask, signed_in

State = ClauseLink.State
TEXT = "After “lamp” insert “on the steps, lit from dusk until dawn”"


@pytest.fixture(autouse=True)
def static_files_as_they_are(settings) -> None:
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def amendment(people: People) -> Amendment:
    stage = make_stage()
    (row,) = table([an_amendment(stage, "2", TEXT)])
    an_act(stage.bill, CLAUSE)
    return row


@pytest.fixture
def link(people: People, amendment: Amendment) -> ClauseLink:
    clause = AlternativeClause.objects.get()
    return a_link(people.member, amendment, clause=clause, is_shared=True, note="Carries clause 1")


def without_token(response) -> str:
    """The page, less the token that differs at every answer."""
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())


def form_of(client, link: ClauseLink, **values: object) -> dict[str, object]:
    """What a browser would send back from the page of the link."""
    form = client.get(reverse("coalition:link", args=[link.pk])).context["form"]
    sent = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    given = {name: value for name, value in sent.items() if value not in (None, False)}
    return {**given, **values}


def send(client, link: ClauseLink, **values: object):
    return client.post(reverse("coalition:link-review", args=[link.pk]), form_of(client, link, **values))


# ---- who may ----
def test_pages_are_for_people_of_the_coalition_only(link: ClauseLink, people: People, amendment: Amendment) -> None:
    pages = [
        reverse("coalition:links"),
        reverse("coalition:link", args=[link.pk]),
        reverse("coalition:link-new"),
        reverse("coalition:position", args=[amendment.pk]),
    ]
    for address in pages:
        assert signed_in(None).get(address).status_code == 302
        assert signed_in(people.outsider).get(address).status_code == 404
        for who in (people.member, people.officer, people.administrator):
            assert signed_in(who).get(address).status_code == 200, address


def test_a_private_link_and_a_missing_one_are_the_same_page(link: ClauseLink, people: People) -> None:
    ClauseLink.objects.filter(pk=link.pk).update(is_shared=False)
    stranger = signed_in(people.other_member)
    hidden = stranger.get(reverse("coalition:link", args=[link.pk]))
    missing = stranger.get(reverse("coalition:link", args=[link.pk + 999]))
    assert (hidden.status_code, without_token(hidden)) == (404, without_token(missing))
    assert "No link waits for review" in words_of(stranger.get(reverse("coalition:links")))


def test_members_cannot_review(link: ClauseLink, people: People) -> None:
    client = signed_in(people.member)
    assert "Review" not in words_of(client.get(reverse("coalition:link", args=[link.pk]))).split("History")[0]
    assert send(client, link, step="confirm").status_code == 404
    assert client.post(reverse("coalition:link-search"), {"bill": link.bill_id}).status_code == 404
    assert reread(link).state == State.SUGGESTED


def test_review_is_by_post_alone(link: ClauseLink, people: People) -> None:
    assert signed_in(people.officer).get(reverse("coalition:link-review", args=[link.pk])).status_code == 405


# ---- one link ----
def test_an_officer_confirms_with_a_quotation_and_the_page_marks_it(link: ClauseLink, people: People) -> None:
    client = signed_in(people.officer)
    answer = send(client, link, step="confirm", their_quotation="lit from dusk", why="Read both")
    assert answer.status_code == 302
    page = client.get(reverse("coalition:link", args=[link.pk]))
    assert "<mark>" in page.content.decode()
    assert "Read both" in words_of(page)


def test_a_wrong_quotation_is_told_beside_the_field_and_what_was_typed_stays(link: ClauseLink, people: People) -> None:
    answer = send(signed_in(people.officer), link, step="confirm", their_quotation="lit until noon", note="Kept note")
    assert answer.status_code == 422
    words = words_of(answer)
    assert "These words are not in their text" in words
    assert "lit until noon" in words and "Kept note" in words
    assert reread(link).state == State.SUGGESTED


def test_the_second_reviewer_sees_what_the_first_did_and_loses_nothing(link: ClauseLink, people: People) -> None:
    second = signed_in(people.administrator)
    mine = form_of(second, link, step="confirm", note="My own note", relation="weakens")
    send(signed_in(people.officer), link, step="confirm", note="The first note")
    answer = second.post(reverse("coalition:link-review", args=[link.pk]), mine)
    words = words_of(answer)
    assert answer.status_code == 409
    assert "Oswin changed this link while you had it open" in words
    assert "Yours: My own note" in words and "Stored now: The first note" in words
    assert (reread(link).note, reread(link).relation) == ("The first note", "related")


def test_a_text_that_changed_under_the_reader_is_not_confirmed(link: ClauseLink, people: People) -> None:
    client = signed_in(people.officer)
    opened = form_of(client, link, step="confirm")
    change(link.amendment, "text", FRIDAY, text="Leave out everything")
    answer = client.post(reverse("coalition:link-review", args=[link.pk]), opened)
    assert answer.status_code == 409
    assert "A text has changed since you opened this page" in words_of(answer)
    assert reread(link).state == State.SUGGESTED


def test_an_open_again_link_shows_the_redline_and_is_confirmed_again(link: ClauseLink, people: People) -> None:
    review.confirm(link, by=people.officer)
    change(link.amendment, "text", FRIDAY, text=TEXT.replace("dawn", "midnight"))
    assert review.reopen_changed(link.bill) == 1
    client = signed_in(people.officer)
    page = client.get(reverse("coalition:link", args=[link.pk]))
    words = words_of(page)
    assert "removed: dawn" in words and "inserted: midnight" in words
    assert "Still right: confirm again" in words
    assert send(client, link, step="confirm", relation="partly").status_code == 302
    assert (reread(link).state, reread(link).relation) == (State.CONFIRMED, "partly")
    assert "midnight" in reread(link).their_text


def test_a_confirmed_link_can_be_described_anew_and_stays_confirmed(link: ClauseLink, people: People) -> None:
    review.confirm(link, by=people.officer)
    send(signed_in(people.officer), link, step="revise", relation="implements", note="Word for word")
    assert (reread(link).state, reread(link).relation, reread(link).note) == (
        State.CONFIRMED,
        "implements",
        "Word for word",
    )


def test_hostile_words_stay_words(people: People, amendment: Amendment) -> None:
    ask = an_ask(amendment.bill, title="<script>alert(1)</script>")
    link = a_link(people.officer, amendment, ask=ask, note="<img src=x onerror=alert(2)>")
    for address in (reverse("coalition:links"), reverse("coalition:link", args=[link.pk])):
        body = signed_in(people.officer).get(address).content.decode()
        assert "<script>alert" not in body and "<img src=x" not in body


# ---- the queue ----
def test_what_waits_comes_first_and_filters_narrow(people: People, amendment: Amendment) -> None:
    asks = {name: an_ask(amendment.bill, name, title=f"Ask {name}") for name in ("kept", "open", "new", "gone")}
    links = {name: a_link(people.officer, amendment, ask=ask) for name, ask in asks.items()}
    for name, steps in {"kept": ["confirm"], "open": ["confirm", "reopen"], "gone": ["reject"]}.items():
        for step in steps:
            getattr(review, step)(links[name], by=people.officer)
    client = signed_in(people.officer)
    shown = client.get(reverse("coalition:links")).context["lines"]
    assert [line.ours for line in shown] == ["Ask open", "Ask new", "Ask kept", "Ask gone"]
    for asked, count in (
        ({"state": "waiting"}, 2),
        ({"state": "rejected"}, 1),
        ({"bill": amendment.bill_id}, 4),
        ({"stage": amendment.stage_id, "state": "confirmed"}, 1),
        ({"bill": "99999999"}, 4),
        ({"state": "; drop"}, 4),
    ):
        assert client.get(reverse("coalition:links"), asked).context["found"] == count, asked


def test_the_queue_asks_the_same_of_the_database_for_ten_links_and_a_thousand(
    people: People, amendment: Amendment
) -> None:
    clause = AlternativeClause.objects.get()
    client = signed_in(people.officer)

    def queries(count: int) -> int:
        ClauseLink.objects.all().delete()
        rows = [ClauseLink(bill=amendment.bill, amendment=amendment, clause=clause) for _ in range(count)]
        ClauseLink.objects.bulk_create(rows)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert client.get(reverse("coalition:links")).context["found"] == count
        return len(seen)

    assert queries(10) == queries(1000) <= 12


def test_looking_for_likely_links_fills_the_queue_with_reasons(people: People, amendment: Amendment) -> None:
    client = signed_in(people.officer)
    client.post(reverse("coalition:link-search"), {"bill": amendment.bill_id})
    words = words_of(client.get(reverse("coalition:links")))
    assert "1 link waits for review" in words
    assert "Suggested by likeness" in words and "Both say “on the steps lit from dusk until dawn”" in words
    assert "Suggested by likeness" not in words_of(signed_in(people.member).get(reverse("coalition:links")))


# ---- making one ----
def new(client, **values: object):
    given = {"relation": "implements", "step": "propose", **values}
    return client.post(reverse("coalition:link-new"), given)


def test_from_an_amendment_the_likely_clause_is_on_top_with_its_reason(people: People, amendment: Amendment) -> None:
    words = words_of(signed_in(people.member).get(reverse("coalition:link-new"), {"amendment": amendment.pk}))
    assert "Likely to belong with it Clause 1: Lit steps" in words
    assert "Both say “on the steps lit from dusk until dawn”" in words
    assert "Link and confirm" not in words


def test_a_member_proposes_and_cannot_confirm_by_asking_for_it(people: People, amendment: Amendment) -> None:
    clause = AlternativeClause.objects.get()
    answer = new(signed_in(people.member), amendment=amendment.pk, ours=f"clause:{clause.pk}", step="confirm")
    assert answer.status_code == 302
    link = ClauseLink.objects.get()
    assert (link.state, link.owner, link.relation, link.is_shared) == (
        State.SUGGESTED,
        people.harbour,
        "implements",
        False,
    )


def test_an_officer_links_and_confirms_in_one_step_with_both_texts(people: People, amendment: Amendment) -> None:
    clause = AlternativeClause.objects.get()
    client = signed_in(people.officer)
    page = client.get(reverse("coalition:link-new"), {"amendment": amendment.pk, "clause": clause.pk})
    assert "keep every lamp on the steps lit" in words_of(page) and "After “lamp” insert" in words_of(page)
    texts = page.context["form"].initial["texts"]
    new(
        client,
        amendment=amendment.pk,
        ours=f"clause:{clause.pk}",
        step="confirm",
        texts=texts,
        our_quotation="every lamp",
    )
    link = ClauseLink.objects.get()
    assert (link.state, link.our_quotation) == (State.CONFIRMED, "every lamp")


def test_an_ask_is_tied_to_a_provision_chosen_from_the_print_and_to_a_section(people: People, tmp_path) -> None:
    bill = read_print(tmp_path, "Bill 12", "A lighthouse must have a lamp.", "2026-06-01")
    ask = an_ask(bill)
    client = signed_in(people.officer)
    page = client.get(reverse("coalition:link-new"), {"ask": ask.pk})
    assert "Clause 1: Lamps" in words_of(page)
    printed = BillPrint.objects.get()
    asked = {"ask": ask.pk, "provision": "clause 1", "within": "(1)", "print": printed.pk}
    page = client.get(reverse("coalition:link-new"), asked)
    assert "A lighthouse must have a lamp." in words_of(page)
    chosen = {"provision": "clause 1(1)", "print": printed.pk, "texts": page.context["form"].initial["texts"]}
    new(client, bill=bill.pk, ours=f"ask:{ask.pk}", step="confirm", **chosen)
    section = {"section": "section 54", "section_url": "https://www.legislation.example/54"}
    new(client, bill=bill.pk, ours=f"ask:{ask.pk}", their_quotation="shall have a lamp", **section)
    first, second = ClauseLink.objects.order_by("pk")
    assert (first.provision, first.provision_guid, first.state) == ("clause 1(1)", "_s1", State.CONFIRMED)
    assert (second.act_section, second.their_quotation) == ("section 54", "shall have a lamp")
    assert "Given by a person" in words_of(client.get(reverse("coalition:link", args=[second.pk])))


def test_nobody_confirms_in_one_step_what_was_not_side_by_side(people: People, amendment: Amendment) -> None:
    ours = f"clause:{AlternativeClause.objects.get().pk}"
    client = signed_in(people.officer)
    answer = new(client, amendment=amendment.pk, ours=ours, step="confirm")
    assert answer.status_code == 200 and "There is a problem" not in words_of(answer)
    assert "<title>Make a link" in answer.content.decode(), "a next step is no error"
    assert "Both texts stand side by side now" in words_of(answer) and "every lamp on the steps" in words_of(answer)
    assert not ClauseLink.objects.exists()
    new(client, amendment=amendment.pk, ours=ours, step="confirm", texts=answer.context["form"].data["texts"])
    assert ClauseLink.objects.get().state == State.CONFIRMED


@pytest.mark.parametrize(
    "asked",
    [
        {"provision": "clause 99"},
        {"section": "section 5", "section_url": "javascript:alert(1)"},
    ],
)
def test_what_cannot_be_found_is_named(people: People, tmp_path, asked: dict[str, str]) -> None:
    bill = read_print(tmp_path, "Bill 12", "A lighthouse must have a lamp.", "2026-06-01")
    ask = an_ask(bill)
    client = signed_in(people.officer)
    words = words_of(client.get(reverse("coalition:link-new"), {"ask": ask.pk, **asked}))
    assert "does not stand exactly once" in words or "must begin with https://" in words
    assert new(client, bill=bill.pk, ours=f"ask:{ask.pk}", **asked).status_code == 422
    assert not ClauseLink.objects.exists()


def test_the_same_pair_again_leads_to_its_link(link: ClauseLink, people: People, amendment: Amendment) -> None:
    answer = new(signed_in(people.officer), amendment=amendment.pk, ours=f"clause:{link.clause_id}")
    assert answer.url == reverse("coalition:link", args=[link.pk])


def test_an_ask_of_others_is_not_to_be_had_by_guessing(people: People, amendment: Amendment) -> None:
    hidden = an_ask(amendment.bill, "hidden", is_shared=False, owner=people.beacon)
    client = signed_in(people.member)
    assert client.get(reverse("coalition:link-new"), {"ask": hidden.pk}).status_code == 404
    assert new(client, amendment=amendment.pk, ours=f"ask:{hidden.pk}").status_code == 422
    assert not ClauseLink.objects.exists()


@pytest.mark.parametrize("given", ["x", "-1", "9" * 40, "999999"])
def test_a_number_that_is_none_is_a_missing_page(people: People, amendment: Amendment, given: str) -> None:
    assert signed_in(people.member).get(reverse("coalition:link-new"), {"amendment": given}).status_code == 404


@pytest.mark.parametrize("number", ["²", "٣", "9" * 5000, "-1", "1.5"])
def test_what_is_no_number_of_a_row_names_nothing(people: People, number: str) -> None:
    client = signed_in(people.officer)
    assert client.get(reverse("coalition:link-new"), {"amendment": number}).status_code == 404
    assert client.post(reverse("coalition:link-search"), {"bill": number}).status_code == 404
    paper = a_paper()
    seen = client.post(reverse("coalition:sign-off-close", args=[paper.pk]), {"revision": number})
    assert seen.status_code == 302
    paper.refresh_from_db()
    assert paper.is_open_to_sign
