"""The public timeline: in order, as at any day, drawn as it is listed, and never a word before its moment."""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from amendments.models import Amendment, AmendmentDivision
from amendments.querysets import Check
from bills.history import create_tracked
from bills.models import Bill, BillStage, Division, House, Sitting
from coalition import publish, review, writing
from coalition.models import AskClause, ClauseLink
from tests.amendments.listed import an_amendment, change, change_names, london, make_stage, table, why
from tests.amendments.listed import publish as publish_list
from tests.coalition.asks_world import an_outcome
from tests.coalition.briefings_world import a_paper
from tests.coalition.people import People, a_coalition, an_act, an_ask
from tracker.timeline.course import Course
from tracker.timeline.drawing import drawn, shape_of
from tracker.timeline.events import Event, Kind, as_at, folded
from tracker.timeline.ours import Ours, ours_of
from tracker.timeline.record import Record, bill_with_check, releases_on, whole_record
from tracker.timeline.told import told

MOST_QUERIES = 6
TODAY = date(2026, 11, 23)


@pytest.fixture
def people(db: None) -> People:
    return a_coalition()


@pytest.fixture
def stage(db: None) -> BillStage:
    """Committee in the Commons, which sat on 14 and 16 September 2026."""
    row = make_stage()
    sat_on(row, date(2026, 9, 14), date(2026, 9, 16))
    return row


def sat_on(stage: BillStage, *days: date) -> None:
    first = 100 + Sitting.objects.count()
    rows = [Sitting(stage=stage, sitting_id=first + at, date=day) for at, day in enumerate(days)]
    create_tracked(Sitting, rows, why(london(2026, 9, 1)))


def another_stage(bill: Bill, description: str, house: str, order: int, *days: date) -> BillStage:
    row = BillStage(
        bill=bill, bill_stage_id=30000 + BillStage.objects.count(), kind_id=8, kind_id_received=8,
        description=description, house=house, sort_order=order,
    )  # fmt: skip
    (row,) = create_tracked(BillStage, [row], why(london(2026, 9, 1)))
    sat_on(row, *days)
    return row


def a_division(stage: BillStage, at: datetime, *decided: Amendment, **facts: Any) -> Division:
    wanted = {"house": stage.house, "number": 12, "title": "That the lamps be lit", "ayes": 183, "noes": 176, **facts}
    (row,) = create_tracked(Division, [Division(bill=stage.bill, stage=stage, date=at, **wanted)], why(at))
    create_tracked(AmendmentDivision, [AmendmentDivision(amendment=each, division=row) for each in decided], why(at))
    return row


def tie_to(ask: Any, amendment: Amendment, people: People) -> None:
    link = ClauseLink(bill=ask.bill, ask=ask, amendment=amendment, relation="implements", is_shared=True)
    review.confirm(writing.create(link, by=people.officer), by=people.officer)


def events_of(bill: Bill) -> list[Event]:
    found = bill_with_check(bill.pk)
    assert found is not None
    return told(whole_record(*found), ours_of(releases_on(bill.pk)), today=TODAY)


def page(address: str, **query: str) -> str:
    answer = Client().get(address, query)
    assert answer.status_code == 200, address
    return answer.content.decode()


def keys_listed(text: str) -> list[str]:
    return re.findall(r'<li class="event [^>]*?id="([^"]+)"', text, re.S)


def keys_drawn(text: str) -> list[str]:
    return re.findall(r'<a class="drawn__event[^>]*?href="#([^"]+)"', text, re.S)


