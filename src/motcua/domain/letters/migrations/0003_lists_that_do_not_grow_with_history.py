# The first page of each list is found without sorting all that an agency ever issued or received.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("letters", "0002_minutes_have_a_secretary_and_drafts_are_discarded")]

    operations = [
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("state__in", ("issued", "replaced", "recalled"))),
                fields=["agency", "-issued_at", "-id"],
                name="letter_issued_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(
                condition=models.Q(("state__in", ("replaced", "recalled"))),
                fields=["id"],
                name="letter_taken_back",
            ),
        ),
        migrations.AddIndex(
            model_name="incoming",
            index=models.Index(fields=["agency", "-year", "-number", "-id"], name="incoming_newest"),
        ),
        migrations.AddIndex(
            model_name="incoming",
            index=models.Index(
                condition=models.Q(("state", "assigned")),
                fields=["assigned_to", "due_on", "id"],
                name="incoming_to_handle",
            ),
        ),
    ]
