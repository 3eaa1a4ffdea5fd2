"""What became public since the last look: graded changes of Parliament's record, sittings, and releases in force.

Told is what the grades call text, target or decision, new amendments together, sittings, the Bill's course, and what
we released, from its public moment on. Never a signature, a place, a number or typography. Nothing is noted unless
somebody listens, and nothing from before they did.

Of Parliament's record each Bill is looked through under its own lock: then no ingest of it is under way, so every
history row up to the last is committed, and none can turn up behind it. All of it happens under one more lock, so that
the ids of news items are in the order of their commits too, and "told up to" can be one number.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Max, Min, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from amendments.history import LONDON, AmendmentHistory
from amendments.models import Amendment
from amendments.story_words import substance_between
from amendments.wording import count_of, parliament_url, title_of
from bills.models import Bill, BillStage, PublicVersion, Sitting
from bills.story import FIELDS, FIRST_READING_TAKES, FLAGS, REWORDED, differences, of_sitting, stage_words
from bills.versions import SITE
from coalition.models import Release
from coalition.public import newest
from coalition.querysets import in_force
from tracker.following.models import Following, NewsAbout, NewsItem, NewsRead
from tracker.following.subjects import THE_COALITION
from tracker.webhooks.models import Webhook

Kind = NewsItem.Kind
GRADES = (Kind.TEXT, Kind.TARGET, Kind.DECISION)
"""The grades of a change that people are told of (design law 5), as kinds of news."""
TOO_OLD = timedelta(days=31)
"""A source that speaks for a time so long before we read it fills in the past: that is no news."""
NAMED = 12
"""New amendments named in a group; the list shows the others."""
BATCH = 200
RELEASED = {
    Release.Kind.ASK: Kind.ASK,
    Release.Kind.BRIEFING: Kind.PAPER,
    Release.Kind.ACT: Kind.ACT,
    Release.Kind.COALITION: Kind.COALITION,
}


def listening_since() -> datetime | None:
    """Since when somebody who is told of news now has been: the first follower or webhook; None while nobody is."""
    followers = Following.objects.aggregate(first=Min("confirmed_at"))["first"]
    webhooks = Webhook.objects.filter(removed_at=None).aggregate(first=Min("begun_at"))["first"]
    return min((moment for moment in (followers, webhooks) if moment), default=None)


def is_due(now: datetime) -> bool:
    """Whether there may be news since the last look: something public changed, or an embargo lifted."""
    if listening_since() is None:
        return False
    site = NewsRead.objects.filter(scope=SITE).first()
    if site is None or site.version != _all_versions():
        return True
    return Release.objects.filter(public_from__gt=site.read_at, public_from__lte=now).exists()


def _all_versions() -> int:
    return sum(PublicVersion.objects.values_list("number", flat=True))


def gather() -> int:
    """Note all that became public since the last look; returns how many items. Safe to run at any time, and twice."""
    start = listening_since()
    if start is None:
        return 0
    site, _ = NewsRead.objects.get_or_create(scope=SITE)
    versions, now = _all_versions(), timezone.now()
    found = _gather_releases(start, now)
    missed = 0
    for pk in _bills():
        noted = _gather_bill(pk, start)
        missed += noted is None
        found += noted or 0
    if not missed:
        NewsRead.objects.filter(pk=site.pk).update(version=versions, read_at=now)
    return found


def _bills() -> list[int]:
    """Bills of which something may have changed since they were looked through."""
    versions = dict(PublicVersion.objects.values_list("scope", "number"))
    of_none = versions.pop(SITE, 0)
    followed = Following.objects.filter(kind=Following.Kind.BILL, confirmed_at__isnull=False)
    versions |= {pk: 0 for pk in followed.values_list("object_id", flat=True) if pk not in versions}
    read = dict(NewsRead.objects.exclude(scope=SITE).values_list("scope", "version"))
    return sorted(pk for pk, number in versions.items() if read.get(pk) != number + of_none)


@dataclass(slots=True)
class Noted:
    """An item to be, and what it is about besides its Bill."""

    item: NewsItem
    asks: Iterable[int] = field(default_factory=tuple)
    is_ours: bool = False


def _write(noted: Sequence[Noted]) -> int:
    """Insert those whose key is not there yet, with what they are about. Under the lock of all news."""
    known = set(NewsItem.objects.filter(key__in=[each.item.key for each in noted]).values_list("key", flat=True))
    fresh = [each for each in noted if each.item.key not in known]
    now = timezone.now()
    for each in fresh:
        each.item.noted_at = now
    NewsItem.objects.bulk_create([each.item for each in fresh], batch_size=BATCH)
    about = [NewsAbout(item=each.item, kind=kind, object_id=pk) for each in fresh for kind, pk in _about(each)]
    NewsAbout.objects.bulk_create(about, batch_size=BATCH)
    return len(fresh)


def _about(noted: Noted) -> Iterator[tuple[str, int]]:
    if noted.item.bill_id:
        yield Following.Kind.BILL, noted.item.bill_id
    yield from ((Following.Kind.ASK, pk) for pk in set(noted.asks))
    if noted.is_ours or noted.asks:
        yield Following.Kind.COALITION, THE_COALITION


def _lock() -> None:
    NewsRead.objects.select_for_update().get(scope=SITE)


# ---- releases ----
def _gather_releases(start: datetime, now: datetime) -> int:
    with transaction.atomic():
        _lock()
        made = Release.history.filter(id=OuterRef("pk")).order_by("history_id").values("history_date")[:1]
        rows = in_force(now).annotate(made=Subquery(made)).filter(Q(public_from__gte=start) | Q(made__gte=start))
        news = NewsItem.objects.filter(release=OuterRef("pk")).values("pk")
        fresh = list(rows.annotate(told=Subquery(news[:1])).filter(told=None).order_by("-public_from", "-pk"))
        return _write([_of_release(each) for each in reversed(fresh) if _is_read(each, now)])


def _is_read(release: Any, now: datetime) -> bool:
    """Whether it is what the public reads of its thing: an older one that came into force unseen is not told."""
    same = in_force(now).filter(kind=release.kind, object_id=release.object_id)
    return same.values_list("pk", flat=True).first() == release.pk


def _of_release(release: Any) -> Noted:
    asks = [release.object_id] if release.kind == Release.Kind.ASK else release.fields.get("asks", ())
    item = NewsItem(
        key=f"release:{release.pk}",
        kind=RELEASED[release.kind],
        bill_id=release.bill_id,
        release=release,
        at=release.public_from,
        since=max(release.public_from, release.made or release.public_from),
    )
    return Noted(item, asks, is_ours=True)


# ---- Parliament's record ----
def _gather_bill(pk: int, start: datetime) -> int | None:
    """Look through one Bill; None where its lock is held: the next look sees it."""
    of_none = PublicVersion.objects.filter(scope=SITE).values_list("number", flat=True).first() or 0
    with transaction.atomic():
        _lock()
        locked = Bill.objects.select_for_update(skip_locked=connection.features.has_select_for_update_skip_locked)
        bill = locked.filter(pk=pk).first()
        if bill is None:
            return None if Bill.objects.filter(pk=pk).exists() else 0
        own = PublicVersion.objects.filter(scope=pk).values_list("number", flat=True).first() or 0
        read, _ = NewsRead.objects.get_or_create(scope=pk)
        stages = {stage.pk: stage for stage in bill.stages.all()}
        for stage in stages.values():
            stage.bill = bill
        first = bill.history.aggregate(first=Min("effective_at"))["first"]
        look = _Look(bill, stages, read, start, first)
        noted = [*look.course(), *look.new_stages(), *look.sittings(), *look.amendments()]
        read.version = own + of_none
        read.save()
        return _write(noted)


@dataclass(slots=True)
class _Look:
    """One look through one Bill: from the last history rows that were seen to the newest."""

    bill: Bill
    stages: dict[int, BillStage]
    read: NewsRead
    start: datetime
    first: datetime | None

    def _new_rows(self, rows: Any, place: str) -> Any:
        """Rows after the last look that may be news, oldest first; notes how far they go."""
        after = rows.filter(history_id__gt=getattr(self.read, place))
        last = after.aggregate(last=Max("history_id"))["last"]
        if last:
            setattr(self.read, place, last)
        young = after.filter(effective_at__gte=F("history_date") - TOO_OLD, history_date__gte=self.start)
        return young.filter(history_id__lte=last or 0).order_by("history_id")

    def _is_of_first_reading(self, row: Mapping[str, Any]) -> bool:
        return bool(self.first and abs(row["effective_at"] - self.first) < FIRST_READING_TAKES)

    def _words_of(self, stage: BillStage) -> str:
        return stage_words(stage.description, stage.house)

    def _item(self, row: Mapping[str, Any], key: str, kind: str, words: str, **facts: Any) -> NewsItem:
        url = row["source_url"] if row["source_url"].startswith(("https://", "http://")) else ""
        return NewsItem(
            key=key,
            kind=kind,
            bill=self.bill,
            words=words,
            at=row["effective_at"],
            since=row["history_date"],
            source_url=url or facts.pop("otherwise", "") or self.bill.parliament_url,
            **{name: value for name, value in facts.items() if name != "otherwise"},
        )

    def course(self) -> Iterator[Noted]:
        """What changed of the Bill itself: its title, its House, its stage, an Act."""
        wanted = ("history_id", "effective_at", "history_date", "source_url", *FIELDS, *FLAGS, *REWORDED)
        by_received = {each.bill_stage_id: self._words_of(each) for each in self.stages.values() if each.bill_stage_id}
        for row in self._new_rows(self.bill.history.filter(history_type="~"), "bill_row").values(*wanted):
            old = (
                self.bill.history.filter(history_id__lt=row["history_id"]).order_by("-history_id").values(*wanted)[:1]
            )
            told = differences(old[0], row, by_received) if old else []
            if told:
                yield Noted(self._item(row, f"bill:{row['history_id']}", Kind.COURSE, "; ".join(told)))

    def new_stages(self) -> Iterator[Noted]:
        """Stages that Parliament lists anew."""
        wanted = ("id", "history_id", "effective_at", "history_date", "source_url", "description", "house")
        added = BillStage.history.filter(bill_id=self.bill.pk, history_type="+")
        for row in self._new_rows(added, "stage_row").values(*wanted):
            if row["id"] in self.stages and not self._is_of_first_reading(row):
                words = f"New stage: {stage_words(row['description'], row['house'])}"
                item = self._item(row, f"stage:{row['history_id']}", Kind.COURSE, words, stage_id=row["id"])
                yield Noted(item)

    def sittings(self) -> Iterator[Noted]:
        """Sittings announced, moved, taken off and listed again. A day that was over when we read of it is no news."""
        wanted = ("id", "stage_id", "history_id", "history_type", "effective_at", "history_date", "source_url")
        more = ("date", "is_listed")
        rows = self._new_rows(Sitting.history.filter(stage_id__in=list(self.stages)), "sitting_row")
        for row in rows.values(*wanted, *more):
            recorded_on = row["history_date"].astimezone(LONDON).date()
            if not row["date"] or row["date"] < recorded_on or self._is_of_first_reading(row):
                continue
            before = Sitting.history.filter(id=row["id"], history_id__lt=row["history_id"])
            old = before.order_by("-history_id").values(*wanted, *more).first()
            stage = self.stages[row["stage_id"]]
            if told := of_sitting(self._words_of(stage), old, row):
                key = f"sitting:{row['history_id']}"
                facts = {"stage": stage, "otherwise": stage.parliament_url}
                yield Noted(self._item(row, key, Kind.SITTING, "; ".join(told), **facts))

    def amendments(self) -> Iterator[Noted]:
        """New amendments, together by stage and moment; then changes of text, target and decision, one by one."""
        rows = self._new_rows(AmendmentHistory.objects.filter(bill_id=self.bill.pk), "amendment_row")
        yield from self._new(rows.filter(history_type="+"))
        graded = Q()
        for grade in GRADES:
            graded |= Q(grades__contains=grade.value)
        changed = list(rows.filter(graded, history_type="~").values_list("history_id", "id"))
        asks = _asks_by_amendment(self.bill) if changed else {}
        for at in range(0, len(changed), BATCH):
            yield from self._changed(dict(changed[at : at + BATCH]), asks)

    def _new(self, rows: Any) -> Iterator[Noted]:
        groups: dict[tuple[int, datetime], list[Any]] = defaultdict(list)
        for row in rows.values("id", "stage_id", "history_id", "effective_at", "history_date", "source_url"):
            groups[row["stage_id"], row["effective_at"]].append(row)
        for (stage_pk, _), group in groups.items():
            stage = self.stages.get(stage_pk)
            if stage is None:
                continue
            named = [title_of(each) for each in Amendment.objects.filter(pk__in=[r["id"] for r in group[:NAMED]])]
            more = f" and {len(group) - NAMED:,} more" if len(group) > NAMED else ""
            words = f"{count_of(len(group), 'new amendment')}: {', '.join(named)}{more}"
            facts = {"stage": stage, "label": self._words_of(stage), "count": len(group)}
            key = f"new:{group[0]['history_id']}"
            yield Noted(self._item(group[0], key, Kind.NEW, words, otherwise=stage.parliament_url, **facts))

    def _changed(self, wanted: Mapping[int, int], asks: Mapping[int, set[int]]) -> Iterator[Noted]:
        amendments = Amendment.objects.in_bulk(set(wanted.values()))
        history = AmendmentHistory.objects.filter(id__in=set(wanted.values())).order_by("id", "history_id")
        for old, new in pairwise(history):
            if new.history_id not in wanted or old.id != new.id or new.id not in amendments:
                continue
            amendment, stage = amendments[new.id], self.stages.get(new.stage_id)
            if stage is None:
                continue
            amendment.stage = stage
            row = {name: getattr(new, name) for name in ("effective_at", "history_date", "source_url")}
            label = f"{title_of(amendment)}, {self._words_of(stage)}"
            told: dict[str, list[str]] = defaultdict(list)
            for change in substance_between(old, new):
                if change.kind in new.grades.split():
                    told[change.kind].append(change.sentence)
            for kind in GRADES:
                if told[kind]:
                    key = f"amendment:{new.history_id}:{kind.value}"
                    facts = {"stage": stage, "amendment": amendment, "label": label[:300]}
                    words = "; ".join(told[kind])
                    item = self._item(row, key, kind, words, otherwise=parliament_url(amendment), **facts)
                    yield Noted(item, sorted(asks.get(amendment.pk, ())))


def _asks_by_amendment(bill: Bill) -> dict[int, set[int]]:
    """Which asks that are public now rest on which amendments, as their releases say. One query."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = in_force().filter(bill=bill, kind=Release.Kind.ASK)
    for release in newest(rows).values():
        for each in (*release.fields["links"], *release.fields["outcomes"]):
            if each.get("amendment"):
                found[each["amendment"]].add(release.object_id)
    return found


def page_of(item: NewsItem) -> str:
    """The page of this site where it is told in full, as a path."""
    if item.release is not None:
        names = {Kind.ASK: "public-ask", Kind.PAPER: "public-paper", Kind.ACT: "public-act"}
        name = names.get(Kind(item.kind))
        return reverse(f"coalition:{name}", args=[item.release.object_id]) if name else reverse("coalition:campaigns")
    if item.amendment_id:
        return reverse("amendments:detail", args=[item.bill_id, item.amendment_id])
    if item.stage_id:
        return reverse("amendments:stage", args=[item.bill_id, item.stage_id])
    return reverse("bills:detail", args=[item.bill_id])
