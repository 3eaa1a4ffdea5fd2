"""Broken sweeps by seed: each goes wrong as it says, and the tracker's client sees through all that can be seen."""

import json
from collections.abc import Callable

import pytest

from scrapers.parliament import Parliament
from tests.replica.conftest import Serve
from tests.replica.faults import KINDS, UNSEEN, broken
from tests.replica.many import BILL_ID, STAGE_ID, many
from tracker.replica.answers import Answer, answer
from tracker.replica.server import Replica

WORLD = many(250)
TODAY = WORLD.at(1)
LIST = f"/Bills/{BILL_ID}/Stages/{STAGE_ID}/Amendments"


def sweep(seed: int) -> list[Answer]:
    """The three pages of the list, read while the fault of this seed is on."""
    fault = broken(seed)
    paths = [f"{LIST}?Skip={skip}&Take=100" for skip in (0, 100, 200)]
    return [fault(path, answer(TODAY, path)) for path in paths]


GOOD = [answer(TODAY, f"{LIST}?Skip={skip}&Take=100") for skip in (0, 100, 200)]


def test_kinds_come_up_equally_often() -> None:
    assert {broken(seed).kind for seed in range(len(KINDS))} == set(KINDS)


@pytest.mark.parametrize("seed", range(40))
def test_the_same_seed_breaks_in_the_same_way(seed: int) -> None:
    assert sweep(seed) == sweep(seed)


@pytest.mark.parametrize("seed", range(100))
def test_every_seed_breaks_the_list(seed: int) -> None:
    assert sweep(seed) != GOOD


def test_seeds_break_different_pages() -> None:
    first_broken = {
        next(n for n, (one, good) in enumerate(zip(sweep(seed), GOOD, strict=True)) if one != good)
        for seed in range(0, 200, len(KINDS))
    }
    assert first_broken == {0, 1, 2}


def test_a_request_tried_again_fails_in_the_same_way() -> None:
    for seed in range(len(KINDS)):
        fault = broken(seed)
        paths = [f"{LIST}?Skip={skip}&Take=100" for skip in (0, 100, 200)]
        once = [fault(path, answer(TODAY, path)) for path in paths]
        assert [fault(path, answer(TODAY, path)) for path in paths] == once, fault.kind


def test_only_lists_of_amendments_are_broken() -> None:
    for seed in range(len(KINDS)):
        fault = broken(seed)
        good = answer(TODAY, f"/Bills/{BILL_ID}")
        assert fault(f"/Bills/{BILL_ID}", good) is good
        assert not fault.struck


def test_a_shrunken_list_is_consistent_in_itself() -> None:
    pages = [json.loads(each.body) for each in sweep(KINDS.index("shrunken"))]
    assert len({page["totalResults"] for page in pages}) == 1
    assert sum(len(page["items"]) for page in pages) == pages[0]["totalResults"] < 250


@pytest.mark.django_db
@pytest.mark.parametrize("first", range(0, 100, 20))
def test_no_broken_sweep_is_called_complete(
    first: int, serve: Serve, client_of: Callable[[Replica], Parliament]
) -> None:
    replica = serve(WORLD)
    client = client_of(replica)
    for seed in range(first, first + 20):
        fault = replica.faults = broken(seed)
        read = client.amendments(BILL_ID, STAGE_ID)
        assert fault.struck, seed
        if fault.kind in UNSEEN:
            continue
        assert not read.is_complete, f"seed {seed}, {fault.kind}"
        assert read.problem, f"seed {seed}, {fault.kind}"
    replica.faults = None
    whole = client.amendments(BILL_ID, STAGE_ID)
    assert (whole.is_complete, len(whole.items)) == (True, 250)
