from django.contrib.admin.apps import AdminConfig


class SuperusersAdminConfig(AdminConfig):
    """Django's admin for superusers alone."""

    default = False
    default_site = "tracker.admin_site.SuperusersSite"
