# What waits in one state is found without walking through every petition there was.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("petitions", "0003_answers_of_recalled_letters")]

    operations = [
        migrations.AddIndex(
            model_name="petition",
            index=models.Index(fields=["state", "-matter"], name="petition_state"),
        ),
    ]
