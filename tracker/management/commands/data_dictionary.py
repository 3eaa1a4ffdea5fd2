"""Write docs/data-dictionary.md from the declared tables."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tracker.open_data.dictionary import markdown


class Command(BaseCommand):
    help = "Write docs/data-dictionary.md again, after a change of the declared tables."

    def handle(self, *args: Any, **options: Any) -> None:
        path = settings.BASE_DIR / "docs" / "data-dictionary.md"
        path.write_text(markdown(), encoding="utf-8")
        self.stdout.write(f"Written: {path}")
