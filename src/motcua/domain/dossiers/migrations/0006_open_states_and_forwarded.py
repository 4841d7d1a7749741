"""Dossiers are found by their state: what is under way without what is over, what is over by when it closed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("dossiers", "0005_filing_for_another"),
        ("matters", "0006_seen_newest_first"),
        ("procedures", "0003_national_records"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="forwarding",
            name="unit",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="forwarded_here",
                to="agencies.agency",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", True)), fields=["state", "matter"], name="dossier_open_state"
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("closed_at__isnull", False)),
                fields=["state", "closed_at", "matter"],
                name="dossier_closed_state",
            ),
        ),
        migrations.AddIndex(
            model_name="forwarding",
            index=models.Index(fields=["unit", "sent_at", "dossier"], name="forwarding_seen"),
        ),
    ]
