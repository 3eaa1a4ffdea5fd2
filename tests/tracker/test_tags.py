"""What every page is made with: dates, Houses, decisions, and the only door for HTML of others."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template

from amendments.decisions import KNOWN
from tracker.templatetags.dates import clock_and_day, day, days
from tracker.templatetags.sanitise import LONGEST, TOO_LONG, sanitise


def shown(source: str, **context) -> str:
    return Template("{% load dates plain_words sanitise %}" + source).render(Context(context)).strip()


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>steal()</script>",
        "<img src=x onerror=steal()>",
        "<a href='javascript:steal()'>x</a>",
        "<a href='data:text/html,steal()'>x</a>",
        "<iframe src='https://evil.example'></iframe>",
        "<p style='position:fixed' onclick='steal()' class='govuk-button' id='main'>x</p>",
        "<form action='/jobs/1/cancel/'><button>x</button></form>",
        "<svg><script>steal()</script></svg>",
        "<math><mi xlink:href='javascript:steal()'>x</mi></math>",
        "<style>*{display:none}</style>",
        "<meta http-equiv=refresh content=0>",
        "<noscript><p title='</noscript><img src=x onerror=steal()>'>",
    ],
)
def test_nothing_that_runs_or_dresses_up_as_the_page_gets_through(hostile):
    cleaned = sanitise(hostile).lower()
    assert not any(
        word in cleaned for word in ("steal", "<img", "<form", "style=", "class=", "id=", "<meta", "iframe")
    )


def test_paragraphs_lists_and_links_stay():
    assert sanitise("<p>One <b>two</b></p><ul><li>3</li></ul>") == "<p>One <b>two</b></p><ul><li>3</li></ul>"
    assert sanitise("<a href='https://www.parliament.uk/x'>y</a>") == (
        '<a href="https://www.parliament.uk/x" rel="noopener noreferrer nofollow">y</a>'
    )


def test_a_relative_link_leads_where_the_text_stood_and_not_into_our_site():
    assert 'href="https://bills.parliament.uk/jobs/"' in sanitise("<a href='/jobs/'>x</a>")


def test_text_that_is_too_long_is_refused_and_not_cut():
    assert sanitise("<b>" + "x" * LONGEST) == TOO_LONG


def test_other_text_is_escaped_as_ever():
    assert shown("{{ title }}", title="<script>x</script>") == "&lt;script&gt;x&lt;/script&gt;"


def test_a_date_reads_as_in_a_letter():
    assert day(date(2014, 11, 4)) == '<time datetime="2014-11-04">4 November 2014</time>'
    assert day(None) == ""


def test_a_moment_late_in_the_evening_of_utc_is_the_next_day_in_london_in_summer():
    moment = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert ">1 July 2026<" in day(moment)
    assert ">00:30 on 1 July 2026<" in clock_and_day(moment)


def test_days_name_each_month_once():
    sittings = [date(2014, 12, 8), date(2014, 12, 1), date(2014, 12, 3), date(2015, 1, 5)]
    assert days(sittings) == "1, 3 and 8 December 2014; 5 January 2015"
    assert days([]) == ""


def test_a_house_is_always_a_word():
    assert shown('{% house "Lords" %}') == '<span class="house house--lords">Lords</span>'
    assert shown('{% house "Unassigned" %}') == '<span class="house house--neither">Neither House</span>'
    assert shown("{% house name %}", name="Joint <b>") == '<span class="house house--neither">Joint &lt;b&gt;</span>'


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.word)
def test_a_decision_has_a_shape_parliaments_word_and_ours(known):
    label = shown("{% decision_label word %}", word=known.word)
    assert known.official in label
    assert known.plain in label.replace("&#x27;", "'")
    assert any(shape in label for shape in "●○◌⊘…")


def test_an_unknown_decision_is_shown_as_received_and_says_that_it_is():
    label = shown("{% decision_label word %}", word="Deferred<b>")
    assert "Deferred&lt;b&gt;" in label
    assert "Parliament’s own word" in label


def test_word_and_plain_words_do_not_run_together_when_white_space_goes():
    label = shown("{% spaceless %}{% decision_label word %}{% endspaceless %}", word="Withdrawn")
    assert 'decision__plain"> Debated' in label
