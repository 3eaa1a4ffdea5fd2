"""Feeds: what they tell and what they never tell, names that stay, and both formats as their rules say."""

import json
from datetime import timedelta

import feedparser
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from amendments.models import AmendmentDivision
from bills.history import create_tracked, update_tracked
from bills.models import Bill, Division, Sitting
from coalition import publish as releases
from coalition.models import Release
from tests.amendments import listed
from tests.coalition.people import an_ask
from tests.feeds.musts import ATOM, atom_faults, json_faults
from tests.world import NOW, why
from tracker.feeds.atom import atom_of
from tracker.feeds.entries import Entry, Told
from tracker.feeds.json_feed import json_of
from tracker.search.indexing import rebuild

MOST_QUERIES = 6
NAMES = ("bill-atom", "bill-json", "ask-atom", "ask-json")


def read(client, name, pk):
    return client.get(reverse(name, args=[pk])).content


def titles(body: bytes) -> list[str]:
    return [item["title"] for item in json.loads(body)["items"]]


def pk_of(told, name: str) -> int:
    return told.bill.pk if name.startswith("bill") else told.ask.pk


def test_a_bills_feed_tells_graded_changes_lists_sittings_divisions_and_what_we_released(client, told):
    found = titles(read(client, "bill-json", told.bill.pk))
    assert "Amendment 1: Wording changed" in found
    assert "Amendment 3: Withdrawn before debate" in found
    assert "6 new amendments: Committee stage (Lords)" in found
    assert "Sitting, 2 December 2026: Committee stage (Lords)" in found
    assert "Division: Lanterns" in found
    assert "What we ask: Every harbour step is lit" in found
    assert "Partly achieved, as we judge it: Every harbour step is lit" in found
    assert "Briefing: Light the steps" in found


def test_a_change_of_names_alone_is_told_in_no_feed(client, told):
    assert not [title for title in titles(read(client, "bill-json", told.bill.pk)) if title.startswith("Amendment 2:")]


def test_a_decision_that_is_taken_back_is_an_entry_of_its_own(client, told):
    listed.change(told.amendments[2], "decision", NOW, decision="NoDecision")
    listed.change(told.amendments[4], "decision", NOW, decision="QuestionProposed")
    for name in ("bill-json", "ask-json"):
        items = {each["title"]: each for each in json.loads(read(client, name, pk_of(told, name)))["items"]}
        found = items["Amendment 3: Decision taken back"]
        assert "had said “Withdrawn before debate”; then it said “No decision”" in found["content_text"], name
        assert "Amendment 3: Withdrawn before debate" in items
        assert not [title for title in items if title.startswith("Amendment 5:")]


def test_an_asks_feed_tells_of_its_own_amendments_and_of_no_other(client, told):
    found = titles(read(client, "ask-json", told.ask.pk))
    assert "Amendment 3: Withdrawn before debate" in found
    assert "What we ask: Every harbour step is lit" in found
    assert not [title for title in found if title.startswith("Amendment 1:")]


def test_an_entry_keeps_its_name_in_every_feed_and_through_a_renumbering(client, told):
    def ids(name):
        items = json.loads(read(client, name, pk_of(told, name)))["items"]
        return {item["id"] for item in items if "Withdrawn" in item["title"]}

    before = ids("bill-json")
    assert before == ids("ask-json")
    listed.change(told.amendments[2], "number", NOW, number="3A")
    assert ids("bill-json") == before


def test_both_formats_tell_the_same_under_the_same_names(client, told):
    for subject in ("bill", "ask"):
        atom, plain = (read(client, f"{subject}-{form}", pk_of(told, subject)) for form in ("atom", "json"))
        entries = [entry.findtext(f"{ATOM}id") for entry in etree.fromstring(atom).iter(f"{ATOM}entry")]
        assert entries == [item["id"] for item in json.loads(plain)["items"]]
        assert all(name.startswith("tag:localhost,2026:") for name in entries)


@pytest.mark.parametrize("name", NAMES)
def test_a_feed_is_as_its_format_says(client, told, name):
    answer = client.get(reverse(name, args=[pk_of(told, name)]))
    assert answer["Content-Type"].split(";")[0] == f"application/{'atom+xml' if 'atom' in name else 'feed+json'}"
    assert (atom_faults if "atom" in name else json_faults)(answer.content) == []
    if "atom" in name:
        parsed = feedparser.parse(answer.content)
        assert not parsed.bozo
        assert parsed.entries
        assert all(entry.updated_parsed for entry in parsed.entries)


