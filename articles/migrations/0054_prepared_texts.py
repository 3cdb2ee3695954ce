import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0053_tokens_end_with_the_password"),
    ]

    operations = [
        migrations.CreateModel(
            name="PreparedText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("audience", models.CharField(max_length=32)),
                ("content", models.CharField(max_length=64)),
                ("made_with", models.CharField(max_length=64)),
                ("packed", models.BinaryField()),
                ("seal", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="articles.version"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "audience"), name="one_prepared_text_of_a_version_for_an_audience"
                    )
                ],
            },
        ),
    ]
