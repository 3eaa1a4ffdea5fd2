"""What a feed tells: graded changes, new amendments by list, sittings announced, divisions, and what we released.

Never a change of names, place, number or typography alone (design law 5), and of ours nothing but releases in force.
An entry is one row's or one thing's of our own ids, so neither a renumbering nor another feed gives it another name.
Each function is as many queries for a thousand rows as for ten.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Max, Min, OuterRef, Q, Subquery
from django.db.models.functions import TruncDate
from django.urls import reverse
from django.utils.formats import date_format

from amendments.decision_days import TAKEN_BACK, is_settled
from amendments.decisions import decision
from amendments.history import LONDON, AmendmentHistory
from amendments.querysets import TOLD
from amendments.wording import CHANGE_WORDS, and_list, count_of, date_words, parliament_url, target_words, title_of
from bills.models import Bill, Division, Sitting
from coalition.models import Release
from coalition.public import judgement_words, kind_words, newest
from coalition.querysets import in_force
from tracker.feeds.words import in_one_line, readable
from tracker.templatetags.evidence import result_words

MOST = 100
"""Entries of a feed, the newest; who was away for longer reads the page."""
Kind = Release.Kind
PAGES = {Kind.ASK: "coalition:public-ask", Kind.BRIEFING: "coalition:public-paper", Kind.ACT: "coalition:public-act"}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `key` is its lasting name; `path` our page of it; `source` Parliament's, or "".

    `published` is the moment that it speaks for, or our release's; `updated` is later where it was said again. `by` is
    whose word it is: "" for Parliament's record.
    """

    key: str
    kind: str
    title: str
    words: tuple[str, ...]
    path: str
    published: datetime
    updated: datetime
    source: str = ""
    by: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """What a feed is about: its name, its page, and its entries, newest first."""

    title: str
    subtitle: str
    path: str
    since: datetime
    """When it began: the time of a feed that has no entry yet."""
    entries: Sequence[Entry]


def told_of_bill(bill: Bill) -> Told:
    """All that is told of a Bill. Five queries."""
    released = list(in_force().filter(Q(bill=bill) | Q(kind=Kind.COALITION)))
    entries = [
        *_new_amendments(bill),
        *_changes(AmendmentHistory.objects.filter(bill_id=bill.pk), bill),
        *_divisions(Division.objects.filter(bill=bill)),
        *_sittings(bill),
        *_releases(released),
    ]
    return Told(
        title=in_one_line(bill.short_title),
        subtitle="Changes of amendments, decisions, sittings and divisions, and what the coalition published.",
        path=bill.get_absolute_url(),
        since=_beginning(bill),
        entries=newest_first(entries),
    )


def told_of_ask(release: Release) -> Told:
    """All that is told of a released ask: what became of its amendments, what we say, its papers. Three queries."""
    bill, pk = release.bill, release.object_id
    rows = in_force().filter(Q(bill_id=release.bill_id) | Q(kind=Kind.COALITION))
    about = [each for each in rows if _is_about(each, pk)]
    named = [*release.fields["links"], *release.fields["outcomes"]]
    amendments = {each["amendment"] for each in named if each.get("amendment")}
    divisions = {each["division"] for each in named if each.get("division")}
    decided = Q(decided__amendment__in=amendments, decided__is_listed=True)
    entries = [
        *_changes(AmendmentHistory.objects.filter(id__in=amendments), bill),
        *_divisions(Division.objects.filter(decided | Q(pk__in=divisions)).distinct()),
        *_releases(about),
    ]
    return Told(
        title=in_one_line(release.fields["title"]),
        subtitle="What was asked, what became of it in Parliament, and what the coalition says of it.",
        path=reverse("coalition:public-ask", args=[pk]),
        since=release.public_from,
        entries=newest_first(entries),
    )


def _is_about(release: Release, ask: int) -> bool:
    if release.kind == Kind.BRIEFING:
        return ask in release.fields["asks"]
    return release.kind == Kind.COALITION or (release.kind == Kind.ASK and release.object_id == ask)


def newest_first(entries: Iterable[Entry]) -> list[Entry]:
    """The newest of them, in the order of a feed."""
    return sorted(entries, key=lambda each: (each.updated, each.key), reverse=True)[:MOST]


