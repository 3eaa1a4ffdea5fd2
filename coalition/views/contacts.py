"""The sponsor and whip log: for policy officers alone. Written, and erased for good; never edited, never exported."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from amendments.wording import count_of
from coalition.asked import whole_number
from coalition.contacts import MovedOn, NamesThePerson, entries_about, erase, erase_person
from coalition.forms.contacts import ContactForm, LogForm, PersonForm, ReasonForm
from coalition.models import ContactEntry, Erasure
from coalition.roles import officers_only

PER_PAGE = 50
MOST_ERASURES = 20
NAME_NOBODY = "The reason names the person. Only the reason remains, so leave the name out."
edits = require_http_methods(["GET", "HEAD", "POST"])


@officers_only
@require_safe
def contact_list(request: HttpRequest) -> HttpResponse:
    """The log, newest first, and what was erased from it."""
    rows = ContactEntry.objects.select_related("bill", "ask", "written_by__person")
    bills = rows.order_by("bill__short_title").values_list("bill__pk", "bill__short_title").distinct()
    form = LogForm(request.GET, bills=list(bills))
    wanted = form.wanted()
    page = Paginator(rows.filter(**wanted), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "room": "contacts",
        "form": form,
        "is_filtered": bool(wanted),
        "page": page,
        "page_numbers": list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)),
        "erasures": Erasure.objects.select_related("by__person")[:MOST_ERASURES],
        "answer": f"{count_of(page.paginator.count, 'entry', 'entries')}, for policy officers’ eyes only.",
    }
    return render(request, "coalition/contacts/list.html", context)


@officers_only
@edits
def contact_new(request: HttpRequest) -> HttpResponse:
    """Write an entry."""
    form = ContactForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        form.instance.written_by = cast("User", request.user)
        form.save()
        messages.success(request, "The entry is in the log.")
        return redirect("coalition:contacts")
    return render(
        request, "coalition/contacts/new.html", {"room": "contacts", "form": form}, status=422 if form.errors else 200
    )


@officers_only
@edits
def contact_erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one entry and ask for the reason; on POST erase it for good."""
    entry = get_object_or_404(ContactEntry.objects.select_related("bill", "ask"), pk=pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            erase([entry], by=request.user, reason=form.cleaned_data["reason"])
        except NamesThePerson:
            form.add_error("reason", NAME_NOBODY)
        else:
            messages.success(request, "The entry is erased.")
            return redirect("coalition:contacts")
    return _confirm(request, form, [entry])


@officers_only
@edits
def contact_erase_person(request: HttpRequest) -> HttpResponse:
    """Ask for a name, show everything about the person, ask for the reason, erase it all.

    Both steps are POSTs to one address: a name never stands in an address, where logs and browsers would keep it.
    """
    if request.method != "POST":
        return _ask_for_name(request, PersonForm())
    person = PersonForm(request.POST)
    if not person.is_valid():
        return _ask_for_name(request, person)
    name = person.cleaned_data["name"]
    entries = entries_about(name)
    if not entries:
        person.add_error("name", "Nothing in the log is about this name.")
        return _ask_for_name(request, person)
    form = ReasonForm(request.POST if "reason" in request.POST else None)
    if form.is_bound and form.is_valid():
        shown = [pk for pk in map(whole_number, request.POST.getlist("shown")) if pk is not None]
        try:
            count = erase_person(name, by=request.user, reason=form.cleaned_data["reason"], shown=shown)
        except NamesThePerson:
            form.add_error("reason", NAME_NOBODY)
        except MovedOn:
            form.add_error(None, "The log changed in the meantime and nothing was erased. This is what it holds now.")
        else:
            messages.success(request, f"{count_of(count, 'entry is', 'entries are')} erased.")
            return redirect("coalition:contacts")
    return _confirm(request, form, entries, name)


def _ask_for_name(request: HttpRequest, form: Form) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "coalition/contacts/person.html", {"room": "contacts", "form": form}, status=status)


def _confirm(request: HttpRequest, form: Form, entries: list[ContactEntry], name: str = "") -> HttpResponse:
    context = {"room": "contacts", "form": form, "entries": entries, "name": name, "count": len(entries)}
    return render(request, "coalition/contacts/erase.html", context, status=422 if form.errors else 200)
