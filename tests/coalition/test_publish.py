"""What goes out to the public, when, and that nothing else does (design laws 7 and 8)."""

import io
from datetime import UTC, date, datetime, timedelta

import docx
import pytest
import time_machine
from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from coalition import models, publish, review, signoff, versions, writing
from coalition.models import AlternativeAct, Ask, AskClause, Briefing, BriefingAsk, ClauseLink, Outcome, Release
from coalition.papers import document_html
from coalition.querysets import released
from coalition.released import released_version
from tests.amendments.listed import an_amendment
from tests.coalition.people import People, an_act, an_ask, signed_in
from tests.world import LONDON, World

PRIVATE = {
    "Kept": {"revision", "created_at", "id", "history"},
    "Coalition": set(),
    "Ask": {
        "owner",
        "is_shared",
        "bill",
        "reference",
        "theme",
        "priority",
        "state",
        "lead",
        "officer",
        "next_step",
        "next_step_on",
        "order",
    },
    "Ground": {"ask", "is_listed"},
    "Outcome": {"ask", "is_listed"},
    "ClauseLink": {
        "owner",
        "is_shared",
        "bill",
        "clause",
        "ask",
        "bill_print",
        "provision_guid",
        "state",
        "origin",
        "reason",
        "note",
        "our_quotation",
        "their_quotation",
        "our_text",
        "their_text",
        "reviewed_by",
        "reviewed_at",
    },
    "AlternativeAct": {"owner", "is_shared", "bill"},
    "ClauseWording": {"version", "position"},
    "Briefing": {"owner", "is_shared", "bill", "theme", "lead", "sign_by", "is_open_to_sign", "archived_at"},
    "BriefingVersion": {"briefing", "body", "file", "references", "written_by", "note"},
}
"""Fields that never go out, by model. The body and the file of a version go out with the version that was released."""

WHOLLY_PRIVATE = {
    "ActVersion": "its name and date go out with its act",
    "AlternativeClause": "an identity",
    "AskClause": "ids alone, shown where the text is public",
    "Assurance": "for the coalition",
    "BriefingAsk": "ids alone, shown where the ask is public",
    "ContactEntry": "officers only",
    "Continuation": "for the coalition",
    "Erasure": "officers only",
    "Invitation": "administrators only",
    "LastLook": "of the person alone",
    "Membership": "for the coalition",
    "Organisation": "only the names of signatories who agreed",
    "Person": "for the coalition",
    "Position": "for the coalition",
    "Release": "how it is kept; its fields are what this table lets out",
    "SignOff": "for the coalition; see Organisation",
    "Theme": "only its name, as a word on an ask or a paper",
}
"""Models of which no field is copied, and why."""


@pytest.fixture
def ask(people: People, world: World) -> Ask:
    row = an_ask(world.lanterns, summary="So that nobody falls.", next_step="Ring the whips")
    stage = world.lanterns.stages.get(description="Committee stage", house="Lords")
    amendment = an_amendment(stage, "12", text="leave out “may” and insert “must”", decision="NegativedOnDivision")
    amendment.save()
    for on, judgement, summary in ((date(2026, 11, 17), "not", "Lost in committee."),
                                   (date(2026, 11, 19), "partly", "A promise was given.")):  # fmt: skip
        writing.create(Outcome(ask=row, on=on, judgement=judgement, summary=summary, amendment=amendment), by=None)
    link = writing.create(
        ClauseLink(bill=world.lanterns, ask=row, amendment=amendment, is_shared=True, note="Our secret note"), by=None
    )
    review.confirm(link, by=people.officer)
    return row


def public_page(row: Model, kind: str = "ask", client: Client | None = None):
    return (client or Client()).get(reverse(f"coalition:public-{kind}", args=[row.pk]))


@pytest.mark.parametrize("model", publish.PUBLIC_FIELDS, ids=lambda model: model.__name__)
def test_every_field_is_either_public_by_name_or_private_by_name(model: type[Model]) -> None:
    known = set(publish.PUBLIC_FIELDS[model]) | PRIVATE[model.__name__] | PRIVATE["Kept"]
    assert {field.name for field in model._meta.fields} <= known
    assert not set(publish.PUBLIC_FIELDS[model]) & PRIVATE[model.__name__]


