"""Broken readings of a list of amendments, again and again: none may say that an amendment is gone.

A loopback Parliament holds a stage of some hundred amendments. It is read once completely; then each reading is broken
in one of the ways below (seeded), through the same client and pipeline as real ones. Now and then a wording really
changes. Run: python -m tests.proofs.sweeps --count 1000
"""

import argparse
import json
import os
import random
import sys
import tempfile
from collections.abc import Callable
from typing import Any
from unittest import mock
from urllib.parse import parse_qs, urlsplit

AMENDMENTS = 230
PAGE = 100
LIST = "/Bills/7/Stages/70/Amendments"

Page = tuple[int, bytes]
Break = Callable[[random.Random, int, dict[str, Any]], Page]


def _json(page: dict[str, Any], status: int = 200) -> Page:
    return status, json.dumps(page).encode()


def failed_page(chance: random.Random, number: int, page: dict[str, Any]) -> Page:
    """A page that answers with an error, also when asked again."""
    return (chance.choice([500, 502, 404, 403]), b"<h1>Something went wrong</h1>") if number == 2 else _json(page)


def error_page(chance: random.Random, number: int, page: dict[str, Any]) -> Page:
    """An HTML page of apology with status 200."""
    return (200, b"<!DOCTYPE html><html><h1>Sorry</h1></html>") if number == 2 else _json(page)


def cut_json(chance: random.Random, number: int, page: dict[str, Any]) -> Page:
    """Bytes that end in the middle."""
    status, body = _json(page)
    return status, body[: chance.randint(1, len(body) - 1)] if number == 2 else body


def duplicated_page(chance: random.Random, number: int, page: dict[str, Any]) -> Page:
    """The first page again in the place of the second."""
    return _json({**page, "items": page["first"]} if number == 2 else page)


def moving_total(chance: random.Random, number: int, page: dict[str, Any]) -> Page:
    """A total that is another one on every page."""
    return _json({**page, "totalResults": page["totalResults"] - chance.randint(1, 40) * number})


def list_cut_short(chance: random.Random, number: int, page: dict[str, Any]) -> Page:
    """A list that stops before its total."""
    keep = chance.randint(0, len(page["items"]) - 1)
    return _json({**page, "items": page["items"][:keep]} if number == 2 else page)


def empty_rows(chance: random.Random, number: int, page: dict[str, Any]) -> Page:
    """Objects with nothing in them where amendments were."""
    items = [{} if chance.random() < 0.2 else item for item in page["items"]]
    items[0] = {}
    return _json({**page, "items": items})


def repeated_item(chance: random.Random, number: int, page: dict[str, Any]) -> Page:
    """One amendment twice, another one missing, the total right."""
    items = list(page["items"])
    if len(items) > 1:
        items[chance.randrange(1, len(items))] = items[0]
    return _json({**page, "items": items})


def shorter_once(chance: random.Random, number: int, page: dict[str, Any]) -> Page:
    """A consistent, complete, shorter list, once: one such reading is not enough either."""
    return _json({**page, "totalResults": 1, "items": page["first"][:1]})


BREAKS: tuple[Break, ...] = (
    failed_page,
    error_page,
    cut_json,
    duplicated_page,
    moving_total,
    list_cut_short,
    empty_rows,
    repeated_item,
    shorter_once,
)


