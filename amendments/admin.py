"""Parliament's record of amendments in the admin site: to look things up, never to edit (it is imported)."""

from django.contrib import admin

from amendments.models import Amendment, AmendmentPaper, ChainStep, Sponsorship
from bills.look_only import LookOnlyAdmin


@admin.register(Amendment)
class AmendmentAdmin(LookOnlyAdmin):
    """Amendments with what identifies them in each source."""

    list_display = ["number", "bill", "stage", "provision", "decision", "is_listed", "dnum", "api_key"]
    list_select_related = ["bill", "stage"]
    list_filter = ["is_listed", "kind", "is_government"]
    search_fields = ["number", "dnum", "api_key", "series_id", "bill__short_title"]


@admin.register(AmendmentPaper)
class AmendmentPaperAdmin(LookOnlyAdmin):
    """Dated lists, with what could not be read in them."""

    list_display = ["__str__", "bill", "stage", "kind", "is_complete", "published_on", "recorded_at"]
    list_select_related = ["bill", "stage"]
    list_filter = ["source", "is_complete"]
    search_fields = ["bill__short_title", "file_name", "sha256"]


@admin.register(Sponsorship)
class SponsorshipAdmin(LookOnlyAdmin):
    """Names on amendments."""

    list_display = ["printed_name", "amendment", "order", "is_lead", "is_listed"]
    list_select_related = ["amendment"]
    list_filter = ["is_listed", "is_lead"]
    search_fields = ["printed_name", "member_key"]


@admin.register(ChainStep)
class ChainStepAdmin(LookOnlyAdmin):
    """Steps of chains, with the arrow that leads to each."""

    list_display = ["chain", "order", "amendment", "label", "arrow", "is_listed"]
    list_select_related = ["chain", "amendment"]
    list_filter = ["arrow", "is_listed"]
    search_fields = ["chain__aim", "label", "historic_key"]