def _beginning(bill: Bill) -> datetime:
    return bill.last_update or datetime(2000, 1, 1, tzinfo=LONDON)


# ---- Parliament's record ----
def _new_amendments(bill: Bill) -> Iterator[Entry]:
    """New amendments, together by stage and day: one entry for each list."""
    rows = AmendmentHistory.objects.filter(
        bill_id=bill.pk, history_type="+", historic_key=None, effective_at__isnull=False, stage__is_listed=True
    )
    groups = (
        rows.annotate(day=TruncDate("effective_at", tzinfo=LONDON))
        .values("stage_id", "day", name=F("stage__description"), house=F("stage__house"))
        .annotate(count=Count("pk"), first=Min("effective_at"), last=Max("effective_at"))
        .order_by("-last")
    )
    for each in groups[:MOST]:
        yield Entry(
            key=f"new-{each['stage_id']}-{each['day']:%Y-%m-%d}",
            kind="new amendments",
            title=in_one_line(f"{count_of(each['count'], 'new amendment')}: {_stage(each['name'], each['house'])}"),
            words=(f"First seen on {date_format(each['day'], 'j F Y')}. The stage’s page lists them.",),
            path=reverse("amendments:stage", args=[bill.pk, each["stage_id"]]),
            published=each["first"],
            updated=each["last"],
        )


HEAVY = ("lines", "readings", "disputed", "workflow", "statement", "summary_text", "decision_explanation")


def _changes(rows: Any, bill: Bill | None) -> Iterator[Entry]:
    """Changes of text, target or decision, the newest; each named as it was called then."""
    told = Q()
    for grade in TOLD:
        told |= Q(grades__contains=grade)
    changed = rows.filter(told, history_type="~", effective_at__isnull=False, stage__is_listed=True)
    earlier = AmendmentHistory.objects.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id"))
    changed = changed.annotate(word_before=Subquery(earlier.order_by("-history_id").values("decision")[:1]))
    for row in changed.select_related("stage").defer(*HEAVY).order_by("-effective_at", "-history_id")[:MOST]:
        grades = [grade for grade in TOLD if grade in row.grades.split()]
        decided = _decided(row.word_before or "", row.decision) if "decision" in grades else None
        if "decision" in grades and decided is None:
            grades.remove("decision")
        if not grades:
            continue
        row.bill = row.stage.bill = bill
        what, words = (decided[0], [decided[1]]) if decided else (f"{_kinds(grades)} changed", [])
        if also := [grade for grade in grades if grade != "decision"]:
            words.append(f"{_kinds(also)} changed on {date_words(row.effective_at)}.")
        words.append(f"{_stage(row.stage.description, row.stage.house)}. {target_words(row)}".strip())
        yield Entry(
            key=f"change-{row.history_id}",
            kind="decision" if "decision" in grades else "change",
            title=in_one_line(f"{title_of(row)}: {what}"),
            words=tuple(map(readable, words)),
            path=reverse("amendments:detail", args=[row.bill_id, row.id]),
            published=row.effective_at,
            updated=row.effective_at,
            source=parliament_url(row),
        )


def _decided(before: str, word: str) -> tuple[str, str] | None:
    """What a change of the decision is called and says; None where nothing was decided before or is now."""
    found, was = decision(word), decision(before)
    if is_settled(word):
        return found.official, f"{found.official}: {found.plain}" if found.plain else found.official
    if is_settled(before):
        told = f"Parliament’s data had said “{was.official}”; then it said “{found.official}”."
        return TAKEN_BACK, told
    return None


def _kinds(grades: Iterable[str]) -> str:
    return and_list(CHANGE_WORDS[grade].lower() for grade in grades).capitalize()


def _divisions(rows: Any) -> Iterator[Entry]:
    """Divisions that have a day."""
    listed = rows.filter(is_listed=True, date__isnull=False).defer("votes")
    for row in listed.order_by("-date", "-pk")[:MOST]:
        yield Entry(
            key=f"division-{row.pk}",
            kind="division",
            title=in_one_line(f"Division: {row.title}"),
            words=(readable(result_words(row)),),
            path=reverse("division", args=[row.pk]),
            published=row.date,
            updated=row.date,
        )


