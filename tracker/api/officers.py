"""The coalition's own records for officers' software: read only, with a session or a key, through `visible_to`."""

from typing import Any, cast

from django.db.models import Model, OuterRef, QuerySet, Subquery
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.authentication import SessionAuthentication
from rest_framework.exceptions import NotAuthenticated
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.permissions import BasePermission
from rest_framework.renderers import JSONRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from coalition.models import Ask, Briefing, BriefingVersion, ClauseLink
from coalition.querysets import visible_to
from coalition.roles import Role, role_of
from coalition.signoff import latest_version, roll
from tracker.api import asked, serializers
from tracker.api.allowance import Allowance
from tracker.api.asked import CURSOR, LIMIT, Parameter
from tracker.api.problems import PROBLEM, Problem
from tracker.api.tokens import TokenAuthentication
from tracker.api.views import ERRORS, OnlyJson, next_page
from tracker.open_data import words
from tracker.open_data.columns import Kind, Table, made, stored

OURS = {"id": "Our number of it.", "bill": words.BILL, "owner": "Our number of the organisation whose own it is."}
SHARED = "Whether every organisation of the coalition can read it."

ASKS = Table(
    name="asks",
    one="OfficerAsk",
    about="Asks, with their internal state.",
    model=Ask,
    columns=stored(
        Ask,
        {
            **OURS,
            "is_shared": SHARED,
            "reference": "Its short, lasting name.",
            "title": "What we want, in one line.",
            "summary": "What it would change, and for whom.",
            "group": "Asks of one group are shown together.",
            "theme": "Our number of its theme.",
            "priority": "must, want, nice or oppose.",
            "state": "Where our work on it stands; it says nothing of Parliament’s decision.",
            "lead": "Our number of the organisation that leads.",
            "next_step": "What comes next.",
            "next_step_on": "By when.",
            "revision": "How often it was edited.",
            "created_at": "When it was written.",
        },
    ),
    of_bill="bill",
)
LINKS = Table(
    name="links",
    one="OfficerLink",
    about="Links between our clauses or asks and Parliament’s record, suggested ones too.",
    model=ClauseLink,
    columns=stored(
        ClauseLink,
        {
            **OURS,
            "is_shared": SHARED,
            "clause": "Our number of the clause.",
            "ask": "Our number of the ask.",
            "amendment": "Our number of Parliament’s amendment.",
            "provision": "The provision of the Bill.",
            "act_section": "The section of the Act.",
            "act_url": "Where the Act can be read.",
            "relation": "How it carries it.",
            "state": "suggested, confirmed, reopened or rejected.",
            "origin": "person, machine or file.",
            "reason": "Why a machine suggested it.",
            "note": "A remark.",
            "reviewed_at": "When a person decided.",
        },
    ),
    of_bill="bill",
)
PAPERS = Table(
    name="papers",
    one="OfficerPaper",
    about="Facts of briefings, reports, evidence and letters.",
    model=Briefing,
    columns=(
        *stored(
            Briefing,
            {
                **OURS,
                "is_shared": SHARED,
                "title": "Its title.",
                "kind": "briefing, report, evidence, letter or other.",
                "stance": "support, oppose or welcome; empty: no line on one amendment.",
                "stage": words.STAGE,
                "theme": "Our number of its theme.",
                "lead": "Our number of the organisation that leads.",
                "sign_by": "When no answer counts any more.",
                "is_open_to_sign": "Whether organisations are asked to answer.",
                "archived_at": "When it was put away.",
            },
        ),
        made(
            "latest_version",
            "The number of its newest text.",
            Kind.NUMBER,
            lambda row: row.latest_number,
            is_null=True,
        ),
    ),
    of_bill="bill",
)
SIGN_OFFS = Table(
    name="sign-offs",
    one="OfficerSignOff",
    about="Where each organisation stands on the newest text of a paper.",
    model=BriefingVersion,
    columns=(
        made("organisation", "Our number of the organisation.", Kind.NUMBER, lambda row: row.organisation.pk),
        made("name", "Its name.", Kind.TEXT, lambda row: row.organisation.name),
        made("state", "valid, lapsed, not counted or no answer.", Kind.TEXT, lambda row: str(row.standing.state)),
        made(
            "reason",
            "Why an answer does not count.",
            Kind.TEXT,
            lambda row: str(row.standing.reason) if row.standing.reason else "",
        ),
        made(
            "answer",
            "signs, reservation, objects or abstains.",
            Kind.TEXT,
            lambda row: row.signoff.answer if row.signoff else "",
        ),
        made(
            "at", "When it answered.", Kind.MOMENT, lambda row: row.signoff.at if row.signoff else None, is_null=True
        ),
    ),
)
OFFICERS: tuple[Table, ...] = (ASKS, LINKS, PAPERS)
BY_BILL = Parameter("bill", "On the Bill with this number of ours.", smallest=0)


