"""What search engines may list: every public page that has an address of its own, in parts of 5,000."""

from collections.abc import Sequence
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from amendments.models import Amendment, Chain
from bills.models import Bill, BillStage, Division, StageKind
from coalition.models import Release
from coalition.querysets import in_force

PART = 5_000
PAGES = (
    "front",
    "bills:list",
    "coalition:campaigns",
    "library",
    "data",
    "data-dictionary",
    "api-page",
    "glossary",
    "jobs",
    "about-accessibility",
    "about-privacy",
    "about-licence",
)


class _Part(Sitemap):
    limit = PART


class SitePages(_Part):
    """Pages of which there is one."""

    def items(self) -> Sequence[str]:
        return PAGES

    def location(self, item: str) -> str:
        return reverse(item)


class Bills(_Part):
    """Pages of Bills."""

    def items(self) -> QuerySet[Any, Any]:
        return Bill.objects.order_by("pk").values_list("pk", flat=True)

    def location(self, item: int) -> str:
        return reverse("bills:detail", args=[item])


class Stages(_Part):
    """Stages that can hold amendments."""

    def items(self) -> QuerySet[Any, Any]:
        rows = BillStage.objects.filter(is_listed=True, kind_id_received__in=StageKind.AMENDABLE)
        return rows.order_by("pk").values_list("bill_id", "pk")

    def location(self, item: tuple[int, int]) -> str:
        return reverse("amendments:stage", args=item)


class Amendments(_Part):
    """Pages of amendments."""

    def items(self) -> QuerySet[Any, Any]:
        return Amendment.objects.order_by("pk").values_list("bill_id", "pk")

    def location(self, item: tuple[int, int]) -> str:
        return reverse("amendments:detail", args=item)


class Chains(_Part):
    """One aim, many attempts."""

    def items(self) -> QuerySet[Any, Any]:
        return Chain.objects.filter(is_listed=True).order_by("pk").values_list("pk", flat=True)

    def location(self, item: int) -> str:
        return reverse("amendments:chain", args=[item])


class Divisions(_Part):
    """Votes."""

    def items(self) -> QuerySet[Any, Any]:
        return Division.objects.filter(is_listed=True, bill__isnull=False).order_by("pk").values_list("pk", flat=True)

    def location(self, item: int) -> str:
        return reverse("division", args=[item])


class Ours(_Part):
    """What the coalition released: asks, papers, texts, and the Bills that they are about."""

    ROUTES = {
        Release.Kind.ASK.value: "coalition:public-ask",
        Release.Kind.BRIEFING.value: "coalition:public-paper",
        Release.Kind.ACT.value: "coalition:public-act",
    }

    def items(self) -> list[tuple[str, int]]:
        rows = in_force().filter(kind__in=self.ROUTES).order_by()
        told = sorted(set(rows.values_list("kind", "object_id", "bill_id")))
        bills = {bill for _, _, bill in told if bill}
        return [*((kind, pk) for kind, pk, _ in told), *(("campaign", pk) for pk in sorted(bills))]

    def location(self, item: tuple[str, int]) -> str:
        kind, pk = item
        return reverse(self.ROUTES.get(kind, "coalition:campaign"), args=[pk])


SECTIONS: Any = {
    "site": SitePages,
    "bills": Bills,
    "stages": Stages,
    "amendments": Amendments,
    "chains": Chains,
    "divisions": Divisions,
    "coalition": Ours,
}