def test_every_model_of_the_room_is_public_by_field_or_wholly_private() -> None:
    """A new table is not forgotten either."""
    ours = {each.__name__ for each in apps.get_app_config("coalition").get_models()}
    kept = {name for name in ours if not name.startswith("Historical")}
    assert kept == {model.__name__ for model in publish.PUBLIC_FIELDS} | set(WHOLLY_PRIVATE)


def test_a_published_ask_tells_its_story_in_order_with_parliaments_own_word(ask: Ask, people: People) -> None:
    publish.publish(ask, by=people.officer)
    page = public_page(ask).content.decode()
    assert page.index("Lost in committee.") < page.index("A promise was given.", page.index("Lost in committee."))
    assert "Partly achieved" in page
    assert "Negatived on division" in page
    assert "Amendment 12" in page


def test_what_is_not_allow_listed_does_not_go_out(ask: Ask, people: People) -> None:
    publish.publish(ask, by=people.officer, note="Private note of the release")
    page = public_page(ask).content.decode()
    for private in ("Our secret note", "Ring the whips", "Private note of the release", "oswin", "Oswin"):
        assert private not in page


def test_an_edit_after_publishing_stays_private_until_it_is_published(ask: Ask, people: People) -> None:
    publish.publish(ask, by=people.officer)
    writing.change(ask, {"title": "A new secret line"}, by=people.officer)
    assert "A new secret line" not in public_page(ask).content.decode()
    publish.publish(ask, by=people.officer)
    assert "A new secret line" in public_page(ask).content.decode()


def test_a_private_or_unconfirmed_link_is_not_published(ask: Ask, people: People, world: World) -> None:
    for section, state in (("section 7", "suggested"), ("section 8", "confirmed")):
        writing.create(
            ClauseLink(bill=world.lanterns, ask=ask, act_section=section, state=state, is_shared=False), by=None
        )
    content = publish.content_of(ask)
    assert [link["act_section"] for link in content["links"]] == [""]


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 12, 1, 0, 1, tzinfo=LONDON),
        datetime(2027, 3, 28, 2, 30, tzinfo=LONDON),
        datetime(2027, 7, 1, 0, 30, tzinfo=LONDON),
    ],
)
def test_an_embargo_lifts_at_its_moment_in_london_and_not_before(ask: Ask, people: People, moment: datetime) -> None:
    publish.publish(ask, by=people.officer, public_from=moment)
    lifted = moment.astimezone(UTC)
    with time_machine.travel(lifted - timedelta(seconds=1), tick=False):
        assert public_page(ask).status_code == 404
    with time_machine.travel(lifted, tick=False):
        assert public_page(ask).status_code == 200


def test_a_newer_text_under_embargo_leaves_the_older_one_public(ask: Ask, people: People) -> None:
    publish.publish(ask, by=people.officer)
    writing.change(ask, {"title": "Tomorrow’s title"}, by=people.officer)
    tomorrow = timezone.now() + timedelta(days=1)
    publish.publish(ask, by=people.officer, public_from=tomorrow)
    assert "Every harbour step is lit" in public_page(ask).content.decode()
    assert released(Release.Kind.ASK, ask.pk, tomorrow).title == "Tomorrow’s title"


def test_an_older_text_under_embargo_does_not_replace_a_newer_one_when_it_lifts(ask: Ask, people: People) -> None:
    tomorrow = timezone.now() + timedelta(days=1)
    waits = publish.publish(ask, by=people.officer, public_from=tomorrow)
    writing.change(ask, {"title": "Corrected title"}, by=people.officer)
    newer = publish.publish(ask, by=people.officer)
    page = signed_in(people.officer).get(reverse("coalition:publish", args=["ask", ask.pk])).content.decode()
    assert "Superseded before its embargo ended" in page
    with time_machine.travel(tomorrow + timedelta(hours=1), tick=False):
        assert "Corrected title" in public_page(ask).content.decode()
    publish.withdraw(newer, by=people.officer)
    with time_machine.travel(tomorrow + timedelta(hours=1), tick=False):
        assert public_page(ask).status_code == 404, "withdrawing takes older texts with it"
    waits.refresh_from_db()
    assert waits.withdrawn_at


def test_withdrawing_does_not_bring_an_older_text_back(ask: Ask, people: People) -> None:
    publish.publish(ask, by=people.officer)
    writing.change(ask, {"title": "Second"}, by=people.officer)
    second = publish.publish(ask, by=people.officer)
    publish.withdraw(second, by=people.officer, note="A mistake")
    assert public_page(ask).status_code == 404
    second.refresh_from_db()
    assert second.history.order_by("-history_id").first().history_change_reason == "A mistake"


