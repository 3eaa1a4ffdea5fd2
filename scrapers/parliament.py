"""The clients of Parliament: what all of them share, and the Bills API, each endpoint a method that fetches, keeps
the bytes, and reads them.

Nothing here raises for what Parliament sends: a list comes back as a Sweep, one thing as an Answer, and what went
wrong stands in their `problem`, in plain words, with the snapshot kept. Endpoints and parameters are those of
Parliament's specification, /swagger/v1/swagger.json. A wrong parameter name is silently ignored there.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from http import HTTPStatus
from operator import attrgetter
from typing import Any, Generic, Literal, TypeVar
from urllib.parse import urlencode

from django.conf import settings

from scrapers import pace, snapshots
from scrapers.fetch import Fetched, FetchProblem, fetch
from scrapers.headers import plain_status
from scrapers.models import Snapshot
from scrapers.parse import bills_api, rss
from scrapers.records import (
    AmendmentRecord,
    BillRecord,
    FeedItem,
    NewsRecord,
    Page,
    PublicationRecord,
    ReferenceRecord,
    SittingRecord,
    StageRecord,
    UnreadableSource,
)
from scrapers.sweeps import PageRead, Progress, Sweep, sweep_list, sweep_one_page, sweep_since

T = TypeVar("T")

JSON = "application/json"
RSS = "application/rss+xml, application/xml, text/xml"
ANYTHING = "*/*"
TAKE = 100
"""Items a page: no maximum is documented, and 100 is known to be honoured."""
LONGEST_TERM = 60

_bill_id = attrgetter("bill_id")
_last_update = attrgetter("last_update")
_bill_stage_id = attrgetter("bill_stage_id")
_sitting_id = attrgetter("sitting_id")
_publication_id = attrgetter("publication_id")
_article_id = attrgetter("article_id")
_api_key = attrgetter("api_key")
_reference_id = attrgetter("id")
_guid = attrgetter("guid")


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """One thing asked for. `record` is None where it did not come or could not be read; `problem` then says why.

    `snapshot` is what was kept, an error page included, and None where nothing came. `is_new` is False for bytes that
    were known before.
    """

    record: T | None
    snapshot: Snapshot | None
    is_new: bool
    problem: str


class Client:
    """One API of Parliament's at `base_url`. `on_progress(done, total, what)` is told after every page of a list."""

    def __init__(
        self, base_url: str, on_progress: Progress | None = None, clock: pace.Clock = pace.SYSTEM_CLOCK
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self.on_progress = on_progress
        self.clock = clock

    def ask(self, path: str, parse: Callable[[bytes], T], accept: str = JSON) -> Answer[T]:
        """Fetch one address, keep its bytes, and read them."""
        url = f"{self.base_url}{path}"
        known = snapshots.latest(url)
        try:
            fetched = fetch(url, accept=accept, known=known.headers if known else None, clock=self.clock)
        except FetchProblem as problem:
            if problem.answer is None:
                return Answer(None, None, False, problem.reason)
            snapshot, is_new = snapshots.keep(problem.answer)
            return Answer(None, snapshot, is_new, problem.reason)
        snapshot, is_new = snapshots.keep(fetched)
        return _read(fetched, snapshot, is_new, parse)


class Parliament(Client):
    """The Bills API, by default that of the settings."""

    def __init__(
        self,
        base_url: str | None = None,
        on_progress: Progress | None = None,
        clock: pace.Clock = pace.SYSTEM_CLOCK,
    ) -> None:
        super().__init__(base_url or settings.BILLS_API_URL, on_progress, clock)

    # ---- Bills ----
    def bills_updated_since(self, moment: datetime) -> Sweep[BillRecord]:
        """Every Bill whose lastUpdate is `moment` or later, newest first."""
        read = self._pages("/Bills", bills_api.bills_page, {"SortOrder": "DateUpdatedDescending"})
        return sweep_since(read, _bill_id, _last_update, moment, "Bills", self.on_progress)

    def search_bills(self, term: str, take: int = 20) -> Sweep[BillRecord]:
        """The first `take` Bills that Parliament finds for a term; `expected` is how many there are in all."""
        read = self._pages("/Bills", bills_api.bills_page, {"SearchTerm": term[:LONGEST_TERM]}, take)
        return sweep_one_page(read, _bill_id, "Bills found", self.on_progress)

    def bill(self, bill_id: int) -> Answer[BillRecord]:
        """One Bill, with its long title, summary, sponsors and the rest that the list leaves out."""
        return self.ask(f"/Bills/{bill_id}", bills_api.bill)

    # ---- stages and sittings ----
    def stages(self, bill_id: int) -> Sweep[StageRecord]:
        """The stages of a Bill."""
        return self._list(f"/Bills/{bill_id}/Stages", bills_api.stages_page, _bill_stage_id, "stages")

    def stage(self, bill_id: int, bill_stage_id: int) -> Answer[StageRecord]:
        """One stage, with its committee and neighbours. `bill_stage_id` is the occurrence, never the kind."""
        return self.ask(f"/Bills/{bill_id}/Stages/{bill_stage_id}", bills_api.stage)

    def sittings(
        self, house: str = "", date_from: date | None = None, date_to: date | None = None
    ) -> Sweep[SittingRecord]:
        """The sittings of all Bills, of one House ("Commons", "Lords") or both, between two days inclusive."""
        wanted = {
            "House": house,
            "DateFrom": date_from.isoformat() if date_from else "",
            "DateTo": date_to.isoformat() if date_to else "",
        }
        given = {name: value for name, value in wanted.items() if value}
        return self._list("/Sittings", bills_api.sittings_page, _sitting_id, "sittings", given)

    # ---- publications, documents and news ----
    def publications(self, bill_id: int) -> Sweep[PublicationRecord]:
        """The publications of a Bill: one answer, never paged."""
        return self._unpaged(f"/Bills/{bill_id}/Publications", bills_api.publications, _publication_id, "publications")

    def stage_publications(self, bill_id: int, bill_stage_id: int) -> Sweep[PublicationRecord]:
        """The publications of a stage and of its sittings: one answer, never paged."""
        path = f"/Bills/{bill_id}/Stages/{bill_stage_id}/Publications"
        return self._unpaged(path, bills_api.publications, _publication_id, "publications of the stage")

    def document(self, publication_id: int, document_id: int) -> Answer[Mapping[str, Any]]:
        """What a document is: its file name, content type and length in bytes."""
        return self.ask(f"/Publications/{publication_id}/Documents/{document_id}", bills_api.document)

    def download(self, publication_id: int, document_id: int) -> Answer[bytes]:
        """The bytes of a document, whatever they are."""
        path = f"/Publications/{publication_id}/Documents/{document_id}/Download"
        return self.ask(path, bytes, accept=ANYTHING)

    def news(self, bill_id: int) -> Sweep[NewsRecord]:
        """The news articles of a Bill."""
        return self._list(f"/Bills/{bill_id}/NewsArticles", bills_api.news_page, _article_id, "news")

    # ---- amendments and ping-pong ----
    def amendments(self, bill_id: int, bill_stage_id: int) -> Sweep[AmendmentRecord]:
        """The amendments of a stage, in list order, as the list has them: often without their full text."""
        path = f"/Bills/{bill_id}/Stages/{bill_stage_id}/Amendments"
        return sweep_list(
            self._pages_in_order(path, bills_api.amendments_page), _api_key, "amendments", self.on_progress
        )

    def amendment(self, bill_id: int, bill_stage_id: int, amendment_id: int) -> Answer[AmendmentRecord]:
        """One amendment with its full text and explanatory statement."""
        return self.ask(f"/Bills/{bill_id}/Stages/{bill_stage_id}/Amendments/{amendment_id}", bills_api.amendment)

    def ping_pong_items(self, bill_id: int, bill_stage_id: int) -> Sweep[AmendmentRecord]:
        """The motions and amendments of a stage in which one House considers the other's amendments."""
        path = f"/Bills/{bill_id}/Stages/{bill_stage_id}/PingPongItems"
        read = self._pages_in_order(path, bills_api.ping_pong_page)
        return sweep_list(read, _api_key, "ping-pong items", self.on_progress)

    def ping_pong_item(self, bill_id: int, bill_stage_id: int, item_id: int) -> Answer[AmendmentRecord]:
        """One motion or amendment of such a stage, in full."""
        path = f"/Bills/{bill_id}/Stages/{bill_stage_id}/PingPongItems/{item_id}"
        return self.ask(path, bills_api.ping_pong_item)

    # ---- reference lists ----
    def stage_kinds(self) -> Sweep[ReferenceRecord]:
        """Every kind of stage there is."""
        return self._list("/Stages", bills_api.stage_kinds_page, _reference_id, "kinds of stage")

    def bill_types(self) -> Sweep[ReferenceRecord]:
        """Every type of Bill there is."""
        return self._list("/BillTypes", bills_api.bill_types_page, _reference_id, "types of Bill")

    def publication_types(self) -> Sweep[ReferenceRecord]:
        """Every type of publication there is."""
        return self._list("/PublicationTypes", bills_api.publication_types_page, _reference_id, "types of publication")

    # ---- feeds ----
    def bills_feed(self, kind: Literal["all", "public", "private"] = "all") -> Sweep[FeedItem]:
        """The feed of recently updated Bills: the newest few, so its completeness says nothing about absence."""
        return self._unpaged(f"/Rss/{kind}bills.rss", rss.feed, _guid, "feed", accept=RSS)

    def bill_feed(self, bill_id: int) -> Sweep[FeedItem]:
        """The feed of a Bill's publications: the cheap sign of a new paper."""
        return self._unpaged(f"/Rss/Bills/{bill_id}.rss", rss.feed, _guid, "feed of the Bill", accept=RSS)

    # ---- how all of them ask ----
    def _list(
        self,
        path: str,
        parse: Callable[[bytes], Page[T]],
        key: Callable[[T], Hashable],
        name: str,
        query: Mapping[str, str] | None = None,
    ) -> Sweep[T]:
        return sweep_list(self._pages(path, parse, query), key, name, self.on_progress)

    def _unpaged(
        self,
        path: str,
        parse: Callable[[bytes], Page[T]],
        key: Callable[[T], Hashable],
        name: str,
        accept: str = JSON,
    ) -> Sweep[T]:
        def read(_skip: int) -> PageRead[T]:
            answer = self.ask(path, parse, accept)
            return PageRead(answer.record, answer.snapshot, answer.is_new, answer.problem)

        return sweep_one_page(read, key, name, self.on_progress)

    def _pages(
        self, path: str, parse: Callable[[bytes], Page[T]], query: Mapping[str, str] | None = None, take: int = TAKE
    ) -> Callable[[int], PageRead[T]]:
        """How to read one page of a list."""
        return self._pages_in_order(path, lambda body, _skip: parse(body), query, take)

    def _pages_in_order(
        self,
        path: str,
        parse: Callable[[bytes, int], Page[T]],
        query: Mapping[str, str] | None = None,
        take: int = TAKE,
    ) -> Callable[[int], PageRead[T]]:
        """How to read one page of a list whose items must know their place in the whole."""

        def read(skip: int) -> PageRead[T]:
            asked = f"{path}?{urlencode({**(query or {}), 'Skip': skip, 'Take': take}, errors='replace')}"
            answer = self.ask(asked, lambda body: parse(body, skip))
            return PageRead(answer.record, answer.snapshot, answer.is_new, answer.problem)

        return read


def _read(fetched: Fetched, snapshot: Snapshot, is_new: bool, parse: Callable[[bytes], T]) -> Answer[T]:
    """What kept bytes say. After "not modified" these are the bytes kept before."""
    if not fetched.not_modified and fetched.status != HTTPStatus.OK:
        return Answer(None, snapshot, is_new, f"answered {plain_status(fetched.status)}")
    body = snapshots.body(snapshot) if fetched.not_modified else fetched.body
    try:
        return Answer(parse(body), snapshot, is_new, "")
    except UnreadableSource as error:
        return Answer(None, snapshot, is_new, f"could not be read: {error}")
