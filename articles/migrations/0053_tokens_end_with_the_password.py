"""A token may say that it ended because its person has a new password."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0052_types_of_articles"),
    ]

    operations = [
        migrations.AlterField(
            model_name="worktoken",
            name="ended_why",
            field=models.CharField(
                blank=True,
                choices=[
                    ("revoked", "ended by a person"),
                    ("role", "a role ended that it needed"),
                    ("account", "the account was closed"),
                    ("password", "its person has a new password"),
                ],
                max_length=16,
            ),
        ),
    ]