def test_private_embargoed_withdrawn_and_missing_are_one_and_the_same_page(people: People, world: World) -> None:
    rows = [an_ask(world.lanterns, reference) for reference in ("private", "embargoed", "withdrawn")]
    publish.publish(rows[1], by=people.officer, public_from=timezone.now() + timedelta(days=1))
    publish.withdraw(publish.publish(rows[2], by=people.officer), by=people.officer)
    answers = [public_page(row) for row in rows] + [Client().get(reverse("coalition:public-ask", args=[987654]))]
    told = {(answer.status_code, answer.content, tuple(sorted(answer.headers.items()))) for answer in answers}
    assert len(told) == 1
    assert answers[0].status_code == 404


def test_looking_for_what_is_private_costs_what_looking_for_nothing_costs(people: People, world: World) -> None:
    """The same questions are asked of the database, so that the time of an answer tells nothing either."""
    private, embargoed = an_ask(world.lanterns, "private"), an_ask(world.lanterns, "embargoed")
    publish.publish(embargoed, by=people.officer, public_from=timezone.now() + timedelta(days=1))
    asked = []
    for pk in (private.pk, embargoed.pk, 987654):
        with CaptureQueriesContext(connection) as queries:
            Client().get(reverse("coalition:public-ask", args=[pk]))
        asked.append([query["sql"].split("WHERE")[0] for query in queries])
    assert asked[0] == asked[1] == asked[2]


def test_public_pages_are_asked_for_again_each_time(ask: Ask, people: People) -> None:
    publish.publish(ask, by=people.officer)
    assert "no-cache" in public_page(ask)["Cache-Control"]
    assert "no-store" in public_page(ask, client=signed_in(people.member))["Cache-Control"]


# ---- papers and texts ----


def a_paper(world: World, people: People, body: str = "Light every step.", **facts) -> Briefing:
    paper = writing.create(Briefing(title="Steps", bill=world.lanterns, is_shared=True, **facts), by=None)
    versions.write_text(paper, "Steps", body, seen=0, by=people.officer)
    return paper


def test_a_paper_that_cites_a_private_text_is_refused_and_says_which(people: People, world: World) -> None:
    clause = an_act(world.lanterns, {"lamps": "Light."}).clauses.get()
    paper = a_paper(world, people, f"As [[clause:{clause.pk}]] says.")
    with pytest.raises(publish.PublishRefused) as refused:
        publish.publish(paper, by=people.officer)
    assert "clause 1" in refused.value.reasons[0]
    assert not Release.objects.exists()


def test_a_published_paper_keeps_its_text_when_it_is_edited(people: People, world: World) -> None:
    paper = a_paper(world, people)
    publish.publish(paper, by=people.officer)
    versions.write_text(paper, "Steps", "A secret second draft.", seen=1, by=people.officer)
    page = public_page(paper, "paper").content.decode()
    assert "Light every step." in page
    assert "secret second draft" not in page
    docx = Client().get(reverse("coalition:public-paper-file", args=[paper.pk, "docx"]))
    assert docx.status_code == 200


def test_a_published_paper_and_its_files_say_of_it_what_was_released(people: People, world: World) -> None:
    paper = a_paper(world, people, kind="briefing", lead=people.harbour)
    publish.publish(paper, by=people.officer)
    address = reverse("coalition:public-paper-file", args=[paper.pk, "docx"])
    writing.change(paper, {"kind": "letter", "bill": world.footpaths, "lead": people.beacon}, by=people.officer)
    with CaptureQueriesContext(connection) as asked:
        word = docx.Document(io.BytesIO(Client().get(address).content))
    assert word.paragraphs[0].text == f"Briefing – {world.lanterns.short_title}"
    assert word.core_properties.author == "", "who leads on a paper is not published"
    assert not [query for query in asked if 'FROM "coalition_briefing"' in query["sql"]]
    page = document_html(released_version(Release.objects.get()), None, [])
    assert "Letter" not in page and world.footpaths.short_title not in page


def test_only_who_agreed_to_be_named_is_listed(people: People, world: World) -> None:
    paper = a_paper(world, people)
    paper.refresh_from_db()
    signoff.open_to_sign(paper, None, by=people.officer, seen=paper.revision)
    text = signoff.latest_version(paper)
    signoff.sign(paper, people.beacon, text.sha256, signoff.Given("signs"), by=people.other_member)
    signoff.sign(paper, people.harbour, text.sha256, signoff.Given("signs", may_be_named=False), by=people.member)
    publish.publish(paper, by=people.officer)
    page = public_page(paper, "paper").content.decode()
    assert "Beacon Trust" in page
    assert "Harbour Watch" not in page


