"""The public library: released papers alone, narrowed by links, with their versions, signatories and files."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from coalition import publish as releases
from coalition import writing
from coalition.models import BriefingAsk, Release, SignOff, Theme
from tests.coalition.briefings_world import a_paper, a_text
from tests.coalition.people import People, a_coalition, an_ask
from tests.world import NOW, World, a_world

pytestmark = pytest.mark.django_db
LIBRARY = "/library/"


@pytest.fixture(autouse=True)
def today(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def people() -> People:
    return a_coalition()


def page(client, query: str = "") -> str:
    answer = client.get(LIBRARY + query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def titles(text: str) -> list[str]:
    return [part.partition("</a>")[0].rpartition(">")[2] for part in text.split('class="entries__title">')[1:]]


def test_an_empty_library_says_so_and_offers_no_filters(client):
    text = page(client)
    assert "has published no paper yet" in text
    assert "Narrow the library" not in text


def test_only_released_papers_stand_there_and_only_what_is_public_of_what_they_are_about(client, world, people):
    public, private = an_ask(world.lanterns), an_ask(world.lanterns, "quiet", title="Quiet ask")
    paper = a_paper(bill=world.lanterns, kind="report")
    for ask in (public, private):
        writing.create(BriefingAsk(briefing=paper, ask=ask), by=None)
    a_paper("A draft", bill=world.lanterns)
    for row in (public, paper):
        releases.publish(row, by=people.officer)
    waiting = a_paper("Tomorrow", bill=world.lanterns)
    releases.publish(waiting, by=people.officer, public_from=NOW + timedelta(days=1))
    text = page(client)
    assert titles(text) == ["Light the steps"]
    assert "Every harbour step is lit" in text
    assert not [word for word in ("Quiet ask", "A draft", "Tomorrow") if word in text]
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert titles(page(client)) == ["Tomorrow", "Light the steps"]


def test_a_withdrawn_paper_is_gone(client, world, people):
    releases.publish(a_paper(), by=people.officer)
    releases.withdraw(Release.objects.get(), by=people.officer)
    assert titles(page(client)) == []


def test_links_narrow_by_kind_theme_bill_stage_and_ask_and_count_what_they_would_show(client, world, people):
    theme = writing.create(Theme(name="Lamps", order=9), by=None)
    stage = world.lanterns.stages.get(description="Committee stage", house="Lords")
    ask = an_ask(world.lanterns)
    first = a_paper("First", bill=world.lanterns, kind="report", theme=theme, stage=stage)
    writing.create(BriefingAsk(briefing=first, ask=ask), by=None)
    second = a_paper("Second", bill=world.footpaths, kind="letter")
    for row in (ask, first, second):
        releases.publish(row, by=people.officer)
    for query in ("kind=report", "theme=Lamps", f"bill={world.lanterns.pk}", f"stage={stage.pk}", f"ask={ask.pk}"):
        text = page(client, f"?{query}")
        assert titles(text) == ["First"], query
        assert "1 of 2 published papers fits" in text
        assert "<strong>" in text.partition("Narrow the library")[2]
    text = page(client, f"?kind=report&bill={world.footpaths.pk}")
    assert titles(text) == []
    assert "No paper fits all of that" in text
    assert f'href="?bill={world.lanterns.pk}">Harbour Lanterns Bill</a> (1)' in page(client)
    assert "Narrow down by kind or Bill" in page(client)
    assert titles(page(client, "?kind=nonsense&theme=%00&bill=x&page=-3")) == ["Second", "First"]


def test_released_versions_are_told_with_their_moments_and_others_are_not(client, world, people):
    paper = a_paper(is_open_to_sign=False)
    releases.publish(paper, by=people.officer)
    a_text(paper, "# Light them all\n\nWritten in between.\n")
    a_text(paper, "# Light them all\n\nAll of them.\n")
    with time_machine.travel(NOW + timedelta(days=2), tick=False):
        releases.publish(paper, by=people.officer)
        text = strip_tags(page(client))
    assert "Version 3, published at 10:30 on 25 November 2026" in text
    assert "Version 1, published at 10:30 on 23 November 2026 (replaced)" in text
    assert "Version 2" not in text


def test_those_who_agreed_to_be_named_are_named_and_no_others(client, world, people):
    paper = a_paper()
    version = paper.versions.get()
    for organisation, is_named in ((people.beacon, True), (people.harbour, False)):
        SignOff.objects.create(
            version=version,
            organisation=organisation,
            answer="signs",
            sha256=version.sha256,
            may_be_named=is_named,
            at=NOW,
        )
    releases.publish(paper, by=people.officer)
    text = page(client)
    assert "Signed by Beacon Trust" in text
    assert "Harbour Watch" not in text


def test_each_paper_can_be_taken_away_in_the_forms_that_it_has(client, world, people):
    written, uploaded = a_paper("Written"), a_paper("Uploaded", body=None)
    facts = {"file_name": "paper.pdf", "file_type": "application/pdf", "file_size": 4}
    a_text(uploaded, "", file=ContentFile(b"%PDF", name="paper.pdf"), **facts)
    for row in (written, uploaded):
        releases.publish(row, by=people.officer)
    text = page(client)
    for row, forms in ((written, ("pdf", "docx")), (uploaded, ("file",))):
        for form in ("pdf", "docx", "file"):
            address = reverse("coalition:public-paper-file", args=[row.pk, form])
            assert (f'href="{address}"' in text) == (form in forms)
            if form in forms and form != "pdf":
                assert client.get(address).status_code == 200


def test_as_many_queries_for_many_papers_as_for_few(client, world, people):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            page(client)
        return len(queries)

    ask = an_ask(world.lanterns)
    releases.publish(ask, by=people.officer)

    def publish(number):
        for n in range(number):
            paper = a_paper(f"Paper {number}-{n}", bill=world.lanterns)
            writing.create(BriefingAsk(briefing=paper, ask=ask), by=None)
            releases.publish(paper, by=people.officer)

    publish(2)
    few = asked()
    publish(25)
    assert asked() == few <= 6
