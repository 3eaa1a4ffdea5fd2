"""A timeline's events as HTML: what is not ours is escaped, in the list and in the drawing."""

import html
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from tracker.timeline.asked import Choice
from tracker.timeline.drawing import Column, Drawing, Mark
from tracker.timeline.events import Event, Kind, Source, Words
from tracker.timeline.written import filter_links, in_drawing, in_list, lanes_and_events

BAD = "<b>\"&'</b>"
ABOUT = Words(title="Amendment 4", sources=(Source("The record", "https://example.org/"),))
EVENT = Event(
    key="decided-4",
    kind=Kind.DECIDED,
    on=date(2026, 3, 1),
    anchor=date(2026, 3, 1),
    rank=(),
    about=ABOUT,
    house="Lords",
    place="Report stage (Lords)",
    official="Agreed",
    outcome="made",
)


def told_as(**facts: Any) -> Event:
    """The event with other facts, or with other words about it."""
    words = {name: facts.pop(name) for name in list(facts) if hasattr(ABOUT, name)}
    return EVENT._replace(about=replace(ABOUT, **words), **facts)


@pytest.mark.parametrize(
    "name", ["key", "title", "house", "place", "url", "official", "plain", "vote", "by", "remark", "quotation", "mark"]
)
def test_words_of_a_source_are_never_markup(name):
    event = told_as(**{name: BAD})

    told = in_list(event)

    assert "<b>" not in told.casefold() and html.escape(BAD) in told
    assert "<b>" not in in_drawing(Mark(event, "●", 1, 2, ((BAD, 3, 4),))).casefold()


@pytest.mark.parametrize("source", [Source(BAD, ""), Source("words", BAD), Source(BAD, "https://example.org/")])
def test_sources_are_never_markup(source):
    told = in_list(told_as(sources=(source,)))

    assert "<b>" not in told and html.escape(BAD) in told


def test_an_event_tells_what_day_where_and_how_it_ended():
    told = in_list(EVENT)

    assert '<time datetime="2026-03-01">1 March 2026</time>' in told
    assert "Report stage (Lords)" in told and "Agreed" in told
    assert "Source:" in told and "https://example.org/" in told


def test_a_place_that_the_title_names_is_not_said_twice():
    assert "Report stage (Lords)" not in in_list(told_as(title="Report stage, first day"))


def test_stages_drawn_and_choices_are_never_markup():
    drawn = lanes_and_events(
        Drawing(columns=(Column(108, ((BAD, 15, False),)),), marks=(Mark(told_as(title=BAD), "●", 1, 2),))
    )
    links = filter_links([(BAD, [Choice(BAD, f"?ask={BAD}", is_chosen=True)])])

    assert "<b>" not in drawn and drawn.count(html.escape(BAD)) == 2
    assert "<b>" not in links and links.count(html.escape(BAD)) == 3


def test_the_choice_that_the_page_shows_is_marked():
    links = filter_links(
        [("House", [Choice("All", "?", is_chosen=False), Choice("Lords", "?house=Lords", is_chosen=True)])]
    )

    assert links.count("aria-current") == 1
    assert 'href="?house=Lords" aria-current="true">Lords</a>' in links
