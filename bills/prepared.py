"""Queries that are put into SQL once: that takes Django longer than the database takes to answer most of them.

    @prepared
    def sittings(stage: int, since: date) -> QuerySet[Sitting]:
        return Sitting.objects.filter(stage=stage, date__gte=since)

    sittings(5, today)  # a list; from the second call on, no queryset is built

The function is called with stand-ins, and only to see what SQL it makes and where its arguments went. So it may do
nothing with an argument but filter by it: never look at it, count with it, or slice by it (a limit is no parameter).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import connections
from django.db.models import Model, QuerySet
from django.http import Http404

P = ParamSpec("P")
M = TypeVar("M", bound=Model)
HIGH = 2_000_000_000
"""An id that no row has, and that fits any column of integers."""
LARGEST = 2**63 - 1
"""What a column of ids can hold. An address may name more."""
EARLY = datetime(1, 1, 1, tzinfo=UTC)


def prepared(build: Callable[P, QuerySet[M, Any]]) -> Callable[P, list[Any]]:
    """The rows of the queryset that a function of whole numbers, dates and moments builds. One query; none, and no
    rows, for a number that no column can hold.

    Raises TypeError for an argument of another kind, ValueError for one that the SQL does not have as a parameter, or
    on which more of the SQL depends.
    """
    known: dict[tuple[Any, ...], _Prepared] = {}

    @wraps(build)
    def rows(*args: P.args, **kwargs: P.kwargs) -> list[Any]:
        given: dict[Any, Any] = {**dict(enumerate(args)), **kwargs}
        if any(isinstance(value, int) and abs(value) > LARGEST for value in given.values()):
            return []
        key = (connections["default"].vendor, *given, *map(type, given.values()))
        if key not in known:
            known[key] = _prepare(build, given)
        return list(known[key].with_values(given))

    return rows


def filled(ids: Sequence[int], size: int) -> list[int]:
    """The ids of a page, the last of them again until there are so many: every page then asks with the same SQL."""
    return [*ids, *[ids[-1]] * (size - len(ids))] if ids else []


def one_or_404(rows: list[Any]) -> Any:
    """The only row of a prepared query. Raises Http404 where there is none."""
    for row in rows:
        return row
    raise Http404


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A queryset in SQL. `places` tells which argument stands at which place of its parameters."""

    rows: Any
    compiler: Any
    sql: str
    parameters: tuple[Any, ...]
    places: Mapping[int, Any]

    def with_values(self, given: Mapping[Any, Any]) -> Any:
        """The queryset with other parameters; Django's own machinery reads its rows."""
        connection = connections[self.rows.db]
        told = list(self.parameters)
        for place, name in self.places.items():
            told[place] = _adapted(given[name], connection, told[place])
        compiler, query, rows = _twin(self.compiler), _twin(self.rows.query), _twin(self.rows)
        compiler.connection = connection
        compiler.as_sql = lambda *args, **kwargs: (self.sql, tuple(told))
        query.get_compiler = lambda *args, **kwargs: compiler
        rows._query = query
        return rows


def _twin(one: Any) -> Any:
    """Another one with the same attributes. Not `copy`, for which Django would read the rows."""
    made = object.__new__(type(one))
    vars(made).update(vars(one))
    return made


def _prepare(build: Callable[..., QuerySet[Any, Any]], given: Mapping[Any, Any]) -> _Prepared:
    compiled = [_compiled(build, given, variant) for variant in range(2)]
    (rows, compiler, sql, parameters, places), (_, _, other_sql, other, _) = compiled
    if missing := set(given) - set(places.values()):
        raise ValueError(f"{build.__qualname__}: the SQL has no parameter for {sorted(map(str, missing))}")
    constant = [place for place in range(len(parameters)) if place not in places]
    if sql != other_sql or any(parameters[place] != other[place] for place in constant):
        raise ValueError(f"{build.__qualname__}: more than its parameters depends on the arguments")
    return _Prepared(rows, compiler, sql, parameters, places)


def _compiled(
    build: Callable[..., QuerySet[Any, Any]], given: Mapping[Any, Any], variant: int
) -> tuple[Any, Any, str, tuple[Any, ...], dict[int, Any]]:
    stand_ins = {
        name: _stand_in(value, 2 * number + variant + 1) for number, (name, value) in enumerate(given.items())
    }
    places_given: Sequence[Any] = [stand_ins[name] for name in given if isinstance(name, int)]
    rows = build(*places_given, **{name: value for name, value in stand_ins.items() if isinstance(name, str)})
    compiler = rows.query.get_compiler(using=rows.db)
    sql, parameters = compiler.as_sql()
    places = {
        place: name
        for name, value in stand_ins.items()
        for place, parameter in enumerate(parameters)
        if parameter == _adapted(value, compiler.connection, parameter)
    }
    return rows, compiler, sql, tuple(parameters), places


def _stand_in(value: object, number: int) -> Any:
    """A value of the same kind that no row has."""
    match value:
        case bool():
            pass
        case int():
            return HIGH + number
        case datetime():
            return EARLY + timedelta(number)
        case date():
            return EARLY.date() + timedelta(number)
    raise TypeError(f"no query is prepared for {value!r}")


def _adapted(value: Any, connection: Any, parameter: Any) -> Any:
    """The value as Django would give it to the database in the place of this parameter."""
    match value:
        case datetime() if value.tzinfo is None:
            raise TypeError("no query is prepared for a moment without a zone")
        case datetime():
            return connection.ops.adapt_datetimefield_value(value)
        case date():
            return connection.ops.adapt_datefield_value(value)
    return type(parameter)(value) if isinstance(parameter, int) else value
