"""Nothing of Parliament's data is lost by oversight: each path is listed in docs/fields.md, each value arrives.

The page is the test's own input. Recorded payloads are real; samples made from Parliament's specification fill every
field with a value of its own, so that a value cannot seem to arrive by chance.
"""

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from scrapers.parse import bills_api, divisions_api, members_api, rss
from tests.scrapers.field_tables import Fate, arrives, field_tables, is_listed, kept_values, leaves
from tests.scrapers.recorded import (
    FEEDS,
    NOT_PAYLOADS,
    READERS,
    RECORDER,
    RECORDINGS,
    Recorded,
    as_bytes,
    in_its_shape,
    samples,
)

TABLES = field_tables()
FATES = {"stored", "read", "ignored"}


@pytest.fixture
def folder(shared: Path) -> Path:
    return shared / "api" / "recorded"


def unlisted(item: Any, table: dict[str, Fate]) -> list[str]:
    known = {**table, **TABLES["recorder"]}
    return sorted({path for path, value in leaves(item) if not is_listed(path, value, known)})


def lost(item: Any, shape: str, record: Any) -> list[str]:
    """The stored values of an item that are nowhere in its record."""
    kept = kept_values(record)
    table = TABLES[shape]
    return [
        f"{path} = {value!r}"
        for path, value in leaves(item)
        if path in table and table[path].fate == "stored" and not arrives(value, kept)
    ]


# ---- the page itself ----
def test_every_row_says_a_fate_and_a_reason() -> None:
    rows = [(section, path, fate) for section, table in TABLES.items() for path, fate in table.items()]
    assert len(rows) > 300
    assert [(section, path) for section, path, fate in rows if fate.fate not in FATES or len(fate.why) < 5] == []
    assert [(section, path) for section, path, fate in rows if fate.fate == "stored" and not fate.column] == []


def test_every_shape_that_is_read_has_a_table() -> None:
    assert set(READERS) <= set(TABLES)


# ---- the recorded payloads ----
def test_every_recorded_file_is_accounted_for(folder: Path) -> None:
    files = {str(path.relative_to(folder)) for path in folder.rglob("*.*")}
    assert files == {each.file for each in RECORDINGS} | set(NOT_PAYLOADS) | set(FEEDS)


@pytest.mark.parametrize("recorded", RECORDINGS, ids=lambda each: f"{each.file}:{each.key}")
def test_every_path_of_a_recorded_payload_is_listed(recorded: Recorded, folder: Path) -> None:
    for item in recorded.items(folder):
        shape, whole = in_its_shape(recorded.shape, item)
        assert unlisted(whole, TABLES[shape]) == []


@pytest.mark.parametrize(
    "recorded", [each for each in RECORDINGS if each.shape != "state_of_parties"], ids=lambda e: f"{e.file}:{e.key}"
)
def test_every_stored_value_of_a_recorded_payload_arrives_in_its_record(recorded: Recorded, folder: Path) -> None:
    for item in recorded.items(folder):
        shape, whole = in_its_shape(recorded.shape, item)
        record = READERS[shape](whole)
        assert getattr(record, "problems", ()) == ()
        assert lost(whole, shape, record) == []


@pytest.mark.parametrize(
    ("file", "read", "count"),
    [
        ("bills__bills.json", bills_api.bills_page, 1),
        ("bills__bill-2818_stages.json", bills_api.stages_page, 2),
        ("bills__bill_stages.json", bills_api.stage_kinds_page, 20),
        ("bills__bill_types.json", bills_api.bill_types_page, 9),
        ("bills__bill-512_publications.json", bills_api.publications, 41),
        ("divisions__commons.json", divisions_api.commons_divisions, 25),
        ("divisions__lords.json", divisions_api.lords_divisions, 1),
        ("members__search.json", members_api.members_page, 3),
    ],
)
def test_a_recorded_page_is_read_as_it_came(file: str, read: Any, count: int, folder: Path) -> None:
    page = read((folder / "snommoc" / file).read_bytes())
    assert (len(page.items), page.problems) == (count, ())


def test_every_path_around_a_recorded_list_is_listed(folder: Path) -> None:
    for recorded in RECORDINGS:
        if recorded.key == "items" and recorded.file.startswith("snommoc"):
            document = next(iter(Recorded(recorded.file, "page").items(folder)))
            del document["items"]
            assert unlisted(document, TABLES["page"]) == []


# ---- feeds ----
def feed_of(fragment: bytes) -> bytes:
    """The recorded item, in the feed it was cut from."""
    spaces = b'xmlns:p4="urn:bills" xmlns:a10="http://www.w3.org/2005/Atom"'
    return b'<rss version="2.0" ' + spaces + b"><channel>" + fragment + b"</channel></rss>"


@pytest.mark.parametrize("file", FEEDS)
def test_every_path_of_a_recorded_feed_is_listed_and_arrives(file: str, folder: Path) -> None:
    body = feed_of((folder / file).read_bytes())
    kept = kept_values(rss.feed(body))
    for item in etree.fromstring(body, etree.XMLParser(remove_comments=True)).iter("item"):
        for path, value in _feed_paths(item):
            assert path in TABLES["feed"]
            assert TABLES["feed"][path].fate == "ignored" or arrives(value, kept), path


def _feed_paths(item: Any) -> list[tuple[str, str]]:
    found = [(f"@{name.rpartition('}')[2]}", value) for name, value in item.attrib.items()]
    for child in item:
        name = child.tag.rpartition("}")[2]
        found.append((f"{name}[]" if name == "category" else name, child.text))
        found += [(f"{name}@{key}", value) for key, value in child.attrib.items()]
    return found


# ---- the specification ----
def test_every_field_of_the_specification_is_listed_and_arrives(shared: Path) -> None:
    seen = set()
    for shape, item in samples(shared / "api" / "openapi"):
        assert unlisted(item, TABLES[shape]) == [], shape
        record = READERS[shape](item)
        assert getattr(record, "problems", ()) == ()
        assert lost(item, shape, record) == [], shape
        seen.add(shape)
    assert len(seen) == 12


# ---- the guard itself ----
def test_a_new_field_of_parliament_is_noticed() -> None:
    assert unlisted({"id": 1, "name": "Committee stage", "mood": "solemn"}, TABLES["stage_kind"]) == ["mood"]


def test_a_value_that_does_not_arrive_is_noticed() -> None:
    item = {"id": 4, "category": "Hybrid", "name": "Hybrid Bill", "description": "Half and half"}
    record = bills_api.bill_types_page(as_bytes({"items": [{**item, "category": ""}], "totalResults": 1}))
    assert lost(item, "bill_type", record) == ["category = 'Hybrid'"]


def test_a_note_of_the_recorder_is_never_mistaken_for_a_field() -> None:
    assert set(TABLES["recorder"]) == set(RECORDER)