class Stage:
    """The stage as the loopback Parliament holds it, and how it answers just now."""

    def __init__(self, seed: int) -> None:
        from tests.scrapers.payloads import amendment

        self.chance = random.Random(seed)
        names = [
            {
                "isLead": n == 0,
                "sortOrder": n + 1,
                "memberId": 900 + n,
                "name": f"Member {n}",
                "party": "",
                "house": "Commons",
            }
            for n in range(3)
        ]
        self.items = [amendment(n, sponsors=names) for n in range(1, AMENDMENTS + 1)]
        self.way: Break | None = None
        self.asked = 0

    def answer(self, path: str) -> Page:
        """One page, broken in the way of the day."""
        query = parse_qs(urlsplit(path).query)
        skip = int(query.get("Skip", ["0"])[0])
        self.asked += 1
        page = {
            "items": self.items[skip : skip + PAGE],
            "totalResults": len(self.items),
            "itemsPerPage": PAGE,
            "first": self.items[:PAGE],
        }
        number = min(skip // PAGE + 1, 3)
        if not page["items"]:
            return _json(page)
        return self.way(self.chance, number, page) if self.way else _json(page)

    def reword(self, number: int) -> None:
        """A real change of wording."""
        place = self.chance.randrange(len(self.items))
        words = f"Clause 1, page 1, line {place + 1}, leave out “lamp” and insert “light number {number}”"
        self.items[place] = {**self.items[place], "summaryText": [words]}


def prove(count: int, seed: int) -> dict[str, Any]:
    """Read `count` broken lists; returns what was concluded from them. Needs Django with an empty database."""
    from django.conf import settings

    from amendments.models import Amendment, Sponsorship
    from scrapers.models import FetchRun, MissedOnce
    from scrapers.parliament import Parliament
    from tests.scrapers.conftest import QuickClock
    from tests.scrapers.said import a_stage
    from tests.scrapers.upstream import Reply, Upstream
    from tracker import pipeline

    stage = a_stage()
    stage.bill.bill_id, stage.bill_stage_id = 7, 70
    parliament_holds = Stage(seed)
    found: dict[str, Any] = {"seed": seed, "readings": 0, "by break": {}, "false absences": 0, "half-written": 0}
    with Upstream() as server:
        server.next_reply = lambda path: Reply(  # type: ignore[method-assign]
            *reversed(parliament_holds.answer(path))
        )
        settings.SCRAPER_ALLOWED_HOSTS, settings.BILLS_API_URL = ["127.0.0.1"], server.url
        settings.COMMONS_VOTES_API_URL = settings.LORDS_VOTES_API_URL = ""
        settings.SCRAPER_REQUESTS_PER_SECOND = 100_000.0
        parliament = Parliament(clock=QuickClock().clock())
        with mock.patch.object(pipeline, "_update_details", return_value={}):
            pipeline._update_amendments(parliament, stage, pipeline._silent)
            assert Amendment.objects.count() == AMENDMENTS
            for number in range(count):
                if number % 10 == 0:
                    parliament_holds.reword(number)
                parliament_holds.way = BREAKS[number % len(BREAKS)]
                pipeline._update_amendments(parliament, stage, pipeline._silent)
                name = parliament_holds.way.__name__.replace("_", " ")
                found["by break"][name] = found["by break"].get(name, 0) + 1
                found["readings"] += 1
                found["false absences"] += Amendment.objects.filter(is_listed=False).count()
                if parliament_holds.way is shorter_once:  # a sound reading in between, as the next poll brings
                    parliament_holds.way = None
                    pipeline._update_amendments(parliament, stage, pipeline._silent)
            parliament_holds.way = None
            pipeline._update_amendments(parliament, stage, pipeline._silent)
    found["half-written"] = (
        Amendment.objects.exclude(pk__in=Sponsorship.objects.values("amendment")).count()
        + Amendment.objects.exclude(pk__in=Amendment.history.values("id")).count()
        + abs(Amendment.objects.count() - AMENDMENTS)
    )
    shown = set(Amendment.objects.values_list("summary_text", flat=True))
    found["real changes missed"] = len({item["summaryText"][0] for item in parliament_holds.items} - shown)
    found["left over"] = MissedOnce.objects.count()
    found["readings called complete"] = FetchRun.objects.filter(is_complete=True).count()
    return found


def main() -> int:
    """Run the proof from the command line and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=20261123)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TRACKER_VAR"], os.environ["LOG_LEVEL"] = folder, "ERROR"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        found = prove(options.count, options.seed)
    for name, value in found.items():
        sys.stdout.write(f"{name}: {value}\n")
    return 1 if found["false absences"] or found["half-written"] or found["real changes missed"] else 0


if __name__ == "__main__":
    sys.exit(main())