def words_of(text: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


# ---- what is an event ----


def test_text_target_and_decision_are_events_and_names_alone_never(stage: BillStage) -> None:
    (row,) = table([an_amendment(stage, "3")])
    change_names(row, london(2026, 9, 15), added=["Bo Finch", "Cy Marsh"])
    change(row, "number", london(2026, 9, 15), number="4")
    change(row, "typography", london(2026, 9, 15), text="Leave out 'may' and insert 'must'")
    assert [each.kind for each in events_of(stage.bill) if each.kind != Kind.SITTING] == [Kind.TABLED]
    change(row, "text target", london(2026, 9, 15), text="Leave out everything", provision="clause 9")
    change(row, "decision", london(2026, 9, 16), decision="Withdrawn")
    found = [(each.kind, each.official, each.on) for each in events_of(stage.bill) if each.kind != Kind.SITTING]
    assert found == [
        (Kind.TABLED, "Tabled", date(2026, 9, 14)),
        (Kind.CHANGED, "Wording and target changed", date(2026, 9, 15)),
        (Kind.DECIDED, "Withdrawn", date(2026, 9, 16)),
    ]


def test_parliaments_word_stands_beside_ours_with_its_source_and_the_day_is_not_made_up(stage: BillStage) -> None:
    (row,) = table([an_amendment(stage, "3", api_key="amendment:77")])
    change(row, "decision", london(2026, 9, 20), decision="NotMoved")
    text = page(reverse("bill-timeline", args=[stage.bill_id]), stage=str(stage.pk))
    decided = words_of(text.partition(f'id="decided-{row.pk}"')[2].partition("</li>")[0])
    assert "By 20 September 2026" in decided
    assert "Not moved" in decided and "Its turn came, but nobody moved it" in decided
    assert "the day from which Parliament’s data said so; the day itself is not in it" in decided
    assert f"https://bills.parliament.uk/bills/{stage.bill.bill_id}/stages/{stage.bill_stage_id}/amendments/77" in text


def test_a_decision_that_is_taken_back_stays_on_the_timeline_and_so_does_its_going(stage: BillStage) -> None:
    (row,) = table([an_amendment(stage, "3")])
    change(row, "decision", london(2026, 9, 16), decision="Agreed")
    change(row, "decision", london(2026, 9, 18), decision="NoDecision")
    found = events_of(stage.bill)
    told_of = [(each.official, each.on) for each in found if each.kind == Kind.DECIDED]
    assert told_of == [("Agreed", date(2026, 9, 16)), ("Decision taken back", date(2026, 9, 18))]
    assert "had said “Agreed”; then it said “No decision”" in found[-1].plain
    assert [each.official for each in as_at(found, date(2026, 9, 17)) if each.is_decision] == ["Agreed"]
    change(row, "decision", london(2026, 9, 18, 18), decision="Withdrawn")
    words = [each.official for each in events_of(stage.bill) if each.kind == Kind.DECIDED]
    assert words == ["Agreed", "Decision taken back", "Withdrawn"]


def test_a_decision_that_becomes_another_is_corrected_and_the_same_in_other_words_is_not(stage: BillStage) -> None:
    rows = table([an_amendment(stage, number) for number in ("3", "4")])
    for row, word in zip(rows, ("Agreed", "Withdrawn"), strict=True):
        change(row, "decision", london(2026, 9, 16), decision=word)
        change(row, "decision", london(2026, 9, 18), decision="WithdrawnBeforeDebate")
    words = [(each.title, each.official) for each in events_of(stage.bill) if each.kind == Kind.DECIDED]
    assert sorted(words) == [
        ("Amendment 3", "Agreed"),
        ("Amendment 3", "Decision corrected"),
        ("Amendment 3", "Withdrawn before debate"),
        ("Amendment 4", "Withdrawn before debate"),
    ]


def test_a_division_is_one_event_with_its_amendment_its_figures_and_what_they_decided(stage: BillStage) -> None:
    (row,) = table([an_amendment(stage, "7", decision="AgreedOnDivision")])
    a_division(stage, london(2026, 9, 16, 17), row)
    (event,) = [each for each in events_of(stage.bill) if each.is_decision]
    assert (event.kind, event.title, event.on) == (Kind.DIVISION, "Amendment 7", date(2026, 9, 16))
    assert (event.official, event.outcome) == ("Agreed on division", "made")
    assert event.vote.startswith("Ayes 183, Noes 176")


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"ayes": None, "noes": None}, "The figures were not found."),
        ({"ayes": 9, "noes": 9, "historic": {"is_tie": True, "casting_vote": "The Chair voted No"}}, "A tie, 9 to 9."),
        ({"house": "Lords"}, "Content 183, Not Content 176."),
    ],
)
def test_ties_casting_votes_and_unknown_figures_are_said(stage: BillStage, facts: dict[str, Any], said: str) -> None:
    division = a_division(stage, london(2026, 9, 16, 17), **facts)
    text = page(reverse("bill-timeline", args=[stage.bill_id]))
    event = words_of(text.partition(f'id="division-{division.pk}"')[2].partition("</li>")[0])
    assert said in event
    assert event.count("The Chair voted No") == ("historic" in facts)


