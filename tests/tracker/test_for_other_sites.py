"""What other sites and search engines are given: pages for their frames, pictures for their links, a map."""

import io
from datetime import timedelta
from html import unescape
from urllib.robotparser import RobotFileParser

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from PIL import Image, ImageChops

from bills.models import Bill
from coalition import publish as releases
from coalition import writing
from coalition.models import Outcome, Release
from tests.amendments import listed
from tests.coalition.people import People, a_coalition, an_ask
from tests.world import NOW, World, a_world
from tracker import cards, sitemaps
from tracker.cards import Card, Stop, png_of

pytestmark = pytest.mark.django_db
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def people() -> People:
    return a_coalition()


@pytest.fixture
def ask(world, people):
    ask = an_ask(world.lanterns, summary="So that nobody falls.")
    writing.create(Outcome(ask=ask, on=NOW.date(), judgement="partly", summary="A promise was given."), by=None)
    releases.publish(ask, by=people.officer)
    return ask


def text_of(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


# ---- in a frame ----
def test_only_pages_for_frames_may_stand_in_one(client, world, ask):
    framed = [reverse("embed-bill", args=[world.lanterns.pk]), reverse("embed-ask", args=[ask.pk])]
    others = [
        "/",
        "/library/",
        world.lanterns.get_absolute_url(),
        reverse("coalition:public-ask", args=[ask.pk]),
        "/embed/asks/987/",
    ]
    for address in framed:
        answer = client.get(address)
        assert "X-Frame-Options" not in answer
        assert "frame-ancestors *" in answer["Content-Security-Policy"]
        assert "script-src 'none'" in answer["Content-Security-Policy"]
        assert answer["X-Robots-Tag"] == "noindex"
        assert not answer.cookies
        assert "<script" not in answer.content.decode()
        assert "<form" not in answer.content.decode()
    for address in others:
        answer = client.get(address)
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_a_page_for_a_frame_answers_in_few_words_and_leads_out_of_the_frame(client, world, ask):
    text = text_of(client, reverse("embed-ask", args=[ask.pk]))
    assert "Every harbour step is lit" in text
    assert "Partly achieved" in text
    assert "A promise was given." in text
    bill = text_of(client, reverse("embed-bill", args=[world.lanterns.pk]))
    assert "committee stage" in bill.casefold()
    for each in (text, bill):
        assert '<base target="_top">' in each
        assert "masthead" not in each


def test_the_code_to_copy_holds_a_hostile_title_safely(client, world):
    Bill.objects.filter(pk=world.lanterns.pk).update(short_title='A "Bill" <script>alert(1)</script>')
    text = text_of(client, world.lanterns.get_absolute_url())
    assert "<script>alert(1)" not in text
    code = text.partition("<code>")[2].partition("</code>")[0]
    assert f"/embed/bills/{world.lanterns.pk}/" in code
    frame = etree.HTML(unescape(code)).find(".//iframe")
    assert frame.get("title") == 'A "Bill" <script>alert(1)</script>'


# ---- cards ----
def test_a_page_names_its_card_with_a_whole_address(client, world, ask):
    for page, card in (
        (world.lanterns.get_absolute_url(), reverse("bill-card", args=[world.lanterns.pk])),
        (reverse("coalition:public-ask", args=[ask.pk]), reverse("ask-card", args=[ask.pk])),
    ):
        assert f'<meta property="og:image" content="http://testserver{card}">' in text_of(client, page)
        answer = client.get(card)
        assert answer["Content-Type"] == "image/png"
        picture = Image.open(io.BytesIO(answer.content))
        assert picture.size == (1200, 630)
        assert len(answer.content) < 60_000


def test_a_card_changes_with_what_it_shows(client, world, ask, people):
    address = reverse("ask-card", args=[ask.pk])
    before = client.get(address)
    assert client.get(address)["ETag"] == before["ETag"]
    ask.outcomes.update(judgement="achieved")
    assert client.get(address).content == before.content, "an edit that is not released"
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        releases.publish(ask, by=people.officer)
        assert client.get(address).content != before.content


def test_what_is_not_public_has_neither_card_nor_page_for_a_frame(client, world, people, ask):
    private = an_ask(world.lanterns, "quiet", title="Quiet words")
    waiting = an_ask(world.lanterns, "later", title="Later words")
    moment = NOW + timedelta(hours=1)
    releases.publish(waiting, by=people.officer, public_from=moment)
    for name in ("embed-ask", "ask-card"):
        missing = client.get(reverse(name, args=[987_654]))
        for row in (private, waiting):
            answer = client.get(reverse(name, args=[row.pk]))
            assert (answer.status_code, answer.content) == (404, missing.content)
        with time_machine.travel(moment, tick=False):
            assert client.get(reverse(name, args=[waiting.pk])).status_code == 200
        releases.withdraw(Release.objects.get(kind="ask", object_id=ask.pk), by=people.officer)
        assert client.get(reverse(name, args=[ask.pk])).status_code == 404


def test_letters_that_our_fonts_lack_do_not_stand_as_boxes():
    def drawn(title):
        return Image.open(io.BytesIO(png_of(Card("", title, "")))).convert("L")

    assert not ImageChops.difference(drawn("Dŵr a thân"), drawn("Dwr a thân")).getbbox()
    assert not ImageChops.difference(drawn("Lights 灯 on"), drawn("Lights on")).getbbox()
    assert ImageChops.difference(drawn("Lights"), drawn("Lamps")).getbbox()


@settings(max_examples=30, deadline=None)
@given(title=st.text(max_size=400), answer=st.text(max_size=300), stops=st.integers(0, 40))
def test_no_words_break_a_card_or_leave_its_edges(title, answer, stops):
    course = tuple(Stop("Lords", is_over=n < 3, is_now=n == 3) for n in range(stops))
    picture = Image.open(io.BytesIO(png_of(Card("A Bill", title, answer, "partly", course)))).convert("L")
    assert picture.size == (cards.WIDE, cards.HIGH)
    right = picture.crop((cards.WIDE - cards.EDGE + 8, 0, cards.WIDE, cards.HIGH))
    assert right.getextrema()[0] > 240, "something is drawn in the margin"


def test_cards_draw_all_judgements_apart():
    pictures = {
        png_of(Card("", "Lit steps", "", judgement))
        for judgement in ("achieved", "partly", "not", "overtaken", "open")
    }
    assert len(pictures) == 5


# ---- search engines ----
def places(client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    return [each.text for each in etree.fromstring(answer.content).iter(MAP)]


def test_the_map_holds_every_public_page_once_and_each_of_them_answers(client, world, people, ask, monkeypatch):
    stage = world.lanterns.stages.get(description="Committee stage", house="Lords")
    listed.table([listed.an_amendment(stage, str(n)) for n in range(1, 6)])
    an_ask(world.lanterns, "quiet")
    monkeypatch.setattr(sitemaps._Part, "limit", 3)
    parts = places(client, "/sitemap.xml")
    assert len([part for part in parts if "amendments" in part]) == 2
    found = [place for part in parts for place in places(client, part.removeprefix("http://testserver"))]
    assert len(found) == len(set(found))
    paths = [place.removeprefix("http://testserver") for place in found]
    assert len([path for path in paths if "/amendments/" in path]) == 5
    assert [path for path in paths if path.startswith("/campaigns/asks/")] == [
        reverse("coalition:public-ask", args=[ask.pk])
    ]
    assert [path for path in paths if client.get(path).status_code != 200] == []
    assert client.get("/sitemap-nothing.xml").status_code == 404


def test_robots_may_read_what_is_public_and_learn_where_the_map_is(client, world):
    told = RobotFileParser()
    told.parse(client.get("/robots.txt").content.decode().splitlines())
    assert told.site_maps() == ["http://testserver/sitemap.xml"]
    for path in (
        "/",
        world.lanterns.get_absolute_url(),
        "/library/",
        "/campaigns/",
        "/bills/1/feed.atom",
        "/embed/bills/1/",
    ):
        assert told.can_fetch("*", path), path
    for path in ("/desk/", "/desk/asks/", "/sign-in/", "/admin/", "/welcome/x/", "/account/"):
        assert not told.can_fetch("*", path), path


@pytest.mark.parametrize("name", ["embed-bill", "embed-ask", "bill-card", "ask-card"])
def test_as_many_queries_for_much_as_for_little(client, world, ask, name):
    address = reverse(name, args=[ask.pk if "ask" in name else world.lanterns.pk])

    def asked():
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    few = asked()
    stage = world.lanterns.stages.get(description="Committee stage", house="Lords")
    for row in listed.table([listed.an_amendment(stage, str(n)) for n in range(1, 20)]):
        listed.change(row, "decision", listed.FRIDAY, decision="Agreed")
    assert asked() == few <= 6
