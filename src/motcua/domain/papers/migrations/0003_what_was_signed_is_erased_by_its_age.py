# What was signed and is sealed or void is looked for from the oldest on.

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("papers", "0002_papers_signed_before_they_are_numbered")]

    operations = [
        migrations.AddIndex(
            model_name="unsealed",
            index=models.Index(fields=["signed_at", "id"], name="unsealed_oldest"),
        ),
    ]
