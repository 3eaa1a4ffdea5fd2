from django.apps import AppConfig


class AmendmentsConfig(AppConfig):
    name = "amendments"
    verbose_name = "Amendments"
    default_auto_field = "django.db.models.BigAutoField"
