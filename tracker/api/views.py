"""The public API: read-only lists and objects of every public table, the same to everybody (docs/api.md)."""

from collections.abc import Iterable, Mapping
from typing import Any, cast

from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from amendments.changes import GRADES
from amendments.models import AmendmentPaper, Listing, Sponsorship
from bills.finished import EVERY_BILL, finished
from bills.models import BillPrint
from bills.text.tree import Print, Provision
from tracker.api import asked, serializers
from tracker.api.allowance import Allowance
from tracker.api.asked import CHANGED_SINCE, CURSOR, LIMIT, Parameter
from tracker.api.problems import PROBLEM, Problem
from tracker.open_data import changes, licence, released
from tracker.open_data.checked import NOTHING_CHECKED, Checked, checked_for
from tracker.open_data.columns import Kind, Table
from tracker.open_data.tables import PARLIAMENT
from tracker.open_data.tables_amendments import AMENDMENTS, LISTINGS, NAMES
from tracker.open_data.tables_bill import NAMED_PRINTS, PROVISION_PATHS, RELATED


class OnlyJson(BaseContentNegotiation):
    """JSON, whatever was asked for: tracker/api/front.py refuses who cannot read it."""

    def select_renderer(
        self, request: Request, renderers: Iterable[Any], format_suffix: str | None = None
    ) -> tuple[Any, str]:
        """The one renderer."""
        renderer = next(iter(renderers))
        return renderer, renderer.media_type


