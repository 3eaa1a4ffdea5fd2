"""Background work and tracking in the admin: to look at. They are changed on their own pages, which keep the why."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from tracker.models import Job, Tracking

admin.site.site_header = "Amendment Tracker: administration"
admin.site.site_title = "Amendment Tracker"
admin.site.index_title = "Records, to look at; users and groups, to change"


class LookOnly(admin.ModelAdmin):
    """Rows that the admin shows and never writes."""

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


@admin.register(Job)
class JobAdmin(LookOnly):
    """Every job, by state and kind."""

    list_display = ("name", "key", "state", "attempts", "created_at", "finished_at")
    list_filter = ("state", "name", "queue")
    list_select_related = ("requested_by",)
    search_fields = ("key", "error")


@admin.register(Tracking)
class TrackingAdmin(LookOnly):
    """Every Bill that is or was tracked."""

    list_display = ("title", "parliament_id", "is_active", "started_by", "started_at")
    list_filter = ("is_active",)
    list_select_related = ("started_by",)
    search_fields = ("title", "parliament_id")
