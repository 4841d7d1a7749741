"""A draft knows on which channel it is filled in: sheets of a counter that are open now lie at one."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0006_open_states_and_forwarded"),
    ]

    operations = [
        migrations.AddField(
            model_name="draft",
            name="channel",
            field=models.TextField(
                choices=[
                    ("direct", "Trực tiếp tại bộ phận một cửa"),
                    ("online", "Trực tuyến"),
                    ("post", "Bưu chính công ích"),
                ],
                default="online",
            ),
        ),
        migrations.RunSQL(
            "UPDATE dossiers_draft SET channel = 'direct' FROM dossiers_sheet"
            " WHERE dossiers_sheet.draft_id = dossiers_draft.id AND dossiers_draft.submitted_at IS NULL",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["direct", "online", "post"])), name="draft_channel_is_known"
            ),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(
                condition=models.Q(("submitted_at__isnull", True), models.Q(("channel", "online"), _negated=True)),
                fields=["updated_at", "id"],
                name="draft_abandoned",
            ),
        ),
    ]
