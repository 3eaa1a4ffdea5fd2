"""Keeps the index as the record and the releases are: in their own transactions, and only what differs.

`record_was_taken_in` and `row_was_written` are called inside the transaction of the change; `rebuild` makes all anew.
How much of a Bill is in the index is told by marks: the newest history rows and lists that were read. Under the Bill's
lock nothing older can still be on its way.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from amendments.models import Amendment, AmendmentPaper, Listing, Sponsorship
from bills.models import Bill, BillPrint, BillSponsor, BillStage, NamedPrint
from coalition.models import Release
from coalition.querysets import released
from tracker.search import documents, tables
from tracker.search.backend import AT_ONCE, backend
from tracker.search.documents import Document, Kind
from tracker.search.models import SearchDocument, SearchedBill

Progress = Callable[[int, int], None]
ABOUT_BILL, ABOUT_STAGES, PRINTS, UNMADE_LISTS, LISTS, AMENDMENTS, NAMES = range(7)
"""What each mark of a Bill counts."""


def record_was_taken_in(sender: Any, bill: Bill, **_: Any) -> None:
    """Bring the Bill's documents up to date, inside the transaction that took its record in.

    Where nothing of it changed this is two queries and no write.
    """
    marks = _marks(bill.pk)
    kept = SearchedBill.objects.filter(pk=bill.pk).values_list("marks", flat=True).first()
    if kept != marks:
        _update(bill.pk, kept or [-1] * len(marks), marks)
        SearchedBill.objects.bulk_create(
            [SearchedBill(bill_id=bill.pk, marks=marks)],
            update_conflicts=True,
            update_fields=["marks"],
            unique_fields=["bill"],
        )


def row_was_written(sender: Any, row: Any, **_: Any) -> None:
    """Something of the coalition was written: where it is a release, what can be found of that thing changes."""
    if isinstance(row, Release):
        _update_released(row)


def _update_released(release: Release) -> None:
    """Bring the documents of one released thing up to date, inside the transaction of publishing or withdrawing.

    In the index stand the release that the public reads and those that wait for their moment; whether a moment has
    come is asked at every search.
    """
    same = Release.objects.filter(kind=release.kind, object_id=release.object_id).select_related("bill", "version")
    now = timezone.now()
    standing = released(Release.Kind(release.kind), release.object_id, now)
    wanted = same.filter(Q(pk=standing and standing.pk) | Q(withdrawn_at=None, public_from__gt=now))
    found = [each for row in wanted for each in documents.of_release(row)]
    _replace(SearchDocument.objects.filter(id__range=documents.RELEASED, release__in=same), found)


def rebuild(on_progress: Progress = lambda done, total: None) -> int:
    """Make the whole index anew, Bill by Bill; returns how many documents it holds.

    The site runs on meanwhile: a search finds what is there by then.
    """
    SearchedBill.objects.all().delete()
    SearchDocument.objects.all()._raw_delete(connection.alias)
    tables.drop(connection)
    tables.make(connection)
    bills = list(Bill.objects.order_by("pk").values_list("pk", flat=True))
    for done, pk in enumerate(bills):
        on_progress(done, len(bills))
        with transaction.atomic():
            bill = Bill.objects.select_for_update().get(pk=pk)
            record_was_taken_in(Bill, bill)
    things = {(each.kind, each.object_id): each for each in Release.objects.defer("fields").order_by("pk")}
    for release in things.values():
        with transaction.atomic():
            _update_released(release)
    backend().tidy()
    on_progress(len(bills), len(bills))
    return SearchDocument.objects.count()


# ---- what changed ----
def _marks(bill: int) -> list[int]:
    """How far the record of a Bill has come. One query."""
    with connection.cursor() as cursor:
        cursor.execute(MARKS, {"bill": bill})
        return [int(each or 0) for each in cursor.fetchone()]


def _newest(model: Any, column: str = "bill_id") -> str:
    history = model.history.model._meta.db_table
    return f"(SELECT max(history_id) FROM {history} WHERE {column} = %(bill)s)"  # noqa: S608  names from models


def _table(model: Any) -> str:
    return str(model._meta.db_table)


MARKS = f"""SELECT
    coalesce({_newest(Bill, "id")}, 0) + coalesce({_newest(BillSponsor)}, 0) + coalesce({_newest(NamedPrint)}, 0),
    {_newest(BillStage)},
    (SELECT max(id) FROM {_table(BillPrint)} WHERE bill_id = %(bill)s),
    (SELECT count(*) FROM {_table(AmendmentPaper)} WHERE bill_id = %(bill)s AND NOT is_current),
    (SELECT max(id) FROM {_table(AmendmentPaper)} WHERE bill_id = %(bill)s),
    {_newest(Amendment)},
    (SELECT max(h.history_id) FROM {_table(Sponsorship.history.model)} h
        JOIN {_table(Amendment)} a ON a.id = h.amendment_id WHERE a.bill_id = %(bill)s)
