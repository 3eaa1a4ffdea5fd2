"""The public library: the papers that are released, by theme, Bill, stage, ask and kind. Releases alone are read.

Narrowed by plain links: each group counts what its links would show beside what is chosen in the others.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.http import QueryDict

from bills.models import Bill, BillStage
from coalition.models import Release
from coalition.public import kind_words, newest
from coalition.querysets import in_force

Kind = Release.Kind
Key = str


@dataclass(frozen=True, slots=True)
class Version:
    """One text of a paper that was released: its number, and since when it was public."""

    number: int | None
    public_from: datetime


@dataclass(frozen=True, slots=True)
class Paper:
    """A released paper. `versions` are all its released texts, newest first; `forms` the files to take away."""

    pk: int
    title: str
    kind: str
    kind_words: str
    theme: str
    bill: Bill | None
    stage: int | None
    stage_words: str
    asks: Mapping[int, str]
    signatories: Sequence[str]
    versions: Sequence[Version]
    forms: Sequence[tuple[str, str]]

    def keys(self, group: str) -> Iterable[Key]:
        """Under what it is filed in a group."""
        return {
            "kind": [self.kind],
            "theme": [self.theme] if self.theme else [],
            "bill": [str(self.bill.pk)] if self.bill else [],
            "stage": [str(self.stage)] if self.stage_words else [],
            "ask": [str(pk) for pk in self.asks],
        }[group]


GROUPS = {"kind": "Kind", "theme": "Theme", "bill": "Bill", "stage": "Stage", "ask": "Ask"}


@dataclass(frozen=True, slots=True)
class Choice:
    """One link of a group: its words, how many papers it would show, and the query that it leads to."""

    words: str
    count: int
    query: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Library:
    """The papers that fit, newest first; the groups of links; how many papers there are in all."""

    papers: Sequence[Paper]
    groups: Sequence[tuple[str, Sequence[Choice]]]
    total: int
    is_narrowed: bool

    @property
    def group_words(self) -> str:
        """By what it can be narrowed: "theme, Bill or ask"."""
        *first, last = [words if words == "Bill" else words.lower() for words, _ in self.groups] or [""]
        return f"{', '.join(first)} or {last}" if first else last


def library_of(asked: QueryDict) -> Library:
    """What fits what was asked; a value that files no paper is ignored. Three queries."""
    papers = _papers()
    chosen = {
        group: value
        for group in GROUPS
        if (value := asked.get(group, "")) and any(value in each.keys(group) for each in papers)
    }
    return Library(
        papers=[each for each in papers if _fits(each, chosen)],
        groups=[
            (GROUPS[group], found)
            for group in GROUPS
            if len(found := _choices(papers, group, chosen)) > 1 or (found and group in chosen)
        ],
        total=len(papers),
        is_narrowed=bool(chosen),
    )


def _fits(paper: Paper, chosen: Mapping[str, Key]) -> bool:
    return all(value in paper.keys(group) for group, value in chosen.items())


def _choices(papers: Sequence[Paper], group: str, chosen: Mapping[str, Key]) -> list[Choice]:
    others = {name: value for name, value in chosen.items() if name != group}
    counts = Counter(key for each in papers if _fits(each, others) for key in each.keys(group))
    words = {key: name for each in papers for key, name in WORDS[group](each)}
    return [
        Choice(
            words[key],
            count,
            _query({**others, **({} if chosen.get(group) == key else {group: key})}),
            key == chosen.get(group),
        )
        for key, count in sorted(counts.items(), key=lambda found: words[found[0]].casefold())
    ]


def _query(chosen: Mapping[str, Key]) -> str:
    query = QueryDict(mutable=True)
    query.update(chosen)
    return f"?{query.urlencode()}" if chosen else "?"


WORDS: Mapping[str, Callable[[Paper], Iterable[tuple[Key, str]]]] = {
    "kind": lambda paper: [(paper.kind, paper.kind_words)],
    "theme": lambda paper: [(paper.theme, paper.theme)],
    "bill": lambda paper: [(str(paper.bill.pk), paper.bill.short_title)] if paper.bill else [],
    "stage": lambda paper: [(str(paper.stage), paper.stage_words)],
    "ask": lambda paper: [(str(pk), title) for pk, title in paper.asks.items()],
}


def _papers() -> list[Paper]:
    rows = in_force().filter(Q(kind=Kind.BRIEFING)).select_related("bill")
    released = list(rows)
    standing = newest(released)
    stages = _stages({each.fields["stage"] for each in standing.values() if each.fields["stage"]})
    asks = _asks({pk for each in standing.values() for pk in each.fields["asks"]})
    versions: dict[int, list[Version]] = {}
    for each in released:
        version = Version(each.fields["version"].get("number"), each.public_from)
        versions.setdefault(each.object_id, []).append(version)
    latest = sorted(standing.values(), key=lambda each: (each.public_from, each.pk), reverse=True)
    return [_paper(each, stages, asks, versions[each.object_id]) for each in latest]


def _paper(release: Release, stages: Mapping[int, str], asks: Mapping[int, str], versions: Sequence[Version]) -> Paper:
    fields: Mapping[str, Any] = release.fields
    is_file = bool(fields["version"].get("file_name"))
    return Paper(
        pk=release.object_id,
        title=fields["title"],
        kind=fields["kind"],
        kind_words=kind_words(Kind.BRIEFING, fields),
        theme=fields["theme"],
        bill=release.bill,
        stage=fields["stage"],
        stage_words=stages.get(fields["stage"] or 0, ""),
        asks={pk: asks[pk] for pk in fields["asks"] if pk in asks},
        signatories=fields["signatories"],
        versions=versions,
        forms=[("file", "The file")] if is_file else [("pdf", "PDF"), ("docx", "Word document")],
    )


def _stages(wanted: Iterable[int]) -> dict[int, str]:
    rows = BillStage.objects.filter(pk__in=list(wanted), is_listed=True).select_related("bill")
    return {row.pk: f"{row.bill.short_title}: {row}" for row in rows}


def _asks(wanted: Iterable[int]) -> dict[int, str]:
    """Titles of asks that are public themselves; of others nothing is told."""
    rows = in_force().filter(kind=Kind.ASK, object_id__in=list(wanted))
    return {pk: release.fields["title"] for (_, pk), release in newest(rows).items()}
