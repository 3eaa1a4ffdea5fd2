"""The clients of the Commons and Lords votes APIs: divisions of a House by words of their title, between two days.

Their lists are bare, without a total; how many there are is asked for by itself, so that a short list is seen. The
Commons list leaves voters out: each division is then asked for in full.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from operator import attrgetter
from urllib.parse import urlencode

from scrapers.parliament import Answer, Client
from scrapers.parse.divisions_api import commons_division, commons_divisions, lords_divisions, total
from scrapers.records import DivisionRecord, Page
from scrapers.sweeps import PageRead, Sweep, sweep_list

TAKE = 25
"""What both APIs are known to give in one page."""

_division_id = attrgetter("division_id")


class CommonsVotes(Client):
    """The Commons votes API: data/divisions.json."""

    def divisions(self, term: str, first: date, last: date) -> Sweep[DivisionRecord]:
        """The divisions whose titles hold the term, between two days inclusive, without their voters."""
        query = {"searchTerm": term, "startDate": first.isoformat(), "endDate": last.isoformat()}
        return _counted(self, "/data/divisions.json", query, commons_divisions, prefix="queryParameters.")

    def division_path(self, division_id: int) -> str:
        """The address of one division in full, below the API's own."""
        return f"/data/division/{division_id}.json"

    def division(self, division_id: int) -> Answer[DivisionRecord]:
        """One division with everybody who voted."""
        return self.ask(self.division_path(division_id), commons_division)


class LordsVotes(Client):
    """The Lords votes API: data/Divisions. Its list names everybody who voted."""

    def divisions(self, term: str, first: date, last: date) -> Sweep[DivisionRecord]:
        """The divisions whose titles hold the term, between two days inclusive."""
        query = {"SearchTerm": term, "StartDate": first.isoformat(), "EndDate": last.isoformat()}
        return _counted(self, "/data/Divisions", query, lords_divisions)


def _counted(
    client: Client,
    path: str,
    query: Mapping[str, str],
    parse: Callable[[bytes], Page[DivisionRecord]],
    prefix: str = "",
) -> Sweep[DivisionRecord]:
    """A bare list, read page by page against the total that the API states beside it."""
    asked = {f"{prefix}{name}": value for name, value in query.items()}
    counted = client.ask(f"{path}/searchTotalResults?{urlencode(asked)}", total)

    def read(skip: int) -> PageRead[DivisionRecord]:
        if counted.record is None:
            return PageRead(None, None, False, f"their number did not come: {counted.problem}")
        paged = {**asked, f"{prefix}skip": skip, f"{prefix}take": TAKE}
        answer = client.ask(f"{path}/search?{urlencode(paged)}", parse)
        page = answer.record and replace(answer.record, total=counted.record, per_page=TAKE)
        return PageRead(page, answer.snapshot, answer.is_new, answer.problem)

    sweep = sweep_list(read, _division_id, "divisions", client.on_progress)
    return replace(sweep, requests=sweep.requests + (1 if counted.record is not None else 0))
