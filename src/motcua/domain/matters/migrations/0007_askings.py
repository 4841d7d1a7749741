"""Look-ups are counted for all processes together, in a table that a crash may lose and that costs no log."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("matters", "0006_seen_newest_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Asking",
            fields=[
                ("name", models.TextField(primary_key=True, serialize=False)),
                ("times", django.contrib.postgres.fields.ArrayField(base_field=models.DateTimeField(), size=None)),
                ("refused", models.BooleanField(default=False)),
                ("last_at", models.DateTimeField()),
            ],
            options={
                "indexes": [models.Index(fields=["last_at"], name="asking_last")],
            },
        ),
        migrations.RunSQL("ALTER TABLE matters_asking SET UNLOGGED", "ALTER TABLE matters_asking SET LOGGED"),
    ]
