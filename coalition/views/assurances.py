"""The register of assurances: what was promised in Parliament, by when, and whether it was kept."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from amendments.models import Amendment
from amendments.wording import count_of
from coalition.amendment_search import name_with_stage
from coalition.asked import whole_number
from coalition.forms.assurances import AssuranceForm, RegisterForm
from coalition.models import Ask, Assurance
from coalition.querysets import visible_to
from coalition.roles import members_only, officers_only, organisation_of
from coalition.views.kept import Words, edit_kept

PER_PAGE = 50
Fate = Assurance.Fate
edits = require_http_methods(["GET", "HEAD", "POST"])


@members_only
@require_safe
def assurance_list(request: HttpRequest) -> HttpResponse:
    """Every assurance that the visitor may see: the open ones first, the soonest due before the rest."""
    seen = visible_to(request.user, Assurance)
    overdue = Q(outcome=Fate.OPEN, due_on__lt=timezone.localdate())
    counts = seen.aggregate(open=Count("pk", filter=Q(outcome=Fate.OPEN)), overdue=Count("pk", filter=overdue))
    bills = seen.order_by("bill__short_title").values_list("bill__pk", "bill__short_title").distinct()
    form = RegisterForm(request.GET, bills=list(bills))
    wanted = form.wanted()
    rows = _filtered(seen, wanted, overdue).select_related("bill", "ask", "owner", "amendment__stage")
    is_open = Case(When(outcome=Fate.OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    late = Case(When(overdue, then=Value(True)), default=Value(False))
    ordered = rows.annotate(is_late=late).order_by(is_open, F("due_on").asc(nulls_last=True), "-given_on", "-pk")
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("page"))
    asks = set(
        visible_to(request.user, Ask).filter(assurances__in=[row.pk for row in page]).values_list("pk", flat=True)
    )
    context = {
        "room": "assurances",
        "form": form,
        "is_filtered": bool(wanted),
        "page": page,
        "page_numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
        "rows": [(row, row.ask if row.ask_id in asks else None, _place(row)) for row in page],
        "answer": _answer(**counts),
    }
    return render(request, "coalition/assurances/list.html", context)


def _answer(open: int, overdue: int) -> str:
    if not open:
        return "No assurance is open."
    late = f", {overdue} of them overdue" if overdue else ""
    return f"{count_of(open, 'assurance is open', 'assurances are open')}{late}."


def _place(row: Assurance) -> str:
    """The amendment it was given on, as lists name it."""
    return name_with_stage(row.amendment) if row.amendment else ""


def _filtered(rows: QuerySet[Assurance], wanted: dict[str, Any], overdue: Q) -> QuerySet[Assurance]:
    if fate := wanted.get("fate"):
        rows = rows.filter(overdue if fate == "overdue" else Q(outcome=fate))
    return rows.filter(**{name: wanted[name] for name in ("house", "bill") if name in wanted})


@officers_only
@edits
def assurance_new(request: HttpRequest) -> HttpResponse:
    """Add an assurance; ?ask=PK or ?amendment=PK say what it was given on."""
    initial = _about(request)
    owner = organisation_of(request.user)
    form, looks = _form(request, Assurance(), {"owner": owner, "is_shared": True, **initial})
    words = Words(
        "Add an assurance",
        _given_on(initial.get("amendment")) or "Give the Minister’s own words, and where Hansard has them.",
        "Add it",
        "The assurance is in the register.",
    )
    return edit_kept(request, form, words, _to_list, room="assurances", only_show=looks)


def _form(request: HttpRequest, row: Assurance, initial: dict[str, Any]) -> tuple[AssuranceForm, bool]:
    """The form, and whether the person only looks for an amendment: then what they typed is kept, not checked."""
    if request.POST.get("step") == "look" and request.POST.get("looked_for", "").strip():
        typed = {name: request.POST.get(name) for name in AssuranceForm.base_fields}
        return AssuranceForm(instance=row, user=request.user, initial=typed), True
    return AssuranceForm(request.POST or None, instance=row, user=request.user, initial=initial), False


def _about(request: HttpRequest) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if pk := _pk(request, "ask"):
        found["ask"] = get_object_or_404(visible_to(request.user, Ask), pk=pk)
        found["bill"] = found["ask"].bill_id
    if pk := _pk(request, "amendment"):
        found["amendment"] = get_object_or_404(Amendment.objects.select_related("stage"), pk=pk)
        found["bill"] = found["amendment"].bill_id
    return found


def _pk(request: HttpRequest, name: str) -> int:
    return whole_number(request.GET.get(name, "")) or 0


def _given_on(amendment: Amendment | None) -> str:
    return f"It was given on {name_with_stage(amendment)}." if amendment else ""


@officers_only
@edits
def assurance_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an assurance, or say whether it was kept."""
    row = get_object_or_404(visible_to(request.user, Assurance).select_related("amendment__stage"), pk=pk)
    answer = _given_on(row.amendment) or "Say whether it was kept once that is known, and how we know."
    words = Words(f"The assurance of {row}", answer, "Save", "The change is saved.")
    form, looks = _form(request, row, {})
    return edit_kept(request, form, words, _to_list, room="assurances", only_show=looks)


def _to_list(_: object) -> str:
    return reverse("coalition:assurances")
