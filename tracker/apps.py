from django.apps import AppConfig


class TrackerConfig(AppConfig):
    name = "tracker"
    verbose_name = "Tracker"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What is taken in or published can be found at once."""
        from bills.taken_in import record_taken_in
        from coalition.writing import written
        from tracker.search import indexing

        record_taken_in.connect(indexing.record_was_taken_in, dispatch_uid="search")
        written.connect(indexing.row_was_written, dispatch_uid="search")
