"""An agency's list is read newest first from indexes that stop at its limit; tasks know when their matter came in.

The moment of every task there is, is filled in at once, in one statement over the table.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("documents", "0001_initial"),
        ("matters", "0005_tasks_vacuumed_by_number"),
        ("routes", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="matter",
            name="matter_one_stop_day",
        ),
        migrations.AddField(
            model_name="task",
            name="submitted_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.RunSQL(
            "UPDATE matters_task SET submitted_at = matter.submitted_at"
            " FROM matters_matter AS matter WHERE matter.id = matters_task.matter_id",
            migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            model_name="task",
            name="submitted_at",
            field=models.DateTimeField(),
        ),
        migrations.AlterField(
            model_name="matter",
            name="lead_agency",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="led_matters",
                to="agencies.agency",
            ),
        ),
        migrations.AlterField(
            model_name="matter",
            name="one_stop",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="received_matters",
                to="agencies.agency",
            ),
        ),
        migrations.AddIndex(
            model_name="hold",
            index=models.Index(condition=models.Q(("ends_at__isnull", True)), fields=["matter"], name="hold_lasts"),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["one_stop", "submitted_at", "id"], name="matter_one_stop_seen"),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(fields=["lead_agency", "submitted_at", "id"], name="matter_led_seen"),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(
                    ("closed_at__isnull", True), ("due_at__isnull", False), ("finished_at__isnull", True)
                ),
                fields=["lead_agency", "due_at", "id"],
                name="matter_owed_in_order",
            ),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(fields=["agency", "submitted_at", "matter"], name="task_seen"),
        ),
    ]
