import django.db.models.deletion
from django.db import migrations, models

import motcua.kernel.secrecy


class Migration(migrations.Migration):
    dependencies = [("feedback", "0004_marks_of_letters_and_late_verdicts")]

    operations = [
        migrations.AlterField(
            model_name="photo",
            name="role",
            field=models.TextField(
                choices=[("report", "Report"), ("evidence", "Evidence"), ("reply", "Reply"), ("voice", "Voice")]
            ),
        ),
        migrations.AddField(model_name="report", name="mail_stopped_at", field=models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="SenderLetter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.TextField()),
                ("words", motcua.kernel.secrecy.SealedJSONField()),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("queued_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                (
                    "report",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sender_letters",
                        to="feedback.report",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("report", "event"), name="sender_told_once")],
            },
        ),
    ]