class PublicView(APIView):
    """A GET that nobody has to sign in for, kept and given again as the site's finished pages are."""

    http_method_names = ["get", "head", "options"]
    authentication_classes = ()
    permission_classes = ()
    throttle_classes = (Allowance,)
    renderer_classes = (JSONRenderer,)
    parser_classes = ()
    content_negotiation_class = OnlyJson
    known: tuple[Parameter, ...] = ()
    shows: tuple[int, ...] | None = EVERY_BILL

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The answer, with its ETag; an error is never kept."""
        answer = cast(Response, super().dispatch(request, *args, **kwargs))
        if answer.status_code != 200:
            return answer
        # DRF's request knows nobody here: the answer is the same with a session and without.
        return finished(cast(HttpRequest, self.request), answer.render(), self.shows)

    def asked(self) -> Mapping[str, Any]:
        """The parameters, read."""
        return asked.read(self.request.query_params, self.known)


def _documented(
    one: Any, summary: str, parameters: Iterable[Parameter] = (), *, in_path: bool = False, key: str
) -> Any:
    path: list[OpenApiParameter] = [asked.NUMBER_IN_PATH] if in_path else []
    codes = (400, 404, 406, 429) if in_path else (400, 406, 429)
    errors = {(code, PROBLEM): OpenApiResponse(Problem, description=ERRORS[code]) for code in codes}
    return extend_schema(
        operation_id=key,
        summary=summary,
        parameters=[*path, *(each.schema for each in parameters)],
        responses={(200, "application/json"): one, **errors},
        tags=[key.partition("_")[0]],
        auth=[],
    )


ERRORS = {
    400: "A parameter cannot be read; it is named.",
    404: "There is nothing here.",
    406: "The request does not accept JSON.",
    429: "Too many requests.",
}


def next_page(request: Request, rows: list[Any], limit: int, number: Any) -> str | None:
    """The address of the page after these rows, one of which was asked for too many."""
    if len(rows) <= limit:
        return None
    query = request.query_params.copy()
    query["cursor"] = str(number(rows[limit - 1]))
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


# ---- Parliament's record ----


def _changed_since(table: Table, moment: Any) -> Q:
    """Rows of which a change was recorded since the moment, their names and lists included."""
    if table.model is Listing:
        return Q(paper__recorded_at__gte=moment)
    if table.model is AmendmentPaper:
        return Q(recorded_at__gte=moment)
    recorded = Q(pk__in=table.history.objects.filter(history_date__gte=moment).values("id"))
    if table is AMENDMENTS:
        names: Any = Sponsorship
        of_names = names.history.model.objects.filter(history_date__gte=moment).values("amendment_id")
        listed = Listing.objects.filter(paper__recorded_at__gte=moment).values("amendment_id")
        recorded |= Q(pk__in=of_names) | Q(pk__in=listed)
    return recorded


def _filters_of(table: Table) -> tuple[Parameter, ...]:
    return tuple(
        Parameter(each.name, each.about, each.kind, smallest=0 if each.kind is Kind.NUMBER else 1)
        for each in table.filters
    )


def _rows_of(table: Table) -> QuerySet[Any]:
    rows = table.model._default_manager.select_related(*table.related) if table.related else None
    found = table.model._default_manager.all() if rows is None else rows
    deferred = [each.attribute for each in table.stored if not each.is_in_answers]
    return found.prefetch_related(*table.nested()).defer(*deferred, *table.left_out)


def _checked(table: Table, rows: Iterable[Model]) -> Checked:
    """When what these rows show was last checked: one query, none where the table does not tell."""
    if not table.checked_by:
        return NOTHING_CHECKED
    if table.checked_by == "stage":
        return checked_for("stage", [vars(row)["stage_id"] for row in rows])
    return checked_for("bill", [_bill_of(table, row) for row in rows])


def _bill_of(table: Table, row: Any) -> int:
    for step in table.of_bill.split("__")[:-1]:
        row = getattr(row, step)
    last = table.of_bill.split("__")[-1]
    return int(row.pk if last == "pk" else getattr(row, f"{last}_id"))


def _list_view(table: Table) -> Any:
    parameters = (*_filters_of(table), CHANGED_SINCE, LIMIT, CURSOR)
    lookups = {each.name: each.lookup for each in table.filters}

    class ListView(PublicView):
        known = parameters

        @_documented(
            serializers.page_of(serializers.serializer_of(table)),
            table.about,
            parameters,
            key=f"{table.name.replace('-', '_')}_list",
        )
        def get(self, request: Request) -> Response:
            """A page of the table, by number."""
            given = self.asked()
            limit = given.get("limit", asked.USUAL)
            rows = _rows_of(table).filter(pk__gt=given.get("cursor", 0))
            rows = rows.filter(**{lookups[name]: value for name, value in given.items() if name in lookups})
            if since := given.get("changed_since"):
                rows = rows.filter(_changed_since(table, since))
            found = list(rows.order_by("pk")[: limit + 1])
            checked = _checked(table, found[:limit])
            return Response(
                {
                    "next": next_page(request, found, limit, lambda row: row.pk),
                    "results": [table.object_of(row, checked) for row in found[:limit]],
                }
            )

    return ListView.as_view()


def _object_view(table: Table) -> Any:
    class ObjectView(PublicView):
        @_documented(
            serializers.serializer_of(table),
            f"One of the {table.name}.",
            in_path=True,
            key=f"{table.name.replace('-', '_')}_one",
        )
        def get(self, request: Request, pk: int) -> Response:
            """One object."""
            self.asked()
            found = list(_rows_of(table).filter(pk=pk))
            if not found:
                raise Http404
            return Response(table.object_of(found[0], _checked(table, found)))

    return ObjectView.as_view()


# ---- history ----

CHANGES = (
    Parameter("of", "Of which table; amendments where it is not said.", Kind.TEXT, choices=tuple(changes.TRACKED)),
    Parameter("bill", "Of the Bill with this number of ours.", smallest=0),
    Parameter("object", "Of the row with this number of ours.", smallest=0),
    Parameter("grade", "Only changes of this weight.", Kind.TEXT, choices=GRADES),
    Parameter("effective_since", "The fact is of this moment or later, whenever we recorded it.", Kind.MOMENT),
    Parameter("changed_since", "We recorded it at this moment or later.", Kind.MOMENT),
    LIMIT,
    CURSOR,
)
LOOKUPS = {
    "object": "id",
    "grade": "grades__contains",
    "effective_since": "effective_at__gte",
    "changed_since": "history_date__gte",
}


class ChangeList(PublicView):
    """The graded history of Parliament's record."""

    known = CHANGES

    @_documented(
        serializers.page_of(serializers.Change),
        "The history of Parliament’s record: every change with its grades, moments and source.",
        CHANGES,
        key="changes_list",
    )
    def get(self, request: Request) -> Response:
        """A page of changes of one table, in the order in which they were recorded."""
        given = self.asked()
        limit = given.get("limit", asked.USUAL)
        table = changes.TRACKED[given.get("of", AMENDMENTS.name)]
        rows = changes.history_of(table).filter(history_id__gt=given.get("cursor", 0))
        rows = rows.filter(**{LOOKUPS[name]: value for name, value in given.items() if name in LOOKUPS})
        if "bill" in given:
            rows = rows.filter(**{_bill_in_history(table): given["bill"]}) if table.of_bill else rows.none()
        found = changes.with_before(table, rows.order_by("history_id")[: limit + 1])
        return Response(
            {"next": next_page(request, found, limit, lambda change: change["id"]), "results": found[:limit]}
        )


def _bill_in_history(table: Table) -> str:
    return "id" if table.of_bill == "pk" else table.of_bill


# ---- the provisions of a print ----

PROVISIONS = (
    Parameter("kind", "Only provisions of this kind: “clause”, “schedule”.", Kind.TEXT),
    Parameter("number", "Only provisions with this number, with or without its brackets and words.", Kind.TEXT),
)


