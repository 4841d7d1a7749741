# A paper may be signed by a person before it has its number; which papers may be, the pack says.

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import motcua.kernel.secrecy


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0002_who_takes_over"),
        ("papers", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="template",
            name="signed",
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name="Unsealed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("matter_id", models.BigIntegerField()),
                ("task_id", models.BigIntegerField()),
                ("content", motcua.kernel.secrecy.SealedJSONField()),
                ("check_code", models.TextField(unique=True)),
                ("boxes", models.JSONField()),
                ("stored_name", models.TextField()),
                ("sha256", models.TextField()),
                ("signed_at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agencies.agency",
                    ),
                ),
                (
                    "paper",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="unsealed",
                        to="papers.paper",
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "template",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="papers.template",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("paper__isnull", True)),
                        fields=["matter_id", "id"],
                        name="unsealed_of_matter",
                    )
                ],
                "constraints": [models.UniqueConstraint(fields=("task_id", "template"), name="unsealed_once_a_step")],
            },
        ),
    ]
