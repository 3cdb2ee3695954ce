from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0025_full_texts"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="evidence_searches",
            field=models.JSONField(blank=True, default=list, verbose_name="evidence searches"),
        ),
        migrations.AddField(
            model_name="historicalarticle",
            name="evidence_searches",
            field=models.JSONField(blank=True, default=list, verbose_name="evidence searches"),
        ),
    ]