def test_a_feed_without_an_entry_has_a_time_that_does_not_move(client, told):
    empty = told.world.pageants
    first = read(client, "bill-atom", empty.pk)
    with time_machine.travel(NOW + timedelta(hours=5), tick=False):
        assert read(client, "bill-atom", empty.pk) == first
    assert atom_faults(first) == []
    assert not feedparser.parse(first).entries


def test_the_checks_see_what_is_wrong(client, told):
    body = read(client, "bill-atom", told.bill.pk).decode()
    assert atom_faults(body.replace("<updated>", "<published>", 1).replace("</updated>", "</published>", 1).encode())
    assert atom_faults(body.replace("<name>Amendment Tracker</name>", "<name></name>").encode())
    feed = json.loads(read(client, "bill-json", told.bill.pk))
    feed["items"][1]["id"] = feed["items"][0]["id"]
    assert json_faults(json.dumps(feed).encode())


def test_a_sitting_that_is_taken_off_says_so_under_its_old_name(client, told):
    def item():
        items = json.loads(read(client, "bill-json", told.bill.pk))["items"]
        (found,) = [each for each in items if each["id"].endswith(f":sitting-{told.sitting.pk}")]
        return found

    before = item()
    told.sitting.is_listed = False
    update_tracked(Sitting, [(told.sitting, "")], ["is_listed"], why(NOW))
    assert item()["title"].startswith("Sitting taken off, 2 December 2026")
    assert item()["date_modified"] > before["date_modified"]
    assert item()["date_published"] == before["date_published"]


def test_what_is_not_public_has_no_feed_and_stands_in_none(client, told):
    private = an_ask(told.bill, "quiet", title="Quiet words")
    waiting = an_ask(told.bill, "later", title="Later words")
    releases.publish(waiting, by=told.people.officer, public_from=NOW + timedelta(hours=1))
    missing = client.get(reverse("ask-atom", args=[987_654]))
    for pk in (private.pk, waiting.pk):
        answer = client.get(reverse("ask-atom", args=[pk]))
        assert (answer.status_code, answer.content) == (404, missing.content)
    body = read(client, "bill-atom", told.bill.pk).decode()
    assert "Quiet words" not in body
    assert "Later words" not in body
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        assert "Later words" in read(client, "bill-atom", told.bill.pk).decode()


def test_a_release_that_is_withdrawn_takes_its_feed_with_it(client, told):
    releases.withdraw(Release.objects.get(kind="ask", object_id=told.ask.pk), by=told.people.officer)
    assert client.get(reverse("ask-atom", args=[told.ask.pk])).status_code == 404
    assert "Every harbour step" not in read(client, "bill-atom", told.bill.pk).decode()


def test_an_edit_that_is_released_moves_the_entry_and_keeps_its_name_and_first_day(client, told):
    def item():
        items = json.loads(read(client, "bill-json", told.bill.pk))["items"]
        (found,) = [each for each in items if each["id"].endswith(f":ask-{told.ask.pk}")]
        return found

    before = item()
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        releases.publish(told.ask, by=told.people.officer)
        after = item()
    assert after["date_published"] == before["date_published"]
    assert after["date_modified"] > before["date_modified"]


@pytest.mark.parametrize("name", NAMES)
def test_as_many_queries_for_many_changes_as_for_few(client, told, name):
    def asked():
        with CaptureQueriesContext(
            connection,
        ) as queries:
            read(client, name, pk_of(told, name))
        return len(queries)

    few = asked()
    for n in range(20):
        listed.change(told.amendments[2], "text", NOW + timedelta(minutes=n), text=f"Leave out “{n}”")
    divisions = [
        Division(house="Lords", division_id=20 + n, bill=told.bill, title=f"Vote {n}", date=NOW, ayes=n, noes=9)
        for n in range(5)
    ]
    for row in create_tracked(Division, divisions, why(NOW)):
        AmendmentDivision.objects.create(amendment=told.amendments[2], division=row)
    rows = listed.table([listed.an_amendment(told.stage, str(n)) for n in range(50, 80)], NOW)
    for row in rows:
        listed.change(row, "decision", NOW, decision="Agreed")
    assert asked() == few <= MOST_QUERIES