def test_the_officer_is_warned_of_a_lapsed_answer_and_must_say_all_the_same(people: People, world: World) -> None:
    paper = a_paper(world, people)
    paper.refresh_from_db()
    signoff.open_to_sign(paper, None, by=people.officer, seen=paper.revision)
    signoff.sign(
        paper, people.beacon, signoff.latest_version(paper).sha256, signoff.Given("signs"), by=people.other_member
    )
    versions.write_text(paper, "Steps", "Light every second step.", seen=1, by=people.officer)
    address = reverse("coalition:publish", args=["briefing", paper.pk])
    client = signed_in(people.officer)
    page = client.get(address)
    assert "Beacon Trust signed an earlier text" in page.content.decode()
    form = {"when": "now", "seen": page.context["form"].initial["seen"]}
    assert client.post(address, form).status_code == 409
    assert not Release.objects.exists()
    assert client.post(address, {**form, "all_the_same": "on"}).status_code == 302
    assert Release.objects.get().version.body == "Light every second step."


def test_the_officer_is_warned_of_an_objection_after_sign_off_was_closed_too(people: People, world: World) -> None:
    paper = a_paper(world, people)
    paper.refresh_from_db()
    signoff.open_to_sign(paper, None, by=people.officer, seen=paper.revision)
    text = signoff.latest_version(paper)
    signoff.sign(paper, people.harbour, text.sha256, signoff.Given("objects"), by=people.member)
    assert "Harbour Watch objects to this text." in publish.cautions(paper)
    signoff.close(paper, by=people.officer, seen=paper.revision)
    assert publish.cautions(paper) == ["Harbour Watch objects to this text."]


def test_a_text_without_an_issued_version_is_refused_and_with_one_only_that_goes_out(people, world) -> None:
    act = an_act(world.lanterns, {"lamps": "Light every step."})
    with pytest.raises(publish.PublishRefused):
        publish.publish(act, by=people.officer)
    writing.change(act.versions.get(), {"issued_at": timezone.now()}, by=people.officer)
    publish.publish(act, by=people.officer)
    assert "Light every step." in public_page(act, "act").content.decode()


def a_text(world: World, people: People) -> tuple[AlternativeAct, Ask]:
    """An issued text with one clause, and an ask that rests on it."""
    act = an_act(world.lanterns, {"lamps": "Light every step."}, title="Harbour text")
    writing.change(act.versions.get(), {"issued_at": timezone.now()}, by=people.officer)
    ask = an_ask(world.lanterns, "lamps")
    writing.create(AskClause(ask=ask, clause=act.clauses.get()), by=None)
    return act, ask


def test_a_clause_is_named_as_published_though_a_newer_text_is_issued(people: People, world: World) -> None:
    act, ask = a_text(world, people)
    clause = act.clauses.get()
    publish.publish(act, by=people.officer)
    publish.publish(ask, by=people.officer)
    paper = a_paper(world, people, f"As [[clause:{clause.pk}]] says.")
    publish.publish(paper, by=people.officer)
    newer = writing.create(models.ActVersion(act=act, number=2, issued_at=timezone.now()), by=None)
    words = {"number": "77", "heading": "Secret heading", "text": "Secret words."}
    writing.create(models.ClauseWording(version=newer, clause=clause, position=1, **words), by=None)
    pages = public_page(ask).content.decode() + public_page(paper, "paper").content.decode()
    assert pages.count("clause 1") == 2
    assert "clause 77" not in pages
    assert "Secret" not in pages
    publish.publish(act, by=people.officer)
    assert "clause 77, Secret heading" in public_page(ask).content.decode()


