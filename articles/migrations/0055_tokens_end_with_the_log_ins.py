"""A token may say that it ended because an administrator ended the log-ins of its person."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0054_prepared_texts"),
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
                    ("log-ins", "an administrator ended the log-ins of its person"),
                ],
                max_length=16,
            ),
        ),
    ]