"""  # noqa: S608  names from models


def _update(bill_pk: int, kept: Sequence[int], marks: Sequence[int]) -> None:
    """Make anew the documents of whatever differs between two states of a Bill's record."""
    differs = [before != now for before, now in zip(kept, marks, strict=True)]
    bill = Bill.objects.get(pk=bill_pk)
    have = SearchDocument.objects.filter(bill=bill_pk)
    if differs[ABOUT_BILL] or differs[PRINTS]:
        _replace(have.filter(kind=Kind.BILL), [_bill(bill)])
        # The name of the Bill is part of them.
        _replace(have.filter(kind=Kind.PROVISION), _provisions(bill))
    is_whole = differs[ABOUT_BILL] or differs[ABOUT_STAGES] or differs[UNMADE_LISTS]
    pks = _all(bill_pk) if is_whole else _changed(bill_pk, kept)
    stages = {stage.pk: stage for stage in BillStage.objects.filter(bill=bill_pk)} if pks else {}
    papers = AmendmentPaper.objects.filter(bill=bill_pk, is_current=True).order_by("effective_at", "pk")
    moments = dict(papers.values_list("pk", "effective_at")) if pks else {}
    for start in range(0, len(pks), AT_ONCE):
        part = pks[start : start + AT_ONCE]
        _replace(have.filter(kind=Kind.AMENDMENT, object_id__in=part), _amendments(bill, stages, moments, part))


def _all(bill: int) -> list[int]:
    return list(Amendment.objects.filter(bill=bill).order_by("pk").values_list("pk", flat=True))


def _changed(bill: int, kept: Sequence[int]) -> list[int]:
    """The amendments of which a history row, a name's history row or a list is newer than the marks."""
    with connection.cursor() as cursor:
        cursor.execute(CHANGED, {"bill": bill, "own": kept[AMENDMENTS], "signed": kept[NAMES], "listed": kept[LISTS]})
        return [pk for (pk,) in cursor.fetchall()]


CHANGED = f"""
    SELECT id FROM {_table(Amendment.history.model)} WHERE bill_id = %(bill)s AND history_id > %(own)s
    UNION SELECT h.amendment_id FROM {_table(Sponsorship.history.model)} h
        JOIN {_table(Amendment)} a ON a.id = h.amendment_id WHERE a.bill_id = %(bill)s AND h.history_id > %(signed)s
    UNION SELECT l.amendment_id FROM {_table(Listing)} l
        JOIN {_table(AmendmentPaper)} p ON p.id = l.paper_id WHERE p.bill_id = %(bill)s AND p.id > %(listed)s
    ORDER BY 1
"""  # noqa: S608  names from models


# ---- documents of a Bill ----
def _bill(bill: Bill) -> Document:
    prints = [*bill.prints.values_list("print_number", flat=True).order_by("pk")]
    named = [*bill.named_prints.filter(is_listed=True).values_list("print_number", flat=True)]
    sponsors = bill.sponsors.filter(is_listed=True).values_list("printed_name", "organisation_name")
    return documents.of_bill(bill, [*prints, *named], [name for row in sponsors for name in row if name])


def _provisions(bill: Bill) -> Iterator[Document]:
    newest = bill.prints.order_by("-published_on", "-pk").first()
    return documents.of_print(bill, newest) if newest else iter(())


READ = (
    *("bill", "stage", "kind", "number", "historic", "op", "provision", "page", "line", "text", "summary_text"),
    *("statement", "gist", "note", "heading", "decision", "tabled_at"),
)


def _amendments(
    bill: Bill, stages: Mapping[int, BillStage], moments: Mapping[int, datetime], pks: Sequence[int]
) -> Iterator[Document]:
    """The documents of these amendments; `moments` are those of the Bill's lists, oldest first. Three queries."""
    names: dict[int, list[str]] = defaultdict(list)
    signed = Sponsorship.objects.filter(amendment__in=pks, is_listed=True).order_by("amendment_id", "order")
    for pk, name in signed.values_list("amendment_id", "printed_name"):
        names[pk].append(name)
    labels: dict[int, list[tuple[str, datetime]]] = defaultdict(list)
    order = {pk: place for place, pk in enumerate(moments)}
    listed = Listing.objects.filter(amendment__in=pks).values_list("paper_id", "amendment_id", "number")
    for paper, pk, number in sorted((row for row in listed if row[0] in order), key=lambda row: order[row[0]]):
        labels[pk].append((number, moments[paper]))
    for amendment in Amendment.objects.filter(pk__in=pks).only(*READ):
        amendment.stage = stages[amendment.stage_id]
        yield documents.of_amendment(amendment, bill, names[amendment.pk], labels[amendment.pk])


# ---- writing ----
INSERT = (
    f"INSERT INTO {_table(SearchDocument)} ({', '.join(documents.COLUMNS)}) "  # noqa: S608  names from models
    f"VALUES ({', '.join(['%s'] * len(documents.COLUMNS))})"
)


def _replace(have: QuerySet[SearchDocument], wanted: Iterable[Document]) -> None:
    """Write of the wanted documents those that differ from what stands there, and take away what is wanted no more."""
    hashes = dict(have.values_list("id", "hash"))
    found = {each.id: (each, each.fingerprint()) for each in wanted}
    changed = [(each, own) for each, own in found.values() if hashes.get(each.id) != own]
    gone = [pk for pk in hashes if pk not in found]
    _forget([*gone, *(each.id for each, _ in changed if each.id in hashes)])
    if gone:
        backend().remove(gone)
    if changed:
        with connection.cursor() as cursor:
            cursor.executemany(INSERT, [each.row(own) for each, own in changed])
        backend().write((each.id, each.words()) for each, _ in changed)


def _forget(ids: Collection[int]) -> None:
    pks = list(ids)
    for start in range(0, len(pks), AT_ONCE):
        SearchDocument.objects.filter(pk__in=pks[start : start + AT_ONCE])._raw_delete(connection.alias)
