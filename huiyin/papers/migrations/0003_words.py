from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("papers", "0002_openings")]

    operations = [migrations.RenameField(model_name="paper", old_name="docx", new_name="words")]
