"""The story of the ask for overseas domestic workers, 2014–15, as a stranger reads it on the ask's public page."""

import json
import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from coalition.models import Ask, Theme
from tracker import demonstration_coalition

NEGATIVED, AGREED, DISAGREED = "Negatived on division", "Agreed on division", "Disagreed on division"
STORY = [
    ("16 December 2013", "Draft Bill published", ""),
    ("8 April 2014", "Joint Committee on the draft Bill", ""),
    ("22 July 2014", "Modern Slavery, Human Trafficking and Human Exploitation Bill", "The coalition’s own Bill"),
    ("14 October 2014", "Unnumbered new clause, Mr David Hanson", f"{NEGATIVED}: A tie; the figures were not found."),
    ("14 October 2014", "Our judgement", "Not achieved"),
    ("4 November 2014", "New clause 2, Mr David Hanson", f"{NEGATIVED}: Ayes 234, Noes 288."),
    ("4 November 2014", "Our judgement", "Not achieved"),
    ("10 December 2014", "Amendment 94, Baroness Cox and 1 other", "Not found in our sources"),
    (
        "25 February 2015",
        "new clause, Lord Hylton and 3 others",
        f"{AGREED}: Content 183, Not Content 176.",
    ),
    ("25 February 2015", "Our judgement", "Achieved"),
    ("17 March 2015", "Lords amendment 72", f"{DISAGREED}: Ayes 276, Noes 209."),
    ("17 March 2015", "Amendment (a) to 72", "Agreed"),
    ("17 March 2015", "Amendment (b) to 72", "Agreed"),
    ("17 March 2015", "Amendment (c) to 72", "Agreed"),
    ("17 March 2015", "Our judgement", "Not achieved"),
    ("25 March 2015", "Motion A1, Lord Hylton", f"{DISAGREED}: Content 196, Not Content 285."),
    ("25 March 2015", "Amendment 72A", "Agreed"),
    ("25 March 2015", "Amendment 72B", "Agreed"),
    ("25 March 2015", "Amendment 72C", "Agreed"),
    ("25 March 2015", "Our judgement", "Partly achieved"),
    ("26 March 2015", "Royal Assent", "Modern Slavery Act 2015 c. 30"),
    ("26 March 2015", "Our judgement", "Partly achieved"),
]


@pytest.fixture
def address(bill) -> str:
    told = json.loads(demonstration_coalition.REAL.read_text(encoding="utf-8"))
    for name in {each["theme"] for each in told["asks"]}:
        Theme.objects.get_or_create(name=name)
    demonstration_coalition.load_real(bill, User.objects.create_user("olive"))
    return reverse("coalition:public-ask", args=[Ask.objects.get(reference="odw").pk])


def events(address: str, **query: str) -> list[str]:
    """Each event of the list in words."""
    text = Client().get(address, query).content.decode()
    found = re.findall(r'<li class="event .*?</li>', text, re.S)
    return [" ".join(re.sub(r"<[^>]+>", " ", each).split()).replace(" ,", ",").replace(" :", ":") for each in found]


@pytest.mark.django_db
def test_the_story_reads_from_the_draft_bill_to_the_act(address: str) -> None:
    found = [each for each in events(address) if "published here" not in each]
    assert len(found) == len(STORY)
    for said, (day, what, came_of_it) in zip(found, STORY, strict=True):
        assert day in said and what in said and came_of_it in said, said
    assert "Mark Pritchard, voted with the Noes" in found[3]
    assert "a defeat of the Government" in found[8]


@pytest.mark.django_db
def test_the_day_after_the_lords_had_voted_it_stood_as_won(address: str) -> None:
    found = events(address, at="2015-02-26")
    assert len(found) == 10 and "Achieved" in found[-1]
    top = Client().get(address, {"at": "2015-02-26"}).content.decode().partition('id="drawn"')[0]
    assert "276" not in top and "Partly achieved" not in top and "183, Not Content 176" in top


@pytest.mark.django_db
def test_as_at_a_day_the_page_knows_of_nothing_later_anywhere(address: str) -> None:
    whole = Client().get(address, {"at": "2015-03-18"}).content.decode().partition("<main")[2]
    assert "Amendment (a) to 72" in whole
    for later in ("72A", "Motion A1", "Royal Assent", "25 March 2015", "Partly achieved"):
        assert later not in whole, later


@pytest.mark.django_db
def test_every_event_of_parliament_names_its_source(address: str) -> None:
    assert all(re.search(r"Sources?:? \S", each) for each in events(address))
