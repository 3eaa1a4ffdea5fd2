"""Reading Parliament's JSON: what is not an answer is refused, with the place and the reason."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.parse import bills_api, divisions_api, members_api, rss
from scrapers.parse.json_body import load, load_object
from scrapers.parse.reading import Row, RowRefused
from scrapers.records import Page, UnreadableSource

PAGES = [
    bills_api.bills_page,
    bills_api.stages_page,
    bills_api.sittings_page,
    bills_api.publications,
    bills_api.news_page,
    bills_api.stage_kinds_page,
    bills_api.bill_types_page,
    bills_api.publication_types_page,
    bills_api.amendments_page,
    bills_api.ping_pong_page,
    members_api.members_page,
    divisions_api.commons_divisions,
    divisions_api.lords_divisions,
]
SINGLES = [
    bills_api.bill,
    bills_api.stage,
    bills_api.amendment,
    bills_api.ping_pong_item,
    bills_api.document,
    divisions_api.commons_division,
]
ENVELOPED = [page for page in PAGES if "division" not in page.__name__]


def row(**fields: Any) -> Row:
    return Row(fields, "items[3]", [])


def only_problem(of: Row) -> tuple[str, str]:
    (problem,) = of.problems
    return problem.place, problem.reason


# ---- documents that are not answers ----
@pytest.mark.parametrize("read", [*PAGES, *SINGLES], ids=lambda read: read.__name__)
@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b"", "is empty"),
        (b"   \r\n", "is empty"),
        (b'{"items": [{"id": 1}, {"i', "is not whole JSON"),
        (b"<!DOCTYPE html><html><title>Service \n unavailable</title>", "which says “Service unavailable”"),
        (b"<html><body>sorry</body></html>", "a page of HTML or XML where JSON was due"),
        ("{“items”: []}".encode("cp1252"), "is not UTF-8"),
        (b'{"items": []}'.decode().encode("utf-16"), "is not UTF-8"),
        (b'{"items": [' + b"[" * 100_000, "nested too deeply"),
        (b'{"items": ' + b'{"a":' * 50_000, "nested too deeply"),
        (b'{"items": [NaN]}', "a number that is not one"),
        (b'{"items": [' + b"9" * 5000 + b"]}", "a number that is not one"),
        (b'{"items": ["\x00"]}', "is not whole JSON"),
        (
            b'{"type": "about:blank", "title": "Not Found", "status": 404}',
            "an error report of the server: 404 Not Found",
        ),
    ],
)
def test_what_is_not_an_answer_is_refused(read: Any, body: bytes, says: str) -> None:
    with pytest.raises(UnreadableSource) as refused:
        read(body)
    assert says in refused.value.reason
    assert refused.value.place


def test_truncated_json_is_refused_at_its_line_and_column() -> None:
    with pytest.raises(UnreadableSource, match=r"line 2, column 14: is not whole JSON"):
        load(b'{"items": [\n  {"billId": ')


def test_a_byte_order_mark_is_read_over() -> None:
    assert load(b"\xef\xbb\xbf[1]") == [1]


def test_an_enormous_document_is_refused_before_it_is_read() -> None:
    with pytest.raises(UnreadableSource, match="larger than 64 MB"):
        load(b" " * (64 * 1024 * 1024 + 1))


@pytest.mark.parametrize("read", ENVELOPED, ids=lambda read: read.__name__)
def test_a_bare_list_is_not_a_page(read: Any) -> None:
    with pytest.raises(UnreadableSource, match="is a list where an object was due"):
        read(b"[]")


@pytest.mark.parametrize("read", ENVELOPED, ids=lambda read: read.__name__)
def test_an_object_without_a_list_is_not_a_page(read: Any) -> None:
    with pytest.raises(UnreadableSource, match="is missing"):
        read(b'{"totalResults": 3}')


@pytest.mark.parametrize("read", [p for p in ENVELOPED if p is not bills_api.publications], ids=lambda r: r.__name__)
class TestEveryList:
    """What holds of every page of a list."""

    def test_a_page_says_its_total_and_its_size(self, read: Any) -> None:
        page = read(b'{"items": [], "totalResults": 1072, "itemsPerPage": 20}')
        assert page == Page((), 1072, 20)

    def test_null_in_place_of_items_is_an_empty_page(self, read: Any) -> None:
        assert read(b'{"items": null, "totalResults": 0}').items == ()

    def test_a_total_in_words_is_no_total_and_is_reported(self, read: Any) -> None:
        page = read(b'{"items": [], "totalResults": "many"}')
        assert page.total is None
        assert [p.place for p in page.problems] == ["totalResults"]

    def test_a_negative_total_is_no_total_and_is_reported(self, read: Any) -> None:
        page = read(b'{"items": [], "totalResults": -1}')
        assert (page.total, len(page.problems)) == (None, 1)

    @pytest.mark.parametrize("item", ["{}", "null", "7", '"x"', "[]", '{"id": 0, "billId": 0, "amendmentId": 0}'])
    def test_a_row_that_identifies_nothing_is_left_out_and_reported(self, read: Any, item: str) -> None:
        page = read(f'{{"items": [{item}], "totalResults": 1}}'.encode())
        assert page.items == ()
        assert [p.place.startswith("items[0]") for p in page.problems] == [True]

    def test_items_that_are_no_list_refuse_the_page(self, read: Any) -> None:
        with pytest.raises(UnreadableSource, match="items: is words where a list is due"):
            read(b'{"items": "none", "totalResults": 0}')


def test_a_row_that_stands_twice_is_taken_once_and_reported() -> None:
    kinds = [{"id": 6, "name": "1st reading"}, {"id": 7, "name": "2nd reading"}, {"id": 6, "name": "1st reading"}]
    page = bills_api.stage_kinds_page(json.dumps({"items": kinds, "totalResults": 3}).encode())
    assert [item.id for item in page.items] == [6, 7]
    assert [(p.place, p.reason) for p in page.problems] == [
        ("items[2]", "stands twice in this list: it is also items[0]")
    ]


# ---- values ----
def test_missing_is_not_said_and_null_is_none() -> None:
    assert row().text("summary") is None
    assert row(summary=None).text("summary") == ""
    assert row(summary="").text("summary") == ""
    assert row().integer("clause") is None
    assert row(clause=None).integer("clause") is None


@pytest.mark.parametrize("value", [7, True, 1.5, ["x"], {"x": 1}])
def test_words_of_another_type_are_a_problem(value: Any) -> None:
    given = row(decision=value)
    assert given.text("decision") is None
    assert only_problem(given)[0] == "items[3].decision"


@pytest.mark.parametrize(
    "words",
    ["â€œor attemptsâ€\u009d", "Â£500", "CafÃ©", "ï¿½ lost \ufffd", "nul \x00", "half a pair \ud83d"],
)
def test_damaged_words_are_reported_and_never_repaired(words: str) -> None:
    given = row(title=words)
    assert given.text("title") is None
    assert only_problem(given)[0] == "items[3].title"


@pytest.mark.parametrize("words", ["“Môr” – naïve Ångström £500 Âge", "★", "Ã", "Ynys Môn", "𝒜"])
def test_sound_words_pass_as_they_are(words: str) -> None:
    given = row(title=words)
    assert given.text("title") == words
    assert given.problems == []


def test_words_longer_than_their_column_are_reported_not_cut() -> None:
    given = row(decision="x" * 61)
    assert given.text("decision", 60) is None
    assert only_problem(given) == ("items[3].decision", "is longer than 60 characters")


@pytest.mark.parametrize(("value", "number"), [(17, 17), (0, 0), ("10021041", 10021041), (2**31 - 1, 2**31 - 1)])
def test_numbers_are_taken_also_as_digits_in_quotes(value: Any, number: int) -> None:
    assert row(clause=value).integer("clause") == number


@pytest.mark.parametrize("value", [-1, 2**31, True, 1.0, "", "2A", "²", "1" * 11, [1], {}])
def test_what_is_not_a_number_of_ours_is_a_problem(value: Any) -> None:
    given = row(clause=value)
    assert given.integer("clause") is None
    assert only_problem(given)[0] == "items[3].clause"


@pytest.mark.parametrize("value", [1, 0, "true", "false", []])
def test_only_true_and_false_are_true_and_false(value: Any) -> None:
    given = row(isAct=value)
    assert given.boolean("isAct") is None
    assert only_problem(given)[0] == "items[3].isAct"


# ---- times ----
@pytest.mark.parametrize(
    ("said", "moment"),
    [
        ("2026-07-17T18:03:14.5516835", datetime(2026, 7, 17, 17, 3, 14, 551683, UTC)),
        ("2026-01-17T18:03:14", datetime(2026, 1, 17, 18, 3, 14, tzinfo=UTC)),
        ("2026-07-17T18:03:14+01:00", datetime(2026, 7, 17, 17, 3, 14, tzinfo=UTC)),
        ("2026-07-17T17:03:14Z", datetime(2026, 7, 17, 17, 3, 14, tzinfo=UTC)),
        ("2026-10-25T01:30:00", datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("2026-03-29T01:30:00", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),
        ("0001-01-01T00:00:00", None),
        ("", None),
        (None, None),
    ],
)
def test_a_time_without_a_zone_is_london_time(said: str | None, moment: datetime | None) -> None:
    given = row(lastUpdate=said)
    assert given.moment("lastUpdate") == moment
    assert given.problems == []


@pytest.mark.parametrize(
    "said",
    ["2026-07-17T00:00:00", "2026-07-17", "2026-07-16T23:00:00Z", "2026-07-17T00:00:00+01:00", "2026-07-17T23:59:59"],
)
def test_a_date_dressed_as_midnight_is_that_london_date(said: str) -> None:
    assert row(date=said).day("date") == date(2026, 7, 17)


@pytest.mark.parametrize(
    "said", ["tomorrow", "2026-13-01T00:00:00", "17/07/2026", 20260717, True, "0001-01-01T00:00:00+14:00"]
)
def test_a_date_that_cannot_be_read_is_a_problem(said: Any) -> None:
    given = row(date=said)
    assert given.day("date") is None
    assert only_problem(given)[0] == "items[3].date"


# ---- plain objects and addresses ----
def test_an_object_is_kept_as_received_without_what_is_not_plain() -> None:
    given = row(name="Agent", calls=3, share=0.5, open=True, fax=None, nested={"a": 1}, inf=float("inf"), big=2**60)
    assert given.flat() == {"name": "Agent", "calls": 3, "share": 0.5, "open": True, "fax": None}
    assert [p.place for p in given.problems] == ["items[3].nested", "items[3].inf", "items[3].big"]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "file:///etc/hosts"]
)
def test_an_address_that_is_not_of_the_web_is_not_taken(url: str) -> None:
    given = row(url=url)
    assert given.address("url") is None
    assert only_problem(given) == ("items[3].url", "is not a web address")


@pytest.mark.parametrize(
    "url", ["https://www.gov.uk/x", "http://www.opsi.gov.uk/y", "www.example.org", "/bills/1", ""]
)
def test_other_addresses_are_kept_as_received(url: str) -> None:
    assert row(url=url).address("url") == url


def test_a_refusal_names_its_place_once() -> None:
    given = row(amendmentId="two")
    with pytest.raises(RowRefused, match=r"items\[3\].amendmentId: is words where a whole number is due"):
        given.identity("amendmentId")
    assert given.problems == []


# ---- anything at all ----
KEYS = [
    "items", "publications", "sittings", "billId", "id", "amendmentId", "sponsors", "member", "memberId", "name",
    "summaryText", "amendmentLines", "text", "type", "motion", "amendment", "motionGroups", "currentStage", "stageId",
    "stageSittings", "billStageId", "date", "shortTitle", "description", "links", "files", "url", "value",
    "latestParty", "DivisionId", "Ayes", "MemberId", "Name", "divisionId", "title", "Title", "contents", "agent",
    "isImage", "indentation", "isLead", "sortOrder", "totalResults", "lastUpdate", "status", "includedSessionIds",
]  # fmt: skip
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from(["Motion", "Amendment", "<p>x</p>", "2026-07-17T00:00:00", "9999-12-31T23:59:59", "17", "\x00"])
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=30,
)
ANSWERS = VALUES | st.fixed_dictionaries({"items": st.lists(VALUES, max_size=3)}) | st.lists(VALUES, max_size=3)


@given(ANSWERS)
def test_no_json_value_raises_anything_but_unreadable_source(value: Any) -> None:
    body = json.dumps(value).encode()
    for read in (*PAGES, *SINGLES, load_object):
        try:
            found = read(body)
        except UnreadableSource as refused:
            assert refused.place
            assert refused.reason
        else:
            assert all(p.place and p.reason for p in getattr(found, "problems", ()))


@given(st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_no_bytes_raise_anything_but_unreadable_source(body: bytes) -> None:
    for read in (*PAGES, *SINGLES, rss.feed):
        with pytest.raises(UnreadableSource):
            read(b"\x01" + body)
