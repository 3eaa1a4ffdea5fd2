"""Parliament's record of Bills in the admin site: to look things up, never to edit (it is imported)."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from bills.look_only import LookOnlyAdmin
from bills.models import Bill, BillPrint, BillStage, Division, Member, Publication


@admin.register(Bill)
class BillAdmin(LookOnlyAdmin):
    """Bills with what identifies them in each source."""

    list_display = ["short_title", "bill_id", "current_house", "introduced_session", "is_act", "last_update"]
    list_filter = ["current_house", "is_act", "is_defeated", "is_fictional"]
    search_fields = ["short_title", "former_short_title", "bill_id", "lawmaker_project"]


@admin.register(BillStage)
class BillStageAdmin(LookOnlyAdmin):
    """Stages of Bills."""

    list_display = ["description", "house", "bill", "bill_stage_id", "kind_id_received", "is_listed"]
    list_select_related = ["bill"]
    list_filter = ["house", "is_listed"]
    search_fields = ["bill__short_title", "bill_stage_id", "description"]


@admin.register(BillPrint)
class BillPrintAdmin(LookOnlyAdmin):
    """Prints, with what could not be read in them; the tree itself is too large for a form."""

    list_display = ["__str__", "bill", "house", "published_on", "clause_count", "schedule_count", "line_count"]
    list_select_related = ["bill"]
    search_fields = ["bill__short_title", "print_number", "sha256"]
    exclude = ["tree"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Prints without their trees, which are megabytes each."""
        return super().get_queryset(request).defer("tree")


@admin.register(Publication)
class PublicationAdmin(LookOnlyAdmin):
    """Documents of Parliament about Bills."""

    list_display = ["title", "bill", "type", "display_date", "is_listed"]
    list_select_related = ["bill", "type"]
    search_fields = ["title", "bill__short_title", "publication_id"]


@admin.register(Member)
class MemberAdmin(LookOnlyAdmin):
    """MPs and peers, by Parliament's number."""

    list_display = ["name", "member_id", "party", "house", "member_from"]
    list_filter = ["house"]
    search_fields = ["name", "member_id"]


@admin.register(Division)
class DivisionAdmin(LookOnlyAdmin):
    """Counted votes."""

    list_display = ["title", "house", "number", "date", "ayes", "noes"]
    list_filter = ["house"]
    search_fields = ["title", "division_id"]
