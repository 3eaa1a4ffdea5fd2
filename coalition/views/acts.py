"""Reference texts: the list of them, a new one, and the facts of one."""

from django.contrib import messages
from django.db.models import Count, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from coalition import writing
from coalition.forms.acts import ActForm
from coalition.forms.people import with_value
from coalition.models import ActVersion, AlternativeAct
from coalition.querysets import visible_to
from coalition.roles import members_only, officers_only


@members_only
@require_safe
def acts(request: HttpRequest) -> HttpResponse:
    """Every reference text that the visitor may read, Bill by Bill, with its versions."""
    versions = visible_to(request.user, ActVersion).annotate(clause_count=Count("wordings"))
    found = (
        visible_to(request.user, AlternativeAct)
        .select_related("bill", "owner")
        .order_by("bill__short_title", "bill_id", "published_on", "pk")
        .prefetch_related(Prefetch("versions", queryset=versions.order_by("-number")))
    )
    return render(request, "coalition/acts/list.html", {"acts": found, "room": "acts"})


@officers_only
def new_act(request: HttpRequest) -> HttpResponse:
    """Begin a reference text; its clauses are imported or written after that."""
    form = ActForm(request.POST or None, initial={"bill": request.GET.get("bill")})
    if request.method == "POST" and form.is_valid():
        act = writing.create(form.save(commit=False), by=request.user, note=form.cleaned_data["note_for_history"])
        messages.success(request, "The text was added. Import its clauses from a file, or write them here.")
        return redirect("coalition:act", act.pk)
    context = {"form": form, "room": "acts", "title": "A new reference text", "submit": "Add the text"}
    return render(request, "coalition/acts/form.html", context)


@officers_only
def edit_act(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the facts of a reference text; a later edit of somebody else is never overwritten."""
    act = get_object_or_404(visible_to(request.user, AlternativeAct), pk=pk)
    form = ActForm(request.POST or None, instance=act)
    context = {
        "form": form,
        "room": "acts",
        "act": act,
        "title": "Facts of this text",
        "submit": "Save",
    }
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in form.Meta.fields if name in form.cleaned_data}
        stored = AlternativeAct.objects.get(pk=act.pk)
        seen = form.cleaned_data["revision"] or 0
        try:
            writing.change(
                stored, values, by=request.user, note=form.cleaned_data["note_for_history"], seen_revision=seen
            )
        except writing.EditConflict as conflict:
            context["conflict"] = _conflict(form, conflict)
            return render(request, "coalition/acts/form.html", context, status=409)
        messages.success(request, "Saved.")
        return redirect("coalition:act", act.pk)
    return render(request, "coalition/acts/form.html", context)


def _conflict(form: ActForm, conflict: writing.EditConflict) -> dict[str, object]:
    """What is stored now beside what the person typed; sending the form again then knows of it."""
    current = conflict.current
    form.data = with_value(form.data, "revision", str(current.revision))
    fields = [
        {"label": form.fields[name].label, "stored": _words(current, name), "typed": form[name].value()}
        for name in form.Meta.fields
        if name in form.fields and form.cleaned_data[name] != getattr(current, name)
    ]
    return {"who": conflict.who, "when": conflict.when, "fields": fields}


def _words(row: object, name: str) -> object:
    show = getattr(row, f"get_{name}_display", None)
    return show() if show else getattr(row, name)