class ForOfficers(BasePermission):
    """Policy officers and administrators with their second step. Who is signed in and is none sees a missing page."""

    def has_permission(self, request: Request, view: APIView) -> bool:
        """Raises what the answer is to be."""
        if not request.user.is_authenticated:
            raise NotAuthenticated
        if role_of(request.user) < Role.OFFICER:
            raise Http404
        return True


class OfficersView(APIView):
    """A GET for officers; nothing keeps its answer."""

    http_method_names = ["get", "head", "options"]
    authentication_classes = (TokenAuthentication, SessionAuthentication)
    permission_classes = (ForOfficers,)
    throttle_classes = (Allowance,)
    renderer_classes = (JSONRenderer,)
    parser_classes = ()
    metadata_class = None
    content_negotiation_class: type[BaseContentNegotiation] = OnlyJson

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """The answer, for this reader alone."""
        answer = cast(HttpResponseBase, super().dispatch(request, *args, **kwargs))
        add_never_cache_headers(answer)
        return answer


def _documented(one: Any, table: Table, parameters: tuple[Parameter, ...], *, in_path: bool = False) -> Any:
    codes = {400: ERRORS[400], 401: "Sign in, or send a key.", 404: ERRORS[404], 406: ERRORS[406], 429: ERRORS[429]}
    return extend_schema(
        operation_id=f"officers_{table.name.replace('-', '_')}",
        summary=table.about,
        parameters=[*([asked.NUMBER_IN_PATH] if in_path else []), *(each.schema for each in parameters)],
        responses={
            (200, "application/json"): one,
            **{(code, PROBLEM): OpenApiResponse(Problem, description=told) for code, told in codes.items()},
        },
        tags=["officers"],
    )


def _rows(table: Table, user: Any) -> QuerySet[Any]:
    rows: QuerySet[Any] = visible_to(user, cast(type[Model], table.model))
    if table is PAPERS:
        newest = BriefingVersion.objects.filter(briefing=OuterRef("pk")).order_by("-number")
        rows = rows.annotate(latest_number=Subquery(newest.values("number")[:1]))
    return rows


def list_view(table: Table) -> Any:
    """The list of a table for officers."""
    parameters = (BY_BILL, LIMIT, CURSOR)

    class OfficersList(OfficersView):
        @_documented(serializers.page_of(serializers.serializer_of(table)), table, parameters)
        def get(self, request: Request) -> Response:
            """What the officer may read, by number."""
            given = asked.read(request.query_params, parameters)
            limit = given.get("limit", asked.USUAL)
            rows = _rows(table, request.user).filter(pk__gt=given.get("cursor", 0))
            if "bill" in given:
                rows = rows.filter(bill=given["bill"])
            found = list(rows.order_by("pk")[: limit + 1])
            return Response(
                {
                    "next": next_page(request, found, limit, lambda row: row.pk),
                    "results": [table.object_of(row) for row in found[:limit]],
                }
            )

    return OfficersList.as_view()


class SignOffList(OfficersView):
    """Who signed a paper."""

    @_documented(serializers.page_of(serializers.serializer_of(SIGN_OFFS)), SIGN_OFFS, (), in_path=True)
    def get(self, request: Request, pk: int) -> Response:
        """Every organisation that is asked or has answered, by name."""
        asked.read(request.query_params, ())
        paper = visible_to(cast(Any, request.user), Briefing).filter(pk=pk).first()
        if paper is None:
            raise Http404
        version = latest_version(paper)
        rows = roll(version, timezone.now()) if version else []
        return Response({"next": None, "results": [SIGN_OFFS.object_of(row) for row in rows]})
