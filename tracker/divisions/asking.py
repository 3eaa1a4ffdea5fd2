"""Which divisions to ask Parliament for: around the sittings of a Bill, by its title; and what is kept of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Max, Min
from django.utils import timezone

from bills.models import Bill, BillStage, Sitting
from scrapers import snapshots
from scrapers.models import FetchRun
from scrapers.parliament import Answer
from scrapers.parse.division_titles import named_in, search_term
from scrapers.records import DivisionRecord
from scrapers.runs import Parts
from scrapers.sweeps import Sweep
from scrapers.votes import CommonsVotes, LordsVotes

LONDON = ZoneInfo("Europe/London")
DEFERRED = timedelta(days=14)
"""How long after the last sitting a division may still come: deferred ones are held on a later day."""
SETTLED_AGE = timedelta(days=1)
"""Divisions of a Bill of which no stage is live are asked for again after this long."""
Progress = Callable[[int, int | None, str], None]


@dataclass
class Asked:
    """What came: the lists, the divisions in full that were asked for, and the kept ones, by division id."""

    sweeps: dict[str, Sweep] = field(default_factory=dict)
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    kept: dict[int, int] = field(default_factory=dict)


def is_due(bill: Bill, is_live: Callable[[BillStage], bool]) -> bool:
    """A Bill with a live stage always; another when its divisions were never completely read, or not for a day."""
    if any(is_live(stage) for stage in bill.stages.filter(is_listed=True).select_related("bill")):
        return True
    read = bill.runs.filter(kind=FetchRun.Kind.DIVISIONS, is_complete=True)
    return not read.filter(started_at__gt=timezone.now() - SETTLED_AGE).exists()


def ask(bill: Bill, tell: Progress) -> Asked:
    """The lists of both Houses in which the Bill sat, then each division of the Commons in full that is not kept.

    One that Parliament has published anew since it was kept is asked for again.
    """
    asked = Asked()
    days = _days(bill)
    term = search_term(bill.former_short_title if bill.is_act and bill.former_short_title else bill.short_title)
    if "Lords" in days and settings.LORDS_VOTES_API_URL:
        asked.sweeps["lords"] = LordsVotes(settings.LORDS_VOTES_API_URL).divisions(term, *days["Lords"])
    if "Commons" in days and settings.COMMONS_VOTES_API_URL:
        votes = CommonsVotes(settings.COMMONS_VOTES_API_URL)
        asked.sweeps["commons"] = sweep = votes.divisions(term, *days["Commons"])
        _ask_in_full(votes, [each for each in sweep.items if _names(each, bill)], asked, tell)
    return asked


def _days(bill: Bill) -> dict[str, tuple[date, date]]:
    """By House: from its first sitting on the Bill to shortly after its last; nothing before the first has come."""
    rows = Sitting.objects.filter(stage__bill=bill, stage__is_listed=True, is_listed=True, date__isnull=False)
    spans = rows.order_by().values_list("stage__house").annotate(first=Min("date"), last=Max("date"))
    return {house: (first, last + DEFERRED) for house, first, last in spans}


def _names(record: DivisionRecord, bill: Bill) -> bool:
    return any(named_in(record.title, title) for title in (bill.short_title, bill.former_short_title) if title)


def _ask_in_full(votes: CommonsVotes, records: Iterable[DivisionRecord], asked: Asked, tell: Progress) -> None:
    records = list(records)
    answers = asked.answers["commons_full"] = []
    for done, record in enumerate(records):
        known = snapshots.latest(f"{votes.base_url}{votes.division_path(record.division_id)}")
        if known:
            asked.kept[record.division_id] = known.pk
        if known and not _is_newer(record, known.last_checked_at):
            continue
        tell(done, len(records), "Reading how Members voted")
        answer = votes.division(record.division_id)
        answers.append(answer)
        if answer.record is not None and answer.snapshot:
            asked.kept[record.division_id] = answer.snapshot.pk


def _is_newer(record: DivisionRecord, checked_at: datetime) -> bool:
    """Whether the list says that a division was published after we last read it in full. London time, no zone."""
    try:
        published = datetime.fromisoformat(str(record.facts.get("PublicationUpdated") or ""))
    except ValueError:
        return False
    return (published if published.tzinfo else published.replace(tzinfo=LONDON)) >= checked_at


def add_what_is_kept(parts: Parts, asked: Asked) -> None:
    """Name in the run every division in full that is kept, whenever it was read: a replay reads them from there."""
    if "commons" in asked.sweeps:
        parts.ids["commons_full"] = [asked.kept[pk] for pk in sorted(asked.kept)]


def bills_with_divisions(bill: Bill | None) -> list[Bill]:
    """The Bill, or all of them, of which divisions were ever read."""
    rows = Bill.objects.filter(runs__kind=FetchRun.Kind.DIVISIONS).distinct().order_by("pk")
    return list(rows.filter(pk=bill.pk) if bill else rows)
