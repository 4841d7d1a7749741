"""What is still at the post is found without what the post ever delivered."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("agencies", "0001_initial"),
        ("matters", "0006_seen_newest_first"),
        ("returns", "0001_first"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="posting",
            name="posting_unit",
        ),
        migrations.AddIndex(
            model_name="posting",
            index=models.Index(
                condition=models.Q(("delivered_on__isnull", True)),
                fields=["unit", "posted_at", "id"],
                name="posting_under_way",
            ),
        ),
    ]