def test_a_division_on_no_amendment_is_drawn_by_what_came_of_it(stage: BillStage) -> None:
    for at, figures in enumerate(({"ayes": 29, "noes": 27}, {"ayes": 27, "noes": 29}, {"ayes": None, "noes": None})):
        a_division(stage, london(2026, 9, 16, 17 + at), **figures)
    assert [shape_of(each) for each in events_of(stage.bill) if each.kind == Kind.DIVISION] == ["●", "○", "?"]


def test_a_list_of_a_house_stands_with_its_house_however_its_file_writes_it(stage: BillStage) -> None:
    publish_list(stage, table([an_amendment(stage, "3")]), london(2026, 9, 14), house="House of Commons")
    (event,) = [each for each in events_of(stage.bill) if each.kind == Kind.PAPER]
    assert event.house == "Commons"
    assert f'id="{event.key}"' in page(reverse("bill-timeline", args=[stage.bill_id]), house="Commons")


def test_of_two_divisions_on_one_amendment_only_the_last_is_given_its_outcome(stage: BillStage) -> None:
    (row,) = table([an_amendment(stage, "7", decision="AgreedOnDivision")])
    a_division(stage, london(2026, 9, 14, 17), row, number=1)
    a_division(stage, london(2026, 9, 16, 17), row, number=2)
    assert [each.outcome for each in events_of(stage.bill) if each.kind == Kind.DIVISION] == ["", "made"]


def test_renumbering_moves_no_link(stage: BillStage) -> None:
    (row,) = table([an_amendment(stage, "3")])
    before = {each.key for each in events_of(stage.bill)}
    change(row, "number", london(2026, 9, 18), number="NC12")
    assert {each.key for each in events_of(stage.bill)} == before


# ---- their order ----


def test_on_one_day_the_course_of_the_stages_orders_and_parliament_stands_before_us(
    stage: BillStage, people: People
) -> None:
    day = date(2026, 10, 20)
    second = another_stage(stage.bill, "Third reading", House.COMMONS, 5, day)
    first = another_stage(stage.bill, "Report stage", House.COMMONS, 4, day)
    (row,) = table([an_amendment(first, "1", decision="Agreed")], at=london(2026, 10, 19))
    a_division(second, london(2026, 10, 20, 1), number=2)  # its clock says that it came first
    a_division(first, london(2026, 10, 20, 23), number=1)
    ask = an_ask(stage.bill)
    an_outcome(ask, day, "achieved")
    publish.publish(ask, by=people.officer)
    found = [(each.kind, each.stage) for each in events_of(stage.bill) if each.on == day]
    assert found == [
        (Kind.SITTING, first.pk),
        (Kind.DIVISION, first.pk),
        (Kind.DECIDED, first.pk),
        (Kind.SITTING, second.pk),
        (Kind.DIVISION, second.pk),
        (Kind.JUDGED, None),
    ]
    assert row.stage == first


def test_what_has_no_day_stands_at_the_end_of_its_stage_and_says_so(stage: BillStage) -> None:
    another_stage(stage.bill, "Report stage", House.COMMONS, 4, date(2026, 10, 20))
    (row,) = table([an_amendment(stage, "1", decision="Agreed")], at=london(2026, 11, 1))
    change(row, "", london(2026, 11, 1), historic_key="old-1")
    found = events_of(stage.bill)
    assert [each.kind for each in found] == [Kind.SITTING, Kind.SITTING, Kind.DECIDED, Kind.SITTING]
    assert found[2].on is None and "Day not found" in page(reverse("bill-timeline", args=[stage.bill_id]))
    assert found[2] not in as_at(found, date(2026, 9, 15))
    assert found[2] in as_at(found, date(2026, 9, 16))


