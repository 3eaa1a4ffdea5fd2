"""Addresses around a page: the way to it, and the present one with less in its query."""

from django.http import HttpRequest
from django.urls import reverse

from bills.models import BillStage


def trail_to(stage: BillStage, *, with_stage: bool = False) -> list[tuple[str, str]]:
    """The way to a page of a stage, as (words, address): Bills, the Bill, and for what lies below it the stage."""
    steps = [("Bills", reverse("bills:list")), (stage.bill.short_title, stage.bill.get_absolute_url())]
    return [*steps, (stage.description, stage.get_absolute_url())] if with_stage else steps


def without(request: HttpRequest, *names: str) -> str:
    """The present address without these parameters."""
    kept = request.GET.copy()
    for name in names:
        kept.pop(name, None)
    return f"{request.path}?{kept.urlencode()}" if kept else request.path


def only(request: HttpRequest, *names: str) -> str:
    """The present address with nothing but these parameters."""
    return without(request, *(name for name in request.GET if name not in names))
