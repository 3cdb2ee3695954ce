import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models

import workflows.models.board
import workflows.models.checklist
from articles.migrations._tables import CreateTables


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("workflows", "0001_initial"),
        ("workflows", "0002_boards"),
        ("workflows", "0003_interests"),
        ("workflows", "0004_inviting"),
        ("workflows", "0005_evidence_search"),
        ("workflows", "0006_signing"),
        ("workflows", "0007_reading_and_checklists"),
        ("workflows", "0008_reminders"),
        ("workflows", "0009_audits"),
        ("workflows", "0010_meetings"),
        ("workflows", "0011_answered_points"),
        ("workflows", "0012_paper_reviews"),
        ("workflows", "0013_second_factor_changes"),
        ("workflows", "0014_definition_signatures"),
        ("workflows", "0015_reminders_of_interests"),
        ("workflows", "0016_dose_ticks"),
        ("workflows", "0017_change_of_the_patient_text"),
        ("workflows", "0018_texts_of_the_publisher"),
        ("workflows", "0019_sweeps"),
    ]

    dependencies = [
        ("articles", "0001_squashed_0039_preview_links"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables(
            [
                migrations.CreateModel(
                    name="SigningKey",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("key_id", models.CharField(max_length=64, unique=True)),
                        ("algorithm", models.CharField(default="Ed25519", max_length=16)),
                        ("public_key", models.CharField(max_length=64, verbose_name="public key, base64")),
                        ("used_from", models.DateTimeField(default=django.utils.timezone.now)),
                        ("used_until", models.DateTimeField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ("used_from",),
                    },
                ),
                migrations.CreateModel(
                    name="Assignment",
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
                                    ("write", "Write"),
                                    ("check_references", "Check references"),
                                    ("plain_language", "Plain language"),
                                    ("review", "Review"),
                                ],
                                default="review",
                                max_length=32,
                            ),
                        ),
                        ("membership_role", models.CharField(blank=True, max_length=32)),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("invited", "Invited"),
                                    ("accepted", "Accepted"),
                                    ("declined", "Declined"),
                                    ("recused", "Recused"),
                                    ("delegated", "Handed on to another member"),
                                    ("replaced", "Replaced"),
                                    ("done", "Done"),
                                ],
                                default="invited",
                                max_length=16,
                            ),
                        ),
                        ("due_on", models.DateField()),
                        ("answer_by", models.DateField(blank=True, null=True, verbose_name="answer by")),
                        ("assigned_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("answered_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "assigned_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "in_place_of",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="successors",
                                to="workflows.assignment",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="assignments",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Board",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, unique=True, verbose_name="name")),
                        ("slug", models.SlugField(unique=True)),
                        ("description", models.TextField(blank=True, verbose_name="description")),
                        (
                            "pending_patient_text",
                            models.BooleanField(
                                default=False, verbose_name="the patient text may be shown while it waits for review"
                            ),
                        ),
                        (
                            "second_factor_required",
                            models.BooleanField(
                                default=False, verbose_name="members sign with an authenticator app or a passkey"
                            ),
                        ),
                        ("is_sample", models.BooleanField(default=False, verbose_name="sample")),
                        ("created_at", models.DateTimeField(auto_now_add=True)),
                        ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="opened")),
                        (
                            "created_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "opened_by",
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
                        "ordering": ("name",),
                    },
                ),
                migrations.CreateModel(
                    name="ApprovalRule",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "data",
                            models.JSONField(validators=[workflows.models.board.validate_rule], verbose_name="rule"),
                        ),
                        (
                            "classes",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="None ticked: for every change.",
                                verbose_name="for these changes",
                            ),
                        ),
                        (
                            "topics",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="None ticked: for every topic.",
                                verbose_name="for these topics",
                            ),
                        ),
                        (
                            "is_default",
                            models.BooleanField(default=False, verbose_name="used unless another fits better"),
                        ),
                        ("is_retired", models.BooleanField(default=False, verbose_name="no longer offered")),
                        (
                            "board",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="approval_rules",
                                to="workflows.board",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("board", "name"),
                    },
                ),
                migrations.CreateModel(
                    name="BoardChange",
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
                                    ("member_added", "Add a member"),
                                    ("member_changed", "Change a member's entry"),
                                    ("member_ended", "End a member's term"),
                                    ("identity_verified", "Note that an identity was verified"),
                                    ("rule_added", "Add an approval rule"),
                                    ("rule_changed", "Change an approval rule"),
                                    ("rule_retired", "Retire an approval rule"),
                                    ("statement", "Change the signing statement"),
                                    ("description", "Change what readers are told about the board"),
                                    ("second_factor", "Change whether members sign with a second factor"),
                                    ("key_added", "Take a signing key into use"),
                                    ("key_ended", "End the use of a signing key"),
                                    ("publisher_text", "Change a text of the publisher"),
                                ],
                                max_length=32,
                                verbose_name="change",
                            ),
                        ),
                        ("data", models.JSONField()),
                        ("reason", models.TextField(verbose_name="why")),
                        ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "decision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("confirmed", "Confirmed"),
                                    ("declined", "Declined"),
                                    ("taken_back", "Taken back"),
                                ],
                                max_length=16,
                                verbose_name="decision",
                            ),
                        ),
                        ("decided_at", models.DateTimeField(blank=True, null=True)),
                        ("decision_reason", models.TextField(blank=True, verbose_name="why")),
                        (
                            "board",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="changes",
                                to="workflows.board",
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
                            "proposed_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-proposed_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Checklist",
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
                                    ("chair", "Chair"),
                                    ("member", "Member"),
                                    ("lay_member", "Lay member"),
                                    ("pharmacist", "Pharmacist"),
                                    ("statistician", "Statistician"),
                                ],
                                max_length=32,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "questions",
                            models.JSONField(
                                validators=[workflows.models.checklist.validate_questions], verbose_name="questions"
                            ),
                        ),
                        ("is_retired", models.BooleanField(default=False, verbose_name="not asked any more")),
                        (
                            "board",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checklists",
                                to="workflows.board",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("board", "role"),
                    },
                ),
                migrations.CreateModel(
                    name="DateProposal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("due_on", models.DateField(verbose_name="due on")),
                        ("note", models.TextField(blank=True, verbose_name="note")),
                        ("proposed_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("agreed", models.BooleanField(null=True)),
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
                            "assignment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="date_proposals",
                                to="workflows.assignment",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Disclosure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("question", models.TextField(verbose_name="question as it was asked")),
                        (
                            "answer",
                            models.CharField(
                                choices=[("none", "I have nothing to declare"), ("yes", "I have something to declare")],
                                max_length=8,
                            ),
                        ),
                        ("details", models.TextField(blank=True, verbose_name="what")),
                        ("items", models.JSONField(blank=True, default=dict)),
                        ("ties", models.JSONField(blank=True, default=list)),
                        ("declared_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("expires_on", models.DateField(blank=True, null=True)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="disclosures",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "yearly",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="workflows.disclosure",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-declared_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="ConflictDecision",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("may_sign", models.BooleanField()),
                        ("reason", models.TextField()),
                        ("decided_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "decided_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "disclosure",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="decision",
                                to="workflows.disclosure",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="HistoricalApprovalRule",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("name", models.CharField(max_length=200, verbose_name="name")),
                        (
                            "data",
                            models.JSONField(validators=[workflows.models.board.validate_rule], verbose_name="rule"),
                        ),
                        (
                            "classes",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="None ticked: for every change.",
                                verbose_name="for these changes",
                            ),
                        ),
                        (
                            "topics",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text="None ticked: for every topic.",
                                verbose_name="for these topics",
                            ),
                        ),
                        (
                            "is_default",
                            models.BooleanField(default=False, verbose_name="used unless another fits better"),
                        ),
                        ("is_retired", models.BooleanField(default=False, verbose_name="no longer offered")),
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
                            "board",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="workflows.board",
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
                        "verbose_name": "historical approval rule",
                        "verbose_name_plural": "historical approval rules",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalChecklist",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("chair", "Chair"),
                                    ("member", "Member"),
                                    ("lay_member", "Lay member"),
                                    ("pharmacist", "Pharmacist"),
                                    ("statistician", "Statistician"),
                                ],
                                max_length=32,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "questions",
                            models.JSONField(
                                validators=[workflows.models.checklist.validate_questions], verbose_name="questions"
                            ),
                        ),
                        ("is_retired", models.BooleanField(default=False, verbose_name="not asked any more")),
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
                            "board",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="workflows.board",
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
                        "verbose_name": "historical checklist",
                        "verbose_name_plural": "historical checklists",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalMembership",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("chair", "Chair"),
                                    ("member", "Member"),
                                    ("lay_member", "Lay member"),
                                    ("pharmacist", "Pharmacist"),
                                    ("statistician", "Statistician"),
                                ],
                                default="member",
                                max_length=32,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "specialty",
                            models.CharField(
                                blank=True,
                                help_text="Several with commas between them.",
                                max_length=120,
                                verbose_name="specialties",
                            ),
                        ),
                        (
                            "shown_credentials",
                            models.CharField(
                                blank=True,
                                help_text="Empty: those of the account.",
                                max_length=200,
                                verbose_name="credentials that readers see",
                            ),
                        ),
                        (
                            "shown_affiliation",
                            models.CharField(
                                blank=True,
                                help_text="Empty: that of the account.",
                                max_length=300,
                                verbose_name="affiliation that readers see",
                            ),
                        ),
                        (
                            "most_open_reviews",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Empty: as many as come.",
                                null=True,
                                verbose_name="most open reviews at once",
                            ),
                        ),
                        ("term_from", models.DateField(verbose_name="from")),
                        ("term_until", models.DateField(blank=True, null=True, verbose_name="until")),
                        (
                            "identity_verified_on",
                            models.DateField(blank=True, null=True, verbose_name="identity verified on"),
                        ),
                        ("identity_verified_how", models.CharField(blank=True, max_length=300, verbose_name="how")),
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
                            "board",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="workflows.board",
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
                            "identity_verified_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical membership",
                        "verbose_name_plural": "historical memberships",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="Meeting",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("starts_at", models.DateTimeField(verbose_name="begins")),
                        ("place", models.CharField(blank=True, max_length=300, verbose_name="place or link")),
                        ("called_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("minutes", models.TextField(blank=True, verbose_name="what was noted")),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "board",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="meetings",
                                to="workflows.board",
                            ),
                        ),
                        (
                            "called_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
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
                        "ordering": ("-starts_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Attendance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("came", models.BooleanField(verbose_name="was there")),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendances",
                                to="workflows.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="AgendaItem",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("noted", models.TextField(blank=True, verbose_name="what was said")),
                        ("standing", models.TextField(blank=True)),
                        (
                            "meeting",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="items",
                                to="workflows.meeting",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Membership",
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
                                    ("chair", "Chair"),
                                    ("member", "Member"),
                                    ("lay_member", "Lay member"),
                                    ("pharmacist", "Pharmacist"),
                                    ("statistician", "Statistician"),
                                ],
                                default="member",
                                max_length=32,
                                verbose_name="role",
                            ),
                        ),
                        (
                            "specialty",
                            models.CharField(
                                blank=True,
                                help_text="Several with commas between them.",
                                max_length=120,
                                verbose_name="specialties",
                            ),
                        ),
                        (
                            "shown_credentials",
                            models.CharField(
                                blank=True,
                                help_text="Empty: those of the account.",
                                max_length=200,
                                verbose_name="credentials that readers see",
                            ),
                        ),
                        (
                            "shown_affiliation",
                            models.CharField(
                                blank=True,
                                help_text="Empty: that of the account.",
                                max_length=300,
                                verbose_name="affiliation that readers see",
                            ),
                        ),
                        (
                            "most_open_reviews",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Empty: as many as come.",
                                null=True,
                                verbose_name="most open reviews at once",
                            ),
                        ),
                        ("term_from", models.DateField(verbose_name="from")),
                        ("term_until", models.DateField(blank=True, null=True, verbose_name="until")),
                        (
                            "identity_verified_on",
                            models.DateField(blank=True, null=True, verbose_name="identity verified on"),
                        ),
                        ("identity_verified_how", models.CharField(blank=True, max_length=300, verbose_name="how")),
                        (
                            "board",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to="workflows.board",
                            ),
                        ),
                        (
                            "identity_verified_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="memberships",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("board", "person__printed_name"),
                    },
                ),
                migrations.CreateModel(
                    name="PrivateNote",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("body", models.TextField(verbose_name="note")),
                        ("kept_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="private_notes",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.version"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="ReadingPlace",
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
                        ("block_key", models.CharField(max_length=24)),
                        ("finished", models.JSONField(blank=True, default=list)),
                        ("kept_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reading_places",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.version"
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="Reminder",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("stage", models.CharField(max_length=32)),
                        ("due_on", models.DateField(verbose_name="due on")),
                        ("created_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("dropped_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "assignment",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reminders",
                                to="workflows.assignment",
                            ),
                        ),
                        (
                            "delivery",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reminders",
                                to="articles.delivery",
                            ),
                        ),
                        (
                            "disclosure",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reminders",
                                to="workflows.disclosure",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reminders",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "publication",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reminders",
                                to="articles.publication",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Review",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("frozen_rule", models.TextField(verbose_name="rule, as it stood at the start")),
                        (
                            "change_class",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("new", "New article"),
                                    ("update", "Update"),
                                    ("minor", "Minor correction"),
                                    ("renewal", "Renewal"),
                                ],
                                max_length=16,
                                verbose_name="kind of change",
                            ),
                        ),
                        (
                            "patient_text_changed",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="change of the patient text"
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("due_on", models.DateField(verbose_name="due on")),
                        ("publish_at", models.DateTimeField(blank=True, null=True, verbose_name="publish not before")),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("approved", "Approved"),
                                    ("changes_requested", "Changes requested"),
                                    ("withdrawn", "Withdrawn"),
                                ],
                                max_length=32,
                            ),
                        ),
                        (
                            "approval_rule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="workflows.approvalrule",
                            ),
                        ),
                        (
                            "board",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="workflows.board",
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
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="articles.version",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-opened_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="PaperReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("given_on", models.DateField(verbose_name="given on")),
                        ("said", models.TextField(verbose_name="what it says")),
                        ("scan", models.FileField(upload_to="paper-reviews", verbose_name="scan")),
                        ("sha256", models.CharField(max_length=64)),
                        ("entered_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "entered_by",
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
                                related_name="paper_reviews",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="paper_reviews",
                                to="workflows.review",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.AddField(
                    model_name="meeting",
                    name="reviews",
                    field=models.ManyToManyField(
                        related_name="meetings", through="workflows.AgendaItem", to="workflows.review"
                    ),
                ),
                migrations.CreateModel(
                    name="EvidenceSearch",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("databases", models.TextField(verbose_name="where")),
                        ("strategy", models.TextField(verbose_name="how")),
                        ("covers_from", models.DateField(verbose_name="from")),
                        ("searched_on", models.DateField(verbose_name="searched on")),
                        ("found", models.PositiveIntegerField(verbose_name="found")),
                        ("read", models.PositiveIntegerField(verbose_name="read")),
                        ("conclusion", models.TextField(verbose_name="what it means for the text")),
                        ("recorded_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "review",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="evidence_search",
                                to="workflows.review",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="DoseTick",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("row_key", models.CharField(max_length=64)),
                        ("row", models.TextField(verbose_name="row, as it was shown")),
                        ("is_ticked", models.BooleanField(verbose_name="ticked, not taken back")),
                        ("ticked_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "assignment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dose_ticks",
                                to="workflows.assignment",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dose_ticks",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="dose_ticks",
                                to="workflows.review",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.AddField(
                    model_name="disclosure",
                    name="review",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="disclosures",
                        to="workflows.review",
                    ),
                ),
                migrations.CreateModel(
                    name="ChecklistAnswer",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("role", models.CharField(max_length=32)),
                        ("answers", models.JSONField()),
                        ("answered_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "checklist",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="answers",
                                to="workflows.checklist",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checklist_answers",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="checklist_answers",
                                to="workflows.review",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-answered_at", "-pk"),
                    },
                ),
                migrations.AddField(
                    model_name="assignment",
                    name="review",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="workflows.review"
                    ),
                ),
                migrations.AddField(
                    model_name="agendaitem",
                    name="review",
                    field=models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="agenda_items", to="workflows.review"
                    ),
                ),
                migrations.CreateModel(
                    name="RuleChoice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.TextField(verbose_name="reason")),
                        ("chosen_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "approval_rule",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="workflows.approvalrule",
                            ),
                        ),
                        (
                            "chosen_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="rule_choices",
                                to="articles.version",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.AddField(
                    model_name="review",
                    name="rule_choice",
                    field=models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="workflows.rulechoice",
                    ),
                ),
                migrations.CreateModel(
                    name="SigningAttempt",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("passed_at", models.DateTimeField(blank=True, null=True)),
                        ("code_step", models.BigIntegerField(blank=True, null=True)),
                        ("locked_until", models.DateTimeField(blank=True, null=True)),
                        ("unlocked_at", models.DateTimeField(blank=True, null=True)),
                        ("unlock_tries", models.PositiveSmallIntegerField(default=0)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signing_attempts",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-pk",),
                    },
                ),
                migrations.CreateModel(
                    name="DefinitionSignature",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("statement", models.TextField()),
                        ("signature", models.CharField(max_length=128, verbose_name="signature, base64")),
                        ("signed_at", models.DateTimeField()),
                        ("revoked_at", models.DateTimeField(blank=True, null=True)),
                        ("revoke_reason", models.TextField(blank=True)),
                        (
                            "board",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workflows.board"
                            ),
                        ),
                        (
                            "definition",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="signature",
                                to="articles.definition",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workflows.signingkey"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-signed_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="AuditReview",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("period_from", models.DateField(verbose_name="from")),
                        ("period_until", models.DateField(verbose_name="up to and including")),
                        ("sample", models.JSONField(verbose_name="sample")),
                        (
                            "result",
                            models.CharField(
                                choices=[
                                    ("in_order", "In order"),
                                    ("observations", "In order, with observations"),
                                    ("faults", "Not in order"),
                                ],
                                max_length=16,
                                verbose_name="result",
                            ),
                        ),
                        ("findings", models.TextField(blank=True, verbose_name="findings")),
                        ("statement", models.TextField()),
                        ("signature", models.CharField(max_length=128, verbose_name="signature, base64")),
                        ("signed_at", models.DateTimeField()),
                        (
                            "auditor",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workflows.signingkey"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-signed_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="SigningStatement",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("number", models.PositiveIntegerField()),
                        ("text", models.TextField(verbose_name="signing statement")),
                        ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "board",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="statements",
                                to="workflows.board",
                            ),
                        ),
                        (
                            "written_by",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("board", "-number"),
                    },
                ),
                migrations.CreateModel(
                    name="SignOff",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "verdict",
                            models.CharField(
                                choices=[
                                    ("approve", "Approve"),
                                    ("approve_with_comment", "Approve with comment"),
                                    ("changes_required", "Changes required"),
                                    ("abstain", "Abstain"),
                                    ("dissent", "Dissent"),
                                ],
                                max_length=32,
                            ),
                        ),
                        ("comment", models.TextField(blank=True)),
                        ("digest", models.CharField(max_length=64)),
                        ("statement", models.TextField()),
                        ("signature", models.CharField(max_length=128, verbose_name="signature, base64")),
                        ("signed_at", models.DateTimeField()),
                        (
                            "disclosure",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workflows.disclosure"
                            ),
                        ),
                        (
                            "key",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workflows.signingkey"
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sign_offs",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sign_offs",
                                to="workflows.review",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sign_offs",
                                to="articles.version",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("signed_at", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Revocation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("reason", models.TextField()),
                        ("revoked_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "sign_off",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="revocation",
                                to="workflows.signoff",
                            ),
                        ),
                    ],
                ),
                migrations.CreateModel(
                    name="OpenPoint",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("text", models.TextField()),
                        ("answer", models.TextField(blank=True)),
                        (
                            "changed_in",
                            models.PositiveIntegerField(blank=True, null=True, verbose_name="changed in revision"),
                        ),
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
                            "review",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="open_points",
                                to="workflows.review",
                            ),
                        ),
                        (
                            "sign_off",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="open_points",
                                to="workflows.signoff",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="StatementAcceptance",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("accepted_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="acceptances",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "statement",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="acceptances",
                                to="workflows.signingstatement",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("accepted_at", "pk"),
                    },
                ),
                migrations.CreateModel(
                    name="Sweep",
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
                                    ("medicine", "A medicine"),
                                    ("work", "A work that is cited"),
                                    ("phrase", "A phrase"),
                                ],
                                max_length=16,
                                verbose_name="kind",
                            ),
                        ),
                        ("sought", models.CharField(max_length=200, verbose_name="looked for")),
                        ("names", models.JSONField(default=list)),
                        ("left_out", models.JSONField(blank=True, default=list)),
                        ("alert_from", models.CharField(max_length=300, verbose_name="where the alert came from")),
                        ("alert_at", models.DateTimeField(verbose_name="when the alert came")),
                        ("started_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("searched_at", models.DateTimeField(default=django.utils.timezone.now)),
                        ("texts_by_index", models.PositiveIntegerField(default=0)),
                        ("texts_read", models.PositiveIntegerField(default=0)),
                        (
                            "notice_kind",
                            models.CharField(
                                blank=True,
                                choices=[("warning", "Safety warning"), ("concern", "Expression of concern")],
                                max_length=16,
                            ),
                        ),
                        ("warning", models.CharField(blank=True, max_length=32)),
                        ("sentence", models.TextField(blank=True)),
                        ("reason", models.TextField(blank=True)),
                        ("reviews_due_on", models.DateField(blank=True, null=True)),
                        ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                        ("method", models.CharField(blank=True, max_length=120)),
                        ("closed_at", models.DateTimeField(blank=True, null=True)),
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
                            "started_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("-started_at", "-pk"),
                    },
                ),
                migrations.CreateModel(
                    name="SweepFinding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("title", models.CharField(max_length=300)),
                        ("quoted", models.TextField()),
                        ("mentions", models.PositiveIntegerField()),
                        ("is_chosen", models.BooleanField(default=True)),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.article"
                            ),
                        ),
                        (
                            "publication",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="articles.publication",
                            ),
                        ),
                        (
                            "sweep",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="findings",
                                to="workflows.sweep",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="articles.version",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="SweepNotice",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("quoted", models.TextField()),
                        ("refused", models.TextField(blank=True)),
                        ("done_at", models.DateTimeField(blank=True, null=True)),
                        ("review_refused", models.TextField(blank=True)),
                        ("review_asked_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "article",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sweep_notices",
                                to="articles.article",
                            ),
                        ),
                        (
                            "emergency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sweep_notices",
                                to="articles.emergency",
                            ),
                        ),
                        (
                            "notice",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sweep_notices",
                                to="articles.notice",
                            ),
                        ),
                        (
                            "review",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sweep_notices",
                                to="workflows.review",
                            ),
                        ),
                        (
                            "sweep",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="notices",
                                to="workflows.sweep",
                            ),
                        ),
                        (
                            "version",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="articles.version"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("pk",),
                    },
                ),
                migrations.CreateModel(
                    name="Away",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("first_day", models.DateField(verbose_name="first day")),
                        ("last_day", models.DateField(verbose_name="last day")),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="away",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ("first_day", "pk"),
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("last_day__gte", models.F("first_day"))),
                                name="away_ends_after_it_begins",
                            )
                        ],
                    },
                ),
                migrations.AddConstraint(
                    model_name="board",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_at", None), ("opened_by", None)),
                            models.Q(("opened_at__isnull", False), ("opened_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="opened_board_names_who_opened_it",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="board",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("opened_by", None),
                            ("created_by", None),
                            models.Q(("opened_by", models.F("created_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="board_is_opened_by_a_second_person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="approvalrule",
                    constraint=models.UniqueConstraint(
                        fields=("board", "name"), name="approval_rules_of_a_board_have_different_names"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="approvalrule",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("is_default", True)), fields=("board",), name="one_default_rule_per_board"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="approvalrule",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("is_default", False), ("is_retired", False), _connector="OR"),
                        name="retired_rule_is_not_the_default",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="boardchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="board_change_has_a_reason"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="boardchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at", None), ("decided_by", None), ("decision", "")),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                ("decision__in", ["confirmed", "declined", "taken_back"]),
                            ),
                            _connector="OR",
                        ),
                        name="decided_change_says_by_whom_and_how",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="boardchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by", None),
                            ("decision", "taken_back"),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="board_change_is_decided_by_a_second_person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="boardchange",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decision", "declined"), _negated=True),
                            models.Q(("decision_reason", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="declined_change_has_a_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="checklist",
                    constraint=models.UniqueConstraint(
                        fields=("board", "role"), name="one_checklist_per_board_and_role"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dateproposal",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("answered_at", None)),
                        fields=("assignment",),
                        name="one_open_date_proposal_per_assignment",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dateproposal",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed", None), ("answered_at", None), ("answered_by", None)),
                            models.Q(
                                ("agreed__isnull", False),
                                ("answered_at__isnull", False),
                                ("answered_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="answered_date_proposal_says_by_whom",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="dateproposal",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("agreed", False), _negated=True),
                            models.Q(("answer", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="declined_date_has_a_reason",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="conflictdecision",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="conflict_decision_has_a_reason"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="attendance",
                    constraint=models.UniqueConstraint(fields=("meeting", "person"), name="one_attendance_per_member"),
                ),
                migrations.AddConstraint(
                    model_name="membership",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("term_until", None)),
                        fields=("board", "person"),
                        name="one_open_term_per_board_and_person",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membership",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("term_until", None), ("term_until__gte", models.F("term_from")), _connector="OR"
                        ),
                        name="term_ends_after_it_begins",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membership",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("identity_verified_by", None),
                                ("identity_verified_how", ""),
                                ("identity_verified_on", None),
                            ),
                            models.Q(
                                ("identity_verified_by__isnull", False),
                                ("identity_verified_on__isnull", False),
                                models.Q(("identity_verified_how", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="verified_identity_says_by_whom_when_and_how",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="membership",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("identity_verified_by", None),
                            models.Q(("identity_verified_by", models.F("person")), _negated=True),
                            _connector="OR",
                        ),
                        name="nobody_verifies_their_own_identity",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="privatenote",
                    constraint=models.UniqueConstraint(
                        fields=("person", "version"), name="one_private_note_per_person_and_version"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="readingplace",
                    constraint=models.UniqueConstraint(
                        fields=("person", "version"), name="one_reading_place_per_person_and_version"
                    ),
                ),
                migrations.AddIndex(
                    model_name="reminder",
                    index=models.Index(
                        condition=models.Q(("delivery", None)), fields=["person"], name="reminders_not_told"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reminder",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("assignment__isnull", False), ("disclosure", None), ("publication", None)),
                            models.Q(("assignment", None), ("disclosure", None), ("publication__isnull", False)),
                            models.Q(("assignment", None), ("disclosure__isnull", False), ("publication", None)),
                            _connector="OR",
                        ),
                        name="reminder_is_of_one_thing",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reminder",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("assignment__isnull", False)),
                        fields=("person", "stage", "assignment", "due_on"),
                        name="nobody_is_reminded_of_a_task_twice",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reminder",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("publication__isnull", False)),
                        fields=("person", "stage", "publication", "due_on"),
                        name="nobody_is_reminded_of_a_review_date_twice",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="reminder",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("disclosure__isnull", False)),
                        fields=("person", "stage", "disclosure", "due_on"),
                        name="nobody_is_reminded_of_a_statement_twice",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="paperreview",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("said", ""), _negated=True), models.Q(("scan", ""), _negated=True)
                        ),
                        name="paper_review_has_words_and_a_scan",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="paperreview",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("person", models.F("entered_by")), _negated=True),
                        name="paper_review_is_entered_by_somebody_else",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="paperreview",
                    constraint=models.UniqueConstraint(
                        fields=("review", "sha256"), name="scan_is_entered_once_in_a_review"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="meeting",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("closed_by", None)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="closed_meeting_names_who_closed_it",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="evidencesearch",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("read__lte", models.F("found"))), name="no_more_is_read_than_found"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="evidencesearch",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("searched_on__gte", models.F("covers_from"))),
                        name="search_follows_the_last_review",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="evidencesearch",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("databases", ""), _negated=True),
                            models.Q(("strategy", ""), _negated=True),
                            models.Q(("conclusion", ""), _negated=True),
                        ),
                        name="search_says_where_how_and_what",
                    ),
                ),
                migrations.AddIndex(
                    model_name="dosetick",
                    index=models.Index(fields=["review", "row_key"], name="dose_tick_of_row"),
                ),
                migrations.AddConstraint(
                    model_name="disclosure",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", "none"), ("details", "")),
                            models.Q(("answer", "yes"), models.Q(("details", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="disclosed_interest_is_described",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="disclosure",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("review__isnull", False), ("expires_on__isnull", False), _connector="OR"),
                        name="yearly_disclosure_expires",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="assignment",
                    constraint=models.UniqueConstraint(
                        fields=("review", "person", "kind"), name="one_assignment_per_review_person_and_kind"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="agendaitem",
                    constraint=models.UniqueConstraint(
                        fields=("meeting", "review"), name="a_review_is_once_on_an_agenda"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="rulechoice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="rule_choice_has_a_reason"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="review",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)), fields=("version",), name="one_open_review_per_version"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="review",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at", None), ("outcome", "")),
                            models.Q(
                                ("closed_at__isnull", False),
                                ("outcome__in", ["approved", "changes_requested", "withdrawn"]),
                            ),
                            _connector="OR",
                        ),
                        name="closed_review_has_an_outcome",
                    ),
                ),
                migrations.AddIndex(
                    model_name="signingattempt",
                    index=models.Index(fields=["person", "-id"], name="workflows_s_person__23377b_idx"),
                ),
                migrations.AddConstraint(
                    model_name="signingattempt",
                    constraint=models.UniqueConstraint(
                        fields=("person", "code_step"), name="one_time_code_counts_once"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="signingattempt",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("locked_until", None), ("passed_at", None), _connector="OR"),
                        name="only_a_failure_locks_signing",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="definitionsignature",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("revoked_at", None), models.Q(("revoke_reason", ""), _negated=True), _connector="OR"
                        ),
                        name="definition_taken_back_says_why",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="auditreview",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("period_until__gte", models.F("period_from"))),
                        name="audit_period_ends_after_it_begins",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="auditreview",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            ("result", "in_order"), models.Q(("findings", ""), _negated=True), _connector="OR"
                        ),
                        name="audit_with_findings_says_them",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="signingstatement",
                    constraint=models.UniqueConstraint(
                        fields=("board", "number"), name="statements_of_a_board_have_different_numbers"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="signingstatement",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="statement_says_something"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="signoff",
                    constraint=models.UniqueConstraint(
                        fields=("review", "person"), name="one_sign_off_per_person_and_review"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="signoff",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("verdict__in", ("approve_with_comment", "changes_required", "dissent")), _negated=True
                            ),
                            models.Q(("comment", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="verdict_that_needs_words_has_them",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="revocation",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="revocation_has_a_reason"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="openpoint",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("text", ""), _negated=True), name="open_point_says_something"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="openpoint",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at", None), ("changed_in", None)),
                            models.Q(
                                models.Q(("answer", ""), _negated=True),
                                ("answered_by__isnull", False),
                                ("changed_in__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="answered_point_has_an_answer_and_a_name",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="statementacceptance",
                    constraint=models.UniqueConstraint(
                        fields=("statement", "person"), name="statement_is_accepted_once_by_each_member"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="sweep",
                    constraint=models.CheckConstraint(
                        condition=models.Q(("alert_from", ""), _negated=True),
                        name="sweep_says_where_its_alert_came_from",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="sweep",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("confirmed_at", None), ("confirmed_by", None), ("method", "")),
                            models.Q(
                                ("confirmed_at__isnull", False),
                                ("confirmed_by__isnull", False),
                                ("reviews_due_on__isnull", False),
                                ("notice_kind__in", ["warning", "concern"]),
                                models.Q(("reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="confirmed_sweep_says_who_and_what",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="sweepfinding",
                    constraint=models.UniqueConstraint(
                        condition=models.Q(("publication__isnull", False)),
                        fields=("sweep", "publication"),
                        name="a_sweep_finds_what_is_live_once",
                    ),
                ),
                migrations.AddIndex(
                    model_name="sweepnotice",
                    index=models.Index(
                        condition=models.Q(("done_at", None)), fields=["id"], name="sweep_notices_to_post"
                    ),
                ),
                migrations.AddIndex(
                    model_name="sweepnotice",
                    index=models.Index(
                        condition=models.Q(("review_asked_at", None)), fields=["id"], name="sweep_reviews_to_ask"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="sweepnotice",
                    constraint=models.UniqueConstraint(
                        fields=("sweep", "article"), name="a_sweep_has_one_notice_an_article"
                    ),
                ),
                migrations.AddConstraint(
                    model_name="sweepnotice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at", None), ("emergency", None), ("notice", None), ("refused", "")),
                            models.Q(
                                ("done_at__isnull", False),
                                ("emergency", None),
                                ("notice__isnull", False),
                                ("refused", ""),
                            ),
                            models.Q(
                                ("done_at__isnull", False),
                                ("emergency__isnull", False),
                                ("notice", None),
                                ("refused", ""),
                            ),
                            models.Q(
                                ("done_at__isnull", False),
                                ("emergency", None),
                                ("notice", None),
                                models.Q(("refused", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="sweep_notice_stands_or_says_why_not",
                    ),
                ),
                migrations.AddConstraint(
                    model_name="sweepnotice",
                    constraint=models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("review", None), ("review_asked_at", None), ("review_refused", "")),
                            models.Q(
                                ("review__isnull", False), ("review_asked_at__isnull", False), ("review_refused", "")
                            ),
                            models.Q(
                                ("review", None),
                                ("review_asked_at__isnull", False),
                                models.Q(("review_refused", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="sweep_review_is_asked_or_says_why_not",
                    ),
                ),
            ]
        ),
    ]
