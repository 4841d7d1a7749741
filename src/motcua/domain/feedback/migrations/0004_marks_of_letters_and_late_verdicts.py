from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("feedback", "0003_drafts_and_subscriptions"),
    ]

    operations = [
        migrations.AddField(
            model_name="sealedletter",
            name="mark",
            field=models.TextField(null=True, unique=True),
        ),
        migrations.AddField(
            model_name="verdict",
            name="late",
            field=models.BooleanField(default=False),
        ),
    ]
