import django.db.models.deletion
from django.db import migrations, models

# A picture of what was done was kept in the step that drafted its answer, at the same moment.
TIE = """
UPDATE feedback_photo AS photo SET answer_id = (
    SELECT answer.id FROM feedback_answer AS answer
    WHERE answer.report_id = photo.report_id AND answer.drafted_at <= photo.added_at
    ORDER BY answer.drafted_at DESC, answer.id DESC LIMIT 1
) WHERE photo.role = 'evidence';
SET CONSTRAINTS ALL IMMEDIATE;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0002_files_of_nobody"),
        ("feedback", "0005_voice_notes_and_letters_to_senders"),
    ]

    operations = [
        migrations.AddField(
            model_name="photo",
            name="answer",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="photos",
                to="feedback.answer",
            ),
        ),
        migrations.AddField(
            model_name="photo",
            name="bare",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.file",
            ),
        ),
        migrations.AddField(model_name="photo", name="unreadable", field=models.BooleanField(default=False)),
        migrations.RunSQL(TIE, migrations.RunSQL.noop),
        migrations.AddConstraint(
            model_name="photo",
            constraint=models.CheckConstraint(
                condition=models.Q(("role", "evidence"), _negated=True) | models.Q(("answer__isnull", False)),
                name="photo_of_what_was_done_has_its_answer",
            ),
        ),
    ]
