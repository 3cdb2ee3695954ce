"""The role of an auditor ends by itself; one that was given without an end has a year from now."""

from __future__ import annotations

import datetime
from typing import Any

from django.db import migrations, models
from django.utils import timezone


def give_an_end(apps: Any, schema_editor: Any) -> None:
    grants = apps.get_model("articles", "RoleGrant").objects.filter(role="auditor", until=None)
    grants.update(until=timezone.now() + datetime.timedelta(days=365))


class Migration(migrations.Migration):
    dependencies = [("articles", "0008_signing")]

    operations = [
        migrations.AddField(
            model_name="rolegrant",
            name="until",
            field=models.DateTimeField(blank=True, null=True, verbose_name="ends by itself"),
        ),
        migrations.RunPython(give_an_end, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="rolegrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("role", "auditor"), _negated=True), ("until__isnull", False), _connector="OR"
                ),
                name="auditor_ends_by_itself",
            ),
        ),
    ]
