import uuid

import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import articles.models.article
import articles.models.person
import articles.models.reference
import articles.models.tracked
from articles.migrations._tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("articles", "0001_initial"),
        ("articles", "0002_writing_desk"),
        ("articles", "0003_shown_images"),
        ("articles", "0004_article_list_order"),
        ("articles", "0005_kept_words"),
        ("articles", "0006_reference_search"),
        ("articles", "0007_after_the_decision"),
        ("articles", "0008_signing"),
        ("articles", "0009_auditors"),
        ("articles", "0010_messages"),
        ("articles", "0011_doubted_publications"),
        ("articles", "0012_glossary"),
        ("articles", "0013_mistaken_marks"),
        ("articles", "0014_flags"),
        ("articles", "0015_demotions_and_levels"),
        ("articles", "0016_service_pace"),
        ("articles", "0017_ratings"),
        ("articles", "0018_evidence_quotes"),
        ("articles", "0019_evidence_watch"),
        ("articles", "0020_reference_imports"),
        ("articles", "0021_merged_references"),
        ("articles", "0022_evidence_levels"),
        ("articles", "0023_reference_notes"),
        ("articles", "0024_written_references"),
        ("articles", "0025_full_texts"),
        ("articles", "0026_evidence_searches"),
        ("articles", "0027_search"),
        ("articles", "0028_published_by"),
        ("articles", "0029_new_works"),
        ("articles", "0030_webhooks"),
        ("articles", "0031_link_well_again"),
        ("articles", "0032_import_tries"),
        ("articles", "0033_reader_questions"),
        ("articles", "0034_copy_codes"),
        ("articles", "0035_readers"),
        ("articles", "0036_publisher_details"),
        ("articles", "0037_publisher_texts"),
        ("articles", "0038_bulk_imports"),
        ("articles", "0039_preview_links"),
    ]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="Article",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("slug", models.SlugField(max_length=120, unique=True, verbose_name="address")),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        ("question", models.CharField(blank=True, max_length=300, verbose_name="question it answers")),
                        ("language", models.CharField(default="en", max_length=16, verbose_name="language")),
                        (
                            "audiences",
                            models.JSONField(
                                default=list,
                                validators=[articles.models.article.validate_audiences],
                                verbose_name="audiences",
                            ),
                        ),
                        ("population", models.JSONField(blank=True, default=list, verbose_name="applies to")),
                        ("country", models.CharField(blank=True, max_length=2, verbose_name="country")),
                        (
                            "applies_to_note",
                            models.CharField(blank=True, max_length=300, verbose_name="applies to, in words"),
                        ),
                        ("funding", models.TextField(blank=True, verbose_name="funding")),
                        ("reference_keys", models.JSONField(blank=True, default=list, verbose_name="reference list")),
                        ("quotes", models.JSONField(blank=True, default=dict, verbose_name="evidence quotes")),
                        (
                            "evidence_searches",
                            models.JSONField(blank=True, default=list, verbose_name="evidence searches"),
                        ),
                        ("terms", models.JSONField(blank=True, default=dict, verbose_name="terms explained")),
                        ("revision", models.PositiveIntegerField(default=0, editable=False, verbose_name="revision")),
                        ("change", models.JSONField(blank=True, default=dict, editable=False)),
                        ("is_sample", models.BooleanField(default=False, verbose_name="sample")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                    ],
                    options={
                        "ordering": ("title", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Checkpoint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField()),
                        ("heads", models.TextField()),
                        ("previous", models.CharField(max_length=64)),
                        ("hash", models.CharField(max_length=64, unique=True)),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="EvidenceFlag",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("retracted", "Retracted"),
                                    ("withdrawn", "Withdrawn"),
                                    ("concern", "Expression of concern"),
                                    ("corrected", "Corrected"),
                                    ("vanished", "Record vanished"),
                                    ("changed", "Record changed"),
                                    ("link-dead", "Link dead"),
                                    ("certificate", "Certificate of the link not in order"),
                                    ("content-type", "Link shows something else"),
                                    ("link-moved", "Link moved"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("notice", models.CharField(blank=True, max_length=220)),
                        ("said", models.JSONField(default=list)),
                        ("noticed_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "ordering": ("noticed_at", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Reference",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.CharField(max_length=80, unique=True, verbose_name="key")),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("guideline", "Guideline"),
                                    ("systematic-review", "Systematic review"),
                                    ("randomised-trial", "Randomised trial"),
                                    ("observational-study", "Observational study"),
                                    ("review", "Review"),
                                    ("case-report", "Case report"),
                                    ("book", "Book"),
                                    ("web-page", "Web page"),
                                    ("other-research", "Other research"),
                                ],
                                default="other-research",
                                max_length=32,
                                verbose_name="type",
                            ),
                        ),
                        (
                            "standing",
                            models.CharField(
                                choices=[("as-stated", "as stated by the source"), ("confirmed", "confirmed")],
                                default="as-stated",
                                max_length=16,
                                verbose_name="standing",
                            ),
                        ),
                        (
                            "label",
                            models.CharField(blank=True, max_length=80, verbose_name="type as the source stated it"),
                        ),
                        ("title", models.CharField(max_length=600, verbose_name="title")),
                        ("csl", models.JSONField(default=dict, verbose_name="CSL-JSON")),
                        ("doi", models.CharField(blank=True, max_length=200, verbose_name="DOI")),
                        ("pmid", models.CharField(blank=True, max_length=16, verbose_name="PMID")),
                        ("pmcid", models.CharField(blank=True, max_length=16, verbose_name="PMCID")),
                        ("isbn", models.CharField(blank=True, max_length=20, verbose_name="ISBN")),
                        ("url", models.URLField(blank=True, max_length=600, verbose_name="URL")),
                        ("guideline", models.CharField(blank=True, max_length=80, verbose_name="guideline number")),
                        (
                            "evidence_scheme",
                            models.CharField(blank=True, default="", max_length=16, verbose_name="scheme of evidence"),
                        ),
                        (
                            "evidence_level",
                            models.CharField(blank=True, default="", max_length=16, verbose_name="level of evidence"),
                        ),
                        (
                            "published_by",
                            models.CharField(
                                blank=True,
                                choices=[("author", "Its author alone"), ("others", "Somebody else stands behind it")],
                                default="",
                                max_length=8,
                                verbose_name="published by",
                            ),
                        ),
                        ("tags", models.TextField(blank=True, default="", verbose_name="tags")),
                        ("is_sample", models.BooleanField(default=False, verbose_name="sample")),
                        (
                            "mark",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("retracted", "Retracted"),
                                    ("concern", "Expression of concern"),
                                    ("corrected", "Corrected since"),
                                ],
                                max_length=16,
                                verbose_name="what became of it",
                            ),
                        ),
                        ("marked_on", models.DateField(blank=True, null=True, verbose_name="since")),
                        (
                            "mark_source",
                            models.CharField(blank=True, max_length=300, verbose_name="where that is said"),
                        ),
                        ("search", articles.models.reference.SearchField(blank=True, default="", editable=False)),
                        (
                            "likeness",
                            articles.models.reference.LikenessField(
                                blank=True, default="", editable=False, max_length=200
                            ),
                        ),
                        (
                            "content",
                            articles.models.reference.ContentField(
                                blank=True, default="", editable=False, max_length=64
                            ),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merged",
                                to="articles.reference",
                                verbose_name="merged into",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("title", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="RetractionRecord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("record", models.CharField(max_length=20, unique=True)),
                        ("doi", models.CharField(blank=True, db_index=True, max_length=200)),
                        ("pmid", models.CharField(blank=True, db_index=True, max_length=16)),
                        ("notice", models.CharField(blank=True, max_length=220)),
                        ("nature", models.CharField(max_length=60)),
                        ("on", models.CharField(blank=True, max_length=10)),
                        ("why", models.CharField(blank=True, max_length=600)),
                        ("loaded_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                ),
                migrations.CreateModel(
                    name="SearchEntry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("patient", "Patients, families and carers"),
                                    ("student", "Students"),
                                    ("clinician", "Health professionals"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "shown",
                            models.CharField(
                                choices=[
                                    ("patient", "Patients, families and carers"),
                                    ("student", "Students"),
                                    ("clinician", "Health professionals"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("language", models.CharField(max_length=16)),
                        ("reviewed", models.DateField(blank=True, null=True)),
                        ("rules", models.PositiveIntegerField()),
                    ],
                ),
                migrations.CreateModel(
                    name="ServicePace",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("service", models.CharField(max_length=120, unique=True)),
                        ("free_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                ),
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("password", models.CharField(max_length=128, verbose_name="password")),
                        ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                        (
                            "is_superuser",
                            models.BooleanField(
                                default=False,
                                help_text="Designates that this user has all permissions without explicitly assigning them.",
                                verbose_name="superuser status",
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail address")),
                        ("printed_name", models.CharField(max_length=200, verbose_name="printed name")),
                        ("credentials", models.CharField(blank=True, max_length=200, verbose_name="credentials")),
                        ("affiliation", models.CharField(blank=True, max_length=300, verbose_name="affiliation")),
                        ("interests", models.TextField(blank=True, verbose_name="interests")),
                        ("orcid", models.CharField(blank=True, max_length=19, verbose_name="ORCID")),
                        (
                            "time_zone",
                            models.CharField(
                                blank=True,
                                max_length=64,
                                validators=[articles.models.person.validate_time_zone],
                                verbose_name="time zone",
                            ),
                        ),
                        ("language", models.CharField(blank=True, max_length=16, verbose_name="language")),
                        ("muted", models.JSONField(blank=True, default=list, verbose_name="not mailed")),
                        ("quiet_from", models.TimeField(blank=True, null=True, verbose_name="quiet from")),
                        ("quiet_until", models.TimeField(blank=True, null=True, verbose_name="quiet until")),
                        ("is_active", models.BooleanField(default=True, verbose_name="active")),
                        (
                            "is_staff",
                            models.BooleanField(default=False, verbose_name="may see the administration pages"),
                        ),
                        ("is_sample", models.BooleanField(default=False, verbose_name="sample")),
                        ("date_joined", models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                        (
                            "groups",
                            models.ManyToManyField(
                                blank=True,
                                help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.group",
                                verbose_name="groups",
                            ),
                        ),
                        (
                            "user_permissions",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Specific permissions for this user.",
                                related_name="user_set",
                                related_query_name="user",
                                to="auth.permission",
                                verbose_name="user permissions",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "person",
                        "verbose_name_plural": "people",
                        "ordering": ("printed_name", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="SearchOwed",
                    fields=[
                        (
                            "article",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="+",
                                serialize=False,
                                to="articles.article",
                            ),
                        ),
                        ("serial", models.BigIntegerField()),
                    ],
                ),
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
                migrations.AddField(
                    model_name="article",
                    name="handling_editor",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handled_articles",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="handling editor",
                    ),
                ),
                migrations.CreateModel(
                    name="BulkImport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("name", models.CharField(max_length=255, verbose_name="file")),
                        ("file", models.FileField(blank=True, upload_to="bulk-imports/")),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("patient", "Patients, families and carers"),
                                    ("student", "Students"),
                                    ("clinician", "Health professionals"),
                                ],
                                default="patient",
                                max_length=16,
                            ),
                        ),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("reading", "Being looked through"),
                                    ("importing", "Being imported"),
                                    ("done", "Imported"),
                                    ("refused", "Not read"),
                                    ("stopped", "Stopped"),
                                ],
                                default="reading",
                                max_length=16,
                            ),
                        ),
                        ("problem", models.TextField(blank=True)),
                        ("remarks", models.JSONField(blank=True, default=list)),
                        ("working_until", models.DateTimeField(blank=True, null=True)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "per_month",
                            models.PositiveSmallIntegerField(default=20, verbose_name="first reviews a month"),
                        ),
                        ("live_since", models.DateTimeField(blank=True, null=True, verbose_name="made live")),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="BulkFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("name", models.CharField(max_length=500)),
                        ("digest", models.CharField(blank=True, max_length=64)),
                        ("content", models.TextField(blank=True)),
                        ("group", models.CharField(blank=True, max_length=300)),
                        (
                            "audience",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("patient", "Patients, families and carers"),
                                    ("student", "Students"),
                                    ("clinician", "Health professionals"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("stated", models.JSONField(blank=True, default=dict)),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("waiting", "Waits"),
                                    ("done", "Imported"),
                                    ("same", "Already there"),
                                    ("changed", "Changed since"),
                                    ("refused", "Refused"),
                                    ("left_out", "Left out"),
                                ],
                                default="waiting",
                                max_length=16,
                            ),
                        ),
                        ("sentence", models.TextField(blank=True)),
                        ("notes", models.JSONField(blank=True, default=list)),
                        ("has_dose", models.BooleanField(default=False)),
                        ("approval", models.JSONField(blank=True, default=dict)),
                        ("review_due", models.DateField(blank=True, null=True, verbose_name="first review due")),
                        ("live_at", models.DateTimeField(blank=True, null=True)),
                        ("not_live_why", models.TextField(blank=True)),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "article",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="moved_from",
                                to="articles.article",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="articles.bulkimport",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("number",),
                    },
                ),
                migrations.CreateModel(
                    name="Check",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("revision", models.PositiveIntegerField(default=0)),
                        ("rules", models.CharField(blank=True, max_length=16)),
                        ("checked_at", models.DateTimeField(blank=True, null=True)),
                        ("failed_at", models.DateTimeField(blank=True, null=True)),
                        ("failed_revision", models.PositiveIntegerField(default=0)),
                        (
                            "article",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="last_check",
                                to="articles.article",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Comment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("body", models.TextField(blank=True)),
                        ("is_suggestion", models.BooleanField(default=False)),
                        ("suggestion", models.TextField(blank=True)),
                        ("written_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "author",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("written_at", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Contributor",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("author", "Author"),
                                    ("medical_writer", "Medical writer"),
                                    ("editor", "Editor"),
                                    ("illustrator", "Illustrator"),
                                    ("translator", "Translator"),
                                ],
                                max_length=32,
                                verbose_name="role",
                            ),
                        ),
                        ("credentials", models.CharField(blank=True, max_length=200, verbose_name="credentials")),
                        ("affiliation", models.CharField(blank=True, max_length=300, verbose_name="affiliation")),
                        ("interests", models.TextField(blank=True, verbose_name="interests")),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="contributors",
                                to="articles.article",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("position", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Delivery",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=64)),
                        ("data", models.JSONField(blank=True, default=dict)),
                        ("message_id", models.CharField(max_length=120, unique=True)),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("last_error", models.CharField(blank=True, max_length=300)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("given_up_at", models.DateTimeField(blank=True, null=True)),
                        ("muted_at", models.DateTimeField(blank=True, null=True)),
                        ("read_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "article",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="articles.article",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="deliveries",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-created_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Demotion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("kind", models.CharField(max_length=64)),
                        ("reason", models.TextField()),
                        ("settled", models.PositiveIntegerField()),
                        ("overruled", models.PositiveIntegerField()),
                        ("decided_at", models.DateTimeField(auto_now_add=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("end_reason", models.TextField(blank=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("stream", models.CharField(max_length=64)),
                        ("sequence", models.PositiveIntegerField()),
                        ("kind", models.CharField(max_length=64)),
                        ("at", models.DateTimeField()),
                        ("body", models.TextField()),
                        ("previous", models.CharField(max_length=64)),
                        ("hash", models.CharField(max_length=64, unique=True)),
                        (
                            "actor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("stream", "sequence"),
                    },
                ),
                migrations.CreateModel(
                    name="Disposition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "choice",
                            models.CharField(
                                choices=[
                                    ("no-change", "No change is needed"),
                                    ("cite", "Cite the notice as well"),
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
                        ("words", models.TextField(blank=True)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "flag",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dispositions",
                                to="articles.evidenceflag",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Flag",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("patient", "Patients, families and carers"),
                                    ("student", "Students"),
                                    ("clinician", "Health professionals"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "other",
                            models.CharField(
                                choices=[
                                    ("patient", "Patients, families and carers"),
                                    ("student", "Students"),
                                    ("clinician", "Health professionals"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("fingerprint", models.CharField(max_length=32)),
                        ("equality", models.CharField(max_length=32)),
                        ("kind", models.CharField(max_length=64)),
                        (
                            "severity",
                            models.CharField(
                                choices=[
                                    ("must-answer", "Must be answered"),
                                    ("worth-a-look", "Worth a look"),
                                    ("note", "Note"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("data", models.JSONField(default=dict)),
                        ("revision", models.PositiveIntegerField()),
                        ("noticed_at", models.DateTimeField(auto_now_add=True)),
                        ("gone_at", models.DateTimeField(blank=True, null=True)),
                        ("answer", models.TextField(blank=True)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "answered_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="flags", to="articles.article"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="FormerSlug",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=120, unique=True)),
                        ("since", models.DateTimeField(auto_now_add=True)),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="former_slugs",
                                to="articles.article",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="GlossaryTerm",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key", models.SlugField(max_length=220, unique=True, verbose_name="key")),
                        ("term", models.CharField(max_length=120, verbose_name="term")),
                        (
                            "sense",
                            models.CharField(
                                blank=True,
                                help_text="Only where the word has more than one: “statistics”, “body”.",
                                max_length=80,
                                verbose_name="which sense",
                            ),
                        ),
                        ("language", models.CharField(default="en", max_length=16, verbose_name="language")),
                        ("patient", models.TextField(blank=True, verbose_name="for patients, families and carers")),
                        ("student", models.TextField(blank=True, verbose_name="for students")),
                        ("clinician", models.TextField(blank=True, verbose_name="for health professionals")),
                        ("synonyms", models.JSONField(blank=True, default=list, verbose_name="synonyms")),
                        ("abbreviations", models.JSONField(blank=True, default=list, verbose_name="abbreviations")),
                        ("is_retired", models.BooleanField(default=False, verbose_name="no longer in use")),
                        ("is_sample", models.BooleanField(default=False, verbose_name="sample")),
                        ("digest", models.CharField(editable=False, max_length=64, verbose_name="fingerprint")),
                        ("search", models.TextField(blank=True, default="", editable=False)),
                        ("same", models.CharField(editable=False, max_length=400, unique=True)),
                    ],
                    options={
                        "ordering": ("term", "sense", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("patient", ""), _negated=True),
                                    models.Q(("student", ""), _negated=True),
                                    models.Q(("clinician", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="term_has_a_definition",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Definition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="number")),
                        ("wording", models.TextField(verbose_name="wording")),
                        ("digest", models.CharField(max_length=64, verbose_name="fingerprint")),
                        ("signed_as", models.CharField(max_length=450, verbose_name="name and credentials as signed")),
                        ("signed_at", models.DateTimeField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("end_reason", models.TextField(blank=True)),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "signed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "term",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="definitions",
                                to="articles.glossaryterm",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("term", "-number"),
                    },
                ),
                migrations.CreateModel(
                    name="HardWord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("word", models.CharField(max_length=64)),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="hard_words",
                                to="articles.article",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalGlossaryTerm",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("key", models.SlugField(max_length=220, verbose_name="key")),
                        ("term", models.CharField(max_length=120, verbose_name="term")),
                        (
                            "sense",
                            models.CharField(
                                blank=True,
                                help_text="Only where the word has more than one: “statistics”, “body”.",
                                max_length=80,
                                verbose_name="which sense",
                            ),
                        ),
                        ("language", models.CharField(default="en", max_length=16, verbose_name="language")),
                        ("patient", models.TextField(blank=True, verbose_name="for patients, families and carers")),
                        ("student", models.TextField(blank=True, verbose_name="for students")),
                        ("clinician", models.TextField(blank=True, verbose_name="for health professionals")),
                        ("synonyms", models.JSONField(blank=True, default=list, verbose_name="synonyms")),
                        ("abbreviations", models.JSONField(blank=True, default=list, verbose_name="abbreviations")),
                        ("is_retired", models.BooleanField(default=False, verbose_name="no longer in use")),
                        ("is_sample", models.BooleanField(default=False, verbose_name="sample")),
                        ("digest", models.CharField(editable=False, max_length=64, verbose_name="fingerprint")),
                        ("history_change_reason", models.TextField()),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical glossary term",
                        "verbose_name_plural": "historical glossary terms",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalText",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("patient", "Patients, families and carers"),
                                    ("student", "Students"),
                                    ("clinician", "Health professionals"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("summary", articles.models.tracked.DialectField(blank=True, verbose_name="bottom line")),
                        ("body", articles.models.tracked.DialectField(blank=True, verbose_name="text")),
                        (
                            "description",
                            models.CharField(blank=True, max_length=300, verbose_name="description for search engines"),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        ("history_change_reason", models.TextField()),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "article",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="articles.article",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical text",
                        "verbose_name_plural": "historical texts",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Image",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("sha256", models.CharField(max_length=64, unique=True)),
                        ("media_type", models.CharField(max_length=32)),
                        ("width", models.PositiveIntegerField()),
                        ("height", models.PositiveIntegerField()),
                        ("size", models.PositiveBigIntegerField(verbose_name="bytes")),
                        ("file", models.FileField(upload_to="images")),
                        ("alt", models.TextField(verbose_name="text alternative")),
                        ("caption", models.TextField(blank=True, verbose_name="caption")),
                        ("credit", models.CharField(blank=True, max_length=300, verbose_name="credit")),
                        ("licence", models.CharField(blank=True, max_length=200, verbose_name="licence")),
                        (
                            "shows_patient",
                            models.BooleanField(default=False, verbose_name="a patient can be recognised"),
                        ),
                        (
                            "consent",
                            models.TextField(
                                blank=True, verbose_name="consent: who gave it, when, where the signed form is kept"
                            ),
                        ),
                        (
                            "consent_document",
                            models.FileField(blank=True, upload_to="consents", verbose_name="signed consent form"),
                        ),
                        ("added_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="LeftOut",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("patient", "Patients, families and carers"),
                                    ("student", "Students"),
                                    ("clinician", "Health professionals"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "other",
                            models.CharField(
                                choices=[
                                    ("patient", "Patients, families and carers"),
                                    ("student", "Students"),
                                    ("clinician", "Health professionals"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("section", models.TextField(blank=True)),
                        ("reason", models.TextField()),
                        ("said_at", models.DateTimeField(auto_now_add=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="left_out",
                                to="articles.article",
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "said_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Mention",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "comment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mentions",
                                to="articles.comment",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mentions",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="NewWork",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("pmid", models.CharField(max_length=16)),
                        ("title", models.CharField(max_length=600)),
                        ("journal", models.CharField(blank=True, max_length=300)),
                        ("published", models.CharField(blank=True, max_length=10)),
                        ("noticed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="new_works",
                                to="articles.article",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("noticed_at", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="OldAddress",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("address", models.CharField(max_length=500, unique=True)),
                        (
                            "audience",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("patient", "Patients, families and carers"),
                                    ("student", "Students"),
                                    ("clinician", "Health professionals"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("since", models.DateTimeField(auto_now_add=True)),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="old_addresses",
                                to="articles.article",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("address",),
                    },
                ),
                migrations.CreateModel(
                    name="PageChange",
                    fields=[
                        ("serial", models.BigAutoField(primary_key=True, serialize=False)),
                        ("reason", models.CharField(max_length=200)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="page_changes",
                                to="articles.article",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("serial",),
                    },
                ),
                migrations.CreateModel(
                    name="PreviewLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("patient", "Patients, families and carers"),
                                    ("student", "Students"),
                                    ("clinician", "Health professionals"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("revision", models.PositiveIntegerField()),
                        ("recipient", models.CharField(max_length=200, verbose_name="for whom")),
                        ("token_hash", models.CharField(max_length=64, unique=True)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("expires_at", models.DateTimeField()),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        ("openings", models.PositiveIntegerField(default=0)),
                        ("opened_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="preview_links",
                                to="articles.article",
                            ),
                        ),
                        (
                            "made_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "revoked_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Publication",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                choices=[
                                    ("approved", "Approved here"),
                                    ("approved_earlier", "Approved earlier, by a former process"),
                                    ("pending", "Waiting for review"),
                                ],
                                max_length=32,
                            ),
                        ),
                        ("audiences", models.JSONField(default=list)),
                        ("review_statement", models.JSONField(blank=True, default=dict)),
                        ("former_record", models.JSONField(blank=True, default=dict)),
                        ("last_reviewed", models.DateField(blank=True, null=True)),
                        ("review_due", models.DateField(blank=True, null=True)),
                        ("reason", models.TextField()),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("due_at", models.DateTimeField()),
                        ("held_at", models.DateTimeField(blank=True, null=True)),
                        ("held_why", models.TextField(blank=True)),
                        ("live_from", models.DateTimeField(blank=True, null=True)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "ended_as",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("replaced", "Replaced by a newer version"),
                                    ("retired", "Retired"),
                                    ("removed", "Removed"),
                                    ("retracted", "Retracted"),
                                    ("cancelled", "Cancelled before it was live"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("end_reason", models.TextField(blank=True)),
                        (
                            "doubted_at",
                            models.DateTimeField(blank=True, null=True, verbose_name="looked at again since"),
                        ),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="publications",
                                to="articles.article",
                            ),
                        ),
                        (
                            "planned_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-created_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="HarmReport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("patient", "Patients, families and carers"),
                                    ("student", "Students"),
                                    ("clinician", "Health professionals"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("words", models.TextField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "decision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("acted", "It was right, and we acted at once"),
                                    ("new_version", "It was right, and a new version is on its way"),
                                    ("no_mistake", "There is no mistake"),
                                    ("no_report", "It is no report of a mistake"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("decision_reason", models.TextField(blank=True)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="harm_reports",
                                to="articles.article",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "publication",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="harm_reports",
                                to="articles.publication",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Feedback",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("patient", "Patients, families and carers"),
                                    ("student", "Students"),
                                    ("clinician", "Health professionals"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("is_helpful", models.BooleanField()),
                        ("words", models.TextField(blank=True)),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "publication",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="feedback",
                                to="articles.publication",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="CopyCode",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("patient", "Patients, families and carers"),
                                    ("student", "Students"),
                                    ("clinician", "Health professionals"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("code", models.CharField(max_length=16, unique=True)),
                        (
                            "publication",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="copy_codes",
                                to="articles.publication",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="PublisherDetails",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(blank=True, max_length=120, verbose_name="name")),
                        ("logo", models.FileField(blank=True, upload_to="logos", verbose_name="logo")),
                        ("logo_width", models.PositiveIntegerField(default=0)),
                        ("logo_height", models.PositiveIntegerField(default=0)),
                        ("colour", models.CharField(blank=True, max_length=7, verbose_name="colour on a light ground")),
                        (
                            "dark_colour",
                            models.CharField(blank=True, max_length=7, verbose_name="colour on a dark ground"),
                        ),
                        ("country", models.CharField(blank=True, max_length=2, verbose_name="country")),
                        (
                            "emergency_number",
                            models.CharField(blank=True, max_length=40, verbose_name="emergency number"),
                        ),
                        ("changed_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "changed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="PublisherText",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("policy", "Editorial policy"),
                                    ("about", "About us"),
                                    ("privacy", "Privacy"),
                                    ("disclaimer_patient", "Disclaimer on texts for patients"),
                                    ("disclaimer_student", "Disclaimer on texts for students"),
                                    ("disclaimer_clinician", "Disclaimer on texts for health professionals"),
                                ],
                                max_length=24,
                                verbose_name="text",
                            ),
                        ),
                        ("language", models.CharField(max_length=16, verbose_name="language")),
                        ("number", models.PositiveIntegerField()),
                        ("words", models.TextField(verbose_name="words")),
                        ("html", models.TextField(blank=True)),
                        ("in_force_from", models.DateTimeField()),
                    ],
                    options={
                        "ordering": ("kind", "language", "-number"),
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("kind", "language", "number"), name="versions_of_a_text_have_different_numbers"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("words", ""), _negated=True),
                                name="text_of_the_publisher_says_something",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Rating",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("patient", "Patients, families and carers"),
                                    ("student", "Students"),
                                    ("clinician", "Health professionals"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("revision", models.PositiveIntegerField()),
                        (
                            "instrument",
                            models.CharField(
                                choices=[
                                    ("cdc-index-2019", "CDC Clear Communication Index"),
                                    ("pemat-p-2013", "PEMAT for printed materials"),
                                ],
                                max_length=32,
                            ),
                        ),
                        ("answers", models.JSONField()),
                        ("scores", models.JSONField()),
                        ("note", models.TextField(blank=True)),
                        ("rated_at", models.DateTimeField(auto_now_add=True)),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="ratings",
                                to="articles.article",
                            ),
                        ),
                        (
                            "rated_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="ReaderQuestion",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("words", models.CharField(max_length=600, verbose_name="question")),
                        ("likeness", models.CharField(max_length=600)),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("patient", "Patients, families and carers"),
                                    ("student", "Students"),
                                    ("clinician", "Health professionals"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("asked_on", models.DateField()),
                        ("mail", models.EmailField(blank=True, max_length=254, verbose_name="address")),
                        ("tell_after", models.DateTimeField(default=django.utils.timezone.now)),
                        ("attempts", models.PositiveSmallIntegerField(default=0)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "ended_as",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("answered", "An article answers it"),
                                    ("not_for_us", "Nothing that we write about"),
                                    ("personal", "About somebody's own case"),
                                ],
                                max_length=16,
                            ),
                        ),
                        (
                            "about",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="questions",
                                to="articles.article",
                            ),
                        ),
                        (
                            "answer",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="articles.article",
                            ),
                        ),
                        (
                            "closed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-asked_on", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="ReferenceWatch",
                    fields=[
                        (
                            "reference",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                primary_key=True,
                                related_name="watch",
                                serialize=False,
                                to="articles.reference",
                            ),
                        ),
                        ("due_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                        ("checked_at", models.DateTimeField(blank=True, null=True)),
                        ("sources", models.CharField(blank=True, max_length=120)),
                        ("failed", models.CharField(blank=True, max_length=120)),
                        ("failures", models.PositiveSmallIntegerField(default=0)),
                    ],
                ),
                migrations.CreateModel(
                    name="ProposedCitation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("patient", "Patients, families and carers"),
                                    ("student", "Students"),
                                    ("clinician", "Health professionals"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("label", models.CharField(max_length=80)),
                        ("sentence", models.TextField(blank=True)),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proposed_citations",
                                to="articles.article",
                            ),
                        ),
                        (
                            "confirmed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reference",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="articles.reference",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="MarkMistake",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "mark",
                            models.CharField(
                                choices=[
                                    ("retracted", "Retracted"),
                                    ("concern", "Expression of concern"),
                                    ("corrected", "Corrected since"),
                                ],
                                max_length=16,
                                verbose_name="mark",
                            ),
                        ),
                        (
                            "becomes",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("retracted", "Retracted"),
                                    ("concern", "Expression of concern"),
                                    ("corrected", "Corrected since"),
                                ],
                                max_length=16,
                                verbose_name="right is",
                            ),
                        ),
                        ("marked_on", models.DateField(blank=True, null=True, verbose_name="since")),
                        ("source", models.CharField(blank=True, max_length=300, verbose_name="where that is said")),
                        ("reason", models.TextField(verbose_name="why")),
                        ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("confirmed", models.BooleanField(blank=True, null=True)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("decision_reason", models.TextField(blank=True)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reference",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="mark_mistakes",
                                to="articles.reference",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalReference",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("key", models.CharField(db_index=True, max_length=80, verbose_name="key")),
                        (
                            "type",
                            models.CharField(
                                choices=[
                                    ("guideline", "Guideline"),
                                    ("systematic-review", "Systematic review"),
                                    ("randomised-trial", "Randomised trial"),
                                    ("observational-study", "Observational study"),
                                    ("review", "Review"),
                                    ("case-report", "Case report"),
                                    ("book", "Book"),
                                    ("web-page", "Web page"),
                                    ("other-research", "Other research"),
                                ],
                                default="other-research",
                                max_length=32,
                                verbose_name="type",
                            ),
                        ),
                        (
                            "standing",
                            models.CharField(
                                choices=[("as-stated", "as stated by the source"), ("confirmed", "confirmed")],
                                default="as-stated",
                                max_length=16,
                                verbose_name="standing",
                            ),
                        ),
                        (
                            "label",
                            models.CharField(blank=True, max_length=80, verbose_name="type as the source stated it"),
                        ),
                        ("title", models.CharField(max_length=600, verbose_name="title")),
                        ("csl", models.JSONField(default=dict, verbose_name="CSL-JSON")),
                        ("doi", models.CharField(blank=True, max_length=200, verbose_name="DOI")),
                        ("pmid", models.CharField(blank=True, max_length=16, verbose_name="PMID")),
                        ("pmcid", models.CharField(blank=True, max_length=16, verbose_name="PMCID")),
                        ("isbn", models.CharField(blank=True, max_length=20, verbose_name="ISBN")),
                        ("url", models.URLField(blank=True, max_length=600, verbose_name="URL")),
                        ("guideline", models.CharField(blank=True, max_length=80, verbose_name="guideline number")),
                        (
                            "evidence_scheme",
                            models.CharField(blank=True, default="", max_length=16, verbose_name="scheme of evidence"),
                        ),
                        (
                            "evidence_level",
                            models.CharField(blank=True, default="", max_length=16, verbose_name="level of evidence"),
                        ),
                        (
                            "published_by",
                            models.CharField(
                                blank=True,
                                choices=[("author", "Its author alone"), ("others", "Somebody else stands behind it")],
                                default="",
                                max_length=8,
                                verbose_name="published by",
                            ),
                        ),
                        ("tags", models.TextField(blank=True, default="", verbose_name="tags")),
                        ("is_sample", models.BooleanField(default=False, verbose_name="sample")),
                        (
                            "mark",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("retracted", "Retracted"),
                                    ("concern", "Expression of concern"),
                                    ("corrected", "Corrected since"),
                                ],
                                max_length=16,
                                verbose_name="what became of it",
                            ),
                        ),
                        ("marked_on", models.DateField(blank=True, null=True, verbose_name="since")),
                        (
                            "mark_source",
                            models.CharField(blank=True, max_length=300, verbose_name="where that is said"),
                        ),
                        ("history_change_reason", models.TextField()),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "merged_into",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="articles.reference",
                                verbose_name="merged into",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical reference",
                        "verbose_name_plural": "historical references",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.AddField(
                    model_name="evidenceflag",
                    name="reference",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="evidence_flags",
                        to="articles.reference",
                    ),
                ),
                migrations.CreateModel(
                    name="ReferenceCheck",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "source",
                            models.CharField(
                                choices=[
                                    ("crossref", "Crossref"),
                                    ("pubmed", "PubMed"),
                                    ("retraction-watch", "Retraction Watch"),
                                    ("link", "Link"),
                                ],
                                max_length=24,
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "outcome",
                            models.CharField(
                                choices=[
                                    ("clean", "nothing said against it"),
                                    ("said", "something was said of it since"),
                                    ("unknown", "not known there"),
                                    ("wrong", "not as it was"),
                                    ("failed", "could not be checked"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("words", models.CharField(blank=True, max_length=300)),
                        ("said", models.JSONField(blank=True, default=list)),
                        ("raw", models.JSONField(blank=True, default=dict)),
                        (
                            "reference",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checks",
                                to="articles.reference",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="ReferenceFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uuid", models.UUIDField(default=uuid.uuid4, unique=True)),
                        ("file", models.FileField(upload_to="reference-files")),
                        ("sha256", models.CharField(max_length=64)),
                        ("size", models.PositiveBigIntegerField(verbose_name="bytes")),
                        (
                            "because",
                            models.CharField(
                                choices=[
                                    ("open-licence", "Open licence"),
                                    ("permission", "Permission of the publisher"),
                                    ("own-work", "Our own work"),
                                    ("bought", "Licence bought"),
                                    ("public-domain", "In the public domain"),
                                ],
                                max_length=16,
                                verbose_name="may be kept because",
                            ),
                        ),
                        ("licence", models.CharField(blank=True, max_length=100, verbose_name="licence")),
                        ("words", models.TextField(verbose_name="in words")),
                        ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("removed_at", models.DateTimeField(blank=True, null=True)),
                        ("removal_reason", models.TextField(blank=True)),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reference",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="files",
                                to="articles.reference",
                            ),
                        ),
                        (
                            "removed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="ReferenceImport",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("name", models.CharField(max_length=255, verbose_name="file")),
                        ("file", models.FileField(blank=True, upload_to="reference-imports/")),
                        ("format", models.CharField(blank=True, max_length=60)),
                        ("encoding", models.CharField(blank=True, max_length=40)),
                        (
                            "stage",
                            models.CharField(
                                choices=[
                                    ("reading", "Reading"),
                                    ("shown", "Waits for you"),
                                    ("saving", "Saving"),
                                    ("done", "Saved"),
                                    ("refused", "Not read"),
                                    ("dropped", "Given up"),
                                ],
                                default="reading",
                                max_length=16,
                            ),
                        ),
                        ("problem", models.TextField(blank=True)),
                        ("records_read", models.PositiveIntegerField(default=0)),
                        ("records_saved", models.PositiveIntegerField(default=0)),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("again_at", models.DateTimeField(blank=True, null=True)),
                        ("finished_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="ImportedRecord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("line", models.PositiveIntegerField()),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("taken", "New"), ("merged", "Merged"), ("refused", "Left out")], max_length=16
                            ),
                        ),
                        ("title", models.CharField(blank=True, max_length=600)),
                        ("says", models.TextField(blank=True)),
                        ("work", models.JSONField(blank=True, default=dict)),
                        (
                            "source",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="records",
                                to="articles.referenceimport",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("number",),
                    },
                ),
                migrations.CreateModel(
                    name="ReferenceMerge",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="why")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("filled", models.JSONField(blank=True, default=dict)),
                        ("revisions", models.JSONField(blank=True, default=dict)),
                        ("proposals", models.JSONField(blank=True, default=list)),
                        ("parted_at", models.DateTimeField(blank=True, null=True)),
                        ("part_reason", models.TextField(blank=True)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "gone",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="goings",
                                to="articles.reference",
                            ),
                        ),
                        (
                            "kept",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="merges",
                                to="articles.reference",
                            ),
                        ),
                        (
                            "parted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="ReferenceNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("words", models.TextField(verbose_name="note")),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("taken_out_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reference",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notes",
                                to="articles.reference",
                            ),
                        ),
                        (
                            "taken_out_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="RoleGrant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("editor", "Editor"),
                                    ("managing_editor", "Managing editor"),
                                    ("administrator", "Administrator"),
                                    ("auditor", "Auditor"),
                                    ("security", "Security officer"),
                                ],
                                max_length=32,
                            ),
                        ),
                        ("granted_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("until", models.DateTimeField(blank=True, null=True, verbose_name="ends by itself")),
                        ("reason", models.TextField()),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("end_reason", models.TextField(blank=True)),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "granted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="role_grants",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("granted_at", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="SearchContent",
                    fields=[
                        (
                            "entry",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.CASCADE,
                                primary_key=True,
                                related_name="content",
                                serialize=False,
                                to="articles.searchentry",
                            ),
                        ),
                        ("title", models.TextField()),
                        ("lead", models.TextField()),
                        ("passages", models.TextField()),
                    ],
                ),
                migrations.AddField(
                    model_name="searchentry",
                    name="article",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entries",
                        to="articles.article",
                    ),
                ),
                migrations.AddField(
                    model_name="searchentry",
                    name="publication",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="search_entries",
                        to="articles.publication",
                    ),
                ),
                migrations.CreateModel(
                    name="SearchWord",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("word", models.CharField(max_length=40, unique=True)),
                        ("length", models.PositiveSmallIntegerField()),
                    ],
                    options={
                        "indexes": [models.Index(fields=["length", "word"], name="search_words_by_length")],
                    },
                ),
                migrations.CreateModel(
                    name="SuggestionOutcome",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                choices=[("accepted", "Accepted"), ("declined", "Declined")], max_length=16
                            ),
                        ),
                        ("decided_at", models.DateTimeField(auto_now_add=True)),
                        ("revision", models.PositiveIntegerField(blank=True, null=True)),
                        ("words", models.PositiveIntegerField(default=0)),
                        ("reason", models.TextField(blank=True)),
                        (
                            "comment",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="outcome",
                                to="articles.comment",
                            ),
                        ),
                        (
                            "decided_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Text",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("patient", "Patients, families and carers"),
                                    ("student", "Students"),
                                    ("clinician", "Health professionals"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("summary", articles.models.tracked.DialectField(blank=True, verbose_name="bottom line")),
                        ("body", articles.models.tracked.DialectField(blank=True, verbose_name="text")),
                        (
                            "description",
                            models.CharField(blank=True, max_length=300, verbose_name="description for search engines"),
                        ),
                        ("revision", models.PositiveIntegerField(default=0, editable=False)),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="texts", to="articles.article"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("article", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Presence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("seen_at", models.DateTimeField()),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "text",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="presences",
                                to="articles.text",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="TextLevel",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "audience",
                            models.CharField(
                                choices=[
                                    ("patient", "Patients, families and carers"),
                                    ("student", "Students"),
                                    ("clinician", "Health professionals"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("revision", models.PositiveIntegerField()),
                        ("rules", models.CharField(max_length=16)),
                        ("words", models.PositiveIntegerField()),
                        ("difficulty", models.FloatField(blank=True, null=True)),
                        ("smog", models.FloatField(blank=True, null=True)),
                        ("why_not", models.CharField(blank=True, max_length=32)),
                        ("measured_at", models.DateTimeField(auto_now=True)),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="levels",
                                to="articles.article",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("article", "audience"),
                    },
                ),
                migrations.CreateModel(
                    name="Thread",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "audience",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("patient", "Patients, families and carers"),
                                    ("student", "Students"),
                                    ("clinician", "Health professionals"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("block_key", models.CharField(blank=True, max_length=24)),
                        ("quote", models.TextField(blank=True)),
                        ("context_before", models.CharField(blank=True, max_length=32)),
                        ("context_after", models.CharField(blank=True, max_length=32)),
                        ("revision", models.PositiveIntegerField(default=0)),
                        (
                            "passage_state",
                            models.CharField(
                                choices=[
                                    ("in_place", "in place"),
                                    ("changed", "its words changed since"),
                                    ("gone", "no longer in the text"),
                                ],
                                default="in_place",
                                max_length=16,
                            ),
                        ),
                        ("opened_at", models.DateTimeField(auto_now_add=True)),
                        ("resolved_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="threads",
                                to="articles.article",
                            ),
                        ),
                        (
                            "opened_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "resolved_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-opened_at", "-pk"),
                    },
                ),
                migrations.AddField(
                    model_name="comment",
                    name="thread",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="articles.thread"
                    ),
                ),
                migrations.CreateModel(
                    name="Topic",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=120, verbose_name="name")),
                        ("slug", models.SlugField(unique=True)),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="children",
                                to="articles.topic",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("name",),
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalArticle",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uuid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        ("slug", models.SlugField(max_length=120, verbose_name="address")),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        ("question", models.CharField(blank=True, max_length=300, verbose_name="question it answers")),
                        ("language", models.CharField(default="en", max_length=16, verbose_name="language")),
                        (
                            "audiences",
                            models.JSONField(
                                default=list,
                                validators=[articles.models.article.validate_audiences],
                                verbose_name="audiences",
                            ),
                        ),
                        ("population", models.JSONField(blank=True, default=list, verbose_name="applies to")),
                        ("country", models.CharField(blank=True, max_length=2, verbose_name="country")),
                        (
                            "applies_to_note",
                            models.CharField(blank=True, max_length=300, verbose_name="applies to, in words"),
                        ),
                        ("funding", models.TextField(blank=True, verbose_name="funding")),
                        ("reference_keys", models.JSONField(blank=True, default=list, verbose_name="reference list")),
                        ("quotes", models.JSONField(blank=True, default=dict, verbose_name="evidence quotes")),
                        (
                            "evidence_searches",
                            models.JSONField(blank=True, default=list, verbose_name="evidence searches"),
                        ),
                        ("terms", models.JSONField(blank=True, default=dict, verbose_name="terms explained")),
                        ("revision", models.PositiveIntegerField(default=0, editable=False, verbose_name="revision")),
                        ("change", models.JSONField(blank=True, default=dict, editable=False)),
                        ("is_sample", models.BooleanField(default=False, verbose_name="sample")),
                        ("created_at", models.DateTimeField(blank=True, editable=False)),
                        ("history_change_reason", models.TextField()),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "handling_editor",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                                verbose_name="handling editor",
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="articles.topic",
                                verbose_name="topic",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical article",
                        "verbose_name_plural": "historical articles",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.AddField(
                    model_name="article",
                    name="topic",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        to="articles.topic",
                        verbose_name="topic",
                    ),
                ),
                migrations.CreateModel(
                    name="Version",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField(verbose_name="number")),
                        ("revision", models.PositiveIntegerField(verbose_name="revision of the draft")),
                        ("manifest", models.TextField(verbose_name="manifest")),
                        ("digest", models.CharField(max_length=64, verbose_name="fingerprint")),
                        ("title", models.CharField(max_length=300, verbose_name="title")),
                        ("change_note", models.TextField(blank=True, verbose_name="what changed")),
                        ("submitted_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("submitted", "Submitted"),
                                    ("under_review", "Under review"),
                                    ("approved", "Approved"),
                                    ("changes_requested", "Changes requested"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                default="submitted",
                                max_length=32,
                                verbose_name="status",
                            ),
                        ),
                        ("review_started_at", models.DateTimeField(blank=True, null=True)),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="versions",
                                to="articles.article",
                            ),
                        ),
                        (
                            "submitted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("article", "-number"),
                    },
                ),
                migrations.CreateModel(
                    name="UsedDefinition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "definition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="uses",
                                to="articles.definition",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="used_definitions",
                                to="articles.version",
                            ),
                        ),
                    ],
                ),
                migrations.AddField(
                    model_name="thread",
                    name="version",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="threads",
                        to="articles.version",
                    ),
                ),
                migrations.CreateModel(
                    name="ShownImage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "image",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="showings",
                                to="articles.image",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="shown_images",
                                to="articles.version",
                            ),
                        ),
                    ],
                ),
                migrations.AddField(
                    model_name="publication",
                    name="version",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="publications", to="articles.version"
                    ),
                ),
                migrations.CreateModel(
                    name="Notice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("correction", "Correction"),
                                    ("concern", "Expression of concern"),
                                    ("retraction", "Retraction"),
                                    ("retired", "Retired"),
                                    ("removed", "Removed"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("sentence", models.TextField(blank=True)),
                        ("reason", models.TextField()),
                        ("posted_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("ended_at", models.DateTimeField(blank=True, null=True)),
                        ("end_reason", models.TextField(blank=True)),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="articles.article",
                            ),
                        ),
                        (
                            "ended_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "posted_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "replaced_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="articles.article",
                            ),
                        ),
                        (
                            "publication",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="articles.publication",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="articles.version",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-posted_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="FrozenFlags",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("content", models.TextField()),
                        ("digest", models.CharField(max_length=64)),
                        (
                            "version",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="frozen_flags",
                                to="articles.version",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Emergency",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("hide", "Passage hidden"),
                                    ("warn", "Warning shown"),
                                    ("take_down", "Taken down"),
                                ],
                                max_length=16,
                            ),
                        ),
                        ("audience", models.CharField(blank=True, max_length=16)),
                        ("block", models.CharField(blank=True, max_length=24)),
                        ("quote", models.TextField(blank=True)),
                        ("warning", models.CharField(blank=True, max_length=32)),
                        ("reason", models.TextField()),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("reviewed_at", models.DateTimeField(blank=True, null=True)),
                        ("was_right", models.BooleanField(blank=True, null=True)),
                        ("review_note", models.TextField(blank=True)),
                        ("lifted_at", models.DateTimeField(blank=True, null=True)),
                        ("lift_reason", models.TextField(blank=True)),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="emergencies",
                                to="articles.article",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "lifted_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "reviewed_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "publication",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="emergencies",
                                to="articles.publication",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="emergencies",
                                to="articles.version",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Webhook",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("address", models.URLField(max_length=500, verbose_name="address")),
                        ("note", models.CharField(max_length=200, verbose_name="what it is for")),
                        ("secret", models.TextField()),
                        ("added_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("off_at", models.DateTimeField(blank=True, null=True)),
                        ("off_why", models.TextField(blank=True)),
                        (
                            "added_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="WebhookMessage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("message_id", models.CharField(max_length=60, unique=True)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("article.published", "Published"),
                                    ("article.corrected", "Corrected"),
                                    ("article.concern", "Expression of concern"),
                                    ("article.warned", "Warned of, or a passage hidden"),
                                    ("article.cleared", "No longer warned of"),
                                    ("article.retracted", "Retracted"),
                                    ("article.removed", "Removed"),
                                    ("article.retired", "Retired"),
                                ],
                                max_length=32,
                            ),
                        ),
                        ("data", models.JSONField(default=dict)),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("due_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("tries", models.PositiveSmallIntegerField(default=0)),
                        ("sent_at", models.DateTimeField(blank=True, null=True)),
                        ("given_up_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.article"
                            ),
                        ),
                        (
                            "webhook",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="messages",
                                to="articles.webhook",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-created_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="WebhookAttempt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("status", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("error", models.CharField(blank=True, max_length=300)),
                        ("milliseconds", models.PositiveIntegerField()),
                        (
                            "message",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attempts",
                                to="articles.webhookmessage",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="WorkDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
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
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "work",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decisions",
                                to="articles.newwork",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="WorkingCopy",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("summary", models.TextField(blank=True)),
                        ("body", models.TextField(blank=True)),
                        ("description", models.TextField(blank=True)),
                        ("note", models.TextField(blank=True)),
                        ("base_revision", models.PositiveIntegerField()),
                        ("window", models.CharField(blank=True, max_length=36)),
                        ("updated_at", models.DateTimeField(auto_now=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="working_copies",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "text",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="working_copies",
                                to="articles.text",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="WrittenReference",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("content", models.CharField(max_length=64)),
                        ("made_with", models.CharField(max_length=64)),
                        ("html", models.TextField(blank=True)),
                        ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                    ],
                    options={
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("content", "made_with"), name="one_writing_of_a_content_in_a_style"
                            )
                        ],
                    },
                ),
                migrations.AddConstraint(
                    model_name="bulkimport",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "refused"), _negated=True),
                            models.Q(("problem", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="refused_bulk_import_says_why",
                    ),
                ),
                migrations.AddIndex(
                    model_name="bulkfile",
                    index=models.Index(fields=["source", "outcome", "number"], name="articles_bu_source__783cd2_idx"),
                ),
                migrations.AddIndex(
                    model_name="bulkfile",
                    index=models.Index(fields=["digest"], name="articles_bu_digest_fbced4_idx"),
                ),
                migrations.AddIndex(
                    model_name="bulkfile",
                    index=models.Index(fields=["name"], name="articles_bu_name_388bde_idx"),
                ),
                migrations.AddConstraint(
                    model_name="bulkfile",
                    constraint=models.UniqueConstraint(
                        fields=("source", "number"), name="files_of_a_bulk_import_are_numbered_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="bulkfile",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome__in", ("refused", "changed", "left_out")), _negated=True),
                            models.Q(("sentence", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="file_that_is_not_imported_says_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="check",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("checked_at__isnull", False), ("failed_at__isnull", False), _connector="OR"
                        ),
                        name="check_ran_or_failed",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="contributor",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("person", None), _negated=True),
                        fields=("article", "person", "role"),
                        name="one_byline_entry_per_person_and_role",
                    ),
                ),
                migrations.AddIndex(
                    model_name="delivery",
                    index=models.Index(
                        fields=["sent_at", "given_up_at", "due_at"], name="articles_de_sent_at_916200_idx"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="demotion",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)), fields=("kind",), name="kind_is_demoted_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="demotion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="demotion_has_a_reason"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="demotion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_reason", ""), ("ended_at", None), ("ended_by", None)),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="ended_demotion_says_who_and_why",
                    ),
                ),
                migrations.AddIndex(
                    model_name="event",
                    index=models.Index(fields=["kind", "at"], name="articles_ev_kind_475347_idx"),
                ),
                migrations.AddConstraint(
                    model_name="event",
                    constraint=models.UniqueConstraint(
                        fields=("stream", "sequence"), name="events_of_a_stream_are_numbered_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disposition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("choice", "no-change"), _negated=True),
                            models.Q(("reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="no_change_has_a_reason",
                    ),
                ),
                migrations.AddIndex(
                    model_name="flag",
                    index=models.Index(fields=["kind", "gone_at", "answered_at"], name="flags_by_kind"),
                ),
                migrations.AddConstraint(
                    model_name="flag",
                    constraint=models.UniqueConstraint(
                        fields=("article", "audience", "other", "fingerprint"), name="one_flag_a_passage"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="flag",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_at", None), ("answered_by", None)),
                            models.Q(
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                                models.Q(("answer", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="answered_flag_has_a_reason_and_a_name",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="definition",
                    constraint=models.UniqueConstraint(
                        fields=("term", "number"), name="definitions_of_a_term_are_numbered_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="definition",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("term",),
                        name="one_definition_of_a_term_is_in_force",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="definition",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None),
                            models.Q(("ended_by__isnull", False), models.Q(("end_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="ended_definition_says_by_whom_and_why",
                    ),
                ),
                migrations.AddIndex(
                    model_name="hardword",
                    index=models.Index(fields=["word"], name="articles_of_a_hard_word"),
                ),
                migrations.AddConstraint(
                    model_name="hardword",
                    constraint=models.UniqueConstraint(fields=("article", "word"), name="hard_word_stands_once"),
                ),
                migrations.AddConstraint(
                    model_name="image",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("alt", ""), _negated=True), name="image_has_a_text_alternative"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="image",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("shows_patient", False), models.Q(("consent", ""), _negated=True), _connector="OR"
                        ),
                        name="recognisable_patient_has_a_consent_on_file",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="leftout",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("article", "audience", "other", "section"),
                        name="section_is_left_out_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="leftout",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("audience", models.F("other")), _negated=True),
                        name="left_out_of_another_text",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="leftout",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="left_out_for_a_reason"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="mention",
                    constraint=models.UniqueConstraint(
                        fields=("comment", "person"), name="one_mention_per_comment_and_person"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="newwork",
                    constraint=models.UniqueConstraint(
                        fields=("article", "pmid"), name="one_new_work_per_article_and_number"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="previewlink",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("recipient", ""), _negated=True), name="preview_link_names_its_recipient"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="previewlink",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("expires_at__gt", models.F("made_at"))),
                        name="preview_link_ends_after_it_begins",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="previewlink",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("revoked_at", None), ("revoked_by", None)),
                            models.Q(("revoked_at__isnull", False), ("revoked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="revoked_preview_link_says_by_whom",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="harmreport",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="harm_report_says_something"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="harmreport",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at", None), ("decided_by", None), ("decision", ""), ("decision_reason", "")
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("decision", ""), _negated=True),
                                models.Q(("decision_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="decided_harm_report_says_who_and_why",
                    ),
                ),
                migrations.AddIndex(
                    model_name="feedback",
                    index=models.Index(fields=["publication", "audience"], name="articles_fe_publica_c2e9a4_idx"),
                ),
                migrations.AddConstraint(
                    model_name="copycode",
                    constraint=models.UniqueConstraint(
                        fields=("publication", "audience"), name="one_copy_code_for_each_text"
                    ),
                ),
                migrations.AddIndex(
                    model_name="rating",
                    index=models.Index(fields=["article", "audience", "revision"], name="rating_by_text"),
                ),
                migrations.AddIndex(
                    model_name="readerquestion",
                    index=models.Index(fields=["asked_on"], name="questions_by_day"),
                ),
                migrations.AddConstraint(
                    model_name="readerquestion",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("ended_as", "")),
                            models.Q(("closed_at__isnull", False), models.Q(("ended_as", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="closed_question_says_how",
                    ),
                ),
                migrations.AddIndex(
                    model_name="reference",
                    index=models.Index(fields=["doi"], name="references_by_doi"),
                ),
                migrations.AddIndex(
                    model_name="reference",
                    index=models.Index(fields=["pmid"], name="references_by_pmid"),
                ),
                migrations.AddIndex(
                    model_name="reference",
                    index=models.Index(fields=["pmcid"], name="references_by_pmcid"),
                ),
                migrations.AddIndex(
                    model_name="reference",
                    index=models.Index(fields=["isbn"], name="references_by_isbn"),
                ),
                migrations.AddIndex(
                    model_name="reference",
                    index=models.Index(fields=["likeness"], name="references_by_likeness"),
                ),
                migrations.AddConstraint(
                    model_name="reference",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(models.Q(("doi", ""), _negated=True), ("merged_into", None)),
                        fields=("doi",),
                        name="one_reference_per_doi",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reference",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("mark", ""), models.Q(("mark_source", ""), _negated=True), _connector="OR"),
                        name="mark_of_a_reference_has_a_source",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reference",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("evidence_level", ""), ("evidence_scheme", "")),
                            models.Q(
                                models.Q(("evidence_scheme", ""), _negated=True),
                                models.Q(("evidence_level", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="level_of_evidence_has_a_scheme",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reference",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(models.Q(("pmid", ""), _negated=True), ("merged_into", None)),
                        fields=("pmid",),
                        name="one_reference_per_pmid",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="proposedcitation",
                    constraint=models.UniqueConstraint(
                        fields=("article", "audience", "label"), name="one_proposal_per_text_and_label"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="proposedcitation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at", None),
                            models.Q(("confirmed_by__isnull", False), ("reference__isnull", False)),
                            _connector="OR",
                        ),
                        name="confirmed_citation_names_its_reference",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="markmistake",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="mistake_of_a_mark_has_a_reason"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="markmistake",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("becomes", ""), ("source", "")),
                            models.Q(models.Q(("becomes", ""), _negated=True), models.Q(("source", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="milder_mark_has_a_source",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="markmistake",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="mistake_of_a_mark_is_decided_by_another",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="markmistake",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed", None), ("decided_at", None), ("decided_by", None)),
                            models.Q(("confirmed", True), ("decided_at__isnull", False), ("decided_by__isnull", False)),
                            models.Q(
                                ("confirmed", False),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("decision_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="decided_mistake_says_who_and_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="markmistake",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("decided_at", None)),
                        fields=("reference",),
                        name="one_doubt_of_a_mark_at_a_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="evidenceflag",
                    constraint=models.UniqueConstraint(
                        fields=("reference", "kind", "notice"), name="one_evidence_flag_per_kind_and_notice"
                    ),
                ),
                migrations.AddIndex(
                    model_name="referencecheck",
                    index=models.Index(fields=["reference", "source", "-id"], name="articles_re_referen_ac71e2_idx"),
                ),
                migrations.AddConstraint(
                    model_name="referencefile",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("removed_at", None)),
                        fields=("reference",),
                        name="one_full_text_of_a_record_at_a_time",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="referencefile",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("because__in", ["open-licence", "permission", "own-work", "bought", "public-domain"]),
                            models.Q(("words", ""), _negated=True),
                        ),
                        name="full_text_is_kept_for_a_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="referencefile",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("because", "open-licence"), _negated=True),
                            models.Q(("licence", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="open_licence_of_a_full_text_is_named",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="referencefile",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("removal_reason", ""), ("removed_at", None), ("removed_by", None)),
                            models.Q(
                                ("removed_at__isnull", False),
                                ("removed_by__isnull", False),
                                models.Q(("removal_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="removed_full_text_says_who_and_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="referenceimport",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stage", "refused"), _negated=True),
                            models.Q(("problem", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="refused_import_says_why",
                    ),
                ),
                migrations.AddIndex(
                    model_name="importedrecord",
                    index=models.Index(fields=["source", "outcome", "number"], name="articles_im_source__eaffab_idx"),
                ),
                migrations.AddConstraint(
                    model_name="importedrecord",
                    constraint=models.UniqueConstraint(
                        fields=("source", "number"), name="records_of_an_import_are_numbered_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="referencemerge",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("kept", models.F("gone")), _negated=True), name="merge_is_of_two_records"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="referencemerge",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("parted_at", None)), fields=("gone",), name="one_standing_merge_per_record"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="referencemerge",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("part_reason", ""), ("parted_at", None), ("parted_by", None)),
                            models.Q(
                                ("parted_at__isnull", False),
                                ("parted_by__isnull", False),
                                models.Q(("part_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="parted_merge_says_who_and_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="referencenote",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="note_about_a_reference_has_words"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="referencenote",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("taken_out_at", None), ("taken_out_by", None)),
                            models.Q(("taken_out_at__isnull", False), ("taken_out_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="note_that_was_taken_out_says_by_whom",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rolegrant",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended_at", None)),
                        fields=("person", "role"),
                        name="one_open_grant_per_person_and_role",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rolegrant",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("ended_at", None), ("ended_at__gte", models.F("granted_at")), _connector="OR"
                        ),
                        name="grant_ends_after_it_begins",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rolegrant",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="grant_has_a_reason"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rolegrant",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("role", "auditor"), _negated=True), ("until__isnull", False), _connector="OR"
                        ),
                        name="auditor_ends_by_itself",
                    ),
                ),
                migrations.AddIndex(
                    model_name="searchentry",
                    index=models.Index(fields=["rules"], name="search_entries_by_rules"),
                ),
                migrations.AddIndex(
                    model_name="searchentry",
                    index=models.Index(fields=["audience", "reviewed", "id"], name="search_entries_by_day"),
                ),
                migrations.AddConstraint(
                    model_name="searchentry",
                    constraint=models.UniqueConstraint(fields=("article", "audience"), name="one_search_entry_a_text"),
                ),
                migrations.AddConstraint(
                    model_name="suggestionoutcome",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", "declined"), ("revision", None)),
                            models.Q(("outcome", "accepted"), ("revision__isnull", False)),
                            _connector="OR",
                        ),
                        name="accepted_suggestion_names_its_revision",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="text",
                    constraint=models.UniqueConstraint(fields=("article", "audience"), name="one_text_per_audience"),
                ),
                migrations.AddConstraint(
                    model_name="presence",
                    constraint=models.UniqueConstraint(
                        fields=("text", "person"), name="one_presence_per_text_and_person"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="textlevel",
                    constraint=models.UniqueConstraint(fields=("article", "audience"), name="one_level_a_text"),
                ),
                migrations.AddConstraint(
                    model_name="comment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("body", ""), _negated=True), ("is_suggestion", True), _connector="OR"
                        ),
                        name="comment_is_not_empty",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="comment",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("suggestion", ""), ("is_suggestion", True), _connector="OR"),
                        name="only_a_suggestion_proposes_words",
                    ),
                ),
                migrations.AddIndex(
                    model_name="article",
                    index=models.Index(fields=["title", "id"], name="articles_by_title"),
                ),
                migrations.AddIndex(
                    model_name="article",
                    index=models.Index(condition=models.Q(("is_sample", True)), fields=["id"], name="sample_articles"),
                ),
                migrations.AddIndex(
                    model_name="version",
                    index=models.Index(fields=["status", "submitted_at"], name="articles_ve_status_2714fe_idx"),
                ),
                migrations.AddConstraint(
                    model_name="version",
                    constraint=models.UniqueConstraint(
                        fields=("article", "number"), name="versions_of_an_article_are_numbered_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="version",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("status__in", ("submitted", "under_review"))),
                        fields=("article",),
                        name="one_open_version_per_article",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="version",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("status__in", ["submitted", "under_review", "approved", "changes_requested", "withdrawn"])
                        ),
                        name="version_status_is_known",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="useddefinition",
                    constraint=models.UniqueConstraint(
                        fields=("version", "definition"), name="definition_is_noted_once_per_version"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="shownimage",
                    constraint=models.UniqueConstraint(
                        fields=("version", "image"), name="image_is_shown_once_by_a_version"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="publication",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("live_from__isnull", False)),
                        fields=("article",),
                        name="one_live_publication_per_article",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="publication",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("ended_at", None), ("live_from", None)),
                        fields=("article",),
                        name="one_planned_publication_per_article",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="publication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_as", ""), ("ended_at", None)),
                            models.Q(
                                ("ended_as__in", ["replaced", "retired", "removed", "retracted", "cancelled"]),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="ended_publication_says_how",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="publication",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="publication_has_a_reason"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="notice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="notice_has_a_reason"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="notice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ("correction", "concern", "retraction")), _negated=True),
                            models.Q(("sentence", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="notice_tells_readers_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="notice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("replaced_by", models.F("article")), _negated=True),
                        name="article_does_not_replace_itself",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="notice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_reason", ""), ("ended_at", None), ("ended_by", None)),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_by__isnull", False),
                                models.Q(("end_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="ended_notice_says_who_and_why",
                    ),
                ),
                migrations.AddIndex(
                    model_name="emergency",
                    index=models.Index(fields=["reviewed_at", "at"], name="articles_em_reviewe_7c8075_idx"),
                ),
                migrations.AddConstraint(
                    model_name="emergency",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="emergency_has_a_reason"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="emergency",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("reviewed_by", None),
                            models.Q(("reviewed_by", models.F("by")), _negated=True),
                            _connector="OR",
                        ),
                        name="emergency_is_reviewed_by_another",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="emergency",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("review_note", ""), ("reviewed_at", None), ("reviewed_by", None), ("was_right", None)
                            ),
                            models.Q(
                                ("reviewed_at__isnull", False),
                                ("reviewed_by__isnull", False),
                                ("was_right__isnull", False),
                                models.Q(("review_note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reviewed_emergency_says_who_and_what",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="emergency",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind", "hide"),
                                models.Q(("block", ""), _negated=True),
                                models.Q(("audience", ""), _negated=True),
                                ("warning", ""),
                            ),
                            models.Q(
                                ("audience", ""),
                                ("block", ""),
                                ("kind", "warn"),
                                models.Q(("warning", ""), _negated=True),
                            ),
                            models.Q(("audience", ""), ("block", ""), ("kind", "take_down"), ("warning", "")),
                            _connector="OR",
                        ),
                        name="emergency_hides_warns_or_takes_down",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="emergency",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lift_reason", ""), ("lifted_at", None), ("lifted_by", None)),
                            models.Q(
                                ("lifted_at__isnull", False),
                                ("lifted_by__isnull", False),
                                models.Q(("lift_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="lifted_emergency_says_who_and_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="emergency",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("kind", "hide"), ("lifted_at", None)),
                        fields=("version", "block"),
                        name="passage_is_hidden_once",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="webhook",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("off_at", None), ("off_why", "")),
                            models.Q(("off_at__isnull", False), models.Q(("off_why", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="webhook_that_is_off_says_why",
                    ),
                ),
                migrations.AddIndex(
                    model_name="webhookmessage",
                    index=models.Index(
                        fields=["sent_at", "given_up_at", "due_at"], name="articles_we_sent_at_6bacb5_idx"
                    ),
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
                migrations.AddConstraint(
                    model_name="workingcopy",
                    constraint=models.UniqueConstraint(
                        fields=("text", "person"), name="one_working_copy_per_text_and_person"
                    ),
                ),
            ]
        ),
    ]
