"""Copies damaged at random: tags lost, added and moved. What is read stays right, or its fault is named."""

import random
import re

import pytest

from scrapers.parse import old_pages
from scrapers.records import PaperRecord, UnreadableSource
from tests.scrapers.old_pages import COMMONS, FRONT, LORDS, commons, head, in_rows, lords, page
from tests.scrapers.test_old_layouts import silent_faults

TAG = re.compile(r"<[^>]+>")
ADDED = (
    "<p>",
    "</p>",
    "<br>",
    "<td>",
    "</td>",
    "<tr>",
    "</tr>",
    "<table>",
    "</table>",
    "<font>",
    "</font>",
    "<div>",
    "</b>",
    "<b>",
)
WITH_HEADS = page(
    FRONT,
    "<table>",
    in_rows(COMMONS[0]),
    head(82),
    in_rows(COMMONS[1]),
    head(83),
    *map(in_rows, COMMONS[2:]),
    "</table>",
)


def damaged(text: str, dice: random.Random) -> str:
    """Up to six tags lost, added or doubled, never inside an image: words and stars stay."""
    for _ in range(dice.randint(1, 6)):
        tags = [found for found in TAG.finditer(text) if not found[0].startswith(("<img", "<title", "</title", "<h"))]
        found = dice.choice(tags)
        kind = dice.random()
        if kind < 0.5:
            text = text[: found.start()] + text[found.end() :]
        elif kind < 0.8:
            text = text[: found.start()] + dice.choice(ADDED) + text[found.start() :]
        else:
            text = text[: found.end()] + found[0] + text[found.end() :]
    return text


@pytest.mark.parametrize("which", ["commons", "commons with heads", "lords", "lords in cells"])
def test_damage_is_never_silent(which: str) -> None:
    whole, tabled = {
        "commons": (commons(), COMMONS),
        "commons with heads": (WITH_HEADS, COMMONS),
        "lords": (lords(), LORDS),
        "lords in cells": (lords(cells=True), LORDS),
    }[which]
    wrong, right = [], 0
    for seed in range(250):
        text = damaged(whole, random.Random(seed))
        try:
            paper = old_pages.parse([text.encode()])
        except UnreadableSource:
            continue
        assert isinstance(paper, PaperRecord)
        faults = silent_faults(paper, tabled)
        wrong += [(seed, faults)] if faults else []
        right += not faults and not paper.problems
    assert wrong == []
    assert right > 150


def test_the_measure_itself_sees_what_is_wrong() -> None:
    swapped = commons().replace("Mike Keane", "Ann Heron", 1)
    assert silent_faults(old_pages.parse([swapped.encode()]), COMMONS)
    renumbered = commons().replace("<b>98</b>", "<b>99</b>")
    assert silent_faults(old_pages.parse([renumbered.encode()]), COMMONS)
    reworded = lords().replace("rafts", "ships")
    assert silent_faults(old_pages.parse([reworded.encode()]), LORDS)