def _sittings(bill: Bill) -> Iterator[Entry]:
    """Sittings that were still to come when they were announced; each once, as it stands now."""
    history = Sitting.history.filter(id=OuterRef("pk"), effective_at__isnull=False).order_by()
    rows: Any = Sitting.objects.filter(stage__bill=bill, stage__is_listed=True, date__isnull=False)
    of_each = history.values("id")
    told = rows.select_related("stage").annotate(
        announced=Subquery(of_each.annotate(at=Min("effective_at")).values("at")),
        changed=Subquery(of_each.annotate(at=Max("effective_at")).values("at")),
    )
    for row in told.filter(announced__isnull=False).order_by("-changed", "-pk")[:MOST]:
        if row.date < row.announced.astimezone(LONDON).date():
            continue
        stage, day = _stage(row.stage.description, row.stage.house), date_format(row.date, "j F Y")
        row.stage.bill = bill
        yield Entry(
            key=f"sitting-{row.pk}",
            kind="sitting",
            title=in_one_line(f"{'Sitting' if row.is_listed else 'Sitting taken off'}, {day}: {stage}"),
            words=("Announced by Parliament; sittings can be moved.",)
            if row.is_listed
            else ("Parliament no longer lists this sitting.",),
            path=row.stage.get_absolute_url() if row.stage.is_amendable else bill.get_absolute_url(),
            published=row.announced,
            updated=row.changed,
            source=row.stage.parliament_url,
        )


def _stage(description: str, house: str) -> str:
    return f"{description} ({house})" if house in {"Commons", "Lords"} else description


# ---- what is released of ours ----
def _releases(released: Collection[Release]) -> Iterator[Entry]:
    """What the coalition published: asks, papers and texts, each once, and its judgements. Given newest first."""
    standing = newest(released)
    by = next((str(each.fields.get("name", "")) for each in standing.values() if each.kind == Kind.COALITION), "")
    earlier: dict[tuple[str, int], list[Release]] = defaultdict(list)
    for each in released:
        earlier[each.kind, each.object_id].append(each)
    for key, release in standing.items():
        if release.kind in PAGES:
            yield _published(release, first=min(each.public_from for each in earlier[key]), by=by or "The coalition")
        if release.kind == Kind.ASK:
            yield from _judgements(release, earlier[key], by or "The coalition")


def _published(release: Release, *, first: datetime, by: str) -> Entry:
    fields = release.fields
    what = "What we ask" if release.kind == Kind.ASK else kind_words(release.kind, fields) or "Published"
    words = [str(fields.get("summary") or fields.get("note") or "")]
    if fields.get("signatories"):
        words.append(f"Signed by {and_list(fields['signatories'])}.")
    if release.public_from > first:
        words.append(f"Published again on {date_words(release.public_from)}.")
    return Entry(
        key=f"{release.kind}-{release.object_id}",
        kind="published",
        title=in_one_line(f"{what}: {fields['title']}"),
        words=tuple(filter(None, map(readable, words))),
        path=reverse(PAGES[Kind(release.kind)], args=[release.object_id]),
        published=first,
        updated=release.public_from,
        by=readable(by),
    )


def _judgements(release: Release, same: Sequence[Release], by: str) -> Iterator[Entry]:
    """Our judgements as they read now, each from the moment at which it first was public."""
    seen: dict[str, int] = defaultdict(int)
    for each in sorted(release.fields["outcomes"], key=lambda outcome: outcome["on"]):
        seen[each["on"]] += 1
        stood = [told.public_from for told in same if _holds(told, each)]
        day = date_format(datetime.fromisoformat(each["on"]), "j F Y")
        judged = judgement_words(each["judgement"]).capitalize()
        yield Entry(
            key=f"judged-{release.object_id}-{each['on']}-{seen[each['on']]}",
            kind="judgement",
            title=in_one_line(f"{judged}, as we judge it: {release.fields['title']}"),
            words=tuple(filter(None, map(readable, (f"{judged} on {day}.", each["summary"], each["quotation"])))),
            path=reverse(PAGES[Kind.ASK], args=[release.object_id]),
            published=min(stood),
            updated=min(stood),
            source=each["source_url"],
            by=readable(by),
        )


def _holds(release: Release, judged: Any) -> bool:
    return any(
        (each["on"], each["judgement"], each["summary"]) == (judged["on"], judged["judgement"], judged["summary"])
        for each in release.fields["outcomes"]
    )
