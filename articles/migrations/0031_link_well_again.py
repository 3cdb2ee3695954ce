from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0030_webhooks"),
    ]

    operations = [
        migrations.AlterField(
            model_name="disposition",
            name="reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("not-affected", "What we cite it for is not affected"),
                    ("other-support", "Other references support the same statement"),
                    ("cited-as-such", "It is cited as retracted or corrected"),
                    ("small", "A correction that changes no result"),
                    ("mistake", "The source is mistaken"),
                    ("well-again", "The link works again"),
                    ("replaced", "The reference or its link was put right"),
                ],
                max_length=24,
            ),
        ),
    ]