@st.composite
def courses(draw: Callable[[Any], Any]) -> Record:
    """Any course of a Bill: stages that overlap, stages without a sitting, amendments decided or not."""
    days = st.dates(date(2026, 1, 1), date(2026, 3, 1))
    bill = Bill(pk=1, bill_id=1, short_title="Lamps Bill")
    course = Course()
    amendments: dict[int, Any] = {}
    changes: list[dict[str, Any]] = []
    for pk in range(1, draw(st.integers(1, 5)) + 1):
        house = draw(st.sampled_from(["Commons", "Lords", "Joint"]))
        stage = course.stages[pk] = BillStage(pk=pk, bill=bill, description=f"Stage {pk}", house=house, sort_order=pk)
        course.sittings[pk] = [
            Sitting(pk=10 * pk + at, stage_id=pk, date=day) for at, day in enumerate(draw(st.lists(days, max_size=3)))
        ]
        for at in range(draw(st.integers(0, 3))):
            number = 100 * pk + at
            word = draw(st.sampled_from(["", "NoDecision", "Agreed", "Withdrawn"]))
            row: Any = Amendment(pk=number, bill=bill, stage=stage, number=str(number), decision=word)
            row.lead, row.names, row.listed_on, row.attempted_on = "Ada Quill", 1, draw(st.none() | days), None
            amendments[number] = row
            at_moment = london(2026, 1, 1) + timedelta(days=draw(st.integers(0, 60)))
            changes.append({"history_id": number, "id": number, "history_type": "+", "grades": "",
                            "effective_at": at_moment, "decision": word})  # fmt: skip
    changes.sort(key=lambda each: (each["effective_at"], each["history_id"]))
    divisions = [
        Division(pk=at, house="Lords", bill=bill, stage_id=draw(st.sampled_from(sorted(course.stages))),
                 date=draw(st.none() | st.just(london(2026, 2, 1, at))), title="A question", ayes=1, noes=2)
        for at in range(draw(st.integers(0, 3)))
    ]  # fmt: skip
    return Record(bill, Check(), course, amendments, divisions, {}, changes)


@given(courses(), st.dates(date(2025, 12, 1), date(2026, 4, 1)), st.randoms())
@settings(max_examples=80, deadline=None)
def test_as_at_a_day_is_the_beginning_of_the_whole_and_nothing_else(record: Record, day: date, order: Any) -> None:
    whole = told(record, Ours(), today=TODAY)
    assert len({each.key for each in whole}) == len(whole)
    known = as_at(whole, day)
    assert known == whole[: len(known)]
    assert all(each.on is None or each.on <= day for each in known)
    assert all(each.on is None or each.on > day for each in whole[len(known) :])
    dated = [each.on for each in whole if each.on]
    assert dated == sorted(dated)
    shuffled = list(record.amendments.items())
    order.shuffle(shuffled)
    again = Record(record.bill, record.check, record.course, dict(shuffled), record.divisions, {}, record.changes)
    assert told(again, Ours(), today=TODAY) == whole
    picture = drawn(folded(whole), {pk: str(row) for pk, row in record.course.stages.items()})
    assert sorted(mark.event.key for mark in picture.marks) == sorted(each.key for each in folded(whole))
    assert sum(each.size for each in folded(whole)) == len(whole)


# ---- the pages ----


@pytest.fixture
def told_world(stage: BillStage, people: People) -> dict[str, str]:
    """One ask on one Bill with all that can be told of it, public, and the addresses of its timelines."""
    ask, act = an_ask(stage.bill, summary="Lamps on every step."), an_act(stage.bill, {"lamps": "Light every step."})
    writing.change(act.versions.get(), {"issued_at": london(2026, 9, 1)}, by=people.officer)
    writing.create(AskClause(ask=ask, clause=act.clauses.get()), by=None)
    decided = {"7": "NegativedOnDivision", "8": "Agreed"}
    lost, won = table([an_amendment(stage, number, decision=word) for number, word in decided.items()])
    a_division(stage, london(2026, 9, 16, 17), lost, ayes=209, noes=276)
    for row in (lost, won):
        tie_to(ask, row, people)
    an_outcome(ask, date(2026, 9, 17), "partly", "Half of the steps are lit.")
    publish_list(stage, [lost, won], london(2026, 9, 14))
    for row in (ask, act, a_paper(bill=stage.bill), people.coalition):
        publish.publish(row, by=people.officer)
    return {
        "front": reverse("front"),
        "bill": reverse("bill-timeline", args=[stage.bill_id]),
        "ask": reverse("coalition:public-ask", args=[ask.pk]),
        "clause": reverse("clause-timeline", args=[act.pk, act.clauses.get().pk]),
        "compare": reverse("compare-asks", args=[stage.bill_id]),
    }


