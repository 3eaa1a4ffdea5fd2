"""HTML as plain words: nothing of its markup survives, and no size or depth of it takes long."""

import time

import pytest

from scrapers.parse.plain_text import plain, plain_line, table_rows


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>One <b>two</b></p><p>Three &ldquo;four&rdquo;<br/>five</p>", "One two\nThree “four”\nfive"),
        ("Lamps &amp; &#8220;wicks&#8221;", "Lamps & “wicks”"),
        ('<span class="sub-para-num">(1)</span>Every lamp', "(1) Every lamp"),
        ("<ul><li>oil</li><li>gas</li></ul>", "oil\ngas"),
        ("lit<script>alert(1)</script><style>p{}</style><!-- note -->", "lit"),
        ('<img src="x" onerror="alert(1)">lit', "lit"),
        ("<b>lit", "lit"),
        ("</body></html>after <i>all</i>", "after all"),
        ("<p></p>", ""),
    ],
)
def test_words_stay_and_markup_goes(html: str, words: str) -> None:
    assert plain(html) == words


@pytest.mark.parametrize("text", ["a < b & c", "leave out “x”", "R&D; AT&T", "", "  two  spaces  "])
def test_text_without_markup_is_as_received(text: str) -> None:
    assert plain(text) == text


def test_one_line_is_one_line() -> None:
    assert plain_line("<p>One</p>\n<p>two</p>") == "One two"


def test_tables_give_their_cells() -> None:
    html = "<table><tr><th>A</th><th>B</th></tr><tr><td>1<td><p>2</p></table>"
    assert table_rows(html) == (("A", "B"), ("1", "2"))
    assert table_rows("<p>none</p>") == ()


@pytest.mark.parametrize(
    "html",
    [
        "<div>" * 40_000,
        "<b>" * 60_000,
        "<!--" * 50_000,
        "<table><tr><td>x" * 12_000,
        "&" * 200_000,
        "<p " + "a=b " * 49_000,
    ],
    ids=["deep", "open", "comments", "tables", "ampersands", "attributes"],
)
def test_hostile_html_is_read_at_once(html: str) -> None:
    started = time.perf_counter()
    plain(f"{html}&amp;")
    table_rows(html)
    assert time.perf_counter() - started < 2
