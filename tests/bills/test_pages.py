"""The list of Bills and the page of a Bill: what a reader sees, in every state of the record."""

from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bills.history import create_tracked, update_tracked
from bills.models import Bill, BillStage, Publication, Sitting
from tests.world import NOW, World, a_bill, a_course, a_run, a_world, track, why

pytestmark = pytest.mark.django_db
MOST_QUERIES = 9


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def world() -> World:
    return a_world()


@pytest.fixture
def officer(client):
    user = User.objects.create_user("officer", password="a long password")
    user.user_permissions.add(Permission.objects.get(codename="track_bill"))
    client.force_login(user)
    return user


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def titles(text: str) -> list[str]:
    return [part.partition("</a>")[0].partition(">")[2] for part in text.split('class="entries__title">')[1:]]


def listed(client, query: str = "") -> list[str]:
    return titles(page(client, reverse("bills:list") + query))


# ---- the list ----
def test_the_list_says_how_many_bills_there_are_and_how_many_are_tracked(client, world):
    assert "6 Bills, of which 1 is tracked" in page(client, reverse("bills:list"))


def test_a_bill_in_the_list_shows_where_it_stands_and_when_it_sits_next(client, world):
    row = page(client, reverse("bills:list") + "?q=lanterns").split('class="entries"')[1]
    assert "Tracked" in row
    assert "Lords" in row
    assert "Committee stage" in row
    assert "30 November 2026" in row


def test_a_bill_without_a_known_stage_is_not_given_another_bills_stage(client, world):
    row = page(client, reverse("bills:list") + "?q=pageants").split('class="entries"')[1].partition("</ul>")[0]
    assert "Stage not known" in row
    assert "Royal Assent" not in row
    assert "Committee stage" not in row


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=lanterns+harbour", {"Harbour Lanterns Bill"}),
        ("?q=LANTERNS", {"Harbour Lanterns Bill"}),
        ("?q=%27%25_", set()),
        ("?house=Lords", {"Harbour Lanterns Bill", "Village Pageants Bill [HL]"}),
        ("?state=act", {"Footpaths Act 2026"}),
        ("?state=fell", {"Hedgehog Crossings Bill"}),
        ("?state=over", {"Orchard Pollination Bill"}),
        ("?state=before", {"Harbour Lanterns Bill", "Village Pageants Bill [HL]", "Umbrella Stands Bill"}),
        ("?session=38", {"Orchard Pollination Bill"}),
        ("?tracked=on", {"Harbour Lanterns Bill"}),
        ("?q=bill&state=fell&house=Commons", {"Hedgehog Crossings Bill"}),
    ],
)
def test_filters_narrow_the_list(client, world, query, found):
    assert set(listed(client, query)) == found


def test_a_bill_is_found_by_its_former_title(client, world):
    a_bill("Small Lamps Bill", 4199, former_short_title="Wick Trimming Bill")
    assert listed(client, "?q=wick") == ["Small Lamps Bill"]


def test_a_bill_carried_over_into_this_session_is_before_parliament(client, world):
    a_bill("Long Piers Bill", 4198, introduced_session=39, included_sessions=[39, 40])
    assert "Long Piers Bill" in listed(client, "?state=before")
    assert "Long Piers Bill" not in listed(client, "?state=over")


def test_every_bill_is_in_exactly_one_state(client, world):
    a_bill("Long Piers Bill", 4198, introduced_session=39, included_sessions=[39, 40])
    a_bill("Old Quay Bill", None, introduced_session=None, included_sessions=[])
    found = [title for state in ("before", "act", "fell", "over") for title in listed(client, f"?state={state}")]
    assert sorted(found) == sorted(Bill.objects.values_list("short_title", flat=True))


def test_the_list_can_be_ordered_by_title_and_is_ordered_by_last_update_otherwise(client, world):
    update_tracked(Bill, [(_updated_now(world.pageants), "")], ["last_update"], why())
    assert listed(client)[0] == "Village Pageants Bill [HL]"
    by_title = listed(client, "?sort=title")
    assert by_title == sorted(by_title)


def _updated_now(bill: Bill) -> Bill:
    bill.last_update = NOW
    return bill


def test_a_filter_that_makes_no_sense_is_ignored_and_said(client, world):
    text = page(client, reverse("bills:list") + "?house=Atlantis&session=x&page=zzz")
    assert len(titles(text)) == 6
    assert "Ignored: “Atlantis” is not one of these." in text