@pytest.mark.parametrize("which", ["bill", "ask", "clause"])
@pytest.mark.parametrize("query", [{}, {"house": "Commons"}, {"only": "decisions"}, {"at": "2026-09-15"}])
def test_what_is_drawn_is_what_is_listed(told_world: dict[str, str], which: str, query: dict[str, str]) -> None:
    text = page(told_world[which], **query)
    listed = keys_listed(text)
    assert listed and sorted(keys_drawn(text)) == sorted(listed)
    assert 'style="' not in text.partition("<svg")[2].partition("</svg>")[0]


def test_a_stranger_reads_off_an_asks_page_what_when_by_whom_and_with_which_vote(told_world: dict[str, str]) -> None:
    top = words_of(page(told_world["ask"]).partition("<main")[2].partition('id="drawn"')[0])
    assert "Every harbour step is lit" in top and "Lamps on every step." in top
    assert "Partly achieved on 17 September 2026 , as we judge it" in top and "Half of the steps are lit." in top
    assert "16 September 2026 Commons Amendment 7 Ada Quill ○ Negatived on division Ayes 209, Noes 276 Source" in top
    assert "Amendment 8 Ada Quill ● Agreed No vote recorded Source" in top


def test_as_at_an_earlier_day_later_events_are_gone_and_the_page_says_so(told_world: dict[str, str]) -> None:
    text = page(told_world["ask"], at="2026-09-16")
    assert "As at the end of" in text and "16 September 2026" in text and "What came later is left out" in text
    assert "Negatived on division" in text and "Half of the steps" not in text and "Not judged by then." in text
    before = page(told_world["ask"], at="2026-09-13")
    assert "Negatived" not in before and "has decided nothing on it by then" in words_of(before)
    assert "Negatived" not in page(told_world["compare"], at="2026-09-15")
    assert "What came later is left out" not in page(told_world["ask"], at="2999-01-01")


def test_filters_are_links_and_each_shows_its_own(told_world: dict[str, str], stage: BillStage) -> None:
    text = page(told_world["bill"], only="decisions")
    assert keys_listed(text) and all(key.startswith(("division-", "decided-")) for key in keys_listed(text))
    assert 'href="?house=' not in text  # the Lords have no event here: nothing to choose
    ours = keys_listed(page(told_world["bill"], only="ours"))
    assert any(key.startswith("judged-") for key in ours) and not any(key.startswith("sitting-") for key in ours)
    day = keys_listed(page(told_world["bill"], day="2026-09-16"))
    assert any(key.startswith("division-") for key in day) and not any(key.startswith("judged-") for key in day)
    everything = keys_listed(page(told_world["bill"]))
    for name, nonsense in (("stage", "x"), ("day", "tomorrow"), ("house", "Moon"), ("kind", "'"), ("page", "z")):
        assert keys_listed(page(told_world["bill"], **{name: nonsense})) == everything


def test_many_amendments_of_one_day_are_one_event_that_opens(stage: BillStage) -> None:
    rows = table([an_amendment(stage, str(number)) for number in range(1, 31)])
    address = reverse("bill-timeline", args=[stage.bill_id])
    text = page(address)
    assert "30 amendments" in text and keys_listed(text).count(f"tabled-{rows[0].pk}") == 0
    opened = re.search(r'href="(\?[^"]+)">30 amendments', text)
    assert opened
    close = Client().get(address + opened[1].replace("&amp;", "&")).content.decode()
    assert keys_listed(close) == [f"tabled-{row.pk}" for row in rows]


def test_the_citation_names_the_day_read_and_an_address_that_stays(told_world: dict[str, str]) -> None:
    with time_machine.travel(london(2027, 1, 5, 9), tick=False):
        cited = words_of(page(told_world["ask"]).partition('id="cite"')[2].partition("</section>")[0])
    assert "read on 5 January 2027" in cited
    assert f"http://testserver{told_world['ask']}?at=2027-01-05" in cited


