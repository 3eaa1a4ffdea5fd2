"""A prepared query gives what the queryset itself would give, and is put into SQL once: on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
from django.db import connections
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.sql.compiler import SQLCompiler
from django.http import Http404

from bills.gathered import Rows, instances
from bills.models import Bill, BillStage, Division, Publication, PublicationType, Sitting
from bills.prepared import one_or_404, prepared

pytestmark = pytest.mark.django_db
LATE = datetime(2026, 3, 1, 9, 30, 0, 250_000, tzinfo=UTC)


@pytest.fixture
def bills() -> list[Bill]:
    kind = PublicationType.objects.create(id=5, name="Bill")
    made = [Bill.objects.create(short_title=f"{name} Bill") for name in ("Quays", "Piers", "Docks")]
    for number, bill in enumerate(made):
        stage = BillStage.objects.create(bill=bill, description="Committee stage", house="Lords", sort_order=1)
        for day in range(1, number + 2):
            Sitting.objects.create(stage=stage, date=date(2026, 3, day), part=f"{number}")
        links = [{"url": "https://example.org/a", "size": 1.5}]
        Publication.objects.create(
            bill=bill, publication_id=number, title="100 %s", type=kind, links=links, display_date=LATE
        )
        Division.objects.create(bill=bill, house="Lords", title="A vote", date=LATE, number=number)
    return made


def whole(bill: int) -> QuerySet:
    listed = Publication.objects.filter(bill=OuterRef("bill"), is_listed=True)
    first = Sitting.objects.filter(stage=OuterRef("pk")).order_by("-date")
    return (
        BillStage.objects.select_related("bill")
        .annotate(
            days=Count("sittings"),
            last=Subquery(first.values("date")[:1]),
            told=Rows(listed, "id", "display_date", "links"),
        )
        .filter(bill=bill)
    )


def test_instances_with_what_was_annotated_and_joined(bills: list[Bill], django_assert_num_queries) -> None:
    asked = prepared(whole)
    for bill in bills:
        with django_assert_num_queries(1):
            (row,) = asked(bill.pk)
        with django_assert_num_queries(0):
            assert row.bill.short_title == bill.short_title
        (expected,) = whole(bill.pk)
        assert row == expected
        assert (row.days, row.last, row.told) == (expected.days, expected.last, expected.told)
        (paper,) = instances(Publication, ("id", "display_date", "links"), row.told)
        assert (paper.display_date, paper.links[0]["size"]) == (LATE, 1.5)


@pytest.mark.parametrize(
    "build",
    [
        lambda bill: Sitting.objects.filter(stage__bill=bill).order_by("date").values("date", "part", "stage__house"),
        lambda bill: Sitting.objects.filter(stage__bill=bill).order_by("date").values_list("pk", "date"),
        lambda bill: Sitting.objects.filter(stage__bill=bill).order_by("date").values_list("date", flat=True),
        lambda bill: Sitting.objects.filter(stage__bill=bill).order_by("date").only("date"),
        lambda bill: Bill.objects.filter(~Q(pk=bill), stages__bill__gt=F("pk") - 1).order_by("pk"),
        lambda bill: Publication.objects.filter(bill=bill).defer("links"),
    ],
)
def test_every_way_to_read_rows(bills: list[Bill], build) -> None:
    asked = prepared(build)
    for bill in bills:
        assert asked(bill.pk) == list(build(bill.pk))


def test_a_union(bills: list[Bill]) -> None:
    def both(bill: int) -> QuerySet:
        titles = Publication.objects.filter(bill=bill).order_by().values_list("title", Value(1))
        votes = Division.objects.filter(bill=bill).order_by().values_list("title", Value(2))
        return titles.union(votes, all=True)

    asked = prepared(both)
    for bill in bills:
        assert sorted(asked(bill.pk)) == sorted(both(bill.pk))


def test_days_and_moments(bills: list[Bill]) -> None:
    def since(day: date, moment: datetime, *, bill: int) -> QuerySet:
        return Sitting.objects.filter(
            date__gte=day, stage__bill=bill, stage__bill__publications__display_date__lte=moment
        )

    asked = prepared(since)
    before = datetime(2026, 3, 1, 9, 30, 0, 249_999, tzinfo=UTC)
    for bill, day, moment in ((0, 1, LATE), (2, 1, LATE), (2, 3, LATE), (2, 1, before)):
        given = date(2026, 3, day), moment
        found = asked(*given, bill=bills[bill].pk)
        assert found == list(since(*given, bill=bills[bill].pk))
        assert bool(found) is (moment == LATE)


def test_a_moment_without_a_zone_is_refused_at_every_call(bills: list[Bill]) -> None:
    asked = prepared(lambda moment: Publication.objects.filter(display_date__lte=moment))
    assert len(asked(LATE)) == 3
    with pytest.raises(TypeError, match="without a zone"):
        asked(LATE.replace(tzinfo=None))


def test_it_is_put_into_sql_once(bills: list[Bill], monkeypatch: pytest.MonkeyPatch) -> None:
    asked = prepared(whole)
    asked(bills[0].pk)
    monkeypatch.setattr(SQLCompiler, "as_sql", lambda *_: pytest.fail("it was put into SQL again"))
    assert [row.bill for row in asked(bills[1].pk)] == [bills[1]]


def test_rows_are_read_anew_each_time(bills: list[Bill]) -> None:
    asked = prepared(lambda bill: Sitting.objects.filter(stage__bill=bill))
    (first,) = asked(bills[0].pk)
    first.delete()
    assert asked(bills[0].pk) == []


@pytest.mark.django_db(transaction=True)
def test_another_thread_asks_on_its_own_connection(bills: list[Bill]) -> None:
    asked = prepared(lambda bill: Bill.objects.filter(pk=bill))
    asked(bills[0].pk)

    def elsewhere() -> list[Bill]:
        try:
            return asked(bills[1].pk)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as pool:
        assert pool.submit(elsewhere).result() == [bills[1]]


def test_what_could_be_answered_wrongly_is_refused(bills: list[Bill]) -> None:
    with pytest.raises(ValueError, match="more than its parameters"):
        prepared(lambda bill: Bill.objects.filter(pk__lte=bill)[: bill % 7 + 1])(bills[0].pk)
    with pytest.raises(ValueError, match="no parameter"):
        prepared(lambda bill: Bill.objects.filter(pk=bill + 1))(bills[0].pk)
    with pytest.raises(ValueError, match="more than its parameters"):
        prepared(lambda bill: Bill.objects.filter(pk__in=[bill, bill + 1]))(bills[0].pk)
    asked = prepared(lambda bill: Bill.objects.filter(pk=bill))
    for wrong in (True, "1", None, [1]):
        with pytest.raises(TypeError, match="no query is prepared"):
            asked(wrong)


def test_a_number_that_no_column_holds_finds_nothing(bills: list[Bill], django_assert_num_queries) -> None:
    asked = prepared(lambda bill: Bill.objects.filter(pk=bill))
    with django_assert_num_queries(0):
        assert asked(10**30) == []
    assert asked(bills[0].pk) == [bills[0]]
    assert asked(2**63 - 1) == []


def test_another_kind_of_argument_is_no_argument_of_a_query_that_is_known(bills: list[Bill]) -> None:
    asked = prepared(lambda bill, since: Sitting.objects.filter(stage__bill=bill, date__gte=since))
    bill, day = bills[2].pk, date(2026, 3, 2)
    assert len(asked(bill, day)) == 2
    for wrong in ((None, day), (True, day), (bill, None), (bill, "2026-03-02")):
        with pytest.raises(TypeError, match="no query is prepared"):
            asked(*wrong)


def test_one_row_or_no_such_page(bills: list[Bill]) -> None:
    asked = prepared(lambda bill: Bill.objects.filter(pk=bill))
    assert one_or_404(asked(bills[0].pk)) == bills[0]
    with pytest.raises(Http404):
        one_or_404(asked(10**30))
