"""Members as the Members API gives them, in our own words."""

from typing import Any

import pytest

from scrapers.parse.members_api import members_page
from tests.scrapers.payloads import envelope


def member(number: int = 901, **more: Any) -> dict[str, Any]:
    value = {
        "id": number,
        "nameListAs": "Brook, Ada",
        "nameDisplayAs": "Ada Brook",
        "nameFullTitle": "Ada Brook MP",
        "latestParty": {"id": 15, "name": "Labour", "backgroundColour": "d50000", "foregroundColour": "ffffff"},
        "latestHouseMembership": {
            "membershipFrom": "Larne",
            "house": 1,
            "membershipStatus": {"statusIsActive": True},
        },
        "thumbnailUrl": "https://members-api.parliament.uk/api/Members/901/Thumbnail",
        **more,
    }
    return {"value": value, "links": [{"rel": "self", "href": "/Members/901", "method": "GET"}]}


def test_a_member_has_a_name_a_party_a_house_and_a_seat() -> None:
    (record,) = members_page(envelope([member()], 1)).items
    assert (record.member_id, record.name, record.party) == (901, "Ada Brook", "Labour")
    assert (record.house, record.member_from) == ("Commons", "Larne")


def test_pictures_and_colours_are_left_out_of_the_facts() -> None:
    (record,) = members_page(envelope([member()], 1)).items
    assert record.facts == {
        "nameListAs": "Brook, Ada",
        "nameFullTitle": "Ada Brook MP",
        "latestParty": {"id": 15, "name": "Labour"},
        "latestHouseMembership": {
            "membershipFrom": "Larne",
            "house": 1,
            "membershipStatus": {"statusIsActive": True},
        },
    }


@pytest.mark.parametrize(("number", "house"), [(1, "Commons"), (2, "Lords"), (3, "3"), (None, "")])
def test_the_houses_have_numbers_here_and_an_unknown_one_is_kept(number: int | None, house: str) -> None:
    (record,) = members_page(envelope([member(latestHouseMembership={"house": number})], 1)).items
    assert record.house == house


def test_a_member_without_party_or_seat_is_still_a_member() -> None:
    (record,) = members_page(envelope([member(latestParty=None, latestHouseMembership=None)], 1)).items
    assert (record.party, record.house, record.member_from) == ("", "", "")


@pytest.mark.parametrize(
    ("item", "place"),
    [
        ({"links": []}, "items[0].value"),
        (member(0), "items[0].value.id"),
        (member(nameDisplayAs=None), "items[0].value.nameDisplayAs"),
    ],
)
def test_a_member_without_an_id_or_a_name_is_left_out(item: dict[str, Any], place: str) -> None:
    page = members_page(envelope([item], 1))
    assert (page.items, [p.place for p in page.problems]) == ((), [place])
