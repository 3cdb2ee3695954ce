from typing import Any

from django.db import migrations

import articles.models.reference


def fill(apps: Any, schema_editor: Any) -> None:
    """The field writes itself whenever its row is saved."""
    for reference in apps.get_model("articles", "Reference").objects.iterator(chunk_size=500):
        reference.save(update_fields=["search"])


class Migration(migrations.Migration):
    dependencies = [("articles", "0005_kept_words")]

    operations = [
        migrations.AddField(
            model_name="reference",
            name="search",
            field=articles.models.reference.SearchField(blank=True, default="", editable=False),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
    ]
