"""How often what the public reads has changed, Bill by Bill: the key under which finished pages are kept.

A number only grows, in the transaction that writes the change and so under the Bill's lock. Whoever asks for the
number first and reads the rows afterwards can therefore never keep an old page under a new number. Counting history
rows would not do: their ids are given out before their transaction is committed.
"""

from collections.abc import Iterable

from django.db import connection, models, transaction

from bills.models import PublicVersion

SITE = 0
"""The scope of what belongs to no one Bill: lists, reference words, who the coalition is."""


def bump(scope: int | None = SITE) -> None:
    """Count a change of what the public reads: of the Bill with this id, or of what belongs to none (SITE, None)."""
    number = scope or SITE
    with transaction.atomic():
        grown = PublicVersion.objects.filter(scope=number)
        if not grown.update(number=models.F("number") + 1):
            PublicVersion.objects.bulk_create([PublicVersion(scope=number, number=0)], ignore_conflicts=True)
            grown.update(number=models.F("number") + 1)


def version_of(scopes: Iterable[int] | None) -> int:
    """One number for a page that shows these Bills (None: any of them); it grows whenever one of them changes.

    What belongs to no Bill counts with each. One query, in plain SQL: it is all that a kept page costs.
    """
    sql, parameters = version_sql(scopes)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {sql}", parameters)
        return int(cursor.fetchone()[0])


def version_sql(scopes: Iterable[int] | None) -> tuple[str, list[int]]:
    """The number of `version_of` as one expression in brackets, with its parameters."""
    table = connection.ops.quote_name(PublicVersion._meta.db_table)
    total = f"SELECT COALESCE(SUM(number), 0) FROM {table}"  # noqa: S608  the name of our own table
    if scopes is None:
        return f"({total})", []
    wanted = sorted({SITE, *scopes})
    return f"({total} WHERE scope IN ({', '.join(['%s'] * len(wanted))}))", wanted
