"""Background work and tracking in the admin: to look at. They are changed on their own pages, which keep the why."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin

from bills.look_only import LookOnlyAdmin
from tracker.models import Job, Tracking

admin.site.site_header = "Amendment Tracker: administration"
admin.site.site_title = "Amendment Tracker"
admin.site.index_title = "Records, to look at; users and groups, to change"
for private in (EmailAddress, Authenticator):  # whose rows hold what signs people in
    admin.site.unregister(private)


@admin.register(Job)
class JobAdmin(LookOnlyAdmin):
    """Every job, by state and kind."""

    list_display = ("name", "key", "state", "attempts", "created_at", "finished_at")
    list_filter = ("state", "name", "queue")
    list_select_related = ("requested_by",)
    search_fields = ("key", "error")


@admin.register(Tracking)
class TrackingAdmin(LookOnlyAdmin):
    """Every Bill that is or was tracked."""

    list_display = ("title", "parliament_id", "is_active", "started_by", "started_at")
    list_filter = ("is_active",)
    list_select_related = ("started_by",)
    search_fields = ("title", "parliament_id")
