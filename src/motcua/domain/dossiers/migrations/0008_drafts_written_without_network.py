from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0007_draft_channel")]

    operations = [
        migrations.AddField(model_name="draft", name="client_key", field=models.TextField(null=True, unique=True)),
        migrations.AddField(model_name="draft", name="written_at", field=models.DateTimeField(null=True)),
    ]
