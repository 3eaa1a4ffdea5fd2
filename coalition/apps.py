from django.apps import AppConfig


class CoalitionConfig(AppConfig):
    name = "coalition"
    verbose_name = "Coalition"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of changed texts, so that no path that changes one can forget the links that rest on it."""
        from bills.taken_in import record_taken_in
        from coalition import link_watch, writing

        record_taken_in.connect(link_watch.record_was_taken_in, dispatch_uid="links")
        writing.written.connect(link_watch.row_was_written, dispatch_uid="links")
