"""The links: what waits for review first, then the rest; and the search for likely ones."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from amendments.wording import count_of
from bills.models import Bill
from coalition.asked import whole_number
from coalition.forms.links import QueueForm
from coalition.link import keep_suggestions
from coalition.link_words import lines_of, with_names
from coalition.models import ClauseLink
from coalition.querysets import visible_to
from coalition.roles import members_only, officers_only

PER_PAGE = 50
State = ClauseLink.State
WAITING = (State.REOPENED, State.SUGGESTED)
IN_TURN = Case(
    *(When(state=state, then=Value(place)) for place, state in enumerate((*WAITING, State.CONFIRMED))),
    default=Value(9),
    output_field=IntegerField(),
)


@members_only
@require_GET
def link_list(request: HttpRequest) -> HttpResponse:
    """Every link that the visitor may see, fifty a page. The same number of queries whatever their number."""
    links = visible_to(request.user, ClauseLink)
    form = QueueForm(request.GET, bills=_bills(links), stages=_stages(links))
    wanted = form.wanted()
    rows = with_names(_filtered(links, wanted)).order_by(IN_TURN, "-id")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    counts = links.aggregate(
        reopened=Count("pk", filter=Q(state=State.REOPENED)), suggested=Count("pk", filter=Q(state=State.SUGGESTED))
    )
    context = {
        "room": "links",
        "form": form,
        "is_filtered": bool(wanted),
        "page": page,
        "page_numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
        "lines": lines_of(page),
        "found": page.paginator.count,
        "answer": _answer(**counts),
        "searchable": form.fields["bill"].choices[1:] or _all_bills(),  # type: ignore[attr-defined]
    }
    return render(request, "coalition/links/list.html", context)


def _answer(reopened: int, suggested: int) -> str:
    if not reopened + suggested:
        return "No link waits for review."
    waiting = count_of(reopened + suggested, "link waits for review", "links wait for review")
    opened = f" {reopened} opened again because a text changed." if reopened else ""
    return f"{waiting}.{opened}"


def _filtered(links: QuerySet[ClauseLink], wanted: dict[str, Any]) -> QuerySet[ClauseLink]:
    if bill := wanted.get("bill"):
        links = links.filter(bill=bill)
    if stage := wanted.get("stage"):
        links = links.filter(amendment__stage=stage)
    if state := wanted.get("state"):
        links = links.filter(state__in=WAITING if state == "waiting" else [state])
    return links


def _bills(links: QuerySet[ClauseLink]) -> list[tuple[int, str]]:
    return list(links.order_by("bill__short_title").values_list("bill__pk", "bill__short_title").distinct())


def _all_bills() -> list[tuple[int, str]]:
    """Bills with something of ours to link: where no link is there yet."""
    ours = Bill.objects.filter(Q(asks__isnull=False) | Q(alternative_acts__isnull=False))
    return list(ours.order_by("short_title").values_list("pk", "short_title").distinct()[:20])


def _stages(links: QuerySet[ClauseLink]) -> list[tuple[int, str]]:
    rows = links.exclude(amendment=None).order_by("amendment__stage__bill", "amendment__stage__sort_order")
    names = ("amendment__stage", "amendment__stage__description", "amendment__stage__house", "bill__short_title")
    found = rows.values_list(*names, "amendment__stage__bill", "amendment__stage__sort_order").distinct()
    return [(pk, f"{stage}, {house} – {title}") for pk, stage, house, title, *_ in found]


@officers_only
@require_POST
def link_search(request: HttpRequest) -> HttpResponse:
    """Look through a Bill for likely pairs and keep them as suggestions, private to officers."""
    bill = get_object_or_404(Bill, pk=whole_number(request.POST.get("bill", "")))
    found = keep_suggestions(bill, cast("User", request.user)).new
    messages.success(
        request,
        f"{count_of(found, 'new suggestion')} for the {bill.short_title}." if found else "Nothing new was found.",
    )
    return redirect(f"{reverse('coalition:links')}?bill={bill.pk}&state=suggested")