def test_what_is_under_one_embargo_goes_out_together(people: People, world: World) -> None:
    act, ask = a_text(world, people)
    moment = datetime(2026, 12, 1, 0, 1, tzinfo=LONDON)
    client = signed_in(people.officer)
    paper = a_paper(world, people, f"As [[clause:{act.clauses.get().pk}]] says.")
    writing.create(BriefingAsk(briefing=paper, ask=ask), by=None)
    publish.publish(act, by=people.officer, public_from=moment)
    for kind, row in (("ask", ask), ("briefing", paper)):
        address = reverse("coalition:publish", args=[kind, row.pk])
        seen = client.get(address).context["form"].initial["seen"]
        later = {"when": "later", "public_from": "2026-12-01T00:01", "seen": seen}
        assert client.post(address, later).status_code == 302
    with time_machine.travel(moment - timedelta(seconds=1), tick=False):
        assert public_page(ask).status_code == public_page(paper, "paper").status_code == 404
    with time_machine.travel(moment, tick=False):
        asked = public_page(ask).content.decode()
        assert "Harbour text</a>: clause 1, Lamps" in asked
        assert reverse("coalition:public-paper", args=[paper.pk]) in asked
        assert "clause 1 of the Harbour text" in public_page(paper, "paper").content.decode()


def test_a_paper_that_cites_a_text_under_embargo_cannot_go_out_before_it(people: People, world: World) -> None:
    act, _ = a_text(world, people)
    moment = datetime(2026, 12, 1, 0, 1, tzinfo=LONDON)
    paper = a_paper(world, people, f"As [[clause:{act.clauses.get().pk}]] says.")
    publish.publish(act, by=people.officer, public_from=moment)
    address = reverse("coalition:publish", args=["briefing", paper.pk])
    client = signed_in(people.officer)
    page = client.get(address)
    assert "It cannot go out now." in page.content.decode()
    seen = page.context["form"].initial["seen"]
    for when in ({"when": "now"}, {"when": "later", "public_from": "2026-12-01T00:00"}):
        assert client.post(address, {**when, "seen": seen}).status_code == 409
    assert not Release.objects.filter(kind="briefing").exists()


def test_a_text_that_is_withdrawn_is_named_nowhere(people: People, world: World) -> None:
    act, ask = a_text(world, people)
    release = publish.publish(act, by=people.officer)
    publish.publish(ask, by=people.officer)
    assert "Harbour text" in public_page(ask).content.decode()
    publish.withdraw(release, by=people.officer)
    assert "Harbour text" not in public_page(ask).content.decode()


# ---- the page of publishing ----


def test_what_changed_since_the_preview_is_not_published_unseen(ask: Ask, people: People) -> None:
    client, address = signed_in(people.officer), reverse("coalition:publish", args=["ask", ask.pk])
    seen = client.get(address).context["form"].initial["seen"]
    writing.change(ask, {"title": "Changed meanwhile"}, by=people.administrator)
    answer = client.post(address, {"when": "now", "seen": seen})
    assert answer.status_code == 409
    assert "changed since you opened this page" in answer.content.decode()
    assert not Release.objects.exists()


@pytest.mark.parametrize(
    ("moment", "word"),
    [
        ("2027-03-28T01:30", "London"),  # the clocks go from 01:00 to 02:00
        ("2027-10-31T01:30", "London"),  # the clocks go back from 02:00 to 01:00: this moment comes twice
        ("2020-01-01T10:00", "past"),
        ("", "from when"),
    ],
)
def test_a_moment_that_is_not_one_is_refused_with_the_reason(ask: Ask, people: People, moment: str, word: str) -> None:
    client, address = signed_in(people.officer), reverse("coalition:publish", args=["ask", ask.pk])
    seen = client.get(address).context["form"].initial["seen"]
    answer = client.post(address, {"when": "later", "public_from": moment, "seen": seen})
    assert answer.status_code == 409
    assert word in answer.content.decode()
    assert not Release.objects.exists()


def test_only_officers_publish(ask: Ask, people: People) -> None:
    address = reverse("coalition:publish", args=["ask", ask.pk])
    assert Client().get(address).status_code == 302
    for user in (people.member, people.outsider):
        assert signed_in(user).get(address).status_code == 404
        assert signed_in(user).post(address, {"when": "now"}).status_code == 404
    assert signed_in(people.officer).get(address).status_code == 200


def test_the_campaign_lists_what_is_public_and_nothing_else(ask: Ask, people: People, world: World) -> None:
    an_ask(world.lanterns, "hidden", title="Hidden ask")
    campaign = reverse("coalition:campaign", args=[world.lanterns.pk])
    assert Client().get(campaign).status_code == 404
    publish.publish(ask, by=people.officer)
    page = Client().get(campaign).content.decode()
    assert "Every harbour step is lit" in page
    assert "Hidden ask" not in page
    assert "1 ask" in page
    assert models.Release.objects.count() == 1
    assert campaign in Client().get(world.lanterns.get_absolute_url()).content.decode()
