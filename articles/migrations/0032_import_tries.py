from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0031_link_well_again"),
    ]

    operations = [
        migrations.AddField(
            model_name="referenceimport",
            name="again_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="referenceimport",
            name="tries",
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
