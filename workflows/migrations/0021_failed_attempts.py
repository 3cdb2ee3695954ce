"""An attempt to sign says that it failed, and does not look like a failure while nobody has answered it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("workflows", "0020_draft_tasks"),
    ]

    operations = [
        migrations.AddField(
            model_name="signingattempt",
            name="failed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="signingattempt",
            constraint=models.CheckConstraint(
                condition=models.Q(("failed_at", None), ("passed_at", None), _connector="OR"),
                name="attempt_passes_or_fails",
            ),
        ),
    ]
