import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0028_published_by"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchWatch",
            fields=[
                (
                    "article",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="search_watch",
                        serialize=False,
                        to="articles.article",
                    ),
                ),
                ("due_at", models.DateTimeField(blank=True, db_index=True, null=True)),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("count", models.PositiveIntegerField(default=0)),
                ("ignored", models.CharField(blank=True, max_length=300)),
                ("failed", models.CharField(blank=True, max_length=300)),
                ("failures", models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="NewWork",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pmid", models.CharField(max_length=16)),
                ("title", models.CharField(max_length=600)),
                ("journal", models.CharField(blank=True, max_length=300)),
                ("published", models.CharField(blank=True, max_length=10)),
                ("noticed_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "article",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="new_works", to="articles.article"
                    ),
                ),
            ],
            options={
                "ordering": ("noticed_at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="WorkDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "choice",
                    models.CharField(
                        choices=[
                            ("no-change", "No change is needed"),
                            ("cite", "Cite it"),
                            ("revise", "Revise the text"),
                            ("discuss", "Discuss it first"),
                            ("take-down", "Take the page down"),
                        ],
                        max_length=16,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("other-question", "It is about another question or other people"),
                            ("says-the-same", "It says the same as what is cited"),
                            ("too-weak", "It is too weak to change anything"),
                            ("not-evidence", "It is no study, review or guideline"),
                            ("cited", "It is cited already, under another number"),
                        ],
                        max_length=24,
                    ),
                ),
                ("words", models.TextField(blank=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "work",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="decisions", to="articles.newwork"
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.AddConstraint(
            model_name="newwork",
            constraint=models.UniqueConstraint(fields=("article", "pmid"), name="one_new_work_per_article_and_number"),
        ),
        migrations.AddConstraint(
            model_name="workdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("choice", "no-change"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="no_change_for_a_work_has_a_reason",
            ),
        ),
    ]
