from django.db import migrations, models

TYPES = [
    ("condition", "Condition"),
    ("treatment", "Treatment"),
    ("medicine", "Medicine"),
    ("test", "Test"),
    ("question", "Question and answer"),
]
DEEDS = [
    ("hand_over", "Hand over to another handling editor"),
    ("add_co_editor", "Add a co-editor"),
    ("move", "Move to another topic"),
    ("set_type", "Say of what type they are"),
    ("archive", "Archive"),
    ("bring_back", "Bring back from the archive"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0051_sign_ins"),
    ]

    operations = [
        migrations.AddField(
            model_name="article",
            name="type",
            field=models.CharField(blank=True, choices=TYPES, default="", max_length=16, verbose_name="type"),
        ),
        migrations.AddField(
            model_name="historicalarticle",
            name="type",
            field=models.CharField(blank=True, choices=TYPES, default="", max_length=16, verbose_name="type"),
        ),
        migrations.AddField(
            model_name="bulkact",
            name="type",
            field=models.CharField(blank=True, choices=TYPES, default="", max_length=16),
        ),
        migrations.AlterField(
            model_name="bulkact",
            name="deed",
            field=models.CharField(choices=DEEDS, max_length=16),
        ),
        migrations.RemoveConstraint(
            model_name="bulkact",
            name="bulk_deed_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="bulkact",
            name="bulk_act_for_a_person_names_them",
        ),
        migrations.AddConstraint(
            model_name="bulkact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("deed__in", ["hand_over", "add_co_editor", "move", "set_type", "archive", "bring_back"])
                ),
                name="bulk_deed_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="bulkact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("deed__in", ("hand_over", "add_co_editor")), ("person__isnull", False)),
                    models.Q(("deed__in", ("move", "set_type", "archive", "bring_back")), ("person", None)),
                    _connector="OR",
                ),
                name="bulk_act_for_a_person_names_them",
            ),
        ),
    ]
