import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0056_templates_bring_a_type"),
    ]

    operations = [
        migrations.CreateModel(
            name="FileToRemove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=500)),
                ("but", models.CharField(blank=True, max_length=500)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("last_error", models.TextField(blank=True)),
            ],
            options={
                "ordering": ("pk",),
                "indexes": [models.Index(fields=["due_at"], name="files_to_remove_that_are_due")],
            },
        ),
    ]
