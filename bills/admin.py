"""Parliament's record of Bills in the admin site: to look things up, never to edit (it is imported)."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from bills.models import Bill, BillPrint, BillStage, Division, Member, Publication


class ReadOnly(admin.ModelAdmin):
    """Seen by staff who may view the model; nobody adds, changes or deletes."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Nobody adds a row here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody changes a row here."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes a row here."""
        return False


@admin.register(Bill)
class BillAdmin(ReadOnly):
    """Bills with what identifies them in each source."""

    list_display = ["short_title", "bill_id", "current_house", "introduced_session", "is_act", "last_update"]
    list_filter = ["current_house", "is_act", "is_defeated", "is_fictional"]
    search_fields = ["short_title", "former_short_title", "bill_id", "lawmaker_project"]


@admin.register(BillStage)
class BillStageAdmin(ReadOnly):
    """Stages of Bills."""

    list_display = ["description", "house", "bill", "bill_stage_id", "kind_id_received", "is_listed"]
    list_select_related = ["bill"]
    list_filter = ["house", "is_listed"]
    search_fields = ["bill__short_title", "bill_stage_id", "description"]


@admin.register(BillPrint)
class BillPrintAdmin(ReadOnly):
    """Prints, with what could not be read in them; the tree itself is too large for a form."""

    list_display = ["__str__", "bill", "house", "published_on", "clause_count", "schedule_count", "line_count"]
    list_select_related = ["bill"]
    search_fields = ["bill__short_title", "print_number", "sha256"]
    exclude = ["tree"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """Prints without their trees, which are megabytes each."""
        return super().get_queryset(request).defer("tree")


@admin.register(Publication)
class PublicationAdmin(ReadOnly):
    """Documents of Parliament about Bills."""

    list_display = ["title", "bill", "type", "display_date", "is_listed"]
    list_select_related = ["bill", "type"]
    search_fields = ["title", "bill__short_title", "publication_id"]


@admin.register(Member)
class MemberAdmin(ReadOnly):
    """MPs and peers, by Parliament's number."""

    list_display = ["name", "member_id", "party", "house", "member_from"]
    list_filter = ["house"]
    search_fields = ["name", "member_id"]


@admin.register(Division)
class DivisionAdmin(ReadOnly):
    """Counted votes."""

    list_display = ["title", "house", "number", "date", "ayes", "noes"]
    list_filter = ["house"]
    search_fields = ["title", "division_id"]
