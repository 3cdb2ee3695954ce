"""How many articles there are at hand is counted from an index."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0057_files_to_remove"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="article",
            index=models.Index(condition=models.Q(("archived_at", None)), fields=["id"], name="articles_at_hand"),
        ),
    ]