def test_what_a_reader_typed_stays_in_the_form_and_cannot_run(client, world):
    text = page(client, reverse("bills:list") + "?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script>alert(1)" not in text
    assert "&lt;script&gt;alert(1)" in text


def test_nothing_found_is_told_apart_from_nothing_there(client):
    assert "No Bill has been brought in yet." in page(client, reverse("bills:list"))
    a_world()
    assert "No Bill here matches." in page(client, reverse("bills:list") + "?q=zebra")


def test_fifty_bills_make_a_page_and_the_next_page_keeps_the_filter(client):
    for number in range(51):
        a_bill(f"Pier {number:02} Bill", 7000 + number)
    first = page(client, reverse("bills:list") + "?q=pier&sort=title")
    assert len(titles(first)) == 50
    assert "?q=pier&amp;sort=title&amp;page=2" in first
    assert listed(client, "?q=pier&sort=title&page=2") == ["Pier 50 Bill"]


def test_the_list_says_when_it_was_checked_and_warns_when_the_last_reading_failed(client, world):
    assert "Checked with Parliament at" in page(client, reverse("bills:list"))
    a_run("bills", at=NOW + timedelta(minutes=5), complete=False, problem="the total moved while it was read")
    text = page(client, reverse("bills:list"))
    assert "This page may be out of date." in text
    assert "the total moved while it was read" in text


@pytest.mark.parametrize("query", ["", "?q=pier&state=before", "?tracked=on"])
@pytest.mark.parametrize("signed_in", [False, True])
def test_the_list_asks_as_many_questions_for_a_thousand_bills_as_for_ten(client, request, query, signed_in):
    if signed_in:
        request.getfixturevalue("officer")
    counts = []
    for start, stop in ((0, 10), (10, 1000)):
        for number in range(start, stop):
            a_bill(f"Pier {number} Bill", 7000 + number)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(reverse("bills:list") + query).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= MOST_QUERIES


# ---- a Bill ----
def test_the_bill_answers_first_where_it_stands(client, world):
    text = page(client, world.lanterns.get_absolute_url())
    answer = text.partition('<p class="answer">')[2].partition("</p>")[0].strip()
    assert answer == "The Harbour Lanterns Bill is at committee stage in the Lords. Next sitting: 30 November 2026."
    assert "Checked with Parliament at" in text


def test_an_act_tells_the_day_of_royal_assent(client, world):
    assert "The Footpaths Act 2026 became law on 4 November 2026." in page(client, world.footpaths.get_absolute_url())


def test_the_course_is_a_list_with_past_and_coming_sittings(client, world):
    course = page(client, world.lanterns.get_absolute_url()).partition('<ol class="course"')[2].partition("</ol>")[0]
    assert course.count("<li") == 8
    assert "7, 9 and 14 July 2026; 8 September 2026" in course
    assert "to come: 30 November 2026; 2 December 2026" in course
    assert course.count("Here now") == 1
    assert "No sitting announced yet" in course


def test_the_drawing_is_hidden_from_screen_readers_and_from_tab(client, world):
    text = page(client, world.lanterns.get_absolute_url())
    drawing = text.partition('<div class="river" aria-hidden="true">')[2].partition("</svg>")[0]
    assert drawing.count("<a ") == drawing.count('tabindex="-1"') > 0


def test_no_data_is_told_apart_from_no_amendments(client, world):
    stages = a_course(world.pageants, [(3, [date(2026, 11, 9)]), (4, [])], current=0)
    a_run("amendments", bill=world.pageants, stage=stages[0])
    course = page(client, world.pageants.get_absolute_url()).partition('<ol class="course"')[2]
    assert "No amendments have been published for this stage (checked" in course
    assert "We have not asked Parliament’s data about this stage yet." in course


def test_data_that_does_not_reach_back_is_told_apart_too(client, world):
    a_course(a_bill("Old Quay Bill", 2001, introduced_session=35, included_sessions=[35]), [(8, [])])
    old = Bill.objects.get(bill_id=2001)
    assert "holds no amendments this old" in page(client, old.get_absolute_url())


def test_sittings_that_are_no_longer_listed_are_not_shown(client, world):
    gone = Sitting.objects.get(date=date(2026, 11, 30))
    gone.is_listed = False
    update_tracked(Sitting, [(gone, "")], ["is_listed"], why(NOW))
    text = page(client, world.lanterns.get_absolute_url())
    assert "Next sitting: 2 December 2026." in text
    assert "Sitting taken off, 30 November 2026: Committee stage, Lords" in text


def test_html_of_a_summary_is_shown_without_what_could_run(client, world):
    text = page(client, world.lanterns.get_absolute_url())
    assert "<b>lit</b>" in text
    assert "alert(1)" not in text


def test_documents_prints_and_sponsors_are_listed(client, world):
    text = page(client, world.lanterns.get_absolute_url())
    assert "Bill 12 2026-27 (as introduced)" in text
    assert 'href="https://bills.parliament.uk/publications/88001/documents/2"' in text
    assert "14 clauses, 1 schedule" in text
    assert "Ada Quill, Department for Harbours" in text


def test_the_history_is_told_in_sentences_newest_first(client, world):
    world.lanterns.short_title = "Harbour Lights Bill"
    update_tracked(Bill, [(world.lanterns, "text")], ["short_title"], why(NOW))
    text = page(client, world.lanterns.get_absolute_url())
    assert "Changed last on" in text
    history = text.partition('<ol class="history">')[2]
    assert history.index("Short title: Harbour Lights Bill (before: Harbour Lanterns Bill)") < history.index(
        "Current stage: Committee stage, Lords"
    )
    assert history.index("Current stage") < history.index("First recorded here")


def test_stages_stamped_moments_after_the_first_reading_are_not_told_as_news(client, world):
    later = why(NOW - timedelta(days=30) + timedelta(milliseconds=40))
    create_tracked(BillStage, [BillStage(bill=world.orchards, description="2nd reading", house="Lords")], later)
    history = page(client, world.orchards.get_absolute_url()).partition('<ol class="history">')[2]
    assert history.count('<li class="history__entry">') == 1
    assert "First recorded here" in history


def test_a_stage_that_comes_later_is_told(client, world):
    create_tracked(BillStage, [BillStage(bill=world.lanterns, description="3rd reading", house="Lords")], why(NOW))
    assert "New stage: 3rd reading, Lords" in page(client, world.lanterns.get_absolute_url())


def test_one_stage_alone_is_listed_and_not_drawn(client, world):
    a_course(world.pageants, [(3, [date(2026, 11, 9)])])
    text = page(client, world.pageants.get_absolute_url())
    assert "Committee stage" in text
    assert "<svg" not in text


def test_a_failed_reading_of_the_bill_is_said_with_its_reason(client, world):
    a_run("bill", bill=world.lanterns, at=NOW + timedelta(hours=1), complete=False, problem="no answer in 60 seconds")
    text = page(client, world.lanterns.get_absolute_url())
    assert "This page may be out of date." in text
    assert "no answer in 60 seconds" in text


def test_a_fictional_bill_says_so_on_top_and_has_no_link_to_parliament(client, world):
    text = page(client, world.fiction.get_absolute_url())
    assert "This is a fictional Bill." in text
    assert "bills.parliament.uk/bills/" not in text


def test_a_bill_of_which_only_the_title_is_known_says_what_is_missing(client, world):
    text = page(client, world.pageants.get_absolute_url())
    assert "No source says which stage the Village Pageants Bill [HL] has reached." in text
    assert "Its stages have not been read." in text


def test_a_stranger_is_not_offered_to_track_and_an_officer_is(client, world):
    address = world.pageants.get_absolute_url()
    assert "Track this Bill" not in page(client, address)
    client.force_login(_an_officer())
    assert "Track this Bill" in page(client, address)
    track(world.pageants)
    assert "This Bill is tracked" in page(client, address)


def _an_officer() -> User:
    user = User.objects.create_user("officer")
    user.user_permissions.add(Permission.objects.get(codename="track_bill"))
    return user


def test_a_bill_asks_as_many_questions_however_much_there_is_of_it(client, world):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(world.lanterns.get_absolute_url()).status_code == 200
        return len(queries)

    before = asked()
    a_course(world.lanterns, [(12, [date(2027, 1, day) for day in range(4, 20)])] * 20)
    Publication.objects.bulk_create(
        Publication(bill=world.lanterns, publication_id=90000 + n, title=f"Evidence {n}", type_id=5)
        for n in range(300)
    )
    assert asked() == before


def test_a_bill_that_is_not_there_is_a_page_that_says_so(client):
    answer = client.get("/bills/999999/")
    assert answer.status_code == 404
    assert "Page not found" in answer.content.decode()


def test_no_page_uses_a_style_attribute_because_the_content_policy_forbids_them(client, world):
    for address in (reverse("bills:list"), world.lanterns.get_absolute_url(), reverse("glossary")):
        assert " style=" not in page(client, address)
