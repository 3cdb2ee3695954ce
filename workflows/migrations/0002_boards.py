"""Boards are opened by a second person; their changes, statements, and rules for a kind of change."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def keep_statements(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """The text of a board becomes its first statement."""
    for board in apps.get_model("workflows", "Board").objects.exclude(signing_statement=""):
        apps.get_model("workflows", "SigningStatement").objects.create(
            board=board, number=1, text=board.signing_statement
        )


def name_founders(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Who set a board up stands in its first event; somebody else opens it."""
    events = apps.get_model("articles", "Event").objects.filter(kind="board.created")
    for board in apps.get_model("workflows", "Board").objects.all():
        board.created_by_id = events.filter(stream=f"board:{board.pk}").values_list("actor", flat=True).first()
        board.save()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0006_reference_search"),
        ("workflows", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Away",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("first_day", models.DateField(verbose_name="first day")),
                ("last_day", models.DateField(verbose_name="last day")),
            ],
            options={
                "ordering": ("first_day", "pk"),
            },
        ),
        migrations.CreateModel(
            name="BoardChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                            ("key_added", "Take a signing key into use"),
                            ("key_ended", "End the use of a signing key"),
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
                        choices=[("confirmed", "Confirmed"), ("declined", "Declined"), ("taken_back", "Taken back")],
                        max_length=16,
                        verbose_name="decision",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("decision_reason", models.TextField(blank=True, verbose_name="why")),
            ],
            options={
                "ordering": ("-proposed_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="RuleChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(verbose_name="reason")),
                ("chosen_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="SigningStatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField(verbose_name="signing statement")),
                ("written_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("board", "-number"),
            },
        ),
        migrations.CreateModel(
            name="StatementAcceptance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("accepted_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ("accepted_at", "pk"),
            },
        ),
        migrations.AddField(
            model_name="approvalrule",
            name="classes",
            field=models.JSONField(
                blank=True, default=list, help_text="None ticked: for every change.", verbose_name="for these changes"
            ),
        ),
        migrations.AddField(
            model_name="approvalrule",
            name="topics",
            field=models.JSONField(
                blank=True, default=list, help_text="None ticked: for every topic.", verbose_name="for these topics"
            ),
        ),
        migrations.AddField(
            model_name="board",
            name="created_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="board",
            name="opened_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="opened"),
        ),
        migrations.AddField(
            model_name="board",
            name="opened_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalapprovalrule",
            name="classes",
            field=models.JSONField(
                blank=True, default=list, help_text="None ticked: for every change.", verbose_name="for these changes"
            ),
        ),
        migrations.AddField(
            model_name="historicalapprovalrule",
            name="topics",
            field=models.JSONField(
                blank=True, default=list, help_text="None ticked: for every topic.", verbose_name="for these topics"
            ),
        ),
        migrations.AddField(
            model_name="historicalmembership",
            name="identity_verified_by",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="historicalmembership",
            name="identity_verified_how",
            field=models.CharField(blank=True, max_length=300, verbose_name="how"),
        ),
        migrations.AddField(
            model_name="historicalmembership",
            name="identity_verified_on",
            field=models.DateField(blank=True, null=True, verbose_name="identity verified on"),
        ),
        migrations.AddField(
            model_name="historicalmembership",
            name="most_open_reviews",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="Empty: as many as come.", null=True, verbose_name="most open reviews at once"
            ),
        ),
        migrations.AddField(
            model_name="historicalmembership",
            name="shown_affiliation",
            field=models.CharField(
                blank=True,
                help_text="Empty: that of the account.",
                max_length=300,
                verbose_name="affiliation that readers see",
            ),
        ),
        migrations.AddField(
            model_name="historicalmembership",
            name="shown_credentials",
            field=models.CharField(
                blank=True,
                help_text="Empty: those of the account.",
                max_length=200,
                verbose_name="credentials that readers see",
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="identity_verified_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="identity_verified_how",
            field=models.CharField(blank=True, max_length=300, verbose_name="how"),
        ),
        migrations.AddField(
            model_name="membership",
            name="identity_verified_on",
            field=models.DateField(blank=True, null=True, verbose_name="identity verified on"),
        ),
        migrations.AddField(
            model_name="membership",
            name="most_open_reviews",
            field=models.PositiveSmallIntegerField(
                blank=True, help_text="Empty: as many as come.", null=True, verbose_name="most open reviews at once"
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="shown_affiliation",
            field=models.CharField(
                blank=True,
                help_text="Empty: that of the account.",
                max_length=300,
                verbose_name="affiliation that readers see",
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="shown_credentials",
            field=models.CharField(
                blank=True,
                help_text="Empty: those of the account.",
                max_length=200,
                verbose_name="credentials that readers see",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="change_class",
            field=models.CharField(
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
        migrations.AlterField(
            model_name="approvalrule",
            name="is_default",
            field=models.BooleanField(default=False, verbose_name="used unless another fits better"),
        ),
        migrations.AlterField(
            model_name="historicalapprovalrule",
            name="is_default",
            field=models.BooleanField(default=False, verbose_name="used unless another fits better"),
        ),
        migrations.AlterField(
            model_name="historicalmembership",
            name="specialty",
            field=models.CharField(
                blank=True, help_text="Several with commas between them.", max_length=120, verbose_name="specialties"
            ),
        ),
        migrations.AlterField(
            model_name="membership",
            name="specialty",
            field=models.CharField(
                blank=True, help_text="Several with commas between them.", max_length=120, verbose_name="specialties"
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
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("identity_verified_by", None), ("identity_verified_how", ""), ("identity_verified_on", None)
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
        migrations.AddField(
            model_name="away",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="away", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="boardchange",
            name="board",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changes",
                to="workflows.board",
            ),
        ),
        migrations.AddField(
            model_name="boardchange",
            name="decided_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="boardchange",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="rulechoice",
            name="approval_rule",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="workflows.approvalrule"
            ),
        ),
        migrations.AddField(
            model_name="rulechoice",
            name="chosen_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="rulechoice",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="rule_choices", to="articles.version"
            ),
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
        migrations.AddField(
            model_name="signingstatement",
            name="board",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="workflows.board"
            ),
        ),
        migrations.AddField(
            model_name="signingstatement",
            name="written_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="statementacceptance",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="acceptances", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="statementacceptance",
            name="statement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="acceptances", to="workflows.signingstatement"
            ),
        ),
        migrations.AddConstraint(
            model_name="away",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__gte", models.F("first_day"))), name="away_ends_after_it_begins"
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
            model_name="rulechoice",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason", ""), _negated=True), name="rule_choice_has_a_reason"
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
            model_name="statementacceptance",
            constraint=models.UniqueConstraint(
                fields=("statement", "person"), name="statement_is_accepted_once_by_each_member"
            ),
        ),
        migrations.RunPython(keep_statements, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="board",
            name="signing_statement",
        ),
        migrations.RunPython(name_founders, migrations.RunPython.noop),
    ]