class ProvisionList(PublicView):
    """The words of a print."""

    known = PROVISIONS

    @_documented(
        serializers.Provisions,
        "The provisions of a print, in reading order.",
        PROVISIONS,
        in_path=True,
        key="prints_provisions",
    )
    def get(self, request: Request, pk: int) -> Response:
        """Provisions by kind and number; a clause comes with all that stands inside it."""
        given = self.asked()
        row = BillPrint.objects.filter(pk=pk).first()
        if row is None:
            raise Http404
        tree = Print.from_json(row.tree) if row.tree else None
        return Response({"results": list(_told(tree.provisions, given, 0)) if tree else []})


def _told(found: Iterable[Provision], given: Mapping[str, Any], depth: int) -> Iterable[dict[str, Any]]:
    for each in found:
        is_wanted = given.get("kind", each.kind) == each.kind and given.get("number", each.number) in (
            each.number,
            each.bare_number,
        )
        if is_wanted:
            yield _provision(each, depth)
            yield from _told(each.children, {}, depth + 1)
        else:
            yield from _told(each.children, given, depth + 1)


def _provision(each: Provision, depth: int) -> dict[str, Any]:
    page, line = each.starts or (None, None)
    return {
        "guid": each.guid,
        "eid": each.eid,
        "kind": each.kind,
        "number": each.number,
        "heading": each.heading,
        "text": each.text,
        "page": page,
        "line": line,
        "depth": depth,
    }


# ---- what the coalition published ----

BY_BILL = Parameter(released.BY_BILL.name, released.BY_BILL.about, smallest=0)
PUBLISHED_SINCE = Parameter("changed_since", "Published, as it stands, at this moment or later.", Kind.MOMENT)


def _released_list(table: Table) -> Any:
    parameters = (BY_BILL, PUBLISHED_SINCE, LIMIT, CURSOR)

    class ReleasedList(PublicView):
        known = parameters

        @_documented(
            serializers.page_of(serializers.serializer_of(table)),
            table.about,
            parameters,
            key=f"campaigns_{table.name}",
        )
        def get(self, request: Request) -> Response:
            """What is public of a kind at this moment, by number."""
            given = self.asked()
            limit = given.get("limit", asked.USUAL)
            found = released.told(
                table,
                bill=given.get("bill"),
                after=given.get("cursor", 0),
                limit=limit + 1,
                since=given.get("changed_since"),
            )
            return Response(
                {
                    "next": next_page(request, found, limit, lambda row: row.release.object_id),
                    "results": [table.object_of(row) for row in found[:limit]],
                }
            )

    return ReleasedList.as_view()


def _released_object(table: Table) -> Any:
    class ReleasedObject(PublicView):
        @_documented(
            serializers.serializer_of(table),
            f"One of the coalition’s {table.name}.",
            in_path=True,
            key=f"campaigns_{table.name}_one",
        )
        def get(self, request: Request, pk: int) -> Response:
            """One released thing."""
            self.asked()
            found = released.told_of(table, pk)
            if found is None:
                raise Http404
            return Response(table.object_of(found))

    return ReleasedObject.as_view()


# ---- the way in ----


class RootView(PublicView):
    """What there is."""

    shows = ()

    @_documented(serializers.Root, "Every list of the API.", key="root")
    def get(self, request: Request) -> Response:
        """The lists with their addresses."""
        self.asked()

        def of(name: str) -> str:
            return request.build_absolute_uri(reverse(name))

        lists = [(table.name, table.about, of(f"api:{table.name}")) for table in PARLIAMENT if table.has_answers]
        lists.append(("changes", "The graded history of Parliament’s record.", of("api:changes")))
        ours = [
            (f"campaigns/{table.name}", table.about, of(f"api:campaigns-{table.name}")) for table in released.RELEASED
        ]
        return Response(
            {
                "resources": [
                    {"name": name, "about": about, "url": address} for name, about, address in [*lists, *ours]
                ],
                "schema": of("api:schema"),
                "documentation": of("api-page"),
                "downloads": of("data"),
                "licence": licence.OPEN_PARLIAMENT,
                "attribution": licence.PARLIAMENT_LINE,
            }
        )


LISTS = {table: _list_view(table) for table in PARLIAMENT if table.has_answers}
OBJECTS = {table: _object_view(table) for table in LISTS}
RELEASED_LISTS = {table: _released_list(table) for table in released.RELEASED}
RELEASED_OBJECTS = {table: _released_object(table) for table in released.RELEASED if table is not released.COALITION}
NOT_OF_THEIR_OWN = (LISTINGS, NAMES, NAMED_PRINTS, PROVISION_PATHS, RELATED)
"""Told in lists alone: one of them says nothing without its amendment or its Bill."""
