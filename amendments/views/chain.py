"""One chain: an aim, and the attempts at it across stages, Houses and numbers."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from amendments.chains import told
from amendments.models import Chain
from bills.finished import finished


@require_safe
def chain_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A chain with every step. Two queries, whatever its length."""
    chain = get_object_or_404(Chain.objects.select_related("bill"), pk=pk, is_listed=True)
    (found,) = told([chain])
    context = {
        "chain": chain,
        "bill": chain.bill,
        "told": found,
        "trail": [("Bills", reverse("bills:list")), (chain.bill.short_title, chain.bill.get_absolute_url())],
    }
    return finished(request, render(request, "amendments/chain.html", context), [chain.bill_id])