def test_pages_name_their_feeds(client, told):
    for page, name, pk in (
        (told.bill.get_absolute_url(), "bill", told.bill.pk),
        (reverse("coalition:public-ask", args=[told.ask.pk]), "ask", told.ask.pk),
    ):
        body = " ".join(client.get(page).content.decode().split())
        assert 'rel="alternate" type="application/atom+xml"' in body
        for form in ("atom", "json"):
            assert f'href="{reverse(f"{name}-{form}", args=[pk])}"' in body


# ---- of a search ----
def test_a_searchs_feed_tells_what_it_finds_under_its_filters(client, told):
    rebuild()
    atom, plain = (
        client.get(f"/search/feed.{form}?q=leave+out&bill={told.bill.pk}").content for form in ("atom", "json")
    )
    assert atom_faults(atom) == []
    assert json_faults(plain) == []
    assert "Amendment 1" in titles(plain)
    assert len([title for title in titles(plain) if title.startswith("Amendment")]) == 6
    assert titles(client.get("/search/feed.json?q=leave+out&kind=paper").content) == []
    items = json.loads(plain)
    assert items["home_page_url"].endswith(f"/search/?q=leave+out&bill={told.bill.pk}")
    assert items["feed_url"].endswith(f"/search/feed.json?q=leave+out&bill={told.bill.pk}")


def test_a_search_finds_no_more_in_its_feed_than_is_public(client, told):
    waiting = an_ask(told.bill, "later", title="Whirligig lamps")
    releases.publish(waiting, by=told.people.officer, public_from=NOW + timedelta(hours=1))
    rebuild()
    assert titles(client.get("/search/feed.json?q=whirligig").content) == []
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        assert titles(client.get("/search/feed.json?q=whirligig").content) == ["Whirligig lamps"]


@pytest.mark.parametrize("words", ["", "%00%0B", "%22%3C%3E%26", "NC18", "a" * 2000, "%EF%BF%BE", "%F0%9F%92%A1"])
def test_no_question_breaks_a_searchs_feed(client, told, words):
    rebuild()
    for form, faults in (("atom", atom_faults), ("json", json_faults)):
        answer = client.get(f"/search/feed.{form}?q={words}&house={words}")
        assert answer.status_code == 200
        assert faults(answer.content) == []


def test_the_page_of_a_search_leads_to_its_feed(client, told):
    body = client.get("/search/?q=steps+%26+lamps").content.decode()
    assert 'href="/search/feed.atom?q=steps+%26+lamps"' in body
    assert "feed.atom" not in client.get("/search/").content.decode()


HOSTILE = st.text(
    st.one_of(
        st.characters(codec="utf-8"), st.sampled_from("\x00\x01\x0b\x1b\x7f\x85\u2028\ufffe\uffff]]><&\"'\r\n\t")
    )
)


@given(title=HOSTILE, words=st.lists(HOSTILE, max_size=3), by=HOSTILE, source=HOSTILE)
def test_no_words_break_a_feed(title, words, by, source):
    from tracker.feeds.words import in_one_line, readable

    entry = Entry(
        "change-1",
        "change",
        in_one_line(title),
        tuple(filter(None, map(readable, words))),
        "/bills/1/",
        NOW,
        NOW,
        source,
        readable(by).strip(),
    )
    told = Told(in_one_line(title), "About", "/bills/1/", NOW, [entry])
    whole = "https://tracker.example.org{}".format
    atom = atom_of(told, "bill-feed-1", whole("/bills/1/feed.atom"), whole)
    assert atom_faults(atom) == []
    parsed = feedparser.parse(atom)
    assert not parsed.bozo
    assert len(parsed.entries) == 1
    assert etree.fromstring(atom).find(f"{ATOM}entry").findtext(f"{ATOM}title") == in_one_line(title)
    assert json_faults(json_of(told, "bill-feed-1", whole("/bills/1/feed.json"), whole)) == []


def test_a_bill_with_a_hostile_title_has_a_feed(client, told):
    Bill.objects.filter(pk=told.bill.pk).update(short_title="A\x0b <b>Bill</b> & “]]>”\ufffe")
    body = read(client, "bill-atom", told.bill.pk)
    assert atom_faults(body) == []
    assert not feedparser.parse(body).bozo
    assert json.loads(read(client, "bill-json", told.bill.pk))["title"] == "A <b>Bill</b> & “]]>”"