def test_asks_are_compared_by_what_became_of_them_at_each_stage(told_world: dict[str, str]) -> None:
    table_of = words_of(page(told_world["compare"]).partition("<tbody")[2].partition("</tbody>")[0])
    assert "Amendment 7: Negatived on division (Ayes 209, Noes 276)" in table_of
    assert "Amendment 8: Agreed" in table_of and "Partly achieved" in table_of


def grow(stage: BillStage, people: People, number: int) -> None:
    """So many more amendments with a change and a decision, sittings, and public asks tied to some of them."""
    start = Amendment.objects.count()
    rows = table([an_amendment(stage, f"{start + at}", dnum=f"hoc9{start + at}") for at in range(number)])
    for row in rows[:20]:
        change(row, "text", london(2026, 9, 15), text=f"Words {row.pk}")
        change(row, "decision", london(2026, 9, 16), decision="Withdrawn")
    for at, row in enumerate(rows[:10]):
        ask = an_ask(stage.bill, f"ask-{start}-{at}")
        tie_to(ask, row, people)
        an_outcome(ask, date(2026, 9, 16), "not")
        publish.publish(ask, by=people.officer)
    a_division(stage, london(2026, 9, 16, 18), *rows[:5], number=start)
    sat_on(stage, *(date(2026, 10, 1) + timedelta(days=at) for at in range(10)))


def test_each_page_asks_at_most_six_queries_however_much_there_is(
    told_world: dict[str, str], stage: BillStage, people: People
) -> None:
    counts = []
    for more in (10, 1000):
        grow(stage, people, more)
        found = {}
        for name, address in told_world.items():
            with CaptureQueriesContext(connection) as asked:
                page(address)
            found[name] = len(asked)
        counts.append(found)
    assert counts[0] == counts[1]
    assert max(counts[0].values()) <= MOST_QUERIES


def test_nothing_of_ours_is_told_before_its_moment(stage: BillStage, people: People) -> None:
    moment = london(2026, 12, 1, 0, 1)
    with time_machine.travel(london(2026, 11, 23), tick=False):
        ask, act = (
            an_ask(stage.bill, title="Secret lamps"),
            an_act(stage.bill, {"lamps": "Light it."}, title="Secret text"),
        )
        writing.change(act.versions.get(), {"issued_at": london(2026, 9, 1)}, by=people.officer)
        an_outcome(ask, date(2026, 9, 17), "achieved", "Secret judgement.")
        paper = a_paper("Secret paper", bill=stage.bill)
        for row in (ask, act, paper):
            publish.publish(row, by=people.officer, public_from=moment)
    pages = [reverse("front"), reverse("bill-timeline", args=[stage.bill_id])]
    for clock, is_told in ((moment - timedelta(seconds=1), False), (moment, True)):
        with time_machine.travel(clock, tick=False):
            assert [("Secret" in page(address)) for address in pages] == [is_told, is_told]
            assert Client().get(reverse("compare-asks", args=[stage.bill_id])).status_code == (200 if is_told else 404)


def test_a_later_release_of_a_clause_in_other_words_is_an_event_of_its_own(
    told_world: dict[str, str], stage: BillStage, people: People
) -> None:
    assert "Published with other words" not in page(told_world["clause"])
    act = stage.bill.alternative_acts.get()
    wording = act.versions.get().wordings.get()
    writing.change(wording, {"text": "Light every step and every bollard."}, by=people.officer)
    publish.publish(act, by=people.officer)
    text = page(told_world["clause"])
    assert "Published with other words" in text and "every bollard" in text


@pytest.mark.parametrize("name", ["bill-timeline", "compare-asks", "coalition:public-ask"])
def test_what_is_missing_is_a_missing_page(db: None, name: str) -> None:
    assert Client().get(reverse(name, args=[987654])).status_code == 404


def test_a_clause_that_is_not_in_the_released_text_is_missing(told_world: dict[str, str]) -> None:
    act = told_world["clause"].split("/")[3]
    assert Client().get(reverse("clause-timeline", args=[int(act), 987654])).status_code == 404
