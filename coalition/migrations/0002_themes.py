"""Prevention, protection and prosecution: the themes to begin with. They can be renamed and added to."""

from django.db import migrations
from django.utils import timezone

NAMES = ("Prevention", "Protection", "Prosecution")


def add_themes(apps, schema_editor):
    theme, history = apps.get_model("coalition", "Theme"), apps.get_model("coalition", "HistoricalTheme")
    now = timezone.now()
    for order, name in enumerate(NAMES, start=1):
        row = theme.objects.create(name=name, order=order)
        history.objects.create(
            id=row.pk,
            name=name,
            order=order,
            revision=1,
            created_at=row.created_at,
            history_date=now,
            history_type="+",
            history_change_reason="To begin with",
            effective_at=now,
        )


class Migration(migrations.Migration):
    dependencies = [("coalition", "0001_initial")]
    operations = [migrations.RunPython(add_themes, migrations.RunPython.noop)]
